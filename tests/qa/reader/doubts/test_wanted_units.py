import pytest

from corpus.records import Span
from qa.reader.doubts.wanted_units import has_wrong_unit


@pytest.mark.parametrize(
    ("question", "text", "answer", "is_wrong"),
    [
        ("How much did the new ferry cost?", "It took 14 months and cost £9m.", "14", True),
        ("How much did the new ferry cost?", "It took 14 months and cost £9m.", "£9m", False),
        ("How much was the firm fined?", "It was told to pay 3,000 crowns.", "3,000", False),
        (
            "They get a pay of how much?",
            "It tells 3,000 clerks that 9 crowns is fair.",
            "3,000",
            True,
        ),
        ("They get a pay of how much?", "It tells 3,000 clerks that 9 crowns is fair.", "9", False),
        ("The pay rose by how much?", "The pay rose by 4% in May.", "4%", False),
        ("How much did the bell sell for?", "A crowd of 300 saw it go for £9m.", "300", True),
        ("How much time did she spend there?", "She stayed for six weeks.", "six weeks", False),
        ("What time does the market open?", "It has opened since 1998, at 7am.", "1998", True),
        ("What time does the market open?", "It has opened since 1998, at 7am.", "7am", False),
        ("On which day did it snow?", "It snowed in March, on a Tuesday.", "March", True),
        ("On which day did it snow?", "It snowed in March, on a Tuesday.", "Tuesday", False),
        ("How strong were the gusts?", "They ran six miles in gusts of 85km/h.", "six miles", True),
        ("How strong were the gusts?", "They ran six miles in gusts of 85km/h.", "85km/h", False),
        (
            "How fast was the train going?",
            "It braked for four seconds at 61kmh.",
            "four seconds",
            True,
        ),
        ("How fast did she type it?", "She typed it in four seconds.", "four seconds", False),
        ("How much cash was taken?", "It took six minutes to take £900.", "six minutes", True),
        ("How many years did Ida Brand get?", "Ida Brand, 61, was tried.", "61", True),
        ("How many calls were there?", "Ring 1-800-555-0148 for advice.", "1-800-555-0148", True),
        ("By what margin did the bond pass?", "The £9m bond won by six votes.", "£9m", True),
        ("By what margin did the bond pass?", "The £9m bond won by six votes.", "six votes", False),
        ("In which year did it open?", "It opened on Monday.", "Monday", True),
        ("How old is Ida Brand?", "Ida Brand, 61, left in 2016.", "2016", True),
        ("How old is Ida Brand?", "Ida Brand, 61, left in 2016.", "61", False),
        ("How long is the tunnel?", "The tunnel, 3 km long, cost £40m.", "£40m", True),
        ("How long is the tunnel?", "The tunnel, 3 km long, cost £40m.", "3 km", False),
        ("How many sons has Ida Brand?", "Ida Brand, 61, has no car.", "61", True),
        ("How many people voted?", "Turnout was 46 per cent.", "46", True),
        ("How many people voted?", "They counted for 46 hours.", "46", True),
        ("How many people voted?", "In all 4,600 voted.", "4,600", False),
        ("How many years did it take?", "It took 12 years.", "12", False),
        ("When was the chapel built?", "The bell rang at 3.12am.", "3.12am", True),
        ("When was the chapel built?", "It was put up in 1931.", "1931", False),
        ("How big is the Lund estate?", "It makes 50 megawatts on 90 hectares.", "50", True),
        ("How big is the Lund estate?", "It makes 50 megawatts on 90 hectares.", "90", False),
        ("What sentence did he get?", "He got six years for three thefts.", "three thefts", True),
        ("What sentence did he get?", "He got six years for three thefts.", "six years", False),
        ("When does the hall open on Sundays?", "It shut on 7 January.", "7 January", True),
        ("When does the hall open on Sundays?", "It is open from 11am.", "11am", False),
        ("When does the hall open?", "It opens on 7 January.", "7 January", False),
        ("What was the café fined for?", "It was fined £2,500 for rats.", "£2,500", True),
        ("What was Ida jailed for?", "She got four years for theft.", "four years", True),
        ("What was the café fined for?", "It was fined £2,500 for rats.", "rats", False),
        ("Who paid?", "Ida Brand paid.", "Ida Brand", False),
    ],
)
def test_an_answer_is_measured_in_what_is_asked_for(
    question: str, text: str, answer: str, is_wrong: bool
) -> None:
    start = text.index(answer)
    assert has_wrong_unit(question, text, Span(start, start + len(answer))) is is_wrong
