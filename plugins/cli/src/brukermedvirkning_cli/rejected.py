"""What an import rejected, written down to be mended: a file for each format."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from brukermedvirkning.services import ImportReport, rejects_by_format
from brukermedvirkning_cli.context import App
from brukermedvirkning_cli.files import check_new, write_new

__all__ = ["write_rejects"]


def write_rejects(app: App, report: ImportReport, file: Path) -> None:
    """Write what can be mended to new files; none where nothing can."""
    files = _files(file, rejects_by_format(app.host, report))
    for path in files:
        check_new(path)
    for path, text in files.items():
        write_new(path, text)


def _files(file: Path, texts: Mapping[str, str]) -> Mapping[Path, str]:
    """The file with what goes into it; beside it one for each format, if several."""
    if len(texts) == 1:
        return dict.fromkeys((file,), *texts.values())
    return {
        file.with_name(f"{file.stem}.{format_id}{file.suffix}"): text
        for format_id, text in texts.items()
    }
