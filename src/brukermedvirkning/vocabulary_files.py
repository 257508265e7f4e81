"""Reads vocabularies from TOML files that a domain expert can review, one scheme a file.

    id = "acme.exit"
    title = "Why people left, as Acme counts it"
    concepts = "ExitCategory"
    source = "Acme's handbook, 3"
    first_day = 2024-01-01

    [[terms]]
    notation = "W"
    concept = "ordinary_work"
    en = "ordinary work"
    also.en = ["a job"]
    note = "A subsidised job is no ordinary work."

A term has its labels under the tags of their languages, further words for the same under
`also`, and of `match`, `broader`, `note`, `source`, `verified`, `first_day` and `last_day`
what it needs; the source and each of the days are the file's where it has none. What
nobody knows, and what cannot be right, is a fault of the file.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Any

from brukermedvirkning.builtin.words import core_lists
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.vocabulary import (
    Label,
    Match,
    Term,
    Vocabulary,
    share_days,
)
from brukermedvirkning.errors import DefinitionFileError, InvalidRecordError

__all__ = ["read_vocabularies", "read_vocabulary"]

_OF_FILE = frozenset({"id", "title", "concepts", "country", "source", "terms"})
_OF_TERM = frozenset(
    {"notation", "concept", "match", "broader", "note", "source", "verified", "also"}
)
_DAYS = frozenset({"first_day", "last_day"})
_LISTS = {one.__name__: one for one in core_lists().values()}


def read_vocabularies(
    folder: Traversable, *, languages: Sequence[str]
) -> Mapping[str, Vocabulary]:
    """The vocabularies of the TOML files of a folder, by scheme, in the files' order.

    `languages` are the tags that the files may use, in the order in which the labels
    then stand. Raises `DefinitionFileError` with every fault of every file.
    """
    found: dict[str, Vocabulary] = {}
    problems: list[str] = []
    for path in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if not path.name.endswith(".toml"):
            continue
        try:
            one = read_vocabulary(
                path.read_text("utf-8"), name=path.name, languages=languages
            )
        except DefinitionFileError as error:
            problems += error.problems
            continue
        if one.id in found:
            problems.append(f"{path.name}: {one.id} stands in another file, too")
        found[one.id] = one
    if problems:
        raise DefinitionFileError(tuple(problems))
    return MappingProxyType(found)


def read_vocabulary(content: str, *, name: str, languages: Sequence[str]) -> Vocabulary:
    """The vocabulary of one file; `name` is what faults call it.

    Raises `DefinitionFileError` with every fault that was found.
    """
    try:
        document = tomllib.loads(content)
        problems = [*_misshapen(document, languages)]
        if not problems:
            vocabulary = _vocabulary(document, languages)
            problems = [*_nonsense(vocabulary)]
            if not problems:
                return vocabulary
    except (tomllib.TOMLDecodeError, InvalidRecordError) as error:
        problems = [str(error)]
    raise DefinitionFileError(tuple(f"{name}: {problem}" for problem in problems))


def _misshapen(document: dict[str, Any], languages: Sequence[str]) -> Iterator[str]:
    """What stands in the file that has no meaning there, and what does not stand there."""
    yield from _keys(document, "", {"id", "title", "source", "terms"}, _OF_FILE | _DAYS)
    terms = document.get("terms", [])
    if not isinstance(terms, list) or not all(isinstance(one, dict) for one in terms):
        yield "terms: expected tables, each under [[terms]]"
        return
    for place, term in enumerate(terms, start=1):
        where = f"term {term.get('notation', place)!r}: "
        yield from _keys(term, where, {"notation"}, _OF_TERM | _DAYS | {*languages})
        if term.get("match", "exact") not in {member.value for member in Match}:
            yield f"{where}match: expected exact or close"
        also = term.get("also", {})
        if not isinstance(also, dict) or not all(
            isinstance(words, list) for words in also.values()
        ):
            yield f"{where}also: expected a list of words for a language"
        else:
            for tag in [tag for tag in also if tag not in term]:
                yield f"{where}also.{tag}: expected a label in {tag} beside it"
    for key, holder in ((key, one) for one in (document, *terms) for key in _DAYS):
        if type(holder.get(key, date.min)) is not date:
            yield f"{key}: expected a day such as 2024-01-01"


def _keys(
    table: Mapping[str, Any],
    where: str,
    required: set[str],
    known: frozenset[str] | set[str],
) -> Iterator[str]:
    for key in sorted(required - table.keys()):
        yield f"{where}{key} is missing"
    for key in sorted(table.keys() - known):
        yield f"{where}{key!r} is nothing that can be said here"


def _vocabulary(document: dict[str, Any], languages: Sequence[str]) -> Vocabulary:
    own = {key: document[key] for key in document.keys() - _DAYS - {"terms"}}
    valid = _period(document, Period())
    terms = tuple(
        _term(entry, document["source"], valid, languages)
        for entry in document["terms"]
    )
    return Vocabulary(terms=terms, **own)


def _term(
    entry: dict[str, Any], source: str, valid: Period, languages: Sequence[str]
) -> Term:
    also = entry.get("also", {})
    return Term(
        labels=tuple(
            Label(language=tag, text=entry[tag], alternatives=tuple(also.get(tag, ())))
            for tag in languages
            if tag in entry
        ),
        match=Match(entry.get("match", Match.EXACT)),
        valid=_period(entry, valid),
        **{
            "source": source,
            **{
                key: entry[key]
                for key in (
                    "notation",
                    "concept",
                    "broader",
                    "note",
                    "source",
                    "verified",
                )
                if key in entry
            },
        },
    )


def _period(table: Mapping[str, Any], of_file: Period) -> Period:
    """The days of a table; those that it does not name are the file's."""
    return Period.through(
        table.get("first_day", of_file.start), table.get("last_day", of_file.last_day)
    )


def _nonsense(vocabulary: Vocabulary) -> Iterator[str]:
    """What can be said and cannot be right."""
    known = {term.notation for term in vocabulary.terms}
    for term in vocabulary.terms:
        if term.broader is not None and term.broader not in known - {term.notation}:
            yield f"term {term.notation!r}: broader {term.broader!r} is no other term"
        for label in term.labels:
            if label.text in label.alternatives:
                yield f"term {term.notation!r}: also.{label.language} repeats the label"
    if vocabulary.concepts is not None and vocabulary.concepts not in _LISTS:
        yield f"concepts: the core has no list {vocabulary.concepts!r}"
        return
    members = (
        {member.value for member in _LISTS[vocabulary.concepts]}
        if vocabulary.concepts
        else set()
    )
    for term in vocabulary.terms:
        if term.concept is not None and term.concept not in members:
            where = vocabulary.concepts or "no list at all"
            yield f"term {term.notation!r}: {term.concept!r} is not of {where}"
    yield from _doubled(vocabulary)


def _doubled(vocabulary: Vocabulary) -> Iterator[str]:
    """Labels that two notations have in one language, on one day."""
    called: dict[tuple[str, str], list[Term]] = defaultdict(list)
    for term in vocabulary.terms:
        for label in term.labels:
            others = called[label.language, label.text.casefold()]
            for other in others:
                if share_days(term.valid, other.valid):
                    yield (
                        f"term {term.notation!r}: {other.notation!r} is called"
                        f" {label.text!r} in {label.language}, too"
                    )
            others.append(term)
