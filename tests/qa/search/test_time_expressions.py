"""Which time a question is about: its words against the calendar."""

from datetime import date, timedelta

import pytest

from qa.search.time_expressions import parse_period

ASKED = date(2016, 11, 23)  # a Wednesday


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("question", "first", "last", "words"),
    [
        ("Who resigned today?", "2016-11-23", "2016-11-23", "today"),
        ("Where is the bridge today?", "2016-10-24", "2016-11-23", "today"),
        ("What will he say tonight?", "2016-11-23", "2016-11-23", "tonight"),
        ("Who left this morning?", "2016-11-23", "2016-11-23", "this morning"),
        ("Who left yesterday?", "2016-11-22", "2016-11-22", "yesterday"),
        ("Who spoke last night?", "2016-11-22", "2016-11-23", "last night"),
        ("This week the king did what?", "2016-11-16", "2016-11-23", "This week"),
        ("What is this week’s news?", "2016-11-16", "2016-11-23", "this week"),
        ("How many left in the past week?", "2016-11-16", "2016-11-23", "past week"),
        ("Who won last week?", "2016-11-14", "2016-11-20", "last week"),
        ("Who won this month?", "2016-11-01", "2016-11-23", "this month"),
        ("Who won last month?", "2016-10-01", "2016-10-31", "last month"),
        ("Who won this year?", "2016-01-01", "2016-11-23", "this year"),
        ("Who won last year?", "2015-01-01", "2015-12-31", "last year"),
        ("Who has recently left?", "2016-10-24", "2016-11-23", "recently"),
        ("Who is the latest to leave?", "2016-10-24", "2016-11-23", "latest"),
        ("Who leads currently?", "2016-10-24", "2016-11-23", "currently"),
        ("Who leads now?", "2016-10-24", "2016-11-23", "now"),
        ("Who fled in recent days?", "2016-11-13", "2016-11-23", "recent days"),
        ("Who left three days ago?", "2016-11-20", "2016-11-20", "three days ago"),
        ("Who left 2 weeks ago?", "2016-11-06", "2016-11-12", "2 weeks ago"),
        ("Who left a few days ago?", "2016-11-18", "2016-11-22", "few days ago"),
        ("Who left in the last 30 days?", "2016-10-24", "2016-11-23", "in the last 30 days"),
        ("Who left over the last week?", "2016-11-16", "2016-11-23", "over the last week"),
        ("Who left on Tuesday?", "2016-11-22", "2016-11-22", "on Tuesday"),
        ("Who left Wednesday?", "2016-11-23", "2016-11-23", "Wednesday"),
        ("Who left last Wednesday?", "2016-11-16", "2016-11-16", "last Wednesday"),
        ("Who left this Thursday?", "2016-11-17", "2016-11-17", "this Thursday"),
        ("Who died in Monday's blast?", "2016-11-21", "2016-11-21", "in Monday's"),
        ("Who left over the weekend?", "2016-11-19", "2016-11-20", "over the weekend"),
        ("Who left last summer?", "2016-06-01", "2016-08-31", "last summer"),
        ("Who left this autumn?", "2016-09-01", "2016-11-23", "this autumn"),
        ("Who left on Tuesday last week?", "2016-11-15", "2016-11-15", "on Tuesday last week"),
        ("Last week on Friday, who left?", "2016-11-18", "2016-11-18", "Last week on Friday"),
        ("Who sailed between Monday and Friday?", "2016-11-14", "2016-11-18",
         "between Monday and Friday"),
        ("Who has led since last Friday?", "2016-11-18", "2016-11-23", "since last Friday"),
        ("Who has led since last week?", "2016-11-14", "2016-11-23", "since last week"),
        ("Who led before yesterday?", "1600-01-01", "2016-11-21", "before yesterday"),
        ("Who left the day before yesterday?", "2016-11-21", "2016-11-21",
         "the day before yesterday"),
        ("Who left thirteen days ago?", "2016-11-10", "2016-11-10", "thirteen days ago"),
        ("ferry news last 2 days", "2016-11-21", "2016-11-23", "last 2 days"),
        ("Who left the last few days?", "2016-11-20", "2016-11-23", "the last few days"),
        ("Who beat the champions today?", "2016-11-23", "2016-11-23", "today"),
        ("WHO LEFT LAST WEEK?", "2016-11-14", "2016-11-20", "LAST WEEK"),
        ("which song won the contest this year", "2016-01-01", "2016-11-23", "this year"),
    ],
)  # fmt: skip
def test_spoken_times_are_counted_back_from_the_day_of_asking(
    question: str, first: str, last: str, words: str
) -> None:
    period = parse_period(question, ASKED)
    assert period is not None
    assert (period.first, period.last, period.kind) == (day(first), day(last), "relative")
    assert question[slice(*period.words)] == words


