"""Wires the whole together: the only place that chooses concrete archives, models and readers."""

from __future__ import annotations

import gc
import importlib.metadata
import platform
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from corpus.errors import ArchiveError, ModelError, NoArticlesError
from corpus.headings import Heading, Wanted
from corpus.records import Article, Correction, Filters
from corpus.store.open_store import holds_archive, open_store, repair
from corpus.store.store import ModelRecord, Store
from embeddings.embed import ArticlesDone, check_model
from embeddings.models.encoder import Encoder
from embeddings.models.load import load_encoder
from embeddings.models.packaged import DEFAULT_MODEL
from qa.answer_settings import AnswerSettings
from qa.answers import Answer, Evidence, OnFound
from qa.assistant import Assistant
from qa.evidence import first_rows
from qa.folders import embedding_place, exported_models, made_readers
from qa.reader.loading import load_reader
from qa.reader.size import ReaderSize
from qa.search.filters import until
from qa.search.hits import Hit
from qa.search.retriever import Retriever
from qa.search.weights import Search, Weights
from qa.worker import ArchiveSummary

if TYPE_CHECKING:
    from corpus.store.sqlite_repair import Repaired
    from embeddings.added import Added, AddOptions
    from embeddings.embed_waiting import PassagesDone


class Embedded(NamedTuple):
    """How many passages were embedded, and in how many seconds."""

    passages: int
    seconds: float


# Passages that a glance looks at for each article that it gives: some are of the same article.
_GLANCED = 4
AnyAssistant = TypeVar("AnyAssistant", bound=Assistant)
SAMPLE_QUESTION = "who froze the Geneva talks?"


def encoder_for(archive: Store, model: str | None) -> Encoder:
    """The model that was asked for, else the archive's own, else the packaged one.

    ArchiveError if the archive was embedded with another one.
    """
    recorded = archive.model
    try:
        encoder = load_encoder(
            model or (recorded.name if recorded else DEFAULT_MODEL), exported_models()
        )
    except ModelError as error:
        if model or recorded is None:
            raise
        raise ModelError(
            f"{archive.place} was embedded with {recorded.fingerprint}, which cannot be loaded: "
            f"{error}; or embed the archive again with `pullquote reembed`"
        ) from error
    if recorded:
        check_model(archive, encoder)
    return encoder


def assemble(
    address: str | Path,
    model: str | None = None,
    search: Search = "fused",
    threshold: float | None = None,
    reader: ReaderSize = "small",
    on_making: Callable[[], object] = lambda: None,
) -> Assistant:
    """An assistant for one archive; ArchiveError where there is none or it is empty.

    `threshold` is the confidence in [0, 1] from which an answer is given; None is the shipped one.
    `on_making` is called, in a thread of its own, where the large reader must be made ready first.
    ModelError where the large reader is wanted and not installed.
    """
    return assemble_as(Assistant, address, model, search, threshold, reader, on_making)


def assemble_as(
    kind: type[AnyAssistant],
    address: str | Path,
    model: str | None = None,
    search: Search = "fused",
    threshold: float | None = None,
    reader: ReaderSize = "small",
    on_making: Callable[[], object] = lambda: None,
) -> AnyAssistant:
    """As `assemble`, for a kind of assistant that can do more."""
    settings = AnswerSettings() if threshold is None else AnswerSettings(threshold=threshold)
    with ExitStack() as on_failure:
        archive = open_store(address)
        on_failure.callback(archive.close)
        if not archive.stats().articles:
            raise NoArticlesError(
                f"the archive in {archive.place} is empty: fill it with `pullquote add FOLDER`"
            )
        with ThreadPoolExecutor(1) as beside:
            loading = beside.submit(load_reader, reader, made_readers(), on_making)
            retriever = Retriever(archive, encoder_for(archive, model), Weights(search=search))
            assistant = kind(archive, retriever, loading.result(), settings)
        on_failure.pop_all()
    return assistant


