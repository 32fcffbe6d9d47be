"""What a party answers for: its tables."""
