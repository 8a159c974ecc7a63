"""Gold sets in each of their layouts; a set in doubt is refused, never read in part."""

import json
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest

from corpus.errors import InputError
from corpus.records import Span
from qa.evaluation.gold import GoldQuestion, gold_settings, load_gold

CONTEXT = "Ferries sail at noon, and never after noon."


def lines(path: Path, *records: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    texts = (record if isinstance(record, str) else json.dumps(record) for record in records)
    path.write_text("\n".join(texts), encoding="utf-8")
    return path


def beir(folder: Path, *queries: object, **qrels: str) -> Path:
    lines(folder / "queries.jsonl", *queries)
    for name, judgements in qrels.items():
        lines(folder / "qrels" / f"{name}.tsv", "query-id\tcorpus-id\tscore\n" + judgements)
    return folder


def squad(folder: Path, *entries: object, context: object = CONTEXT) -> Path:
    paragraph = {"context": context, "qas": entries}
    return lines(folder / "dev.json", {"data": [{"title": "Ferry", "paragraphs": [paragraph]}]})


def query(id: str, **more: object) -> dict[str, object]:
    return {"_id": id, "text": f"What of {id}?", **more}


@pytest.mark.parametrize(
    ("record", "gold"),
    [
        (
            {"answers": ["noon", "midday", "noon"], "article": "f1", "date": "2016-02-04"},
            {"answers": ("noon", "midday"), "articles": {"f1": 1}, "asked_on": date(2016, 2, 4)},
        ),
        ({"answers": "noon"}, {"answers": ("noon",)}),
        (
            {"answer": "noon", "articles": ["f1", "f2"]},
            {"answers": ("noon",), "articles": {"f1": 1, "f2": 1}},
        ),
        (
            {"answers": ["noon"], "articles": {"f1": 2, "f2": 0, "f3": -1}},
            {"answers": ("noon",), "articles": {"f1": 2, "f2": 0, "f3": -1}},
        ),
        (
            {"answers": ["noon"], "article": "f1", "span": [16, 20]},
            {"answers": ("noon",), "articles": {"f1": 1}, "spans": (Span(16, 20),)},
        ),
        (
            {"articles": {"f1": 1, "f2": 0}, "span": [16, 20]},
            {"articles": {"f1": 1, "f2": 0}, "spans": (Span(16, 20),)},
        ),
        ({}, {"answerable": False}),
        ({"answers": []}, {"answerable": False}),
        ({"answers": [], "article": "f1"}, {"answerable": False, "articles": {"f1": 1}}),
        ({"article": "f1"}, {"articles": {"f1": 1}}),
        ({"answers": ["noon"], "unanswerable": True}, {"answerable": False}),
    ],
)
def test_our_own_lines_say_what_is_right(tmp_path, record, gold):
    path = lines(tmp_path / "gold.jsonl", {"id": "q", "question": "When?", **record})
    assert load_gold(path) == (GoldQuestion("q", "When?", **gold),)


def test_only_positive_grades_are_relevant():
    judged = GoldQuestion("q", "When?", articles={"a": 2, "b": 0, "c": -1, "d": 1})
    assert judged.relevant == ("a", "d")


def test_squad_says_where_its_answers_stand(tmp_path):
    first, again = {"text": "noon", "answer_start": 16}, {"text": "noon", "answer_start": 38}
    path = squad(
        tmp_path,
        {"id": 1, "question": " When? ", "answers": [first, again, first]},
        {"id": "2", "question": "Never?", "answers": [], "is_impossible": True},
        {"id": "3", "question": "Never?", "answers": [first], "is_impossible": True},
        {"id": "4", "question": "Astray?", "answers": [{"text": "noon", "answer_start": 15}]},
        {"id": "5", "question": "Unplaced?", "answers": [{"text": "noon"}]},
    )
    assert load_gold(path) == (
        GoldQuestion("1", "When?", ("noon",), context=CONTEXT, spans=(Span(16, 20), Span(38, 42))),
        GoldQuestion("2", "Never?", answerable=False, context=CONTEXT),
        GoldQuestion("3", "Never?", answerable=False, context=CONTEXT),
        GoldQuestion("4", "Astray?", ("noon",), context=CONTEXT),
        GoldQuestion("5", "Unplaced?", ("noon",), context=CONTEXT),
    )


def test_a_beir_folder_gives_its_judged_and_its_unanswerable_queries(tmp_path):
    folder = beir(
        tmp_path,
        query("a", answer="noon", date="2016-02-04"),
        query("b", answers=["one", "two"]),
        query("unjudged", answers=["lost"]),
        query("nothing", answers=["true, but not here"], unanswerable=True),
        query("silent", answers=[]),
        query("graded"),
        test="a\td1\t2\na\td2\t0\nb\td3\t-1\ngraded\td 4\t1",
    )
    a, b, nothing, silent, graded = load_gold(folder)
    assert (a.answers, a.articles, a.asked_on) == (("noon",), {"d1": 2, "d2": 0}, date(2016, 2, 4))
    assert (b.answers, b.articles, b.relevant) == (("one", "two"), {"d3": -1}, ())
    assert not nothing.answerable
    assert nothing.answers == ()
    assert not silent.answerable
    assert (graded.answers, graded.articles, graded.answerable) == ((), {"d 4": 1}, True)


@pytest.mark.parametrize(
    ("qrels", "name", "articles"),
    [
        ({"train": "a\tx\t1"}, None, {"x": 1}),
        ({"train": "a\tx\t1", "test": "a\ty\t1"}, None, {"y": 1}),
        ({"train": "a\tx\t1", "test": "a\ty\t1"}, "train", {"x": 1}),
        ({"train": "a\tx\t1", "test": "a\ty\t1"}, "train.tsv", {"x": 1}),
    ],
)
def test_the_judgements_are_those_named_or_test_or_the_only_ones(tmp_path, qrels, name, articles):
    (question,) = load_gold(beir(tmp_path, query("a"), **qrels), qrels=name)
    assert question.articles == articles


def test_trec_judgements_go_with_a_file_of_queries_in_either_layout(tmp_path):
    qrels = tmp_path / "qrels.txt"
    qrels.write_text("a 0 d1 2\r\na Q0 d2 -1\r\n\r\nb\t0\td1\t0\r\n")
    theirs = lines(tmp_path / "queries.jsonl", query("a"), query("b"), query("c"))
    ours = lines(
        tmp_path / "ours.jsonl",
        {"id": "a", "question": "What of a?", "article": "replaced"},
        {"id": "b", "question": "What of b?"},
    )
    expected = (
        GoldQuestion("a", "What of a?", articles={"d1": 2, "d2": -1}),
        GoldQuestion("b", "What of b?", articles={"d1": 0}),
    )
    assert load_gold(theirs, qrels=str(qrels)) == expected
    assert load_gold(ours, qrels=str(qrels)) == expected
    assert load_gold(beir(tmp_path, *map(query, "abc")), qrels=str(qrels)) == expected


def test_presumed_unanswerable_questions_come_without_their_answers(tmp_path):
    folder = beir(tmp_path, query("a", answer="noon"), test="a\td1\t1")
    lines(folder / "unanswerable_presumed.jsonl", query("z", answer="true elsewhere"))
    _, presumed = load_gold(folder, presumed_unanswerable=True)
    assert presumed == GoldQuestion("z", "What of z?", answerable=False)


LINE = {"id": "q", "question": "When?", "answers": ["noon"]}


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        ("", "holds no gold questions"),
        ("\n\n", "holds no gold questions"),
        ("not JSON", "line 1: not a JSON object"),
        ("[]", "line 1: not a JSON object"),
        (LINE | {"id": ""}, "line 1: it has no `id`"),
        (LINE | {"question": None}, "line 1: it has no `question`"),
        (LINE | {"id": "\ud800"}, "half a character"),
        (LINE | {"answers": [3]}, "`answers` is neither a text nor a list"),
        (LINE | {"articles": {"f1": True}}, "grades of `articles` are whole numbers"),
        (LINE | {"unanswerable": "no"}, "`unanswerable` is neither true nor false"),
        (LINE | {"date": "2016-02-30"}, "not in the calendar"),
        (LINE | {"span": [3, 7]}, "`span` needs one `article`"),
        (LINE | {"span": [3, 7], "articles": ["f1", "f2"]}, "`span` needs one `article`"),
        (LINE | {"span": [7, 7], "article": "f1"}, "`span` is not two offsets"),
        (LINE | {"span": [-1, 7], "article": "f1"}, "`span` is not two offsets"),
        (LINE | {"span": "3-7", "article": "f1"}, "`span` is not two offsets"),
        (json.dumps(LINE) + "\n" + json.dumps(LINE), "has 2 questions with the id q"),
    ],
)
def test_a_broken_line_is_one_line_that_says_where_and_what(tmp_path, broken, why):
    path = lines(tmp_path / "gold.jsonl", broken)
    with pytest.raises(InputError) as error:
        load_gold(path)
    assert why in str(error.value)
    assert str(path) in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "not SQuAD JSON"),
        ("[]", "not SQuAD JSON"),
        ('{"data": 3}', "not SQuAD JSON"),
        ('{"data": []}', "holds no gold questions"),
        ('{"data": [{"paragraphs": [{"context": "x"}]}]}', "not SQuAD JSON (KeyError: 'qas')"),
    ],
)
def test_json_that_is_not_squad_is_said_to_be_none(tmp_path, text, why):
    path = lines(tmp_path / "gold.json", text)
    with pytest.raises(InputError, match=r"^[^\n]*$") as error:
        load_gold(path)
    assert why in str(error.value)


