"""Make docs/reference/vocabularies.md from what plugins offer.

`python tools/vocabularies_page.py`; `python tools/vocabularies_page.py --lacks se` lists
the codes of the core that have no label in a language.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from brukermedvirkning.builtin.words import core_lists
from brukermedvirkning.domain.vocabulary import Term, Vocabulary
from brukermedvirkning.host import Host

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "vocabularies.md"
LANGUAGES = {
    "en": "English",
    "nb": "bokmål",
    "nn": "nynorsk",
    "da": "dansk",
    "se": "davvisámegiella",
}

HEAD = """# Vocabularies

What the codes of the core and of the two countries are called. Made from the files of
the plugins, one scheme a file, by `tools/vocabularies_page.py`;
[](../how-to/write-a-vocabulary.md) says how such a file is written, and
`bmv vocabularies SCHEME` shows one with all that is known of it.

Nynorsk is proposed; a native reader has yet to confirm it. Northern Sámi stands only
where a source attests the word for this very thing. Where a language has no label,
another one is said in its place and marked as a fallback, in the documents as
`is_fallback` and on the pages by name.
"""


def core(host: Host) -> list[Vocabulary]:
    """The core's lists with the labels that the countries add, by scheme."""
    return [host.vocabularies[scheme] for scheme in core_lists()]


def lacking(host: Host, language: str) -> dict[str, list[str]]:
    """The codes of the core's lists that have no label in a language, by scheme."""
    found = {
        one.id: [t.notation for t in one.terms if _label(t, language) is None]
        for one in core(host)
    }
    return {scheme: notations for scheme, notations in found.items() if notations}


def page(host: Host) -> str:
    """The whole page."""
    return "\n".join(
        [
            HEAD,
            "## Schemes of the countries",
            "",
            "*Open* codes are listed, and never used to read data.",
            "",
            "| scheme | title | concepts | codes | open | languages | plugin |",
            "|---|---|---|---:|---:|---|---|",
            *_schemes(host),
            "",
            "## What Northern Sámi lacks",
            "",
            *_sami(host),
            "",
            "## Lists of the core",
            *(line for one in core(host) for line in _list(one)),
            "",
        ]
    )


def _schemes(host: Host) -> Iterator[str]:
    for scheme, offered in host.offers["bmv_vocabularies"].items():
        if scheme in core_lists():
            continue
        one: Vocabulary = offered.thing
        spoken = {label.language for term in one.terms for label in term.labels}
        cells = (
            f"`{scheme}`",
            one.title,
            f"`{one.concepts}`" if one.concepts else "",
            str(len({term.notation for term in one.terms})),
            str(sum(not term.verified for term in one.terms) or ""),
            ", ".join(sorted(spoken)),
            offered.plugin.id,
        )
        yield f"| {' | '.join(cells)} |"


def _sami(host: Host) -> Iterator[str]:
    lacks = lacking(host, "se")
    terms = {one.id: len(one.terms) for one in core(host)}
    missing = sum(map(len, lacks.values()))
    yield (
        f"Of {sum(terms.values())} codes of the core's lists, {missing} have no label"
        " in Northern Sámi:"
    )
    yield ""
    yield "| scheme | lacking | codes without a label |"
    yield "|---|---:|---|"
    for scheme, codes in lacks.items():
        yield (
            f"| `{scheme}` | {len(codes)} of {terms[scheme]} |"
            f" {' '.join(f'`{code}`' for code in codes)} |"
        )


def _list(vocabulary: Vocabulary) -> Iterator[str]:
    yield ""
    yield f"### `{vocabulary.id}`"
    yield ""
    yield f"{vocabulary.title}."
    yield ""
    yield f"| code | {' | '.join(LANGUAGES.values())} | must not be mistaken for |"
    yield f"|---|{'---|' * (len(LANGUAGES) + 1)}"
    for term in vocabulary.terms:
        labels = [_cell(term, language) for language in LANGUAGES]
        cells = (f"`{term.notation}`", *labels, term.note or "")
        yield f"| {' | '.join(cells)} |"


def _cell(term: Term, language: str) -> str:
    """A label with the other words for the same in brackets; – where there is none."""
    for label in term.labels:
        if label.language == language:
            also = f" ({', '.join(label.alternatives)})" if label.alternatives else ""
            return label.text + also
    return "–"


def _label(term: Term, language: str) -> str | None:
    texts = {label.language: label.text for label in term.labels}
    return texts.get(language)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--lacks"]:
        for place, codes in lacking(Host.load(), sys.argv[2]).items():
            print(place, *codes)
    else:
        PAGE.write_text(page(Host.load()), "utf-8")
