"""The condition language: what a threat or control asks of a subject."""
