"""Texts by language: `python tools/catalogues.py` rewrites and compiles the catalogues.

With `--check` it writes nothing and says what is missing, stale or wrong. A `.po` file is
what people review: the msgid is the id of the message, and the comment above it is the
English that it was translated from. Where that English is another by now, rewriting marks
the message fuzzy until somebody has looked at it. A message with plural forms has the
place that decides as its msgctxt. The `.mo` beside it is what a program reads.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from brukermedvirkning.host import Host
from brukermedvirkning.rules.indicators.function_indicators import FUNCTION_INDICATORS

ROOT = Path(__file__).parents[1]
CORE = ROOT / "src/brukermedvirkning/builtin/catalogues"
COMMAND = ROOT / "plugins/cli/src/brukermedvirkning_cli/catalogues"
DENMARK = ROOT / "plugins/denmark/src/brukermedvirkning_denmark/catalogues"
NORWAY = ROOT / "plugins/norway/src/brukermedvirkning_norway/catalogues"
FOLDERS = (CORE, COMMAND, DENMARK, NORWAY)

DOMAINS = ("command", "indicators", "rules")
LANGUAGES = {DENMARK: ("da",), NORWAY: ("nb", "nn")}

_ONE_LINE = 100_000
"""So wide that no text is broken, and a comment is what it was when it is read again."""

Forms = tuple[str, ...]
"""What is said under one id: one text, or one for each plural form."""


class Steady(Catalog):
    """A catalogue whose heading says nothing that changes from day to day."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """The heading: language, charset, plural forms."""
        return [
            ("Language", str(self.locale_identifier)),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("Plural-Forms", self.plural_forms),
        ]


def named(path: Path) -> tuple[str, str]:
    """The domain and the language that a file is called by."""
    domain, _, language = path.stem.rpartition(".")
    return domain, language


def files() -> list[Path]:
    """Every catalogue that there is, and those that there should be."""
    found = {file for folder in FOLDERS for file in folder.glob("*.po")}
    for folder, languages in LANGUAGES.items():
        found |= {folder / f"{d}.{tag}.po" for d in DOMAINS for tag in languages}
    return sorted(found)


def messages(path: Path) -> dict[str, Message]:
    """The messages of a file by id; none where there is no file."""
    if not path.exists():
        return {}
    with path.open("rb") as file:
        found = read_po(file, locale=named(path)[1], abort_invalid=True)
    return {_id(message): message for message in found if message.id}


def _id(message: Message) -> str:
    return str(message.id[0] if message.pluralizable else message.id)


def forms(message: Message) -> Forms:
    """One text, or one for each plural form."""
    return tuple(message.string) if message.pluralizable else (message.string,)


@cache
def english(folder: Path, domain: str) -> Mapping[str, Forms]:
    """The English of every id that a folder's translations are of.

    Questions stand in their definitions, and in what is said of functions that measure.
    """
    if domain == "indicators":
        known = {**FUNCTION_INDICATORS, **Host.load(entry_points=False).indicators}
        return {name: (one.question,) for name, one in known.items()}
    return {
        name: forms(message)
        for place in dict.fromkeys((CORE, COMMAND, folder))
        for name, message in messages(place / f"{domain}.en.po").items()
    }


def comment(said: Forms) -> list[str]:
    """The English as it stands above a message."""
    if len(said) < 2:
        return [f"English: {text}" for text in said]
    counts = ("one", "other")
    return [f"English, {n}: {text}" for n, text in zip(counts, said, strict=True)]


def rewritten(path: Path) -> Steady:
    """The catalogue as it should be, but for what only a translator can mend."""
    domain, language = named(path)
    found, new = messages(path), Steady(locale=language, domain=domain)
    if language == "en":
        for name, one in found.items():
            _add(new, name, one.context, forms(one), one.fuzzy, one.user_comments, [])
        return new
    for name, said in english(path.parent, domain).items():
        one, above = found.get(name), comment(said)
        if one is None:
            _add(new, name, None, ("",), False, [], above)
            continue
        old = one.auto_comments
        fuzzy = one.fuzzy or bool(old and old != above)
        _add(new, name, one.context, forms(one), fuzzy, one.user_comments, above)
    return new


def _add(
    catalogue: Catalog,
    name: str,
    by: str | None,
    said: Forms,
    fuzzy: bool,
    notes: list[str],
    above: list[str],
) -> None:
    several = by is not None
    catalogue.add(
        (name, name) if several else name,
        said if several else said[0],
        context=by,
        flags=["fuzzy"] if fuzzy else [],
        user_comments=notes,
        auto_comments=above,
    )


def as_text(catalogue: Steady) -> str:
    """A catalogue as its `.po` file has it."""
    body = io.BytesIO()
    write_po(body, catalogue, width=_ONE_LINE, sort_output=True, omit_header=True)
    name = catalogue.locale.english_name
    heading = "".join(f'"{key}: {value}\\n"\n' for key, value in catalogue.mime_headers)
    above = f'# Texts of "{catalogue.domain}": {name}.\nmsgid ""\nmsgstr ""\n'
    return f"{above}{heading}\n{body.getvalue().decode()}"


def compiled(catalogue: Steady) -> bytes:
    """A catalogue as its `.mo` file has it."""
    body = io.BytesIO()
    write_mo(body, catalogue)
    return body.getvalue()


def faults(path: Path) -> Iterator[str]:
    """What is missing, stale or wrong in a catalogue and in what is compiled of it."""
    domain, language = named(path)
    found = messages(path)
    own = {name: forms(message) for name, message in found.items()}
    known = own if language == "en" else english(path.parent, domain)
    where = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path.name
    for name in known.keys() - found.keys():
        yield f"{where}: {name} is missing"
    for name, one in found.items():
        if name not in known:
            yield f"{where}: {name} is the id of nothing"
            continue
        for fault in _wrong(one, known[name], reference=language != "en"):
            yield f"{where}: {name}: {fault}"
    should = rewritten(path)
    if not path.exists() or path.read_text("utf-8") != as_text(should):
        yield f"{where}: not as the tool writes it"
    elif not _mo(path).exists() or _mo(path).read_bytes() != compiled(should):
        yield f"{where}: not as it was compiled"


def _wrong(one: Message, known: Forms, *, reference: bool) -> Iterator[str]:
    said = forms(one)
    if one.fuzzy:
        yield "fuzzy"
    if any(not text.strip() for text in said):
        yield "empty"
        return
    if one.pluralizable and len(set(said)) < len(said):
        yield "plural forms that are alike"
    if one.pluralizable and one.context is None:
        yield "plural forms, and no place that decides"
    by = {one.context} - {None}
    wanted = {place for text in known for place in places(text)}
    if by - wanted:
        yield f"it goes by {one.context}, which is no place of it"
    for text in said:
        if places(text) | by != wanted | by:
            yield f"its places are not those of the English: {sorted(wanted)}"
    if reference and one.auto_comments != comment(known):
        yield "the English is another by now"


def places(text: str) -> set[str]:
    """The names in braces."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def _mo(path: Path) -> Path:
    return path.with_suffix(".mo")


def write() -> None:
    """Rewrites every catalogue and compiles it."""
    for path in files():
        catalogue = rewritten(path)
        path.parent.mkdir(exist_ok=True)
        path.write_text(as_text(catalogue), "utf-8")
        _mo(path).write_bytes(compiled(catalogue))


if __name__ == "__main__":
    if "--check" not in sys.argv[1:]:
        write()
    told = [fault for path in files() for fault in faults(path)]
    print("\n".join(told) or "every catalogue is complete")
    sys.exit(bool(told))
