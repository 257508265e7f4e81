"""One module per command, all of one shape: `document` gathers, `draw` shows, `command`.

`document` returns what `--json` prints. `draw` turns that into lines and tables.
`command` is what Click runs; it returns the exit code.
"""
