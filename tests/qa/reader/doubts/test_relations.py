import pytest

from qa.reader.doubts.relations import asked_relation


@pytest.mark.parametrize(
    ("question", "sentence", "tells"),
    [
        ("Where was Ada Lund born?", "Ada Lund was on leave in Tarn in January.", False),
        ("Where was Ada Lund born?", "She grew up in Tarn.", True),
        ("When was the lighthouse built?", "The gust was measured there at 3.12am.", False),
        ("When was the lighthouse built?", "It was put up in 1871.", True),
        ("Who insured the mill?", "The firm Brightwater owns the mill.", False),
        ("Who insured the mill?", "The policy was with Hesper Mutual.", True),
        ("Who taught her to swim?", "Ada Lund won the swim.", False),
        ("Who founded the orchestra?", "It has chosen Ada Lund as its conductor.", False),
        ("Who founded the orchestra?", "Ada Lund set it up in 1931.", True),
        ("How long was he jailed for?", "The trial is to last for three weeks.", False),
        ("How long was he jailed for?", "He was sent to prison for three weeks.", True),
        ("Who will be the next head of it?", "Ada Lund, its head, told them so.", False),
        ("Who will be the next head of it?", "Ada Lund has been chosen.", True),
        ("Who did she beat to the post?", "She was chosen to succeed Otto Brand.", False),
        ("Who did she beat to the post?", "Otto Brand was second.", True),
        ("What caused the fault?", "It opens again, its motor burned out.", False),
        ("What caused the fault?", "It came from a loose wire.", True),
        ("When did he buy the van?", "He has driven it since 1998.", False),
        ("How long is the River Lyde?", "The bridge over it is 64 metres across.", False),
        ("How long is the River Lyde?", "It flows for 64 miles to the sea.", True),
        ("How many people died?", "Twelve people spent the night in tents.", False),
        ("How many people died?", "The storm claimed twelve lives.", True),
        ("How many were injured?", "Twelve people died.", False),
        ("How many were injured?", "Twelve were taken to hospital.", True),
        ("What did she die of?", "The hill she was born on was steep.", False),
        ("Who was the architect of the pier?", "Ada Lund opened it.", False),
        ("Who was the architect of the pier?", "Ada Lund designed it.", True),
        ("Who replaced the minister?", "Ada Lund met him twice this year.", False),
        ("Who replaced the minister?", "Ada Lund was sworn in.", True),
        ("Who led the bank before Lund?", "The third to vote was Otto Brand.", False),
        ("Who led the bank before Lund?", "Otto Brand would have left it alone.", False),
        ("Who led the bank before Lund?", "Otto Brand left in May.", True),
        ("Who led the bank before Lund?", "Her predecessor was Otto Brand.", True),
        ("When did the miners' strike end?", "There was a strike in 2011.", False),
        ("When did the miners' strike end?", "The men went back in May.", True),
        ("What did Ada Lund promise?", "Ada Lund was on a trip to Tarn.", False),
        ("What did Ada Lund promise?", "She vowed to build homes.", True),
        ("What did the miners demand?", "They had soup and bread.", False),
        ("What did the miners demand?", "They want more pay.", True),
        ("What has he threatened?", "He had soup and bread.", False),
        ("What has he threatened?", "He warned of a strike.", True),
        ("What compensation is there?", "There is 90 pounds for the next of kin.", True),
        ("Which judge heard the case?", "Ada Lund, prosecuting, spoke.", False),
        ("Who appeared for the prosecution?", "Ada Lund, prosecuting, spoke.", True),
    ],
)
def test_a_relation_is_told_by_words_of_its_own(question: str, sentence: str, tells: bool) -> None:
    relation = asked_relation(question)
    assert relation is not None
    assert (relation.search(sentence) is not None) is tells


@pytest.mark.parametrize(
    "question", ["Who won the race?", "What did she say?", "How many people came?"]
)
def test_what_is_told_in_any_words_has_none(question: str) -> None:
    assert asked_relation(question) is None
