"""How methods are worded: how a language writes values and options, and its phrases.

Phrases are named by what they say; a name that ends in the value of an option words that value.
Slots in braces take phrases or values.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

__all__ = ["PHRASES", "Record", "Words", "against", "as_list", "as_pair", "list_parts"]

Record: TypeAlias = Mapping[str, Any]

# How a record describes a frame, eager or lazy.
_FRAME = re.compile(r"frame of \d+ rows: |naive plan: ")


@dataclass(frozen=True, slots=True)
class Words:
    """A language: its phrases, and how it writes values, lists and options."""

    phrases: Mapping[str, str]

    def say(self, phrase: str, **slots: str) -> str:
        """Fill the slots of a phrase."""
        return self.phrases[phrase].format(**slots)

    def quote(self, value: object) -> str:
        """Quote a value as it is in the record, but on one line."""
        if value is None or isinstance(value, bool):
            return self.say(f"value.{str(value).lower()}")
        return self.say("quote", value=re.sub(r"\s*\n\s*", " ", str(value)))

    def quotes(self, values: object, last: str = "and") -> str:
        """Quote one value or several."""
        return self.list_up(map(self.quote, as_list(values)), last)

    def number(self, number: int) -> str:
        """Write a number with a sign between its thousands."""
        return f"{number:,}".replace(",", self.phrases["thousands"])

    def amount(self, unit: str, number: int) -> str:
        """Write a number of documents, tokens or characters."""
        return self.say(f"{unit}.{'one' if number == 1 else 'many'}", n=self.number(number))

    def list_up(self, items: Iterable[str], last: str = "and") -> str:
        """Join items, the last by a word."""
        *first, end = items
        return f"{', '.join(first)}{self.phrases[last]}{end}" if first else end

    def boundary(self, options: Record) -> str:
        """Name what windows, n-grams or phrases do not cross."""
        name = options["boundary"]
        known = name in ("sentence", "document")
        return self.say(f"boundary.{name if known else 'layer'}", name=self.quote(name))

    def punctuation(self, function: str, options: Record) -> str:
        """Tell what tokens do that are of kinds that do not count."""
        others = "others" if "punctuation" in options["kinds"] else "others.punctuation"
        return self.say(f"{function}.{options['punctuation']}", others=self.say(others))

    def part(self, name: str, labels: object) -> str:
        """Name a part of what is selected, see :func:`list_parts`."""
        quoted = self.quote(name)
        if labels is not ...:
            return self.say("part.labels", name=quoted, labels=self.quotes(labels, "or"))
        if is_frame(name):
            return self.say("part.spans", spans=quoted)
        # Records do not tell layers from expressions; these call something.
        return self.say("part.condition" if "(" in name else "part.layer", name=quoted)

    def side(self, options: Record, side: object) -> str:
        """Name a group, or the documents for which an expression holds."""
        value = " / ".join(map(self.quote, as_list(side)))
        return self.say("side.group" if options["by"] else "side.condition", value=value)

    def sides(self, options: Record) -> dict[str, str]:
        """Name what is compared with what."""
        target, reference = options.get("target"), options.get("reference")
        kind = against(options)
        if target is not None:
            named = self.side(options, target)
        elif options["by"]:
            named = self.say("target.other" if kind == "side" else "target.each")
        else:
            named = self.say("target.whole")
        if kind == "side":
            return {"target": named, "reference": self.side(options, reference)}
        size = options.get("reference_tokens")
        tokens = self.say("reference.tokens", tokens=self.amount("token", size)) if size else ""
        # The plan of a lazy frame tells a reader nothing.
        is_told = isinstance(reference, str) and not reference.startswith("naive plan")
        told = self.say("reference.told", value=self.quote(reference)) if is_told else ""
        said = self.say(f"reference.{kind}", told=told, tokens=tokens)
        return {"target": named, "reference": said}

    def terms(self, options: Record) -> str:
        """Tell what counts as the same word, and which kinds count."""
        attribute = options["attribute"]
        known = attribute if f"attribute.{attribute}" in self.phrases else "other"
        same = self.say(f"attribute.{known}", name=self.quote(attribute))
        if "kinds" not in options:
            return same
        kinds = self.list_up(self.say(f"kind.{kind}") for kind in options["kinds"])
        return f"{same} {self.say('kinds', kinds=kinds)}"

    def cuts(self, records: Sequence[Record]) -> list[str]:
        """Tell what is too rare to be listed."""
        cuts = []
        for made in records:
            limits = {name: made["options"].get(name, 1) for name in ("min_count", "min_documents")}
            said = [self.say(name, n=self.number(n)) for name, n in limits.items() if n > 1]
            if said:
                cut = f"cut.{made['function']}"
                cuts.append(self.say(cut, limits=self.list_up(said, "or")))
        # Pairs have no totals.
        has_totals = any(made["function"] != "cooccurrences" for made in records)
        phrase = "cut" if has_totals else "cut.only"
        return [self.say(phrase, cuts=self.list_up(cuts, "and.clauses"))] if cuts else []

    def measures(self, made: Record) -> str:
        """List the measures with their variants."""
        options = made["options"]
        role = "node" if made["function"] == "collocates" else "target"
        # Where a function has no such option, it takes the measures' own default.
        variants = {
            "cells": options.get("cells", 4),
            "zero": options.get("zero", "walter"),
            "marginal": options.get("marginal", "target"),
            "forward": role,
            "backward": role,
        }
        slots = {slot: self.say(f"{slot}.{value}") for slot, value in variants.items()}
        return self.list_up(self.say(f"measure.{name}", **slots) for name in options["measures"])


def as_list(values: object) -> list[Any]:
    """List one value or several."""
    return values if isinstance(values, list) else [values]


def as_pair(values: object) -> list[Any]:
    """Make a pair of one value or two."""
    return values if isinstance(values, list) else [values, values]


def against(options: Record) -> str:
    """Tell what kind of reference there is: ``side`` is a group, or documents by an expression."""
    reference = options.get("reference")
    if reference is None:
        return "groups" if options["by"] else "documents"
    if isinstance(reference, Mapping):
        return "corpus"
    return "list" if is_frame(reference) else "side"


def is_frame(described: object) -> bool:
    """Tell whether a record describes a frame."""
    return isinstance(described, str) and bool(_FRAME.match(described))


def list_parts(parts: object) -> list[tuple[Any, Any]]:
    """List the parts of ``within`` or ``without``, each with its labels or with ``...``.

    The layers of one mapping are parts of their own: within, all have to hold; without, any.
    """
    found: list[tuple[Any, Any]] = []
    for part in [] if parts is None else as_list(parts):
        found += part.items() if isinstance(part, Mapping) else [(part, ...)]
    return found


GERMAN = {
    # Values and lists.
    "quote": "„{value}“",
    "value.none": "ohne Angabe",
    "value.true": "wahr",
    "value.false": "falsch",
    "thousands": ".",
    "and": " und ",
    "or": " oder ",
    "and.clauses": ", und ",
    "document.one": "{n} Dokument",
    "document.many": "{n} Dokumente",
    "token.one": "{n} Token",
    "token.many": "{n} Token",
    "character.one": "{n} Zeichen",
    "character.many": "{n} Zeichen",
    "lengths.one": "{shortest}",
    "lengths.many": "{shortest} bis {longest}",
    # The corpus.
    "corpus": "Das Korpus",
    "corpus.part": "Das {number}. Teilkorpus",
    "corpus.reference": "Das Vergleichskorpus",
    "read.read_corpus": "{corpus} wurde aus {path} eingelesen{columns}{source}.",
    "read.build_corpus": "{corpus} wurde aus {path} eingelesen{columns}{source}.",
    "read.concat": "{corpus} wurde aus Teilkorpora zusammengesetzt (insgesamt {n}).",
    "read.Corpus.from_frame": "{corpus} wurde aus einer Tabelle gebildet{columns}{source}.",
    "read.Corpus.from_tokens": "{corpus} wurde aus fertigen Token gebildet.",
    "read.columns": ", mit dem Text aus der Spalte {text} und den Dokumentnamen aus {doc_id}",
    "read.source": ", mit der Quelle aus der Spalte {source}",
    "read.skipped": "Verborgene Dateien und andere als .txt-Dateien wurden übergangen "
    "(insgesamt {n}).",
    "read.unknown": "Die Häufigkeiten stammen aus einer Tabelle, deren Herkunft nicht verzeichnet "
    "ist.",
    "filter": "Der Filter {conditions} ließ {documents} des Korpus übrig.",
    "layer": "Die Ebene {name} besteht aus {spans}{default}{innermost}.",
    "layer.default": "; aller übrige Text trägt die Bezeichnung {default}",
    "layer.innermost": "; wo sich Abschnitte überschneiden, gilt der kürzere",
    "span.one": "{n} bezeichneten Textabschnitt",
    "span.many": "{n} bezeichneten Textabschnitten",
    "tokens.language": "Der Text wurde {language} in Token{sentences} zerlegt.",
    "sentences.language": " und Sätze",
    "tokens.given": "Die Token sind die eines anderen Programms{sentences}.",
    "sentences.given": ", die Sätze ebenso",
    "sentences.found": "; Sätze wurden {language} abgegrenzt",
    "tokens.unicode": "Der Text wurde an den Wortgrenzen nach Unicode (UAX #29) in Token "
    "zerlegt{sentences}.",
    "sentences.unicode": ", an den Satzgrenzen nach demselben Standard in Sätze",
    "tokens.words": r"Als Token galten die längsten Zeichenfolgen aus \w, also aus Buchstaben, "
    "Ziffern, Unterstrichen und Ähnlichem{sentences}.",
    "tokens.clitics.True": "Klitika galten als eigene Token.",
    "tokens.clitics.False": "Klitika und Elisionen blieben Teil ihres Wortes.",
    "tokens.joined": "Mehrteilige Abkürzungen galten als ein Token.",
    "tokens.abbreviations": "Als Abkürzungen galten zudem {words}.",
    "tokens.unsplittable": "Nicht zerlegt wurden {words}.",
    "language.de": "nach den Regeln des Deutschen",
    "language.en": "nach den Regeln des Englischen",
    "language.fr": "nach den Regeln des Französischen",
    "language.nl": "nach den Regeln des Niederländischen",
    "language.it": "nach den Regeln des Italienischen",
    "language.es": "nach den Regeln des Spanischen",
    "language.pl": "nach den Regeln des Polnischen",
    "language.uk": "nach den Regeln des Ukrainischen",
    "language.tr": "nach den Regeln des Türkischen",
    "language.und": "nach Regeln, die keiner einzelnen Sprache gelten,",
    "attribute.lower": "Als dasselbe Wort galten Formen, die in Kleinschreibung, in der "
    "Unicode-Normalform NFC und ohne weiche Trennstriche und Zeichen ohne Breite übereinstimmen.",
    "attribute.other": "Gezählt wurde nach {name}.",
    "attribute.word": "Als dasselbe Wort galten nur Formen, die im Text genau gleich geschrieben "
    "sind.",
    "kinds": "Als Einheiten zählten {kinds}.",
    "kind.word": "Wörter",
    "kind.number": "Zahlen",
    "kind.punctuation": "Satzzeichen",
    "kind.symbol": "Symbole",
    "kind.emoji": "Emojis",
    "kind.url": "Webadressen",
    "kind.email": "E-Mail-Adressen",
    "kind.mention": "Erwähnungen (@name)",
    "kind.hashtag": "Hashtags",
    "others": "Token anderer Arten",
    "others.punctuation": "Satzzeichen und Token sonstiger Arten",
    # What of it is counted, and for which groups.
    "within": "Berücksichtigt wurde nur, was {parts}.",
    "without": "Ausgenommen blieb, was {parts}.",
    "part.layer": "auf der Ebene {name} annotiert ist",
    "part.labels": "auf der Ebene {name} als {labels} gilt",
    "part.spans": "an den vorgegebenen Textstellen steht ({spans})",
    "part.condition": "in Dokumenten mit der Eigenschaft {name} steht",
    "groups": "Ausgewertet wurde getrennt nach {by}.",
    "groups.concordance": "Zu jedem Treffer ist {by} angegeben.",
    "groups.sized": "Ausgewertet wurde getrennt nach {by}; die {groups} Gruppen haben zusammen "
    "{sizes}, und {left_out} anderer Arten zählten nicht mit.",
    "boundary.sentence": "Satzgrenzen",
    "boundary.document": "Dokumentgrenzen",
    "boundary.layer": "Grenzen der Ebene {name}",
    # What is counted and compared.
    "reused": "Auf diesen Häufigkeiten beruht alles Weitere.",
    "merged": "So wurden {n} Teile mit je eigenen Dokumenten gezählt, von denen hier der erste "
    "beschrieben ist, und ihre Häufigkeiten addiert.",
    "frequencies": "Ermittelt wurde für jeden Ausdruck, wie oft er vorkommt, absolut und je "
    "Million gezählter Token, und in wie vielen Dokumenten er steht.",
    "ngrams": "Gezählt wurden n-Gramme aus {lengths} Token {skip}, die {boundary} nicht "
    "überschreiten; {punctuation}.",
    "skip.none": "ohne Auslassungen",
    "skip.some": "mit bis zu {skip} Auslassungen zwischen dem ersten und dem letzten Token "
    "(Skip-Gramme; Guthrie u. a. 2006)",
    "ngrams.break": "{others} beenden ein n-Gramm",
    "ngrams.skip": "{others} werden in n-Grammen übergangen",
    "cooccurrences": "Gezählt wurden Paare von Token, die höchstens {window} auseinander stehen "
    "(unmittelbare Nachbarn 1 Token) und {boundary} nicht überschreiten; jedes Paar von Stellen "
    "zählt einmal, {order}. {punctuation}.",
    "pairs.unordered": "gleich in welcher Reihenfolge",
    "pairs.directed": "wobei die Reihenfolge unterschieden wird",
    "cooccurrences.skip": "Zwischen beiden nehmen {others} keinen Platz ein",
    "cooccurrences.count": "Zwischen beiden nehmen {others} Platz ein",
    "weights.distance": "Zusätzlich wurden die Kehrwerte der Abstände addiert (wie bei GloVe; "
    "Pennington u. a. 2014).",
    "keywords": "Für die Schlüsselwörter wurde die Häufigkeit jedes Ausdrucks {target} mit der "
    "{reference} verglichen.",
    "keywords of n-grams": "Für jede Länge wurde die Häufigkeit jedes n-Gramms {target}, gemessen "
    "an allen n-Grammen dieser Länge, mit der {reference} verglichen.",
    "contrasts.pairs": "Verglichen wurden je zwei Gruppen.",
    "rest.mean": "Vergleichswert ist das Mittel der relativen Häufigkeiten der übrigen Gruppen.",
    "inference.permutation": "Ob sich beide Seiten unterscheiden, wurde über {arrangements} der "
    "Gruppenzugehörigkeit von Dokumenten geprüft (studentisierte Differenz der relativen "
    "Häufigkeiten, Varianz nach Dokumenten).",
    "arrangements.all": "alle {n} Anordnungen",
    "arrangements.sampled": "{n} Anordnungen, darunter die beobachtete (Startwert {seed}),",
    "inference.clustered": "Ob sich beide Seiten unterscheiden, wurde mit der nach Dokumenten "
    "gruppierten Varianz der relativen Häufigkeiten geprüft (Student-Verteilung).",
    "strata": "Getauscht wurde nur innerhalb gleicher Werte von {strata}.",
    "blocks": "Zusammengehörige Dokumente zählten als eines.",
    "correction": "Die p-Werte gelten nach Korrektur für {family} Tests ({correction}); Intervalle "
    "zu {confidence} % gelten für jede Zeile einzeln; als gleich häufig gilt, wessen Intervall "
    "zwischen −{margin} und {margin} liegt.",
    "interval.clustered": "Die Intervalle des Log-Ratios stehen auf der nach Dokumenten "
    "gruppierten Varianz beider relativen Häufigkeiten.",
    "interval.bootstrap": "Die Intervalle des Log-Ratios stammen aus {n} Stichproben der Dokumente "
    "jeder Seite mit Zurücklegen (Startwert {seed}; BCa-Bootstrap, Efron 1987).",
    "correction.max_t": "größte Statistik jeder Anordnung; Westfall & Young 1993",
    "correction.bonferroni": "Bonferroni; Dunn 1961",
    "correction.sidak": "Šidák 1967",
    "correction.holm": "Holm 1979",
    "correction.bh": "Benjamini & Hochberg 1995",
    "correction.by": "Benjamini & Yekutieli 2001",
    "caveat.inference": "Ein kleiner p-Wert sagt, dass sich Texte unterscheiden, nicht warum, und "
    "setzt voraus, dass die Dokumente austauschbar sind; Texte über dasselbe Ereignis sind es nur "
    "bedingt. Die Maße ordnen die Ergebnisse und sind keine Tests.",
    "target.each": "in jeder Gruppe",
    "target.other": "in jeder anderen Gruppe",
    "target.whole": "insgesamt",
    "side.group": "in der Gruppe {value}",
    "side.condition": "in den Dokumenten, für die {value} gilt,",
    "reference.groups": "in allen anderen Gruppen zusammen",
    "reference.documents": "in allen anderen Dokumenten",
    "reference.corpus": "in einem Vergleichskorpus",
    "reference.list": "in einer vorgegebenen Häufigkeitsliste{told}{tokens}",
    "reference.told": " ({value})",
    "reference.tokens": ", die für {tokens} steht,",
    "reference.alike": "Das Vergleichskorpus wurde auf dieselbe Weise zerlegt und gezählt.",
    "reference.whole": "Das Vergleichskorpus wurde auf dieselbe Weise zerlegt, aber ganz gezählt.",
    "list.lower": "Die Einträge der Liste wurden ebenso vereinheitlicht.",
    "list.word": "Die Einträge der Liste wurden verglichen, wie sie dort stehen.",
    "collocates": "Als Knoten dienten {nodes}; gesucht wurden Kollokate in ihrer Nachbarschaft, "
    "einem Fenster von {left} links und {right} rechts, das {boundary} nicht überschreitet. "
    "{punctuation}. Fenster, die sich überschneiden, bilden eines, und der Knoten selbst zählt "
    "weder innerhalb noch außerhalb (Evert 2008). Verglichen wurde die Häufigkeit in den Fenstern "
    "mit der im übrigen Text{group}.",
    "nodes.one": "die Treffer der Suchanfrage {nodes}",
    "nodes.many": "je für sich die Treffer der Suchanfragen {nodes}",
    "collocates.skip": "Im Fenster nehmen {others} keinen Platz ein",
    "collocates.count": "Im Fenster nehmen {others} Platz ein und zählen zu seinem Umfang und zu "
    "dem des ganzen Textes",
    "collocates.group": " derselben Gruppe",
    "positions": "Zusätzlich wurde für jede Stelle des Fensters gezählt, wie oft das Kollokat dort "
    "steht.",
    "compare": "Ob der Knoten ein Kollokat in einer Gruppe stärker anzieht als in anderen, wurde "
    "an den Odds Ratios der Gruppen geprüft (Woolf 1955; Breslow & Day 1980 mit der Korrektur von "
    "Tarone 1985; dasselbe mit der Varianz der Dokumente). Die p-Werte stammen aus Permutationen "
    "der Gruppen von Dokumenten (alle, wo es wenige gibt, sonst {n} zufällige, Startwert {seed}); "
    "die angepassten gelten für alle Kollokate gemeinsam (Westfall & Young 1993). Vorausgesetzt "
    "ist, dass Dokumente austauschbar sind. Die Intervalle (95 %) stehen auf der Varianz zwischen "
    "Dokumenten.",
    "concordance": "Aufgelistet sind alle Treffer der Suchanfrage {query} mit {left} Text davor "
    "und {right} danach, {order}; Wortfolgen überschreiten {boundary} nicht.",
    "order.text": "in der Reihenfolge der Dokumente und ihres Textes",
    "order.left": "geordnet nach den Wörtern und Zahlen links vom Treffer",
    "order.right": "geordnet nach den Wörtern und Zahlen rechts vom Treffer",
    # Measures and their variants.
    "measures": "Als Maße dienten {measures}.",
    "measures.both": "Als Maße dienten für Schlüsselwörter und n-Gramme {keywords}, für Kollokate "
    "{collocates}.",
    "measure.chi_square": "Chi-Quadrat ohne Kontinuitätskorrektur (Pearson 1900)",
    "measure.delta_p_backward": "ΔP {backward} (Gries 2013)",
    "measure.delta_p_forward": "ΔP {forward} (Gries 2013)",
    "measure.dice": "der Dice-Koeffizient (Dice 1945)",
    "measure.jaccard": "der Jaccard-Index (Jaccard 1912)",
    "measure.local_mi": "Local MI (Evert 2004)",
    "measure.log_dice": "logDice {marginal} (Rychlý 2008)",
    "measure.log_likelihood": "Log-Likelihood mit {cells}",
    "measure.average_mi": "Average MI (Evert 2004)",
    "measure.bic": "BIC (Wilson 2013)",
    "measure.chi_square_williams": "Chi-Quadrat mit der Korrektur von Williams (1976)",
    "measure.chi_square_yates": "Chi-Quadrat mit der Korrektur von Yates (1934)",
    "measure.difference_coefficient": "der Differenzkoeffizient (Hofland & Johansson 1982)",
    "measure.ell": "ELL (Johnston u. a. 2006)",
    "measure.fisher": "der exakte Test von Fisher, einseitig nach oben (log₁₀ p)",
    "measure.fisher_less": "der exakte Test von Fisher, einseitig nach unten (log₁₀ p)",
    "measure.fisher_two_sided": "der exakte Test von Fisher, zweiseitig (log₁₀ p)",
    "measure.geometric_mean": "das geometrische Mittel (Evert 2004)",
    "measure.liddell": "Liddells Differenz (Liddell 1976)",
    "measure.log_likelihood_2": "Log-Likelihood mit zwei Zellen, als eigene Spalte",
    "measure.log_likelihood_williams": "Log-Likelihood mit der Korrektur von Williams (1976)",
    "measure.log_odds": "gewichtete Log-Odds (Monroe u. a. 2008)",
    "measure.log_odds_prior": "die Größe ihrer A-priori-Verteilung",
    "measure.log_odds_tidylo": "gewichtete Log-Odds wie in tidylo",
    "measure.log_ratio_hardie": "Log Ratio mit der Nullregel von Hardie (2014)",
    "measure.lrc_normal": "LRC in Normalnäherung",
    "measure.lrc_one_sided": "LRC, einseitig",
    "measure.odds_ratio": "Odds Ratio (log₂)",
    "measure.odds_ratio_discounted": "Odds Ratio mit 0,5 in jeder Zelle",
    "measure.poisson": "der Poisson-Test, einseitig nach oben (log₁₀ p)",
    "measure.poisson_less": "der Poisson-Test, einseitig nach unten (log₁₀ p)",
    "measure.poisson_stirling": "Poisson-Stirling (Quasthoff & Wolff 2002)",
    "measure.relative_risk": "Relative Risk",
    "measure.simple_ll": "Simple Log-Likelihood (Evert 2008)",
    "measure.z_score_yates": "z-Score mit der Korrektur von Yates (1934)",
    "measure.lrc": "LRC (Evert 2022)",
    "measure.log_ratio": "Log Ratio (Hardie 2014; {zero})",
    "measure.mi": "Mutual Information (MI; Church & Hanks 1990)",
    "measure.mi2": "MI² (Daille 1994)",
    "measure.mi3": "MI³ (Daille 1994)",
    "measure.minimum_sensitivity": "Minimum Sensitivity (Pedersen 1998)",
    "measure.npmi": "normalisierte Mutual Information (NPMI; Bouma 2009)",
    "measure.percent_difference": "%DIFF (Gabrielatos & Marchi 2011)",
    "measure.simple_maths": "Simple Maths mit k = 1 (Kilgarriff 2009)",
    "measure.t_score": "t-Score (Church u. a. 1991)",
    "measure.z_score": "z-Score (Berry-Rogghe 1973)",
    "measure.adjusted_residual": "das adjustierte Residuum (Haberman 1973)",
    "cells.4": "vier Zellen (Dunning 1993)",
    "cells.2": "zwei Zellen (Rayson & Garside 2000)",
    "zero.walter": "nach Walter 1975 ist zu beiden Häufigkeiten und beiden Umfängen stets 0,5 "
    "addiert",
    "zero.hardie": "wie dort gilt eine Häufigkeit von 0 als 0,5",
    "marginal.window": "mit dem Umfang der Fenster als Randhäufigkeit",
    "marginal.node": "mit der Häufigkeit des Knotens als Randhäufigkeit",
    "marginal.target": "mit dem Umfang des Ziels als Randhäufigkeit",
    "forward.node": "vom Knoten zum Kollokat",
    "forward.target": "vom Ziel zum Ausdruck",
    "backward.node": "vom Kollokat zum Knoten",
    "backward.target": "vom Ausdruck zum Ziel",
    # Cut-offs, caveats, versions.
    "cut": "Nicht aufgeführt, aber in allen Bezugsgrößen enthalten sind {cuts}.",
    "cut.only": "Nicht aufgeführt sind {cuts}.",
    "cut.frequencies": "Ausdrücke, die insgesamt {limits} vorkommen",
    "cut.ngrams": "n-Gramme, die insgesamt {limits} vorkommen",
    "cut.cooccurrences": "Paare, die insgesamt {limits} vorkommen",
    "cut.keywords": "Ausdrücke, die in Ziel und Vergleich zusammen {limits} vorkommen",
    "cut.keywords of n-grams": "n-Gramme, die in Ziel und Vergleich zusammen {limits} vorkommen",
    "cut.collocates": "Kollokate, die in den Fenstern insgesamt {limits} vorkommen",
    "min_count": "weniger als {n}-mal",
    "min_documents": "in weniger als {n} Dokumenten",
    "caveat.counts": "Die Häufigkeiten beschreiben die gezählten Texte; die Token eines Dokuments "
    "hängen voneinander ab.",
    "caveat.scores": "Die Maße ordnen die Ergebnisse und sind keine Signifikanztests, denn die "
    "Token eines Dokuments hängen voneinander ab.",
    "editorial.text": "Alles Ausgewählte zählt, auch Überschriften und Autorenzeilen, wo sie "
    "zum Text gehören.",
    "editorial.zone": "Die Ebene „zone“ stammt aus Regeln für Zeilen von Nachrichtentexten: Sie "
    "trennt Überschriften, Vorspann, Zwischentitel, Text und Bildunterschriften von Autorenzeilen, "
    "Ortsmarken, Agenturkürzeln, Bildnachweisen, Anzeigen und wiederholten Zeilen.",
    "editorial.own": "Auf der Ebene „copy“ gilt als „own“, was keine andere Quelle gleichfalls "
    "und dieselbe nicht zum zweiten Mal druckt; gesucht wurden Übereinstimmungen von mindestens 12 "
    "Wörtern bis auf kleine Änderungen, gemeinsame Zitate ausgenommen. Was mit anderen Worten "
    "übernommen wurde, bleibt unerkannt.",
    "editorial.all": "Übernommene Passagen zählen einmal für jede Gruppe, in der sie stehen.",
    "editorial.wording": "Die Ebene „wording“ trennt nach Regeln der Grammatik die Wörter der "
    "Quelle („own“), ihre Wörter für Aussagen anderer („reported“) und deren Wörter in "
    "Anführungszeichen („verbatim“); die Regeln finden nicht alles, und bei mancher Quelle mehr "
    "als bei anderen.",
    "editorial.given": "Die Aussagen anderer lagen vor und wurden nicht gesucht.",
    "editorial.actors": "Gezählt wurde auch, wie {actors} benannt werden.",
    "flag.single_document": "Bei {n} von {groups} Gruppen steht ein einziges Dokument für die "
    "ganze Gruppe: Die Zahlen beschreiben diesen Text und erlauben keinen Schluss darüber hinaus.",
    "flag.few_documents": "Bei {n} von {groups} Gruppen liegen weniger als {least} Dokumente vor: "
    "Die Zahlen beschreiben diese Texte und erlauben keinen Schluss darüber hinaus.",
    "flag.no_tokens": "In {n} von {groups} Gruppen zählt kein Token; sie haben keine relativen "
    "Häufigkeiten.",
    "flag.groups_share_documents": "Da eine Annotationsebene die Gruppen bildet, kann ein Dokument "
    "zu mehreren Gruppen gehören; die Gruppen sind nicht unabhängig voneinander.",
    "flag.null_group": "Was keine Angabe zur Gruppe trägt, bildet eine eigene Gruppe.",
    "versions": "Berechnet mit corpusstats {corpusstats}, polars {polars} und Unicode {unicode}.",
}

ENGLISH = {
    # Values and lists.
    "quote": "“{value}”",
    "value.none": "without a value",
    "value.true": "true",
    "value.false": "false",
    "thousands": ",",
    "and": " and ",
    "or": " or ",
    "and.clauses": " and ",
    "document.one": "{n} document",
    "document.many": "{n} documents",
    "token.one": "{n} token",
    "token.many": "{n} tokens",
    "character.one": "{n} character",
    "character.many": "{n} characters",
    "lengths.one": "{shortest}",
    "lengths.many": "{shortest} to {longest}",
    # The corpus.
    "corpus": "The corpus",
    "corpus.part": "Part {number}",
    "corpus.reference": "The reference corpus",
    "read.read_corpus": "{corpus} was read from {path}{columns}{source}.",
    "read.build_corpus": "{corpus} was read from {path}{columns}{source}.",
    "read.concat": "{corpus} was put together of parts ({n} in all).",
    "read.Corpus.from_frame": "{corpus} was made from a table{columns}{source}.",
    "read.Corpus.from_tokens": "{corpus} was made from tokens found elsewhere.",
    "read.columns": ", with the text in column {text} and the names of documents in {doc_id}",
    "read.source": ", with the source in column {source}",
    "read.skipped": "Hidden files and files other than .txt were passed over ({n} in all).",
    "read.unknown": "The counts come from a table whose origin is not on record.",
    "filter": "The filter {conditions} left {documents} of the corpus.",
    "layer": "The layer {name} consists of {spans}{default}{innermost}.",
    "layer.default": "; all other text has the label {default}",
    "layer.innermost": "; where spans overlap, the shorter counts",
    "span.one": "{n} labelled span of text",
    "span.many": "{n} labelled spans of text",
    "tokens.language": "The text was split into tokens{sentences} {language}.",
    "sentences.language": " and sentences",
    "tokens.given": "The tokens are those of another program{sentences}.",
    "sentences.given": ", and so are the sentences",
    "sentences.found": "; sentences were delimited {language}",
    "tokens.unicode": "The text was split into tokens at the word boundaries of Unicode (UAX #29)"
    "{sentences}.",
    "sentences.unicode": ", and into sentences at the sentence boundaries of the same standard",
    "tokens.words": r"The longest runs of \w, that is of letters, digits, underscores and the "
    "like, were taken as tokens{sentences}.",
    "tokens.clitics.True": "Clitics counted as tokens of their own.",
    "tokens.clitics.False": "Clitics and elisions remained part of their word.",
    "tokens.joined": "Abbreviations of several words counted as one token.",
    "tokens.abbreviations": "Further abbreviations were {words}.",
    "tokens.unsplittable": "Left unsplit were {words}.",
    "language.de": "by the rules of German",
    "language.en": "by the rules of English",
    "language.fr": "by the rules of French",
    "language.nl": "by the rules of Dutch",
    "language.it": "by the rules of Italian",
    "language.es": "by the rules of Spanish",
    "language.pl": "by the rules of Polish",
    "language.uk": "by the rules of Ukrainian",
    "language.tr": "by the rules of Turkish",
    "language.und": "by rules of no one language",
    "attribute.lower": "Forms that agree in lower case, in Unicode normal form NFC and without "
    "soft hyphens and zero-width characters counted as the same word.",
    "attribute.other": "Counting went by {name}.",
    "attribute.word": "Only forms spelt exactly alike in the text counted as the same word.",
    "kinds": "The tokens counted were {kinds}.",
    "kind.word": "words",
    "kind.number": "numbers",
    "kind.punctuation": "punctuation marks",
    "kind.symbol": "symbols",
    "kind.emoji": "emoji",
    "kind.url": "web addresses",
    "kind.email": "e-mail addresses",
    "kind.mention": "mentions (@name)",
    "kind.hashtag": "hashtags",
    "others": "tokens of other kinds",
    "others.punctuation": "punctuation and tokens of any other kind",
    # What of it is counted, and for which groups.
    "within": "Only what {parts} was considered.",
    "without": "What {parts} was left out.",
    "part.layer": "is annotated on the layer {name}",
    "part.labels": "counts as {labels} on the layer {name}",
    "part.spans": "stands at the given places in the text ({spans})",
    "part.condition": "stands in documents for which {name} holds",
    "groups": "The analysis was done separately by {by}.",
    "groups.concordance": "Each hit is given with its {by}.",
    "groups.sized": "The analysis was done separately by {by}; the {groups} groups together have "
    "{sizes}, and {left_out} of other kinds did not count.",
    "boundary.sentence": "sentence boundaries",
    "boundary.document": "document boundaries",
    "boundary.layer": "the borders of the layer {name}",
    # What is counted and compared.
    "reused": "Everything further rests on these counts.",
    "merged": "{n} parts with documents of their own were counted in this way, the first of which "
    "is described here, and their counts added up.",
    "frequencies": "For each item, its occurrences were counted, absolutely and per million "
    "tokens counted, and so were the documents in which it stands.",
    "ngrams": "N-grams of {lengths} tokens {skip} were counted, none of which crosses {boundary}; "
    "{punctuation}.",
    "skip.none": "without gaps",
    "skip.some": "with up to {skip} tokens left out between the first and the last (skip-grams; "
    "Guthrie et al. 2006)",
    "ngrams.break": "{others} end an n-gram",
    "ngrams.skip": "{others} are passed over inside n-grams",
    "cooccurrences": "Pairs of tokens were counted that stand at most {window} apart (direct "
    "neighbours are 1 token apart) and do not cross {boundary}; each pair of places counts once, "
    "{order}. {punctuation}.",
    "pairs.unordered": "in either order",
    "pairs.directed": "and the two orders are told apart",
    "cooccurrences.skip": "Between the two, {others} take up no room",
    "cooccurrences.count": "Between the two, {others} take up room",
    "weights.distance": "In addition, the inverses of the distances were added up (as in GloVe; "
    "Pennington et al. 2014).",
    "keywords": "For the keywords, the frequency of each item {target} was compared with that "
    "{reference}.",
    "keywords of n-grams": "For each length, the frequency of each n-gram {target}, relative to "
    "all n-grams of that length, was compared with that {reference}.",
    "contrasts.pairs": "Every two groups were compared.",
    "rest.mean": "The reference is the mean of the rates of the other groups.",
    "inference.permutation": "Whether both sides differ was tested by {arrangements} of the groups "
    "of documents (studentised difference of rates, with their variance over documents).",
    "arrangements.all": "all {n} arrangements",
    "arrangements.sampled": "{n} arrangements, the observed one among them (seed {seed}),",
    "inference.clustered": "Whether both sides differ was tested by the variance of their rates "
    "clustered by document (Student’s distribution).",
    "strata": "Groups changed places only within equal values of {strata}.",
    "blocks": "Documents that belong together counted as one.",
    "correction": "p-values hold after correction for {family} tests ({correction}); intervals of "
    "{confidence} % hold for each row on its own; as good as equal are rates whose interval lies "
    "between −{margin} and {margin}.",
    "interval.clustered": "The intervals of the log ratio rest on the variance of both rates "
    "clustered by document.",
    "interval.bootstrap": "The intervals of the log ratio come from {n} samples of the documents "
    "of each side, drawn with replacement (seed {seed}; BCa bootstrap, Efron 1987).",
    "correction.max_t": "largest statistic of each arrangement; Westfall & Young 1993",
    "correction.bonferroni": "Bonferroni; Dunn 1961",
    "correction.sidak": "Šidák 1967",
    "correction.holm": "Holm 1979",
    "correction.bh": "Benjamini & Hochberg 1995",
    "correction.by": "Benjamini & Yekutieli 2001",
    "caveat.inference": "A small p says that texts differ, not why, and takes for granted that "
    "documents are exchangeable, which texts about one event are only in part. The measures rank "
    "the results and are no tests.",
    "target.each": "in each group",
    "target.other": "in each other group",
    "target.whole": "overall",
    "side.group": "in the group {value}",
    "side.condition": "in the documents for which {value} holds",
    "reference.groups": "in all other groups together",
    "reference.documents": "in all other documents",
    "reference.corpus": "in a reference corpus",
    "reference.list": "in a given frequency list{told}{tokens}",
    "reference.told": " ({value})",
    "reference.tokens": ", which stands for {tokens}",
    "reference.alike": "The reference corpus was split and counted in the same way.",
    "reference.whole": "The reference corpus was split in the same way, but counted as a whole.",
    "list.lower": "The entries of the list were normalised in the same way.",
    "list.word": "The entries of the list were compared as they stand.",
    "collocates": "The nodes were {nodes}; collocates were sought in their neighbourhood, a window "
    "of {left} to the left and {right} to the right that does not cross {boundary}. "
    "{punctuation}. Windows that overlap make one, and the node itself counts neither inside nor "
    "outside (Evert 2008). The frequency in the windows was compared with that in the remaining "
    "text{group}.",
    "nodes.one": "the hits of the query {nodes}",
    "nodes.many": "the hits of the queries {nodes}, each query on its own",
    "collocates.skip": "In the window, {others} take up no room",
    "collocates.count": "In the window, {others} take up room and count towards its size and that "
    "of the whole text",
    "collocates.group": " of the same group",
    "positions": "In addition, it was counted how often the collocate stands at each place of the "
    "window.",
    "compare": "Whether the node draws a collocate in one group more than in others was tested on "
    "the odds ratios of the groups (Woolf 1955; Breslow & Day 1980 with the correction of Tarone "
    "1985; the same with the variance of documents). The p-values come from permutations of the "
    "groups of documents (all where there are few, else {n} random ones, seed {seed}); adjusted "
    "ones hold for all collocates together (Westfall & Young 1993). It is assumed that documents "
    "are exchangeable. The intervals (95 %) rest on the variance between documents.",
    "concordance": "All hits of the query {query} are listed with {left} of text before and "
    "{right} after them, {order}; phrases do not cross {boundary}.",
    "order.text": "in the order of the documents and their text",
    "order.left": "ordered by the words and numbers to the left of the hit",
    "order.right": "ordered by the words and numbers to the right of the hit",
    # Measures and their variants.
    "measures": "The measures are {measures}.",
    "measures.both": "The measures are, for keywords and n-grams, {keywords}, and for collocates "
    "{collocates}.",
    "measure.chi_square": "chi-square without continuity correction (Pearson 1900)",
    "measure.delta_p_backward": "ΔP {backward} (Gries 2013)",
    "measure.delta_p_forward": "ΔP {forward} (Gries 2013)",
    "measure.dice": "the Dice coefficient (Dice 1945)",
    "measure.jaccard": "the Jaccard index (Jaccard 1912)",
    "measure.local_mi": "local MI (Evert 2004)",
    "measure.log_dice": "logDice {marginal} (Rychlý 2008)",
    "measure.log_likelihood": "log-likelihood with {cells}",
    "measure.average_mi": "average MI (Evert 2004)",
    "measure.bic": "BIC (Wilson 2013)",
    "measure.chi_square_williams": "chi-square with the correction of Williams (1976)",
    "measure.chi_square_yates": "chi-square with the correction of Yates (1934)",
    "measure.difference_coefficient": "the difference coefficient (Hofland & Johansson 1982)",
    "measure.ell": "ELL (Johnston et al. 2006)",
    "measure.fisher": "Fisher’s exact test, upper side (log₁₀ p)",
    "measure.fisher_less": "Fisher’s exact test, lower side (log₁₀ p)",
    "measure.fisher_two_sided": "Fisher’s exact test, two-sided (log₁₀ p)",
    "measure.geometric_mean": "the geometric mean (Evert 2004)",
    "measure.liddell": "Liddell’s difference (Liddell 1976)",
    "measure.log_likelihood_2": "log-likelihood with two cells, as a column of its own",
    "measure.log_likelihood_williams": "log-likelihood with the correction of Williams (1976)",
    "measure.log_odds": "weighted log-odds (Monroe et al. 2008)",
    "measure.log_odds_prior": "the size of their prior",
    "measure.log_odds_tidylo": "weighted log-odds as in tidylo",
    "measure.log_ratio_hardie": "log ratio with Hardie’s rule for zeros (2014)",
    "measure.lrc_normal": "LRC by normal approximation",
    "measure.lrc_one_sided": "one-sided LRC",
    "measure.odds_ratio": "odds ratio (log₂)",
    "measure.odds_ratio_discounted": "odds ratio with 0.5 in every cell",
    "measure.poisson": "the Poisson test, upper side (log₁₀ p)",
    "measure.poisson_less": "the Poisson test, lower side (log₁₀ p)",
    "measure.poisson_stirling": "Poisson-Stirling (Quasthoff & Wolff 2002)",
    "measure.relative_risk": "relative risk",
    "measure.simple_ll": "simple log-likelihood (Evert 2008)",
    "measure.z_score_yates": "z-score with the correction of Yates (1934)",
    "measure.lrc": "LRC (Evert 2022)",
    "measure.log_ratio": "log ratio (Hardie 2014; {zero})",
    "measure.mi": "mutual information (MI; Church & Hanks 1990)",
    "measure.mi2": "MI² (Daille 1994)",
    "measure.mi3": "MI³ (Daille 1994)",
    "measure.minimum_sensitivity": "minimum sensitivity (Pedersen 1998)",
    "measure.npmi": "normalised mutual information (NPMI; Bouma 2009)",
    "measure.percent_difference": "%DIFF (Gabrielatos & Marchi 2011)",
    "measure.simple_maths": "simple maths with k = 1 (Kilgarriff 2009)",
    "measure.t_score": "t-score (Church et al. 1991)",
    "measure.z_score": "z-score (Berry-Rogghe 1973)",
    "measure.adjusted_residual": "the adjusted residual (Haberman 1973)",
    "cells.4": "four cells (Dunning 1993)",
    "cells.2": "two cells (Rayson & Garside 2000)",
    "zero.walter": "after Walter 1975, 0.5 is always added to both counts and both sizes",
    "zero.hardie": "as there, a count of 0 is read as 0.5",
    "marginal.window": "with the size of the windows as marginal",
    "marginal.node": "with the frequency of the node as marginal",
    "marginal.target": "with the size of the target as marginal",
    "forward.node": "from the node to the collocate",
    "forward.target": "from the target to the item",
    "backward.node": "from the collocate to the node",
    "backward.target": "from the item to the target",
    # Cut-offs, caveats, versions.
    "cut": "Not listed, but included in all totals, are {cuts}.",
    "cut.only": "Not listed are {cuts}.",
    "cut.frequencies": "items that occur {limits} in all",
    "cut.ngrams": "n-grams that occur {limits} in all",
    "cut.cooccurrences": "pairs that occur {limits} in all",
    "cut.keywords": "items that occur {limits} in target and reference together",
    "cut.keywords of n-grams": "n-grams that occur {limits} in target and reference together",
    "cut.collocates": "collocates that occur {limits} in all windows together",
    "min_count": "fewer than {n} times",
    "min_documents": "in fewer than {n} documents",
    "caveat.counts": "The counts describe the texts counted; tokens of one document depend on each "
    "other.",
    "caveat.scores": "The measures rank the results and are no significance tests, since tokens of "
    "one document depend on each other.",
    "editorial.text": "Everything selected counts, headlines and bylines too where they are part "
    "of the text.",
    "editorial.zone": "The layer “zone” was made by rules for the lines of news texts: it tells "
    "headlines, teasers, subheads, body and captions from bylines, datelines, signatures of "
    "agencies, credits, advertisements and repeated lines.",
    "editorial.own": "On the layer “copy”, “own” is what no other source prints as well, nor the "
    "same one a second time; matches of at least 12 words were looked for, but for small edits, "
    "common quotations aside. What was taken over in other words is not found.",
    "editorial.all": "Copied passages count once for each group that prints them.",
    "editorial.wording": "The layer “wording” tells, by rules of grammar, the words of the source "
    "(“own”), its words for what others have said (“reported”), and their words in quotation marks "
    "(“verbatim”); the rules do not find everything, and more in one source than in another.",
    "editorial.given": "The statements of others were given, and not looked for.",
    "editorial.actors": "It was also counted what {actors} are called.",
    "flag.single_document": "In {n} of {groups} groups, one document stands for the whole group: "
    "the figures describe this text and allow no inference beyond it.",
    "flag.few_documents": "In {n} of {groups} groups, there are fewer than {least} documents: the "
    "figures describe these texts and allow no inference beyond them.",
    "flag.no_tokens": "In {n} of {groups} groups, no token counts; they have no relative "
    "frequencies.",
    "flag.groups_share_documents": "Since a layer of annotation makes the groups, a document can "
    "belong to several; the groups are not independent of each other.",
    "flag.null_group": "What has no value for its group is a group of its own.",
    "versions": "Computed with corpusstats {corpusstats}, polars {polars} and Unicode {unicode}.",
}

PHRASES = {"de": GERMAN, "en": ENGLISH}
