"""What `bmv` alone says of itself: the one list of commands, and the page of `--help`.

Nothing is imported here, so that the page costs little more than the interpreter. The
group of commands shows this very page, and loads its commands by this list.
"""

from __future__ import annotations

__all__ = ["COMMANDS", "EXIT_CODES", "OPTIONS", "SUMMARY", "page"]

SUMMARY = """\
What participants in labour-market services were promised, and what became of
it: cases in, timelines, findings and indicators out."""

COMMANDS: dict[str, str] = {
    "demo": "Lead a real case from its log to its indicators.",
    "import": "Read files, folders or standard input into the store.",
    "show": "Show a case: who, plan, timeline, contacts, decisions.",
    "access": "Tell who has read a case: when, for what, in which role.",
    "copy": "Give the participant their own complete copy of a case.",
    "audience": "Tell who will be able to read something, before it is written.",
    "check": "Check promises: what is not kept, what cannot be told.",
    "indicators": "Measure how well promises are kept over many cases.",
    "explain": "Name the records behind an indicator that a reader may see.",
    "export": "Write cases, or results, in another format.",
    "formats": "List the formats that can be read and written.",
    "plugins": "List the plugins that take part, and those that are broken.",
    "rules": "List the rules, whose duty each is, and its source.",
    "vocabularies": "List the vocabularies, or the codes of some of them.",
    "schema": "Print the JSON Schema of a case document.",
}
"""Each command with its summary, in the order of the work; the module bears its name."""

OPTIONS: dict[str, str] = {
    "--traceback": "Show where a fault of the program arose; may show personal data.",
    "--version": "Print the version.",
    "-h, --help": "Print this page, or that of a command.",
}

EXIT_CODES: dict[int, str] = {
    0: "fine",
    1: "findings or rejects",
    2: "wrong usage",
    3: "failure",
}


def page() -> str:
    """The page of `bmv --help`."""
    return "\n".join(
        [
            "Usage: bmv [OPTIONS] COMMAND [ARGS]...",
            "",
            *(f"  {line}" for line in SUMMARY.splitlines()),
            "",
            "Commands:",
            *_listed(COMMANDS),
            "",
            "Options:",
            *_listed(OPTIONS),
            "",
            "Exit codes: " + ", ".join(f"{n} {what}" for n, what in EXIT_CODES.items()),
            "",
        ]
    )


def _listed(things: dict[str, str]) -> list[str]:
    widest = max(map(len, things))
    return [f"  {name:{widest}}  {summary}" for name, summary in things.items()]
