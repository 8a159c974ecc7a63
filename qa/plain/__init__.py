"""The chat line by line: for screen readers, for terminals that cannot paint, and for pipes."""
