"""Ctrl-C stops long work at once."""

import signal
import subprocess
import sys
import time

import pytest

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


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals")
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
