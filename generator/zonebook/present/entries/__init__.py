"""Entries of the catalogue that share a page: how each stands there."""
