"""The keys of the main screen, wherever the focus is; the palette and the help read them here."""

from __future__ import annotations

from textual.binding import BindingType

from qa.chat.keys import Binding

_EVIDENCE = Binding.Group("Evidence", compact=True)

SCREEN_KEYS: list[BindingType] = [
    Binding("shift+up", "evidence(-1)", "Previous evidence", key_display="⇧↑", group=_EVIDENCE,
            tooltip="Open the article before"),
    Binding("shift+down", "evidence(1)", "Next evidence", key_display="⇧↓", group=_EVIDENCE,
            tooltip="Open the next article"),
    Binding("ctrl+o", "read", "Read", tooltip="Read the article at the sentence"),
    Binding("ctrl+y", "copy", "Copy", tooltip="Copy the quote with its citation"),
    Binding("ctrl+f", "filters", "Filter", tooltip="Filter by date and outlet"),
    Binding("ctrl+b", "list_articles", "Browse", show=False,
            tooltip="List articles by words, outlets and months"),
    Binding("ctrl+n", "add", "Add", show=False, tooltip="Add files and folders"),
    Binding("f2", "edit_searched", "Edit", show=False,
            tooltip="Edit what was searched for, and search for that"),
    Binding("f3", "toggle_follow_ups", "Follow-ups", show=False,
            tooltip="Make follow-ups whole from the turns before, or ask each question alone"),
    Binding("slash", "find", "Find", show=False,
            tooltip="Find words in the article that is being read, else in the transcript"),
    Binding("alt+up", "turn(-1)", "Earlier answer", key_display="⌥↑", show=False),
    Binding("alt+down", "turn(1)", "Later answer", key_display="⌥↓", show=False),
    Binding("pageup", "scroll_transcript(-1)", "Scroll the transcript up", show=False),
    Binding("pagedown", "scroll_transcript(1)", "Scroll the transcript down", show=False),
    Binding("escape", "back", "Back to the question box, where it cancels a question",
            show=False),
    Binding("question_mark,f1", "help", "Help", key_display="?", tooltip="Show every key"),
]  # fmt: skip
