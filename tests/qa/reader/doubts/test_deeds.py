import pytest

from qa.reader.doubts.deeds import does_other_deed


@pytest.mark.parametrize(
    ("question", "text", "is_so"),
    [
        ("Who started the bakery?", "The mill, now owned by |Ada Lund|, is old.", True),
        ("Who owns the bakery?", "The mill, now owned by |Ada Lund|, is old.", False),
        ("Who stole the picture?", "It was painted in 1664 by the master |Jan Moer|.", True),
        ("Who stole the picture?", "A painting by the Dutch master |Jan Moer| is gone.", True),
        ("Who stole the picture?", "It was taken by |Jan Moer|.", False),
        ("Who painted the picture?", "It was painted in 1664 by the master |Jan Moer|.", False),
        ("Who manages the club?", "Since |Norfeld| bought the club it has won.", True),
        ("Who bought the club?", "Since |Norfeld| bought the club it has won.", False),
        ("Who built the tower?", "|Ada Lund| bought the site and built a tower.", False),
        ("Who found the ring?", "It was found by the diver |Ada Lund|.", False),
        ("Who praised the ring?", "It was found by the diver |Ada Lund|.", False),
        ("Which firm lost the letters?", "They were published by |Lund Press|.", True),
        ("Which paper interviewed her?", "Her book, published by |Lund Press|, is out.", True),
        ("Which paper interviewed her?", "She was interviewed by |the Tarn Echo|.", False),
        ("Which Swiss bank owns it?", "It was built by |Lund Bank|.", True),
        ("Who wrote the report?", "A report published by |Ada Lund| says so.", False),
        ("Who owns the club?", "|Ada Lund| lost the vote.", False),
        ("What did Lund own?", "It was built by |Ada Lund|.", False),
        ("What was stolen?", "It was painted by |Jan Moer|.", False),
    ],
)
def test_who_does_one_thing_did_not_therefore_do_another(
    question: str, text: str, is_so: bool
) -> None:
    before, _, after = text.split("|")
    assert does_other_deed(question, before, after) is is_so
