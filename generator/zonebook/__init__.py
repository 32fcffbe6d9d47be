"""Threat models in YAML, assessed against a catalogue and published as a site."""

__version__ = "0.1.0"
