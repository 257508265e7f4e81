"""Texts, words and labels in the languages asked for; what is a fallback says so.

The English words of the pages are this package's own catalogue of "command". Another
language is offered by a plugin, as texts of that domain.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from brukermedvirkning.domain.coded import Code, Coded
from brukermedvirkning.domain.concept import Concept
from brukermedvirkning.domain.concepts import ItemKind
from brukermedvirkning.domain.vocabulary import Spoken
from brukermedvirkning.host import Host
from brukermedvirkning.ports import Counted, Template, catalogues
from brukermedvirkning.rules.outcomes import CannotTell, Finding, Verdict
from brukermedvirkning.services import question_said, said

__all__ = ["Said", "Speaker", "words"]

_ITEM_KINDS = frozenset(map(str, ItemKind))

Said = dict[str, Any]
"""A text, its language, and whether it stands in for another, as documents say it."""


@cache
def words() -> Mapping[str, Template]:
    """The words of the pages, in English."""
    (texts,) = catalogues("brukermedvirkning_cli")
    return texts.messages()


class Speaker:
    """Speaks for the pages: words, labels of codes, texts of rules."""

    def __init__(self, host: Host, languages: Sequence[str]) -> None:
        self._host = host
        self._asked = tuple(languages)
        self._languages = tuple(dict.fromkeys((*languages, "en")))

    def word(self, name: str, /, **places: object) -> str:
        """A word of a page; in English where no plugin has it in another language."""
        template = self._template(name)
        if isinstance(template, Counted):
            template = template.form(places)
        return template.format_map(places)

    def named(self, group: str, name: str) -> str:
        """A name out of a group of words, such as a unit; itself where it has no word."""
        message = f"{group}.{name.replace(' ', '-')}"
        return self.word(message) if message in words() else name.replace("_", " ")

    def kind(self, name: str) -> str:
        """What a kind of row or record is called."""
        if name in _ITEM_KINDS:
            return str(self._called(ItemKind(name))["text"])
        return self.named("kind", name)

    def figure(self, value: float, *, share: bool = False) -> str:
        """A share in per cent; another number with two decimals at most."""
        told = (
            f"{value * 100:.1f} %" if share else f"{value:.2f}".rstrip("0").rstrip(".")
        )
        return told.replace(".", self.word("decimal-mark"))

    def question(self, indicator: str, question: str) -> Said:
        """What an indicator asks; `question` is its own English."""
        return _said(question_said(self._host, indicator, question, self._asked))

    def _template(self, name: str) -> Template:
        """A word in the first language that has it; ours is the English one."""
        for language in self._languages:
            offered = self._host.texts("command", language)
            if name in offered:
                return offered[name]
            if language == "en":
                break
        return words()[name]

    def text(self, domain: str, message: str, places: Mapping[str, Any]) -> Said:
        """A text of a plugin, with its places filled."""
        return _said(self._host.text(domain, message, self._asked, places))

    def outcome(self, verdict: Verdict, outcome: Finding | CannotTell) -> Said:
        """A finding or *cannot tell* in words."""
        return _said(said(self._host, verdict, outcome, self._asked))

    def templates(self, domain: str, message: str) -> list[Said]:
        """The texts of a message and of its reasons, their places not filled."""
        known = dict.fromkeys(
            name
            for language in self._languages
            for name in sorted(self._host.texts(domain, language))
            if name == message or name.startswith(f"{message}.")
        )
        return [self.text(domain, name, {}) for name in known]

    def concept(self, concept: Concept) -> dict[str, Any]:
        """A core concept with what it is called."""
        return {"concept": str(concept), "label": self._called(concept)}

    def coded(self, coded: Coded[Any]) -> dict[str, Any]:
        """A concept with its label, and the code behind it with its own.

        Where the concept says nothing, the label is that of the code; what nobody has a
        label for is called as it was found.
        """
        code = self._code(coded.code) if coded.code else None
        label = self._called(coded.concept)
        if code and (coded.concept.is_unknown or str(coded.concept) == "other"):
            label = code["called"] or _bare(code["label"] or code["code"])
        return {"concept": str(coded.concept), "label": label, "code": code}

    def _code(self, code: Code) -> dict[str, Any]:
        spoken = self._label(code.scheme, code.code)
        return {
            "scheme": code.scheme,
            "code": code.code,
            "label": code.label,
            "called": _said(spoken) if spoken else None,
        }

    def _called(self, concept: Concept) -> Said:
        spoken = self._label(_scheme(type(concept)), str(concept))
        return _said(spoken) if spoken else _bare(str(concept).replace("_", " "))

    def _label(self, scheme: str, notation: str) -> Spoken | None:
        spoken = self._host.label(scheme, notation, self._languages)
        return spoken if spoken.language is not None else None


def _said(spoken: Spoken) -> Said:
    return {
        "text": spoken.text,
        "language": spoken.language,
        "is_fallback": spoken.is_fallback,
    }


def _bare(text: str) -> Said:
    return {"text": text, "language": None, "is_fallback": True}


@cache
def _scheme(concepts: type[Concept]) -> str:
    """The core's vocabulary of a concept list: `ContactForm` is `core.contact-form`."""
    return "core." + re.sub(r"(?<!^)(?=[A-Z])", "-", concepts.__name__).lower()
