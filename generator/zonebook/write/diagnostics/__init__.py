"""The result of a check in the formats that editors, build servers and code hosts read."""
