"""Audits: what was tested in a period, by whom, and with what result."""
