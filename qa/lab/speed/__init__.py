"""How fast the program is, and what it costs as an archive grows: one run, one table, plots."""
