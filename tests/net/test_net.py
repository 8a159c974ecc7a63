"""The safety net of the project: what users see stays as it is, whatever moves in the sources.

It goes through the command line only. What a change is meant to alter is written again by
`tests/net/make.py`, and is then read in the diff of the golden files.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import golden
import pytest
from golden import done, pullquote

pytestmark = pytest.mark.slow  # it makes the sample archive and asks all its questions

Json = dict[str, Any]

ABOUT = golden.read_json(golden.ABOUT)
GOLDEN = [json.loads(line) for line in golden.ANSWERS.read_text("utf-8").splitlines()]
EQUAL = 1.5e-6  # scores are printed with six digits; the last may round either way
NEAR = 0.02  # on another processor scores and confidences move by less than this
THRESHOLDS = (0.25, 0.5)  # of confidence: below the first not found, below the second possible

same_processor = golden.instructions() == ABOUT["instructions"]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("net") / "sample"
    golden.make_sample(folder)
    return folder


@pytest.fixture(scope="module")
def answers(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Json]:
    return golden.sample_answers(sample, tmp_path_factory.mktemp("answers"))


def rounded_alike(now: Any, then: Any) -> Any:
    """`now`, with each number that equals the one in `then` but for its last digit set to that."""
    if isinstance(now, float) and isinstance(then, float):
        return then if abs(now - then) <= EQUAL else now
    if isinstance(now, list) and isinstance(then, list) and len(now) == len(then):
        return [rounded_alike(*pair) for pair in zip(now, then, strict=True)]
    if isinstance(now, dict) and isinstance(then, dict) and list(now) == list(then):
        return {name: rounded_alike(now[name], then[name]) for name in now}
    return now


def as_text(value: Any) -> str:
    """JSON as text, in which the order of fields counts, and of which pytest shows the diff."""
    return json.dumps(value, ensure_ascii=False, indent=1)


# -- the sample's 104 questions -------------------------------------------------------------


def test_every_question_of_the_sample_is_answered_in_its_order(answers: list[Json]) -> None:
    asked = [json.loads(line)["id"] for line in golden.GOLD.read_text("utf-8").splitlines()]
    assert [answer["id"] for answer in answers] == asked == [then["id"] for then in GOLDEN]


def test_the_texts_of_the_sample_are_what_they_were(sample: Path) -> None:
    assert golden.text_digests(sample) == ABOUT["texts"]


@pytest.mark.skipif(not same_processor, reason="the answers were made on another processor")
def test_the_answers_are_what_they_were(answers: list[Json]) -> None:
    changed = [
        f"{then['id']}:\n{as_text(now)}\nwas\n{as_text(then)}"
        for now, then in zip(answers, GOLDEN, strict=True)
        if as_text(rounded_alike(now, then)) != as_text(then)
    ]
    assert not changed, f"{len(changed)} answers changed, the first is {changed[0]}"


def test_on_any_processor_what_is_clear_stays_what_it_was(answers: list[Json]) -> None:
    """8-bit arithmetic differs between processors, so that what is nearly equal may swap places.

    Compared is the status where the confidence is not near a threshold, and the first article
    where its score is not near the second one's.
    """
    changed = []
    for now, then in zip(answers, GOLDEN, strict=True):
        if all(abs(then["confidence"] - least) > NEAR for least in THRESHOLDS):
            changed += [then["id"]] if now["status"] != then["status"] else []
        scores = [one["score"] for one in then["evidence"][:2]]
        if len(scores) == 2 and scores[0] - scores[1] > NEAR:
            first = now["evidence"][0]["article_id"], then["evidence"][0]["article_id"]
            changed += [then["id"]] if first[0] != first[1] else []
    assert changed == []


def test_asked_alone_a_question_gets_the_answer_that_a_batch_gives_it(
    sample: Path, answers: list[Json]
) -> None:
    row = answers[0]
    ran = done("ask", row["question"], "--asked-on", row["asked_on"], "--json",
               "--archive", sample)  # fmt: skip
    alone = golden.settled(ran.lines[0], sample)
    batch_only = ("asked_on", "settings", "conversation")
    of_a_batch = {name: row[name] for name in row if name not in batch_only}
    assert as_text(alone) == as_text(of_a_batch | {"id": None})


def test_exit_codes_tell_what_came_of_a_command(sample: Path, tmp_path: Path) -> None:
    archive = ("--archive", sample)
    questions, gold = tmp_path / "questions.txt", tmp_path / "gold.jsonl"
    questions.write_text("Who froze the Geneva talks?\nWho won the tennis final?\n", "utf-8")
    wrong = {"id": "1", "question": "Who?", "answers": ["Nobody"], "article": "nowhere"}
    golden.write_lines(gold, [wrong])
    codes = {
        "answered": pullquote("ask", "Who froze the Geneva talks?", *archive).code,
        "not found": pullquote("ask", "Who won the tennis final?", *archive).code,
        "no question": pullquote("ask", "???", *archive).code,
        "no such option": pullquote("ask", "Who?", "--no-such-option", *archive).code,
        "no such command": pullquote("no-such-command").code,
        "no archive": pullquote("ask", "Who?", "--archive", tmp_path / "nowhere").code,
        "batch": pullquote("batch", questions, "-o", tmp_path / "a.jsonl", *archive).code,
        "batch without file": pullquote("batch", tmp_path / "nowhere.txt", *archive).code,
        "eval": pullquote("eval", gold, *archive).code,
        "eval, gold that fits": pullquote("eval", golden.GOLD, "--check", *archive).code,
        "eval, gold that does not": pullquote("eval", gold, "--check", *archive).code,
        "eval without file": pullquote("eval", tmp_path / "nowhere.jsonl", *archive).code,
        "version": pullquote("--version").code,
    }
    assert codes == {
        "answered": 0,
        "not found": 1,
        "no question": 2,
        "no such option": 2,
        "no such command": 2,
        "no archive": 2,
        "batch": 0,
        "batch without file": 2,
        "eval": 0,
        "eval, gold that fits": 0,
        "eval, gold that does not": 1,
        "eval without file": 2,
        "version": 0,
    }


# -- the zoo: every format that is read, and what cannot be ---------------------------------


@pytest.fixture(scope="module")
def zoo(tmp_path_factory: pytest.TempPathFactory) -> Json:
    return golden.zoo_contents(tmp_path_factory.mktemp("zoo"))


def test_every_article_of_the_zoo_is_read_as_it_was(zoo: Json) -> None:
    articles = {one["id"]: one for one in zoo["articles"]}
    expected = {one["id"]: one for one in golden.read_json(golden.ZOO)["articles"]}
    assert list(articles) == list(expected)
    for id, then in expected.items():
        assert as_text(articles[id]) == as_text(then)


@pytest.mark.parametrize("said", ["add zoo", "add zoo, again", "add notes.xyz scan.pdf broken"])
def test_add_counts_and_skips_as_it_did(zoo: Json, said: str) -> None:
    assert as_text(zoo[said]) == as_text(golden.read_json(golden.ZOO)[said])


def test_the_list_of_the_zoo_is_printed_as_it_was(zoo: Json) -> None:
    assert zoo["list"] == golden.read_json(golden.ZOO)["list"]


# -- an archive that commit 606c7b1 wrote ---------------------------------------------------


@pytest.fixture
def old_archive(tmp_path: Path) -> Path:
    return Path(shutil.copytree(golden.ARCHIVE, tmp_path / "archive"))


def test_an_old_archive_tells_what_it_told(old_archive: Path) -> None:
    told, expected = golden.archive_says(old_archive), golden.read_json(golden.ARCHIVE_SAYS)
    assert as_text(told["info"]) == as_text(expected["info"])
    assert as_text(told["articles"]) == as_text(expected["articles"])
    for now, then in zip(told["answers"], expected["answers"], strict=True):
        shown = ("exit code", "status", "answer")
        assert [now[name] for name in shown] == [then[name] for name in shown]
        if same_processor:
            assert as_text(rounded_alike(now, then)) == as_text(then)


def kinds_of(derived: Path) -> list[str]:
    """The kinds of indexes in a folder, without their formats and the archive's stamp."""
    return sorted(path.name.split("-")[0].rstrip("0123456789") for path in derived.iterdir())