@pytest.mark.parametrize(
    ("question", "first", "last", "words"),
    [
        ("Who met in May 2016?", "2016-05-01", "2016-05-31", "in May 2016"),
        ("the may 2016 summit", "2016-05-01", "2016-05-31", "may 2016"),
        ("Who met in February of 2016?", "2016-02-01", "2016-02-29", "in February of 2016"),
        ("Who met in May?", "2016-05-01", "2016-05-31", "in May"),
        ("Who met in December?", "2015-12-01", "2015-12-31", "in December"),
        ("Who met in November?", "2016-11-01", "2016-11-30", "in November"),
        ("Who met in late March?", "2016-03-01", "2016-03-31", "in late March"),
        ("who met in march?", "2016-03-01", "2016-03-31", "in march"),
        ("Who met on 4 February 2016?", "2016-02-04", "2016-02-04", "on 4 February 2016"),
        ("Who left the 4th of May 2016?", "2016-05-04", "2016-05-04", "4th of May 2016"),
        ("Who met on February 4, 2016?", "2016-02-04", "2016-02-04", "on February 4, 2016"),
        ("Who met on Feb. 4?", "2016-02-04", "2016-02-04", "on Feb. 4"),
        ("Who met on Sept 30?", "2016-09-30", "2016-09-30", "on Sept 30"),
        ("Who met on 24 November?", "2015-11-24", "2015-11-24", "on 24 November"),
        ("Who met on 29 February?", "2016-02-29", "2016-02-29", "on 29 February"),
        ("Who met on 2016-02-04?", "2016-02-04", "2016-02-04", "on 2016-02-04"),
        ("Who met in 2016?", "2016-01-01", "2016-12-31", "in 2016"),
        ("Who met in mid-2015?", "2015-01-01", "2015-12-31", "in mid-2015"),
        ("When did they meet in 2015?", "2015-01-01", "2015-12-31", "in 2015"),
        ("Who met in the summer of 2015?", "2015-06-01", "2015-08-31", "in the summer of 2015"),
        ("Who met in autumn 2015?", "2015-09-01", "2015-11-30", "in autumn 2015"),
        ("Who won in winter 2014?", "2013-12-01", "2015-02-28", "in winter 2014"),
        ("Who met since May?", "2016-05-01", "2016-11-23", "since May"),
        ("Who met after 4 May 2016?", "2016-05-05", "2016-11-23", "after 4 May 2016"),
        ("Who met before May 2016?", "1600-01-01", "2016-04-30", "before May 2016"),
        ("Who met by 2014?", "1600-01-01", "2014-12-31", "by 2014"),
        ("Who met between 2014 and 2016?", "2014-01-01", "2016-12-31", "between 2014 and 2016"),
        ("Who met in 2014-15?", "2014-01-01", "2015-12-31", "in 2014-15"),
        ("Who met in 2014–2016?", "2014-01-01", "2016-12-31", "in 2014–2016"),
        ("Who met from May to July 2016?", "2016-05-01", "2016-07-31", "from May to July 2016"),
        ("Who met from 3 to 5 May?", "2016-05-03", "2016-05-05", "from 3 to 5 May"),
        ("Who met from May 3 to 5, 2016?", "2016-05-03", "2016-05-05", "from May 3 to 5, 2016"),
        ("Who met from November to February?", "2015-11-01", "2016-02-29",
         "from November to February"),
        ("Who met from 2014 to today?", "2014-01-01", "2016-11-23", "from 2014 to today"),
        ("Who met in June of last year?", "2015-06-01", "2015-06-30", "in June of last year"),
        ("Who met on 4 May last year?", "2015-05-04", "2015-05-04", "on 4 May last year"),
        ("Who met last November?", "2015-11-01", "2015-11-30", "last November"),
        ("Who met since the 4th of May?", "2016-05-04", "2016-11-23", "since the 4th of May"),
        ("Who fell since the June 2016 vote?", "2016-06-01", "2016-11-23",
         "since the June 2016"),
        ("Who left before the end of May?", "1600-01-01", "2016-05-31", "before the end of May"),
        ("Who met on 13/11/2015?", "2015-11-13", "2015-11-13", "on 13/11/2015"),
        ("Who met on 04.02.2016?", "2016-02-04", "2016-02-04", "on 04.02.2016"),
        ("Who met on 2016/02/04?", "2016-02-04", "2016-02-04", "on 2016/02/04"),
        ("Who met on 3/4/2016?", "2016-01-01", "2016-12-31", "on 3/4/2016"),
        ("Who met on 20-Jan-2009?", "2009-01-20", "2009-01-20", "on 20-Jan-2009"),
        ("who met in october about bread", "2016-10-01", "2016-10-31", "in october"),
        ("What passed in 2015 allows it?", "2015-01-01", "2015-12-31", "in 2015"),
        ("What passed since 2014 prices?", "2014-01-01", "2016-11-23", "since 2014"),
        ("Who met from 2015 onwards?", "2015-01-01", "2016-11-23", "from 2015"),
        ("In March Ines Caldera met whom?", "2016-03-01", "2016-03-31", "In March"),
        ("In June Ines Caldera met whom?", "2016-06-01", "2016-06-30", "In June"),
        ("In June 22 people met where?", "2016-06-01", "2016-06-30", "In June 22"),
        ("Who met on 10-12 March 2015?", "2015-03-10", "2015-03-12", "10-12 March 2015"),
        ("Who met March 10-12, 2015?", "2015-03-10", "2015-03-12", "March 10-12, 2015"),
        ("Who led in power 2010-2015?", "2010-01-01", "2015-12-31", "2010-2015"),
        ("What is Beijing building in March?", "2016-03-01", "2016-03-31", "in March"),
        ("Who was expected in March?", "2016-03-01", "2016-03-31", "in March"),
    ],
)  # fmt: skip
def test_dates_are_the_days_that_they_name(
    question: str, first: str, last: str, words: str
) -> None:
    period = parse_period(question, ASKED)
    assert period is not None
    assert (period.first, period.last, period.kind) == (day(first), day(last), "absolute")
    assert question[slice(*period.words)] == words


