"""Strategies: texts that look like articles and questions until they do not."""

from hypothesis import strategies as st

# Joined at random, these come nearer to what readers stumble over than letters at random.
_PIECES = [
    "The harbour bridge closed on Monday. ", "Mr. ", "U.S. ", "e.g. ", "?! ", "... ", "\u2026",
    "\n", "\n\n", " \n", "\t", "\r\n", "\x0b", "\u2028", "\xa0", "\u201c", "\u201d", "\"", "'",
    "(", "]", "\u2014", "- ", "\u2022", "。", "？」", "By Jane Ferrow",
    "TARNBRIDGE, Feb 4 (Reuters) \u2013 ", "Tallis Post | 8 August 2023", "4 May 2016",
    "31 February 2016", "2016-99-99", "99999999", "1.2.2016", "2/3/2021", "2016年8月27日",
    "27 августа 2016", "17. März 2023", "02-Mar-21", "20210302071000", "last week", "in May",
    "since 1999", "at 3 p.m.", "# ", "> ", "```\n", "---\n", "[a](b)", "<p>", "</p>", "<!--",
    "&#0;", "&amp;", "title: a\n", "{\"text\": \"", "\"}", "[1, ", ",", ";", "|", "=", "\\",
    "\x1b[2J", "\u202e", "\U000e0041", "\ud800", "́", "👨\u200d👩\u200d👧", "ſ", "İ", "ß", "²",
    "٢٠١٦", "0", "1,234.5", "%", "$", "@a", "#b", "https://a.example/2016/02/04/",
]  # fmt: skip
odd_texts = st.lists(st.one_of(st.sampled_from(_PIECES), st.text(max_size=8)), max_size=25).map(
    "".join
)
odd_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | odd_texts
    | st.integers(min_value=10**300, max_value=10**400),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(st.sampled_from("text date name $date title a".split()), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip
