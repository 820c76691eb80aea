"""Progress of long work."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["progress_bar", "progress_of_parts"]


@contextmanager
def progress_bar(
    total: int | None, *, show: bool, unit: str = "B"
) -> Iterator[Callable[[int], object] | None]:
    """Show a bar of ``total`` units, if known, and give a function that moves it to an amount."""
    if not show:
        yield None
        return
    try:
        from tqdm.auto import tqdm  # noqa: PLC0415  (an extra)
    except ImportError as error:
        msg = "progress=True needs tqdm: pip install 'corpusstats[progress]'"
        raise ImportError(msg) from error
    with tqdm(total=total, unit=unit, unit_scale=True) as bar:
        yield lambda done: bar.update(done - bar.n)


@contextmanager
def progress_of_parts(
    total: int, *, show: bool
) -> Iterator[Callable[[], Callable[[int], object] | None]]:
    """Show a bar of tokens that are counted in parts.

    Gives a function to call for each part, which gives one that moves the bar to an amount of this
    part.
    """
    reached = 0
    with progress_bar(total, show=show, unit=" tokens") as report:

        def begin() -> Callable[[int], object] | None:
            if report is None:
                return None
            first = reached

            def move(done: int) -> None:
                nonlocal reached
                reached = first + done
                report(reached)

            return move

        yield begin
