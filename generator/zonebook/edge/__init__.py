"""Everything impure: disk, clock, terminal, layout engines. Pure code gets it as functions and never imports it."""
