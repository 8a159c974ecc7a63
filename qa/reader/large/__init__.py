"""The large reader: a published model of eight times the small one's size, taught to read."""
