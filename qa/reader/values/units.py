"""The units that amounts have: currencies, shares and measures."""

from __future__ import annotations

CURRENCIES = {
    "pound": "£", "pounds": "£", "pounds sterling": "£", "quid": "£", "gbp": "£",
    "dollar": "$", "dollars": "$", "us dollars": "$", "us$": "$", "usd": "$",
    "euro": "€", "euros": "€", "eur": "€", "yen": "¥", "rupee": "₹", "rupees": "₹", "rs": "₹",
    "rouble": "₽", "roubles": "₽", "ruble": "₽", "rubles": "₽", "yuan": "yuan",
    "franc": "franc", "francs": "franc", "chf": "franc", "crown": "crown", "crowns": "crown",
    "krona": "krona", "kronor": "krona", "krone": "krone", "kroner": "krone", "rand": "rand",
    "zloty": "zloty", "zlotys": "zloty", "peso": "peso", "pesos": "peso", "lira": "lira",
}  # fmt: skip
PERCENT = {"%": "%", "per cent": "%", "percent": "%", "pc": "%", "percentage points": "points"}
# Each measure: its dimension, and how much of the dimension's unit it is.
MEASURES: dict[str, tuple[str, float]] = {
    "second": ("s", 1), "minute": ("s", 60), "hour": ("s", 3600), "day": ("s", 86400),
    "week": ("s", 604800), "fortnight": ("s", 1209600),
    "month": ("month", 1), "year": ("month", 12), "decade": ("month", 120),
    "century": ("month", 1200), "centurie": ("month", 1200),
    "mm": ("m", 0.001), "cm": ("m", 0.01), "metre": ("m", 1), "meter": ("m", 1),
    "km": ("m", 1000), "kilometre": ("m", 1000), "kilometer": ("m", 1000), "mile": ("m", 1609.34),
    "yard": ("m", 0.9144), "foot": ("m", 0.3048), "feet": ("m", 0.3048), "ft": ("m", 0.3048),
    "inch": ("m", 0.0254), "inche": ("m", 0.0254),
    "kg": ("kg", 1), "kilo": ("kg", 1), "kilogram": ("kg", 1), "tonne": ("kg", 1000),
    "ton": ("kg", 1000), "lb": ("kg", 0.4536), "stone": ("kg", 6.35),
    "acre": ("ha", 0.4047), "hectare": ("ha", 1), "ha": ("ha", 1),
    "litre": ("l", 1), "liter": ("l", 1), "gallon": ("l", 4.546),
    "mph": ("km/h", 1.609), "km/h": ("km/h", 1), "kph": ("km/h", 1),
    "mw": ("mw", 1), "megawatt": ("mw", 1), "gw": ("mw", 1000), "gigawatt": ("mw", 1000),
}  # fmt: skip
