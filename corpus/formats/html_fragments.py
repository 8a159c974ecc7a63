"""Pieces of HTML, such as a record's body, as text."""

from __future__ import annotations

_BLOCKS = "p div h1 h2 h3 h4 h5 h6 li ul ol tr table section article blockquote pre br hr".split()
_UNSEEN = ("script", "style")


def text_of_fragment(html: str) -> str:
    """All the text of a piece of HTML, such as a record's body; "" if there is none."""
    from trafilatura import load_html

    tree = load_html(f"<html><body>{html}</body></html>")
    if tree is None:
        return ""
    for element in tree.iter(*_UNSEEN):
        element.text = ""
    for element in tree.iter(*_BLOCKS):
        element.tail = "\n\n" + (element.tail or "")
        element.text = "\n\n" + (element.text or "")
    lines = (" ".join(line.split()) for line in tree.text_content().split("\n\n"))
    return "\n\n".join(filter(None, lines))