@pytest.mark.parametrize(
    "question",
    [
        "",
        "Who froze the talks?",
        "Who may leave?",
        "Who led the march on the palace?",
        "Who said that Theresa May left?",
        "Which plan of May failed?",
        "Who won in 2016 votes?",
        "Who told 2,016 people?",
        "Who paid $2016?",
        "Who is in room 1984?",
        "Who wrote 1984?",
        "Who won the 2016 election?",
        "Who won the World Cup 2014?",
        "Who died in 1500 BC?",
        "Who wrote in the 1990s?",
        "Who wrote in the late 1950's?",
        "Who will win in 2030?",
        "Who fled the September 11 attacks?",
        "Who met on 31 February 2016?",
        "Who met on 29 February 2015?",
        "Who met on 0000-01-01?",
        "Who met on 2016-13-01?",
        "Who sells on Black Friday?",
        "Who works every Monday or on Sundays?",
        "Who plays Sunday Night Football?",
        "Who prints the Sunday Times?",
        "Who founded USA Today?",
        "Who sang “Yesterday” and \"Only in 2016\"?",
        "who sang if tomorrow never comes",
        "Who died in the last year of the war?",
        "Who was in his last year?",
        "Who leads from now on?",
        "Is bread dearer than a year ago?",
        "Who changed in recent years?",
        "Who lived 40,000 years ago?",
        "Who lived 9999 years ago?",
        "Who is Ines, now known as Agnes?",
        "Who led in what is now Karvelia?",
        "What is the current account deficit?",
        "Who earns from 1500 to 1800 a month?",
        "Who sank in 2000 feet of water?",
        "What did polls before 2015 election say?",
        "Who led since the 2016 election?",
        "What caused this fall in oil prices?",
        "Who led the Prague Spring of 1968?",
        "Who left the following Monday?",
        "Who left the Sunday after the vote?",
        "Who sang 'Only in 2016' and „Yesterday“?",
        "Who marched on May Day?",
    ],
)  # fmt: skip
def test_what_names_no_time_means_none(question: str) -> None:
    assert parse_period(question, ASKED) is None


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("In 2016, who met in May 2016 and on 4 May 2016?", "on 4 May 2016"),
        ("Who, elected in 2014, recently left?", "recently"),
        ("Who met on Wednesday, 4 May?", "4 May"),
        ("Who reopened Wednesday after being closed since June 13?", "Wednesday"),
        ("Who left this week or this year?", "this week"),
        ("Who met in 2014, who in 2015?", "in 2014"),
    ],
)
def test_of_several_times_the_most_precise_is_meant(question: str, words: str) -> None:
    period = parse_period(question, ASKED)
    assert period is not None
    assert question[slice(*period.words)] == words


