"""Pages about the entries of the catalogue, and the reference of the language."""
