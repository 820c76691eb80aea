"""Counting in Rust; private: only the modules beside it call it."""

from collections.abc import Callable, Sequence
from os import PathLike
from typing import Final, Protocol, TypeAlias, final

__all__ = [
    "ATTRIBUTES",
    "ATTRIBUTION_FLAGS",
    "ATTRIBUTION_LANGUAGES",
    "ATTRIBUTION_MODES",
    "CUE_CLASSES",
    "KINDS",
    "LANGUAGES",
    "MODES",
    "POLARITIES",
    "SPEAKER_TYPES",
    "TOKENIZER_VERSION",
    "UNICODE_VERSION",
    "ZONES",
    "ZONE_REASONS",
    "ArrowTable",
    "Builder",
    "Contrasts",
    "CountMatrix",
    "Layer",
    "NgramCounter",
    "OverlapError",
    "PairCounter",
    "Postings",
    "SavedTexts",
    "Selection",
    "TokenTable",
    "Tokenizer",
    "WindowUnits",
    "ZoneRules",
    "are_quoted",
    "attributions",
    "check_terms",
    "checksum",
    "collocates",
    "components",
    "concat_layers",
    "concat_tokens",
    "cooccurrence_matrix",
    "copy_edits",
    "cues",
    "dispersion",
    "divergence_terms",
    "diversity",
    "document_term_matrix",
    "exact_sum",
    "find",
    "find_collocates",
    "find_ngrams",
    "find_pairs",
    "log_p_values",
    "lower",
    "open_layer",
    "open_tokens",
    "save_layer",
    "save_texts",
    "save_tokens",
    "scores",
    "shared",
    "slices",
    "special",
    "student_p",
    "student_quantile",
    "student_quantiles",
    "sums_of_cells",
    "voice_spans",
]

class _ArrowStream(Protocol):
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...

_Path: TypeAlias = str | PathLike[str]
_Phrases: TypeAlias = Sequence[Sequence[_ArrowStream]]

ATTRIBUTES: Final[tuple[str, ...]]
ATTRIBUTION_FLAGS: Final[tuple[str, ...]]
ATTRIBUTION_LANGUAGES: Final[tuple[str, ...]]
ATTRIBUTION_MODES: Final[tuple[str, ...]]
CUE_CLASSES: Final[tuple[str, ...]]
KINDS: Final[tuple[str, ...]]
LANGUAGES: Final[tuple[str, ...]]
MODES: Final[tuple[str, ...]]
POLARITIES: Final[tuple[str, ...]]
SPEAKER_TYPES: Final[tuple[str, ...]]
TOKENIZER_VERSION: Final[str]
UNICODE_VERSION: Final[str]
ZONES: Final[tuple[str, ...]]
ZONE_REASONS: Final[tuple[str, ...]]

@final
class ArrowTable:
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...

@final
class Tokenizer:
    def __new__(
        cls,
        *,
        language: str,
        mode: str,
        split_clitics: bool | None = None,
        joined: bool = False,
        abbreviations: list[str] = ...,
        unsplittable: list[str] = ...,
    ) -> Tokenizer: ...
    def tokens(
        self,
        texts: _ArrowStream,
        *,
        n_threads: int | None = None,
        progress: Callable[[int], object] | None = None,
    ) -> ArrowTable: ...
    def sentences(
        self,
        texts: _ArrowStream,
        *,
        n_threads: int | None = None,
        progress: Callable[[int], object] | None = None,
    ) -> ArrowTable: ...
    def token_lists(self, texts: _ArrowStream, spans: bool) -> ArrowTable: ...
    def sentence_lists(self, texts: _ArrowStream, spans: bool) -> ArrowTable: ...

@final
class TokenTable:
    @staticmethod
    def build(
        texts: _ArrowStream,
        tokenizer: Tokenizer,
        *,
        n_threads: int | None = None,
        progress: Callable[[int], object] | None = None,
    ) -> TokenTable: ...
    @staticmethod
    def from_tokens(
        texts: _ArrowStream,
        tokenizer: Tokenizer,
        counts: _ArrowStream,
        starts: _ArrowStream,
        ends: _ArrowStream,
        *,
        kinds: _ArrowStream | None = None,
        sentences: _ArrowStream | None = None,
        annotations: _ArrowStream | None = None,
        attributes: list[tuple[str, list[str]]] = ...,
    ) -> TokenTable: ...
    def attributes(self) -> list[str]: ...
    def n_documents(self) -> int: ...
    def document_tokens(self) -> ArrowTable: ...
    def vocabulary(self, documents: _ArrowStream) -> ArrowTable: ...
    def tokens(self, documents: _ArrowStream) -> ArrowTable: ...
    def sentences(self, documents: _ArrowStream) -> ArrowTable: ...
    def values(self, attribute: str) -> ArrowTable: ...
    def find_values(self, attribute: str, values: list[str]) -> list[int | None]: ...
    def frequencies(
        self,
        selection: Selection,
        *,
        attribute: str,
        kinds: list[str],
        min_count: int,
        min_documents: int,
        n_threads: int | None = None,
    ) -> tuple[ArrowTable, list[int]]: ...

