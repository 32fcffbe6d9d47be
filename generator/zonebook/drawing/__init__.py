"""Graphs to pictures: DOT, layout engines, SVG, icons."""
