"""How methods are worded in German."""

from __future__ import annotations

__all__ = ["GERMAN"]

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
