"""Ranks and titles that stand before a name: "Sgt Ada Lund", "Rear Admiral Sir Keith"."""

from __future__ import annotations

# As they are written short; a dot may follow.
SHORT_RANKS = frozenset(
    "mr mrs ms dr prof sgt cpl capt col gen lt maj adm cmdr det insp supt pc pte pvt cllr sen rep "
    "gov rev hon st msgr fr sr".split()
)
RANKS = SHORT_RANKS.union(
    "miss mx professor sir dame lord lady sergeant corporal captain colonel general lieutenant "
    "major rear admiral commander brigadier marshal commodore detective inspector superintendent "
    "private constable councillor councilor judge justice president vice prime minister chancellor "
    "senator representative governor mayor reverend bishop archbishop cardinal pope king queen "
    "prince princess duke duchess earl baron baroness count countess sheikh imam rabbi ambassador "
    "secretary saint deputy chief officer coach doctor foreign".split()
)
