"""Hostile plain texts and Markdown."""

from __future__ import annotations

from collections.abc import Iterator

Files = Iterator[tuple[str, bytes]]
MB = 1_000_000


def texts() -> Files:
    """Names and bytes of plain texts."""
    yield "empty.txt", b""
    yield "only-a-mark.txt", b"\xef\xbb\xbf"
    yield "zeros.txt", b"\0" * MB
    yield "all-bytes.txt", bytes(range(256)) * 4_000
    yield "controls.txt", b"\x1b[2J\x07 words \x08\x08 " * 50_000
    yield "one-word.txt", b"a" * 20 * MB
    yield "too-large.txt", b"words " * 9 * MB
    yield "only-spaces.txt", b" " * 40 * MB
    yield "only-line-ends.txt", b"\n" * 5 * MB
    yield "carriage-returns.txt", b"word\r" * MB
    yield "tiny-sentences.txt", b"A b. " * (5_900_000 // 5)
    yield "tiny-lines.txt", b"a\n" * 2 * MB
    yield "tiny-paragraphs.txt", b"a\n\n" * MB
    yield "run-of-marks.txt", b"Words " + b"?!" * 2 * MB + b" end."
    yield "run-of-dots.txt", b"Words " + b". " * 2 * MB
    yield "open-quotes.txt", "“".encode() * 500_000
    yield "open-brackets.txt", b"(" * 2 * MB
    yield "full-width-stops.txt", "。".encode() * 500_000
    yield "combining.txt", ("e" + "\u0301" * 300_000 + " words.").encode()
    yield "directions.txt", "\u202ewords \u2066words ".encode() * 50_000
    yield "tag-letters.txt", ("words " + "\U000e0041\U000e0042" * 100_000 + " end").encode()
    yield "annotations.txt", "a\ufff9b\ufffac\ufffb ".encode() * 50_000
    yield "surrogates.txt", b"words \xed\xa0\x80\xed\xb0\x80 " * 50_000
    yield "torn.txt", "Gespräche über Brücken. ".encode() * 5_000 + b"\xc3 \xff end"
    yield "odd-wide.txt", "\ufeffwords".encode("utf-16-le") + b"\0"
    yield "wide-surrogates.txt", b"\xff\xfe" + b"\x00\xd8" * 50_000
    yield "shifting.txt", b"\x1b$B" + b"\x1b(B" * 100_000
    yield "utf-7.txt", b"+ADw-script+AD4- words " * 10_000
    yield "markup.txt", b"<a>" * 500_000
    yield (
        "endless-date.txt",
        b"Title\n\nPublished " + b"9" * 400_000 + b"\n\nWords of a story here.",
    )
    yield "many-dates.txt", b"4 May 2016, " * 200_000
    yield "bylines.txt", b"By By By Jane By " * 100_000 + b"\n\nWords."
    yield "datelines.txt", b"GENEVA, Feb 4 (" * 100_000
    yield "hyphens.txt", b"exami-\nnation-" * 200_000
    yield "addresses.txt", b"https://a.example/" * 200_000


def markdown() -> Files:
    """Names and bytes of Markdown texts."""
    yield "quotes.md", b">" * 100_000 + b" words"
    yield "quote-lines.md", b"".join(b">" * deep + b" a\n" for deep in range(1_000))
    yield "lists.md", b"".join(b" " * deep + b"- a\n" for deep in range(1_500))
    yield "list-marks.md", b"- " * 100_000 + b"words"
    yield "brackets.md", b"[" * 200_000 + b"words"
    yield "links.md", b"[a](" * 100_000
    yield "images.md", b"![[" * 100_000
    yield "stars.md", b"*a **b " * 50_000
    yield "underscores.md", b"a_" * 200_000
    yield "ticks.md", b"".join(b"`" * count + b" " for count in range(1_500))
    yield "fences.md", b"```\n" * 100_000
    yield "angles.md", b"<" * 300_000
    yield "comments.md", b"<!-- " * 100_000
    yield "references.md", b"".join(b"[r%d]: /u\n" % n for n in range(50_000)) + b"[r1] " * 50_000
    yield (
        "table.md",
        b"|a" * 5_000 + b"|\n" + b"|-" * 5_000 + b"|\n" + (b"|b" * 5_000 + b"|\n") * 20,
    )
    yield "entities.md", b"&#x0;&#xD800;&#99999999;&amp;" * 20_000
    yield "headings.md", b"# a\n" * 100_000
    yield "rules.md", b"---\n" * 100_000
    yield "open-facts.md", b"---\ntitle: a\n" + b"b: c\n" * 200_000
    yield "laughs.md", _facts(_laughs(), b"---")
    yield "deep-facts.md", _facts(b"a: " + b"[" * 20_000, b"---")
    yield "deep-maps.md", _facts(b"a: " + b"{b: " * 20_000, b"---")
    yield "objects.md", _facts(b"a: !!python/object/apply:os.system ['false']", b"---")
    yield "merges.md", _facts(b"a: &a {b: c}\nd:\n  <<: *a\n", b"---")
    yield "endless-number.md", _facts(b"date: " + b"9" * 4_000, b"---")
    yield "endless-toml.md", _facts(b"date = " + b"9" * 90_000, b"+++")
    yield "deep-toml.md", _facts(b"a = " + b"[" * 40_000, b"+++")
    yield "impossible-day.md", _facts(b"date: 2016-99-99\nauthor: [[[]]]", b"---")


def _facts(written: bytes, fence: bytes) -> bytes:
    return fence + b"\n" + written + b"\n" + fence + b"\n\nWords of a story.\n"


def _laughs() -> bytes:
    lines = [b"a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    lines += [b"a%d: &a%d [%s]" % (n, n, b", ".join([b"*a%d" % (n - 1)] * 9)) for n in range(1, 10)]
    return b"\n".join(lines)
