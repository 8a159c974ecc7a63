"""Passages and questions become vectors, and vectors find their neighbours."""
