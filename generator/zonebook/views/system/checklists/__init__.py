"""The checklists of a system: an index for each way to group them, and a page for each group."""
