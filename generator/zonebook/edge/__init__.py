"""Everything impure: disk, clock, terminal, layout engines. Handed in as functions, never imported below the doors."""
