"""How much is read for an answer, and how sure it must be."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from qa.answers import Status


@dataclass(frozen=True, slots=True)
class AnswerSettings:
    """How much is read for an answer, and how sure it must be; a saved run records all of it."""

    # Passages read, the best ones: reading takes most of the time.
    passages_read: int = 6
    # Passages read from one article at most: another article may say it better.
    passages_per_article: int = 2
    # The confidence from which on an answer is said outright. At evens half of those that are just
    # sure enough would be wrong: chosen so that of all that is said outright, little is.
    threshold: float = 0.75
    # The share of the threshold from which on an answer is shown with a warning.
    possible_share: float = 0.33
    # The shares of the threshold from which on another article counts as saying so, and as saying
    # something else, by itself: that it says the same speaks for it, and little more is needed.
    agreeing_share: float = 0.13
    differing_share: float = 0.33

    @property
    def possible_threshold(self) -> float:
        """The confidence below which the archive does not say."""
        return self.possible_share * self.threshold

    def status_of(self, confidence: float) -> Status:
        """What a confidence in the best answer means."""
        if confidence >= self.threshold:
            return "answered"
        return "possible" if confidence >= self.possible_threshold else "not_found"

    def as_record(self) -> dict[str, str]:
        """All of it as text, by name, for the record of a run."""
        return {name.replace("_", " "): f"{value:g}" for name, value in asdict(self).items()}


DEFAULT_SETTINGS = AnswerSettings()
