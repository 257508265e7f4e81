"""From bytes to numbered lines, one at a time; says why a content is no UTF-8 text.

Nothing is decoded by guessing: another encoding is named and refused, and a single line
that is not UTF-8 is marked and costs that line alone.
"""

from __future__ import annotations

import codecs
import io
import itertools
import re
from collections.abc import Iterator

__all__ = ["Line", "anchored", "decoded", "lines", "one_line", "why_unreadable"]

Line = tuple[int, bytes]
"""Its number from 1, and its bytes."""

_CHUNK = 1 << 16
_LONGEST = 4_000
_BEYOND_ASCII = re.compile(rb"[^\n]*[\x80-\xff][^\n]*")
_WIDE = ("utf-16-le", "utf-16-be")
_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def anchored(content: bytes, words: tuple[str, ...]) -> bool:
    """Whether one of some ASCII words stands in the content, in whatever encoding."""
    return any(
        word.encode(encoding) in content
        for word in words
        for encoding in ("ascii", *_WIDE)
    )


def why_unreadable(content: bytes, words: tuple[str, ...]) -> str | None:
    """What the content is instead of UTF-8 text; None where its lines can be read.

    `words` are those by which the format is known; they tell text in another encoding
    from what is no text at all.
    """
    if not content or content.isspace():
        return "an empty file"
    wide = any(word.encode(wide) in content for word in words for wide in _WIDE)
    if wide or content.startswith(_WIDE_MARKS):
        return "UTF-16"
    if b"\0" in content and not anchored(content, words):
        return "a binary file"
    if _is_utf8(content):
        return None
    if not anchored(content, words):
        return "bytes that are not UTF-8"
    return "Latin-1 (or Windows-1252)" if _is_latin(content) else None


def lines(content: bytes) -> Iterator[Line]:
    """The lines one by one, from 1; line ends of Windows and old Macs are known too.

    A byte order mark at the start is left out.
    """
    content = content.removeprefix(codecs.BOM_UTF8)
    if b"\r" in content and b"\n" not in content:
        content = content.replace(b"\r", b"\n")
    return enumerate(io.BytesIO(content), start=1)


def decoded(raw: bytes) -> tuple[str, bool]:
    """A line as text without its end, and whether it was sound UTF-8.

    What goes beyond the longest row that can be is cut.
    """
    try:
        text, is_sound = raw[:_LONGEST].decode(), True
    except UnicodeDecodeError:
        text, is_sound = raw[:_LONGEST].decode(errors="replace"), len(raw) > _LONGEST
    return text.rstrip("\r\n"), is_sound


def one_line(text: str) -> str:
    """The text with every run of white space, non-breaking too, as one space."""
    return " ".join(text.split())


def _is_utf8(content: bytes) -> bool:
    """Whether it decodes; piece by piece, so that a large content costs no memory."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(content), _CHUNK):
            decoder.decode(content[start : start + _CHUNK])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _is_latin(content: bytes) -> bool:
    """Whether no line that goes beyond ASCII is UTF-8, and there are several of them.

    A single such line may be damaged, and costs that line alone.
    """
    sound = (_is_utf8(line.group()) for line in _BEYOND_ASCII.finditer(content))
    first_two = list(itertools.islice(sound, 2))
    return first_two == [False, False] and not any(sound)
