"""The interface between views and writers: pages, texts within a line, graphs."""
