"""Words by which a text holds back from what it says, by language: closed lists, one word each.

Modal adverbs and adjectives of uncertainty and hearsay, and the modal verbs of assumption, as
grammars list them (Duden, Die Grammatik, on *Modalwörter* and on epistemic modal verbs; Quirk et
al. 1985, A comprehensive grammar, 8.127 and 4.49). ``sollen`` is none of them: it reports
or plans.
"""

from __future__ import annotations

__all__ = ["HEDGES"]

HEDGES: dict[str, tuple[str, ...]] = {
    "de": (
        "allem Anschein nach", "angeblich", "angebliche", "angeblichem", "angeblichen",
        "angeblicher", "angebliches", "anscheinend", "dürfte", "dürften", "eventuell", "könnte",
        "könnten", "möglicherweise", "mutmaßlich", "mutmaßliche", "mutmaßlichem", "mutmaßlichen",
        "mutmaßlicher", "mutmaßliches", "offenbar", "offensichtlich", "scheinbar", "vermeintlich",
        "vermeintliche", "vermeintlichem", "vermeintlichen", "vermeintlicher", "vermeintliches",
        "vermutlich", "vermutliche", "vermutlichen", "vielleicht", "voraussichtlich",
        "wahrscheinlich", "womöglich",
    ),
    "en": (
        "alleged", "allegedly", "apparent", "apparently", "could", "likely", "may", "maybe",
        "might", "perhaps", "possibly", "presumably", "probably", "purported", "purportedly",
        "reportedly", "seemingly", "supposedly",
    ),
}  # fmt: skip
