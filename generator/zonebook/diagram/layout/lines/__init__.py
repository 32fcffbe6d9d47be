"""The lines of a picture: the tracks that they may run on, their ways, and the words on them."""
