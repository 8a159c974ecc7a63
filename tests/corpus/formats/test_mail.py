"""Mails: what was written, by whom and when; the rest is told from it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from format_samples import STORY, TEXT, TITLE, only, reason
from mail_kit import make_mail, make_msg

from corpus.formats.mail_text import own_words
from corpus.formats.registry import read
from corpus.records import Article

OWN = f"{STORY[0]}\n\n{STORY[1]}"
QUOTED = "> Are the towers safe?\n> And the piers?\n"


def write(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_a_mail_has_its_sender_subject_and_day_where_it_was_sent(tmp_path: Path) -> None:
    article = only(write(tmp_path, "a.eml", make_mail(OWN, subject="Fwd: Größe der Türme")))
    assert (article.id, article.title) == ("a", "Fwd: Größe der Türme")
    assert (article.author, str(article.published)) == ("Ines Caldera", "2016-05-04")
    assert article.published is not None
    assert article.published.found_in == "mail header"
    assert article.text == OWN
    bare = only(write(tmp_path, "b.eml", make_mail(OWN, sender="ines@port.example", date="")))
    assert (bare.author, bare.published) == ("ines@port.example", None)


@pytest.mark.parametrize(
    "below",
    [
        f"On Tue, 3 May 2016 at 10:00, Jane Ferrow <jane@courier.example> wrote:\n{QUOTED}",
        f"On Tue, 3 May 2016 at 10:00, Jane Ferrow, Tallis\nCourier <j@c.example> wrote:\n{QUOTED}",
        f"Am 03.05.2016 um 10:00 schrieb Jane Ferrow:\n{QUOTED}",
        f"Le 3 mai 2016 à 10:00, Jane Ferrow <j@c.example> a écrit :\n\n{QUOTED}",
        "-----Original Message-----\nFrom: Jane Ferrow\nSent: Tuesday\n\nAre the towers safe?",
        "From: Jane Ferrow <j@c.example>\nSent: 3 May 2016 10:00\nTo: Ines\n\nAre the towers safe?",
        "________________________________\nVon: Jane Ferrow\nGesendet: Dienstag\n\nAre they safe?",
        "-- \nInes Caldera\nChief engineer, +44 20 7946 0000",
        "Sent from my iPhone",
        "--\nInes\n\nOn Tue, 3 May 2016, Jane Ferrow wrote:\n> Are the towers safe?",
        "On Tue, Jane Ferrow wrote:\n> Are the towers safe?\n\n-- \nInes Caldera",
    ],
    ids=lambda below: below[:24],
)  # fmt: skip
def test_quoted_replies_and_signatures_are_no_words_of_the_sender(below: str) -> None:
    assert own_words(f"{OWN}\n\n{below}\n") == OWN


@pytest.mark.parametrize(
    "text",
    [
        "The council wrote:\n\nNo ship may enter.\n\nThe port wrote back.",
        "From: the bridge one sees the piers.\n\nTo: be fair, not all of them.",
        "We met on Monday.\n\nFrom: Port Tallis came twelve men.",
        "FYI\n\n---------- Forwarded message ---------\nFrom: Jane\nDate: 3 May\n\nSafe?",
    ],
    ids=lambda text: text[:24],
)
def test_what_only_looks_like_a_quotation_stays(text: str) -> None:
    assert own_words(text).split() == text.split()


def test_a_press_release_in_a_mail_is_without_its_marks() -> None:
    assert own_words(f"FOR IMMEDIATE RELEASE\n\n{OWN}\n\n- ENDS -\n\n###\n") == OWN


def test_a_mail_that_only_passes_on_keeps_what_it_passes_on() -> None:
    assert own_words("> Are the towers safe?\n> Nobody knows.") == (
        "Are the towers safe?\n\nNobody knows."
    )
    answered = "> Are the towers safe?\n\nNo.\n\n> And the piers?\n\nYes."
    assert own_words(answered) == "No.\n\nYes."


def test_of_a_mail_in_html_the_same_is_told_apart(tmp_path: Path) -> None:
    html = (
        f"<html><head><style>p {{}}</style><title>x</title></head><body><p>{STORY[0]}</p>"
        f"<div>{STORY[1]}</div><div class='gmail_signature'>Ines, +44 20</div>"
        "<div class='gmail_quote'><div>On Tue Jane wrote:<br></div>"
        "<blockquote>Are the towers safe?</blockquote></div></body></html>"
    )
    assert only(write(tmp_path, "a.eml", make_mail("", html=html))).text == OWN
    both = make_mail(OWN, html="<p>Another version</p>")
    assert only(write(tmp_path, "b.eml", both)).text == OWN


def test_attachments_are_documents_of_their_own(tmp_path: Path) -> None:
    inner = make_mail(STORY[3], subject="The forwarded one")
    attached = {
        "report.txt": f"{TITLE}\n\n{TEXT}".encode(),
        "logo.png": b"\x89PNG",
        "in.eml": inner,
    }
    mail, report, forwarded = read(
        write(tmp_path, "a.eml", make_mail(OWN, attached=attached)), tmp_path
    )
    assert isinstance(report, Article)
    assert (report.id, report.title, report.text) == ("a.eml/report", TITLE, TEXT)
    assert report.origin == f"{mail.origin}/report.txt"
    assert isinstance(forwarded, Article)
    assert (forwarded.title, forwarded.text) == ("The forwarded one", STORY[3])


def test_a_mailbox_gives_each_mail_once_under_a_name_that_stays(tmp_path: Path) -> None:
    first = make_mail(f"{OWN}\n\nFrom here on it is quiet.", id="<1@x>", subject="One")
    second = make_mail(STORY[3], id="<2@x>", subject="Two")

    def box(*mails: bytes) -> bytes:
        escaped = (mail.replace(b"\nFrom ", b"\n>From ") for mail in mails)
        return b"".join(b"From x@y Wed May  4 21:15:00 2016\n" + one + b"\n" for one in escaped)

    found = list(read(write(tmp_path, "all.mbox", box(first, second, first)), tmp_path))
    assert [one.title for one in found if isinstance(one, Article)] == ["One", "Two"]
    assert isinstance(found[0], Article)
    assert found[0].text.endswith("From here on it is quiet.")
    assert found[0].id.startswith("all.mbox/")
    [alone] = read(write(tmp_path, "all.mbox", box(second)), tmp_path)
    assert isinstance(alone, Article)
    assert isinstance(found[1], Article)
    assert alone.id == found[1].id


def test_a_mail_that_outlook_saved_is_read_with_its_files(tmp_path: Path) -> None:
    sent = datetime(2016, 5, 4, 21, 15, tzinfo=UTC)
    data = make_msg(
        f"{OWN}\r\n\r\n-----Original Message-----\r\nFrom: Jane\r\n\r\nSafe?", subject="Türme",
        sender="Ines Caldera", sent=sent, report_txt=f"{TITLE}\n\n{TEXT}".encode(),
    )  # fmt: skip
    mail, report = read(write(tmp_path, "a.msg", data), tmp_path)
    assert isinstance(mail, Article)
    assert (mail.title, mail.author) == ("Türme", "Ines Caldera")
    assert (str(mail.published), mail.text) == ("2016-05-04", OWN)
    assert isinstance(report, Article)
    assert (report.id, report.text) == ("a.msg/report", TEXT)


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.eml", b"no header at all", "is not a mail"),
        ("a.eml", b"Subject: nothing\n\n", "is a mail without text"),
        ("a.msg", b"no compound file", "is not a mail that Outlook saved"),
        ("a.mbox", b"words", "is empty, or not a mailbox"),
    ],
)
def test_what_is_no_mail_is_named(tmp_path: Path, name: str, data: bytes, expected: str) -> None:
    assert reason(write(tmp_path, name, data)) == expected


def test_wrong_and_missing_encodings_are_told_from_the_bytes(tmp_path: Path) -> None:
    head = b"From: A\nSubject: B\nContent-Type: text/plain; charset=x-unknown\n\n"
    [found] = read(write(tmp_path, "a.eml", head + "Das Café schließt.".encode()), tmp_path)
    assert isinstance(found, Article)
    assert found.text == "Das Café schließt."