def test_the_indexes_of_an_old_archive_serve_or_are_made_anew(old_archive: Path) -> None:
    derived = old_archive / "derived"
    kinds = kinds_of(derived)
    answer = [done("ask", golden.NEWS_QUESTIONS[0], "--archive", old_archive).out]
    assert kinds_of(derived) == kinds  # none was lost, and none stays beside its successor
    for path in derived.rglob("*"):
        if path.is_file():
            path.write_bytes(b"damaged")
    answer += [done("ask", golden.NEWS_QUESTIONS[0], "--archive", old_archive).out]
    shutil.rmtree(derived)
    answer += [done("ask", golden.NEWS_QUESTIONS[0], "--archive", old_archive).out]
    assert answer[0].startswith("14")
    assert answer[1:] == answer[:1] * 2


def test_an_old_archive_takes_articles_on_top(old_archive: Path, tmp_path: Path) -> None:
    news = tmp_path / "news"
    shutil.copytree(golden.NEWS, news)
    story = "Otter seen in canal\n\nAn otter was seen in the canal of Vell by Greta Lund.\n"
    (news / "otter.txt").write_text(story, "utf-8")
    # The news lay in /news before: where they are gone from there, they have moved.
    added = done("add", news, "--archive", old_archive)
    assert added.out == "+1 new, 0 changed, 0 gone, 5 unchanged, 0 skipped\n"
    answer = done("ask", "Who saw an otter in the canal?", "--json", "--archive", old_archive)
    assert answer.lines[0]["answer"] == "Greta Lund"
    removed = done("remove", "otter", "comet", "--archive", old_archive)
    assert removed.out == "2 removed, 4 left\n"


# -- the wheel ------------------------------------------------------------------------------


def test_the_wheel_holds_the_files_that_it_held(tmp_path: Path) -> None:
    """Where files move, this list changes: make it again with `tests/net/make.py wheel`."""
    pytest.importorskip("setuptools", minversion="77", reason="lists the wheel's files")
    assert golden.wheel_files(tmp_path) == golden.WHEEL.read_text("utf-8").splitlines()
