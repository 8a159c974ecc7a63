"""Every number of a reader, kept in one `reader.json` beside its weights."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, is_dataclass
from pathlib import Path
from typing import TypeVar, get_type_hints

from corpus.errors import ModelError

# The reader that is shipped; a second one is another folder with files of the same names.
SHIPPED_READER = Path(__file__).parent / "weights"
SETTINGS_FILE, WEIGHTS_FILE = "reader.json", "reader.onnx"

_Values = TypeVar("_Values")


@dataclass(frozen=True, slots=True)
class InputLimits:
    """Word pieces read at most: of the question, of the headline, and of the whole input.

    What neither question nor headline takes is the passage's.
    """

    question_pieces: int
    headline_pieces: int
    all_pieces: int


@dataclass(frozen=True, slots=True)
class SpanLimits:
    """Spans considered in each passage, the longest one, and what a wrong kind costs.

    The penalties are in logits: a span that is not of the kind that the question asks for loses
    `misfit_penalty`, and any span `piece_penalty` for each word piece after the first.
    """

    considered: int
    answer_pieces: int
    misfit_penalty: float
    piece_penalty: float


@dataclass(frozen=True, slots=True)
class OrderingWeights:
    """What orders the passages: a logit of what the searches and the reader say of each.

    Every field is the weight of what `qa.reader.verdict.ordering_features` gives, fitted by the
    training on questions that the reader's weights were not made from. Answers that several
    passages give are then worth the sum of their odds.
    """

    fused: float
    relevance: float
    answer_margin: float
    sentence_support: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """The logistic function that says how likely the best passage is to answer.

    Fitted on questions that the reader's weights were not made from. The cosine and `exact` stand
    for the searches, but not BM25: what it is worth depends on how large the archive is. Every
    field but `bias` is the weight of what `qa.reader.verdict.confidence_features` gives.
    """

    cosine: float
    exact: float
    relevance: float
    answer_margin: float
    span_lead: float
    agreement: float
    lead: float
    passage_support: float
    sentence_support: float
    figures_support: float
    names_support: float
    fitness: float
    attested: float
    bias: float


@dataclass(frozen=True, slots=True)
class ReaderSettings:
    """What `reader.json` says, entry by entry.

    `base_model` is the model whose tokenizer makes the word pieces. The digests are SHA-256 of
    reader.onnx and of that model's tokenizer.json.
    """

    name: str
    weights_sha256: str
    base_model: str
    tokenizer_sha256: str
    input: InputLimits
    spans: SpanLimits
    ordering: OrderingWeights
    calibration: Calibration

    @classmethod
    def load(cls, folder: Path = SHIPPED_READER) -> ReaderSettings:
        """The settings in a reader's folder; ModelError where they are missing or wrong."""
        path = folder / SETTINGS_FILE
        try:
            entries = json.loads(path.read_text(encoding="utf-8"))
            return _from_entries(cls, entries, "")
        except OSError as error:
            raise ModelError(
                f"{folder} is no reader: it has no readable {SETTINGS_FILE} ({error.strerror})"
            ) from error
        except ValueError as error:
            raise ModelError(f"{path} does not describe a reader: {error}") from error

    def save(self, folder: Path) -> None:
        """Write `reader.json` into a reader's folder."""
        text = json.dumps(asdict(self), indent=1, ensure_ascii=False)
        (folder / SETTINGS_FILE).write_text(text + "\n", encoding="utf-8")

    def as_record(self) -> dict[str, str]:
        """All entries as text, by name: "reader spans considered" is "5"."""
        record: dict[str, str] = {}
        for name, value in asdict(self).items():
            entries = value if isinstance(value, dict) else {"": value}
            for inner, each in entries.items():
                words = f"reader {'' if name == 'name' else name} {inner}".replace("_", " ")
                record[" ".join(words.split())] = f"{each}"
        return record


def digest_of_file(path: Path) -> str:
    """The SHA-256 of a file's content, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _from_entries(kind: type[_Values], entries: object, place: str) -> _Values:
    """A dataclass made of a JSON object that has exactly its fields; else ValueError."""
    if not isinstance(entries, dict):
        raise ValueError(f"“{place}” is not an object" if place else "it is not an object")
    fields = get_type_hints(kind)
    names = {name: f"{place}.{name}" if place else name for name in [*fields, *entries]}
    for name in fields.keys() - entries.keys():
        raise ValueError(f"“{names[name]}” is missing")
    for name in entries.keys() - fields.keys():
        raise ValueError(f"“{names[name]}” is unknown")
    return kind(**{name: _value(fields[name], entries[name], names[name]) for name in fields})


def _value(kind: type, value: object, place: str) -> object:
    if is_dataclass(kind):
        return _from_entries(kind, value, place)
    if kind is float and type(value) is int:
        return float(value)
    if type(value) is not kind:
        wanted = {str: "a text", int: "a whole number", float: "a number"}[kind]
        raise ValueError(f"“{place}” is not {wanted}")
    return value