@final
class Builder:
    def __new__(cls, folder: _Path, tokenizer: Tokenizer) -> Builder: ...
    def add(
        self,
        column: _ArrowStream,
        *,
        n_threads: int | None = None,
        progress: Callable[[int], object] | None = None,
    ) -> None: ...
    def finish(self, *, n_threads: int | None = None) -> None: ...

@final
class SavedTexts:
    def __new__(cls, path: _Path) -> SavedTexts: ...
    def __len__(self) -> int: ...
    def all(self) -> ArrowTable: ...
    def some(self, numbers_of: _ArrowStream) -> ArrowTable: ...

class OverlapError(ValueError): ...

@final
class Layer:
    def __new__(
        cls,
        table: TokenTable,
        documents: _ArrowStream,
        starts: _ArrowStream,
        ends: _ArrowStream,
        labels: _ArrowStream,
        *,
        rest: int | None = None,
        innermost: bool = False,
    ) -> Layer: ...
    @staticmethod
    def sentences(table: TokenTable) -> tuple[Layer, int]: ...

@final
class Selection:
    def __new__(
        cls,
        table: TokenTable,
        documents: _ArrowStream,
        groups: _ArrowStream,
        *,
        by: list[Layer],
        filters: list[tuple[Layer, list[bool], bool]],
        borders: list[Layer],
    ) -> Selection: ...
    def keys(self, n_layers: int) -> ArrowTable: ...
    def tokens(self, table: TokenTable, kinds: list[str]) -> ArrowTable: ...
    def documents(self) -> list[int]: ...
    def regrouped(self, groups: list[int | None]) -> Selection: ...

@final
class NgramCounter:
    def __new__(
        cls,
        table: TokenTable,
        selection: Selection,
        *,
        attribute: str,
        kinds: list[str],
        lengths: tuple[int, int],
        skip: int,
        passes_over: bool,
        min_count: int,
        min_documents: int,
        documents: bool,
        in_parts: bool = False,
        memory: int | None = None,
        n_threads: int | None = None,
    ) -> NgramCounter: ...
    def totals(self) -> list[list[int]]: ...
    def n_places(self) -> int: ...
    def n_parts(self) -> int: ...
    def whole(
        self, display: bool, *, progress: Callable[[int], object] | None = None
    ) -> ArrowTable: ...
    def part(
        self, part: int, display: bool, *, progress: Callable[[int], object] | None = None
    ) -> tuple[ArrowTable, list[int]]: ...

@final
class Contrasts:
    def __new__(
        cls,
        table: TokenTable,
        selection: Selection,
        contrasts: Sequence[tuple[int, list[int]]],
        *,
        attribute: str,
        kinds: list[str],
        n_threads: int | None = None,
    ) -> Contrasts: ...
    def n_rows(self) -> int: ...
    def sizes(self) -> ArrowTable: ...
    def tables(self) -> ArrowTable: ...
    def terms(self, tables: _ArrowStream, ranks: _ArrowStream) -> ArrowTable: ...

@final
class PairCounter:
    def __new__(
        cls,
        table: TokenTable,
        selection: Selection,
        *,
        attribute: str,
        kinds: list[str],
        window: int,
        direction: str,
        weights: bool,
        counts_all: bool,
        min_count: int,
        memory: int | None = None,
        n_threads: int | None = None,
    ) -> PairCounter: ...
    def n_places(self) -> int: ...
    def whole(self, *, progress: Callable[[int], object] | None = None) -> ArrowTable: ...
    def parts(self) -> list[tuple[int, int]]: ...
    def part(
        self, part: tuple[int, int], *, progress: Callable[[int], object] | None = None
    ) -> ArrowTable: ...

@final
class WindowUnits:
    @staticmethod
    def count(
        table: TokenTable,
        selection: Selection,
        rank: _ArrowStream,
        phrases: _Phrases,
        *,
        attribute: str,
        kinds: list[str],
        window: tuple[int, int],
        counts_all: bool,
        min_count: int,
        min_documents: int,
        n_threads: int | None = None,
    ) -> WindowUnits: ...
    def units(self) -> ArrowTable: ...
    def collocates(self, table: TokenTable, attribute: str) -> ArrowTable: ...
    def sums(self, n_groups: int) -> ArrowTable: ...
    def compare(
        self,
        *,
        n_permutations: int,
        most_exact: int,
        seed: int,
        n_threads: int | None = None,
    ) -> tuple[ArrowTable, int, bool, float]: ...

