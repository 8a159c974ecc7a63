"""Measures the program's speed in one run: a table and plots. Run it with `make bench`.

Archives are made once and kept, and so is what other programs read.
"""

from __future__ import annotations

import sys
from argparse import SUPPRESS, ArgumentParser
from collections.abc import Sequence
from pathlib import Path

from qa.lab.speed.measure_all import NEEDED_FILES, Plan, measure_all
from qa.lab.speed.speed_report import read_load, write_report


def main(arguments: Sequence[str]) -> None:
    """Measure all, write the table with its plots into a folder, and print it."""
    plan = parse_plan(arguments)
    if missing := [name for name in NEEDED_FILES if not (plan.data / name).exists()]:
        sys.exit(f"make bench: not in {plan.data}: {', '.join(missing)}")
    before = read_load()
    speed = measure_all(plan)
    written = write_report(speed, plan.kept, f"Load {before} before and {read_load()} after")
    print(written.read_text(encoding="utf-8"))


def parse_plan(arguments: Sequence[str]) -> Plan:
    """The plan that a command line asks for."""
    parser = ArgumentParser("python -m qa.lab.speed", argument_default=SUPPRESS)
    parser.add_argument("data", type=Path, help="the folder of the public sets")
    parser.add_argument("kept", type=Path, help="the folder for archives, table and plots")
    parser.add_argument("--sizes", type=int, nargs="+", help="passages of the archives")
    parser.add_argument("--cold", type=int, help="passages of the archive that is asked cold")
    parser.add_argument("--again", type=int, help="articles that are added again")
    parser.add_argument("--questions", type=int, help="questions of the batch")
    parser.add_argument("--processes", type=int, help="of them, asked with a process each")
    parser.add_argument("--turns", type=int, help="how often what starts cold is started")
    return Plan(**vars(parser.parse_args(arguments)))


if __name__ == "__main__":
    main(sys.argv[1:])
