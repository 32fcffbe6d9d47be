"""Loads texts into a checked catalogue and workspace."""
