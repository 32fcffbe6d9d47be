"""Where everything in a picture stands: sizes, places and routes, laid out by rules alone."""
