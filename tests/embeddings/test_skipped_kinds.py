from corpus.records import Skipped
from embeddings.skipped_kinds import SHOWN_OF_A_KIND, SkippedKinds


def test_few_are_kept_as_they_came() -> None:
    some = [Skipped(f"/news/{n}.txt", "is empty" if n % 2 else "is binary") for n in range(40)]
    kinds = SkippedKinds()
    for each in some:
        kinds.append(each)
    assert list(kinds) == some
    assert not list(kinds.left_out())


def test_of_many_the_first_of_each_kind_are_kept_and_the_rest_is_counted() -> None:
    kinds = SkippedKinds()
    for line in range(100_000):
        kinds.append(Skipped(f"a.jsonl line {line}", f"is broken JSON: Expecting (char {line})"))
        kinds.append(Skipped(f"b.jsonl line {line}", f"its id n{line} was taken by a record"))
    kinds.append(Skipped("c.txt", "is empty"))
    assert len(kinds) == 200_001
    assert len(list(kinds)) == 2 * SHOWN_OF_A_KIND + 1
    assert [count for count, _ in kinds.left_out()] == [99_980, 99_980]
    assert next(kinds.left_out())[1] == "is broken JSON: Expecting (char 0)"


def test_kinds_without_end_are_counted_too() -> None:
    kinds = SkippedKinds()
    for number in range(5_000):
        letters = "".join(chr(ord("a") + int(digit)) for digit in str(number))
        kinds.append(Skipped("a", f"broke {letters}"))
    assert len(kinds) == 5_000
    assert len(list(kinds)) == 200 + SHOWN_OF_A_KIND
    assert list(kinds.left_out()) == [(4_780, "another reason")]
