"""Bytes become the text that was written, or a reason; nothing is half-decoded."""

import gzip
from pathlib import Path

import pytest

from corpus.formats import gzip_files
from corpus.formats.encoding import codec_of, proven_codec, text_of
from corpus.formats.source import Source, Unreadable

ENGLISH = (
    "The café owner said “we won’t close” – and she meant it. Müller’s ferry, built for €5 "
    "million, carries commuters across the harbour every ten minutes, the authority said. "
) * 4
GERMAN = (
    "Die Brücke über den Hafen wurde am Montag geschlossen, weil Prüfer größere Risse fanden. "
    "Für die Fähre müssen Fußgänger künftig mehr zahlen, erklärte die Behörde später. "
) * 4
FRENCH = (
    "Le pont a été fermé lundi après la découverte de fissures, a déclaré l’ingénieure. "
    "Où passeront les piétons ? Des bacs gratuits, répond la mairie, dès l’été prochain. "
) * 4
POLISH = (
    "Most w porcie zamknięto w poniedziałek, ponieważ inżynierowie znaleźli pęknięcia. "
    "Łodzie będą przewozić ludzi co dziesięć minut, obiecał burmistrz miasta Żary. "
) * 4
RUSSIAN = (
    "Мост в порту закрыли в понедельник, после того как инженеры нашли трещины. "
    "Паромы будут перевозить пассажиров каждые десять минут, сообщил директор. "
) * 4
GREEK = "Η γέφυρα έκλεισε τη Δευτέρα επειδή οι μηχανικοί βρήκαν ρωγμές στα καλώδια. " * 6
ARABIC = "أغلق الجسر في الميناء يوم الاثنين بعد أن وجد المهندسون شقوقا فيه. " * 6
CHINESE = "港口大桥星期一关闭，工程师在桥上发现了裂缝。渡轮将每十分钟运送一次乘客。" * 6
JAPANESE = "港の橋は月曜日に閉鎖された。技術者がひび割れを見つけたためである。フェリーが走る。" * 6
KOREAN = "항구의 다리는 월요일에 폐쇄되었다. 기술자들이 균열을 발견했기 때문이다. " * 6


def source_of(path: Path) -> Source:
    """A file's document, unpacked."""
    source = Source.of_file(path, path.parent)
    return next(gzip_files.read(source)) if path.suffix == ".gz" else source


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *((ENGLISH, name) for name in ("utf-8", "utf-8-sig", "cp1252", "mac_roman")),
        *((GERMAN, name) for name in ("utf-8", "cp1252", "iso8859-1", "mac_roman", "utf-16")),
        *((FRENCH, name) for name in ("utf-8", "cp1252", "utf-16-le", "utf-16-be", "utf-32")),
        *((POLISH, name) for name in ("utf-8", "cp1250", "iso8859-2")),
        *((RUSSIAN, name) for name in ("utf-8", "cp1251", "koi8-r", "iso8859-5", "cp866")),
        *((GREEK, name) for name in ("utf-8", "iso8859-7")),
        *((ARABIC, name) for name in ("utf-8", "cp1256", "utf-16")),
        *((CHINESE, name) for name in ("utf-8", "gb18030", "gb2312", "big5")),
        *((JAPANESE, name) for name in ("utf-8", "shift_jis", "euc_jp", "iso2022_jp")),
        *((KOREAN, name) for name in ("utf-8", "euc_kr", "cp949")),
    ],
    ids=lambda value: value[:10],
)
def test_a_text_is_read_as_it_was_written(text: str, encoding: str, tmp_path: Path) -> None:
    if encoding == "big5":
        text = text.translate(str.maketrans("桥关闭师发现裂缝轮将钟运", "橋關閉師發現裂縫輪將鐘運"))
        text = text.translate(str.maketrans("渡轮将钟运送乘", "渡輪將鐘運送乘"))
    path = tmp_path / "story.txt"
    path.write_bytes(text.encode(encoding))
    assert text_of(source_of(path), 1_000_000) == text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b" \n\t ", "is empty"),
        (b"%PDF-1.7 \xff", "is a PDF, not text"),
        (b"\n %PDF-1.7", "is a PDF, not text"),
        (b"PK\x03\x04rest", "is a zip, Word or EPUB file, not text"),
        (b"\x89PNG\r\n", "is an image, not text"),
        (b"WARC/1.0\r\n", "is a web archive (WARC), not text"),
        (bytes(range(256)) * 20, "is binary, not text"),
        (ENGLISH.encode()[:-40] + b"\xe2\x80 end", "is UTF-8 with damaged bytes"),
        (b"plain words and \xff\xfe\x81 odd bytes", "has an unknown encoding"),
    ],
)
def test_what_is_no_text_is_refused_with_its_reason(data: bytes, reason: str) -> None:
    with pytest.raises(Unreadable) as refused:
        codec_of(data)
    assert str(refused.value).startswith(reason)


