"""Subtitles (.srt, .vtt): what is spoken, in paragraphs, with the time code of each cue."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from corpus.formats.encoding import text_of
from corpus.formats.limits import TEXT_BYTES
from corpus.formats.source import Source, Unreadable
from corpus.formats.story import Story, article_of_story
from corpus.records import Article, Locator
from corpus.text import one_line, tidy

_CUE = re.compile(
    r"(?:(\d+):)?(\d\d?):(\d\d)[.,](\d{1,3})\s*-->\s*(?:(\d+):)?(\d\d?):(\d\d)[.,](\d{1,3})"
)
_PAUSE = 4.0  # seconds of silence, behind which a paragraph begins
_LONGEST_PARAGRAPH = 700  # characters; a longer one ends with its sentence
_VOICE = re.compile(r"<v(?:\.[\w.-]+)?\s+([^>]+)>")
_MARKUP = re.compile(r"</?(?:[cbiu]|ruby|rt|v|lang|font)\b[^>]*>|<\d\d:[\d:.]+>|\{\\[^}]*\}", re.I)
_TURN = re.compile(r"(?:>>+|[-–—])\s*(?=\S)")
_SENTENCE_END = re.compile(r"[.!?…][\"”’)\]]*$")


class Cue(NamedTuple):
    """Words and when they are shown, in seconds; `voice` speaks them, if that is said."""

    start: float
    end: float
    words: str
    voice: str = ""


def read(source: Source) -> Iterator[Article]:
    """The one article of a subtitle file; a title it has none but its name."""
    text = tidy(text_of(source, TEXT_BYTES))
    cues = list(_without_repeats(_cues_in(text)))
    if not cues:
        raise Unreadable("holds no subtitles")
    spoken, locators = _paragraphs_of(cues)
    article = article_of_story(Story(None, spoken), source)
    yield replace(article, locators=locators)


def _cues_in(text: str) -> Iterator[Cue]:
    times: re.Match[str] | None = None
    lines: list[str] = []
    for line in [*text.split("\n"), ""]:
        if found := _CUE.match(line.strip()):
            times, lines = found, []
        elif times and line.strip():
            lines.append(line)
        elif times:
            yield from _cue(times, lines)
            times = None


def _cue(times: re.Match[str], lines: list[str]) -> Iterator[Cue]:
    raw = " ".join(lines)
    voice = _VOICE.search(raw)
    words = one_line(html.unescape(_MARKUP.sub("", raw)))
    if words:
        start, end = _seconds(times.groups()[:4]), _seconds(times.groups()[4:])
        yield Cue(start, end, words, one_line(voice[1]) if voice else "")


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, part = (part or "0" for part in parts)
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds) + int(part.ljust(3, "0")) / 1000


def _without_repeats(cues: Iterator[Cue]) -> Iterator[Cue]:
    """Captions that roll up show each line again with the next one: it counts once."""
    before = ""
    for cue in cues:
        words = cue.words.removeprefix(before).strip() if before else cue.words
        if words and cue.words != before:
            yield cue._replace(words=words)
        before = cue.words


def _paragraphs_of(cues: list[Cue]) -> tuple[str, tuple[Locator, ...]]:
    text, voice, ended, opened = "", "", 0.0, 0
    locators = []
    for cue in cues:
        turn = _TURN.match(cue.words)
        is_new = bool(
            turn
            or (cue.voice and cue.voice != voice)
            or cue.start - ended > _PAUSE
            or (len(text) - opened > _LONGEST_PARAGRAPH and _SENTENCE_END.search(text))
        )
        mark = "" if not text else "\n\n" if is_new else " "
        name = f"{cue.voice}: " if cue.voice and cue.voice != voice else ""
        words = cue.words[turn.end() :] if turn else cue.words
        text += mark
        opened = len(text) if is_new or not text else opened
        locators.append(Locator(len(text), _time_code(cue.start)))
        text += name + words
        voice, ended = cue.voice or voice, cue.end
    return text, tuple(locators)


def _time_code(seconds: float) -> str:
    whole = int(seconds)
    return f"{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}"
