"""Fixtures and settings of all tests."""

import os
from pathlib import Path

import polars as pl
import pytest
from hypothesis import settings

import corpusstats as cs
from tests import shared_data

ROOT = shared_data.ROOT

settings.register_profile("default", max_examples=100, deadline=None, derandomize=False)
settings.register_profile(
    "ci", settings.get_profile("default"), derandomize=True, database=None, print_blob=True
)
settings.load_profile("ci" if os.environ.get("CI") else "default")


@pytest.fixture(scope="session")
def root() -> Path:
    """The root folder of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The repository's own small corpus."""
    return ROOT / "seeds"


@pytest.fixture(scope="session", name="shared_data")
def find_shared_data() -> Path:
    """The folder of texts and reference values that are no part of the repository."""
    folder = shared_data.shared_data()
    if folder is None:
        pytest.skip(
            f"not part of the repository: set {shared_data.VARIABLE} to the folder that has it"
        )
    return folder


@pytest.fixture(scope="session")
def small() -> cs.Corpus:
    """Five documents: two of outlet x, two of outlet y, one of no outlet and without words."""
    frame = pl.DataFrame(
        {
            "doc_id": ["x1", "x2", "y1", "y2", "z"],
            "source": ["x", "x", "y", "y", None],
            "year": [2022, 2023, 2023, 2023, 2022],
            "text": [
                "Der Zug fährt. Der ZUG hält!",
                "Ein Zug, 2 Züge.",
                "Der Machthaber fährt Zug.",
                "Der Mann fährt nach Köln.",
                "…",
            ],
        }
    )
    return cs.Corpus.from_frame(frame)
