"""The results of audits about one system, and what they say against its claims."""
