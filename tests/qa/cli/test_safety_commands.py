import contextlib
import json
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest import ARTICLES, WordEncoder

from corpus.store.open_store import open_store
from embeddings.embed import embed_and_put
from qa.cli import cli
from qa.cli.doctor import Check, worst_exit_code


@pytest.fixture
def home(tmp_path: Path, encoder: WordEncoder) -> Path:
    with open_store(tmp_path / "home", create=True) as store:
        embed_and_put(ARTICLES, store, encoder)
    return tmp_path / "home"


def run(home: Path, *args: str | Path) -> Result:
    return CliRunner().invoke(cli, ["--archive", str(home), *map(str, args)])


def harm(home: Path, statement: str) -> None:
    with contextlib.closing(sqlite3.connect(home / "archive.sqlite")) as db, db:
        db.execute(statement)


def test_an_archive_is_kept_in_a_file_and_brought_back(home: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite"
    kept = run(home, "backup", copy)
    assert (kept.exit_code, "SHA-256" in kept.output) == (0, True), kept.output
    assert run(home, "backup", copy).exit_code == 2
    run(home, "remove", "lynx")
    back = run(home, "restore", copy)
    assert back.exit_code == 0, back.output
    assert back.output.splitlines()[0] == f"4 articles restored from {copy}"
    assert "is kept in" in back.output.splitlines()[1]
    moved = run(tmp_path / "elsewhere", "restore", copy)
    assert moved.output == f"4 articles restored from {copy}\n"


@pytest.mark.parametrize(
    ("statement", "code", "kind", "left"),
    [
        ("UPDATE articles SET text = text || '!' WHERE id = 'lynx'", 4, "article", 3),
        ("UPDATE articles SET last_day = '2000-01-01' WHERE id = 'lynx'", 5, "identity", 4),
        ("INSERT INTO removed VALUES (1, 1)", 5, "passages", 4),
        ("INSERT INTO corrections VALUES ('lynx', 'x', 'day', NULL, NULL)", 5, "correction", 4),
    ],
)
def test_doctor_ends_by_what_it_found_and_mends_it(
    home: Path, statement: str, code: int, kind: str, left: int
) -> None:
    assert run(home, "doctor").exit_code == 0
    harm(home, statement)
    found = run(home, "doctor")
    assert found.exit_code == code, found.output
    assert "doctor --repair`" in found.output
    told = json.loads(run(home, "doctor", "--json").output)
    assert (told["exit_code"], {each["kind"] for each in told["findings"]}) == (code, {kind})
    assert {each["name"] for each in told["checks"]} >= {"Python", "model", "archive"}
    mended = run(home, "doctor", "--repair")
    loses = kind in ("article", "correction")
    assert mended.exit_code == (4 if loses else 0), mended.output
    assert f"{left} articles kept" in mended.output
    assert ("lynx" in mended.output.partition(" lost")[2]) == loses
    again = run(home, "doctor", "--repair")
    assert (again.exit_code, "nothing to repair" in again.output) == (0, True), again.output


def test_what_must_be_fixed_first_decides_how_doctor_ends() -> None:
    missing = Check("torch", False, "not installed")
    assert (missing.exit_code, worst_exit_code([missing])) == (2, 2)
    assert worst_exit_code([Check("Python", True, "3.11")]) == 0
