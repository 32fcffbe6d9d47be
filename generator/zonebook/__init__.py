"""Threat models in YAML, judged against a catalogue and told as a site."""

__version__ = "0.1.0"
