"""Links among participant keys: one person has one key, and a link can be taken back."""

from __future__ import annotations

from datetime import date

import attrs
from hypothesis import given
from hypothesis import strategies as st

from brukermedvirkning.domain.links import PersonLink, keys_of, person_keys

DAY, NEXT, LATER = date(2026, 1, 5), date(2026, 1, 6), date(2026, 6, 1)
PEOPLE = "abcdef"


@st.composite
def links(draw: st.DrawFn) -> tuple[PersonLink, ...]:
    """Links among a few people, some taken back."""
    pairs = draw(st.lists(st.permutations(PEOPLE).map(lambda p: p[:2]), max_size=6))
    ends = st.sampled_from((None, None, NEXT, LATER))
    return tuple(
        PersonLink(id=str(n), first=a, second=b, on=DAY, taken_back_on=draw(ends))
        for n, (a, b) in enumerate(pairs)
    )


def reachable(start: str, there: tuple[PersonLink, ...], on: date) -> set[str]:
    """Everybody whom links in force lead to, step by step."""
    found, before = {start}, 0
    while len(found) != before:
        before = len(found)
        for link in there:
            ends = {link.first, link.second}
            if link.holds_on(on) and ends & found:
                found |= ends
    return found


@given(links(), st.sampled_from((DAY, NEXT, LATER)))
def test_links_of_links_are_one_person_with_one_key(
    there: tuple[PersonLink, ...], on: date
) -> None:
    keys = person_keys(there, on)

    for one in PEOPLE:
        same = reachable(one, there, on)
        assert min(same) == keys.get(one, one)
        assert tuple(sorted(same)) == keys_of(one, there, on)


@given(links(), st.randoms(use_true_random=False))
def test_the_order_of_links_and_of_their_ends_is_nothing(
    there: tuple[PersonLink, ...], random
) -> None:
    turned = [
        attrs.evolve(link, first=link.second, second=link.first) for link in there
    ]
    random.shuffle(turned)

    assert person_keys(there, NEXT) == person_keys(turned, NEXT)


@given(links(), st.permutations(PEOPLE).map(lambda p: p[:2]))
def test_taking_a_link_back_gives_what_was_there_before_it(
    there: tuple[PersonLink, ...], pair: list[str]
) -> None:
    link = PersonLink(id="new", first=pair[0], second=pair[1], on=DAY)
    gone = attrs.evolve(link, taken_back_on=NEXT)

    assert person_keys(there, NEXT) == person_keys((*there, gone), NEXT)
    assert person_keys((*there, link), DAY) == person_keys((*there, gone), DAY)


def test_who_is_linked_with_nobody_has_one_key() -> None:
    link = PersonLink(id="l", first="a", second="b", on=DAY)

    assert keys_of("c", (link,), DAY) == ("c",)
    assert keys_of("a", (link,), DAY) == ("a", "b")
    assert keys_of("a", (attrs.evolve(link, taken_back_on=NEXT),), NEXT) == ("a",)
