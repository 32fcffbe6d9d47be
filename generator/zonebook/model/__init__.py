"""Frozen types: the entries of the catalogue and what architects write."""
