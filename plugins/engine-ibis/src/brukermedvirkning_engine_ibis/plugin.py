"""What this distribution offers: the engines `duckdb` and `spark`, tables as Parquet."""

from __future__ import annotations

from collections.abc import Sequence

from brukermedvirkning.hookspecs import hookimpl
from brukermedvirkning.ports import Engine, PluginInfo, PluginLevel, Writer
from brukermedvirkning_engine_ibis import __version__
from brukermedvirkning_engine_ibis.duck import DuckDB
from brukermedvirkning_engine_ibis.spark import Spark
from brukermedvirkning_engine_ibis.writer import ParquetTables

__all__: list[str] = []


@hookimpl
def bmv_plugin_info() -> PluginInfo:
    """What the plugin is."""
    return PluginInfo(
        id="engine-ibis",
        version=__version__,
        title="Counts indicators over many cases on DuckDB and Spark",
        level=PluginLevel.CORE,
    )


@hookimpl
def bmv_engines() -> Sequence[Engine]:
    """DuckDB, embedded, and Spark, where it is installed."""
    return (DuckDB(), Spark())


@hookimpl
def bmv_writers() -> Sequence[Writer]:
    """The tables as Parquet."""
    return (ParquetTables(),)
