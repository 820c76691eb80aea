"""What all tests share, the examples in docstrings, in the README and in docs/ among them."""

import contextlib
from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session", autouse=True)
def _in_the_root_folder(pytestconfig: pytest.Config) -> Iterator[None]:
    """Let examples read "seeds", a folder of this repository, wherever pytest is started."""
    with contextlib.chdir(pytestconfig.rootpath):
        yield