def describe_run(assistant: Assistant) -> dict[str, str]:
    """What the answers of a run depend on apart from its questions, by name."""
    archive = assistant.archive
    identity, _, generation = archive.stamp.rpartition("-")
    libraries = (
        "pullquote", "sentence-transformers", "torch", "onnxruntime", "faiss-cpu", "tantivy",
    )  # fmt: skip
    return {
        "archive": identity,
        "generation": generation,
        "model": archive.model.fingerprint if archive.model else "none",
        **assistant.weights.as_record(),
        **assistant.settings.as_record(),
        **assistant.reader.as_record(),
        "Python": platform.python_version(),
        **{library: importlib.metadata.version(library) for library in libraries},
    }


def add_files(
    paths: list[Path],
    folder: Path,
    model: str | None,
    progress: Callable[[int], None],
    options: AddOptions | None = None,
) -> Added:
    """Bring files and folders into the archive in `folder`, which is made if there is none.

    Its indexes are made, so that the first question does not wait for them.
    """
    # Here, because what reads files takes long to import, and a question needs none of it.
    from corpus.formats.reading_process import ReadingProcess
    from embeddings.added import AddOptions
    from embeddings.ingest import add

    with ExitStack() as opened:
        archive = opened.enter_context(open_store(folder, create=True))
        encoder = _lazy_encoder(archive, model, opened)
        reading = opened.enter_context(ReadingProcess())
        done = add(
            paths, archive, encoder, progress, reading.read, options or AddOptions(),
            searchable=lambda: _make_indexes(archive),
        )  # fmt: skip
        if done.new or done.changed or done.gone:
            archive.tend()
        return done


def embed_archive(
    folder: Path, model: str | None, bar: Callable[[int], AbstractContextManager[PassagesDone]]
) -> Embedded:
    """Embed what waits for it in the archive in `folder`, and make its indexes.

    `bar` is given how many passages wait, if there are any; what it yields is told of those done,
    by this process or by another one that is at it already: that is left to end first.
    """
    from embeddings.embedding_turn import embed_in_turn

    with ExitStack() as opened:
        archive = opened.enter_context(open_store(folder))
        waiting = archive.size().waiting
        if not waiting:
            return Embedded(0, 0.0)
        started = time.perf_counter()
        with bar(waiting) as progress:
            encoder = _lazy_encoder(archive, model, opened)
            done = embed_in_turn(archive, embedding_place(folder), encoder, progress)
        archive.tend()
        _make_indexes(archive)
        return Embedded(done, time.perf_counter() - started)


def _make_indexes(archive: Store) -> None:
    with archive.searches():
        pass


def preview_files(
    paths: list[Path], folder: Path, options: AddOptions
) -> tuple[Added, list[Article]]:
    """What `add_files` would do, and the articles that would be new or change; writes nothing."""
    from corpus.formats.reading_process import ReadingProcess
    from embeddings.ingest import preview

    with ExitStack() as opened:
        if not holds_archive(folder):
            folder = Path(opened.enter_context(TemporaryDirectory()))
        archive = opened.enter_context(open_store(folder, create=True))
        reading = opened.enter_context(ReadingProcess())
        return preview(paths, archive, reading.read, options)


def correct_articles(ids: Sequence[str], correction: Correction, folder: Path) -> None:
    """Set by hand what `correction` says of these articles; InputError names an unknown id."""
    from embeddings.correct import correct

    with ExitStack() as opened:
        archive = opened.enter_context(open_store(folder))
        correct(ids, correction, archive, _lazy_encoder(archive, None, opened))


def _lazy_encoder(archive: Store, model: str | None, opened: ExitStack) -> Callable[[], Encoder]:
    """Loads the encoder once, and only when something must be embedded; `opened` closes it."""

    @cache
    def encoder() -> Encoder:
        loaded = encoder_for(archive, model)
        opened.callback(loaded.close)
        return loaded

    return encoder


