"""Unsettled findings counted by what they are on or who settles them, each count with where its findings are."""
