"""Attack paths from entry points to assets, and the choke points at which they can be cut."""
