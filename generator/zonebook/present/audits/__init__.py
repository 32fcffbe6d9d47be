"""The conclusions of audits in words."""
