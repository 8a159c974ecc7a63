"""Names and titles that act on a terminal: no command shows them as they are, errors included."""

import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from acting_texts import ACTING, acting_in
from click.testing import CliRunner
from conftest import ARTICLES, WordEncoder

from corpus.records import PublicationDate
from corpus.store.sqlite import SqliteStore
from embeddings.embed import embed_and_put
from qa.cli import cli

WORDS = "".join(ACTING).replace("\x00", "").replace("\ud800", "").replace("\udcff", "")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of an archive in which everybody has written what acts."""
    made = SqliteStore.open(tmp_path / "archive", create=True)
    article = replace(
        ARTICLES[0], id=WORDS, title=WORDS, source=WORDS, author=WORDS, url=WORDS,
        origin=f"/news/{WORDS}.txt", text=f"{WORDS} {ARTICLES[0].text} {WORDS}",
        published=PublicationDate(date(2016, 2, 4), "day", WORDS),
    )  # fmt: skip
    embed_and_put([article], made, WordEncoder(f"{WORDS}@1"))
    made.close()
    return tmp_path / "archive"


@pytest.mark.parametrize(
    "args",
    [
        ["list"], ["list", "--json"], ["list", "--source", f"no {WORDS}"], ["show", WORDS],
        ["show", WORDS, "--json"], ["show", f"no {WORDS}"], ["info"], ["info", "--json"],
        ["remove", f"no {WORDS}"], ["remove", WORDS], ["doctor"], ["add", f"no {WORDS}"],
        ["ask", WORDS], ["ask", "why?", "--on", WORDS], ["ask", "why?", "--top", WORDS],
        ["ask", f"--{WORDS}"], [WORDS], ["batch", f"no {WORDS}"], ["eval", f"no {WORDS}"],
        ["compare", f"no {WORDS}", f"no {WORDS}"], ["reembed", "--model", f"no {WORDS}"],
        ["list", "--archive", f"no {WORDS}"],
    ],
    ids=lambda args: " ".join(map(ascii, args))[:40],
)  # fmt: skip
def test_no_command_lets_a_name_act(args: list[str], folder: Path, tmp_path: Path) -> None:
    ran = CliRunner().invoke(cli, ["--archive", str(folder), *args])
    assert ran.exit_code in (0, 2), ran.output
    assert acting_in(ran.stdout) == []
    assert acting_in(ran.stderr) == []


def test_files_with_such_names_are_skipped_in_one_line_each(tmp_path: Path) -> None:
    news = tmp_path / "news"
    news.mkdir()
    names = [f"{number}{acting}.txt" for number, acting in enumerate(ACTING)]
    names = [name.replace("/", "").replace("\x00", "").replace("\ud800", "") for name in names]
    for name in names:
        (news / name).write_text("")
    (news / os.fsdecode(b"\xff\x1b[2J.txt")).write_text("")
    ran = CliRunner().invoke(cli, ["add", str(news), "--archive", str(tmp_path / "archive")])
    assert ran.exit_code == 2
    assert acting_in(ran.stderr) == []
    lines = [line for line in ran.stderr.splitlines() if line.startswith(("skipped", "… and"))]
    assert len(lines) == 20 + 1 + len([n for n in names if "\udcff" in n]) + 1
