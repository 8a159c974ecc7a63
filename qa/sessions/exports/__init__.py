"""A session or the clippings as a file for others: Markdown, HTML, CSV, JSON, RIS."""
