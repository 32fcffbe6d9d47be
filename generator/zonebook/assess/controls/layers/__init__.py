"""The 19 layers of a service: who has each of them."""
