"""What a system offers for download: its workbooks, and the list of all of its files."""
