"""The page around the map: one file, no request, nothing that can be injected.

folium renders the shell; a marker in it is then replaced ONCE by everything
else. Words from articles never pass through folium or branca, whose templates
would run them: they travel as gzip + base64, and the page's own script shows
them as text.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import html
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from .bundle import bundle

HERE = files(__package__)
SHELL_HEAD = "<!--geomap:head-->"
MAP_ID = "incidents"
INLINE_SCRIPT = re.compile(r"<script(?: type=\"module\")?>(.*?)</script>", re.DOTALL)
CHARSET = '<meta charset="utf-8">'
"""Named first of all: browsers look for it in the first 1,024 bytes, and one that
guesses wrong finds no script whose digest the policy knows."""
FOLIUM_CHARSET = re.compile(r'<meta http-equiv="content-type"[^>]*>\s*')
VIEWPORT = re.compile(r'<meta name="viewport" content="[^"]*" ?/>')
LEAFLET_IMAGES = re.compile(r"url\((?!#)[^)]*\)")
POLICY = (
    "default-src 'none'; script-src {scripts}; style-src 'unsafe-inline'; "
    "img-src data: blob:; base-uri 'none'; form-action 'none'"
)


@cache
def asset(name: str) -> str:
    """Return a text file of this package."""
    return HERE.joinpath(*name.split("/")).read_text(encoding="utf-8")


def leaflet() -> str:
    """Return Leaflet without its last line, which asks for a source map."""
    return asset("vendor/leaflet/leaflet.js").partition("//# sourceMappingURL")[0]


@cache
def shell() -> str:
    """Return the page of an empty `folium.Map` that loads nothing.

    Element ids, which folium draws at random, are fixed.
    """
    import folium

    shell_map = folium.Map(
        location=(20, 10),
        zoom_start=2,
        tiles=None,
        zoom_control="topright",
        minZoom=1,  # folium gives its own min_zoom to tiles only
        maxZoom=12,
        world_copy_jump=True,
        attribution_control=False,
        zoom_snap=0.5,
    )
    shell_map.default_js = shell_map.default_css = []
    shell_map._id = MAP_ID  # noqa: SLF001 folium offers no other way
    page = FOLIUM_CHARSET.sub("", str(shell_map.get_root().render()))
    return VIEWPORT.sub(
        '<meta name="viewport" content="width=device-width, initial-scale=1" />', page
    ).replace("<head>", f"<head>\n{SHELL_HEAD}", 1)


def assemble(title: str, blobs: Mapping[str, str | bytes], *, language: str) -> str:
    """Return the whole page.

    Parameters
    ----------
    title : str
        Shown as the page's title; escaped here.
    blobs : mapping of str to str or bytes
        Texts by name, or bytes that are one compressed by gzip already; each is
        packed into `<script id="geomap-NAME">`, which no browser runs.
    language : str
        The page's language, as in `<html lang>`.
    """
    scripts = [
        f"<script>{leaflet()}</script>",
        f'<script type="module">{bundle("main")}</script>',
    ]
    page = shell().replace("<html>", f'<html lang="{language}">', 1)
    inline = INLINE_SCRIPT.findall(page + "".join(scripts))
    hashes = " ".join(sorted({digest(script) for script in inline}))
    policy = POLICY.format(scripts=hashes)
    leaflet_css = LEAFLET_IMAGES.sub("none", asset("vendor/leaflet/leaflet.css"))
    head = [
        CHARSET,
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        f"<title>{html.escape(title)}</title>",
        f"<style>{leaflet_css}{asset('page.css')}</style>",
        *scripts,
        *(
            f'<script type="text/plain" id="geomap-{name}">{packed(value)}</script>'
            for name, value in blobs.items()
        ),
    ]
    return page.replace(SHELL_HEAD, "\n".join(head), 1)


def digest(script: str) -> str:
    """Return the source expression that lets a policy run one inline script."""
    sha256 = hashlib.sha256(script.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(sha256).decode('ascii')}'"


def packed(text: str | bytes) -> str:
    """Return a text as gzip in base64; bytes are taken for gzip already."""
    if isinstance(text, str):
        text = gzip.compress(text.encode(), 6, mtime=0)
    return base64.b64encode(text).decode("ascii")
