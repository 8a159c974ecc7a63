import contextlib
import sqlite3
from pathlib import Path

import pytest
from conftest import ARTICLES, WordEncoder, an_article

from corpus.records import Correction
from corpus.store.open_store import open_store, repair
from corpus.store.sqlite import FILE_NAME, SqliteStore
from corpus.store.sqlite_repair import Remaking, Repaired
from embeddings.embed import cut_and_embed, embed_and_put, record_of


def repaired(folder: Path, encoder: WordEncoder, keeps_vectors: bool = True) -> Repaired:
    encoder.encoded = 0
    remaking = Remaking(
        lambda article: cut_and_embed(article, encoder), record_of(encoder), keeps_vectors
    )
    return repair(folder, remaking)


def harm(archive: SqliteStore, statement: str) -> Path:
    archive.close()
    with contextlib.closing(sqlite3.connect(archive.folder / FILE_NAME)) as db, db:
        db.execute(statement)
    return archive.folder


def ids(folder: Path) -> list[str]:
    with open_store(folder) as store:
        store.check()
        return [article.id for article in store.articles()]


def test_an_altered_article_is_dropped_and_listed_and_all_others_stay(
    archive: SqliteStore, encoder: WordEncoder
) -> None:
    folder = harm(archive, "UPDATE articles SET text = text || '!' WHERE id = 'lynx'")
    done = repaired(folder, encoder)
    assert [finding.article for finding in done.lost] == ["lynx"]
    assert (done.mended, done.articles, encoder.encoded) == ([], 3, 0)
    assert ids(folder) == ["bridge", "comet", "ferry"]
    with contextlib.closing(sqlite3.connect(done.kept)) as db:
        assert db.execute("SELECT count(*) FROM articles").fetchone() == (4,)


@pytest.mark.parametrize(
    ("statement", "made_again"),
    [
        ("UPDATE passages SET start = start + 3 WHERE key = 1", True),
        ("DELETE FROM passages WHERE key = 1", True),
        ("UPDATE articles SET digest = 'x' WHERE id = 'lynx'", False),
        ("UPDATE articles SET last_day = 'x' WHERE id = 'lynx'", False),
        ("DELETE FROM seals", False),
        ("INSERT INTO removed VALUES (1, 1)", False),
    ],
)
def test_what_belongs_to_a_sound_article_is_made_again(
    archive: SqliteStore, encoder: WordEncoder, statement: str, made_again: bool
) -> None:
    before = {a.id: archive.passages_of(a) for a in archive.articles()}
    folder = harm(archive, statement)
    done = repaired(folder, encoder)
    assert (done.lost, done.articles) == ([], 4)
    assert bool(encoder.encoded) == made_again
    assert ids(folder) == sorted(before)
    with open_store(folder) as store:
        assert {a.id: store.passages_of(a) for a in store.articles()} == before


def test_what_was_set_by_hand_is_kept_but_for_what_cannot_be_read(
    archive: SqliteStore, encoder: WordEncoder
) -> None:
    set_by_hand = Correction(source="Tallis Post")
    archive.corrections.record({"bridge": set_by_hand, "lynx": Correction(author="Jane Ferrow")})
    folder = harm(archive, "UPDATE corrections SET first_day = '2016-99-99' WHERE id = 'lynx'")
    done = repaired(folder, encoder)
    assert [(finding.kind, finding.article) for finding in done.lost] == [("correction", "lynx")]
    assert ids(folder) == ["bridge", "comet", "ferry", "lynx"]
    with open_store(folder) as store:
        assert store.corrections.all() == {"bridge": set_by_hand}


def test_all_vectors_are_made_again_where_it_is_not_known_what_made_them(
    archive: SqliteStore, encoder: WordEncoder
) -> None:
    folder = harm(archive, "UPDATE facts SET value = '?' WHERE name = 'model fingerprint'")
    done = repaired(folder, encoder, keeps_vectors=False)
    assert (done.lost, done.articles, encoder.encoded) == ([], 4, 4)
    assert ids(folder) == sorted(article.id for article in ARTICLES)
    with open_store(folder) as store:
        assert store.model == record_of(encoder)


def test_articles_that_a_destroyed_page_does_not_hold_are_saved(
    tmp_path: Path, encoder: WordEncoder
) -> None:
    articles = [an_article(f"a{n}", f"Story {n}", f"Word {n} " * 900) for n in range(40)]
    with SqliteStore.open(tmp_path / "archive", create=True) as archive:
        embed_and_put(articles, archive, encoder)
    path = tmp_path / "archive" / FILE_NAME
    content, page = bytearray(path.read_bytes()), 16_384
    at = content.find(b"Word 20 Word 20") // page * page
    content[at : at + page] = bytes(page)
    path.write_bytes(content)
    done = repaired(path.parent, encoder)
    saved = set(ids(path.parent))
    assert len(saved) == done.articles >= 30
    assert "a20" not in saved
    with open_store(path.parent) as store:
        for article in articles:
            assert store.article(article.id) in (article, None)


def test_another_process_goes_on_with_the_repaired_file(
    archive: SqliteStore, encoder: WordEncoder
) -> None:
    other = SqliteStore.open(archive.folder)
    list(other.articles())
    folder = harm(archive, "UPDATE articles SET text = text || '!' WHERE id = 'lynx'")
    repaired(folder, encoder)
    embed_and_put([an_article("owl", "Owl", "An owl hooted.")], other, encoder)
    assert ids(folder) == ["bridge", "comet", "ferry", "owl"]
