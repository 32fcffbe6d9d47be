"""Workbooks (XLSX): a cover, an index, and sheets that are read or filled in."""
