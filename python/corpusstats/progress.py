"""Progress of long work."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["progress_bar"]


@contextmanager
def progress_bar(total: int | None, *, show: bool) -> Iterator[Callable[[int], object] | None]:
    """Show a bar of ``total`` bytes (if known) and give a function that moves it to an amount."""
    if not show:
        yield None
        return
    try:
        from tqdm.auto import tqdm  # noqa: PLC0415  (an extra)
    except ImportError as error:
        msg = "progress=True needs tqdm: pip install 'corpusstats[progress]'"
        raise ImportError(msg) from error
    with tqdm(total=total, unit="B", unit_scale=True) as bar:
        yield lambda done: bar.update(done - bar.n)
