"""Reads the findings of tools: evidence and statuses proposed for the models, never over what somebody states."""
