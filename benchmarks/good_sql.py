"""The twelve as somebody writes them who knows DuckDB and the tables: fused.

One pass over the contacts answers all that is asked of single contacts. The stored order
(case, row) replaces sorting, the gap to the contact held before stands in a neighbour
column, and both peaks come out of one sweep. The counts are those of `naive_sql.py`.
"""

from __future__ import annotations

from naive_sql import MONTHLY, WINDOW

SPELLS = """
CREATE TEMP TABLE spell AS
WITH {window},
running AS (
    SELECT e."case", e."enrolment.start" AS first,
           coalesce(e."enrolment.period.end", DATE '9999-12-31') AS last,
           max(coalesce(e."enrolment.period.end", DATE '9999-12-31')) OVER (
               PARTITION BY e."case" ORDER BY e."enrolment.start"
               ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS reached
    FROM enrolment e
)
SELECT "case", greatest(first, coalesce(reached, first)) AS first, last
FROM running WHERE reached IS NULL OR last > reached
"""

CONTACTS = """
CREATE TEMP TABLE of_case AS
WITH {window},
asked AS (
    SELECT c."case", c."contact.on" AS "on", c."contact.is_held" AS held,
           c."contact.status" AS status, c."contact.is_individual" AS alone,
           c."contact.is_correspondence" AS letter,
           c."contact.is_individual" AND NOT c."contact.is_correspondence" AS talk,
           c."contact.form" AS form, c."contact.recorded_by_staff" AS by_staff,
           CASE WHEN c."contact.is_held"
                 AND c."contact.on" - c."contact.days_since_previous_held"::INT
                     >= win."from"
                THEN c."contact.days_since_previous_held" END AS gap,
           s."case" IS NOT NULL AS enrolled
    FROM contact c CROSS JOIN win LEFT JOIN spell s
      ON s."case" = c."case" AND s.first <= c."contact.on" AND c."contact.on" < s.last
    WHERE c."contact.on" >= win."from" AND c."contact.on" < win.asked_until
),
told AS (
    SELECT *, held AND alone AND form IS NOT NULL AS one,
           enrolled AND (held AND talk) AS month,
           enrolled AND (status = 'planned' AND talk) AS planned,
           enrolled AND (status = 'not_held' AND talk) AS missed,
           enrolled AND (held AND NOT alone) AS grouped,
           enrolled AND (held AND letter) AS letters
    FROM asked
)
SELECT "case",
    count(*) FILTER (held) AS held,
    count(*) FILTER (held IS NULL) AS unheld,
    count(*) FILTER (one) AS of,
    count(*) FILTER (one AND form = 'in_person') AS met,
    count(*) FILTER (one AND form = 'in_person' AND by_staff) AS by_staff,
    count(*) FILTER (one AND form = 'in_person' AND by_staff IS NULL) AS by_unknown,
    count(*) FILTER (held IS NOT FALSE AND alone IS NOT FALSE AND one IS NOT TRUE)
        AS unplaced,
    max(gap) AS gap,
    count(*) FILTER (month) AS month, count(*) FILTER (month IS NULL) AS month_no,
    count(*) FILTER (planned) AS planned,
    count(*) FILTER (planned IS NULL) AS planned_no,
    count(*) FILTER (missed) AS missed, count(*) FILTER (missed IS NULL) AS missed_no,
    count(*) FILTER (grouped) AS grouped,
    count(*) FILTER (grouped IS NULL) AS grouped_no,
    count(*) FILTER (letters) AS letters,
    count(*) FILTER (letters IS NULL) AS letters_no
FROM told GROUP BY "case"
"""

TIMES = """
CREATE TEMP TABLE times AS
WITH {window},
covered AS (
    SELECT s."case", sum(greatest(
        least(s.last, win.asked_until) - greatest(s.first, win."from"), 0)) AS days
    FROM spell s, win GROUP BY s."case"
)
SELECT coalesce(covered.days, 0) AS days, count(*) AS times
FROM "case" LEFT JOIN covered ON covered."case" = "case"."case" GROUP BY 1
"""