@pytest.mark.parametrize(
    "entry",
    [
        {"question": "When?", "answers": []},
        {"id": "q", "answers": []},
        {"id": "q", "question": "  ", "answers": []},
        {"id": "q", "question": 3.5, "answers": []},
        {"id": "q", "question": "When?"},
        {"id": "q", "question": "When?", "answers": {"text": ["noon"]}},
        {"id": "q", "question": "When?", "answers": [{"answer_start": 3}]},
        "When?",
    ],
)
def test_a_squad_entry_in_doubt_is_refused(tmp_path, entry):
    with pytest.raises(InputError, match=r"^[^\n]*dev\.json[^\n]*$"):
        load_gold(squad(tmp_path, entry))


def test_a_squad_context_that_is_no_text_is_refused(tmp_path):
    entry = {"id": "q", "question": "When?", "answers": []}
    with pytest.raises(InputError, match="not SQuAD JSON"):
        load_gold(squad(tmp_path, entry, context=3))


@pytest.mark.parametrize(
    ("qrels", "name", "why"),
    [
        ({}, None, "no qrels/*.tsv"),
        ({"dev": "a\tx\t1", "train": "a\tx\t1"}, None, "choose dev, train with --qrels"),
        ({"dev": "a\tx\t1"}, "tset", "no judgements 'tset': choose dev with --qrels"),
        ({"test": "a\tx"}, None, "line 2: not a question, an article and a grade"),
        ({"test": "a\tx\tgood"}, None, "line 2: not a question"),
        ({"test": "a\tx\t1.5"}, None, "line 2: not a question"),
        ({"test": "a\t\t1"}, None, "line 2: not a question"),
        ({"test": "a\tx\t1\na\tx\t0"}, None, "line 3: x was graded 1 for a"),
        ({"test": "b\tx\t1"}, None, "judges b, which"),
        ({"test": ""}, None, "holds no gold questions"),
    ],
)
def test_judgements_in_doubt_are_refused(tmp_path, qrels, name, why):
    folder = beir(tmp_path, query("a"), **qrels)
    with pytest.raises(InputError, match=r"^[^\n]*$") as error:
        load_gold(folder, qrels=name)
    assert why in str(error.value)


