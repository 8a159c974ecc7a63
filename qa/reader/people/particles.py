"""The small words within names: "de" of "Staffan de Mistura"."""

from __future__ import annotations

NAME_PARTICLES = frozenset(
    "de del della di da dos du van von der den ter zu bin ibn al el la le ben abu y".split()
)
