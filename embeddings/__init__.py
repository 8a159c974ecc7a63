"""Articles become passages and vectors; files are brought into a store."""
