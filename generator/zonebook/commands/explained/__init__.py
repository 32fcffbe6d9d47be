"""Parts of what `zonebook explain` prints."""
