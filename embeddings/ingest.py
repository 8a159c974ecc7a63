"""Files become articles in the archive: only what is new or changed is kept and embedded.

They are kept first, and found by their words at once. Embedding takes most of the time:
it follows.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from corpus.errors import ArchiveError, InputError
from corpus.formats.file_walk import files_under
from corpus.formats.registry import estimated_records, fingerprint
from corpus.formats.registry import read as read_here
from corpus.formats.source import has_utf8_name, id_by_path
from corpus.records import NO_CORRECTION, Article, Skipped
from corpus.store.file_states import file_state
from corpus.store.store import FileState, Store
from embeddings.added import DEFAULT_OPTIONS, Added, AddOptions
from embeddings.embed import ArticlesDone
from embeddings.embed_waiting import PassagesDone, embed_waiting
from embeddings.ingest_work import FileFound, FileRead, IngestWork, ReadFile, WorkHere
from embeddings.known_versions import KnownVersions
from embeddings.models.encoder import Encoder

# About how many characters of a text make a passage.
_PASSAGE_CHARACTERS = 1000
_LOOKED_UP_TOGETHER = 64  # articles whose stored versions are asked for at once


def add(
    paths: Sequence[Path],
    store: Store,
    encoder: Callable[[], Encoder],
    progress: ArticlesDone = lambda _: None,
    read: ReadFile = read_here,
    options: AddOptions = DEFAULT_OPTIONS,
    embedding: PassagesDone = lambda _: None,
    searchable: Callable[[], object] = lambda: None,
) -> Added:
    """Bring files and folders of articles into a store; then embed all that waits for it there.

    `progress` is told of the articles that are kept, and `embedding` of passages; `searchable` is
    called when all is kept, and when all is embedded. The store is made to agree with each path:
    articles that the path no longer holds go. The encoder is called for only when something must
    be embedded. An interruption loses nothing that was kept, and the same call goes on from there.
    `read` reads a file: here, or in a process of its own, as files of strangers should be. What
    was corrected by hand stays so.

    An article that is in two paths is kept once, as the first one's: when that one loses it, it
    goes, until the second is added again.
    """
    done = bring_in(paths, store, WorkHere(store, encoder, read), progress, options)
    if done.new or done.changed or done.gone:
        searchable()
    if not options.words_only:
        started = time.perf_counter()
        done.embedded = embed_waiting(store, encoder, embedding)
        done.meaning_seconds = time.perf_counter() - started
        if done.embedded:
            searchable()
    return done


def bring_in(
    paths: Sequence[Path],
    store: Store,
    work: IngestWork,
    progress: ArticlesDone = lambda _: None,
    options: AddOptions = DEFAULT_OPTIONS,
) -> Added:
    """The first part of `add`: all is kept when this returns. `work` says by whom."""
    done = Added()
    for path in paths:
        _Import(path.resolve(), store, work, progress, done, options).run()
    return done


def preview(
    paths: Sequence[Path], store: Store, read: ReadFile, options: AddOptions
) -> tuple[Added, list[Article]]:
    """What `add` would do, and the articles that it would add or change; nothing is written."""
    done, articles = Added(), list[Article]()
    work = WorkHere(store, _no_encoder, read)
    for path in paths:
        articles += _Import(path.resolve(), store, work, lambda _: None, done, options).preview()
    return done, articles


def _no_encoder() -> Encoder:
    raise AssertionError("a preview embeds nothing")


class _Import:
    """One path on its way into the archive."""

    def __init__(
        self,
        path: Path,
        store: Store,
        work: IngestWork,
        progress: ArticlesDone,
        done: Added,
        options: AddOptions,
    ) -> None:
        self.path, self.root = path, path if path.is_dir() else path.parent
        self.store, self.work, self.progress, self.done = store, work, progress, done
        self.options = options
        self.corrections, self.versions = store.corrections.all(), KnownVersions(store)
        self.before = self._stored_ids()
        self.ids_in: dict[str, list[str]] = {}  # origin → ids, before this import
        for id, origin in self.before.items():
            self.ids_in.setdefault(origin, []).append(id)
        self.seen: dict[str, str] = {}  # id → origin, of this import
        self.read: dict[str, FileState] = {}  # files as they were before they were read
        self.unreadable: set[str] = set()  # files and folders in which something was skipped

    def _stored_ids(self) -> dict[str, str]:
        """The path's articles in the store: id → origin."""
        return self.store.ids_under(str(self.path)) if has_utf8_name(self.path) else {}

    def run(self) -> None:
        if not self.path.exists():
            raise InputError(f"no file or folder {self.path}")
        to_keep: list[Article] = []
        passages = 0
        for article in self._articles():
            if self._is_known(article):
                self.done.unchanged += 1
                self.progress(1)
                continue
            to_keep.append(article)
            passages += 1 + len(article.text) // _PASSAGE_CHARACTERS
            if passages >= self.work.batch_passages:
                self._keep(to_keep)
                to_keep, passages = [], 0
        self._keep(to_keep)
        self.work.finish()
        self._remove_missing()
        self._remember_files()

    def preview(self) -> Iterator[Article]:
        """The articles that `run` would add or change; it counts as `run` does."""
        if not self.path.exists():
            raise InputError(f"no file or folder {self.path}")
        for article in self._articles():
            stored = self.versions.get(article.id)
            if stored and stored.digest == article.digest:
                self.done.unchanged += 1
                continue
            self.done.count(article, is_new=stored is None)
            yield article
        self.done.gone += len(self._missing())

    def _articles(self) -> Iterator[Article]:
        """What the files hold, each article under the id that it will have."""
        found = self._found()
        while some := list(islice(found, _LOOKED_UP_TOGETHER)):
            self.versions.look_up(each.id for _, each in some if isinstance(each, Article))
            for file, each in some:
                settled = each if isinstance(each, Skipped) else self._settle(each)
                if isinstance(settled, Skipped):
                    self.done.skipped.append(settled)
                    self.unreadable.add(str(file))
                else:
                    self.seen[settled.id] = settled.origin
                    yield self._corrected(settled)

    def _found(self) -> Iterator[tuple[Path, Article | Skipped]]:
        """What the files hold; one that has not changed since it was stored is not read."""
        found = files_under(self.path, self.options.exclude)
        files = (FileFound(file, self._is_unchanged(file)) for file in found)
        for file, each in self._timed(self.work.read(files, self.root)):
            if each is not None:
                yield file, each
                continue
            self.seen |= dict.fromkeys(self.ids_in[str(file)], str(file))
            self.done.unchanged += len(self.ids_in[str(file)])
            self.progress(len(self.ids_in[str(file)]))

    def _timed(self, waiting: Iterator[FileRead]) -> Iterator[FileRead]:
        """What files hold, while the seconds that they let wait are counted."""
        while True:
            started = time.perf_counter()
            one = next(waiting, None)
            self.done.reading_seconds += time.perf_counter() - started
            if one is None:
                return
            yield one

    def _corrected(self, article: Article) -> Article:
        """The article as a person set it by hand, with the outlet of this import if it has none."""
        correction = self.corrections.get(article.id, NO_CORRECTION)
        article = correction.apply(article)
        if article.source is None and self.options.outlet:
            self.corrections[article.id] = replace(correction, source=self.options.outlet)
            return replace(article, source=self.options.outlet)
        return article

    def _is_unchanged(self, file: Path) -> bool:
        if self.options.outlet:  # for which it must be looked at again
            return False
        state = file_state(file) if has_utf8_name(file) else None
        if state is None:
            return False
        # If one of its articles is now another file's, or was removed by hand, it is read again.
        stored = len(self.ids_in.get(str(file), ()))
        if stored and stored == self.store.file_states.articles_in(file, state, fingerprint()):
            return True
        self.read[str(file)] = state
        return False

    def _remember_files(self) -> None:
        """Note the files whose articles are all stored, as they were before they were read."""
        seen, stored = Counter(self.seen.values()), Counter(self._stored_ids().values())
        whole = {
            file: (state, seen[file])
            for file, state in self.read.items()
            if file not in self.unreadable and seen[file] == stored[file] > 0
        }
        self.store.file_states.remember(whole, fingerprint())

    def _settle(self, article: Article) -> Article | Skipped:
        """Give the article an id under which it replaces no other one."""
        if article.id != id_by_path(Path(article.origin), self.root):
            holder = self._holder(article)
            moved_here = article.id in self.before and article.id not in self.seen
            if holder is None or moved_here:
                return article
            return Skipped(
                f"{article.origin} record {article.id}",
                f"its id belongs to an article from {holder}: remove that one first, or add "
                "this file to another --archive",
            )
        for id in self.ids_in.get(article.origin, ()):  # an id once given to a file stays
            if id not in self.seen and _is_named_after(article.origin, id):
                return replace(article, id=id)
        for id in _ids_for_file(article, self.root, twin=article.id in self.seen):
            candidate = replace(article, id=id)
            if self._holder(candidate) is None:
                return candidate
        return Skipped(article.origin, f"the id {article.id} and its variants are all taken")

    def _holder(self, article: Article) -> str | None:
        """The file that this article's id belongs to, if it is another and still there."""
        if article.id in self.seen:
            return self.seen[article.id]
        stored = self.versions.get(article.id)
        article = self.corrections.get(article.id, NO_CORRECTION).apply(article)
        if stored is None or stored.digest == article.digest or stored.origin == article.origin:
            return None
        return stored.origin if Path(stored.origin).exists() else None

    def _is_known(self, article: Article) -> bool:
        stored = self.versions.get(article.id)
        if stored is None or stored.digest != article.digest:
            return False
        moved = article.id in self.before or not Path(stored.origin).exists()
        if stored.origin != article.origin and moved:
            with self.store.change() as writing:
                writing.move(article.id, article.origin)
            self.versions.forget([article.id])
        return True

    def _keep(self, articles: list[Article]) -> None:
        """Have a batch cut and kept."""
        if not articles:
            return
        started = time.perf_counter()
        stored = self.store.versions([article.id for article in articles])
        if self.options.outlet:
            known = {each.id: self.corrections.get(each.id) for each in articles}
            self.store.corrections.record({id: each for id, each in known.items() if each})

        def kept(embedded: int) -> None:
            for article in articles:
                self.done.count(article, is_new=article.id not in stored)
            self.done.embedded += embedded
            self.progress(len(articles))

        self.work.keep(articles, kept)
        self.versions.forget(article.id for article in articles)
        self.done.words_seconds += time.perf_counter() - started

    def _remove_missing(self) -> None:
        """Remove what the path no longer holds, but never because it could not be read."""
        gone = self._missing()
        if not gone:
            return
        if not self.seen:
            raise ArchiveError(
                f"{self.path} holds no articles now, and the archive has {len(gone):,} from it: "
                f'if they should go, `pullquote remove "{self.path}"`'
            )
        with self.store.change() as writing:
            writing.remove(gone)
        self.done.gone += len(gone)

    def _missing(self) -> list[str]:
        return [
            id
            for id, origin in self.before.items()
            if id not in self.seen and not self._is_unreadable(origin)
        ]

    def _is_unreadable(self, origin: str) -> bool:
        """True if its file, or a folder above it, could not be read this time."""
        return not self.unreadable.isdisjoint([origin, *map(str, Path(origin).parents)])


def _is_named_after(origin: str, id: str) -> bool:
    """Whether the id was given for the file's path, whichever folder was added then."""
    path = Path(origin)
    return id.rpartition("/")[2] in (path.name, id_by_path(path, path.parent))


def _ids_for_file(article: Article, root: Path, *, twin: bool) -> Iterator[str]:
    """Its path without the ending; if that is taken, with more of the path.

    What tells it from a `twin` in the same folder is its ending, else the added folder's name.
    """
    with_ending = Path(article.origin).relative_to(root).as_posix()
    below_name = f"{root.name}/{article.id}"
    yield article.id
    yield from (with_ending, below_name) if twin else (below_name, with_ending)
    yield f"{root.name}/{with_ending}"


def expected_articles(paths: Iterable[Path], exclude: Sequence[str] = ()) -> int:
    """About how many articles these paths hold: enough for a progress bar."""
    return sum(
        estimated_records(file) for path in paths for file in files_under(path.resolve(), exclude)
    )
