"""Articles come in, are cleaned and kept, and are cut into passages."""
