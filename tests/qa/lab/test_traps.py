"""How replies to the traps are judged; and how many of each kind the program gets right."""

from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest

from qa.app import assemble
from qa.archive_changes import add_files
from qa.lab.traps import Trap, ask_traps, find_faults, load_traps, tally
from qa.show.schema import AnswerRecord

TRAPS = Path(__file__).parents[1] / "traps"
# Nothing is tuned on these: they show what the rules that were tuned on the others are worth.
UNSEEN = TRAPS.with_name("unseen_traps")
PLAIN = Trap("1", "roles", "Who won?", ["Mara Quill"], answerable=True, article="vote")

# The shares that the program reaches, less two questions: nothing that is changed may lose more.
LEAST_SHARES = {
    "furniture": 0.73, "agreement": 0.57, "difference": 0.35, "sentence": 0.67, "roles": 0.65,
    "lists": 0.60, "time": 0.75, "silence": 0.80, "whole": 0.71, "typos": 0.78, "copies": 0.83,
    "premise": 0.77, "identity": 0.93, "said": 0.79,
}  # fmt: skip


def a_reply(
    answer: str | None, *says: tuple[str, list[str]], status: str = "answered"
) -> AnswerRecord:
    """A reply whose evidence are the articles that `says` names, each answer with its articles."""
    names = [name for _, articles in says for name in articles]
    reply = {
        "status": status,
        "answer": answer,
        "evidence": [
            {"rank": rank, "article_id": f"folder/{name}", "copies": []}
            for rank, name in enumerate(names, start=1)
        ],
        "said": [
            {"answer": said, "rows": [names.index(name) + 1 for name in articles]}
            for said, articles in says
        ],
    }
    return cast(AnswerRecord, reply)


@pytest.mark.parametrize(
    ("answer", "is_right"),
    [
        ("Mara Quill", True), ("mara quill,", True), ("the teacher Mara Quill", True),
        ("Quill", False), ("Mara Quill, who beat Tom Ash by twelve votes", False),
    ],
)  # fmt: skip
def test_an_answer_says_little_more_than_an_accepted_one(answer: str, is_right: bool) -> None:
    assert (not find_faults(PLAIN, a_reply(answer))) == is_right


def test_a_sentence_holds_all_that_it_must_and_nothing_that_it_must_not() -> None:
    trap = replace(PLAIN, answers=[], holds=["cracks", "rust"], never=["Tom Ash"])
    assert find_faults(trap, a_reply("Rust and cracks were found.")) == []
    assert find_faults(trap, a_reply("Rust, said Tom Ash.")) == ["says Tom Ash", "lacks cracks"]


def test_a_whole_answer_is_the_accepted_one_to_the_letter() -> None:
    trap = replace(PLAIN, answers=["the old [Corn Exchange]"], exact=True)
    assert find_faults(trap, a_reply("old [Corn Exchange]")) == []
    assert find_faults(trap, a_reply("the old [Corn Exchange")) == ["another answer"]


def test_what_has_no_answer_is_refused_and_nothing_else_is() -> None:
    refusal = a_reply(None, status="not_found")
    unanswerable = replace(PLAIN, answers=[], answerable=False)
    assert find_faults(unanswerable, refusal) == []
    assert find_faults(unanswerable, a_reply("Tom", status="possible")) == ["not refused"]
    assert find_faults(PLAIN, refusal) == ["refused"]


def test_only_articles_that_say_so_are_counted_and_some_are() -> None:
    trap = replace(PLAIN, agreeing=["count"])
    assert find_faults(trap, a_reply("Mara Quill", ("Mara Quill", ["vote", "count"]))) == []
    assert find_faults(trap, a_reply("Mara Quill", ("Mara Quill", ["vote", "rally"]))) == [
        "counts rally"
    ]
    assert find_faults(trap, a_reply("Mara Quill", ("Mara Quill", ["vote"]))) == [
        "finds nobody else who says so"
    ]


def test_only_articles_that_differ_give_another_answer() -> None:
    trap = replace(PLAIN, differing=[("rally", "Tom Ash")])
    own = ("Mara Quill", ["vote"])
    assert find_faults(trap, a_reply("Mara Quill", own, ("Tom Ash", ["rally"]))) == []
    assert find_faults(trap, a_reply("Mara Quill", own)) == ["shows no other answer"]
    assert find_faults(replace(trap, differing=[]), a_reply("Mara Quill", own, ("A", ["x"]))) == [
        "“A” is no other answer"
    ]


@pytest.mark.slow
def test_no_kind_of_trap_catches_more_than_it_did(tmp_path: Path) -> None:
    add_files([TRAPS / "articles"], tmp_path / "archive", None, lambda _: None)
    with assemble(tmp_path / "archive") as assistant:
        judged = ask_traps(load_traps(TRAPS / "gold.jsonl"), assistant)
    shares = {}
    for kind in LEAST_SHARES:
        counted = tally(each for each in judged if each.trap.kind == kind)
        shares[kind] = counted.right / counted.questions
    assert {kind for kind, share in shares.items() if share < LEAST_SHARES[kind]} == set(), shares


@pytest.mark.parametrize(("folder", "least"), [(TRAPS, 900), (UNSEEN, 250)], ids=lambda each: "")
def test_every_accepted_answer_stands_in_its_article(folder: Path, least: int) -> None:
    traps = load_traps(folder / "gold.jsonl")
    texts = "\n".join(path.read_text("utf-8") for path in sorted((folder / "articles").iterdir()))
    assert len(traps) == len({trap.id for trap in traps}) >= least
    for trap in traps:
        for wording in [*trap.answers, *trap.holds]:
            assert wording in texts or wording.replace('"', '\\"') in texts, trap.id
