"""`copy` and `tend` by their entry points: between folders, and with Lance tables."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest import ARTICLES, WordEncoder

from corpus.records import Correction
from corpus.store.open_store import open_store
from embeddings.embed import embed_and_put
from qa.cli import cli

# Kinds of place that an archive is copied to and from.
PLACES = ["folder", "lance"]


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [*map(str, arguments)])


def succeed(*arguments: object) -> Result:
    result = run(*arguments)
    assert result.exit_code == 0, result.output
    return result


def refusal(*arguments: object) -> str:
    """The one line that a command says when it is refused."""
    result = run(*arguments)
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    return line


def an_address(kind: str, folder: Path) -> str:
    if kind == "lance":
        pytest.importorskip("lancedb", reason="needs `pip install 'pullquote[s3]'`")
        return f"lance://{folder}"
    return str(folder)


@pytest.fixture
def filled(tmp_path: Path) -> str:
    """An archive in a folder."""
    address = str(tmp_path / "filled")
    with open_store(address, create=True) as store:
        embed_and_put(ARTICLES, store, WordEncoder())
        store.corrections.record({ARTICLES[0].id: Correction(source="Set by Hand")})
    return address


def listed(address: str) -> list[object]:
    return [json.loads(line) for line in
            succeed("list", "--json", "--archive", address).stdout.splitlines()]  # fmt: skip


@pytest.mark.parametrize("to", PLACES)
def test_a_copy_lists_what_the_archive_lists_and_comes_home(
    filled: str, to: str, tmp_path: Path
) -> None:
    there, home = an_address(to, tmp_path / "there"), str(tmp_path / "home")
    count = len(ARTICLES)
    assert succeed("copy", filled, there).stdout == f"{count} copied, 0 were there\n"
    assert listed(there) == listed(filled)
    assert succeed("copy", there, home).stdout == f"{count} copied, 0 were there\n"
    assert listed(home) == listed(filled)
    with open_store(filled) as ours, open_store(home) as theirs:
        assert theirs.corrections.all() == ours.corrections.all()
    assert "intact" in succeed("doctor", "--archive", there).output


@pytest.mark.parametrize("to", PLACES)
def test_the_same_copy_again_copies_what_is_missing(filled: str, to: str, tmp_path: Path) -> None:
    there = an_address(to, tmp_path / "there")
    succeed("copy", filled, there)
    first = ARTICLES[0].id
    succeed("remove", first, "--archive", there)
    assert succeed("copy", filled, there).stdout == f"1 copied, {len(ARTICLES) - 1} were there\n"
    succeed("remove", first, "--archive", filled)
    assert succeed("copy", filled, there).stdout.splitlines() == [
        f"0 copied, {len(ARTICLES) - 1} were there",
        f"{there} has 1 more, which were left as they are",
    ]


def test_copies_that_cannot_be_are_refused(filled: str, tmp_path: Path) -> None:
    assert "cannot be copied to itself" in refusal("copy", filled, filled)
    assert "no archive in" in refusal("copy", tmp_path / "nowhere", tmp_path / "to")
    assert not (tmp_path / "to").exists()
    line = refusal("copy", filled, "s3://me:secret@news/archive")
    assert "keys come from the environment" in line
    assert "secret" not in line


@pytest.mark.parametrize("kind", PLACES)
def test_tending_says_what_it_tended_and_changes_no_article(
    filled: str, kind: str, tmp_path: Path
) -> None:
    address = an_address(kind, tmp_path / "tended")
    succeed("copy", filled, address)
    before = listed(address)
    with open_store(address) as store:
        passages = store.size().passages
    assert (
        succeed("tend", "--archive", address).stdout == f"{address}: {passages} passages, tended\n"
    )
    assert listed(address) == before
    assert "no archive in" in refusal("tend", "--archive", f"{address}-nowhere")
