//! English.

use crate::tokenize::rules::Rules;

/// The words are facts of the language.
pub(in crate::tokenize) static RULES: Rules = Rules {
    clitics: true,
    abbreviations: &[
        "Abp", "Amb", "Assoc", "Asst", "Atty", "Bp", "Brig", "Capt", "Cmdr", "Comdr", "Cpl", "Dept", "Dr",
        "Drs", "Hon", "Insp", "Lt", "Messrs", "Mgr", "Mlle", "Mme", "Mmes", "Mr", "Mrs", "Ms", "Msgr", "Pfc",
        "Prof", "Profs", "Pte", "Pvt", "Sgt", "St", "Ste", "Supt", "abbr", "approx", "cf", "eds", "esp",
        "incl", "orig", "resp", "usu", "viz", "vs",
    ],
    closing: &[
        "A.M", "Ala", "Apr", "Ariz", "Ark", "Aug", "Ave", "B.Sc", "Blvd", "Bros", "CORP", "Cal", "Calif",
        "Co", "Colo", "Conn", "Corp", "Cos", "D.Phil", "Dec", "Esq", "Feb", "Fla", "Ga", "Hwy", "INC", "Inc",
        "Int'l", "Intl", "Jan", "Jr", "Ky", "LTD", "Ltd", "M.Sc", "Md", "Mich", "Minn", "Neb", "Nev", "Nov",
        "Oct", "Okla", "P.M", "Penn", "Ph.D", "Pkwy", "Rd", "Sep", "Sept", "Sr", "Tenn", "Tex", "Thur",
        "Thurs", "Tues", "Univ", "Va", "Vt", "Wis", "Wyo", "a.m", "al", "dept", "etc", "ex.gr", "govt",
        "ibid", "misc", "p.m",
    ],
    before_numbers: &[
        "Apt", "Art", "Arts", "Bldg", "Ch", "Chap", "Chaps", "Def", "EXT", "Eq", "Eqs", "Est", "Ex", "Ext",
        "Fax", "Fig", "Figs", "Fri", "Jul", "Jun", "Lem", "Mar", "Mon", "No", "Nos", "Op", "P", "Para",
        "Prop", "Pt", "Pts", "Ref", "Refs", "Rev", "Rm", "Sat", "Sec", "Sect", "Ser", "Sun", "Tab", "Tel",
        "Thm", "Thu", "Tue", "Ver", "Vol", "Vols", "Wed", "apt", "art", "arts", "c", "ca", "ch", "chap",
        "chaps", "circa", "col", "cols", "def", "ed", "eq", "eqs", "est", "ext", "fig", "figs", "no", "nos",
        "op", "p", "para", "paras", "pg", "pgs", "pp", "pt", "r", "ref", "refs", "rm", "sec", "sect", "ser",
        "tab", "tel", "v", "ver", "vol", "vols",
    ],
    after_numbers: &[
        "cu", "deg", "doz", "dz", "ft", "gal", "gals", "hr", "hrs", "in", "lb", "lbs", "mi", "min", "mins",
        "mo", "mos", "mph", "oz", "pt", "qt", "rpm", "sec", "secs", "sq", "tbsp", "tsp", "wk", "wks", "yd",
        "yds", "yr", "yrs",
    ],
    before_names: &[
        "Adm", "Ald", "Benj", "CAPT", "COL", "Card", "Cdr", "Chas", "Cllr", "Col", "Const", "Cst", "DR",
        "Dep", "Det", "Dir", "Edw", "Ens", "Fr", "Ft", "GEN", "GOV", "Gen", "Geo", "Gov", "Govs", "HON",
        "Ins", "Jas", "Jos", "LT", "MR", "MRS", "MS", "Maj", "Marq", "Mt", "PROF", "PVT", "Pres", "Prin",
        "Pt", "REP", "REV", "Rabbi", "Rep", "Reps", "Rev", "Robt", "SEN", "SGT", "ST", "Sec", "Sen", "Sens",
        "Sir", "Thos", "Treas", "Vice", "Visc", "Wm",
    ],
    phrases: &[
        "A.M", "B.A", "B.Sc", "D.C", "M.A", "M.D", "M.Sc", "N.B", "N.Y", "P.M", "P.O", "P.S", "Ph.D",
        "R.I.P", "U.K", "U.N", "U.S", "U.S.A", "a.m", "c.f", "e.g", "et.al", "i.e", "n.b", "p.m", "q.v",
        "w.r.t",
    ],
    apostrophes: &["bout", "cause", "cuz", "em", "til", "tis", "twas", "tween", "twere"],
    unsplittable: &["N°", "N°.", "Nº.", "a/k/a", "b/c", "c/o", "n/a", "n°", "n°.", "nº.", "w/", "w/o"],
    endings: &["es", "s"],
    strong_starters: &[
        "Also", "Although", "Because", "But", "He", "How", "However", "If", "My", "Our", "Please", "She",
        "Thank", "Thanks", "Their", "Then", "There", "They", "Unfortunately", "We", "What", "When", "Where",
        "Why", "You",
    ],
    starters: &[
        "A", "About", "Above", "According", "Actually", "After", "Again", "All", "Almost", "Always", "Among",
        "And", "Another", "Any", "Anyone", "Anything", "Anyway", "Apparently", "Are", "Aren't", "As", "At",
        "Before", "Behind", "Being", "Below", "Besides", "Best", "Between", "Both", "By", "Can", "Can't",
        "Clearly", "Could", "Couldn't", "Currently", "Despite", "Did", "Didn't", "Do", "Does", "Doesn't",
        "Don't", "During", "Each", "Earlier", "Either", "Even", "Eventually", "Ever", "Every", "Everyone",
        "Everything", "Except", "Few", "Fewer", "Finally", "First", "For", "Former", "Fortunately", "From",
        "Further", "Furthermore", "Generally", "Given", "Had", "Has", "Hasn't", "Have", "Haven't", "Having",
        "He's", "Hence", "Her", "Here", "Hers", "Him", "His", "I", "I'd", "I'll", "I'm", "I've", "In",
        "Indeed", "Initially", "Inside", "Instead", "Is", "Isn't", "It", "It's", "Its", "Just", "Last",
        "Lastly", "Later", "Leave", "Less", "Let", "Let's", "Like", "Many", "Maybe", "Meanwhile", "Might",
        "More", "Moreover", "Most", "Mostly", "Mr", "Mrs", "Ms", "Much", "Must", "Near", "Nearly", "Neither",
        "Never", "Nevertheless", "Next", "No", "Nobody", "None", "Nonetheless", "Nor", "Normally", "Not",
        "Nothing", "Now", "Nowadays", "Obviously", "Of", "Off", "Often", "Oh", "On", "Once", "One", "Only",
        "Or", "Other", "Others", "Otherwise", "Outside", "Over", "Overall", "Perhaps", "Previously",
        "Probably", "Quite", "Rather", "Really", "Recently", "Second", "Secondly", "Several", "Shall",
        "She's", "Should", "Shouldn't", "Similarly", "Since", "So", "Some", "Somebody", "Someone",
        "Something", "Sometimes", "Soon", "Still", "Such", "Suddenly", "Sure", "Take", "Than", "That",
        "That's", "The", "Them", "There's", "Thereafter", "Therefore", "These", "They're", "Third", "This",
        "Those", "Though", "Three", "Through", "Throughout", "Thus", "To", "Today", "Together", "Tomorrow",
        "Tonight", "Too", "Toward", "Towards", "Try", "Two", "Typically", "Under", "Unless", "Unlike",
        "Until", "Up", "Upon", "Us", "Use", "Using", "Usually", "Very", "Was", "Wasn't", "We're", "Well",
        "Were", "Weren't", "What's", "Whatever", "Whenever", "Whereas", "Wherever", "Whether", "Which",
        "While", "Who", "Whoever", "Whom", "Whose", "With", "Within", "Without", "Won't", "Would",
        "Wouldn't", "Yes", "Yesterday", "Yet", "You're", "Your", "Yours",
    ],
    ..Rules::NONE
};
