"""Threats that apply, with their risk and treatment; what was covered and what was not."""
