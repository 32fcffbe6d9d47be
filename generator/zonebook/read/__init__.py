"""Text in, documents and problems out."""
