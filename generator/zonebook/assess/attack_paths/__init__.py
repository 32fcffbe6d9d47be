"""Ways of an attacker from an entry point to an asset, and where they can be cut."""
