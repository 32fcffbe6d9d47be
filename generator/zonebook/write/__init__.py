"""Writers: pages, tables and graphs as text. Escaping is done here and nowhere else."""
