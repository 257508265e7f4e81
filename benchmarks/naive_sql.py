"""The twelve as an analyst writes them: a query for each, with joins and windows.

One question at a time, over the same files; nothing is shared between the questions, and
the neighbour columns are not used. A query gives label, value and how often: the very
counts of the library, so that all that is not known is counted here too.
"""

from __future__ import annotations

WINDOW = """
win AS (
    SELECT DATE '{start}' AS "from", DATE '{end}' AS "until", DATE '{as_of}' AS as_of,
           least(DATE '{end}', DATE '{as_of}' + 1) AS asked_until
)"""

HELD = """
asked AS (
    SELECT c."case", c."contact.is_held" AS held
    FROM contact c, win
    WHERE c."contact.on" >= win."from" AND c."contact.on" < win."until"
      AND c."contact.on" <= win.as_of
)
SELECT 'cases', 0, count(DISTINCT "case") FROM asked WHERE held
UNION ALL SELECT 'counted', 0, count(*) FROM asked WHERE held
UNION ALL SELECT 'unplaced', 0, count(*) FROM asked WHERE held IS NULL
"""

IN_PERSON = """
asked AS (
    SELECT c."case", c."contact.is_held" AS held, c."contact.is_individual" AS alone,
           c."contact.form" AS form, c."contact.recorded_by_staff" AS by_staff
    FROM contact c, win
    WHERE c."contact.on" >= win."from" AND c."contact.on" < win."until"
      AND c."contact.on" <= win.as_of
),
told AS (SELECT * FROM asked WHERE held AND alone AND form IS NOT NULL),
of_case AS (
    SELECT "case", count(*) AS of, count(*) FILTER (WHERE form = 'in_person') AS met
    FROM told GROUP BY "case"
)
SELECT 'cases', 0, count(DISTINCT "case") FROM told
UNION ALL SELECT 'numerator', CASE WHEN by_staff THEN 1 WHEN by_staff IS NULL THEN 2
                              ELSE 0 END, count(*)
FROM told WHERE form = 'in_person' GROUP BY 2
UNION ALL SELECT 'negative', 0, count(*) FROM told WHERE form <> 'in_person'
UNION ALL SELECT 'unplaced', 0, count(*) FROM asked
WHERE held IS NOT FALSE AND alone IS NOT FALSE
  AND NOT (coalesce(held, false) AND coalesce(alone, false) AND form IS NOT NULL)
UNION ALL SELECT 'cluster', of * (of + 1) // 2 + met, count(*) FROM of_case GROUP BY 2
"""

GAP = """
asked AS (
    SELECT c."case", c."contact.on" AS "on", c."contact.is_held" AS held
    FROM contact c, win
    WHERE c."contact.on" >= win."from" AND c."contact.on" < win.asked_until
),
gaps AS (
    SELECT "case", "on",
           "on" - lag("on") OVER (PARTITION BY "case" ORDER BY "on") AS gap
    FROM asked WHERE held
),
of_case AS (
    SELECT "case", max(gap) AS longest, count(DISTINCT "on") AS days
    FROM gaps GROUP BY "case"
),
unsure AS (SELECT DISTINCT "case" FROM asked WHERE held IS NULL),
known AS (
    SELECT o.*, u."case" IS NULL AS told
    FROM of_case o LEFT JOIN unsure u ON u."case" = o."case"
    WHERE o.days >= 2
)
SELECT 'cases', 0, count(*) FROM known WHERE told
UNION ALL SELECT 'observed', longest, count(*) FROM known WHERE told GROUP BY 2
UNION ALL SELECT 'unplaced', 0, count(*) FROM known WHERE NOT told
"""

SILENCE = """
spells AS (
    SELECT e."case", e."row", e."enrolment.start" AS first,
           least(coalesce(e."enrolment.exit.on", win.as_of), win.as_of, win."until")
               AS last
    FROM enrolment e, win
    WHERE e."enrolment.start" < win.asked_until
      AND (e."enrolment.period.end" IS NULL OR e."enrolment.period.end" > win."from")
),
talks AS (
    SELECT c."case", c."contact.on" AS "on", c."contact.is_held" AS held,
           CASE WHEN c."contact.nature" IN ('conversation', 'development_talk',
                    'cross_disciplinary_meeting', 'introduction', 'workplace_visit',
                    'other') THEN true
                WHEN c."contact.nature" = 'correspondence'
                    THEN c."contact.direction" = 'both'
                WHEN c."contact.nature" IS NOT NULL THEN false
           END AS "breaks"
    FROM contact c
),
inside AS (
    SELECT s."case", s."row", s.first, s.last, t."on", t.held AND t."breaks" AS broken
    FROM spells s JOIN talks t
      ON t."case" = s."case" AND t."on" BETWEEN s.first AND s.last
),
doubtful AS (SELECT DISTINCT "case", "row" FROM inside WHERE broken IS NULL),
steps AS (
    SELECT "case", "row", "on" FROM inside WHERE broken
    UNION ALL SELECT "case", "row", first FROM spells
    UNION ALL SELECT "case", "row", greatest(first, last) FROM spells
),
gaps AS (
    SELECT "case", "row",
           "on" - lag("on") OVER (PARTITION BY "case", "row" ORDER BY "on") AS gap
    FROM steps
),
of_spell AS (
    SELECT g."case", g."row", max(g.gap) AS longest
    FROM gaps g GROUP BY g."case", g."row"
),
known AS (
    SELECT o.*, d."case" IS NULL AS told
    FROM of_spell o LEFT JOIN doubtful d ON d."case" = o."case" AND d."row" = o."row"
)
SELECT 'cases', 0, count(DISTINCT "case") FROM known WHERE told
UNION ALL SELECT 'observed', longest, count(*) FROM known WHERE told GROUP BY 2
UNION ALL SELECT 'unplaced', 0, count(*) FROM known WHERE NOT told
"""

