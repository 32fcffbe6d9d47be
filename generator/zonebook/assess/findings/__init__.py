"""Threats that apply, with their risk and treatment; what was and was not looked at."""
