"""Options of keywords that go together with what is compared, or do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpusstats.exceptions import InputError
from corpusstats.options import check_at_least, check_name

if TYPE_CHECKING:
    from corpusstats.contrasts import Compared
    from corpusstats.inference import Inference

__all__ = [
    "check_counted",
    "check_documents",
    "check_reference_tokens",
    "check_unused",
    "check_variants",
]


def check_variants(
    *, contrasts: str, rest: str, zero: str, interval: str, strata: object, margin: float
) -> None:
    """Raise if there is no such variant, or if some do not go together."""
    check_name("contrasts", contrasts, ("rest", "pairs"))
    check_name("rest", rest, ("pooled", "mean"))
    if not margin > 0:
        msg = f"lockword_margin has to be above 0, not {margin!r}"
        raise ValueError(msg)
    if rest == "mean" and (zero != "walter" or contrasts == "pairs" or strata is not None):
        msg = "rest='mean' goes with zero='walter', contrasts='rest' and no strata"
        raise ValueError(msg)
    if interval == "bootstrap" and zero != "walter":
        msg = "interval='bootstrap' goes with zero='walter'"
        raise ValueError(msg)


def check_reference_tokens(tokens: int | None, *, is_foreign: bool) -> None:
    """Raise if the tokens of a reference are given that has its own."""
    if tokens is None:
        return
    check_at_least("reference_tokens", tokens, 1)
    if not is_foreign:
        msg = "reference_tokens goes with a reference that is a corpus or a frame of counts"
        raise ValueError(msg)


def check_counted(options: Inference, *, contrasts: str, rest: str, n: object) -> None:
    """Raise if an option is set that looks at documents, where counts are compared."""
    for name, is_set in (
        ("contrasts", contrasts != "rest"),
        ("rest", rest != "pooled"),
        ("n", n != 1),
        ("strata", bool(options.strata)),
        ("blocks", options.blocks is not None),
        ("correction", options.correction is not None),
        ("interval", options.interval != "clustered"),
        ("inference", options.method not in (None, "auto")),
    ):
        if is_set:
            msg = (
                f"{name}= looks at the documents of a corpus, and goes neither with counts or a "
                "reference from elsewhere nor with inference=None"
            )
            raise ValueError(msg)


def check_unused(*, attribute: str, kinds: list[str]) -> None:
    """Raise if an option is set that only a corpus can follow."""
    if attribute != "lower" or kinds != ["word", "number"]:
        msg = "attribute= and kinds= go with a corpus: frames of counts are taken as they are"
        raise ValueError(msg)


def check_documents(found: Compared) -> None:
    """Raise unless the documents of both sides can be added up."""
    if not found.knows_documents:
        msg = "min_documents needs the column 'documents' in the counts of both sides"
        raise InputError(msg)
    if found.shares_documents:
        msg = "min_documents cannot be used where a layer makes the groups: they share documents"
        raise InputError(msg)
