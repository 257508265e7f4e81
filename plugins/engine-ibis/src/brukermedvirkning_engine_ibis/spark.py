"""The engine on Spark: for tables that one machine cannot hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import attrs

from brukermedvirkning.errors import StoreError
from brukermedvirkning.rules.expressions.window import Window
from brukermedvirkning.rules.indicators.definition import Definition
from brukermedvirkning.rules.indicators.tally import Key, Settings
from brukermedvirkning.tables import Form, Table, layout
from brukermedvirkning_engine_ibis.folder import check_columns, laid_out, no_table
from brukermedvirkning_engine_ibis.spark_session import opened

__all__ = ["Spark", "SparkTables"]

_CASTS = {
    Form.BOOL: "CAST({0} AS BOOLEAN)",
    Form.INT: "CAST({0} AS BIGINT)",
    Form.TEXT: "{0}",
    Form.DATE: "CAST(DATEDIFF(CAST({0} AS DATE), DATE'0001-01-01') + 1 AS BIGINT)",
    Form.MANY: "{0}",
}
"""How a column is read; days are counted as Python's ordinals are."""


@attrs.frozen
class Spark:
    """Counts indicators in SQL on Spark.

    In the session that it is given, and then beside what else is done there: its own
    tables and settings are not seen from outside. Without one it takes the session that
    is active, or starts one on this machine alone and closes it when it has counted.
    """

    id: str = attrs.field(default="spark", init=False)
    session: Any = attrs.field(default=None, kw_only=True, repr=False)

    def tally(
        self,
        definitions: Sequence[Definition],
        cases: Iterable[Any],
        window: Window,
        parameters: Settings | None = None,
        by: Sequence[str] = (),
    ) -> Counter[Key]:
        """How often each key occurs among the cases: what the reference engine gives.

        What the definitions need of the cases is laid out first, in a folder of this
        machine. Raises `StoreError` where Spark runs on others too, or does not start,
        and `DefinitionError` as the reference engine does.
        """
        from brukermedvirkning_engine_ibis.plan import make_plan

        if not definitions:
            return Counter()
        plan = make_plan(tuple(definitions), tuple(by), "pyspark")
        with opened(self.session) as session:
            if not session.sparkContext.master.startswith("local"):
                raise StoreError(
                    "the machines of a cluster cannot read what is laid out on this"
                    " one: export the tables to where all of them can, and count these"
                )
            with laid_out(cases, plan.sources, definitions) as folder:
                tables = SparkTables(folder, session=session)
                return tables.tally(definitions, window, parameters, by)

    def over(self, folder: Path | str) -> SparkTables:
        """The engine over the tables of a folder, Parquet or CSV.

        A folder elsewhere is named by its URL, as in `s3a://bucket/tables`.
        """
        return SparkTables(folder, session=self.session)


@attrs.frozen
class SparkTables:
    """Counts indicators over the tables of a folder, or of a URL that Spark reads."""

    folder: Path | str
    session: Any = attrs.field(default=None, kw_only=True, repr=False)

    def tally(
        self,
        definitions: Sequence[Definition],
        window: Window,
        parameters: Settings | None = None,
        by: Sequence[str] = (),
    ) -> Counter[Key]:
        """How often each key occurs among the cases of the tables.

        Raises `StoreError` where a table or a column is missing that is asked for, or
        Spark does not start, `DefinitionError` as the reference engine does.
        """
        from brukermedvirkning_engine_ibis.given import literals_of
        from brukermedvirkning_engine_ibis.plan import make_plan
        from brukermedvirkning_engine_ibis.reading import counted

        if not definitions:
            return Counter()
        plan = make_plan(tuple(definitions), tuple(by), "pyspark")
        given = literals_of(plan.known, definitions, window, parameters, "pyspark")
        tables = layout(definitions[0].schema)
        with opened(self.session) as session:
            for name, columns in plan.sources.items():
                found = self._table(session, tables[name], columns)
                found.createOrReplaceTempView(_quoted(name))
            for name, sql, view in plan.made:
                made = session.sql(sql.filled(given))
                # Reckoned once: else Spark reckons it again wherever it is read, and its
                # plan grows with every table that is made of another.
                kept = made if view else made.localCheckpoint()
                kept.createOrReplaceTempView(_quoted(name))
            return counted(plan, given, lambda sql: session.sql(sql).collect())

    def _table(self, session: Any, table: Table, columns: Sequence[str]) -> Any:
        """A table with the columns asked for, days as numbers. Raises `StoreError`."""
        file, cells = self._file(session, table.name)
        check_columns(self.folder, table.name, columns, file.columns)
        forms = {column.name: column.form for column in table.columns}
        return file.selectExpr(
            *(
                f"{_read(name, forms.get(name, Form.INT), cells)} AS {_quoted(name)}"
                for name in columns
            )
        )

    def _file(self, session: Any, name: str) -> tuple[Any, bool]:
        """The file of a table, and whether it is one of text cells."""
        from pyspark.errors import AnalysisException

        for ending, options in (("parquet", {}), ("csv", _CSV)):
            reader = session.read.options(**options)
            try:
                file = getattr(reader, ending)(f"{self._place()}/{name}.{ending}")
            except AnalysisException as error:
                if error.getCondition() != "PATH_NOT_FOUND":
                    raise
            else:
                return file, ending == "csv"
        raise no_table(self.folder, name)

    def _place(self) -> str:
        """The folder as Spark wants it, to which some letters are a pattern."""
        if isinstance(self.folder, str) and "://" in self.folder:
            return self.folder.rstrip("/")
        path = str(Path(self.folder).resolve())
        return "file://" + "".join(
            f"\\{letter}" if letter in "\\{}[]*?" else letter for letter in path
        )


_CSV = {"header": "true", "quote": '"', "escape": '"'}


def _read(name: str, form: Form, cells: bool) -> str:
    column = _quoted(name)
    if form is Form.MANY and cells:
        return f"FROM_JSON({column}, 'ARRAY<STRING>')"
    return _CASTS[form].format(column)


def _quoted(name: str) -> str:
    return "`" + name.replace("`", "``") + "`"
