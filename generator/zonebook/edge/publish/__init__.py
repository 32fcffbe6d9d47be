"""Publishing output: staging directory, swap, manifest, and which files may be replaced."""