SILENCES = """
CREATE TEMP TABLE silence AS
WITH {window},
talks AS (
    SELECT "case", "contact.on" AS "on",
           "contact.is_held" AND CASE
               WHEN "contact.nature" IN ('conversation', 'development_talk',
                    'cross_disciplinary_meeting', 'introduction', 'workplace_visit',
                    'other') THEN true
               WHEN "contact.nature" = 'correspondence'
                    THEN "contact.direction" = 'both'
               WHEN "contact.nature" IS NOT NULL THEN false END AS broken
    FROM contact
),
stepped AS (
    SELECT "case", "on", broken,
           CASE WHEN lag("case") OVER () = "case" THEN lag("on") OVER () END AS before
    FROM talks WHERE broken IS NOT FALSE
),
spells AS (
    SELECT e."case", e."row", e."enrolment.start" AS first,
           least(coalesce(e."enrolment.exit.on", win.as_of), win.as_of, win."until")
               AS last
    FROM enrolment e, win
    WHERE e."enrolment.start" < win.asked_until
      AND (e."enrolment.period.end" IS NULL OR e."enrolment.period.end" > win."from")
),
of_spell AS (
    SELECT s."case", s."row", any_value(s.first) AS first, any_value(s.last) AS last,
           max(t."on" - greatest(coalesce(t.before, s.first), s.first)) AS gap,
           max(t."on") AS reached, bool_or(t."case" IS NOT NULL AND t.broken IS NULL)
               AS doubtful
    FROM spells s LEFT JOIN stepped t
      ON t."case" = s."case" AND t."on" BETWEEN s.first AND s.last
    GROUP BY s."case", s."row"
)
SELECT "case", NOT doubtful AS told,
       greatest(coalesce(gap, 0), greatest(first, last) - coalesce(reached, first))
           AS longest
FROM of_spell
"""

PEAKS = """
CREATE TEMP TABLE peak AS
WITH {window},
running AS (
    SELECT i."case", i."row", i."intervention.period.start" AS first,
           i."intervention.period.end" AS last,
           i."intervention.weekly_minutes" AS minutes,
           coalesce(i."intervention.counts_as_load", false) AS weighs
    FROM intervention i, win
    WHERE i."intervention.status" IS DISTINCT FROM 'never_started'
      AND i."intervention.period.start" < win.asked_until
      AND (i."intervention.period.end" IS NULL
           OR i."intervention.period.end" > win."from")
),
stretches AS (
    SELECT "case", first, last, minutes, weighs FROM running
    UNION ALL
    SELECT r."case", p."intervention.pauses.start", p."intervention.pauses.end",
           -r.minutes, r.weighs
    FROM running r JOIN "intervention.pauses" p USING ("case", "row"), win
    WHERE p."intervention.pauses.start" < win.asked_until
      AND p."intervention.pauses.end" > win."from"
),
changes AS (
    SELECT "case", greatest(first, win."from") AS "on", minutes, weighs
    FROM stretches, win
    UNION ALL
    SELECT "case", last, -minutes, weighs FROM stretches, win
    WHERE last < win.asked_until
),
by_day AS (
    SELECT "case", "on", sum(minutes) AS "all",
           sum(CASE WHEN weighs THEN minutes ELSE 0 END) AS load
    FROM changes GROUP BY "case", "on"
),
loads AS (
    SELECT "case", sum("all") OVER sweep AS "all", sum(load) OVER sweep AS load
    FROM by_day WINDOW sweep AS (PARTITION BY "case" ORDER BY "on")
),
highest AS (
    SELECT "case", greatest(max("all"), 0) AS "all", greatest(max(load), 0) AS load
    FROM loads GROUP BY "case"
),
told AS (
    SELECT "case", count(minutes) = count(*) AS told,
           count(minutes) FILTER (weighs) = count(*) FILTER (weighs) AS load_told,
           bool_or(weighs) AS weighs
    FROM running GROUP BY "case"
)
SELECT h.*, t.told, t.load_told, t.weighs FROM highest h JOIN told t USING ("case")
"""

LEFT = """
CREATE TEMP TABLE left_in AS
WITH {window}
SELECT e."case", e."enrolment.exit.category" AS category
FROM enrolment e, win
WHERE e."enrolment.exit.on" >= win."from" AND e."enrolment.exit.on" < win.asked_until
"""

