//! What a word can be, as bits: a token is looked at many times, and its word is looked up once.

macro_rules! flags {
    ($($name:ident $doc:literal),* $(,)?) => {
        flags!(@ 0u32, $($name $doc),*);
    };
    (@ $bit:expr, $name:ident $doc:literal $(, $rest:ident $rest_doc:literal)*) => {
        #[doc = $doc]
        pub(crate) const $name: u128 = 1 << $bit;
        flags!(@ $bit + 1, $($rest $rest_doc),*);
    };
    (@ $bit:expr,) => {};
}

flags! {
    CAP "Begins with a capital.",
    WORD "A word.",
    NUMBER "A number.",
    COMMA ",",
    STOP ". ! ? …",
    COLON ":",
    SEMI ";",
    DASH "–",
    OPEN_PAREN "( [",
    CLOSE_PAREN ") ]",
    QUOTE "A quotation mark, or in items a whole quotation.",
    DET "An article or the like in the nominative.",
    DET_OBL "The same in another case.",
    PREP "A preposition.",
    PREP_ART "One with an article in it.",
    DASS "dass, that",
    OB "ob, whether",
    WWORD "wie, wer …",
    SUBORD "weil, wenn …",
    REL "der, die … as relative pronouns.",
    COORD "und, oder …",
    ADV "An adverb or particle.",
    PRON "er, sie … as subjects.",
    PRON_OBL "ihm, ihn …",
    IND "A finite form in the indicative.",
    K1 "One in the subjunctive I that is nothing else.",
    K2 "One in the subjunctive II.",
    SOLL "soll, sollen",
    NEG "nicht, kein …",
    ZU "zu, to",
    MODAL "A modal verb.",
    PASSIVE "A form of werden, or of be.",
    PERFECT "A form of haben.",
    SEIN "A form of sein.",
    CORRELATE "es, darauf … that announce a clause.",
    PREFIX "What can be split off a verb.",
    TIME "A day or month.",
    V_FIN "A finite form of some verb.",
    V_PL "A form that is plural or infinitive.",
    V_K1 "A form in -e that may be a subjunctive I.",
    V_PART "A participle.",
    V_INF "An infinitive.",
    V_ZU "An infinitive with zu in it.",
    N_ADP "Angaben …",
    N_DOC "Bericht …",
    N_NORM "Gesetz …: what nothing happens after.",
    N_CLAUSE "Forderung …",
    N_ATT "Ansicht …",
    N_IMAGE "Bilder …",
    N_RUMOUR "Gerüchte …",
    TITLE "Minister …",
    HOLDER "Somebody or something that speaks.",
    LAUT "laut, according to",
    ZUFOLGE "zufolge",
    SO "so",
    WIE "wie, as",
    DEMNACH "demnach",
    FIRST "ich, wir …",
    READING "A form of a verb of saying.",
    NACH "nach",
    ADJ "May be an adjective before a noun.",
    DUERFTE "dürfte",
    GEMAESS "gemäß",
    GENITIVE "What can begin a genitive: der, des, eines ..., or an adjective in -er.",
    PLACE "A state or its capital.",
    ENDS_S "Ends with s, as genitives do.",
    ADJ_N "The same in -en, as behind an article that is no nominative.",
    UM "um, ohne: what begins an infinitive clause.",
    SMALL_PHRASE "Of a quotation: begins with a small letter and has a noun in it.",
    N_WORDS "Parole …: what somebody calls out or writes down.",
    HEARSAY "reportedly: passes on what others say.",
    ATTACH "von, für: a preposition that belongs to the noun before it.",
}

/// What ends a stretch of words.
pub(crate) const BOUNDARY: u128 = COMMA | STOP | COLON | SEMI | DASH | OPEN_PAREN | CLOSE_PAREN;
/// What can be the finite verb of a clause.
pub(crate) const FINITE: u128 = IND | K1 | K2 | V_FIN | V_PL | V_K1;
/// What begins with a capital only because a sentence does.
pub(crate) const FUNCTION: u128 = DET
    | DET_OBL
    | PREP
    | PREP_ART
    | ADV
    | COORD
    | PRON
    | PRON_OBL
    | SUBORD
    | WWORD
    | DASS
    | OB
    | NEG
    | LAUT
    | GEMAESS;
