"""What kind of answer a question asks for, and whether a text looks like one."""

from __future__ import annotations

import re
from typing import Literal

from corpus.calendar_words import (
    MONTH_NUMBERS,
    NUMBERS,
    WEEKDAY_ABBREVIATIONS,
    WEEKDAYS,
    any_of,
)

Kind = Literal["name", "country", "state", "time", "number", "other"]

# What asks, and not what only joins, as in "what did the man who fled say when he was caught?":
# a question word that begins the question, or comes after a comma or one of these.
_ASKS = re.compile(
    r"(?:^|[,;:—–(]|\b(?:and|but|or|in|on|at|to|of|from|by|for|with|about|under|over|into|near|"
    r"during|since|until|till|after|before|against|than|like|around|within))\W*"
    r"(?P<word>who|whom|whose|what|which|when|where|why|how)\b",
    re.IGNORECASE,
)
_CHOICE = re.compile(r"\b(?P<word>what|which)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?…][”\"’')]*\s+(?=\S)")

# What stands where the asking word is; the first that does.
_WORDS: dict[Kind, str] = {
    "number": r"how (?:many|much|old|tall|long|far|big|large|high|fast|often)\b|"
    r"what (?:percentage|percent|number|proportion|share|age|price)\b",
    "time": r"when\b|(?:what|which) (?:year|month|day|date|century|decade)\b",
    "country": r"(?:what|which)(?: [\w-]+){0,2} (?:country|nation)\b(?!['’]s)",
    "state": r"(?:what|which)(?: (?:us|u\.s\.|american))? state\b(?!['’]s)",
    "name": r"who\b|whom\b|whose\b|what(?:['’]s| is| was) (?:the|her|his|its|their) name|"
    r"(?:what|which)(?: [\w-]+){0,2} (?:company|firm|automaker|carmaker|airline|bank|retailer|"
    r"city|town|island|team|club|party|agency|university|newspaper|actor|actress|singer|"
    r"player|senator|politician|president|minister|governor|mayor|celebrity|brand)\b(?!['’]s)",
}
_KINDS = {kind: re.compile(words, re.IGNORECASE) for kind, words in _WORDS.items()}
_DIGIT = re.compile(r"\d")
_NUMBER_WORDS = re.compile(
    rf"\b(?:{any_of(NUMBERS)}|\w+teen|twenty|thirty|"
    r"forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|[mb]illions?|dozens?|half|"
    r"twice|once|third|quarter|both|several|no|none|few|first|second|single|couple|"
    r"double|triple)\b",
    re.IGNORECASE,
)
_WEEKDAY_ABBREVIATIONS = set(WEEKDAY_ABBREVIATIONS) - {"sat"}  # a verb as well
_TIME_WORDS = re.compile(
    rf"\b{any_of((*MONTH_NUMBERS, *WEEKDAYS, *_WEEKDAY_ABBREVIATIONS))}\b|"
    r"\b(?:today|tonight|yesterday|tomorrow|week\w*|months?|years?|days?|hours?|century|decade|"
    r"spring|summer|autumn|fall|winter|morning|afternoon|evening|night|midnight|noon|before|after|"
    r"during|until|since|early|late|now|recent\w*|last|next|annual\w*|daily)\b",
    re.IGNORECASE,
)
_COUNTRIES = re.compile(
    r"\b(?:Afghanistan|Albania|Algeria|Andorra|Angola|Antigua|Argentin[ae]|Armenia|Australia|"
    r"Austria|Azerbaijan|Bahamas|Bahrain|Bangladesh|Barbados|Belarus|Belgium|Belize|Benin|Bhutan|"
    r"Bolivia|Bosnia|Botswana|Brazil|Britain|Brunei|Bulgaria|Burkina Faso|Burma|Burundi|"
    r"Cabo Verde|Cambodia|Cameroon|Canada|Cape Verde|Central African Republic|Chad|Chile|China|"
    r"Colombia|Comoros|Congo|Costa Rica|C[oô]te d['’]Ivoire|Croatia|Cuba|Cyprus|Czech\w*|Denmark|"
    r"Djibouti|Dominica|Dominican Republic|DRC|East Timor|Ecuador|Egypt|El Salvador|Emirates|"
    r"England|Eritrea|Estonia|Eswatini|Ethiopia|Fiji|Finland|France|Gabon|Gambia|Georgia|"
    r"Germany|Ghana|Greece|Greenland|Grenada|Guatemala|Guinea|Guyana|Haiti|Honduras|Hong Kong|"
    r"Hungary|Iceland|India|Indonesia|Iran|Iraq|Ireland|Israel|Italy|Ivory Coast|Jamaica|Japan|"
    r"Jordan|Kazakhstan|Kenya|Kingdom|Kiribati|Korea|Kosovo|Kuwait|Kyrgyzstan|Laos|Latvia|Lebanon|"
    r"Lesotho|Liberia|Libya|Liechtenstein|Lithuania|Luxembourg|Macedonia|Madagascar|Malawi|"
    r"Malaysia|Maldives|Mali|Malta|Marshall Islands|Mauritania|Mauritius|Mexico|Micronesia|"
    r"Moldova|Monaco|Mongolia|Montenegro|Morocco|Mozambique|Myanmar|Namibia|Nauru|Nepal|"
    r"Netherlands|Holland|New Zealand|Nicaragua|Niger|Nigeria|Norway|Oman|Ottoman Empire|Pakistan|"
    r"Palau|Palestin\w+|Panama|Paraguay|Persia|Peru|Philippines|Poland|Portugal|Prussia|"
    r"Puerto Rico|Qatar|Rhodesia|Romania|Russia|Rwanda|Samoa|San Marino|Saudi Arabia|Scotland|"
    r"Senegal|Serbia|Seychelles|Siam|Sierra Leone|Singapore|Slovakia|Slovenia|Solomon Islands|"
    r"Somalia|South Africa|Soviet Union|Spain|Sri Lanka|St\.? (?:Kitts|Lucia|Vincent)|Sudan|"
    r"Suriname|Swaziland|Sweden|Switzerland|Syria|Taiwan|Tajikistan|Tanzania|Thailand|Timor-Leste|Togo|"
    r"Tonga|Trinidad|Tunisia|Turkey|T[uü]rkiye|Turkmenistan|Tuvalu|UAE|Uganda|Ukraine|Uruguay|"
    r"United States|America|Uzbekistan|Vanuatu|Vatican|Venezuela|Vietnam|Wales|Yemen|Yugoslavia|"
    r"Zaire|Zambia|Zimbabwe|U\.?K\.?|U\.?S\.?(?:A\.?)?|U\.?S\.?S\.?R\.?)(?!\w)"
)
# Of federations that the news is full of.
_STATES = re.compile(
    r"\b(?:Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|"
    r"Hawai[‘’'ʻ]?i|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|"
    r"Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New Hampshire|"
    r"New Jersey|New Mexico|New York|(?:North|South) (?:Carolina|Dakota)|Ohio|Oklahoma|Oregon|"
    r"Pennsylvania|Rhode Island|Tennessee|Texas|Utah|Vermont|Virginia|Washington|Wisconsin|Wyoming|"
    r"New South Wales|Queensland|Victoria|South Australia|Western Australia|Tasmania|"
    r"Andhra Pradesh|Assam|Bihar|Gujarat|Haryana|Karnataka|Kerala|Madhya Pradesh|Maharashtra|"
    r"Manipur|Odisha|Punjab|Rajasthan|Tamil Nadu|Telangana|Uttar Pradesh|West Bengal|Bavaria|"
    r"Saxony|Hesse|Brandenburg|Thuringia|North Rhine-Westphalia|S[aã]o Paulo|Bahia)\b"
)


def kind_of(question: str) -> Kind:
    """The kind that the question word asks for; "other" where nothing can be told."""
    asked = _SENTENCE.split(question.strip())[-1]
    asks = _ASKS.search(asked) or _CHOICE.search(asked)
    if asks is None:
        return "other"
    place = asks.start("word")
    return next((kind for kind, words in _KINDS.items() if words.match(asked, place)), "other")


def fits(kind: Kind, text: str) -> bool:
    """Whether a text could be such an answer; in doubt it could."""
    match kind:
        case "number":
            return bool(_DIGIT.search(text) or _NUMBER_WORDS.search(text))
        case "time":
            return bool(_DIGIT.search(text) or _TIME_WORDS.search(text))
        case "country":
            return bool(_COUNTRIES.search(text))
        case "state":
            return bool(_STATES.search(text))
        case "name":
            # Of a person or a body; scripts without capitals are given the benefit of the doubt.
            return any(c.isalpha() and not c.islower() for c in text)
        case _:
            return True
