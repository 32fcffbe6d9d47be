"""The commands: words in, exit code out."""
