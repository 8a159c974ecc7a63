"""The named errors: each is one line for the user that says what is wrong and what to do."""


class PullquoteError(Exception):
    """Something the user can mend; shown as one line, never as a traceback."""


class ArchiveError(PullquoteError):
    """The archive cannot be opened, read or written as asked."""


class DiskFullError(ArchiveError):
    """There is no room for a change; what was there before is all there still."""


class ChangedWhileReadError(ArchiveError):
    """What was read may be half of one version and half of the next: read it again."""


class ModelError(PullquoteError):
    """The embedding model is missing, damaged or not the one the archive was made with."""


class InputError(PullquoteError):
    """What the user gave (a path, a date, a questions file, a gold file) cannot be used."""


class NoArticlesError(ArchiveError):
    """There is no archive where one was looked for, or nothing is in it yet."""
