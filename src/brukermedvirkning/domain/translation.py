"""Codes followed along crosswalks on a day, and what such a translation cannot carry.

Nothing is chosen for the caller: where a code has several others, all are found, and
that they are several is a loss. What is lost is said with its reason, never left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import attrs

from brukermedvirkning.domain.coded import Code
from brukermedvirkning.domain.concept import Concept
from brukermedvirkning.domain.crosswalk import Crosswalk, Mapping
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.record import Id, Record, Text
from brukermedvirkning.domain.vocabulary import Match
from brukermedvirkning.errors import Fault, OutsidePeriodsError

__all__ = ["Loss", "LossKind", "Route", "Translation", "Way"]


class LossKind(Concept):
    """In which way a translation says less than the code did, or nothing."""

    CLOSE = "close"
    SHARED = "shared"
    SEVERAL = "several"
    NO_MAPPING = "no_mapping"
    OPEN = "open"
    OTHER_DAY = "other_day"


@attrs.frozen(kw_only=True)
class Loss(Record):
    """What a translation cannot carry of one code on its way to a scheme, and why.

    `codes` are the codes concerned: of `SHARED` those that become the same, of `SEVERAL`
    those to choose among, of `OPEN` those that nobody has verified. `nearest` is the
    period next to a day on which nothing holds.
    """

    nature: LossKind
    code: Code
    to_scheme: Id
    codes: tuple[Text, ...] = ()
    why: Text | None = None
    nearest: Period | None = None


@attrs.frozen(kw_only=True)
class Translation(Record):
    """What a code is in another scheme on a day: none, one or several, and the losses."""

    code: Code
    to_scheme: Id
    on: date | None = None
    crosswalks: tuple[Id, ...]
    found: tuple[Code, ...] = ()
    losses: tuple[Loss, ...] = ()

    @property
    def only(self) -> Code | None:
        """The one code that was found, or None where there is none or several."""
        return self.found[0] if len(self.found) == 1 else None

    @property
    def is_exact(self) -> bool:
        """Whether nothing is lost: the way back leads to the code again."""
        return not self.losses


@attrs.frozen(kw_only=True)
class Way(Record):
    """A crosswalk taken forwards, or backwards from its targets to its sources."""

    crosswalk: Crosswalk
    backwards: bool = False

    @property
    def from_scheme(self) -> str:
        """The scheme that it begins in."""
        one = self.crosswalk
        return one.to_scheme if self.backwards else one.from_scheme

    @property
    def to_scheme(self) -> str:
        """The scheme that it ends in."""
        one = self.crosswalk
        return one.from_scheme if self.backwards else one.to_scheme

    def _end(self, mapping: Mapping) -> str:
        return mapping.source if self.backwards else mapping.target

    def _begin(self, mapping: Mapping) -> str:
        return mapping.target if self.backwards else mapping.source

    def _mappings(self, code: str) -> tuple[Mapping, ...]:
        one = self.crosswalk
        return one.leading_to(code) if self.backwards else one.leading_from(code)

    def _beside(self, end: str) -> tuple[Mapping, ...]:
        one = self.crosswalk
        return one.leading_from(end) if self.backwards else one.leading_to(end)

    def follow(self, code: str, on: date | None) -> tuple[tuple[str, ...], list[Loss]]:
        """The codes at the end of the way, and what is lost on it.

        That there are several is not said here: along a route they may be one again.
        """
        known = self._mappings(code)
        verified = [mapping for mapping in known if mapping.verified]
        found = [mapping for mapping in verified if mapping.valid_on(on)]
        if not found:
            return self._nothing(code, on, known)
        exact = [mapping for mapping in found if mapping.match is Match.EXACT]
        if exact:
            return tuple(map(self._end, exact)), []
        losses = [loss for mapping in found for loss in self._lost(code, mapping, on)]
        return tuple(map(self._end, found)), losses

    def _nothing(
        self, code: str, on: date | None, known: tuple[Mapping, ...]
    ) -> tuple[tuple[str, ...], list[Loss]]:
        verified = [mapping.valid for mapping in known if mapping.verified]
        opened = [one for one in known if not one.verified and one.valid_on(on)]
        if verified:
            near = None if on is None else _nearest(verified, on)
            return (), [self._loss(LossKind.OTHER_DAY, code, nearest=near)]
        if opened:
            ends = tuple(map(self._end, opened))
            why = next((one.reference for one in opened if one.reference), None)
            return (), [self._loss(LossKind.OPEN, code, ends, why=why)]
        if self.crosswalk.is_spelling:
            return (code,), []
        return (), [self._loss(LossKind.NO_MAPPING, code, why=self._why_not(code))]

    def _lost(self, code: str, mapping: Mapping, on: date | None) -> Iterator[Loss]:
        """What is lost by a close mapping: its own loss, and who else ends there."""
        yield self._loss(LossKind.CLOSE, code, (self._end(mapping),), why=mapping.loss)
        others = dict.fromkeys(
            self._begin(other)
            for other in self._beside(self._end(mapping))
            if other.verified and other.valid_on(on) and self._begin(other) != code
        )
        if others:
            yield self._loss(LossKind.SHARED, code, tuple(others))

    def _why_not(self, code: str) -> str | None:
        if self.backwards:
            return None
        gaps = self.crosswalk.gaps
        return next((gap.why for gap in gaps if gap.source == code), None)

    def _loss(
        self,
        nature: LossKind,
        code: str,
        codes: tuple[str, ...] = (),
        *,
        why: str | None = None,
        nearest: Period | None = None,
    ) -> Loss:
        return Loss(
            nature=nature,
            code=Code(scheme=self.from_scheme, code=code),
            to_scheme=self.to_scheme,
            codes=codes,
            why=why,
            nearest=nearest,
        )


@attrs.frozen(kw_only=True)
class Route(Record):
    """One or several ways, one after the other."""

    ways: tuple[Way, ...]

    def _invariants(self) -> Iterator[Fault]:
        """There is at least one way.
        Each way begins in the scheme where the one before it ends.
        """
        if not self.ways:
            yield Fault(field="ways", expected="at least one way")
        for before, after in zip(self.ways, self.ways[1:], strict=False):
            if before.to_scheme != after.from_scheme:
                yield Fault(
                    field="ways",
                    found=after.from_scheme,
                    expected=f"a way that begins in {before.to_scheme}",
                )

    @property
    def from_scheme(self) -> str:
        """The scheme that it begins in."""
        return self.ways[0].from_scheme

    @property
    def to_scheme(self) -> str:
        """The scheme that it ends in."""
        return self.ways[-1].to_scheme

    def follow(self, code: str, on: date | None) -> Translation:
        """What a code is at the end of the route; a loss is never an error here."""
        here: tuple[str, ...] = (code,)
        losses: list[Loss] = []
        for way in self.ways:
            steps = [way.follow(one, on) for one in here]
            here = tuple(dict.fromkeys(end for ends, _ in steps for end in ends))
            losses += [loss for _, lost in steps for loss in lost]
        began = Code(scheme=self.from_scheme, code=code)
        if len(here) > 1:
            losses.append(
                Loss(
                    nature=LossKind.SEVERAL,
                    code=began,
                    to_scheme=self.to_scheme,
                    codes=here,
                )
            )
        return Translation(
            code=began,
            to_scheme=self.to_scheme,
            on=on,
            crosswalks=tuple(way.crosswalk.id for way in self.ways),
            found=tuple(Code(scheme=self.to_scheme, code=one) for one in here),
            losses=tuple(losses),
        )

    def translate(self, code: str, on: date | None) -> Translation:
        """The same, for a day on which something holds.

        Raises `OutsidePeriodsError`, which names the nearest period, where the code is
        mapped on other days and not on this one.
        """
        found = self.follow(code, on)
        for loss in found.losses:
            if loss.nature is LossKind.OTHER_DAY and not found.found:
                near = loss.nearest or Period()
                raise OutsidePeriodsError(
                    loss.code.scheme,
                    loss.code.code,
                    on=on,
                    first=near.start,
                    last=near.last_day,
                )
        return found


def _nearest(periods: list[Period], day: date) -> Period:
    """The period whose first or last day is nearest to a day that none of them holds."""

    def days_away(period: Period) -> int:
        if period.start is not None and day < period.start:
            return (period.start - day).days
        return (day - (period.last_day or day)).days

    return min(periods, key=days_away)
