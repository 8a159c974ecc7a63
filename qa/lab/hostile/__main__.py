"""`python -m qa.lab.hostile [MESSY]`: the table of what hostile and messy documents came to."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from qa.lab.hostile.reading_table import lines_of_table, read_hostile, read_messy


def main(arguments: list[str]) -> int:
    """Read everything and print the table; 1 where anything failed."""
    with tempfile.TemporaryDirectory(prefix="hostile-") as scratch:
        tables = [read_hostile(Path(scratch))]
    tables += [read_messy(Path(folder)) for folder in arguments]
    for table in tables:
        print("\n".join(lines_of_table(table)), flush=True)
    return 1 if any(table.failures for table in tables) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