@pytest.mark.parametrize(
    "question",
    [
        "Who will perform in February?",
        "Which airline is cutting flights during December?",
        "Who performs next week?",
        "What closes by December?",
        "What closes by mid-May?",
        "What opens in January next year?",
        "Who opens later this year?",
        "What is it called, due this winter?",
    ],
)
def test_what_is_still_to_come_was_announced_lately(question: str) -> None:
    period = parse_period(question, ASKED)
    assert period is not None
    assert (period.first, period.last) == (ASKED - timedelta(30), ASKED)
    assert period.kind == "relative"


def test_a_weekday_to_come_was_announced_within_a_week() -> None:
    for question in (
        "What will happen on Friday?",
        "Who is held until Friday?",
        "What is forecast for Sunday?",
    ):
        period = parse_period(question, ASKED)
        assert period is not None
        assert (period.first, period.last) == (ASKED - timedelta(7), ASKED)


def test_a_future_in_another_sentence_does_not_count() -> None:
    period = parse_period("The bridge reopened on Monday. Who will pay?", ASKED)
    assert period is not None
    assert period.first == period.last == date(2016, 11, 21)


@pytest.mark.parametrize("asked_on", [date.min, date(1, 3, 1), date(8, 2, 29), date.max])
def test_no_day_of_asking_is_out_of_reach(asked_on: date) -> None:
    questions = """
        today|tonight|yesterday|last night|this week|last week|last month|last year|recently
        |on Monday|last Monday|until Monday|over the weekend|this summer|last winter|in December?
        |on 29 February|since 2999|after 9999-12-31|before 1600|winter 2999|a few years ago
        |12 decades ago|in the past 9999 years|next week|from November to February
        |what will happen in May?|by 31 December
    """
    for question in questions.split("|"):
        period = parse_period(question.strip(), asked_on)
        assert period is None or period.first <= min(period.last, asked_on)


def test_the_days_of_a_week_are_each_the_last_such() -> None:
    """Against a walk backwards through the calendar."""
    for offset in range(7):
        asked_on = ASKED + timedelta(offset)
        for name in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"):
            by_hand = asked_on
            while by_hand.strftime("%A") != name:
                by_hand -= timedelta(1)
            period = parse_period(f"Who left on {name}?", asked_on)
            assert period is not None
            assert period.first == period.last == by_hand
