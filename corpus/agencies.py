"""The news agencies that are known by name, as alternatives of a pattern."""

WIRES = (
    r"Reuters|AP|Associated Press|AFP|Agence France-Presse|CNN|Xinhua|UPI|TASS|Interfax|dpa"
    r"|PTI|TNN|IANS|AAP"
)
