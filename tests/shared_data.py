"""The one place that knows where material lies that is not part of this repository."""

from __future__ import annotations

import os
from pathlib import Path

VARIABLE = "CORPUSSTATS_DATA"
ROOT = Path(__file__).resolve().parents[1]


def shared_data() -> Path | None:
    """Find the folder that the environment names (else one beside the repository), if it exists."""
    folder = (ROOT / os.environ.get(VARIABLE, "../shared")).resolve()
    return folder if folder.is_dir() else None
