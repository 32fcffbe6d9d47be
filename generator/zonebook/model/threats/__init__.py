"""Threats that the model of one system states by hand, beside those of the catalogue."""