def attributions(
    table: TokenTable,
    texts: _ArrowStream,
    documents: _ArrowStream,
    *,
    language: str,
    cues: Sequence[tuple[str, str, str]] | None = None,
    n_threads: int | None = None,
    progress: Callable[[int], object] | None = None,
) -> ArrowTable: ...
def check_terms(table: TokenTable, folder: _Path) -> None: ...
def checksum(path: _Path, *, progress: Callable[[int], object] | None = None) -> int: ...
def concat_layers(
    parts: Sequence[tuple[TokenTable, _ArrowStream, Layer, list[int]]], *, rest: int | None = None
) -> Layer: ...
def concat_tokens(parts: Sequence[tuple[TokenTable, _ArrowStream]]) -> TokenTable: ...
def open_layer(path: _Path, *, rest: int | None = None) -> Layer: ...
def open_tokens(folder: _Path, annotations: list[str]) -> TokenTable: ...
def save_layer(layer: Layer, path: _Path) -> None: ...
def save_texts(column: _ArrowStream, path: _Path) -> None: ...
def save_tokens(table: TokenTable, folder: _Path) -> None: ...
def collocates(
    table: TokenTable,
    selection: Selection,
    phrases: _Phrases,
    *,
    attribute: str,
    kinds: list[str],
    window: tuple[int, int],
    counts_all: bool,
    places: bool,
    min_count: int,
    min_documents: int,
    n_threads: int | None = None,
) -> tuple[ArrowTable, ArrowTable]: ...
def cooccurrence_matrix(
    table: TokenTable,
    selection: Selection,
    *,
    attribute: str,
    kinds: list[str],
    window: int,
    direction: str,
    weights: bool,
    counts_all: bool,
    min_count: int,
    n_threads: int | None = None,
) -> tuple[ArrowTable, ArrowTable, ArrowTable]: ...
def components(n: int, one: _ArrowStream, other: _ArrowStream) -> ArrowTable: ...
def copy_edits(
    table: TokenTable,
    documents: _ArrowStream,
    sides: Sequence[_ArrowStream],
    edits: _ArrowStream,
    *,
    attribute: str,
    kinds: list[str],
    lists_equal: bool,
    n_threads: int | None = None,
) -> ArrowTable: ...
def shared(
    table: TokenTable,
    documents: _ArrowStream,
    *,
    attribute: str,
    kinds: list[str],
    shingle: int,
    min_run: int,
    min_words: int,
    gap: int,
    most_places: int,
    n_threads: int | None = None,
    progress: Callable[[int], object] | None = None,
) -> tuple[ArrowTable, ArrowTable, ArrowTable, int, int]: ...
def exact_sum(values: _ArrowStream) -> float: ...
def divergence_terms(one: _ArrowStream, other: _ArrowStream, order: int) -> ArrowTable | None: ...
def diversity(
    table: TokenTable,
    order: _ArrowStream,
    selection: Selection,
    *,
    attribute: str,
    kinds: list[str],
    window: int | None,
    segment: int | None,
    factors: tuple[tuple[float, bool, int], str, bool] | None,
    moving: tuple[float, bool, int] | None,
    sample: int | None,
    curve: tuple[int, int] | None,
    draws: tuple[int, int, int] | None,
    ranks: bool,
    growth: bool,
    parts: int,
    least_documents: int,
    n_threads: int | None = None,
) -> ArrowTable: ...
def cues(language: str) -> list[tuple[str, str, str]]: ...
def dispersion(
    table: TokenTable,
    selection: Selection,
    order: _ArrowStream,
    *,
    tokens: int | None = None,
    layer: Layer | None = None,
    attribute: str,
    kinds: list[str],
    min_count: int,
    min_documents: int,
    n_threads: int | None = None,
) -> tuple[ArrowTable, ArrowTable]: ...
def document_term_matrix(
    table: TokenTable,
    documents: _ArrowStream,
    selection: Selection,
    *,
    attribute: str,
    kinds: list[str],
    min_count: int,
    min_documents: int,
    n_threads: int | None = None,
) -> tuple[ArrowTable, ArrowTable, ArrowTable, ArrowTable]: ...
def find(
    table: TokenTable,
    selection: Selection,
    phrases: _Phrases,
    *,
    attribute: str,
    order: str,
    context: tuple[int, int],
) -> ArrowTable: ...
def find_collocates(
    table: TokenTable,
    selection: Selection,
    phrases: _Phrases,
    rows: list[tuple[int, int]],
    *,
    attribute: str,
    kinds: list[str],
    window: tuple[int, int],
    counts_all: bool,
    context: tuple[int, int],
) -> ArrowTable: ...
def find_ngrams(
    table: TokenTable,
    selection: Selection,
    rows: list[tuple[int, list[int]]],
    *,
    attribute: str,
    kinds: list[str],
    length: int,
    skip: int,
    passes_over: bool,
    context: tuple[int, int],
) -> ArrowTable: ...
def find_pairs(
    table: TokenTable,
    selection: Selection,
    rows: list[tuple[int, int, int]],
    *,
    attribute: str,
    kinds: list[str],
    window: int,
    direction: str,
    counts_all: bool,
    context: tuple[int, int],
) -> ArrowTable: ...
def log_p_values(statistics: _ArrowStream, df: float) -> ArrowTable: ...
def lower(text: str) -> str: ...
def scores(
    measure: str,
    o11: _ArrowStream,
    r1: _ArrowStream,
    c1: _ArrowStream,
    n: _ArrowStream,
    family: _ArrowStream,
    *,
    confidence: float = 0.95,
    n_threads: int | None = None,
) -> ArrowTable: ...
def slices(
    texts: _ArrowStream, documents: _ArrowStream, starts: _ArrowStream, ends: _ArrowStream
) -> ArrowTable: ...

