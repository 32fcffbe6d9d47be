"""Pages as Markdown with HTML in it."""
