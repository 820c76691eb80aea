"""Words that stand before or between names and are none."""

from __future__ import annotations

from corpusstats.framing.nouns import word_set

__all__ = [
    "ARTICLES",
    "BEFORE",
    "NOBODY",
    "OF",
    "PARTICLES",
    "POSSESSIVES",
    "PREPOSITIONS",
    "PRONOUNS",
    "SAYINGS",
]

ARTICLES = word_set(
    "der die das den dem des ein eine einer einem einen eines dieser diese dieses diesem diesen "
    "the a an this these mehrere einige viele zwei drei zahlreiche several some many"
)
PRONOUNS = word_set("er sie es man ihm ihr ihn ihnen wir uns ich he she it they we i him her")
NOBODY = PRONOUNS | word_set("demnach danach wonach welcher welche welchem wer")
# Whose words they are stands elsewhere.
POSSESSIVES = word_set(
    "eigenen eigener sein seine seiner seinen ihr ihre ihrer ihren his her their"
)
# What stands before a name and is none of it.
BEFORE = ARTICLES | word_set("in im aus von vom laut nach beim bei")
# What passes on a statement, and what joins it to who has made it.
SAYINGS = word_set(
    "angabe angaben ansicht ansichten meinung auffassung auskunft aussage aussagen einschätzung "
    "einschätzungen worten informationen darstellung berichten berechnungen schätzung schätzungen "
    "meldung meldungen mitteilung überzeugung lesart ankündigung erkenntnissen"
)
OF = word_set("der des von vom")
PREPOSITIONS = word_set(
    "in im an am auf aus bei beim für gegen mit nach ohne seit über um unter vor zu zum zur und "
    "oder sowie at for from of on to with and or"
)
# What stands between the words of a person's name.
PARTICLES = word_set("von van der den de di da del la le bin ibn al el zu zur dos du")
