"""A session of Spark to count in: beside one that is there, or one of our own."""

from __future__ import annotations

import subprocess
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from brukermedvirkning.errors import StoreError

__all__ = ["opened"]

_OWN = {
    "spark.app.name": "brukermedvirkning",
    "spark.master": "local[*]",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.log.level": "OFF",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}
"""A session of our own: on this machine, silent, and nothing of it seen from outside."""
_COUNTING = {
    "spark.sql.ansi.enabled": "true",
    "spark.sql.caseSensitive": "true",
    "spark.sql.parquet.datetimeRebaseModeInRead": "CORRECTED",
}
"""What the SQL rests on, whatever else holds for a caller's session."""


@contextmanager
def opened(session: Any) -> Iterator[Any]:
    """A session beside the one given, the active one, or one that is closed afterwards.

    Raises `StoreError` where Spark is not installed or does not start.
    """
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise StoreError(
            "the engine spark needs PySpark:"
            " pip install 'brukermedvirkning-engine-ibis[spark]'"
        ) from None
    with warnings.catch_warnings():
        # It looks at the pandas that is installed, which has no part in this.
        warnings.filterwarnings("ignore", "PySpark does not yet", FutureWarning)
        found = session or SparkSession.getActiveSession()
        if found is not None:
            yield _beside(found)
            return
        with tempfile.TemporaryDirectory(prefix="brukermedvirkning-") as place:
            own = _started(place)
            try:
                yield _beside(own)
            finally:
                own.stop()


def _beside(session: Any) -> Any:
    """A session with tables and settings of its own, on the same Spark."""
    beside = session.newSession()
    for name, value in _COUNTING.items():
        beside.conf.set(name, value)
    context = session.sparkContext
    parts = "spark.sql.shuffle.partitions"
    if context.master.startswith("local"):
        beside.conf.set(parts, str(context.defaultParallelism))
    else:
        beside.conf.set(parts, session.conf.get(parts))
    return beside


def _started(place: str) -> Any:
    """A session on this machine; what Java says while it starts is not shown."""
    from pyspark import SparkConf, SparkContext
    from pyspark.errors import PySparkRuntimeError
    from pyspark.java_gateway import launch_gateway
    from pyspark.sql import SparkSession

    settings = SparkConf(loadDefaults=False)
    for name, value in _OWN.items():
        settings.set(name, value)
    settings.set("spark.local.dir", place)
    settings.set("spark.sql.warehouse.dir", f"{place}/warehouse")
    if SparkContext._gateway is None:  # noqa: SLF001 - one Java serves a whole process
        try:
            gateway = launch_gateway(settings, {"stderr": subprocess.DEVNULL})
        except PySparkRuntimeError:
            raise StoreError(
                "Spark does not start: it needs Java 17 or newer;"
                " install one, and name it in JAVA_HOME if it is not on the PATH"
            ) from None
        return SparkSession(SparkContext(conf=settings, gateway=gateway))
    return SparkSession(SparkContext(conf=settings))
