"""Frameworks: their requirements, and which layers of responsibility each requirement is about."""
