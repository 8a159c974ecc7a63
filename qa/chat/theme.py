"""Ink on paper and paper on ink, with one colour: the highlighter's."""

from __future__ import annotations

from textual.color import Color
from textual.theme import Theme

DARK = Theme(
    name="pullquote",
    dark=True,
    primary="#e0b252",
    secondary="#8aa5bd",
    accent="#e0b252",
    foreground="#d9d5cb",
    background="#15171b",
    surface="#1b1e23",
    panel="#24282f",
    warning="#e8935a",
    error="#e5707a",
    success="#93b881",
    variables={
        "highlighter": "#e0b252",
        "foreground-muted": "#a5a198",
        "input-placeholder": "#a5a198",
        "block-cursor-background": "#e0b252 22%",
        "block-cursor-foreground": "#f3efe4",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": "#e0b252 12%",
        "border": "#e0b252",
        "border-blurred": "#3a3f48",
        "footer-background": "#15171b",
        "footer-description-foreground": "#a5a198",
        "input-selection-background": "#8aa5bd 35%",
        "scrollbar": "#3a3f48",
        "scrollbar-hover": "#545b67",
        "scrollbar-active": "#e0b252",
        "scrollbar-background": "#15171b",
        "scrollbar-background-hover": "#15171b",
        "scrollbar-background-active": "#15171b",
    },
)

LIGHT = Theme(
    name="pullquote-light",
    dark=False,
    primary="#7d5400",
    secondary="#36587a",
    accent="#7d5400",
    foreground="#2a2925",
    background="#faf7ef",
    surface="#f3efe4",
    panel="#e9e3d4",
    warning="#96430a",
    error="#b3262f",
    success="#3f7a35",
    variables={
        "highlighter": "#c98a00",  # as a tint: as text it would be too light
        "foreground-muted": "#5f5c54",
        "input-placeholder": "#5f5c54",
        "block-cursor-background": "#c98a00 28%",
        "block-cursor-foreground": "#1a1916",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": "#c98a00 14%",
        "border": "#8a5d00",
        "border-blurred": "#cfc7b4",
        "footer-background": "#faf7ef",
        "footer-key-foreground": "#8a5d00",
        "footer-description-foreground": "#5f5c54",
        "input-selection-background": "#3f6485 30%",
        "scrollbar": "#cfc7b4",
        "scrollbar-hover": "#b5ab93",
        "scrollbar-active": "#8a5d00",
        "scrollbar-background": "#faf7ef",
        "scrollbar-background-hover": "#faf7ef",
        "scrollbar-background-active": "#faf7ef",
    },
)


def highlight_styles(theme: Theme) -> dict[str, str]:
    """The styles of a passage, its sentence and what was found, as theme variables.

    A terminal's own sixteen colours cannot be mixed to a tint: there the sentence is reversed.
    """
    if theme.ansi:
        return {
            "passage-style": "not reverse",
            "sentence-style": "reverse",
            "found-style": "underline",
        }
    colour = Color.parse(theme.variables.get("highlighter") or theme.accent or theme.primary)
    return {
        "passage-style": f"on {colour.with_alpha(0.08).hex}",
        "sentence-style": f"on {colour.with_alpha(0.26).hex}",
        "found-style": f"on {Color.parse(theme.secondary or theme.primary).with_alpha(0.3).hex}",
    }
