"""Twelve built-in indicators counted by hand: one pass, plain local counters.

It is what somebody would write who knows the twelve and nothing else, with the domain's
own properties. `indicators.py` sets generated Python beside it, once both have counted
the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta

from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.concepts import (
    ContactForm,
    ContactKind,
    ContactStatus,
    Direction,
    ExitCategory,
    InterventionStatus,
)
from brukermedvirkning.rules.expressions.folding import covered_days, peak_load
from brukermedvirkning.rules.expressions.operations import PLAIN
from brukermedvirkning.rules.expressions.window import Window
from brukermedvirkning.rules.indicators.tally import Key, pair

SILENCE_KINDS = frozenset(
    {
        ContactKind.CONVERSATION,
        ContactKind.DEVELOPMENT_TALK,
        ContactKind.CROSS_DISCIPLINARY_MEETING,
        ContactKind.INTRODUCTION,
        ContactKind.WORKPLACE_VISIT,
        ContactKind.OTHER,
    }
)
MONTHLY = ("", ".planned", ".not-held", ".group", ".letters")
PEAKS = ("", ".load")
BY_HAND = (
    "exit.distribution",
    "contact.held",
    "contact.in-person",
    "contact.longest-gap",
    "contact.longest-silence",
    *(f"contact.per-month{suffix}" for suffix in MONTHLY),
    *(f"intervention.peak-weekly-hours{suffix}" for suffix in PEAKS),
)
days_within = PLAIN["days_within"]


def tally_by_hand(cases: Iterable[Case], window: Window) -> Counter[Key]:  # noqa: C901, PLR0912, PLR0915 - written out is what it is for
    """The same counts as the generated function gives, with the defaults."""
    start, end, as_of = window.start, window.end, window.as_of
    asked_until = min(end, as_of + timedelta(days=1))
    silent_until_at_most = min(as_of, end)
    held_cases = held_counted = held_blind = held_unplaced = held_lost = 0
    person_cases = person_lost = person_unplaced = person_blind = 0
    person_yes = person_yes_staff = person_yes_unknown_hand = person_no = 0
    person_clusters: Counter[tuple[int, int]] = Counter()
    gap_cases = gap_lost = gap_unplaced = gap_blind = 0
    gaps: Counter[int] = Counter()
    silence_cases = silence_lost = silence_unplaced = silence_blind = 0
    silence_not_recorded = 0
    silences: Counter[int] = Counter()
    exit_cases = exit_lost = exit_blind = exit_not_recorded = 0
    exits: Counter[ExitCategory] = Counter()
    month_cases = [0] * 5
    month_seen = [0] * 5
    month_lost = [0] * 5
    month_unplaced = [0] * 5
    month_blind = [0] * 5
    time_lost = time_not_recorded = time_blind = 0
    times: Counter[int] = Counter()
    peak_cases, peak_lost = [0, 0], [0, 0]
    peak_unplaced, peak_blind = [0, 0], [0, 0]
    peaks: tuple[Counter[int], Counter[int]] = (Counter(), Counter())

    for case in cases:
        if case.registered_in_error:
            continue
        carries = case.origin.carries
        if carries.everything:
            can_contact = can_status = can_form = can_nature = can_direction = True
            can_enrolment = can_exit = can_start = True
            can_intervention = can_minutes = can_pauses = True
        else:
            can = carries.can
            can_contact, can_status = can("contact"), can("contact.status")
            can_form, can_nature = can("contact.form"), can("contact.nature")
            can_direction = can("contact.direction")
            can_enrolment, can_exit = can("enrolment"), can("enrolment.exit")
            can_start = can("enrolment.start")
            can_intervention = can("intervention")
            can_minutes = can("intervention.weekly_minutes")
            can_pauses = can("intervention.pauses")
        held_able = can_contact and can_status
        person_able = held_able and can_form and can_nature
        enrolled_able = can_enrolment and can_exit and can_start
        month_able = held_able and can_nature and enrolled_able
        silence_able = month_able and can_direction
        enrolments = [one for one in case.enrolments if not one.registered_in_error]
        spans = [(one.period.start, one.period.end) for one in enrolments]
        day_after_last = case.origin.known_until
        if day_after_last is not None:
            day_after_last += timedelta(days=1)

        held_here = person_here = False
        month_here = [False] * 5
        rows = met = 0
        held_days = []
        all_held_told = True
        # Of each contact for the silence: its day, and whether it breaks one.
        breaking = []
        for contact in case.contacts:
            if contact.registered_in_error:
                continue
            on = contact.on
            held = contact.is_held
            kind = contact.nature.concept
            individual = contact.is_individual
            in_window = start <= on < end and on <= as_of
            if start <= on < asked_until:
                if held is None:
                    all_held_told = False
                elif held:
                    held_days.append(on)

            if held is False:
                breaks: bool | None = False
            else:
                direction = contact.direction
                if kind is ContactKind.UNKNOWN:
                    breaks = None
                elif kind in SILENCE_KINDS:
                    breaks = True
                elif kind is not ContactKind.CORRESPONDENCE:
                    breaks = False
                elif direction is Direction.UNKNOWN:
                    breaks = None
                else:
                    breaks = direction is Direction.BOTH
                if held is None and breaks:
                    breaks = None
            breaking.append((on, breaks))

            if not in_window:
                continue
            if held:
                held_here = True
                if held_able:
                    held_counted += 1
                else:
                    held_lost += 1
            elif held is None:
                if held_able:
                    held_unplaced += 1
                else:
                    held_blind += 1

            form = contact.form.concept
            if held and individual and form is not ContactForm.UNKNOWN:
                person_here = True
                if not person_able:
                    person_lost += 1
                else:
                    rows += 1
                    if form is not ContactForm.IN_PERSON:
                        person_no += 1
                    else:
                        met += 1
                        by_staff = contact.recorded_by_staff
                        if by_staff:
                            person_yes_staff += 1
                        elif by_staff is None:
                            person_yes_unknown_hand += 1
                        else:
                            person_yes += 1
            elif held is not False and individual is not False:
                if person_able:
                    person_unplaced += 1
                else:
                    person_blind += 1

            # The five sorts of contact a month: true, false or unknown for each.
            status = contact.status
            letter = contact.is_correspondence
            talk = (
                False
                if individual is False or letter is True
                else None
                if individual is None
                else True
            )
            unknown = status is ContactStatus.UNKNOWN
            enrolled: bool | None = None
            looked = False
            for number, (one, other) in enumerate(
                (
                    (held, talk),
                    (None if unknown else status is ContactStatus.PLANNED, talk),
                    (None if unknown else status is ContactStatus.NOT_HELD, talk),
                    (held, None if individual is None else not individual),
                    (held, letter),
                )
            ):
                if one is False or other is False:
                    continue
                if not looked:
                    looked = True
                    enrolled = False if can_enrolment else None
                    for first, last in spans:
                        if first is None:
                            if can_enrolment and (last is None or on < last):
                                enrolled = None
                        elif first <= on and (last is None or on < last):
                            if can_enrolment:
                                enrolled = True
                            break
                if enrolled is False:
                    continue
                if one and other and enrolled:
                    month_here[number] = True
                    if month_able:
                        month_seen[number] += 1
                    else:
                        month_lost[number] += 1
                elif month_able:
                    month_unplaced[number] += 1
                else:
                    month_blind[number] += 1

        held_cases += held_here
        person_cases += person_here
        if rows:
            person_clusters[rows, met] += 1
        for number in range(5):
            # Every case has its time side, whatever its contacts.
            month_cases[number] += 1

        days = len(set(held_days))
        if can_contact and all_held_told and days >= 2:
            gap_cases += 1
            if held_able:
                longest = 0
                before = held_days[0]
                for day in held_days:
                    if (gap := (day - before).days) > longest:
                        longest = gap
                    before = day
                gaps[longest] += 1
            else:
                gap_lost += 1
        elif not can_contact or days >= 2:
            if held_able:
                gap_unplaced += 1
            else:
                gap_blind += 1

        silence_here = exit_here = False
        for enrolment in enrolments:
            left = enrolment.exit
            begun, known_from = enrolment.start, case.origin.known_from
            within = days_within(enrolment.period, start, asked_until)
            if within is None or within > 0:
                first = None if begun is None else max(begun, known_from or begun)
                until = min(
                    as_of if left is None else left.on,
                    case.origin.known_until or as_of,
                    silent_until_at_most,
                )
                told: bool | None = True
                longest = 0
                reached = start if first is None else first
                for on, breaks in breaking:
                    if first is None:
                        if breaks is None:
                            told = told and None
                        continue
                    if first <= on <= until:
                        if breaks is None:
                            told = None
                        elif breaks:
                            if (gap := (on - reached).days) > longest:
                                longest = gap
                            reached = on
                if first is not None and can_contact:
                    final = max(first, until)
                    longest = max(longest, (final - reached).days)
                if within is not None and can_contact and told is not None:
                    silence_here = True
                    if not silence_able:
                        silence_lost += 1
                    elif first is None:
                        silence_not_recorded += 1
                    else:
                        silences[longest] += 1
                elif silence_able:
                    silence_unplaced += 1
                else:
                    silence_blind += 1

            if left is None:
                if not can_exit:
                    exit_blind += 1
            elif start <= left.on < end and left.on <= as_of:
                exit_here = True
                if not (can_enrolment and can_exit):
                    exit_lost += 1
                elif left.category.concept.is_unknown:
                    exit_not_recorded += 1
                else:
                    exits[left.category.concept] += 1
        silence_cases += silence_here
        exit_cases += exit_here

        if not month_able:
            time_lost += 1
        else:
            told_from = max(start, case.origin.known_from or start)
            told_until = min(asked_until, day_after_last or asked_until)
            covered = covered_days(
                [one.period for one in enrolments], told_from, told_until
            )
            if covered is None:
                time_not_recorded += 1
            else:
                times[covered] += 1
        if not can_contact:
            held_blind += 1
            person_blind += 1
            time_blind += 1
        if not can_enrolment:
            silence_blind += 1
            exit_blind += 1

        peak_any = [False, False]
        peak_open = [False, False]
        peak_rows: tuple[list[object], list[object]] = ([], [])
        for intervention in case.interventions:
            if intervention.registered_in_error:
                continue
            if intervention.status is InterventionStatus.NEVER_STARTED:
                continue
            within = days_within(intervention.period, start, asked_until)
            if within is not None and within <= 0:
                continue
            minutes = intervention.weekly_minutes
            pauses = intervention.pauses or (() if can_pauses else None)
            for number in range(1 + (intervention.counts_as_load is True)):
                if within is None:
                    peak_open[number] = True
                else:
                    peak_any[number] = True
                    peak_open[number] |= minutes is None
                    peak_rows[number].append((intervention.period, minutes, pauses))
        peak_able = can_intervention and can_minutes
        for number in range(2):
            if can_intervention and peak_any[number] and not peak_open[number]:
                peak_cases[number] += 1
                if peak_able:
                    found = peak_load(peak_rows[number], start, asked_until)  # type: ignore[arg-type]
                    peaks[number][found] += 1
                else:
                    peak_lost[number] += 1
            elif not can_intervention or peak_open[number]:
                if peak_able:
                    peak_unplaced[number] += 1
                else:
                    peak_blind[number] += 1

    counts: Counter[Key] = Counter()

    def put(indicator: str, **labels: int) -> None:
        for label, times_ in labels.items():
            counts[Key(indicator, (), label.replace("__", "."))] += times_

    put(
        "contact.held",
        cases=held_cases,
        counted=held_counted,
        cannot_tell=held_lost,
        unplaced=held_unplaced,
        blind=held_blind,
    )
    put(
        "contact.in-person",
        cases=person_cases,
        numerator=person_yes,
        negative=person_no,
        cannot_tell=person_lost,
        unplaced=person_unplaced,
        blind=person_blind,
    )
    counts[Key("contact.in-person", (), "numerator", 1)] = person_yes_staff
    counts[Key("contact.in-person", (), "numerator", 2)] = person_yes_unknown_hand
    for (of, yes), often in person_clusters.items():
        counts[Key("contact.in-person", (), "cluster", pair(of, yes))] += often
    put(
        "contact.longest-gap",
        cases=gap_cases,
        cannot_tell=gap_lost,
        unplaced=gap_unplaced,
        blind=gap_blind,
    )
    put(
        "contact.longest-silence",
        cases=silence_cases,
        cannot_tell=silence_lost,
        not_recorded=silence_not_recorded,
        unplaced=silence_unplaced,
        blind=silence_blind,
    )
    put(
        "exit.distribution",
        cases=exit_cases,
        cannot_tell=exit_lost,
        not_recorded=exit_not_recorded,
        blind=exit_blind,
    )
    for category, often in exits.items():
        counts[Key("exit.distribution", (), f"category.{category}")] = often
    observed = [
        ("contact.longest-gap", "observed", gaps),
        ("contact.longest-silence", "observed", silences),
    ]
    for number, suffix in enumerate(MONTHLY):
        indicator = f"contact.per-month{suffix}"
        put(
            indicator,
            cases=month_cases[number],
            events__cannot_tell=month_lost[number],
            events__unplaced=month_unplaced[number],
            events__blind=month_blind[number],
            time__cannot_tell=time_lost,
            time__not_recorded=time_not_recorded,
            blind=time_blind,
        )
        counts[Key(indicator, (), "events.observed", 1)] = month_seen[number]
        observed.append((indicator, "time.observed", times))
    for number, suffix in enumerate(PEAKS):
        indicator = f"intervention.peak-weekly-hours{suffix}"
        put(
            indicator,
            cases=peak_cases[number],
            cannot_tell=peak_lost[number],
            unplaced=peak_unplaced[number],
            blind=peak_blind[number],
        )
        observed.append((indicator, "observed", peaks[number]))
    for indicator, label, numbers in observed:
        for number, often in numbers.items():
            counts[Key(indicator, (), label, number)] += often
    return +counts