@final
class CountMatrix:
    def __new__(
        cls, lengths: _ArrowStream, columns: _ArrowStream, counts: _ArrowStream
    ) -> CountMatrix: ...
    def compare_sets(
        self,
        sets: Sequence[Sequence[_ArrowStream]],
        *,
        n_commonest: int,
        n_threads: int | None = None,
    ) -> tuple[ArrowTable, list[list[list[int]]]]: ...
    def divergences(
        self,
        labels: _ArrowStream,
        strata: _ArrowStream,
        *,
        order: int,
        n_sampled: int,
        most_exact: int,
        seed: int,
        n_threads: int | None = None,
    ) -> tuple[ArrowTable, bool, float]: ...

@final
class ZoneRules:
    def __new__(cls, rows: Sequence[tuple[str, str, str, int, str]]) -> ZoneRules: ...
    def zones(
        self,
        texts: _ArrowStream,
        groups: _ArrowStream,
        *,
        n_threads: int | None = None,
        progress: Callable[[int], object] | None = None,
    ) -> ArrowTable: ...

@final
class Postings:
    @staticmethod
    def of_terms(
        table: TokenTable,
        selection: Selection,
        rank: _ArrowStream,
        *,
        attribute: str,
        kinds: list[str],
        n_threads: int | None = None,
    ) -> Postings: ...
    @staticmethod
    def from_counts(
        n_terms: int,
        terms: _ArrowStream,
        units: _ArrowStream,
        counts: _ArrowStream,
        *,
        groups: _ArrowStream,
        documents: _ArrowStream,
        tokens: _ArrowStream,
    ) -> Postings: ...
    def merged(self, numbers: list[int | None], groups: list[int]) -> Postings: ...
    def of_present(self) -> Postings: ...
    def n_terms(self) -> int: ...
    def units(self) -> ArrowTable: ...
    def terms(self, table: TokenTable, attribute: str) -> ArrowTable: ...
    def moments(
        self, n_groups: int, *, n_threads: int | None = None
    ) -> tuple[ArrowTable, ArrowTable]: ...
    def compare_rates(self, n_groups: int, *, n_threads: int | None = None) -> ArrowTable: ...
    def permute(
        self,
        strata: _ArrowStream,
        *,
        mean: bool,
        n_permutations: int,
        most_exact: int,
        seed: int,
        n_threads: int | None = None,
    ) -> tuple[ArrowTable, ArrowTable, int, bool, list[float]]: ...
    def bootstrap(
        self,
        sides: _ArrowStream,
        strata: _ArrowStream,
        *,
        n_resamples: int,
        confidence: float,
        seed: int,
        n_threads: int | None = None,
    ) -> ArrowTable: ...

def student_p(
    statistics: _ArrowStream, freedom: _ArrowStream, *, n_threads: int | None = None
) -> ArrowTable: ...
def student_quantiles(
    probability: float, freedom: _ArrowStream, *, n_threads: int | None = None
) -> ArrowTable: ...
def student_quantile(probability: float, freedom: float) -> float: ...
def sums_of_cells(
    lengths: _ArrowStream,
    counts: _ArrowStream,
    sizes: _ArrowStream,
    tokens: _ArrowStream,
    parts: _ArrowStream,
    least: _ArrowStream,
) -> ArrowTable: ...
def special(function: str, arguments: Sequence[Sequence[float]]) -> list[list[float]]: ...
def are_quoted(
    texts: _ArrowStream,
    stretches: Sequence[_ArrowStream],
    quotations: Sequence[_ArrowStream] | None,
    least: int,
) -> ArrowTable: ...
def voice_spans(
    texts: _ArrowStream,
    columns: Sequence[_ArrowStream],
    parts: Sequence[_ArrowStream],
    *,
    n_threads: int | None = None,
) -> tuple[ArrowTable, ArrowTable]: ...
