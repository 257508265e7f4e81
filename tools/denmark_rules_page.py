"""Make docs/reference/dk-rules.md from the rules: `python tools/denmark_rules_page.py`."""

from __future__ import annotations

from pathlib import Path

from brukermedvirkning.ports import Counted, Template, catalogues
from brukermedvirkning.rules.rule import Rule
from brukermedvirkning_denmark.rules import PARAMETERS, RULES

SAID = {
    one.language: one.messages()
    for one in catalogues("brukermedvirkning_denmark")
    if one.id == "rules"
}
PAGE = Path(__file__).parents[1] / "docs" / "reference" / "dk-rules.md"

HEAD = """# Rules of Denmark

What Danish law asks of a jobcentre and a case can show, from the plugin
`brukermedvirkning-denmark`. The law is *lov om en aktiv beskæftigelsesindsats* (LAB,
nr. 548 of 7/5 2019). Made from the rules themselves.

A rule holds on the days for which its text was read, and on no other. Where a
commencement was not read it begins with the first consolidated act (LBK) that has the
text. None reaches beyond 2024: the reforms of 2025 and 2026 change benefits, target
groups and contact, and were read as bills only. Of a spell on a benefit that began before
a rule's first day nothing is asked.

Most findings are remarks. A finding is a breach only where a case could show every
exception that the law makes; who is exempted from conversations (LAB § 106), for one, it
cannot.

The rules go by the code of the target group, in the scheme `dk.lbl-6` (`6.3` is § 6,
nr. 3). Without one, or with a code of § 2 before 2020 (`dk.lab-2`), they cannot tell: a
number of one list is another group in the other. Of a programme of another country they
say nothing.

The first day of the spell on the benefit stands for the day on which help was asked for.
A shift of benefit begins a new count; it is seen in another enrolment whose spell began
later, or where the enrolment itself was told of the later spell (weeks of DREAM give it,
see [figures and registers of Denmark](dk-comparison.md)), and not otherwise.

Not checked, because no case has what is needed: the three conversations each of a-kasse
and jobcentre (LAB § 31, stk. 1), whose months are counted in hours of unemployment (§ 9).
"""


def sentence(rule: Rule) -> str:
    """The first line of the check's docstring: the rule itself."""
    return (rule.check.__doc__ or "").strip().split("\n")[0]


def section(rule: Rule) -> str:
    """All that is to be said of one rule."""
    needs = ", ".join(f"`{name}`" for name in rule.needs)
    lines = [
        f"\n## {rule.id}\n",
        f"{sentence(rule)}\n",
        f"- severity: {rule.severity}",
        f"- duty holder: {rule.duty_holder}",
        f"- about: each {rule.scope}",
        f"- holds: {_days(rule)}",
        f"- source: {rule.source}",
        f"- the source of the case must carry: {needs}",
        f"- version: {rule.version}",
    ]
    if rule.uses:
        lines += ["\n| parameter | default | unit | source |", "|---|---|---|---|"]
        lines += [_figure(name) for name in rule.uses]
    lines += ["\n| text | in English | in Danish |", "|---|---|---|"]
    return "\n".join([*lines, *_texts(rule)]) + "\n"


def _days(rule: Rule) -> str:
    if rule.valid.start is None:
        return "on any day"
    return f"{rule.valid.start} to {rule.valid.last_day}"


def _figure(name: str) -> str:
    (parameter,) = (one for one in PARAMETERS if one.id == name)
    value = parameter.values[-1]
    return (
        f"| `{name}` | {value.value} | {parameter.unit_of_measure} | {value.source} |"
    )


def _texts(rule: Rule) -> list[str]:
    english, danish = SAID["en"], SAID["da"]
    return [
        f"| `{message}` | {_written(text)} | {_written(danish[message])} |"
        for message, text in english.items()
        if message == rule.id or message.startswith(f"{rule.id}.")
    ]


def _written(text: Template) -> str:
    """A template as the page has it: of several forms that for many."""
    return text.forms[-1] if isinstance(text, Counted) else text


def page() -> str:
    """The whole page."""
    return HEAD + "".join(map(section, RULES))


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
