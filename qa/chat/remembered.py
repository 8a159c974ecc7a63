"""What the chat keeps from one start to the next: the theme that its user chose."""

from __future__ import annotations

import json
from pathlib import Path


class Remembered:
    """A small JSON file. Where it cannot be read or written the chat starts as it is shipped."""

    def __init__(self, file: Path | None) -> None:
        """`file` is made when something is first kept; None keeps nothing."""
        self._file = file

    @property
    def theme(self) -> str:
        """The name of the theme that was last chosen; "" where none was."""
        theme = self._read().get("theme")
        return theme if isinstance(theme, str) else ""

    @theme.setter
    def theme(self, name: str) -> None:
        if self._file is None or name == self.theme:
            return
        words = json.dumps(self._read() | {"theme": name}, indent=1)
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            beside = self._file.with_name(f"{self._file.name}.new")
            beside.write_text(f"{words}\n", encoding="utf-8")
            beside.replace(self._file)
        except OSError:
            return  # a folder that cannot be written: the chat works without

    def _read(self) -> dict[str, object]:
        try:
            kept = json.loads(self._file.read_text(encoding="utf-8")) if self._file else {}
        except (OSError, ValueError):
            return {}
        return kept if isinstance(kept, dict) else {}
