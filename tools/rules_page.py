"""Make docs/reference/rules.md from the rules: `python tools/rules_page.py`."""

from __future__ import annotations

from pathlib import Path

from brukermedvirkning.builtin.parameters import PARAMETERS
from brukermedvirkning.builtin.rules import RULES
from brukermedvirkning.ports import Counted, Template, catalogues
from brukermedvirkning.rules.rule import Rule, Scope

(ENGLISH,) = catalogues("brukermedvirkning.builtin")
PAGE = Path(__file__).parents[1] / "docs" / "reference" / "rules.md"

HEAD = """# Rules

The common rules, one for each promise or duty. A programme is asked about what it
promised and nothing else. Findings win over *cannot tell*: a breach that is seen is
seen, whatever else is not known. A figure holds until a programme, a unit or a country
sets its own. National rules come from plugins; `bmv rules` lists all that are
installed. Letters and numbers such as H13 are lines of the five source documents. Made
from the rules themselves.
"""


def sentence(rule: Rule) -> str:
    """The first line of the check's docstring: the rule itself."""
    return (rule.check.__doc__ or "").strip().split("\n")[0]


def texts(rule: Rule) -> dict[str, str]:
    """The English texts of a rule's findings by id."""
    return {
        message: written(text)
        for message, text in ENGLISH.messages().items()
        if message == rule.id or message.startswith(f"{rule.id}.")
    }


def written(text: Template) -> str:
    """A template as the page has it: of several forms that for many."""
    return text.forms[-1] if isinstance(text, Counted) else text


def section(rule: Rule) -> str:
    """All that is to be said of one rule."""
    lines = [
        f"\n## {rule.id}\n",
        f"{sentence(rule)}\n",
        f"- severity: {rule.severity}",
        f"- duty holder: {rule.duty_holder}",
        f"- about: each {rule.scope}",
        f"- asked where promised: {rule.promise or 'everywhere'}",
        f"- source: {rule.source}",
        f"- {_keeper(rule)} must carry: {_codes(rule.needs) or 'any of several, see the check'}",
        f"- version: {rule.version}",
    ]
    if rule.uses:
        lines += ["\n| parameter | default | unit | source |", "|---|---|---|---|"]
        lines += [_figure(name) for name in rule.uses]
    lines += ["\n| text | in English |", "|---|---|"]
    lines += [f"| `{message}` | {text} |" for message, text in texts(rule).items()]
    return "\n".join(lines) + "\n"


def _keeper(rule: Rule) -> str:
    of_a_case = rule.scope in (Scope.CASE, Scope.ENROLMENT)
    return "the source of the case" if of_a_case else "the keeper of such records"


def _codes(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _figure(name: str) -> str:
    (parameter,) = (one for one in PARAMETERS if one.id == name)
    value = parameter.values[-1]
    unit = parameter.unit_of_measure
    return f"| `{name}` | {value.value} | {unit} | {value.source} |"


def page() -> str:
    """The whole page."""
    return HEAD + "".join(map(section, sorted(RULES, key=lambda rule: rule.id)))


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
