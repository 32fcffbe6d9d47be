"""Where each element of a system stands: the picture of accounts, regions, networks, zones and subnets."""
