"""One run of one program in a process of its own.

``python -m benches.peer_jobs PROGRAM JOB CORPUS [--folder DIR] [--checksum]`` prints a line of
JSON: seconds from text in memory to the result in memory, processor seconds of all threads, the
peak of resident memory above that at the start (null where the system has no ``/proc``), the size
of the result where it is known, and the number of rows, their sum and a checksum to compare by.
"""

from __future__ import annotations

import argparse
import gc
import json
import tempfile
import time
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from benches.checking import Given, Sums, made_up

if TYPE_CHECKING:
    from collections.abc import Callable

    from benches.checking import Result

# By the first word of a program's name: the module that knows it, and what it consists of.
PROGRAMS: dict[str, tuple[str, tuple[str, ...]]] = {
    "ours": ("jobs_ours", ("corpusstats", "polars")),
    "polars": ("jobs_polars", ("polars",)),
    "polars-corpus": ("jobs_polars_corpus", ("polars-corpus", "polars")),
    "duckdb": ("jobs_duckdb", ("duckdb",)),
    "scikit-learn": ("jobs_others", ("scikit-learn",)),
    "numpy": ("jobs_others", ("numpy", "scipy")),
    "counter": ("jobs_others", ()),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n\n")[0])
    parser.add_argument("program")
    parser.add_argument("job")
    parser.add_argument("corpus", type=Path, help="parquet: doc_id, source, text")
    parser.add_argument("--folder", type=Path, help="where files may be written")
    parser.add_argument("--checksum", action="store_true", help="look at every row")
    options = parser.parse_args()
    module, packages = PROGRAMS[options.program.partition(" ")[0]]
    try:
        job = import_module(f"benches.{module}").JOBS[options.program, options.job]
        with tempfile.TemporaryDirectory(dir=options.folder) as folder:
            report = run(job, options, Path(folder))
        report["versions"] = " with ".join(f"{name} {version(name)}" for name in packages)
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] in ("benches", "corpusstats"):
            raise
        report = {"missing": error.name}
    print(json.dumps(report))


def run(
    job: Callable[[Given], Callable[[], Result]], options: argparse.Namespace, folder: Path
) -> dict[str, object]:
    """Run the program once, and before on some lines: what is needed once is loaded by then."""
    threads = pl.thread_pool_size()
    first = folder / "first"
    first.mkdir()
    job(Given(made_up(), first, threads))()
    frame = pl.read_parquet(options.corpus, columns=["doc_id", "source", "text"]).rechunk()
    program = job(Given(frame, folder, threads))
    before = _start_of_memory()
    start, worked = time.perf_counter(), time.process_time()
    result = program()
    seconds, worked = time.perf_counter() - start, time.process_time() - worked
    peak = _memory("VmHWM")
    sums = Sums()
    for part in result.rows():
        sums.add(part, checksum=options.checksum)
    return {
        "seconds": seconds,
        "cpu": worked,
        "peak_mb": None if peak is None or before is None else peak - before,
        "result_mb": result.megabytes and result.megabytes(),
        "rows": sums.rows,
        "total": sums.total,
        "checksum": sums.checksum,
        "score": sums.score,
    }


def _start_of_memory() -> float | None:
    """Make the peak of resident memory begin here."""
    gc.collect()
    try:
        Path("/proc/self/clear_refs").write_text("5", "ascii")
    except OSError:
        return None
    return _memory("VmRSS")


def _memory(name: str) -> float | None:
    try:
        status = Path("/proc/self/status").read_text("ascii")
    except OSError:
        return None
    found = next(line for line in status.splitlines() if line.startswith(f"{name}:"))
    return int(found.split()[1]) / 1024


if __name__ == "__main__":
    main()
