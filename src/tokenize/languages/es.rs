//! es.

use crate::tokenize::rules::Rules;

/// What names and titles look like everywhere.
pub(in crate::tokenize) static RULES: Rules = Rules {
    abbreviations: &["Dr", "Mr", "Mrs", "Ms", "Prof", "St"],
    closing: &["Co", "Corp", "Inc", "Jr", "Ltd", "etc"],
    before_numbers: &["No", "Nr", "Tel", "p", "pp", "vol"],
    ..Rules::NONE
};
