"""What a page says about one finding, element, catalogue entry or directory option."""