def test_a_stray_control_character_does_not_make_a_text_binary() -> None:
    assert (
        codec_of("The café\x07 is shut,\x00 and the ferry is full this morning.".encode())
        == "utf-8"
    )


def test_a_stated_encoding_is_believed_only_if_it_decodes() -> None:
    assert codec_of(POLISH.encode("iso8859-2"), "iso-8859-2") == "iso8859-2"
    assert codec_of(ENGLISH.encode(), "iso-8859-1") == "utf-8"
    assert codec_of(ENGLISH.encode("cp1252"), "iso-8859-1") == "cp1252"
    assert codec_of(ENGLISH.encode("cp1252"), "no-such-codec") == "cp1252"
    assert codec_of(ENGLISH.encode("cp1252"), "rot13") == "cp1252"


def test_gzip_is_unpacked_and_a_torn_one_named(tmp_path: Path) -> None:
    path = tmp_path / "story.txt.gz"
    path.write_bytes(gzip.compress(ENGLISH.encode()))
    assert text_of(source_of(path), 1_000_000) == ENGLISH
    path.write_bytes(path.read_bytes()[:-12])
    with pytest.raises(Unreadable, match="damaged gzip"):
        text_of(source_of(path), 1_000_000)


def test_a_file_that_is_too_large_is_refused_before_it_is_held(tmp_path: Path) -> None:
    path = tmp_path / "bomb.txt.gz"
    path.write_bytes(gzip.compress(b"a" * 3_000_000))
    with pytest.raises(Unreadable, match="larger than 2 MB"):
        text_of(source_of(path), 2_000_000)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
def test_a_large_file_is_proven_to_the_last_byte(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    text = "title,text\n" + f"Bridge,{ENGLISH}\n" * 500
    path.write_bytes(text.encode(encoding))
    assert path.read_bytes().decode(proven_codec(source_of(path))) == text


def test_a_late_first_accent_still_tells_the_codec(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(b"title,text\n" + b"Bridge,closed\n" * 100_000 + ENGLISH.encode("cp1252"))
    assert proven_codec(source_of(path)) == "cp1252"


def test_a_file_torn_inside_its_last_character_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(("title,text\n" + f"Bridge,{ENGLISH}\n" * 500 + "é").encode()[:-1])
    with pytest.raises(Unreadable):
        proven_codec(source_of(path))


def test_real_files_in_many_encodings_are_read_right_or_refused(shared: Path) -> None:
    codecs = {"TIS-620": "cp874", "GB2312": "gb18030", "SHIFT_JIS": "cp932", "EUC-KR": "cp949"}
    wrong = []
    for path in sorted((shared / "data/messy/encodings/tests").glob("*/*.*")):
        codec = codecs.get(path.parent.name, path.parent.name)
        codec = "-".join(codec.split("-")[:3]) if codec.startswith("iso-8859") else codec
        codec = "-".join(codec.split("-")[:2]) if codec.startswith("windows") else codec
        try:
            read, written = text_of(source_of(path), 10**8), path.read_bytes().decode(codec)
        except (Unreadable, LookupError):
            continue
        if read.lstrip("\ufeff") != written.lstrip("\ufeff"):
            wrong.append(str(path))
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("The café is shut.", "cp1252"),
        ("A naïve plan: the façade works went on.", "mac_roman"),
        ("“We won’t close,” she said – and she meant it.", "cp1252"),
        ("He paid €5 million… or so they say.", "mac_roman"),
        ("Die Brücke ist zu.", "cp1252"),
        ("Мост закрыли в понедельник.", "koi8-r"),
        ("הגשר נסגר ביום שני לאחר שמהנדסים מצאו סדקים.", "cp1255"),
        ("港の橋は月曜日に閉鎖された。", "euc_jp"),
    ],
    ids=lambda value: value[:10],
)
def test_a_single_sentence_tells_its_encoding(text: str, encoding: str) -> None:
    data = text.encode(encoding)
    assert data.decode(codec_of(data)) == text
