"""What a source must be able to carry for rows that are laid out beside the cases."""

from __future__ import annotations

from collections.abc import Mapping

from brukermedvirkning.domain.carries import Carries

__all__ = ["carried"]


def carried(carries: Carries, needed: Mapping[str, tuple[str, ...]]) -> Carries:
    """What a source carries of rows that are made of others: what it has all parts of.

    `needed` are those parts, by the path of what is laid out.
    """
    if carries.everything:
        return carries
    return Carries(
        paths=tuple(
            path for path, all_of in needed.items() if all(map(carries.can, all_of))
        )
    )
