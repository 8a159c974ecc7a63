"""Documents become articles: one file a format, a row each in the registry."""
