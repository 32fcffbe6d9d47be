"""`zonebook serve`: the site while it is written, each page made when a browser asks for it."""
