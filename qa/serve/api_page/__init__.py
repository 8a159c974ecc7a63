"""The small page on the HTTP API: three files that a browser loads as they are."""
