"""Servers: the chat in a browser, and an archive for assistants and other programs."""
