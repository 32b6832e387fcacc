"""ES modules joined into one script, so that a page needs no second file.

The modules are plain JavaScript, which any browser also runs unbundled from a
server. Each becomes a function that returns what the module exports, so names
that are not exported stay its own. What this asks of a module: named imports
from files beside it, `export` in front of a declaration, no cycles.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

MODULES = files(__package__).joinpath("js")
IMPORT = re.compile(
    r'^import\s+(\{[^}]*\})\s+from\s+"\./([\w-]+)\.js";\n', re.MULTILINE
)
EXPORT = re.compile(
    r"^export ((?:async function|class|const|function|let) (\w+))", re.MULTILINE
)


@cache
def bundle(entry: str) -> str:
    """Return a module (by name, without `.js`) and all it imports as one script."""
    modules: dict[str, str] = {}
    _visit(entry, modules)
    main = modules.pop(entry)
    return "\n".join([*modules.values(), main])


def _visit(name: str, modules: dict[str, str]) -> None:
    """Add a module after those it imports; the first one asked for stays open."""
    source = MODULES.joinpath(f"{name}.js").read_text(encoding="utf-8")
    is_entry = not modules
    if is_entry:
        modules[name] = ""
    for _, imported in IMPORT.findall(source):
        if imported not in modules:
            _visit(imported, modules)
    body = IMPORT.sub(r"const \1 = from_\2;\n", source)
    exported = ", ".join(declared for _, declared in EXPORT.findall(body))
    body = EXPORT.sub(r"\1", body)
    modules[name] = (
        body
        if is_entry
        else f"const from_{name} = (() => {{\n{body}return {{ {exported} }};\n}})();"
    )
