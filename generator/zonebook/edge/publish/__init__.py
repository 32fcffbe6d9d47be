"""Output that is made to one side and swapped in, and what in a folder is ours to replace."""
