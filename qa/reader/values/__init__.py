"""An answer as a value that can be compared: an amount, a moment, a name, or its words."""
