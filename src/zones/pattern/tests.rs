//! What Python's `re` answers to the same questions.

use super::*;

fn head(pattern: &str, text: &str) -> Option<usize> {
    let pattern = Pattern::of_heads(pattern).ok()?;
    pattern.end_of_head(text, &mut Runner::default(), &Control::default())
}

fn end(pattern: &str, text: &str, within: usize) -> Option<usize> {
    let pattern = Pattern::of_ends(pattern).ok()?;
    pattern.start_of_end(text, within, &mut Runner::default(), &Control::default())
}

#[test]
fn the_first_way_counts() {
    for (pattern, text, found) in [
        ("a|ab", "ab", Some(1)),
        ("(?:a|ab)c", "abc", Some(3)),
        ("a*", "aab", Some(2)),
        ("a*?", "aab", Some(0)),
        ("a*?b", "aab", Some(3)),
        ("a{2}", "aaa", Some(2)),
        ("a{,2}", "aaa", Some(2)),
        ("a{2,}?", "aaa", Some(2)),
        ("a{x", "a{x", Some(3)),
        ("a{,", "a{,", Some(3)),
        ("(?:ab){2,3}", "abababab", Some(6)),
        ("(?:ab){2,3}?", "abababab", Some(4)),
        ("(?:ab){2,3}?c", "abababc", Some(7)),
        ("(?:ab){2}", "aba", None),
        ("(?:a|b?)*c", "abac", Some(4)),
        ("(?:a?)*", "b", Some(0)),
        ("(?:(?:a|b)*,)*", "ab,a,b", Some(5)),
        ("(?>a*)a", "aaa", None),
        ("a*+a", "aaa", None),
        ("(?:ä|ö)+", "äöa", Some(4)),
        ("[^a]+", "bäc", Some(4)),
        ("[]a]+", "]a", Some(2)),
        ("[a-c-]+", "b-d", Some(2)),
        (r"[\w.-]+", "ab.c-ä!", Some(7)),
        (r"\w+\b", "ab cd", Some(2)),
        (r"a\B.", "ab", Some(2)),
        ("(?P<name>a)b", "ab", Some(2)),
        ("(?#nothing)a", "a", Some(1)),
        ("(?x: a b # blank\n c)", "abc", Some(3)),
        ("a$", "a\n", Some(1)),
        (r"a\Z", "a\n", None),
        ("(?m:a$).^b", "a\nb", None),
        ("(?ms:a$.^b)", "a\nb", Some(3)),
        (r"\x41\u00e4\U00000042\0", "AäB\0", Some(5)),
        (r"\.\{", ".{", Some(2)),
    ] {
        assert_eq!(head(pattern, text), found, "{pattern} {text}");
    }
}

#[test]
fn what_stands_round_is_looked_at() {
    for (pattern, text, found) in [
        ("a(?=b)", "ab", Some(1)),
        ("a(?!b)", "ab", None),
        ("(?=.*b)a", "aab", Some(1)),
        ("aä(?<=ä)", "aä", Some(3)),
        ("a(?<!a)", "a", None),
        ("a(?<=ba)", "a", None),
        ("(?:(?<=^)|(?<=,))a", "a", Some(1)),
    ] {
        assert_eq!(head(pattern, text), found, "{pattern} {text}");
    }
}

#[test]
fn case_is_ignored_where_it_is_asked_for() {
    assert_eq!(head("(?i:aß[x-z]+)b", "AẞYZb"), Some(7));
    assert_eq!(head("(?i:a)b", "AB"), None);
    assert_eq!(head("(?i:a(?-i:b)c)", "AbC"), Some(3));
    assert_eq!(head("(?i:[^a])", "A"), None);
}

#[test]
fn ends_begin_as_far_left_as_they_can() {
    for (pattern, text, within, found) in [
        (r"\(a\)", "b (a)", 9, Some(2)),
        (r"\(a\)", "b (a) ", 9, None),
        ("a+", "baaa", 9, Some(1)),
        ("a+", "baaa", 2, Some(2)),
        ("ä+", "ää", 1, Some(2)),
        ("(?:ab|b)c", "abc", 9, Some(0)),
        ("(?<=x)a", "xa", 1, Some(1)),
        ("(?<=^)a", "xa", 1, None),
        ("(?!b).b*", "abb", 9, Some(0)),
    ] {
        assert_eq!(end(pattern, text, within), found, "{pattern} {text}");
    }
}

#[test]
fn wholes_are_wholes() {
    let is_whole = |pattern: &str, text: &str| {
        Pattern::of_wholes(pattern)
            .is_ok_and(|pattern| pattern.is_whole(text, &mut Runner::default(), &Control::default()))
    };
    assert!(is_whole("a|ab", "ab"));
    assert!(is_whole(".{2,3}", "äöü"));
    assert!(!is_whole(".{2,3}", "äöüa"));
    assert!(!is_whole("a", "a\n"));
    assert!(is_whole("(?=.*b)(?!.*c)a.*", "aab"));
    assert!(!is_whole("(?=.*b)(?!.*c)a.*", "aabc"));
    assert!(!is_whole("(?=.*b)(?!.*c)a.*", "aa"));
}

#[test]
fn what_is_wrong_with_a_pattern_is_said() {
    for (pattern, problem) in [
        ("(", "missing ), unterminated subpattern at position 0"),
        ("a)", "unbalanced parenthesis at position 1"),
        ("a**", "multiple repeat at position 2"),
        ("*a", "nothing to repeat at position 0"),
        ("[a", "unterminated character set at position 0"),
        ("[b-a]", "bad character range b-a at position 4"),
        ("a{3,2}", "min repeat greater than max repeat at position 6"),
        (r"\q", r"bad escape \q at position 2"),
        (r"(a)\1", "references to groups are not possible here, at position 4"),
        ("(?i)a", "flags have to be those of a group, (?i:...), at position 4"),
        ("(?<=a*)b", "look-behind requires fixed-width pattern"),
    ] {
        assert_eq!(Pattern::of_heads(pattern).err().as_deref(), Some(problem), "{pattern}");
    }
}

#[test]
fn what_is_asked_to_stop_ends() {
    let control = Control::default();
    control.stop();
    let text = "a".repeat(40);
    let pattern = Pattern::of_heads("(?:a|aa)+b");
    assert!(pattern.is_ok_and(|p| p.end_of_head(&text, &mut Runner::default(), &control).is_none()));
}
