"""Write the golden files of the net again, from what the program does now.

    .venv/bin/python tests/net/make.py [answers] [zoo] [wheel] [archive]

Without a name, all but `archive`. Look at `git diff tests/net` before you commit: every line of
it is a change that users see. (The wheel's list changes whenever files move.)

answers  answers.jsonl: the answers to the sample's questions; answers.about.json: the
         processor's instructions that they were made with, and digests of the sample's texts
zoo      zoo.json: what is read from the files in zoo/
wheel    wheel.txt: the files of the wheel
archive  what archive-606c7b1.json expects. The archive itself is never written again: it stands
         for those that users have. One of another version is made with `new-archive`, which
         puts it beside this one, named after the commit; give it a test of its own.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import golden


def answers(scratch: Path) -> None:
    golden.make_sample(scratch / "sample")
    golden.write_lines(golden.ANSWERS, golden.sample_answers(scratch / "sample", scratch))
    about = {
        "instructions": golden.instructions(),
        "texts": golden.text_digests(scratch / "sample"),
    }
    golden.write_json(golden.ABOUT, about)


def zoo(scratch: Path) -> None:
    golden.write_json(golden.ZOO, golden.zoo_contents(scratch))


def wheel(scratch: Path) -> None:
    golden.WHEEL.write_text("\n".join(golden.wheel_files(scratch)) + "\n", "utf-8")


def archive(scratch: Path) -> None:
    shutil.copytree(golden.ARCHIVE, scratch / "archive")
    golden.write_json(golden.ARCHIVE_SAYS, golden.archive_says(scratch / "archive"))


def new_archive(scratch: Path) -> None:
    command = ["git", "rev-parse", "--short=7", "HEAD"]
    commit = subprocess.check_output(command, cwd=golden.ROOT, text=True).strip()
    made, news = scratch / "made", scratch / "news"
    golden.news_archive(made, news)
    # Nobody's folders in the repository: the news came from /news.
    with closing(sqlite3.connect(made / "archive.sqlite")) as db, db:
        db.execute("UPDATE articles SET origin = replace(origin, ?, '/news')", (str(news),))
        db.execute("UPDATE read_files SET path = replace(path, ?, '/news')", (str(news),))
    with closing(sqlite3.connect(made / "archive.sqlite")) as db:
        db.execute("VACUUM")  # the former paths are in the file until then
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # as a process does that ends
    beside = shutil.ignore_patterns("*-wal", "*-shm", "*.lock")
    shutil.copytree(made, golden.NET / f"archive-{commit}", ignore=beside)


PARTS = {
    "answers": answers,
    "zoo": zoo,
    "wheel": wheel,
    "archive": archive,
    "new-archive": new_archive,
}


def main() -> None:
    for name in sys.argv[1:] or ("answers", "zoo", "wheel"):
        with tempfile.TemporaryDirectory() as folder:
            os.environ["XDG_CACHE_HOME"] = str(Path(tempfile.gettempdir()) / "pullquote-net-cache")
            PARTS[name](Path(folder).resolve())


if __name__ == "__main__":
    main()
