"""The shelves of the catalogue on the site: which of their entries share a page."""
