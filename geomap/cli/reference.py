"""The command reference as Markdown, made from the commands themselves.

`python -m geomap.cli.reference > docs/reference/commands.md` writes it; a test
compares the page with the code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import click
import typer

from . import app


def reference() -> str:
    """Return the page: every command with its arguments, options and exit codes."""
    root = typer.main.get_command(app)
    return "\n".join(["# Commands", "", *_section(root, "geomap"), *EXIT_CODES, ""])


EXIT_CODES = (
    "## Exit codes",
    "",
    "| code | meaning |",
    "|---|---|",
    "| 0 | all went well |",
    "| 1 | some inputs had problems; the rest is written |",
    "| 2 | the command line is wrong |",
    "| 3 | nothing could be done, and the message says why |",
)


def _section(command: click.Command, path: str) -> Iterator[str]:
    """Yield a command's lines, then those of its sub-commands."""
    yield f"## `{path}`"
    yield ""
    yield re.sub(r"(?<!\n)\n(?!\n)", " ", command.help or "").strip()
    yield ""
    rows = list(_rows(command))
    if rows:
        yield from ("| parameter | meaning | default |", "|---|---|---|", *rows, "")
    if isinstance(command, click.Group):
        for name, child in command.commands.items():
            yield from _section(child, f"{path} {name}")


def _rows(command: click.Command) -> Iterator[str]:
    """Yield a table row for each argument and option."""
    for parameter in command.params:
        record = parameter.to_info_dict()
        names = ", ".join(f"`{name}`" for name in parameter.opts)
        if record["param_type_name"] == "argument":
            names = f"`{parameter.make_metavar(click.Context(command))}`"
        default = parameter.default
        shown = f"`{default}`" if default not in {None, False, ()} else ""
        yield f"| {names} | {record.get('help') or ''} | {shown} |"


if __name__ == "__main__":
    typer.echo(reference(), nl=False)
