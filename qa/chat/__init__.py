"""The chat: a Textual screen that is handed one function, `ask`."""
