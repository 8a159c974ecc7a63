"""What tests share: a small real encoder, invented articles, archives made of them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from inspect import iscoroutinefunction
from pathlib import Path
from zlib import crc32

import numpy as np
import pytest
from hypothesis import HealthCheck, settings

from corpus.arrays import Vectors
from corpus.indexes.keywords import stems
from corpus.records import Article, PublicationDate
from corpus.store.sqlite import SqliteStore
from embeddings.embed import embed_and_put
from embeddings.models.load import load_encoder
from embeddings.models.packaged import DEFAULT_MODEL
from qa.folders import exported_models
from qa.reader.base import PassageReading, Reader, Verdict
from qa.reader.nearest_sentence import coverage, nearest_sentence, word_rarities
from qa.reader.settings import Calibration, OrderingWeights
from qa.reader.verdict import make_verdict
from qa.search.hits import Hit

# Found inputs are the same in every run; HYPOTHESIS_EXAMPLES=2000 looks longer, at other ones.
_EXAMPLES = os.environ.get("HYPOTHESIS_EXAMPLES")
settings.register_profile(
    "tests",
    max_examples=int(_EXAMPLES or 60),
    derandomize=not _EXAMPLES,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
settings.load_profile("tests")

SHARED = Path(__file__).resolve().parents[2] / "shared"

LONGEST_TEST_ID = 200  # characters: reports, and the shell they are copied into, take no page
_LONGEST_PARAMETER = 30  # characters that a text adds to the id of the test that it is given to

# What these give takes seconds to make, to read or to compare, so their tests are slow ones.
SLOW_FIXTURES = {
    "exported_model", "minilm",
    "large",  # an archive large enough for a coarse index
    "shared", "snap_compare",
}  # fmt: skip


def pytest_make_parametrize_id(val: object) -> str | None:
    """A long text stands in its test's id by its beginning; pytest numbers those that agree."""
    if not isinstance(val, str | bytes):
        return None
    shown = ascii(val[: _LONGEST_PARAMETER + 1]).removeprefix("b")[1:-1]
    return f"{shown[:_LONGEST_PARAMETER]}..." if len(shown) > _LONGEST_PARAMETER else None


def pytest_collection_modifyitems(items: Sequence[pytest.Item]) -> None:
    too_long = [item.nodeid for item in items if len(item.nodeid) > LONGEST_TEST_ID]
    if too_long:
        raise pytest.UsageError(
            f"{len(too_long)} test ids are over {LONGEST_TEST_ID} characters long; give their "
            f"parameters short ids. The first begins {too_long[0][:LONGEST_TEST_ID]}"
        )
    for item in items:
        # A screen takes a second to draw, and there are many tests of them.
        draws_screen = "chat" in item.path.parts and iscoroutinefunction(getattr(item, "obj", None))
        if draws_screen or SLOW_FIXTURES.intersection(getattr(item, "fixturenames", ())):
            item.add_marker("slow")


class WordEncoder:
    """Counts a text's stems into buckets: a real encoder, small enough for every test."""

    name = "words"
    dimension = 256
    token_budget = 60

    def __init__(self, fingerprint: str = "words@1") -> None:
        self.fingerprint = fingerprint
        self.encoded = 0

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(text.split()) for text in texts]

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        self.encoded += len(texts)
        rows = [self.encode_question(text) for text in texts]
        return np.array(rows, dtype=np.float32).reshape(len(texts), self.dimension)

    def encode_question(self, question: str) -> Vectors:
        vector = np.zeros(self.dimension, dtype=np.float32)
        for stem in stems(question):
            vector[crc32(stem.encode()) % self.dimension] += 1
        length = float(np.linalg.norm(vector))
        return vector / length if length else vector

    def close(self) -> None:
        """It has no threads."""


