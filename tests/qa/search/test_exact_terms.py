"""What a question names letter for letter, and whether a passage holds it."""

import pytest

from qa.search.exact_terms import find_exact_terms
from qa.search.term_matching import matched_share


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("Where does tram number 249 stop?", ("249",)),
        ("Was it a B-52 or flight UA93?", ("B-52", "UA93")),
        ("What does A/RES/2254 say?", ("A/RES/2254",)),
        ("Who paid $4.5m, and who 1,200 crowns?", ("$4.5m", "1,200")),
        ("Who paid $4.5 million. Or £20M?", ("$4.5 million", "£20M")),
        ("Which 22-year-old won by 7.0-magnitude votes in mid-2015?", ("22", "7.0", "2015")),
        ("Did 50 percent or 13% agree?", ("50 percent", "13%")),
        ("Who paid 4.5 billion crowns to 2 million?", ("4.5 billion", "2 million")),
        ("Who bought the $20-million house?", ("$20-million",)),
        ("Who met on 4 February 2016, or in May 2015?", ("2016", "2015")),
        ("Is Covid-19 or BA.4 the 74th?", ("Covid-19", "BA.4", "74th")),
        ("Is room 249, 249 or 249 free?", ("249",)),
    ],
)
def test_numbers_and_codes_are_named_as_they_are_written(
    question: str, named: tuple[str, ...]
) -> None:
    assert find_exact_terms(question) == named


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("Did Staffan de Mistura thank the World Food Programme?",
         ("Staffan de Mistura", "World Food Programme")),
        ("World Food Programme trucks went where?", ("World Food Programme",)),
        ("Which Ivy League school said so?", ("Ivy League",)),
        ("Who is Ines Caldera's brother, or Ines Caldera’s?", ("Ines Caldera",)),
        ("Was it J. K. Caldera of St. Ines Harbour?", ("J. K. Caldera of St. Ines Harbour",)),
        ("Who left the Bank of England of late?", ("Bank of England",)),
        ("When did Apollo 11 land?", ("Apollo 11",)),
        ("Who won the World Cup 2022?", ("World Cup", "2022")),
        ("On Monday Ines Caldera met whom at The Hague?", ("Ines Caldera", "The Hague")),
        ("Was Élise Österberg there?", ("Élise Österberg",)),
        ("Was E\N{COMBINING ACUTE ACCENT}lise Berg there?", ("Élise Berg",)),
        ("Didn't Ines Caldera go? Can’t Otto Brand?", ("Ines Caldera", "Otto Brand")),
        ("Explain Ines Caldera's plan. Also Otto Brand?", ("Ines Caldera", "Otto Brand")),
        ("Two Karvelian ships left", ()),
        ("In March Ines Caldera met June Brand", ("Ines Caldera", "June Brand")),
        ("Who fled the September 11 attacks?", ("September 11",)),
        ("Welcher Minister traf Ines Caldera?", ("Ines Caldera",)),
        ("Der Papst sagte was in der Stadt?", ()),
        ("Los Angeles fires", ("Los Angeles",)),
        ("Did it reach the U.S. Who knew?", ()),
        ("Who told Caldera? Which Tuesday?", ()),
        ("what did staffan de mistura say", ()),
        ("What Is the Capital City of Port Tallis", ()),
        ("WHO FROZE THE GENEVA TALKS IN ROOM 249?", ("249",)),
    ],
)  # fmt: skip
def test_names_are_several_words_with_capitals_of_their_own(
    question: str, named: tuple[str, ...]
) -> None:
    assert find_exact_terms(question) == named


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ('Who called it "a lost cause"?', ("a lost cause",)),
        ("Who called it “a lost cause,” and why?", ("a lost cause",)),
        ("Who called it „a lost cause“?", ("a lost cause",)),
        ("Who sang « La Vie en rose »?", ("La Vie en rose",)),
        ("Who said ‘don’t stop’ then?", ("don’t stop",)),
        ("Who said 'don't stop' then?", ("don't stop",)),
        ("What's the dogs' and the cats' food?", ()),
        ("Was it in the '90s kids' shows?", ("90s",)),
        ('Was the pipe 6" or 7" wide?', ("6", "7")),
        ("Did “Room 249” open?", ("Room 249",)),
        ('Is "" or "?" or "a" a word?', ()),
    ],
)
def test_quotations_are_told_from_apostrophes(question: str, named: tuple[str, ...]) -> None:
    assert find_exact_terms(question) == named


