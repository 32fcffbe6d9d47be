"""A built site, checked: links, anchors, pictures, and that nothing is loaded from outside."""
