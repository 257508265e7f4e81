"""What the tests of the command share: a still clock, a store of their own, no plugins
but those they name.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner, Result

from brukermedvirkning.domain.case import Case
from brukermedvirkning.hookspecs import hookimpl
from brukermedvirkning.ports import PluginInfo
from brukermedvirkning.serialization import to_document
from brukermedvirkning_cli.app import bmv as group
from brukermedvirkning_cli.context import App
from brukermedvirkning_store_sql import plugin as store_sql

# The tests of this folder share made-up cases; no package holds them.
sys.path.insert(0, str(Path(__file__).parent))
import cli_cases

BMV = Path(sys.executable).with_name("bmv")


class StillClock:
    """It is always 3 June 2024."""

    def now(self) -> datetime:
        return datetime(2024, 6, 3, 12, 0, tzinfo=UTC)


def made_app(*plugins: object, environ: dict[str, str] | None = None) -> App:
    return App(
        plugins=(store_sql, *plugins),
        entry_points=False,
        clock=StillClock(),
        environ=environ or {},
    )


@pytest.fixture
def app() -> Callable[..., App]:
    """Makes what a command is given: the core, the store, the plugins named."""
    return made_app


@pytest.fixture
def plugin() -> Callable[..., object]:
    """Makes a plugin on the spot; each hook returns what is given."""

    def make(name: str, **hooks: Any) -> object:
        info = PluginInfo(id=name, version="1", title=f"the plugin {name}")
        offers = {"bmv_plugin_info": info, **hooks}
        marked = {hook: _returning(thing) for hook, thing in offers.items()}
        return SimpleNamespace(__name__=name, **marked)

    return make


def _returning(thing: Any) -> Callable[[], Any]:
    @hookimpl
    def offer() -> Any:
        return thing

    return offer


@pytest.fixture
def store(tmp_path: Path) -> str:
    """The URL of a store that is not there yet."""
    return f"sqlite:///{(tmp_path / 'cases.db').as_posix()}"


@pytest.fixture
def bmv(store: str) -> Callable[..., Result]:
    """Runs a command within this process, over the store of the test."""

    def run(*arguments: object, stdin: Any = None, **made: Any) -> Result:
        plugins = made.pop("plugins", ())
        environ = made.pop("environ", {"BMV_STORE": store})
        return CliRunner().invoke(
            group,
            [str(argument) for argument in arguments],
            obj=made_app(*plugins, environ=environ),
            input=stdin,
        )

    return run


@pytest.fixture
def full_bmv(store: str) -> Callable[..., Result]:
    """Runs a command within this process, with every plugin that is installed."""

    def run(*arguments: object) -> Result:
        app = App(clock=StillClock(), environ={"BMV_STORE": store})
        return CliRunner().invoke(group, [str(one) for one in arguments], obj=app)

    return run


@pytest.fixture
def real_bmv(store: str, tmp_path: Path) -> Callable[..., subprocess.CompletedProcess]:
    """Runs the command as users do, in a process of its own."""

    def run(
        *arguments: object, env: dict[str, str] | None = None, **how: Any
    ) -> subprocess.CompletedProcess:
        environment = {"BMV_STORE": store, "HOME": str(tmp_path), **(env or {})}
        return subprocess.run(
            [BMV, *map(str, arguments)],
            env={**os.environ, **environment},
            check=False,
            capture_output=True,
            timeout=120,
            **how,
        )

    return run


@pytest.fixture
def rich_case() -> Case:
    """A case with something of everything that a page shows."""
    return cli_cases.rich_case()


@pytest.fixture
def log_case() -> Case:
    """A case of a source that has a place for contacts alone."""
    return cli_cases.log_case()


@pytest.fixture
def documents(tmp_path: Path) -> Callable[..., Path]:
    """Writes a file of case documents, one a line."""

    def write(*cases: Case, name: str = "cases.jsonl") -> Path:
        file = tmp_path / name
        text = "".join(f"{to_document(case)}\n" for case in cases)
        file.write_text(text, encoding="utf-8")
        return file

    return write


@pytest.fixture
def kept(bmv: Any, documents: Any, rich_case: Case, log_case: Case) -> Path:
    """The two made-up cases are in the store; the file they came from."""
    file = documents(rich_case, log_case)
    assert bmv("import", file).exit_code == 0
    return file