def test_a_first_line_of_judgements_that_is_no_header_is_not_taken_for_one(tmp_path):
    queries, qrels = lines(tmp_path / "queries.jsonl", query("a")), tmp_path / "qrels.tsv"
    qrels.write_text("a\tx\t2\n")
    assert load_gold(queries, qrels=str(qrels))[0].articles == {"x": 2}
    qrels.write_text("a x\na\tx\t2\n")
    with pytest.raises(InputError, match="line 1"):
        load_gold(queries, qrels=str(qrels))


@pytest.mark.parametrize("name", ["gone.jsonl", "gone.json", "gone"])
def test_a_file_that_is_not_there_is_said_to_be_missing(tmp_path, name):
    with pytest.raises(InputError, match=f"cannot read .*{name}"):
        load_gold(tmp_path / name)


def test_options_that_do_not_go_with_a_layout_are_refused(tmp_path):
    with pytest.raises(InputError, match="--qrels does not go with"):
        load_gold(squad(tmp_path), qrels="test")
    ours = lines(tmp_path / "gold.jsonl", LINE)
    with pytest.raises(InputError, match="no unanswerable_presumed"):
        load_gold(ours, presumed_unanswerable=True)


TODAY = date(2016, 5, 4)
ASKED = GoldQuestion("q", "When?", ("noon",), {"f1": 1}, date(2016, 2, 4), spans=(Span(16, 20),))
CHANGES = {
    "id": "q2",
    "question": "Since when?",
    "answers": ("noon", "midday"),
    "articles": {"f1": 2},
    "asked_on": date(2016, 2, 5),
    "answerable": False,
    "context": CONTEXT,
    "spans": (Span(16, 21),),
}


