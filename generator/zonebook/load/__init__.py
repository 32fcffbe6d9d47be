"""Texts to a checked catalogue and workspace."""
