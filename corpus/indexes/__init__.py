"""Derived from a store and rebuilt at will: keywords and filter columns."""
