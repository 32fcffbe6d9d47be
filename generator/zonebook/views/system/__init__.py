"""Pages about one system."""
