"""Scores tokens and sentences on annotated texts, which are no part of the repository.

``python -m benches.gold_scores`` prints the table of ``docs/SCORES.md``; ``--errors FILE`` the
commonest errors on one file. The evaluator is the one that lies beside the texts.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
from typing import TYPE_CHECKING, Any

import corpusstats as cs
from corpusstats import _core
from tests.shared_data import VARIABLE, shared_data

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

# File, language, and the best other tool: tokens, boundaries. English clitics are split.
SETS = (
    ("de_gsd_dev_q", "de", "99.85 spaCy", "98.16 SoMaJo"),
    ("de_gsd_dev", "de", "", ""),
    ("de_pysbd_golden", "de", "", "32 of 32 pySBD"),
    ("en_ewt_dev_par", "en", "98.94 SoMaJo (test)", "91.5 sentencex (test)"),
    ("en_gum_dev_par", "en", "99.76 spaCy (test)", "97.4 syntok (test)"),
    ("en_pysbd_golden", "en", "", "47 of 48 pySBD"),
    ("fr_gsd_dev", "fr", "99.51 spaCy (test)", "96.7 nupunkt (test)"),
    ("nl_alpino_dev", "nl", "99.82 spaCy (test)", "95.7 Punkt (test)"),
    ("it_isdt_dev", "it", "98.93 spaCy (test)", "95.8 segtok (test)"),
    ("pl_pdb_dev", "pl", "99.92 ICU (test)", "97.7 simplemma (test)"),
    ("uk_iu_dev", "uk", "99.44 ICU (test)", "96.0 nupunkt (test)"),
    ("tr_boun_dev", "tr", "99.42 spaCy (test)", "93.2 segtok (test)"),
)


def load_evaluator(folder: Path) -> ModuleType:
    """Import the evaluator that lies beside the texts."""
    spec = importlib.util.spec_from_file_location("eval_tokens", folder / "eval_tokens.py")
    if spec is None or spec.loader is None:
        msg = f"{folder}: there is no eval_tokens.py"
        raise SystemExit(msg)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def predict(gold: dict[str, dict[str, Any]], language: str) -> dict[str, dict[str, Any]]:
    """Find our spans for each text."""
    clitics = True if language == "en" else None
    found = {}
    for name, item in gold.items():
        text = item["text"]
        tokens = cs.tokenize(text, language=language, split_clitics=clitics)  # type: ignore[arg-type]
        sentences = cs.split_sentences(text, language=language)  # type: ignore[arg-type]
        spans = {"tokens": tokens, "sents": sentences}
        found[name] = {part: frame.select("start", "end").rows() for part, frame in spans.items()}
    return found


def row(evaluator: ModuleType, folder: Path, name: str, language: str) -> list[str]:
    """Score tokens, boundaries and whole items of a file."""
    gold = evaluator.load(folder / f"{name}.jsonl")
    scores = evaluator.evaluate(gold, predict(gold, language), norm=True)
    tokens = scores.get("tokens", {}).get("F1")
    bound = scores["bound"]
    return [
        "" if tokens is None else f"{tokens:.2f}",
        f"{bound['F1']:.2f} ({bound['P']:.1f} / {bound['R']:.1f})",
        f"{scores['items_ok']} of {scores['items']}",
    ]


def breaks(path: Path) -> str:
    """Count the cases of UAX #29 for sentences that are right."""
    right = total = 0
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line:
            case = json.loads(line, strict=False)
            found = cs.split_sentences(case["text"], mode="unicode")
            total += 1
            right += [*found["start"], len(case["text"])] == case["breaks"]
    return f"{right} of {total}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", metavar="FILE", help="show the commonest errors on one file")
    options = parser.parse_args()
    shared = shared_data()
    if shared is None:
        print(f"skipped: set {VARIABLE} to the folder that has the annotated texts")
        return
    folder = shared / "gold"
    evaluator = load_evaluator(folder)
    if options.errors:
        language = options.errors[:2]
        gold = evaluator.load(folder / "dev" / f"{options.errors}.jsonl")
        scores = evaluator.evaluate(gold, predict(gold, language), 40, norm=True)
        for errors in (scores["token_errors"], scores["sent_errors"]):
            print(
                *(f"{n:5} {kind}  {'; '.join(examples)}" for kind, n, examples in errors), sep="\n"
            )
        return
    print(f"corpusstats {cs.__version__}, rules {_core.TOKENIZER_VERSION}\n")
    print("| texts | tokens F1 | best other | boundary F1 (P / R) | best other | items right |")
    print("|---|---|---|---|---|---|")
    for name, language, best_tokens, best_bound in SETS:
        tokens, bound, items = row(evaluator, folder / "dev", name, language)
        print(f"| {name} | {tokens} | {best_tokens} | {bound} | {best_bound} | {items} |")
    right = breaks(folder / "dev" / "und_ucd_sentencebreaktest.jsonl")
    print(f"| und_ucd_sentencebreaktest | | | | | {right} |")


if __name__ == "__main__":
    main()
