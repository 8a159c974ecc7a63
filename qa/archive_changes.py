"""Wires what changes an archive: adding, embedding, corrections by hand, repair."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack
from functools import cache
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from corpus.errors import ArchiveError
from corpus.records import Article, Correction
from corpus.store.open_store import holds_archive, open_store, repair
from corpus.store.store import ModelRecord, Store
from embeddings.embed import ArticlesDone
from embeddings.models.encoder import Encoder
from embeddings.models.load import load_encoder
from embeddings.models.packaged import DEFAULT_MODEL
from qa.archive_model import encoder_for
from qa.folders import embedding_place, exported_models

if TYPE_CHECKING:
    from corpus.store.sqlite_repair import Repaired
    from embeddings.added import Added, AddOptions
    from embeddings.embed_waiting import PassagesDone


class Embedded(NamedTuple):
    """How many passages were embedded, and in how many seconds."""

    passages: int
    seconds: float


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


def add_sample(folder: Path, progress: ArticlesDone) -> Added:
    """Bring the sample articles into the archive in `folder`; fast when they are there already."""
    return add_files([Path(str(files("qa.sample") / "articles"))], folder, None, progress)


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


def correct_articles(ids: Sequence[str], correction: Correction, folder: Path) -> None:
    """Set by hand what `correction` says of these articles; InputError names an unknown id."""
    from embeddings.correct import correct

    with ExitStack() as opened:
        archive = opened.enter_context(open_store(folder))
        correct(ids, correction, archive, _lazy_encoder(archive, None, opened))


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


def _lazy_encoder(archive: Store, model: str | None, opened: ExitStack) -> Callable[[], Encoder]:
    """Loads the encoder once, and only when something must be embedded; `opened` closes it."""

    @cache
    def encoder() -> Encoder:
        loaded = encoder_for(archive, model)
        opened.callback(loaded.close)
        return loaded

    return encoder


def _make_indexes(archive: Store) -> None:
    with archive.searches():
        pass
