"""Who controls what: control relations, tier 0, blast radius."""
