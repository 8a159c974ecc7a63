"""Clippings keep their words, their order and their notes, and lose them only when deleted."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

import pytest
from session_kit import ARCHIVE, some_article, some_evidence, some_text

from corpus.errors import InputError
from qa.sessions.clippings import Clipping, Clippings


@pytest.fixture
def clippings(tmp_path: Path) -> Clippings:
    return Clippings(tmp_path / "state" / "clippings.jsonl")


def clipping(seed: int) -> Clipping:
    dice = Random(seed)
    evidence = some_evidence(dice, some_article(dice, f"a{seed}"), has_answer=dice.random() < 0.7)
    return Clipping.of(evidence, ARCHIVE, some_text(dice), some_text(dice))


@pytest.mark.parametrize("seed", range(40))
def test_a_clipping_is_read_back_as_it_was_kept(clippings: Clippings, seed: int) -> None:
    kept = clippings.add(clipping(seed))
    assert clippings.all() == [kept]
    assert clippings.passed_over == 0


@pytest.mark.parametrize("seed", range(20))
def test_every_change_does_to_the_file_what_it_does_to_a_list(
    clippings: Clippings, seed: int
) -> None:
    """An oracle in memory: a dictionary of notes and a list of ids."""
    dice = Random(seed)
    order: list[str] = []
    notes: dict[str, str] = {}
    for number in range(30):
        change = dice.choice(["add", "add", "note", "arrange", "delete"])
        if change == "add" or not order:
            added = clippings.add(clipping(1000 * seed + number))
            order.append(added.id)
            notes[added.id] = ""
        elif change == "note":
            id, note = dice.choice(order), f"note {number}"
            clippings.annotate(id, note)
            notes[id] = note
        elif change == "arrange":
            dice.shuffle(order)
            clippings.arrange(order)
        else:
            gone = order.pop(dice.randrange(len(order)))
            clippings.delete(gone)
    assert [(each.id, each.note) for each in clippings.all()] == [(id, notes[id]) for id in order]


def test_what_one_chat_deletes_costs_no_clipping_of_another(clippings: Clippings) -> None:
    """Each thread has its own view of the file, as a process would."""

    def change(first: int) -> list[str]:
        own = Clippings(clippings.path)
        kept = [own.add(clipping(first + number)).id for number in range(6)]
        for id in kept[::2]:
            own.delete(id)
        return kept[1::2]

    with ThreadPoolExecutor(3) as pool:
        left = [id for ids in pool.map(change, range(0, 300, 100)) for id in ids]
    assert sorted(each.id for each in clippings.all()) == sorted(left)
    assert clippings.passed_over == 0


def test_the_same_quote_kept_in_two_chats_at_once_stands_there_once(clippings: Clippings) -> None:
    with ThreadPoolExecutor(8) as pool:
        kept = set(pool.map(lambda _: Clippings(clippings.path).add(clipping(7)).id, range(16)))
    assert [each.id for each in clippings.all()] == list(kept)


def test_the_same_words_are_kept_once(clippings: Clippings) -> None:
    first = clippings.add(clipping(1))
    clippings.annotate(first.id, "mine")
    again = clippings.add(clipping(1))
    assert (again.id, again.note) == (first.id, "mine")
    assert len(clippings.all()) == 1


def test_what_is_deleted_is_no_longer_in_the_file(clippings: Clippings) -> None:
    one, two = clippings.add(clipping(1)), clippings.add(clipping(2))
    clippings.annotate(one.id, "a secret source")
    clippings.delete(one.id)
    assert b"secret" not in clippings.path.read_bytes()
    assert clippings.all() == [two]
    assert clippings.path.stat().st_mode & 0o777 == 0o600


def test_a_torn_line_is_passed_over_and_the_next_one_is_whole(clippings: Clippings) -> None:
    one = clippings.add(clipping(1))
    with clippings.path.open("ab") as file:
        file.write(b'{"kept": {"id": "x')
    two = clippings.add(clipping(2))
    assert clippings.all() == [one, two]
    assert clippings.passed_over == 1


def test_a_note_is_text_that_acts_in_no_terminal(clippings: Clippings) -> None:
    kept = clippings.add(clipping(1))
    for seed in range(30):
        clippings.annotate(kept.id, f"see {some_text(Random(seed))}")
        note = clippings.all()[0].note
        assert note.startswith("see")
        assert not set(note) & set("\x1b\x9b\x00\x7f\u202e\u2066\ud800\r")


def test_a_clipping_is_found_by_the_beginning_of_its_id(clippings: Clippings) -> None:
    kept = clippings.add(clipping(1))
    assert clippings.find(kept.id[:6]) == kept
    with pytest.raises(InputError, match="no clipping begins with 'zz'"):
        clippings.find("zz")
    with pytest.raises(InputError, match="no clipping begins with ''"):
        clippings.find("")
