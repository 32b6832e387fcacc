"""Measure a gazetteer of the size of GeoNames: its import, and look-ups in it.

    python tests/benchmarks/import_twelve_million.py FOLDER [ROWS]

writes a file of 12 million generated places into FOLDER (1 GB), imports it as
`geomap gazetteer build --geonames` does (1 GB, and 4 GB while at work), and
prints the time, the peak of memory, the size, and what a look-up then costs. It is no
test: it takes ten minutes or more.
"""

from __future__ import annotations

import random
import resource
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from statistics import median

from geomap.gazetteer import SqliteGazetteer
from geomap.gazetteer.names import _BY_NAME
from geomap.text import normalise

ROWS = 12_000_000
LOOK_UPS = 5_000
SYLLABLES = [
    f"{start}{vowel}{end}"
    for start in ("b", "d", "k", "kh", "l", "m", "n", "r", "s", "sh", "t", "v", "zh")
    for vowel in "aeiou"
    for end in ("", "n", "r")
]
PLACES = (("P", "PPL"), ("H", "STM"), ("S", "FRM"), ("T", "HLL"), ("P", "PPLX"))
COUNTRIES = ("AF", "BR", "CD", "ET", "IN", "IQ", "KZ", "ML", "NG", "PK", "SD", "UA")
IMPORT = """
import sys
from pathlib import Path
from geomap.gazetteer.build.layer import build_layer
report = build_layer(Path(sys.argv[2]), geonames=[Path(sys.argv[1])])
assert not report.skipped, report.examples
"""


def name_of(number: int) -> str:
    """Return the name of a generated place; some names are borne by many."""
    chance = random.Random(int(number**0.93))  # noqa: S311
    return "".join(chance.choices(SYLLABLES, k=chance.randint(2, 5))).capitalize()


def row_of(number: int) -> str:
    """Return a generated place as a row of allCountries.txt, with its line's end."""
    name = name_of(number)
    feature_class, code = PLACES[number % len(PLACES)]
    country = COUNTRIES[number * 7 % len(COUNTRIES)]
    cells = (
        *(number, name, name, f"{name}a,{name} {code}" if number % 2 else ""),
        *(f"{number * 37 % 140 - 60}.{number % 99_991:05d}",),
        *(f"{number * 91 % 358 - 179}.{number % 99_989:05d}",),
        *(feature_class, code, country, "", f"{number % 20:02d}", "", "", ""),
        *(number % 9_000 if feature_class == "P" else 0, "", "", "", "2024-01-01"),
    )
    return "\t".join(map(str, cells)) + "\n"


def microseconds_each(look_up: object, names: list[str]) -> float:
    """Return the median time of one call."""
    assert callable(look_up)
    taken = []
    for name in names:
        start = time.perf_counter()
        look_up(name)
        taken.append(time.perf_counter() - start)
    return 1e6 * median(taken)


def show(label: str, figure: str) -> None:
    sys.stdout.write(f"{label:<28}{figure}\n")
    sys.stdout.flush()


def measure_import(rows: Path, target: Path, count: int) -> None:
    start = time.perf_counter()
    command = [sys.executable, "-c", IMPORT, str(rows), str(target)]
    subprocess.run(command, check=True)  # noqa: S603
    taken = time.perf_counter() - start
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    show("import, wall", f"{taken:,.0f} s, {count / taken:,.0f} rows a second")
    show("import, CPU", f"{used.ru_utime + used.ru_stime:,.0f} s")
    show("import, peak memory", f"{used.ru_maxrss / 1024:,.0f} MiB")
    show("size", f"{target.stat().st_size / 2**20:,.0f} MiB")


def measure_look_ups(target: Path, count: int) -> None:
    numbers = random.Random(1).sample(range(1, count + 1), min(LOOK_UPS, count))  # noqa: S311
    names = [name_of(number) for number in numbers]
    start = time.perf_counter()
    with SqliteGazetteer(target) as gazetteer:
        assert gazetteer.candidates(names[0])
        show("open and first look-up", f"{1e3 * (time.perf_counter() - start):.1f} ms")
        first = microseconds_each(gazetteer.candidates, names)
        show("look-up, first meeting", f"{first:.1f} µs")
        warm = microseconds_each(gazetteer.candidates, names)
        uri = f"{target.absolute().as_uri()}?immutable=1"
        with closing(sqlite3.connect(uri, uri=True)) as db:
            db.execute("PRAGMA mmap_size = 1073741824")
            bare = microseconds_each(
                lambda name: db.execute(_BY_NAME, (name,)).fetchall(),
                [normalise(name) for name in names],
            )
        show("look-up, warm", f"{warm:.1f} µs, {warm / bare:.2f} × a bare query")
        lost = sum(not gazetteer.candidates(name) for name in names)
        show("names not found", f"{lost} of {len(names)}")


def main(folder: Path, count: int = ROWS) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    rows, target = folder / "generated.txt", folder / "generated.sqlite"
    start = time.perf_counter()
    with rows.open("w", encoding="utf-8") as file:
        file.writelines(map(row_of, range(1, count + 1)))
    show("rows", f"{count:,}, {rows.stat().st_size / 2**20:,.0f} MiB")
    show("generated in", f"{time.perf_counter() - start:,.0f} s")
    measure_import(rows, target, count)
    measure_look_ups(target, count)


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(int, sys.argv[2:3]))
