//! Faces made of signs: `:-)`, `;P`, `<3`.

/// Those that follow no pattern.
const OTHERS: [&[u8]; 16] = [
    b"</3", b"<3", b"^_^", b"^^", b"-_-", b">_<", b"*_*", b"\\o/", b">:-(", b">:(", b">:-)", b">:)", b"(^^)",
    b"(:", b"(-:", b"):",
];

/// How far back an opening bracket is looked for.
const LOOK_BACK: usize = 100;

/// The end of a face that begins at `start`, which is no letter or digit.
pub(super) fn emoticon_end(text: &[u8], start: usize) -> Option<usize> {
    let end = match text[start] {
        b':' | b';' | b'=' => face_end(text, start)?,
        b'<' | b'^' | b'-' | b'>' | b'*' | b'\\' | b'(' | b')' => {
            let known = OTHERS.iter().find(|known| text[start..].starts_with(known))?;
            if is_inside(text, start) || text[start..].starts_with(b"):") {
                return None;
            }
            start + known.len()
        }
        _ => return None,
    };
    (!text.get(end).is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'-')).then_some(end)
}

/// Eyes, perhaps a tear and a nose, and a mouth, which may be repeated.
fn face_end(text: &[u8], start: usize) -> Option<usize> {
    let mut at = start + 1;
    let tear = text.get(at) == Some(&b'\'') && text[start] != b'=';
    at += usize::from(tear);
    let nose = matches!(text.get(at), Some(b'-' | b'^' | b'~'))
        || text[start] == b':' && text[at..].starts_with(b"o)");
    at += usize::from(nose);
    let mouth = *text.get(at)?;
    let is_bracket = b")(]".contains(&mouth) || (nose && b"[}{".contains(&mouth));
    let is_letter = if nose { b"DPpbOo0|/\\*3xXSsc" } else { &b"DPpO|/\\*3"[..] }.contains(&mouth);
    if !is_bracket && !is_letter {
        return None;
    }
    let end = at + text[at..].iter().take_while(|&&byte| byte == mouth).count();
    let follows_word = is_inside(text, start);
    let fits = if is_bracket {
        !follows_word
            || nose
            || (mouth == b')' && !has_open_bracket(&text[start.saturating_sub(LOOK_BACK)..start]))
    } else {
        // Not `10:3`, `http:/` or a list of options such as `a:D`.
        !follows_word && text.get(end) != Some(&b'/')
    };
    fits.then_some(end)
}

fn is_inside(text: &[u8], start: usize) -> bool {
    text[..start].last().is_some_and(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii())
}

fn has_open_bracket(text: &[u8]) -> bool {
    text.iter().rev().find(|byte| b"()".contains(byte)) == Some(&b'(')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faces_are_told_from_signs() {
        for face in
            [":-)", ":)", ";)", ";-)", ":D", ":P", "=)", ":'(", ":-(((", "<3", "^^", ":/", ":|", "-_-"]
        {
            assert_eq!(emoticon_end(face.as_bytes(), 0), Some(face.len()), "{face}");
        }
        for (text, start) in
            [("http://a", 4), ("10:3", 2), ("(Wort:)", 5), (":Das", 0), ("; (", 0), (": )", 0), (":-", 0)]
        {
            assert_eq!(emoticon_end(text.as_bytes(), start), None, "{text}");
        }
        assert_eq!(emoticon_end(b"gut:)", 3), Some(5));
    }
}
