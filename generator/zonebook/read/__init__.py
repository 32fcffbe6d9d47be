"""Reads texts into documents and problems."""
