"""The content of diagrams before layout: boxes, arrows, overlays and tooltips."""
