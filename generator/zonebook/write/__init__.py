"""Pages, tables and graphs to text. The only places that escape."""
