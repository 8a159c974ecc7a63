"""Who uses a folder: a lock that the system releases when its process ends, however it ends."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Self

try:
    import fcntl
except ImportError:  # not every system has it; there open files cannot be removed
    fcntl = None  # type: ignore[assignment]

HAS_LOCKS = fcntl is not None


class FolderLock:
    """One holder's lock of a folder: shared with other readers, or alone to make or remove it.

    It belongs to the folder and not to its name: renamed, it stays locked.
    """

    def __init__(self, opened: int) -> None:
        self._opened = opened

    @classmethod
    def take(cls, folder: Path, *, shared: bool) -> Self | None:
        """Lock a folder; None where another holds it, or it is not there any more.

        Where the system has no locks, whoever wants to share gets one that holds nothing, and
        whoever wants it alone gets none.
        """
        if not HAS_LOCKS:
            return cls(-1) if shared else None
        try:
            lock = cls(os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW))
        except OSError:
            return None
        if lock._hold(shared) and lock._is_of(folder):
            return lock
        lock.release()
        return None

    @classmethod
    def claim(cls, folder: Path) -> Self | None:
        """Lock a folder alone, where being alone is only a courtesy; None while another holds it.

        Where there are no locks, or there is no folder, whoever asks gets one that holds nothing.
        """
        if not HAS_LOCKS:
            return cls(-1)
        try:
            lock = cls(os.open(folder, os.O_RDONLY | os.O_DIRECTORY))
        except OSError:
            return cls(-1)
        try:
            fcntl.flock(lock._opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.release()
            return None
        except OSError:  # this file system has none
            pass
        return lock

    def release(self) -> None:
        """Give it up; a second time it does nothing."""
        if self._opened >= 0:
            os.close(self._opened)
            self._opened = -1

    def _hold(self, shared: bool) -> bool:
        try:
            fcntl.flock(self._opened, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:  # this file system has none
            return shared
        return True

    def _is_of(self, folder: Path) -> bool:
        """Whether the folder of this name is still the one that is locked."""
        try:
            return os.path.samestat(os.fstat(self._opened), folder.lstat())
        except OSError:
            return False
