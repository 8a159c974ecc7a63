"""Files are added by many machines: wires an archive to the workers of a Dask scheduler."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from urllib.parse import urlsplit

from corpus.errors import InputError
from corpus.store.open_store import is_shared, open_store, place_name
from corpus.store.store import Store
from embeddings.added import Added, AddOptions, Workers
from embeddings.embed import ArticlesDone, record_of
from embeddings.models.encoder import Encoder
from qa.archive_model import encoder_for


def open_to_fill(address: str, model: str | None) -> tuple[Store, Encoder]:
    """The archive at an address and the model that fills it; what a worker calls."""
    archive = open_store(address)
    return archive, encoder_for(archive, model)


def add_by_workers(
    paths: list[Path],
    address: str | Path,
    model: str | None,
    bar: Callable[[], AbstractContextManager[ArticlesDone]],
    options: AddOptions,
    workers: Workers,
) -> Added:
    """Bring files and folders into an archive by many machines, which embed them, too.

    `bar` is opened when the workers are found; what it yields is told of the articles done.
    InputError for an archive that only one machine can write to, and where no worker is there.
    """
    _check(address, workers)
    # Here, because it needs libraries that need not be installed, and nothing else does.
    from corpus.formats.reading_process import ReadingProcess
    from embeddings.cluster.cluster_work import ClusterWork
    from embeddings.cluster.dask_cluster import DaskCluster
    from embeddings.cluster.worker_tasks import ArchivePlace
    from embeddings.ingest import bring_in

    with ExitStack() as opened:
        cluster = opened.enter_context(DaskCluster.connect(workers.scheduler))
        archive = opened.enter_context(open_store(address, create=True))
        model = _record_model(archive, model)
        reading = opened.enter_context(ReadingProcess())
        work = ClusterWork(
            cluster, ArchivePlace(open_to_fill, place_name(address), model), reading.read,
            files_at=workers.files_at, embeds=not options.words_only,
        )  # fmt: skip
        started = time.perf_counter()
        with bar() as progress:
            done = bring_in(paths, archive, work, progress, options)
        # Of many machines' stages only this can be told apart: waiting for what files hold.
        done.words_seconds = 0.0
        done.meaning_seconds = time.perf_counter() - started - done.reading_seconds
        if done.new or done.changed or done.gone:
            archive.tend()
        return done


def _check(address: str | Path, workers: Workers) -> None:
    if not is_shared(address):
        raise InputError(
            f"only one machine can write to the archive in {place_name(address)}: for --workers "
            "give --archive s3://BUCKET/FOLDER; `pullquote copy` brings this one there"
        )
    if workers.files_at and urlsplit(workers.files_at).netloc.count("@"):
        raise InputError(
            "--files-at is a URL without a password: keys come from each worker's environment"
        )


def _record_model(archive: Store, model: str | None) -> str:
    """Say which model fills the archive, before workers do; the model's name."""
    recorded = archive.model
    if recorded and model is None:
        return recorded.name
    encoder = encoder_for(archive, model)
    try:
        if recorded is None:
            with archive.change() as writing:
                writing.record_model(record_of(encoder))
        return encoder.name
    finally:
        encoder.close()
