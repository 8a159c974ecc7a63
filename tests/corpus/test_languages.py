"""Which language a text is in."""

import pytest

from corpus.function_words import BY_LANGUAGE, ENGLISH
from corpus.languages import language_of, languages_of_question, unparted_pairs

SENTENCES = {
    "en": "The harbour of Brede was shut on Tuesday for eleven weeks, the board said.",
    "de": "Der Hafen von Brede wurde am Dienstag für elf Wochen geschlossen.",
    "fr": "Le port de Brède est fermé pour onze semaines, a annoncé la préfète.",
    "es": "El puerto de Brede fue cerrado el martes por once semanas, dijo la junta.",
    "it": "Il porto di Brede è stato chiuso martedì per undici settimane.",
    "pt": "O porto de Brede foi fechado na terça-feira por onze semanas, disse a junta.",
    "nl": "De haven van Brede is dinsdag voor elf weken gesloten, zei het bestuur.",
    "sv": "Hamnen i Brede stängdes i tisdags i elva veckor, sade styrelsen.",
    "pl": "Port w Brede zamknięto we wtorek na jedenaście tygodni, podał zarząd.",
    "ru": "Порт Бреде закрыт во вторник на одиннадцать недель, сообщило правление.",
    "ja": "ブレデ港は火曜日に十一週間閉鎖された。",
    "ar": "أغلق ميناء بريدي يوم الثلاثاء لمدة أحد عشر أسبوعا بسبب تعفن الأعمدة.",
}


@pytest.mark.parametrize("code", SENTENCES)
def test_the_language_of_an_article_is_told(code: str) -> None:
    assert language_of(SENTENCES[code]) == code


@pytest.mark.parametrize("text", ["", "Brede.", "4.2.2016", "Qorvex bantul shimra dolvek parrun"])
def test_what_is_not_plain_has_no_language(text: str) -> None:
    assert language_of(text) is None


def test_small_words_tell_the_language_of_a_question() -> None:
    asked = {
        "Who opened the library?": ("en",),
        "Wer hat die Bücherei eröffnet?": ("de",),
        "Qui a ouvert la médiathèque ?": ("fr",),
        "¿Quién inauguró la biblioteca?": ("es",),
        "Wie opende de bibliotheek in Veldzicht?": ("nl",),
        "Käthe Grossmann": (),
        "Кто открыл библиотеку?": (),
    }
    assert {question: languages_of_question(question) for question in asked} == asked


def test_the_lists_of_small_words_are_in_lower_case_and_no_letters_of_names() -> None:
    for words in (ENGLISH, *BY_LANGUAGE.values()):
        assert words == {word.casefold() for word in words}


def test_letters_without_spaces_between_words_are_paired() -> None:
    assert unparted_pairs("東京 is 大, 札幌市") == ["東京", "大", "札幌", "幌市"]
    assert unparted_pairs("Brede") == []
