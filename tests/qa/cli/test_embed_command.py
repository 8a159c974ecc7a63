"""Words at once, meaning later: `add --words-only`, `embed`, and what tells how far it is."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from embeddings.added import Added
from qa.cli import cli
from qa.cli.add_summary import describe_times

pytestmark = pytest.mark.usefixtures("exported_model")

TEXTS = {
    "bridge": "Harbour bridge closes\n\nThe harbour bridge in Port Tallis closed on Monday after "
    "engineers found cracks.\n",
    "lynx": "A lynx in the hills\n\nA lynx was photographed in the Morven hills.\n",
}


@pytest.fixture
def news(write: Callable[[str, str], Path]) -> Path:
    for name, text in TEXTS.items():
        folder = write(f"{name}.txt", text).parent
    return folder


def run(*arguments: object, code: int = 0) -> str:
    result = CliRunner().invoke(cli, [*map(str, arguments)])
    assert result.exit_code == code, result.output
    return result.output


def facts(archive: Path) -> dict[str, object]:
    return dict(json.loads(run("info", "--json", "--archive", archive)))


def test_what_was_added_by_words_alone_answers_and_is_embedded_later(
    news: Path, tmp_path: Path
) -> None:
    archive = tmp_path / "archive"
    assert "+2 new" in run("add", "--words-only", news, "--archive", archive)
    assert facts(archive)["meaning"] == 0
    assert "meaning:  0 %" in run("info", "--archive", archive)
    assert "`pullquote" in run("list", "--archive", archive)
    assert "2 passages wait for" in run("doctor", "--archive", archive)
    question = "when did the harbour bridge in Port Tallis close?"
    assert "Monday" in run("ask", question, "--archive", archive)
    embedded = run("embed", "--archive", archive)
    assert embedded.splitlines()[-2] == "2 passages embedded"
    assert embedded.splitlines()[-1].startswith("meaning ")
    assert facts(archive)["meaning"] == 1
    assert "meaning" not in run("list", "--archive", archive)
    assert "wait" not in run("doctor", "--archive", archive)
    assert "Monday" in run("ask", question, "--archive", archive)
    assert run("embed", "--archive", archive) == "0 passages embedded\n"


def test_adding_embeds_what_an_earlier_call_left(news: Path, tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    run("add", "--words-only", news, "--archive", archive)
    added = run("add", news, "--archive", archive)
    assert "+0 new, 0 changed, 0 gone, 2 unchanged, 0 skipped" in added
    assert facts(archive)["meaning"] == 1


def test_where_the_time_went_is_told_in_one_line() -> None:
    done = Added(new=21_000, changed=534, embedded=243_360)
    done.reading_seconds, done.words_seconds, done.meaning_seconds = 41.2, 9.4, 3120.0
    assert (
        describe_times(done) == "21,534 articles · read 41 s · words 9 s · meaning 52 min at 78/s"
    )
    assert describe_times(Added(unchanged=7)) == ""
    done = Added(new=1)
    done.words_seconds = 0.2
    assert describe_times(done) == "1 article · read 0 s · words 0 s"
