"""What to do next, what a change of controls or of the directory would bring, and by when."""
