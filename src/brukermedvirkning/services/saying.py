"""What is asked and found, in words, in the languages that somebody asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from brukermedvirkning.builtin.words import scheme_of
from brukermedvirkning.domain.concept import Concept
from brukermedvirkning.domain.vocabulary import Spoken
from brukermedvirkning.host import Host
from brukermedvirkning.rules.outcomes import CannotTell, Finding, Verdict

__all__ = ["question_said", "said"]


def said(
    host: Host,
    verdict: Verdict,
    outcome: Finding | CannotTell,
    languages: Sequence[str],
) -> Spoken:
    """One finding or *cannot tell* in words, in the first language that has them.

    The text of a finding is found by the id of its rule, followed by its reason where
    it has one. What a concept in it is called is said in the same languages.
    """
    if isinstance(outcome, CannotTell):
        missing = ", ".join(outcome.missing)
        return host.text(
            "rules", f"cannot-tell.{outcome.cause}", languages, {"missing": missing}
        )
    reason = outcome.params.get("reason")
    message = f"{verdict.rule}.{reason}" if reason else verdict.rule
    since = outcome.since.isoformat() if outcome.since else ""
    places = {"since": since, **_called(host, outcome.params, languages)}
    return host.text("rules", message, languages, places)


def _called(
    host: Host, places: Mapping[str, Any], languages: Sequence[str]
) -> dict[str, Any]:
    """The places, concepts by their labels."""
    return {
        name: host.label(scheme_of(type(value)), str(value), (*languages, "en")).text
        if isinstance(value, Concept)
        else value
        for name, value in places.items()
    }


def question_said(
    host: Host, indicator: str, question: str, languages: Sequence[str]
) -> Spoken:
    """What an indicator asks, in the first language that has it.

    `question` is the English one of its definition, which is asked last.
    """
    language = next(
        one
        for one in (*languages, "en")
        if one == "en" or indicator in host.texts("indicators", one)
    )
    offered = indicator in host.texts("indicators", language)
    return Spoken(
        text=host.text("indicators", indicator, (language,)).text
        if offered
        else question,
        language=language,
        is_fallback=bool(languages) and language != languages[0],
    )
