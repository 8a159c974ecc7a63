import random
from collections.abc import Sequence

import pytest
from conftest import WordEncoder, an_article

from corpus.passages import embedded_text, split
from corpus.sentences import sentences


def invented_text(words_in_sentences: list[int]) -> str:
    dice = random.Random(7)
    words = ["harbour", "bridge", "ferry", "lynx", "comet", "engineer", "Monday"]
    return " ".join(
        " ".join(dice.choices(words, k=count)).capitalize() + "." for count in words_in_sentences
    )


def test_passages_are_whole_sentences_within_the_budget(encoder: WordEncoder) -> None:
    text = invented_text([random.Random(3).randint(3, 25) for _ in range(60)])
    article = an_article("a", "A title of five words", text)
    passages = split(article, encoder.count_tokens, encoder.token_budget)
    starts = {span.start for span in sentences(text)}
    ends = {span.end for span in sentences(text)}
    assert all(passage.start in starts and passage.end in ends for passage in passages)
    assert max(encoder.count_tokens([embedded_text(p) for p in passages])) <= 60
    assert " ".join(passage.text for passage in passages) == text


def test_passages_of_one_article_are_of_about_the_same_size(encoder: WordEncoder) -> None:
    article = an_article("a", "T", invented_text([8] * 20))
    sizes = [len(p.text.split()) for p in split(article, encoder.count_tokens, 60)]
    assert sizes == [56, 56, 48]


def test_a_sentence_too_long_for_the_encoder_is_cut_between_words(encoder: WordEncoder) -> None:
    article = an_article("a", "T", invented_text([400]))
    passages = split(article, encoder.count_tokens, 60)
    assert " ".join(passage.text for passage in passages) == article.text
    assert max(encoder.count_tokens([embedded_text(p) for p in passages])) <= 60


@pytest.mark.parametrize("space", [" ", "\n", "\t", "\u3000", " \n "])
def test_no_word_is_torn_whatever_stands_between_words(encoder: WordEncoder, space: str) -> None:
    words = [f"e{number}" for number in range(400)]
    article = an_article("a", "T", space.join(words))
    passages = split(article, encoder.count_tokens, 60)
    assert [word for passage in passages for word in passage.text.split()] == words
    assert all(passage.text == passage.text.strip() for passage in passages)


def test_a_word_too_long_for_the_encoder_is_cut_and_its_neighbours_are_not() -> None:
    article = an_article("a", "T", f"Mr Ode {'x' * 300} said so")
    passages = split(article, lambda texts: [len(text) for text in texts], 100)
    assert [text.strip("x") for text in (p.text for p in passages)] == [
        "Mr Ode ",
        "",
        "",
        " said so",
    ]
    assert "".join(passage.text for passage in passages) == article.text


def test_a_text_without_a_single_space_is_still_cut(encoder: WordEncoder) -> None:
    article = an_article("a", "T", "x" * 1000)

    def one_token_a_character(texts: list[str]) -> list[int]:
        return [len(text) for text in texts]

    passages = split(article, one_token_a_character, 100)  # type: ignore[arg-type]
    assert "".join(passage.text for passage in passages) == article.text


def test_a_title_as_long_as_an_article_leaves_room_for_the_passage(encoder: WordEncoder) -> None:
    article = an_article("a", "word " * 500, invented_text([10] * 5))
    passages = split(article, encoder.count_tokens, 60)
    assert " ".join(passage.text for passage in passages) == article.text
    assert max(encoder.count_tokens([embedded_text(p) for p in passages])) <= 60


def test_an_empty_article_has_no_passages(encoder: WordEncoder) -> None:
    assert split(an_article("a", "T", ""), encoder.count_tokens, 60) == []


def test_the_title_is_embedded_but_never_quoted(encoder: WordEncoder) -> None:
    (passage,) = split(an_article("a", "Headline", "The story."), encoder.count_tokens, 60)
    assert embedded_text(passage) == "Headline\nThe story."
    assert passage.text == "The story."


def test_a_word_that_no_encoder_knows_does_not_make_an_endless_passage() -> None:
    def one_token_a_word(texts: Sequence[str]) -> list[int]:
        return [len(text.split()) for text in texts]

    article = an_article("a", "T", "QUJD" * 5000)
    passages = split(article, one_token_a_word, 60)
    assert "".join(passage.text for passage in passages) == article.text
    assert max(len(passage.text) for passage in passages) <= 60 * 12
