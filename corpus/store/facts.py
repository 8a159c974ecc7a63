"""What an archive's file says about itself: its own name, its version, its model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from corpus.store.sqlite_file import ArchiveFile
from corpus.store.store import ModelRecord


@dataclass(frozen=True, slots=True)
class Facts:
    """Named facts, read afresh at each call: another process may have changed them."""

    file: ArchiveFile

    @property
    def identity(self) -> str:
        """The archive's own name, drawn when it was made; it stays through every change."""
        return self._read("identity") or ""

    @property
    def generation(self) -> int:
        """How many changes it has seen."""
        return int(self._read("generation") or 0)

    @property
    def stamp(self) -> str:
        """Identity and generation: equal stamps mean equal content."""
        return f"{self.identity}-{self.generation}"

    @property
    def removals_since(self) -> int | None:
        """The generation after which every removal is logged; None where none is yet."""
        generation = self._read("removals since")
        return None if generation is None else int(generation)

    @property
    def model(self) -> ModelRecord | None:
        """The model that the vectors were made with; None until the first article is added."""
        fingerprint = self._read("model fingerprint")
        if fingerprint is None:
            return None
        name, dimension = self._read("model name"), self._read("model dimension")
        return ModelRecord(name or "", fingerprint, int(dimension or 0))

    def record_model(self, model: ModelRecord) -> None:
        self.record("model name", model.name)
        self.record("model fingerprint", model.fingerprint)
        self.record("model dimension", str(model.dimension))

    def record(self, name: str, value: str) -> None:
        """Write one fact; inside a writing transaction."""
        self.file.run("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))

    def _read(self, name: str) -> str | None:
        row = self.file.row("SELECT value FROM facts WHERE name = ?", (name,))
        return cast(str, row[0]) if row else None
