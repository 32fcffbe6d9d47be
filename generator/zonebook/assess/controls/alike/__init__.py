"""Which elements look the same to a control, so that its status need not be worked out for each of them."""
