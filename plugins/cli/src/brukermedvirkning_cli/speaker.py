"""Texts and labels in the languages asked for; what is a fallback says so."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from brukermedvirkning.domain.coded import Code, Coded
from brukermedvirkning.domain.concept import Concept
from brukermedvirkning.domain.vocabulary import Spoken
from brukermedvirkning.host import Host
from brukermedvirkning.rules.outcomes import CannotTell, Finding, Verdict
from brukermedvirkning.services import said
from brukermedvirkning_cli.words import WORDS

__all__ = ["Said", "Speaker"]

Said = dict[str, Any]
"""A text, its language, and whether it stands in for another, as documents say it."""


class Speaker:
    """Speaks for the pages: words, labels of codes, texts of rules."""

    def __init__(self, host: Host, languages: Sequence[str]) -> None:
        self._host = host
        self._asked = tuple(languages)
        self._languages = tuple(dict.fromkeys((*languages, "en")))

    def word(self, name: str, /, **places: object) -> str:
        """A word of a page; in English where no plugin has it in another language."""
        if self._asked:
            spoken = self._host.text("command", name, self._asked, places)
            if spoken.language in self._asked:
                return spoken.text
        return WORDS[name].format_map(places)

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
