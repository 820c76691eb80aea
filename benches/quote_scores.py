"""Scores reported speech on annotated news articles, which are no part of the repository.

``python -m benches.quote_scores`` prints the tables of ``docs/SCORES.md``; ``--write`` puts them
there; ``--predictions FOLDER`` keeps what the evaluator reads. The evaluator is the one that lies
beside the articles.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

import corpusstats as cs
from tests.shared_data import ROOT, VARIABLE, shared_data

if TYPE_CHECKING:
    from types import ModuleType

SETS = ("wikinews_dev", "wikinews_train")
PAGE = ROOT / "docs" / "SCORES.md"
MARKS = ("<!-- reported speech: begin -->", "<!-- reported speech: end -->")
# What the annotation calls the modes. Plans (`scheduled`) are no reports.
TYPES = {
    "direct": "direct",
    "mixed": "direct",
    "partial": "direct",
    "free_indirect": "indirectFreeIndirect",
    "reported": "reported",
}
# The best of other programs (test part): overlap F1, from the page beside the articles.
BASELINES = {
    "any type": "53.5 rules of 60 lines",
    "quote and speaker": "35.1 rules of 60 lines",
    "direct": "77.4 five words or more in marks",
    "indirect": "57.6 rules of 60 lines",
    "indirectFreeIndirect": "36.1 rules of 60 lines",
    "reported": "0 rules of 60 lines",
    "freeIndirect": "none",
    "speaker, given the statement": "71.1 rules of 60 lines",
    "proportional: message": "54.2; 47.9 rules with parser and names",
    "proportional: joint": "45.3; 39.1 rules with parser and names",
}


def load_evaluator(folder: Path) -> ModuleType:
    """Import the evaluator that lies beside the articles."""
    spec = importlib.util.spec_from_file_location("eval_quotes", folder / "eval_quotes.py")
    if spec is None or spec.loader is None:
        msg = f"{folder}: there is no eval_quotes.py"
        raise SystemExit(msg)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def gold_type(row: dict[str, Any]) -> str:
    """Name what the annotation calls a row."""
    if row["mode"] == "evidential_modal":
        return "freeIndirect" if row["rule"].startswith("soll") else "indirect"
    return TYPES.get(row["mode"], "indirect")


def as_gold(row: dict[str, Any]) -> dict[str, Any]:
    """Put a row into the form of the evaluator."""
    spans = [(part["start"], part["end"]) for part in row["content_parts"] or []]
    quote = (row["content_start"], row["content_end"])

    def span(name: str) -> tuple[int, int] | None:
        start = row[f"{name}_start"]
        return None if start is None else (start, row[f"{name}_end"])

    return {
        "type": gold_type(row),
        "quote": quote,
        "parts": spans or [quote],
        "speaker": span("speaker"),
        "cue": span("cue"),
    }


def predict(gold: dict[str, dict[str, Any]], language: str = "de") -> dict[str, dict[str, Any]]:
    """Find our rows for each article."""
    frame = pl.DataFrame({"doc_id": list(gold), "text": [item["text"] for item in gold.values()]})
    corpus = cs.Corpus.from_frame(frame, language=language)  # type: ignore[arg-type]
    found: dict[str, dict[str, Any]] = {
        name: {"id": name, "text": item["text"], "attributions": []} for name, item in gold.items()
    }
    for row in cs.attributions(corpus).iter_rows(named=True):
        if row["cue_class"] != "scheduled":
            found[row["doc_id"]]["attributions"].append(as_gold(row))
    return found


def measures(scores: dict[str, Any]) -> dict[str, str]:
    """Name what the table shows of a set."""

    def triple(values: dict[str, float]) -> str:
        return f"{values['F1']:.1f} ({values['P']:.1f} / {values['R']:.1f})"

    def proportional(values: dict[str, float]) -> str:
        return f"{values['F']:.1f} ({values['P']:.1f} / {values['R']:.1f})"

    shown = {
        "any type": triple(scores["overlap"]),
        "quote and speaker": triple(scores["e2e"]),
        "speaker, given the statement": f"{scores['speaker_overlap']:.1f}",
        "proportional: message": proportional(scores["prop"]["msg"]),
        "proportional: joint": proportional(scores["prop"]["joint"]),
    }
    by_type = {name: triple(values["overlap"]) for name, values in scores["by_type"].items()}
    return shown | by_type


def table(folder: Path, keep: Path | None) -> str:
    """Score all sets."""
    evaluator = load_evaluator(folder)
    columns = {}
    for name in SETS:
        path = folder / "dev" / f"{name}.jsonl"
        found = predict(evaluator.load(path))
        if keep is not None:
            lines = [json.dumps(item, ensure_ascii=False) for item in found.values()]
            (keep / f"{name}.jsonl").write_text("\n".join(lines), encoding="utf-8")
        columns[name] = measures(evaluator.evaluate(evaluator.load(path), found))
    head = f"| overlap F1 (P / R) | {' | '.join(SETS)} | best other (test part) |"
    rows = [
        f"| {name} | {' | '.join(columns[one].get(name, '') for one in SETS)} | {best} |"
        for name, best in BASELINES.items()
    ]
    return "\n".join([head, "|---|" + "---|" * (len(SETS) + 1), *rows])


def write(found: str) -> None:
    """Put the table into the page."""
    text = PAGE.read_text(encoding="utf-8")
    before, _, rest = text.partition(MARKS[0])
    _, _, behind = rest.partition(MARKS[1])
    PAGE.write_text(f"{before}{MARKS[0]}\n{found}\n{MARKS[1]}{behind}", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="put the table into docs/SCORES.md")
    parser.add_argument("--predictions", type=Path, metavar="FOLDER", help="keep what was found")
    options = parser.parse_args()
    shared = shared_data()
    if shared is None:
        print(f"skipped: set {VARIABLE} to the folder that has the annotated articles")
        return
    found = table(shared / "gold", options.predictions)
    print(found)
    if options.write:
        write(found)


if __name__ == "__main__":
    main()
