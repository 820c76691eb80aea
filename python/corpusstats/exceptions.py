"""What can go wrong, as exceptions of this package's own."""

__all__ = ["CorpusStatsError", "InputError", "InternalError"]


class CorpusStatsError(Exception):
    """Whatever this package raises that is no plain ``ValueError`` or ``TypeError``."""


class InputError(CorpusStatsError, ValueError):
    """A file, table or column cannot be used as it is; the message says what would be."""


class InternalError(CorpusStatsError, RuntimeError):
    """A mistake in this package itself. Please report it."""
