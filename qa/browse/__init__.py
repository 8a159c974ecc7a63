"""Articles found without asking: a small query language, counts by outlet and by month."""
