"""What pages show about one finding, element, catalogue entry or directory option."""
