"""The reports of a system about each framework in force."""
