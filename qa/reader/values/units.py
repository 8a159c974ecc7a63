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
    "naira": "naira", "shilling": "shilling", "shillings": "shilling", "cedi": "cedi",
    "cedis": "cedi", "ringgit": "ringgit", "baht": "baht", "taka": "taka", "dirham": "dirham",
    "dirhams": "dirham", "riyal": "riyal", "riyals": "riyal", "rupiah": "rupiah",
    "kwacha": "kwacha",
}  # fmt: skip
# What stands only before a number, besides the signs that are words as well.
CURRENCY_SIGNS = {
    "inr": "₹", "₦": "naira", "ngn": "naira", "n": "naira", "r": "rand", "zar": "rand",
    "sh": "shilling", "shs": "shilling", "ksh": "shilling", "kshs": "shilling", "kes": "shilling",
    "ush": "shilling", "ugx": "shilling", "tsh": "shilling", "tzs": "shilling", "₵": "cedi",
    "gh₵": "cedi", "gh¢": "cedi", "ghs": "cedi", "rm": "ringgit", "dh": "dirham", "dhs": "dirham",
    "aed": "dirham", "₩": "won",
}  # fmt: skip
_SCALE = r"(?:[kmb]|bn|mn|tn|thousand|million|billion|trillion)"
_LARGE = r"(?:\d{3,}|\d{1,3}(?:,\d{3})+|\d+\.\d\d)(?![\d,]*\d)"
# "N850" of Nigeria, "R5m" of South Africa. Roads and films are called so as well, "the N25" and "an
# R18 film", so that a sum has a magnitude, its cents or three digits.
_LETTER = (
    rf"(?-i:\b[NR])(?:(?=\d[\d,.]*\s?{_SCALE}\b)|(?<!\bthe\s[NR])(?={_LARGE}"
    r"(?!\s(?:road|highway|motorway|route|bypass|film)\b)))"
)
# What stands before a number where it is money; spaces are written so that they count anywhere.
SIGN = (
    r"(?:(?:[A-Z]{1,3})?\$|[£€¥₹₽₩₦₵]|\b(?:GBP|USD|EUR|CHF|Rs\.?)|(?-i:\b(?:INR|NGN|ZAR|KES|UGX|"
    rf"TZS|GHS|AED|GH[₵¢]|K[Ss]hs?\.?|U[Ss]h\.?|T[Ss]h\.?|Shs?\.?|RM|Dhs?\.?))|{_LETTER})"
)
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
