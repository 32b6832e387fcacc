"""The command reference as Markdown, made from the commands themselves.

`python -m geomap.cli.reference > docs/reference/commands.md` writes it; a test
compares the page with the code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import typer

from . import app

EXIT_CODES = """\
## Exit codes

| code | meaning |
|---|---|
| 0 | all went well |
| 1 | some inputs had problems; the rest is written |
| 2 | the command line is wrong |
| 3 | nothing could be done, and the message says why |
"""


def reference() -> str:
    """Return the page: every command with its arguments, options and exit codes."""
    root = typer.main.get_command(app)
    return "\n".join(["# Commands", "", *_section(root, "geomap"), EXIT_CODES])


def _section(command: Any, path: str) -> Iterator[str]:  # noqa: ANN401 - typer's own
    """Yield a command's lines, then those of its sub-commands."""
    yield f"## `{path}`"
    yield ""
    yield re.sub(r"(?<!\n)\n(?!\n)", " ", command.help or "").strip()
    yield ""
    rows = [_row(parameter) for parameter in command.params]
    if rows:
        yield from ("| parameter | meaning | default |", "|---|---|---|", *rows, "")
    for name, child in getattr(command, "commands", {}).items():
        yield from _section(child, f"{path} {name}")


def _row(parameter: Any) -> str:  # noqa: ANN401 - typer's own
    """Return the table row of an argument or an option."""
    is_argument = parameter.param_type_name == "argument"
    names = [parameter.metavar or parameter.name.upper()]
    shown = ", ".join(
        f"`{name}`" for name in (names if is_argument else parameter.opts)
    )
    default = parameter.default
    has_default = isinstance(default, str | int | float) and default is not False
    stated = f"`{default}`" if has_default or "Path" in type(default).__name__ else ""
    return f"| {shown} | {parameter.help or ''} | {stated} |"


if __name__ == "__main__":
    typer.echo(reference(), nl=False)
