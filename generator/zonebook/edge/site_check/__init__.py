"""Checks of a built site: links, anchors, pictures, and that nothing is loaded from outside."""
