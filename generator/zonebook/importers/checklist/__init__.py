"""Reads a filled checklist back: results for an audit, statements proposed for the models, and what is refused."""
