"""The yardstick: a bare program that only counts, with no offsets, no sentences and no frames.

``python -m benches.yardstick JOB THREADS FOLDER`` runs it on files that ``prepare`` has written,
and prints the same line as ``benches.peer_jobs``. But for the unigram list it is given its tokens;
the time is without reading the file. Nothing large is imported here: a child's peak of memory
begins with what its parent has.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import polars as pl

# By job: what the program calls it, and the file that it reads.
JOBS = {
    "unigrams": ("J1raw", "lines.txt"),
    "matrix": ("J2", "tokens.txt"),
    "ngrams3": ("J3", "tokens.txt"),
    "ngrams5": ("J3b", "tokens.txt"),
    "pairs": ("J4", "tokens.txt"),
}
FLAGS = ("--edition=2021", "-Copt-level=3", "-Ccodegen-units=1", "-Cpanic=abort")


def build(source: Path, folder: Path) -> bool:
    """Compile it, and say whether that was possible."""
    if shutil.which("rustc") is None or not source.exists():
        return False
    rustc = ["rustc", *FLAGS, "-Ctarget-cpu=native", "-o", str(folder / "limit"), str(source)]
    subprocess.run(rustc, check=True, capture_output=True)
    return True


def prepare(frame: pl.DataFrame, tokens: pl.Expr, folder: Path) -> None:
    """Write the documents, one a line, as they are and as tokens with a blank between them."""
    for name, lines in (
        ("lines.txt", frame["text"].str.replace_all("\n", " ", literal=True)),
        ("tokens.txt", frame.select(tokens.list.join(" ")).to_series()),
    ):
        with (folder / name).open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(f"{line}\n" for line in lines)


def main() -> None:
    job, threads, folder = sys.argv[1], sys.argv[2], Path(sys.argv[3])
    name, file = JOBS[job]
    path = folder / file
    command = [str(folder / "limit"), name, str(path), threads]
    said = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    peak = peak_of_children(path.stat().st_size)
    compiler = subprocess.run(["rustc", "--version"], check=True, capture_output=True, text=True)
    report: dict[str, Any] = {
        "seconds": said["job_s"] - said["read_s"],
        "cpu": None,
        "peak_mb": peak,
        "result_mb": None,
        "rows": said["nnz"] if job == "matrix" else said["types"],
        "total": said["tokens"],
        "checksum": None,
        "score": None,
        "versions": f"limit.rs by {compiler.stdout.rpartition(' (')[0]}",
    }
    print(json.dumps(report))


def peak_of_children(text: int) -> float | None:
    """Measure the peak of memory over the text, where the system tells."""
    try:
        resource = import_module("resource")
    except ModuleNotFoundError:
        return None
    unit = 1 if sys.platform == "darwin" else 1024
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * unit
    return float(peak - text) / 2**20


if __name__ == "__main__":
    main()
