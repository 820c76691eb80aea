"""Race corpusstats against what one would use instead, on the same text in the same run.

``python -m benches.compare_peers [--corpus FILE] [--jobs JOB …] [--programs PROGRAM …]
[--rounds N] [--threads N] [--python PROGRAM=PATH] [--write | --smoke]``

Every run is a process of its own, in which the program does the job once on some lines and then,
from text in memory to the result in memory, on the corpus. The programs take turns, round after
round, so that a slow spell of the machine meets all of them; the figures are medians. Results are
compared before any figure is printed. A peer is given its text in the form that it likes best, free
of charge: polars a column, ``Counter`` a list of strings. What is not installed is left out, and
named.
"""

from __future__ import annotations

import argparse
import platform
import statistics
import sys
import tempfile
from pathlib import Path

import polars as pl

from benches import yardstick
from benches.checking import made_up
from benches.jobs_polars import TOKENS
from benches.races import JOBS, OTHERWISE, OURS, PROGRAMS, Race, Report, Runner
from tests.shared_data import VARIABLE, shared_data

RESULTS = Path(__file__).with_name("RESULTS.md")
BEGIN, END = "<!-- begin {} -->", "<!-- end {} -->"


def make_table(job: str, name: str, size: str, race: Race, threads: int) -> str:
    """Make the table of a job on a corpus."""
    medians = {program: _medians(runs) for program, runs in race.reports.items()}
    expected = next(iter(race.reports.values()), [{}])[0]
    lines = [
        f"### {JOBS[job].title}, {name}",
        "",
        f"{size}; {expected.get('rows', 0):,} rows that count {expected.get('total', 0):,}; "
        f"medians of {max((len(runs) for runs in race.reports.values()), default=0)} rounds.",
        "",
        "| program | seconds | times ours | of the yardstick | CPU s | peak MB | result MB |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    ours = medians.get(OURS, {}).get("seconds")
    bare = medians.get("yardstick 2", {}).get("seconds")
    for program, figures in medians.items():
        seconds = figures["seconds"]
        digits = 3 if seconds is not None and seconds >= 0.1 else 4
        cells = [
            _number(seconds, digits),
            _number(seconds and ours and seconds / ours, 2),
            _number(seconds and bare and seconds / bare, 2),
            _number(figures["cpu"], 2),
            _number(figures["peak_mb"], 0),
            _number(figures["result_mb"], 0),
        ]
        lines.append(f"| {PROGRAMS[program]} | {' | '.join(cells)} |")
    return "\n".join([*lines, "", *_notes(job, race, threads)])


def _medians(runs: list[Report]) -> dict[str, float | None]:
    figures: dict[str, float | None] = {}
    for name in ("seconds", "cpu", "peak_mb", "result_mb"):
        values = [run[name] for run in runs if run[name] is not None]
        figures[name] = statistics.median(values) if values else None
    return figures


def _number(value: float | None, digits: int) -> str:
    return "–" if value is None else f"{value:,.{digits}f}"


def _notes(job: str, race: Race, threads: int) -> list[str]:
    versions = dict.fromkeys(runs[0]["versions"] for runs in race.reports.values())
    machine = f"{threads} threads, {platform.system()} {platform.machine()}"
    named = [*filter(None, versions), f"Python {platform.python_version()}", machine]
    notes = [f"{', '.join(named)}."]
    notes += [
        f"Not compared: {PROGRAMS[program]}, which {why}."
        for (program, of), why in OTHERWISE.items()
        if of == job and program in race.reports and why
    ]
    if race.left_out:
        notes.append(f"Left out: {', '.join(race.left_out)}.")
    return [*notes, *(f"Failed: {why}" for why in race.failed)]


def write_table(name: str, table: str) -> None:
    """Replace the section of this name, or add it at the end."""
    begin, end = BEGIN.format(name), END.format(name)
    section = f"{begin}\n{table}\n{end}"
    text = RESULTS.read_text("utf-8") if RESULTS.exists() else "# Results\n"
    if begin in text:
        before, _, rest = text.partition(begin)
        _, _, after = rest.partition(end)
        text = before + section + after
    else:
        text = f"{text.rstrip()}\n\n{section}\n"
    RESULTS.write_text(text, "utf-8")


def main() -> int:
    """Run the races and print, or write, a table of each job for each corpus."""
    options = read_options()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pairs = (pair.partition("=") for pair in options.python)
        pythons = {program: str(Path(path).absolute()) for program, _, path in pairs}
        runner = Runner(folder, options.threads, pythons)
        if options.smoke:
            options.corpus, options.rounds = [folder / "made_up.parquet"], 1
            made_up().write_parquet(options.corpus[0])
            # The same queries as on the other engine.
            options.programs = options.programs or [*{*PROGRAMS} - {"polars in-memory"}]
        failed = [race_all(runner, path, options) for path in options.corpus]
    return int(any(failed))


def read_options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n\n")[0])
    add = parser.add_argument
    add("--corpus", type=Path, action="append", help="parquet: doc_id, source, text")
    add("--jobs", nargs="+", choices=JOBS, default=list(JOBS), metavar="JOB", help=", ".join(JOBS))
    names = sorted({name.partition(" ")[0] for name in PROGRAMS})
    add("--programs", nargs="+", metavar="PROGRAM", help=", ".join([*names, *PROGRAMS]))
    add("--rounds", type=int, default=5)
    add("--threads", type=int, default=2)
    add("--python", action="append", default=[], metavar="PROGRAM=PATH", help="run it by this one")
    add("--write", action="store_true", help=f"put the tables into {RESULTS.name}")
    add("--smoke", action="store_true", help="one round on a small text made here")
    options = parser.parse_args()
    data = shared_data()
    if options.corpus is None and not options.smoke:
        if data is None:
            parser.error(f"{VARIABLE} names no folder with corpora: give --corpus, or --smoke")
        options.corpus = [data / "bench" / f"de_{size}.parquet" for size in ("10mb", "100mb")]
    unknown = {*(options.programs or ())} - {*names, *PROGRAMS}
    if unknown:
        parser.error(f"no such programs: {sorted(unknown)}; there are {', '.join(PROGRAMS)}")
    return options


def race_all(runner: Runner, corpus: Path, options: argparse.Namespace) -> bool:
    """Race all jobs on a corpus, and say whether a program failed."""
    frame = pl.read_parquet(corpus)
    megabytes = int(frame["text"].str.len_bytes().sum()) / 1e6
    size = f"{frame.height:,} documents, {megabytes:.1f} MB"
    if "yardstick" not in runner.missing:
        yardstick.prepare(frame, TOKENS, runner.folder)
    del frame
    failed = False
    for job in options.jobs:
        programs = [
            program
            for program in JOBS[job].programs
            if not options.programs or {program, program.partition(" ")[0]} & {*options.programs}
        ]
        race = runner.race(job, corpus, megabytes, programs, options.rounds)
        table = make_table(job, corpus.stem, size, race, options.threads)
        print(table, end="\n\n", flush=True)
        failed = failed or bool(race.failed)
        if options.write:
            write_table(f"{corpus.stem} {job}", table)
    return failed


if __name__ == "__main__":
    sys.exit(main())