@pytest.mark.parametrize("name", [field.name for field in fields(GoldQuestion)])
def test_a_run_records_every_change_of_a_gold_question(name):
    changed = replace(ASKED, **{name: CHANGES[name]})
    assert gold_settings([changed], TODAY) != gold_settings([ASKED], TODAY)


def test_a_run_records_its_day_where_questions_have_none():
    assert "asked on" not in gold_settings([ASKED], TODAY)
    undated = replace(ASKED, asked_on=None)
    assert gold_settings([ASKED, undated], TODAY)["asked on"] == "2016-05-04"


def test_runs_saved_before_dates_were_recorded_have_the_same_gold():
    # As commit 606c7b1 has it: another value would keep its runs from being compared.
    assert gold_settings([ASKED], TODAY)["gold"] == "dc89255d0c7d"


@pytest.mark.parametrize(
    ("name", "qrels", "questions", "unanswerable"),
    [
        ("nq-open-gold", None, 2655, 0),
        ("scifact", None, 809, 0),
        ("cranfield", None, 225, 0),
        ("cisi", None, 76, 0),
        ("trecqa", "train", 93, 0),
        ("trecqa", "dev", 81, 0),
        ("timeqa-human", None, 1171, 189),
        ("realtimeqa-dev", None, 253, 0),
        ("realtimeqa-dev", "strict", 233, 0),
        ("newsqa-open/newsqa-open.json", None, 2126, 0),
        ("squad/dev-v1.1.json", None, 10570, 0),
        ("squad/dev-v2.0.json", None, 11873, 5945),
        ("squad/xquad.en.json", None, 1190, 0),
    ],
)
def test_the_public_sets_load_whole(shared, name, qrels, questions, unanswerable):
    gold = load_gold(shared / "data" / name, qrels=qrels)
    assert len(gold) == questions
    assert sum(not question.answerable for question in gold) == unanswerable
    for question in gold:
        said = {question.context[slice(*span)] for span in question.spans}
        assert said == (set(question.answers) if question.context else set())
