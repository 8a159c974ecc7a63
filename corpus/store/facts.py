"""What an archive's file says about itself: its own name, its version, its model."""

from __future__ import annotations

import re
import secrets
import zlib
from dataclasses import dataclass
from typing import cast

from corpus.errors import ArchiveError
from corpus.store.migrations import CHANGES
from corpus.store.sqlite_file import ArchiveFile, damage_error
from corpus.store.store import ModelRecord

_SEAL = "seal"
_IDENTITY = re.compile(r"[0-9a-f]{32}")
_WORDS = "words generation"
_NUMBERS = ("generation", _WORDS, "removals since", "model dimension", _SEAL)
_TOKEN_BITS = 62  # a token and its sign fit in one of SQLite's integers


@dataclass(frozen=True, slots=True)
class Facts:
    """Named facts, read afresh at each call: another process may have changed them."""

    file: ArchiveFile

    @property
    def identity(self) -> str:
        """The archive's own name, drawn when it was made; it stays through every change."""
        identity = self._read("identity") or ""
        if not _IDENTITY.fullmatch(identity):  # folders are named after it
            raise damage_error(self.file.path, "the archive's own name is altered")
        return identity

    @property
    def generation(self) -> int:
        """How many changes it has seen."""
        return self._read_number("generation") or 0

    @property
    def stamp(self) -> str:
        """Identity and the number drawn at the last change: equal stamps mean equal content."""
        return f"{self.identity}-{self.token(self.generation)}"

    @property
    def words_generation(self) -> int:
        """The last change that was to articles or passages, and not to vectors alone."""
        known = self._read_number(_WORDS)
        return self.generation if known is None else known

    @property
    def words_stamp(self) -> str:
        """As `stamp`, of that change: equal stamps mean equal articles and passages."""
        return f"{self.identity}-{self.token(self.words_generation)}"

    def token(self, generation: int) -> int:
        """The number drawn at the change that led to a generation.

        The generation itself where none was drawn, in a file of an older program; 0 where it is
        not known any more.
        """
        if not self.file.has(CHANGES):
            return generation
        row = self.file.row(f"SELECT token FROM {CHANGES} WHERE generation = ?", (generation,))
        return int(row[0]) if row and isinstance(row[0], int) else 0

    def begin_generation(self, *, only_vectors: bool = False) -> None:
        """Count a change and draw its number; inside a writing transaction, as its last act."""
        generation = self.generation + 1
        self.record(_WORDS, str(self.words_generation if only_vectors else generation))
        self.record("generation", str(generation))
        self.file.run(
            f"INSERT OR REPLACE INTO {CHANGES} VALUES (?, ?)",
            (generation, secrets.randbits(_TOKEN_BITS)),
        )
        self.record(_SEAL, str(self._compute_seal()))

    @property
    def removals_since(self) -> int | None:
        """The generation after which every removal is logged; None where none is yet."""
        return self._read_number("removals since")

    @property
    def model(self) -> ModelRecord | None:
        """The model that the vectors were made with; None until the first article is added."""
        fingerprint = self._read("model fingerprint")
        if fingerprint is None:
            return None
        dimension = self._read_number("model dimension")
        return ModelRecord(self._read("model name") or "", fingerprint, dimension or 0)

    def record_model(self, model: ModelRecord) -> None:
        self.record("model name", model.name)
        self.record("model fingerprint", model.fingerprint)
        self.record("model dimension", str(model.dimension))

    def record(self, name: str, value: str) -> None:
        """Write one fact; inside a writing transaction."""
        self.file.run("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))

    def find_problem(self) -> str | None:
        """What is wrong with the facts, if anything."""
        try:
            _ = self.stamp
            for name in _NUMBERS:
                self._read_number(name)
            seal = self._read_number(_SEAL)
            if seal is None or seal == self._compute_seal():
                return None
        except ArchiveError as error:
            return str(error)
        return "a fact about the archive itself is altered"

    def _compute_seal(self) -> int:
        rows = self.file.rows(
            "SELECT name, value FROM facts WHERE name != ? ORDER BY name", (_SEAL,)
        )
        sealed = repr((list(rows), self.token(self.generation)))
        return zlib.crc32(sealed.encode("utf-8", "surrogatepass"))

    def _read_number(self, name: str) -> int | None:
        value = self._read(name)
        if value is None:
            return None
        if not (isinstance(value, str) and value.isascii() and value.isdigit()):
            raise damage_error(self.file.path, f"its {name} is not a number")
        return int(value)

    def _read(self, name: str) -> str | None:
        row = self.file.row("SELECT value FROM facts WHERE name = ?", (name,))
        return cast(str, row[0]) if row else None
