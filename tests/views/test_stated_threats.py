"""The page of a threat that a system states itself, and what other pages and files say of it."""
