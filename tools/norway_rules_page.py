"""Make docs/reference/no-rules.md from the rules: `python tools/norway_rules_page.py`."""

from __future__ import annotations

from pathlib import Path

from brukermedvirkning.ports import Counted, Template, catalogues
from brukermedvirkning.rules.rule import Rule
from brukermedvirkning_norway.rules import PARAMETERS, RULES

SAID = {
    one.language: one.messages()
    for one in catalogues("brukermedvirkning_norway")
    if one.id == "rules"
}
PAGE = Path(__file__).parents[1] / "docs" / "reference" / "no-rules.md"

HEAD = """# Rules of Norway

What the regulation on labour-market measures (*tiltaksforskriften*,
FOR-2015-12-11-1598) asks and a case can show, and what is asked of those who run AFT,
from the plugin `brukermedvirkning-norway`. Made from the rules themselves.

All findings are remarks: the regulation and the description of AFT make exceptions that
no case shows. What is asked of AFT was read on a page of the providers' association
ASVL that sums up NAV's requirements and bears no date, so these rules hold on any day;
§§ 1-3 and 14-4 hold from the day on which the regulation came into force.

Which measure a programme is, its offerings tell by their code in `no.nav.tiltakskode`;
where something is offered without one, it is not known. Of a programme of another
country the rules say nothing. The shares of full time are NAV's *deltakelsesmengder*,
which only AFT and VTA have; they stand with the enrolment, under `no.nav` in its
extensions, and the readers put them there.

Not checked, because nothing that was read makes it a duty: how soon somebody reads a
prior notice (*forhåndsorientering*). That it was read is no agreement. Nor is what
TILRETTELAGT_ARBEID_ORDINAER asks, whose rules were not read, nor how long AFT lasts.
"""


def sentence(rule: Rule) -> str:
    """The first line of the check's docstring: the rule itself."""
    return (rule.check.__doc__ or "").strip().split("\n")[0]


def section(rule: Rule) -> str:
    """All that is to be said of one rule."""
    needs = ", ".join(f"`{name}`" for name in rule.needs) or "nothing of its own"
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
    lines += [
        "\n| text | in English | in bokmål | in nynorsk |",
        "|---|---|---|---|",
    ]
    return "\n".join([*lines, *_texts(rule)]) + "\n"


def _days(rule: Rule) -> str:
    first = rule.valid.start
    return "on any day" if first is None else f"from {first}"


def _figure(name: str) -> str:
    (parameter,) = (one for one in PARAMETERS if one.id == name)
    value = parameter.values[-1]
    return (
        f"| `{name}` | {value.value} | {parameter.unit_of_measure} | {value.source} |"
    )


def _texts(rule: Rule) -> list[str]:
    said = [SAID[tag] for tag in ("en", "nb", "nn")]
    return [
        f"| `{message}` | "
        + " | ".join(_written(texts[message]) for texts in said)
        + " |"
        for message in said[0]
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
