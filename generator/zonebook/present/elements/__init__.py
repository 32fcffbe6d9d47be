"""An element across the pages: where else it stands."""
