"""Sparse matrices, as arrays of numpy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt
    import polars as pl

__all__ = ["Csr", "array", "csr_arrays"]


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Csr:
    """A sparse matrix by rows: what all such matrices share."""

    indptr: npt.NDArray[np.int32] | npt.NDArray[np.int64]
    indices: npt.NDArray[np.int32]
    data: npt.NDArray[np.uint32] | npt.NDArray[np.float32]
    shape: tuple[int, int]

    def to_scipy(self) -> Any:  # noqa: ANN401  (scipy has no types)
        """Make a ``scipy.sparse.csr_array`` of the same arrays; needs scipy.

        Examples
        --------
        >>> import corpusstats as cs
        >>> import polars as pl
        >>> frame = pl.DataFrame({"doc_id": ["a", "b"], "text": ["Zug um Zug.", "Ein Zug."]})
        >>> cs.document_term_matrix(cs.Corpus.from_frame(frame)).to_scipy().toarray()
        array([[0, 1, 2],
               [1, 0, 1]], dtype=uint32)
        """
        try:
            from scipy.sparse import csr_array  # noqa: PLC0415  (not needed otherwise)
        except ImportError as error:
            msg = "to_scipy needs scipy: pip install scipy"
            raise ImportError(msg) from error
        return csr_array((self.data, self.indices, self.indptr), shape=self.shape)


def array(column: pl.Series) -> npt.NDArray[Any]:
    """Look at a column's numbers where they are."""
    return column.to_numpy(allow_copy=False)


def csr_arrays(
    indptr: npt.NDArray[Any], columns: npt.NDArray[Any], data: npt.NDArray[Any]
) -> tuple[npt.NDArray[Any], npt.NDArray[Any], npt.NDArray[Any]]:
    """Give arrays the types that others take as they are, and close them to writing."""
    if len(data) < 2**31:
        indptr = indptr.astype(np.int32)
    # Column numbers are below 2**31, so that the same bytes are signed numbers.
    indices = columns.view(np.int32)
    for one in (indptr, indices, data):
        one.setflags(write=False)
    return indptr, indices, data
