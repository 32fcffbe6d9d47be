"""The risk register of a system: its page, and the table of what is known."""