MADE = tuple(
    sql.replace("{window}", WINDOW)
    for sql in (SPELLS, CONTACTS, TIMES, SILENCES, PEAKS, LEFT)
)
"""What is made first, in this order."""


PEAK = """
SELECT '{indicator}', 'cases', 0, count(*) FROM peak WHERE {told} AND {weighs}
UNION ALL SELECT '{indicator}', 'observed', {value}, count(*) FROM peak
WHERE {told} AND {weighs} GROUP BY 3
UNION ALL SELECT '{indicator}', 'unplaced', 0, count(*) FROM peak
WHERE NOT {told} AND {weighs}
"""

MONTH = """
SELECT '{indicator}', 'cases', 0, count(*) FROM "case"
UNION ALL SELECT '{indicator}', 'events.observed', 1, sum({column}) FROM of_case
UNION ALL SELECT '{indicator}', 'events.unplaced', 0, sum({column}_no) FROM of_case
UNION ALL SELECT '{indicator}', 'time.observed', days, times FROM times
"""

OTHERS = """
SELECT 'contact.held', 'cases', 0, count(*) FROM of_case WHERE held > 0
UNION ALL SELECT 'contact.held', 'counted', 0, sum(held) FROM of_case
UNION ALL SELECT 'contact.held', 'unplaced', 0, sum(unheld) FROM of_case
UNION ALL SELECT 'contact.in-person', 'cases', 0, count(*) FROM of_case WHERE of > 0
UNION ALL SELECT 'contact.in-person', 'numerator', 0, sum(met - by_staff - by_unknown)
FROM of_case
UNION ALL SELECT 'contact.in-person', 'numerator', 1, sum(by_staff) FROM of_case
UNION ALL SELECT 'contact.in-person', 'numerator', 2, sum(by_unknown) FROM of_case
UNION ALL SELECT 'contact.in-person', 'negative', 0, sum(of - met) FROM of_case
UNION ALL SELECT 'contact.in-person', 'unplaced', 0, sum(unplaced) FROM of_case
UNION ALL SELECT 'contact.in-person', 'cluster', of * (of + 1) // 2 + met, count(*)
FROM of_case WHERE of > 0 GROUP BY 3
UNION ALL SELECT 'contact.longest-gap', 'cases', 0, count(*) FROM of_case
WHERE gap > 0 AND unheld = 0
UNION ALL SELECT 'contact.longest-gap', 'observed', gap, count(*) FROM of_case
WHERE gap > 0 AND unheld = 0 GROUP BY 3
UNION ALL SELECT 'contact.longest-gap', 'unplaced', 0, count(*) FROM of_case
WHERE gap > 0 AND unheld > 0
UNION ALL SELECT 'contact.longest-silence', 'cases', 0, count(DISTINCT "case")
FROM silence WHERE told
UNION ALL SELECT 'contact.longest-silence', 'observed', longest, count(*)
FROM silence WHERE told GROUP BY 3
UNION ALL SELECT 'contact.longest-silence', 'unplaced', 0, count(*)
FROM silence WHERE NOT told
UNION ALL SELECT 'exit.distribution', 'cases', 0, count(DISTINCT "case") FROM left_in
UNION ALL SELECT 'exit.distribution', coalesce('category.' || category, 'not_recorded'),
0, count(*) FROM left_in GROUP BY 2
"""


def _filled(sql: str, **words: str) -> str:
    for name, word in words.items():
        sql = sql.replace(f"{{{name}}}", word)
    return sql


_PEAK = "intervention.peak-weekly-hours"
_COLUMNS = ("month", "planned", "missed", "grouped", "letters")
ASKED = " UNION ALL ".join(
    (
        OTHERS,
        *(
            _filled(MONTH, indicator=indicator, column=column)
            for indicator, column in zip(MONTHLY, _COLUMNS, strict=True)
        ),
        _filled(PEAK, indicator=_PEAK, told="told", weighs="true", value='"all"'),
        _filled(
            PEAK,
            indicator=f"{_PEAK}.load",
            told="load_told",
            weighs="weighs",
            value="load",
        ),
    )
)
"""All counts: indicator, label, value and how often."""