class WordReader(Reader):
    """Answers with the sentence that holds most of the question: a real reader, small enough
    for every test. It is sure when that sentence holds nearly all of it."""

    name = "words"
    ordering = OrderingWeights(fused=3.0, relevance=0.3, answer_margin=0.15, sentence_support=0.0)
    calibration = Calibration(
        cosine=1.95,
        exact=0.0,
        relevance=0.0,
        answer_margin=0.37,
        span_lead=0.0,
        agreement=0.68,
        lead=0.0,
        passage_support=0.0,
        sentence_support=0.0,
        figures_support=0.0,
        names_support=0.0,
        fitness=0.0,
        attested=0.0,
        bias=-1.97,
    )

    def as_record(self) -> dict[str, str]:
        return {"reader": self.name}

    def read(self, question: str, hits: Sequence[Hit]) -> Verdict:
        rarities = word_rarities(question, hits)
        readings = [self._read_passage(hit, rarities) for hit in hits]
        return make_verdict(readings, self.ordering, self.calibration)

    def _read_passage(self, hit: Hit, rarities: dict[str, float]) -> PassageReading:
        span = nearest_sentence(rarities, hit.passage)
        logit = 40 * (coverage(rarities, hit.passage.article.text[slice(*span)]) - 0.6)
        return PassageReading(hit, span, answer_margin=logit, relevance=logit)

    def close(self) -> None:
        pass


def an_article(id: str, title: str, text: str, day: str | None = None, source: str | None = None,
               origin: str | None = None) -> Article:  # fmt: skip
    published = PublicationDate(date.fromisoformat(day), "day", "date line") if day else None
    return Article(id, title, text, origin or f"/news/{id}.txt", published, source)


ARTICLES = (
    an_article(
        "bridge",
        "Harbour bridge closes for repairs",
        "The harbour bridge in Port Tallis closed on Monday after engineers found cracks.\n\n"
        "Chief engineer Ines Caldera said 14 cables must be replaced. She expects the work to "
        "take nine weeks.\n\nFerries will carry commuters meanwhile, the port authority said.",
        "2021-03-01",
        "Tallis Courier",
    ),
    an_article(
        "ferry",
        "Ferry company doubles its crossings",
        "Blueline Ferries doubled its crossings on Tuesday because the bridge is shut.\n\n"
        "Its director, Otto Brandvold, promised a boat every ten minutes.",
        "2021-03-02",
        "Tallis Courier",
    ),
    an_article(
        "lynx",
        "Lynx returns to the Morven hills",
        "A lynx was photographed in the Morven hills for the first time in eighty years.\n\n"
        "Biologist Runa Estrin set the camera that took the picture.",
        "2020-11-17",
        "Northern Post",
    ),
    an_article(
        "comet",
        "A comet nobody ordered",
        "Amateur astronomer Paavo Lind discovered a faint comet from his garden shed.",
    ),
)


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A cache folder of the tests' own: they leave the user's as it is."""
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder))
        patch.setenv("PULLQUOTE_STATE", str(folder / "state"))  # nor are their questions kept there
        yield folder


@pytest.fixture(scope="session", autouse=True)
def config(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Settings of the tests' own, of which there are none to begin with."""
    path = tmp_path_factory.mktemp("config") / "config.toml"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PULLQUOTE_CONFIG", str(path))
        yield path


@pytest.fixture(scope="session")
def exported_model(cache: Path) -> Path:
    """The folder of exported models with the packaged one in it, which takes seconds to export."""
    load_encoder(DEFAULT_MODEL, exported_models())
    return exported_models()


@pytest.fixture(autouse=True)
def an_ordinary_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Colours and theme as the program sets them, whatever the environment of the test run."""
    for name in ("NO_COLOR", "TEXTUAL_THEME"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def encoder() -> WordEncoder:
    return WordEncoder()


@pytest.fixture
def archive(tmp_path: Path, encoder: WordEncoder) -> SqliteStore:
    """An archive of the four invented articles."""
    made = SqliteStore.open(tmp_path / "archive", create=True)
    embed_and_put(ARTICLES, made, encoder)
    return made


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str], Path]:
    """Write a file below a fresh folder `news`, and give its path."""

    def written(name: str, text: str) -> Path:
        path = tmp_path / "news" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return written


@pytest.fixture
def shared() -> Path:
    """The public sets for development; a test that needs them is skipped where they are not."""
    if not SHARED.is_dir():
        pytest.skip(f"needs the public data sets beside the checkout, in {SHARED.name}/")
    return SHARED
