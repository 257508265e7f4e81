"""The reader `dk.star.log`: the page text of the log of Projekt Empowerment.

`text` turns bytes into lines, `page` finds the rows among them, `measures` and
`contacts` read one row each, `reader` makes a case of what they read.
"""

from __future__ import annotations

__all__: list[str] = []
