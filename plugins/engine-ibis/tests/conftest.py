"""One session of Spark for all tests: to start Java for each would take minutes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

# What is counted here is small, so that to compile it would take longer than to count.
SMALL = {
    "spark.master": "local[2]",
    "spark.default.parallelism": "1",
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.codegen.wholeStage": "false",
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What shares the session is run by one worker, or each would start one of its own.

    It comes first, since it takes longest.
    """
    for item in items:
        if _shares(item):
            item.add_marker(pytest.mark.xdist_group("spark"))
    items.sort(key=lambda item: not _shares(item))


def _shares(item: pytest.Item) -> bool:
    return "session" in getattr(item, "fixturenames", ())


@pytest.fixture(scope="session")
def session() -> Iterator[Any]:
    from brukermedvirkning_engine_ibis import spark_session

    with pytest.MonkeyPatch.context() as patch:
        for name, value in SMALL.items():
            patch.setitem(spark_session._OWN, name, value)
        with spark_session.opened(None) as found:
            yield found
