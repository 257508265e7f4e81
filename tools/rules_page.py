"""Make the pages of rules in docs/reference from the rules: `python tools/rules_page.py`.

They are rules.md of the common rules, dk-rules.md and no-rules.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import attrs

from brukermedvirkning.builtin.parameters import PARAMETERS
from brukermedvirkning.builtin.rules import RULES
from brukermedvirkning.ports import Counted, Template, catalogues
from brukermedvirkning.rules.parameters import Parameter
from brukermedvirkning.rules.rule import Rule, Scope
from brukermedvirkning_denmark import rules as denmark
from brukermedvirkning_norway import rules as norway

__all__ = ["CORE", "DENMARK", "NORWAY", "PAGES", "Page", "page", "sentence", "texts"]

REFERENCE = Path(__file__).parents[1] / "docs" / "reference"

CORE_HEAD = """# Rules

The common rules, one for each promise or duty. A programme is asked about what it
promised and nothing else. Findings win over *cannot tell*: a breach that is seen is
seen, whatever else is not known. A figure holds until a programme, a unit or a country
sets its own. National rules come from plugins; `bmv rules` lists all that are
installed. Letters and numbers such as H13 are lines of the five source documents. Made
from the rules themselves.
"""

DENMARK_HEAD = """# Rules of Denmark

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

NORWAY_HEAD = """# Rules of Norway

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


@attrs.frozen(kw_only=True)
class Page:
    """A page, the rules that it shows in this order, and what is said of them.

    `languages` are those of the texts, by tag, and `by_itself` is what a rule asks of a
    source where it names nothing.
    """

    path: Path
    head: str
    package: str
    rules: Sequence[Rule]
    parameters: Sequence[Parameter]
    languages: Mapping[str, str]
    by_itself: str = "nothing of its own"


CORE = Page(
    path=REFERENCE / "rules.md",
    head=CORE_HEAD,
    package="brukermedvirkning.builtin",
    rules=sorted(RULES, key=lambda rule: rule.id),
    parameters=PARAMETERS,
    languages={"en": "English"},
    by_itself="any of several, see the check",
)
DENMARK = Page(
    path=REFERENCE / "dk-rules.md",
    head=DENMARK_HEAD,
    package="brukermedvirkning_denmark",
    rules=denmark.RULES,
    parameters=denmark.PARAMETERS,
    languages={"en": "English", "da": "Danish"},
)
NORWAY = Page(
    path=REFERENCE / "no-rules.md",
    head=NORWAY_HEAD,
    package="brukermedvirkning_norway",
    rules=norway.RULES,
    parameters=norway.PARAMETERS,
    languages={"en": "English", "nb": "bokmål", "nn": "nynorsk"},
)
PAGES = (CORE, DENMARK, NORWAY)


def sentence(rule: Rule) -> str:
    """The first line of the check's docstring: the rule itself."""
    return (rule.check.__doc__ or "").strip().split("\n")[0]


def texts(made: Page, rule: Rule) -> dict[str, list[str]]:
    """The texts of a rule's findings by id, in each of the page's languages."""
    said = {
        one.language: one.messages()
        for one in catalogues(made.package)
        if one.id == "rules"
    }
    return {
        message: [_written(said[tag][message]) for tag in made.languages]
        for message in said["en"]
        if message == rule.id or message.startswith(f"{rule.id}.")
    }


def page(made: Page) -> str:
    """The whole page."""
    return made.head + "".join(_section(made, rule) for rule in made.rules)


def _section(made: Page, rule: Rule) -> str:
    """All that is to be said of one rule."""
    lines = [
        f"\n## {rule.id}\n",
        f"{sentence(rule)}\n",
        f"- severity: {rule.severity}",
        f"- duty holder: {rule.duty_holder}",
        f"- about: each {rule.scope}",
        _when(made, rule),
        f"- source: {rule.source}",
        f"- {_keeper(rule)} must carry: {_codes(rule.needs) or made.by_itself}",
        f"- version: {rule.version}",
    ]
    if rule.uses:
        lines += ["\n| parameter | default | unit | source |", "|---|---|---|---|"]
        lines += [_figure(made, name) for name in rule.uses]
    columns = [f"in {language}" for language in made.languages.values()]
    lines += [f"\n{_row('text', *columns)}", "|---" * (len(columns) + 1) + "|"]
    lines += [_row(f"`{one}`", *said) for one, said in texts(made, rule).items()]
    return "\n".join(lines) + "\n"


def _when(made: Page, rule: Rule) -> str:
    """On which promise a common rule is asked, and on which days a national one holds."""
    if made is CORE:
        return f"- asked where promised: {rule.promise or 'everywhere'}"
    first, last = rule.valid.start, rule.valid.last_day
    if first is None:
        return "- holds: on any day"
    return f"- holds: from {first}" if last is None else f"- holds: {first} to {last}"


def _keeper(rule: Rule) -> str:
    of_a_case = rule.scope in (Scope.CASE, Scope.ENROLMENT)
    return "the source of the case" if of_a_case else "the keeper of such records"


def _codes(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _figure(made: Page, name: str) -> str:
    (parameter,) = (one for one in made.parameters if one.id == name)
    value = parameter.values[-1]
    return _row(f"`{name}`", value.value, parameter.unit_of_measure, value.source)


def _row(*cells: object) -> str:
    return f"| {' | '.join(map(str, cells))} |"


def _written(text: Template) -> str:
    """A template as the page has it: of several forms that for many."""
    return text.forms[-1] if isinstance(text, Counted) else text


if __name__ == "__main__":
    for each in PAGES:
        each.path.write_text(page(each), "utf-8")