PER_MONTH = """
enrolled AS (
    SELECT c."case", c."row", c."contact.is_held" AS held, c."contact.status" AS status,
           c."contact.is_individual" AS alone, c."contact.is_correspondence" AS letter
    FROM contact c, win
    WHERE c."contact.on" >= win."from" AND c."contact.on" < win."until"
      AND c."contact.on" <= win.as_of
      AND EXISTS (
          SELECT 1 FROM enrolment e
          WHERE e."case" = c."case" AND e."enrolment.start" <= c."contact.on"
            AND (e."enrolment.period.end" IS NULL
                 OR e."enrolment.period.end" > c."contact.on"))
),
asked AS (SELECT {test} AS counted FROM enrolled),
spells AS (
    SELECT e."case", greatest(e."enrolment.start", win."from") AS first,
           least(coalesce(e."enrolment.period.end", win.asked_until), win.asked_until)
               AS last
    FROM enrolment e, win
),
running AS (
    SELECT "case", first, last, max(last) OVER (
        PARTITION BY "case" ORDER BY first, last
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS reached
    FROM spells WHERE first < last
),
covered AS (
    SELECT "case", sum(greatest(last - greatest(first, coalesce(reached, first)), 0))
        AS days
    FROM running GROUP BY "case"
),
of_case AS (
    SELECT coalesce(covered.days, 0) AS days
    FROM "case" LEFT JOIN covered ON covered."case" = "case"."case"
)
SELECT 'cases', 0, count(*) FROM "case"
UNION ALL SELECT 'events.observed', 1, count(*) FROM asked WHERE counted
UNION ALL SELECT 'events.unplaced', 0, count(*) FROM asked WHERE counted IS NULL
UNION ALL SELECT 'time.observed', days, count(*) FROM of_case GROUP BY 2
"""

EXITS = """
left_in AS (
    SELECT e."case", e."enrolment.exit.category" AS category
    FROM enrolment e, win
    WHERE e."enrolment.exit.on" >= win."from" AND e."enrolment.exit.on" < win."until"
      AND e."enrolment.exit.on" <= win.as_of
)
SELECT 'cases', 0, count(DISTINCT "case") FROM left_in
UNION ALL SELECT coalesce('category.' || category, 'not_recorded'), 0, count(*)
FROM left_in GROUP BY 1
"""

PEAK = """
running AS (
    SELECT i."case", i."row", i."intervention.period.start" AS first,
           i."intervention.period.end" AS last,
           i."intervention.weekly_minutes" AS minutes
    FROM intervention i, win
    WHERE (i."intervention.status" IS NULL OR i."intervention.status" <> 'never_started')
      AND i."intervention.period.start" < win.asked_until
      AND (i."intervention.period.end" IS NULL
           OR i."intervention.period.end" > win."from")
      {weighs}
),
pauses AS (
    SELECT r."case", p."intervention.pauses.start" AS first,
           p."intervention.pauses.end" AS last, r.minutes
    FROM running r JOIN "intervention.pauses" p
      ON p."case" = r."case" AND p."row" = r."row"
),
changes AS (
    SELECT "case", greatest(first, win."from") AS "on", minutes AS change
    FROM running, win
    UNION ALL SELECT "case", last, -minutes FROM running, win WHERE last < asked_until
    UNION ALL SELECT "case", greatest(first, win."from"), -minutes
    FROM pauses, win WHERE first < asked_until AND last > win."from"
    UNION ALL SELECT "case", last, minutes
    FROM pauses, win WHERE first < asked_until AND last > win."from"
      AND last < asked_until
),
by_day AS (SELECT "case", "on", sum(change) AS change FROM changes GROUP BY "case", "on"),
loads AS (
    SELECT "case", sum(change) OVER (PARTITION BY "case" ORDER BY "on") AS weight
    FROM by_day
),
of_case AS (
    SELECT "case", greatest(max(weight), 0) AS peak FROM loads GROUP BY "case"
),
known AS (
    SELECT o.*, NOT EXISTS (
        SELECT 1 FROM running r WHERE r."case" = o."case" AND r.minutes IS NULL
    ) AS told
    FROM of_case o
)
SELECT 'cases', 0, count(*) FROM known WHERE told
UNION ALL SELECT 'observed', peak, count(*) FROM known WHERE told GROUP BY 2
UNION ALL SELECT 'unplaced', 0, count(*) FROM known WHERE NOT told
"""

_TALK = "(alone AND NOT letter)"
MONTHLY = {
    "contact.per-month": f"held AND {_TALK}",
    "contact.per-month.planned": f"status = 'planned' AND {_TALK}",
    "contact.per-month.not-held": f"status = 'not_held' AND {_TALK}",
    "contact.per-month.group": "held AND NOT alone",
    "contact.per-month.letters": "held AND letter",
}
_LOAD = 'AND i."intervention.counts_as_load"'

NAIVE: dict[str, str] = {
    "exit.distribution": EXITS,
    "contact.held": HELD,
    "contact.in-person": IN_PERSON,
    "contact.longest-gap": GAP,
    "contact.longest-silence": SILENCE,
    **{name: PER_MONTH.replace("{test}", test) for name, test in MONTHLY.items()},
    "intervention.peak-weekly-hours": PEAK.replace("{weighs}", ""),
    "intervention.peak-weekly-hours.load": PEAK.replace("{weighs}", _LOAD),
}
"""Each query by its indicator, to be put after `WITH` and the window."""
