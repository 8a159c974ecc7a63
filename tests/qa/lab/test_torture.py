"""What torture takes for a fault."""

import pytest

from qa.lab.torture.__main__ import main
from qa.lab.torture.torture_network import CALL

ADDRESS = 'sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr("203.0.113.1")'


@pytest.mark.parametrize(
    ("line", "is_asked"),
    [
        (f"7 connect(6, {{{ADDRESS}}}, 16) = 0", True),
        (f'7 sendto(6, "a", 1, 0, {{{ADDRESS}}}, 16) = 1', True),
        (f"7 sendmsg(6, {{msg_name={{{ADDRESS}}}}}, 0 <unfinished ...>", True),
        ("7 socket(AF_INET, SOCK_DGRAM, IPPROTO_IP) = 6", False),
        ('7 connect(6, {sa_family=AF_UNIX, sun_path="/run/a"}, 110) = -1 ENOENT', False),
    ],
)
def test_who_connects_or_sends_asks_for_the_network(line: str, is_asked: bool) -> None:
    assert bool(CALL.search(line)) == is_asked


@pytest.mark.parametrize("arguments", [[], ["brief"], ["short", "documents"], ["long", "nothing"]])
def test_a_line_that_the_table_has_not_is_refused(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    assert "kills, flips, files" in capsys.readouterr().err
