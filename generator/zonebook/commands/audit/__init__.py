"""What an audit needs on the command line."""
