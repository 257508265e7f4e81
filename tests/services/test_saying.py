"""Findings and questions in words, in the languages that somebody asks for."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from brukermedvirkning.domain.concepts import StanceAnswer
from brukermedvirkning.domain.vocabulary import Label, Spoken, Term, Vocabulary
from brukermedvirkning.hookspecs import hookimpl
from brukermedvirkning.host import Host
from brukermedvirkning.ports import PluginInfo, PluginLevel, Texts
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.outcomes import (
    Finding,
    ItemRef,
    Outcome,
    Severity,
    Verdict,
)
from brukermedvirkning.services import question_said, said

QUESTION = "Which share of those enrolled has a plan?"


def host(**texts: dict[str, str]) -> Host:
    """A host with the core, and a country that says `domain_language`."""
    offered = tuple(
        Texts(
            id=name.partition("_")[0],
            language=name.partition("_")[2],
            messages=lambda messages=messages: messages,
        )
        for name, messages in texts.items()
    )
    label = Label(language="nn", text="ikkje spurd")
    called = Vocabulary(
        id="core.stance-answer",
        title="Standpunkt",
        terms=(Term(notation="not_asked", labels=(label,)),),
    )
    info = PluginInfo(
        id="made-up", version="1", title="made up", level=PluginLevel.COUNTRY
    )
    plugin = SimpleNamespace(
        __name__="made-up",
        bmv_plugin_info=hookimpl(lambda: info),
        bmv_texts=hookimpl(lambda: offered),
        bmv_vocabularies=hookimpl(lambda: (called,)),
    )
    return Host.load([plugin], entry_points=False)


def not_agreed(**params: Any) -> tuple[Verdict, Finding]:
    finding = Finding(params={"reason": "not_agreed", **params})
    verdict = Verdict(
        rule="plan.not-owned",
        version=1,
        severity=Severity.BREACH,
        duty_holder=DutyHolder.ORGANISATION,
        source="made up",
        subject=ItemRef(kind="case", id="c"),
        outcome=Outcome.BROKEN,
        findings=(finding,),
    )
    return verdict, finding


def test_a_concept_in_a_finding_is_called_as_in_the_language_asked_for() -> None:
    speaking = host(rules_nn={"plan.not-owned.not_agreed": "standpunkt: {stance}"})
    verdict, finding = not_agreed(stance=StanceAnswer.NOT_ASKED)

    assert said(speaking, verdict, finding, ["nn"]).text == "standpunkt: ikkje spurd"
    assert said(speaking, verdict, finding, []).text.endswith("(stance: not asked)")


@pytest.mark.parametrize(
    ("languages", "spoken"),
    [
        ((), (QUESTION, "en", False)),
        (("en", "nn"), (QUESTION, "en", False)),
        (("nn",), ("Har dei ein plan?", "nn", False)),
        (("se", "nn"), ("Har dei ein plan?", "nn", True)),
        (("se",), (QUESTION, "en", True)),
    ],
)
def test_a_question_is_asked_in_the_first_language_that_has_it(
    languages: tuple[str, ...], spoken: tuple[str, str, bool]
) -> None:
    speaking = host(indicators_nn={"plan.exists": "Har dei ein plan?"})
    text, language, is_fallback = spoken

    assert question_said(speaking, "plan.exists", QUESTION, languages) == Spoken(
        text=text, language=language, is_fallback=is_fallback
    )


def test_a_plugin_may_ask_in_other_english_words() -> None:
    speaking = host(indicators_en={"plan.exists": "How many have a plan?"})

    assert (
        question_said(speaking, "plan.exists", QUESTION, []).text
        == "How many have a plan?"
    )
