"""The nearest passages to a vector: the local index and what it is made of."""
