"""Writes small mails: as .eml with the standard library, as Outlook's .msg by hand."""

from __future__ import annotations

import struct
from datetime import UTC, datetime
from email.message import EmailMessage

_SECTOR, _MINI, _CUTOFF = 512, 64, 4096
_END, _FAT, _NONE = 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF


def make_mail(
    text: str,
    *,
    subject: str = "Cracks in the towers",
    sender: str = "Ines Caldera <ines@port.example>",
    date: str = "Wed, 04 May 2016 23:15:00 +0200",
    id: str = "",
    html: str = "",
    attached: dict[str, bytes] | None = None,
) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, "desk@courier.example", subject
    if date:
        message["Date"] = date
    if id:
        message["Message-ID"] = id
    if text:
        message.set_content(text)
    if html:
        (message.add_alternative if text else message.set_content)(html, subtype="html")
    for name, data in (attached or {}).items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def make_msg(
    text: str,
    *,
    subject: str = "",
    sender: str = "",
    sent: datetime | None = None,
    **attached: bytes,
) -> bytes:
    """`attached` are files: a name's last _ stands for the dot before its ending."""
    moment = (sent or datetime(1601, 1, 1, tzinfo=UTC)) - datetime(1601, 1, 1, tzinfo=UTC)
    ticks = int(moment.total_seconds() * 10_000_000)
    streams = {
        "__properties_version1.0": bytes(32) + struct.pack("<HHIQ", 0x40, 0x39, 6, ticks),
        "__substg1.0_0037001F": subject.encode("utf-16-le"),
        "__substg1.0_0C1A001F": sender.encode("utf-16-le"),
        "__substg1.0_1000001E": text.encode("cp1252"),
    }
    storages = {
        f"__attach_version1.0_#{number:08X}": {
            "__substg1.0_3707001F": ".".join(name.rsplit("_", 1)).encode("utf-16-le"),
            "__substg1.0_37010102": data,
        }
        for number, (name, data) in enumerate(attached.items())
    }
    return _compound_file(streams, storages)


def _compound_file(streams: dict[str, bytes], storages: dict[str, dict[str, bytes]]) -> bytes:
    """A compound file whose streams are all small: each lies in the mini stream."""
    mini, mini_fat = b"", list[int]()
    entries: list[tuple[str, int, int, int, int, int]] = []  # name, kind, right, child, start, size

    def add(name: str, data: bytes) -> None:
        nonlocal mini
        assert len(data) < _CUTOFF
        start, count = len(mini_fat), -(-len(data) // _MINI)
        mini_fat.extend([*range(start + 1, start + count), _END][:count])
        mini += data.ljust(count * _MINI, b"\0")
        entries.append((name, 2, _NONE, _NONE, start if count else _END, len(data)))

    top = []
    for name, data in streams.items():
        top.append(len(entries) + 1)
        add(name, data)
    for name, members in storages.items():
        top.append(len(entries) + 1)
        entries.append((name, 1, _NONE, len(entries) + 2, 0, 0))
        inner = []
        for inner_name, data in members.items():
            inner.append(len(entries))
            add(inner_name, data)
        for place, after in zip(inner, [*inner[1:], None], strict=True):
            name_, kind, _, child, start, size = entries[place]
            right = _NONE if after is None else after + 1
            entries[place] = (name_, kind, right, child, start, size)
    for place, after in zip(top, [*top[1:], _NONE], strict=True):
        name_, kind, _, child, start, size = entries[place - 1]
        entries[place - 1] = (name_, kind, after, child, start, size)
    return _assemble(entries, top[0], mini, mini_fat)


def _assemble(
    entries: list[tuple[str, int, int, int, int, int]], first: int, mini: bytes, mini_fat: list[int]
) -> bytes:
    mini = mini.ljust(-(-len(mini) // _SECTOR) * _SECTOR, b"\0")
    directory_size = -(-(len(entries) + 1) // 4)
    mini_fat_size = -(-len(mini_fat) // 128)
    directory_at, mini_fat_at = 1, 1 + directory_size
    mini_at = mini_fat_at + mini_fat_size
    root = ("Root Entry", 5, _NONE, first, mini_at, len(mini))
    directory = b"".join(_entry(*each) for each in [root, *entries])
    directory += _entry("", 0, _NONE, _NONE, 0, 0) * (directory_size * 4 - len(entries) - 1)

    def chain(start: int, count: int) -> list[int]:
        return [*range(start + 1, start + count), _END]

    fat = [_FAT, *chain(directory_at, directory_size), *chain(mini_fat_at, mini_fat_size)]
    fat += chain(mini_at, len(mini) // _SECTOR)
    fat += [_NONE] * (128 - len(fat))
    mini_fat = mini_fat + [_NONE] * (mini_fat_size * 128 - len(mini_fat))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIII", 0, 1, directory_at, 0, _CUTOFF, mini_fat_at, mini_fat_size,
                          _END, 0)  # fmt: skip
    header += struct.pack("<109I", 0, *[_NONE] * 108)
    return (
        header + struct.pack("<128I", *fat) + directory
        + struct.pack(f"<{len(mini_fat)}I", *mini_fat) + mini
    )  # fmt: skip


def _entry(name: str, kind: int, right: int, child: int, start: int, size: int) -> bytes:
    encoded = name.encode("utf-16-le") + b"\0\0" if name else b""
    return (
        encoded.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(encoded), kind, 1, _NONE, right, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )
