"""What the codes of a vocabulary mean in the core's words, as a crosswalk.

So that from code to concept, and from concept to code, goes the same way as from code to
code, with the same report of what is lost.
"""

from __future__ import annotations

from brukermedvirkning.domain.crosswalk import Crosswalk, Gap, Mapping
from brukermedvirkning.domain.vocabulary import Match, Term, Vocabulary, share_days

__all__ = ["core_scheme", "meanings"]


def core_scheme(concepts: str) -> str:
    """The scheme of one of the core's lists: `core.exit-category` for `ExitCategory`."""
    words = "".join(f"-{c.lower()}" if c.isupper() else c for c in concepts)
    return f"core.{words.lstrip('-')}"


def meanings(vocabulary: Vocabulary) -> Crosswalk | None:
    """From the codes of a vocabulary to the core concepts that they mean, as a crosswalk.

    None where it maps to none of the core's lists, or is one of them. A code without a concept is a gap. A
    concept that several codes mean exactly is a close one of each: none of them can be
    told from the others by it.
    """
    if vocabulary.concepts is None:
        return None
    scheme = core_scheme(vocabulary.concepts)
    if scheme == vocabulary.id:
        return None
    meant = [term for term in vocabulary.terms if term.concept is not None]
    verified = {term.notation for term in meant if term.verified}
    gaps = {
        term.notation: Gap(source=term.notation, why=term.note or _NO_CONCEPT)
        for term in vocabulary.terms
        if term.concept is None and term.notation not in verified
    }
    return Crosswalk(
        id=f"{vocabulary.id} means {scheme}",
        from_scheme=vocabulary.id,
        to_scheme=scheme,
        mappings=tuple(_meaning(term, meant, vocabulary.source) for term in meant),
        gaps=tuple(gaps.values()),
    )


_NO_CONCEPT = "No concept of the core fits."


def _meaning(term: Term, terms: list[Term], source: str | None) -> Mapping:
    loss = _meaning_lost(term, terms)
    return Mapping(
        source=term.notation,
        target=term.concept or "",
        match=Match.CLOSE if loss else Match.EXACT,
        valid=term.valid,
        verified=term.verified,
        loss=loss,
        reference=term.source or source,
    )


def _meaning_lost(term: Term, terms: list[Term]) -> str | None:
    if term.match is Match.CLOSE:
        return term.note or "A close match; its vocabulary does not say how."
    same = [
        other.notation
        for other in terms
        if other is not term
        and (other.match, other.concept) == (Match.EXACT, term.concept)
        and other.verified
        and share_days(other.valid, term.valid)
    ]
    return f"The same is meant by {', '.join(same)}." if same else None
