"""Security zones: boundaries, reachability, exposure."""
