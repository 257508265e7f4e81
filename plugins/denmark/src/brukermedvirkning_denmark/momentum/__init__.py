"""KMD Momentum: the reader, the messenger and the connector `dk.momentum`.

`objects` turns a JSON text into notes and tasks, `rows` reads one of each, `build` makes a
case of them, `reader` ties them together. `messenger` writes what a jobcentre should have
in its journal, `connector` takes it there and fetches what is new, through `client`.

Source: KMD Momentum External API (github.com/amitxagarwal/MEA, c4401828, 2020) and
odense-rpa/momentum-client (c4716ec7, 2026); both are public code, no contract of KMD's.
"""

from __future__ import annotations

__all__: list[str] = []
