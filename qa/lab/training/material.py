"""Gathers what the reader learns from, with negatives that our own search mines."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.store.sqlite import SqliteStore
from embeddings.ingest import add
from embeddings.models.encoder import Encoder
from qa.lab.training import sets
from qa.lab.training.clozes import clozes
from qa.lab.training.groups import Question
from qa.lab.training.mining import negatives
from qa.lab.training.sets import SEED, Example, Paragraph

# So many questions of the two sets of other kinds of text come with negatives.
_SHIFTED = 3_000
# Made of the text of one article, so many questions at most, of a lone paragraph so many; every
# third with a negative.
_CLOZES, _ALONE = 90, 4


@dataclass(frozen=True, slots=True)
class Material:
    """What there is to learn from, by how near it is to the reader's work; and what nothing
    learns from.

    `texts` are an encyclopedia's paragraphs by their article. `practice` is made of them, `near`
    are questions of its readers, `far` those of other kinds of text. The held-out questions of
    SQuAD are of both versions, in a random order.
    """

    texts: dict[str, list[Paragraph]]
    practice: list[Question]
    near: list[Question]
    far: list[Question]
    held_squad: list[Example]
    held_nq: list[Example]


def gather(data: Path, kept: Path, encoder: Encoder) -> Material:
    """Read the sets that may train shipped weights; what was mined is in `kept` from then on."""
    away = sets.held_out_articles(data / "squad" / "dev-v2.0.json")
    answered = sets.squad(data / "squad" / "dev-v1.1.json", away)
    refused = [e for e in sets.squad(data / "squad" / "dev-v2.0.json", away) if not e.answer]
    searched = sets.natural_questions(data / "nq-open-gold")
    shifted = [
        example
        for name in ("reddit_v1.0.json", "amazon_reviews_v1.0.json")
        for example in sets.squad(data / "squadshifts" / name, titled=False)
    ]
    timed, articles = sets.time_questions(data / "timeqa-human")
    chance = random.Random(SEED)
    shifted = [example for example in shifted if example.answer]
    opposed = chance.sample(shifted, 2 * _SHIFTED)[::2]
    mined = {
        **_mined(kept, "squad", _seen(answered), answered, encoder),
        **_mined(kept, "nq", _seen(searched), searched, encoder),
        **_mined(kept, "shifts", opposed, shifted, encoder),
        **{e.id: beside(e, articles[_article(e)], chance) for e in timed},
    }
    texts = {**articles, **_texts(_seen([*answered, *searched]))}
    held = [e for e in (*answered, *refused) if e.held_out]
    chance.shuffle(held)

    return Material(
        texts=texts,
        practice=_practice(texts, chance),
        near=[_question(e, mined) for e in _seen([*answered, *searched, *refused])],
        far=[_question(e, mined) for e in (*timed, *shifted)],
        held_squad=held,
        held_nq=[e for e in searched if e.held_out],
    )


def _practice(articles: Mapping[str, list[Paragraph]], chance: random.Random) -> list[Question]:
    made = [
        (example, paragraphs)
        for paragraphs in articles.values()
        for example in clozes(paragraphs, min(_CLOZES, _ALONE * len(paragraphs)), chance)
    ]
    chance.shuffle(made)
    others = {e.id: beside(e, paragraphs, chance) for e, paragraphs in made[::3]}
    return [_question(example, others) for example, _ in made]


def _texts(examples: Sequence[Example]) -> dict[str, list[Paragraph]]:
    """The paragraphs that the examples are about, by their article."""
    paragraphs = {e.paragraph.id: (_article(e) or e.paragraph.id, e.paragraph) for e in examples}
    texts: dict[str, list[Paragraph]] = defaultdict(list)
    for article, paragraph in paragraphs.values():
        texts[article].append(paragraph)
    return texts


def _question(example: Example, mined: Mapping[str, list[Paragraph]]) -> Question:
    return Question(example, tuple(mined.get(example.id, ())))


def _seen(examples: list[Example]) -> list[Example]:
    return [example for example in examples if not example.held_out]


def _mined(
    kept: Path, name: str, examples: list[Example], of: list[Example], encoder: Encoder
) -> dict[str, list[Paragraph]]:
    """The negatives of these examples among all paragraphs of the set; found once."""
    paragraphs = {example.paragraph.id: example.paragraph for example in of}
    path = kept / f"{name}-negatives.json"
    if not path.exists():
        archive = _archive(kept / name, list(paragraphs.values()), encoder)
        found = negatives(examples, paragraphs, archive, encoder)
        ids = {id: [each.id for each in others] for id, others in found.items()}
        path.write_text(json.dumps(ids), encoding="utf-8")
    read: dict[str, list[str]] = json.loads(path.read_text(encoding="utf-8"))
    return {id: [paragraphs[other] for other in others] for id, others in read.items()}


def _archive(folder: Path, paragraphs: list[Paragraph], encoder: Encoder) -> SqliteStore:
    folder.mkdir(exist_ok=True)
    corpus = folder / "corpus.jsonl"
    lines = [json.dumps({"_id": p.id, "title": p.title, "text": p.text}) for p in paragraphs]
    corpus.write_text("\n".join(lines) + "\n", encoding="utf-8")
    archive = SqliteStore.open(folder, create=True)
    print(f"{folder.name}: {add([corpus], archive, lambda: encoder)}", flush=True)
    return archive


def _article(example: Example) -> str:
    return example.paragraph.id.rpartition("#")[0]


def beside(
    example: Example, article: Sequence[Paragraph], chance: random.Random
) -> list[Paragraph]:
    """Other paragraphs of the same article that hold no answer."""
    answers = [answer.casefold() for answer in example.answers]
    others = [
        paragraph
        for paragraph in article
        if paragraph.id != example.paragraph.id
        and not any(answer in paragraph.text.casefold() for answer in answers)
    ]
    return chance.sample(others, min(4, len(others)))
