"""Developers' tools: measure the program, train the reader. Not in the wheel.

`speed/` measures how fast archives of up to a million passages answer, and what they cost:
one table and its plots. `public_sets.py` measures retrieval on the public sets, by meaning, by
words and by both. `training/` makes the reader's weights from the public sets, and measures how
well they read and refuse.

All read the public sets in a folder DATA, and keep what takes long to make below `build/`:

    make bench          qa.lab.speed               build/bench/speed.md, with plots
    make bench-quality  qa.lab.public_sets         build/bench/quality.md
    make bench-reader   qa.lab.training.figures    a line for each set
    make train-reader   qa.lab.training            build/reader

`make bench BENCH="--sizes 1000 10000"` is a short run.
`python -m qa.lab.training DATA build/reader --ship` trains nothing: it exports and calibrates
build/reader/checkpoint.pt, and puts the weights and their numbers into the package.
"""
