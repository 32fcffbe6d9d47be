"""What a picture holds: boxes, arrows, overlays and tooltips, before any layout."""
