"""`bmv rules`: the promises and duties that can be checked, and where each is from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from brukermedvirkning.host import Host
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.outcomes import Severity
from brukermedvirkning.rules.rule import Rule, Scope
from brukermedvirkning_cli.context import App
from brukermedvirkning_cli.failures import FINE
from brukermedvirkning_cli.options import json_option, language_option
from brukermedvirkning_cli.output import Document
from brukermedvirkning_cli.shapes import period, period_text
from brukermedvirkning_cli.speaker import Speaker
from brukermedvirkning_cli.table import Block

__all__ = ["command", "document", "draw"]


def document(host: Host, say: Speaker) -> Document:
    """Every rule with its texts, their places not filled, and the plugin that offers it."""
    return {
        "rules": [
            _rule(offered.thing, offered.plugin.id, say)
            for offered in host.offers["bmv_rules"].values()
        ]
    }


def _rule(rule: Rule, plugin: str, say: Speaker) -> dict[str, Any]:
    return {
        "id": rule.id,
        "version": rule.version,
        "severity": str(rule.severity),
        "duty_holder": str(rule.duty_holder),
        "scope": str(rule.scope),
        "valid": period(rule.valid),
        "promise": rule.promise and str(rule.promise),
        "needs": list(rule.needs),
        "uses": list(rule.uses),
        "texts": say.templates("rules", rule.id),
        "source": rule.source,
        "plugin": plugin,
    }


def draw(found: Document, say: Speaker) -> Iterator[Block]:
    """Each rule in a few lines."""
    for rule in found["rules"]:
        yield rule["id"]
        yield from (f"    {text['text']}" for text in rule["texts"])
        yield "    " + say.word("rules.facts", **_facts(rule, say))
        if rule["promise"]:
            yield "    " + say.word("rules.promise", promise=rule["promise"])
        if rule["valid"] != {"start": None, "end": None}:
            yield "    " + say.word("rules.valid", period=period_text(rule["valid"]))
        for name in ("needs", "uses"):
            if rule[name]:
                yield "    " + say.word(
                    f"rules.{name}", **{name: ", ".join(rule[name])}
                )
        yield f"    {say.word('source')}: {rule['source']} ({rule['plugin']})"
    if not found["rules"]:
        yield say.word("none")


def _facts(rule: dict[str, Any], say: Speaker) -> dict[str, Any]:
    """What a rule weighs, what it is about and whose duty it is, in words."""
    concepts = {
        "severity": Severity(rule["severity"]),
        "scope": Scope(rule["scope"]),
        "duty_holder": DutyHolder(rule["duty_holder"]),
    }
    called = {name: say.concept(one)["label"]["text"] for name, one in concepts.items()}
    return {"version": rule["version"], **called}


@click.command(short_help="List the rules, whose duty each is, and its source.")
@language_option
@json_option
@click.pass_obj
def command(app: App, *, languages: tuple[str, ...], as_json: bool) -> int:
    """List the rules: what was promised, whose duty it is, and its source."""
    say = app.speaker(languages)
    app.show(document(app.host, say), draw, say, as_json=as_json)
    return FINE
