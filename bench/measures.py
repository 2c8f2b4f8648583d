"""One benchmark per promise. Each gives rows: what was measured, in which unit, every repeat, and what was promised."""

import json
import re
import sys
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from bench.databases import Database, Databases
from bench.files import ORGNR, write_contracts, write_units
from bench.load import Opened, open_pages, percentile
from bench.pages import Page
from bench.processes import MEBIBYTE, Watched, memory_of_tree, served, watch
from bench.screening import measure

HERE = Path(__file__).resolve().parent
WORKERS = 2
USERS = 50


@dataclass(frozen=True)
class Row:
    """A measurement: `values` are the repeats (or, for pages, one value of many). `promise` is the most it may be."""

    what: str
    unit: str
    values: tuple[float, ...]
    promise: float | None = None
    note: str = ""

    @property
    def kept(self) -> bool | None:
        """Whether the median keeps the promise; None where nothing is promised."""
        if self.promise is None:
            return None
        return sorted(self.values)[len(self.values) // 2] <= self.promise


@dataclass
class Run:
    """What the benchmarks share: where to work, how large, how often, and how long."""

    databases: Databases
    folder: Path
    scale: float = 1.0
    repeats: int = 3
    seconds: float = 4.0
    #: How long it took to make each of the databases that this run made.
    made: dict[str, Watched] = field(default_factory=dict)
    say: Callable[[str], None] = field(default=lambda text: print(text, file=sys.stderr, flush=True))

    @property
    def contracts(self) -> int:
        return max(20, round(60_000 * self.scale))

    @cached_property
    def prepared(self) -> Database:
        """Tables, catalogues and one enterprise; copied before each import."""
        database = self.databases.empty("prepared")
        database.run(database.samsvar("init"))
        write_units(self.folder / "units.csv")
        database.run(database.samsvar("import", "org-units", str(self.folder / "units.csv")))
        return database

    @cached_property
    def national(self) -> Database:
        """The whole specialist health service, its contracts spread over 34 enterprises."""
        return self._made("national")

    @cached_property
    def one(self) -> Database:
        """The same, with all 60,000 contracts in one enterprise."""
        return self._made("one", "--one-enterprise")

    @cached_property
    def told_of(self) -> Database:
        """An enterprise with 500 contracts."""
        return self._made("told-of", "--one-enterprise", scale=500 / 60_000)

    def _made(self, name: str, *words: str, scale: float | None = None) -> Database:
        kept = self.databases.kept(name)
        if kept is not None:
            return kept
        self.say(f"making the data: {name}")
        database = self.databases.empty(name)
        wanted = str(self.scale if scale is None else scale)
        command = [sys.executable, str(HERE / "make_data.py"), "--scale", wanted, *words]
        self.made[name] = _good(watch(database, command))
        (database.var / "made").touch()
        return database


def made_data(run: Run) -> Iterator[Row]:
    """The made data itself: tables, catalogues, records with their trail, and every contract assessed."""
    _there = run.national
    if "national" in run.made:
        yield _took("made data at national size", [run.made["national"]], 120)


def start(run: Run) -> Iterator[Row]:
    """What a command costs before it does anything, and the tables."""
    database = run.prepared  # made by `init`, so that every module has been compiled once
    for words in (["--help"], ["check"]):
        found = [_good(watch(database, database.samsvar(*words))) for _ in range(run.repeats)]
        yield _took(f"samsvar {words[0]}", found)
    tables, ready = [], []
    for _ in range(run.repeats):
        database = run.databases.empty("migrate")
        tables.append(_good(watch(database, [sys.executable, "-m", "django", "migrate", "--verbosity", "0"])))
        run.databases.remove(database)
        database = run.databases.empty("migrate")
        ready.append(_good(watch(database, database.samsvar("init"))))
        run.databases.remove(database)
    yield _took("migrate on an empty database", tables, 30)
    yield _took("samsvar init: tables and catalogues", ready)


def import_contracts(run: Run) -> Iterator[Row]:
    """60,000 contracts read in by one enterprise from a workbook, and the same file again."""
    yield from _import(run, run.contracts, "xlsx", 30, 500)


def import_text(run: Run) -> Iterator[Row]:
    """The same from CSV."""
    yield from _import(run, run.contracts, "csv", 30, 500)


def import_thousand(run: Run) -> Iterator[Row]:
    """1,000 contracts."""
    yield from _import(run, min(1_000, run.contracts), "xlsx", 2, None)


def _import(run: Run, count: int, ending: str, promise: float | None, most: float | None) -> Iterator[Row]:
    file = run.folder / f"contracts-{count}.{ending}"
    write_contracts(file, count)
    first: list[Watched] = []
    again: list[Watched] = []
    for _ in range(run.repeats):
        database = run.databases.copy(run.prepared, "import")
        command = database.samsvar("import", "contracts", str(file), "--enterprise", ORGNR, "--json")
        first.append(_good(watch(database, command)))
        assert _json(first[-1])["created"] == count
        again.append(_good(watch(database, command)))
        assert _json(again[-1])["unchanged"] == count
        run.databases.remove(database)
    name = f"import of {count:,} contracts, {ending}"
    yield _took(name, first, promise)
    yield Row(f"{name}: most memory", "MiB", tuple(each.peak / MEBIBYTE for each in first), most, "all its processes")
    yield _took(f"{name}, again", again, promise, "nothing changes")


def _took(what: str, found: list[Watched], promise: float | None = None, note: str = "") -> Row:
    """A whole command, with its start; the processor's seconds beside."""
    processed = sorted(each.process for each in found)[len(found) // 2]
    said = f"the whole command, {processed:.2f} s of process time{'; ' if note else ''}{note}"
    return Row(what, "s", tuple(each.seconds for each in found), promise, said)


def assess(run: Run) -> Iterator[Row]:
    """60,000 contracts of one enterprise assessed for the first time, and again."""
    file = run.folder / "assess.csv"
    write_contracts(file, run.contracts)
    source = run.databases.copy(run.prepared, "assess-source")
    source.run(source.samsvar("import", "contracts", str(file), "--enterprise", ORGNR))
    first, again = [], []
    for _ in range(run.repeats):
        database = run.databases.copy(source, "assess")
        command = database.samsvar("assess", "--enterprise", ORGNR)
        first.append(_good(watch(database, command)))
        again.append(_good(watch(database, command)))
        run.databases.remove(database)
    run.databases.remove(source)
    name = f"assess {run.contracts:,} contracts"
    yield _took(f"{name}, first time", first, None, "all stored")
    yield _took(f"{name}, again", again, None, "nothing changes")
    yield Row(f"{name}: most memory", "MiB", tuple(each.peak / MEBIBYTE for each in first))


def rescore(run: Run) -> Iterator[Row]:
    """All contracts of all enterprises scored anew, without the command's start."""
    answer = run.national.run([sys.executable, str(HERE / "rescore.py"), "--repeats", str(run.repeats)])
    found = json.loads(answer)
    processed = sorted(found["process"])[len(found["process"]) // 2]
    note = f"all enterprises; {processed:.2f} s of process time"
    yield Row(f"re-score all {found['contracts']:,} contracts", "s", tuple(found["seconds"]), 2, note)


def statement(run: Run) -> Iterator[Row]:
    """The statement of an enterprise with 500 contracts."""
    database = run.told_of
    looked_up = [sys.executable, str(HERE / "pages.py"), "--enterprise"]
    orgnr = json.loads(database.run(looked_up))["orgnr"]
    out = run.folder / "statement.pdf"
    command = database.samsvar("statement", "--enterprise", orgnr, "--year", "2024", "--out", str(out))
    found = [_good(watch(database, command)) for _ in range(run.repeats)]
    note = f"{_leaves(out)} pages, {out.stat().st_size // 1024} KiB"
    yield _took("statement as PDF, 500 contracts", found, 2, note)


def pages(run: Run) -> Iterator[Row]:
    """Pages of the greatest enterprise, its contracts among 60,000."""
    yield from _pages(run, run.national, "")


def pages_one(run: Run) -> Iterator[Row]:
    """Pages of an enterprise that has all 60,000 contracts itself."""
    yield from _pages(run, run.one, " (60,000 in one)")


def _pages(run: Run, database: Database, mark: str) -> Iterator[Row]:
    inside = json.loads(database.run([sys.executable, str(HERE / "pages.py"), "--sessions", str(USERS)]))
    kept = yield from _sound(run, inside, mark)
    with served(database, WORKERS) as (address, number):
        yield from _one_by_one(run, address, kept, inside["sessions"], mark)
        yield from _in_turn(run, address, kept, inside["sessions"], mark)
        memory = sorted(memory_of_tree(number).values())[-WORKERS:]
        yield Row(f"memory of a worker{mark}", "MiB", tuple(each / MEBIBYTE for each in memory), 200, "after the pages")


def _sound(run: Run, inside: Any, mark: str) -> Generator[Row, None, list[Page]]:
    """The queries of each page; gives the pages that answer as they should."""
    for each in inside["asked"]:
        if each["status"] == 200:
            note = f"longest {each['longest_sql']} B; {each['process']:.0f} ms of process time to make the page"
            yield Row(f"{each['page']}{mark}: queries", "", (each["queries"],), 12, note)
        else:
            run.say(f"left out: {each['page']} answers {each['status']}")
    found = [Page(each["name"], tuple(each["addresses"])) for each in inside["pages"]]
    sound = {each["page"] for each in inside["asked"] if each["status"] == 200}
    return [page for page in found if page.name in sound]


def _one_by_one(run: Run, address: str, pages: list[Page], sessions: list[str], mark: str) -> Iterator[Row]:
    """Each page by itself, opened by four clients without a pause."""
    open_pages(address, pages, sessions, clients=4, seconds=run.seconds / 2)
    for page in pages:
        run.say(f"opening: {page.name}{mark}")
        opened = open_pages(address, [page], sessions, clients=4, seconds=run.seconds)
        yield _times(f"{page.name}{mark}: 4 clients", opened, run.seconds)


def _in_turn(run: Run, address: str, pages: list[Page], sessions: list[str], mark: str) -> Iterator[Row]:
    """All of them one after the other, as people open them: by four clients without a pause, and by many at leisure."""
    run.say(f"opening: all pages in turn{mark}")
    opened = open_pages(address, pages, sessions, clients=4, seconds=run.seconds * 3)
    yield _times(f"all pages in turn{mark}: 4 clients", opened, run.seconds * 3)
    opened = open_pages(address, pages, sessions, clients=USERS, seconds=run.seconds * 3, think=3)
    yield _times(f"all pages in turn{mark}: {USERS} users, a page every 3 s", opened, run.seconds * 3)


def _steering(run: Run, database: Database) -> Iterator[Row]:
    """The pages of goals, figures, wheel, documents and plans, as a trust's adviser and as a region's opens them."""
    groups = json.loads(database.run([sys.executable, str(HERE / "pages.py"), "--steering"]))
    kept = []
    for inside in groups:
        kept.append((yield from _sound(run, inside, "")))
    with served(database, WORKERS) as (address, number):
        for pages, inside in zip(kept, groups, strict=True):
            yield from _one_by_one(run, address, pages, inside["sessions"], "")
        for pages, inside, whose in zip(kept, groups, (" (a trust's)", " (a region's)"), strict=True):
            yield from _in_turn(run, address, pages, inside["sessions"], whose)
        memory = sorted(memory_of_tree(number).values())[-WORKERS:]
        yield Row("memory of a worker", "MiB", tuple(each / MEBIBYTE for each in memory), 200, "after these pages")


def _times(what: str, opened: list[Opened], seconds: float) -> Row:
    """The 95th percentile in milliseconds, with the rest as a note."""
    wrong = sum(1 for each in opened if each.status != 200)
    times = [each.seconds * 1000 for each in opened]
    middle, most = percentile(times, 0.5), max(times)
    note = f"median {middle:.0f}, most {most:.0f}; {len(opened)} pages, {len(opened) / seconds:.0f} a second"
    note += f"; {wrong} failed" if wrong else ""
    return Row(what, "ms p95", (percentile(times, 0.95),), 100, note)


def _good(watched: Watched) -> Watched:
    if watched.code:
        raise RuntimeError(watched.output[-4000:])
    return watched


def _json(watched: Watched) -> Any:
    return json.loads(watched.output)


def _leaves(pdf: Path) -> int:
    """How many pages a PDF has, by the counts in its page tree."""
    return max((int(count) for count in re.findall(rb"/Count (\d+)", pdf.read_bytes())), default=0)


def figures(run: Run) -> Iterator[Row]:
    """Measurements of all units over ten years: files read in, the national roll-up, a correction. One indicator."""
    yield from _figures(run, 1)


def figures_whole(run: Run) -> Iterator[Row]:
    """The same of 22 indicators: some 29 million measurements. An hour and 15 GB."""
    yield from _figures(run, 22)


def _figures(run: Run, indicators: int) -> Iterator[Row]:
    database = run.databases.empty("figures")
    database.run(database.samsvar("init"))
    script = [sys.executable, str(HERE / "figures_of_units.py")]
    files = json.loads(database.run([*script, "--lay", str(database.var), "--scale", str(run.scale)]))
    for ending in ("csv", "xlsx"):
        first, again, served = [], [], []
        for file in (each for each in files if each["path"].endswith(ending)):
            command = database.samsvar("import", "measurements", file["path"], "--enterprise", file["orgnr"], "--json")
            before = run.databases.processed()
            first.append(_good(watch(database, command)))
            served.append(run.databases.processed() - before)
            assert _json(first[-1])["created"] == file["rows"]
            again.append(_good(watch(database, command)))
            assert _json(again[-1])["unchanged"] == file["rows"]
        rows = files[0]["rows"]
        rate = rows / sorted(each.seconds for each in first)[len(first) // 2]
        name = f"import of {rows:,} measurements, {ending}"
        note = f"{_servers(served)}{rate:,.0f} rows a second"
        yield _took(name, first, round(rows / 20_000, 1) if ending == "csv" else None, note)
        yield _took(f"{name}, again", again, None, "nothing changes")
        yield Row(f"{name}: most memory", "MiB", tuple(each.peak / MEBIBYTE for each in first), 500)
    before = run.databases.processed()
    found = json.loads(database.run([*script, "--fill", str(indicators)]))
    served = [run.databases.processed() - before]
    what = f"{found['handed_in']:,} measurements"
    rate = found["handed_in"] / found["seconds_to_hand_in"]
    note = f"{_servers(served)}{rate:,.0f} a second, no file; {found['process_to_hand_in']:.0f} s of our process time"
    yield Row(f"{what} handed in, with roll-up", "s", (found["seconds_to_hand_in"],), None, note)
    units, years = found["units"], found["years"]
    national = f"national figures of an indicator, {units:,} units, {years} years"
    yield Row(f"{national}: as a page reads them", "s", tuple(found["seconds_to_read"]), 1)
    yield Row(f"{national}: summed anew", "s", tuple(found["seconds_to_sum"]), 1, "and the same as what is stored")
    yield Row("all units' figures of a year made anew", "s", tuple(found["seconds_to_work_out_a_year"]))
    told = "until it stands in every figure above"
    yield Row("a corrected measurement", "s", tuple(found["seconds_of_a_correction"]), 0.3, told)
    size = found["disk_bytes"] / found["measurements"]
    note = f"{size:,.0f} bytes a measurement, with {found['figures']:,} figures"
    yield Row("disk for measurements and figures", "MiB", (found["disk_bytes"] / MEBIBYTE,), None, note)
    database.run([*script, "--steering"])
    yield from _steering(run, database)
    run.databases.remove(database)


def _servers(processed: list[float]) -> str:
    """What PostgreSQL's server has used beside; nothing where there is none."""
    middle = sorted(processed)[len(processed) // 2]
    return f"{middle:.2f} s of the server's; " if middle else ""


def screening(run: Run) -> Iterator[Row]:
    """Likening names alone, in this process: no database. Processor seconds."""
    suppliers, entries = max(100, round(30_000 * run.scale)), max(100, round(50_000 * run.scale))
    told = [measure(suppliers, entries) for _ in range(run.repeats)]
    what = f"Screen {suppliers:,} suppliers against a list of {entries:,}"
    yield Row(what, "s", tuple(each["seconds_to_make_ready"] + each["seconds_to_look"] for each in told))


BENCHMARKS: dict[str, Callable[[Run], Iterator[Row]]] = {
    "start": start,
    "made-data": made_data,
    "import-thousand": import_thousand,
    "import": import_contracts,
    "rescore": rescore,
    "statement": statement,
    "figures": figures,
    "pages": pages,
    "import-text": import_text,
    "assess": assess,
    "pages-one": pages_one,
    "screening": screening,
    "figures-whole": figures_whole,
}
#: Those that say nothing that is promised; measured where they are asked for.
BESIDE = ("import-text", "assess", "pages-one", "screening", "figures-whole")
