"""Priorities, what-if results for controls and directories, the calendar and the forecast."""
