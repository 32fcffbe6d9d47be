"""What was asked of a system and what was not: coverage, and what nothing looked at."""
