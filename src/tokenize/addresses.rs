//! Addresses: where those of the web and of mail end. The same for every language.

use super::Kind;
use super::class::{Class, flag};
use super::unicode::{Run, Scanner};

/// The longest part of a mail address before its `@`, and the longest name of a host.
const MAX_LOCAL_PART: usize = 64;
const MAX_HOST: usize = 253;

/// Top-level domains that make `name.tld` an address without `www.` or a scheme. Sorted by bytes.
const TOP_LEVEL_DOMAINS: &[&str] = &[
    "at", "be", "biz", "ch", "com", "de", "edu", "es", "eu", "fr", "gov", "info", "it", "li", "lu", "mil",
    "net", "nl", "org", "pl", "ru", "tv", "uk", "us",
];

/// The end and kind of an address that begins at `start`; `end` is the end of the first run of letters.
///
/// Takes time in proportion to the address, or bounded time where there is none.
pub(super) fn address(scanner: &Scanner, text: &[u8], start: usize, end: usize) -> Option<(usize, Kind)> {
    match text.get(end)? {
        b':' if text[end..].starts_with(b"://") && is_scheme(&text[start..end]) => {
            Some((url_end(scanner, text, end + 3), Kind::Url)).filter(|&(url, _)| url > end + 3)
        }
        b'@' | b'.' | b'+' | b'-' => {
            mail_end(scanner, text, start).map(|end| (end, Kind::Email)).or_else(|| {
                let end = domain_end(scanner, text, start, end)?;
                let path = matches!(text.get(end), Some(b'/' | b'?' | b'#'));
                Some((if path { url_end(scanner, text, end) } else { end }, Kind::Url))
            })
        }
        _ => None,
    }
}

/// The end of a name or tag behind `@` or `#` at `start`, if there is one with a letter.
pub(super) fn tag_end(scanner: &Scanner, text: &[u8], start: usize) -> Option<usize> {
    let behind_word = scanner.class_before(text, start).is_some_and(continues_word);
    if behind_word || text[..start].ends_with(b"&") {
        return None;
    }
    let mut run = Run::new(start + 1);
    if scanner.starts_word(text, run.end) {
        scanner.run(text, &mut run);
    }
    (run.flags & flag::LETTER != 0).then_some(run.end)
}

fn is_scheme(word: &[u8]) -> bool {
    [&b"http"[..], b"https", b"ftp"].iter().any(|scheme| word.eq_ignore_ascii_case(scheme))
}

/// Goes on over what an address may hold, and then back over punctuation at its end.
fn url_end(scanner: &Scanner, text: &[u8], from: usize) -> usize {
    let mut end = from;
    while let Some((class, next)) = scanner.class(text, end)
        && is_url_character(class, text[end])
    {
        end = next;
    }
    let has_bracket = text[from..end].contains(&b'(');
    let is_final = |byte: &u8| match byte {
        b')' => !has_bracket,
        byte => b".,;:!?'*]}".contains(byte),
    };
    end - text[from..end].iter().rev().take_while(|byte| is_final(byte)).count()
}

fn is_url_character(class: Class, lead: u8) -> bool {
    if lead.is_ascii() {
        lead > b' ' && lead != 0x7f && !b"\"<>|\\^`".contains(&lead)
    } else {
        continues_word(class)
    }
}

/// The end of `label.label.tld` with a known top-level domain, or of anything that begins with `www.`.
fn domain_end(scanner: &Scanner, text: &[u8], start: usize, end: usize) -> Option<usize> {
    let host = host(text, start, end)?;
    let (name, last) = host.split_at(host.iter().rposition(|&byte| byte == b'.')?);
    let is_known = TOP_LEVEL_DOMAINS.binary_search_by(|known| known.as_bytes().cmp(&last[1..])).is_ok();
    let end = start + host.len();
    let ends_here = text.get(end) != Some(&b'@') && !scanner.starts_word(text, end);
    (ends_here && !name.is_empty() && (is_known || host.starts_with(b"www."))).then_some(end)
}

/// The end of a mail address that begins at `start`.
fn mail_end(scanner: &Scanner, text: &[u8], start: usize) -> Option<usize> {
    let is_local = |byte: u8| byte.is_ascii_alphanumeric() || b"._%+-".contains(&byte);
    let window = &text[start..text.len().min(start + MAX_LOCAL_PART + 1)];
    let at = start + window.iter().position(|&byte| !is_local(byte))?;
    if text[at] != b'@' {
        return None;
    }
    let end = at + 1 + host(text, at + 1, at + 1).filter(|host| host.contains(&b'.'))?.len();
    (!scanner.starts_word(text, end)).then_some(end)
}

/// Labels with full stops between them, none of them empty; the first goes to `end` at least.
fn host(text: &[u8], start: usize, end: usize) -> Option<&[u8]> {
    let window = &text[end..text.len().min(start + MAX_HOST).max(end)];
    let more =
        window.iter().take_while(|&&byte| byte.is_ascii_alphanumeric() || b"-.".contains(&byte)).count();
    let host = &text[start..end + more];
    let host = &host[..host.len() - host.iter().rev().take_while(|byte| b".-".contains(byte)).count()];
    host.split(|&byte| byte == b'.').all(|label| !label.is_empty()).then_some(host)
}

fn continues_word(class: Class) -> bool {
    class.is_letter()
        || class.is_ignorable()
        || matches!(class, Class::Digit | Class::Connector | Class::OtherLetter | Class::Katakana)
}

#[cfg(test)]
mod tests {
    use super::TOP_LEVEL_DOMAINS;

    #[test]
    fn domains_are_sorted() {
        assert!(TOP_LEVEL_DOMAINS.is_sorted());
    }
}
