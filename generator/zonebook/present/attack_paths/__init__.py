"""Attack paths in short: by where they start and by which first hop."""
