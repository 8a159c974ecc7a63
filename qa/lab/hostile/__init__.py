"""Documents made to stop, to fill or to fool whoever reads them, written when they are wanted.

`python -m qa.lab.hostile [MESSY]` reads all of them, and those of a folder, and prints a table.
"""
