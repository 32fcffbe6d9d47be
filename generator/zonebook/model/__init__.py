"""Frozen types: what the catalogue brings and what architects write."""
