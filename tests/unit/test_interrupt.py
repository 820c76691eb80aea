"""Ctrl-C stops long work at once."""

import json
import signal
import statistics
import subprocess
import sys
import time

import pytest

pytestmark = [
    pytest.mark.alone,
    pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals"),
]

# About four seconds of work on one thread.
WORK = """
import signal
import corpusstats as cs
import polars as pl

# A shell that starts tests in the background has them ignore the signal.
signal.signal(signal.SIGINT, signal.default_int_handler)
sentence = "Der Zug rollte am 12. September, z.B. durch 20.000 Orte: ein Kim-Regime. "
frame = pl.DataFrame({"doc_id": ["a"], "text": [sentence * (200_000_000 // len(sentence))]})
print("started", flush=True)
try:
    cs.Corpus.from_frame(frame, n_threads=1)
except KeyboardInterrupt:
    print("interrupted", flush=True)
    raise
print("finished", flush=True)
"""


def test_tokenising_one_long_text_answers_to_ctrl_c_at_once() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", WORK],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "started\n"
            time.sleep(0.5)
            sent = time.monotonic()
            process.send_signal(signal.SIGINT)
            assert process.stdout.readline() == "interrupted\n"
            # 0.2 seconds are promised; the rest is for a machine that has other work.
            assert time.monotonic() - sent < 1
            _, errors = process.communicate(timeout=10)
        finally:
            process.kill()
    assert errors.rstrip().endswith("KeyboardInterrupt")
    assert process.returncode == -signal.SIGINT


# A clock of the system's stops each call at several moments; it needs no thread of Python's.
MOMENTS = """
import json, random, signal, time
import corpusstats as cs
import polars as pl

# Every third word is the same, and every third one of its own.
chance = random.Random(0)
words = ["der" if i % 3 else f"W{chance.randrange(10**9)}" for i in range(1_500_000)]
words = [word if i % 3 != 1 else f"Wort{chance.randrange(3000)}" for i, word in enumerate(words)]
texts = [" ".join(words[i : i + 30_000]) for i in range(0, len(words), 30_000)]
frame = pl.DataFrame({"doc_id": [str(i) for i in range(len(texts))], "text": texts})
frame = frame.with_columns(source=pl.col("doc_id").str.slice(-1))
corpus = cs.Corpus.from_frame(frame)
halves = corpus.with_documents(frame.select("doc_id", half=pl.col("source") > "4"))
calls = {
    "build": lambda: cs.Corpus.from_frame(frame),
    "lower": lambda: cs.frequencies(cs.Corpus.from_frame(frame)),
    "frequencies": lambda: cs.frequencies(corpus, by="source"),
    "ngrams": lambda: cs.ngrams(corpus, (1, 5), boundary="document"),
    "groups": lambda: cs.ngrams(corpus, 2, by="source", documents=True, display=True),
    "cooccurrences": lambda: cs.cooccurrences(corpus, boundary="document"),
    "diversity": lambda: cs.diversity(corpus, by="source", intervals=True),
    "matrix": lambda: cs.document_term_matrix(corpus),
    "divergence": lambda: cs.divergence(halves, by="half", contributions=False),
    "dispersion": lambda: cs.dispersion(corpus),
}
signal.signal(signal.SIGALRM, signal.default_int_handler)
late = {}
for name, call in calls.items():
    start = time.perf_counter()
    call()
    total = time.perf_counter() - start
    late[name] = []
    for share in (0.1, 0.3, 0.5, 0.7, 0.9):
        after = total * share
        try:
            start = time.perf_counter()
            signal.setitimer(signal.ITIMER_REAL, after)
            call()
            signal.setitimer(signal.ITIMER_REAL, 0)
        except (KeyboardInterrupt, TypeError) as error:
            # Where polars writes the name of a type, Python may raise what the signal asked for;
            # polars drops that, and reports a type without a name. The call has stopped, though.
            if isinstance(error, TypeError) and "<unprintable" not in str(error):
                raise
            late[name].append(time.perf_counter() - start - after)
print(json.dumps(late))
"""


def test_counting_answers_to_ctrl_c_at_any_moment() -> None:
    done = subprocess.run(
        [sys.executable, "-c", MOMENTS], stdout=subprocess.PIPE, check=True, timeout=110
    )
    late = json.loads(done.stdout)
    waits = [wait for waits in late.values() for wait in waits]
    # A call may be faster than the first time, and end before it is stopped.
    assert len(waits) > len(late), late
    assert statistics.median(waits) < 0.3, late
    assert max(waits) < 1, late
