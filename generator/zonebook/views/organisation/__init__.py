"""Pages about all systems together."""
