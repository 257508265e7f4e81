"""English texts of the core's rules, as templates by id."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from brukermedvirkning.ports import Texts

__all__ = ["TEXTS"]


@cache
def _rules() -> Mapping[str, str]:
    content = files(__package__).joinpath("texts.en.toml").read_text("utf-8")
    texts: dict[str, str] = tomllib.loads(content)["rules"]
    return texts


TEXTS = (Texts(id="rules", language="en", messages=_rules),)
