"""What the MkDocs plugin needs beyond its hooks."""