def test_a_word_with_a_dash_and_a_capital_is_named_and_a_common_one_is_not() -> None:
    assert find_exact_terms("Who left Mar-a-Lago in a jaw-dropping hurry?") == ("Mar-a-Lago",)
    assert find_exact_terms("Coca-Cola sold what?") == ("Coca-Cola",)
    assert find_exact_terms("Well-known for what?") == ()


@pytest.mark.parametrize("question", ["", " ", "?", "\0", "“", "'", "$", "of", "&"])
def test_nothing_is_named_by_nothing(question: str) -> None:
    assert find_exact_terms(question) == ()


@pytest.mark.parametrize(
    ("exact", "text"),
    [
        ("249", "Take tram 249."),
        ("1,200", "It cost 1200 crowns"),
        ("1200", "It cost 1,200, they said"),
        ("1,200 houses burned", "Some 1,200 houses burned down"),
        ("Room 1,200", "in room 1,200"),
        ("Lower Strasse", "the Lower STRA\N{LATIN CAPITAL LETTER SHARP S}E"),
        ("Lower Strasse", "the Lower Stra\N{LATIN SMALL LETTER SHARP S}e"),
        ("$4.5m", "about US$4.5 million"),
        ("£20 million", "a £20M house"),
        ("50 percent", "at 50% now"),
        ("13%", "by 13 per cent"),
        ("B-52", "the B\N{NON-BREAKING HYPHEN}52 bomber"),
        ("B52", "the B-52 bomber"),
        ("MH-17", "flight MH17"),
        ("al-Karvel", "the Al Karvel group"),
        ("Ines Jong Brand", "Ines Jong-brand's"),
        ("US Senate", "the U.S. Senate"),
        ("J.K. Caldera", "JK Caldera"),
        ("JK Caldera", "J. K. Caldera"),
        ("St Ines", "St. Ines"),
        ("Otto F. Brand", "Otto F Brand"),
        ("Francois Caldera", "Fran\N{LATIN SMALL LETTER C WITH CEDILLA}ois Caldera"),
        ("Lech Wałęsa", "LECH WALESA"),
        ("Ines Soren", "Ines Søren"),
        ("4.5 billion", "about $4.5bn"),
        ("$20-million", "20 million dollars"),
        ("Staffan de Mistura", "STAFFAN DE\n Mistura’s envoy"),
        ("World Food Programme", "the World\N{NO-BREAK SPACE}Food Programme's"),
        ("don’t stop", "They don't stop."),
        ("2254", "resolution A/RES/2254"),
        ("Fifth Office", "the \N{LATIN SMALL LIGATURE FI}fth o\N{LATIN SMALL LIGATURE FF}ice"),
    ],
)
def test_it_is_held_however_it_is_set(exact: str, text: str) -> None:
    assert matched_share((exact,), text) == 1.0


@pytest.mark.parametrize(
    ("exact", "text"),
    [
        ("249", "2490, 1249, A249 and 249.5"),
        ("4", "at 4.5 or 1.4 or 42"),
        ("1200", "in 1,2001"),
        ("don't stop", "He did not."),
        ("Mar-a-Lago", "Mar del Plata"),
        ("4.5 billion", "4.5 million"),
    ],
)
def test_a_part_of_something_else_is_not_it(exact: str, text: str) -> None:
    assert matched_share((exact,), text) == 0.0


def test_the_share_counts_each_alike_and_words_of_a_name_for_half() -> None:
    named = ("Staffan de Mistura", "249")
    assert matched_share(named, "Staffan de Mistura took tram 249") == 1.0
    assert matched_share(named, "Staffan de Mistura took the tram") == 0.5
    # One of the two words of the name, so a quarter of it; links like "de" are no words.
    assert matched_share(named, "Mistura took tram 249") == pytest.approx((0.25 + 1) / 2)
    assert matched_share(named, "de facto") == 0.0
    assert matched_share((), "anything") == 0.0
    assert matched_share(named, "") == 0.0