def repair_archive(
    folder: Path, progress: Callable[[int], None], *, trusts_facts: bool = True
) -> Repaired:
    """Keep what is sound of the archive in `folder`; what is not is cut and embedded again.

    Without `trusts_facts` what it says of its model is only believed if that model is here.
    """
    from corpus.store.sqlite_repair import Remaking
    from embeddings.embed import cut_and_embed, record_of

    with ExitStack() as opened:

        @cache
        def encoder() -> Encoder:  # loaded once, and only when something must be embedded
            loaded = load_encoder(recorded.name if recorded else DEFAULT_MODEL, exported_models())
            opened.callback(loaded.close)
            return loaded

        recorded = _recorded_model(folder)
        made_by, keeps_vectors = recorded, True
        if not trusts_facts:
            made_by = record_of(encoder())
            keeps_vectors = recorded == made_by
        remaking = Remaking(
            lambda article: cut_and_embed(article, encoder()), made_by, keeps_vectors
        )
        return repair(folder, remaking, progress)


def _recorded_model(folder: Path) -> ModelRecord | None:
    try:
        with open_store(folder) as archive:
            return archive.model
    except ArchiveError:
        return None


def spare_garbage_collection() -> None:
    """Leave all that is loaded by now out of the rounds that collect garbage.

    A round through the libraries takes 0.1 s, in which every thread of the process stands still.
    For a process that shows a screen: what is frozen is never freed.
    """
    gc.freeze()


def add_sample(folder: Path, progress: ArticlesDone) -> Added:
    """Bring the sample articles into the archive in `folder`; fast when they are there already."""
    return add_files([Path(str(files("qa.sample") / "articles"))], folder, None, progress)


def glance(folder: Path, question: str, filters: Filters, top: int) -> tuple[Evidence, ...]:
    """What the keyword search alone finds, best first: it is there before any model is loaded.

    ArchiveError as `assemble` raises it.
    """
    with open_store(folder) as archive, archive.searches() as searches:
        keys, scores = searches.keyword(question, _GLANCED * top, filters)
        passages = searches.passages(keys.tolist())
        hits = [
            Hit(passages[key], score=score, keyword=score, keyword_rank=rank)
            for rank, (key, score) in enumerate(
                zip(keys.tolist(), scores.tolist(), strict=True), start=1
            )
            if key in passages
        ]
    return first_rows(question, hits, top)


@dataclass(slots=True)
class ArchiveBackend:
    """An assistant as a `Worker` calls it; as if it were the day `as_of`, if there is one."""

    assistant: Assistant
    as_of: date | None = None
    _meaning: tuple[str, float] = ("", 1.0)  # the archive's stamp, and how much of it is embedded

    def ask(self, question: str, filters: Filters, top: int, on_found: OnFound | None) -> Answer:
        within = until(filters, self.as_of)
        return self.assistant.ask(question, within, top=top, asked_on=self.as_of, on_found=on_found)

    def summarize(self) -> ArchiveSummary:
        archive = self.assistant.archive
        stats = archive.stats()
        return ArchiveSummary(
            articles=stats.articles,
            sources=tuple(archive.sources()),
            undated=stats.undated,
            first=stats.first,
            last=stats.last,
            meaning=self._embedded_share(),
        )

    def _embedded_share(self) -> float:
        """The share of its passages that have vectors; counted anew when it has changed."""
        archive = self.assistant.archive
        if self._meaning[0] != archive.stamp:
            self._meaning = archive.stamp, archive.size().embedded_share
        return self._meaning[1]

    def articles_with(self, ids: Sequence[str]) -> dict[str, Article]:
        found = map(self.assistant.archive.article, dict.fromkeys(ids))
        return {article.id: article for article in found if article}

    def headings(self, wanted: Wanted, limit: int | None = None) -> list[Heading]:
        within = replace(wanted, filters=until(wanted.filters, self.as_of))
        return self.assistant.archive.headings(within, limit)

    def months(self) -> dict[date, int]:
        return self.assistant.archive.months()

    def close(self) -> None:
        self.assistant.close()
