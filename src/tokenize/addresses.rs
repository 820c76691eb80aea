//! Addresses: where those of the web and of mail end. The same for every language.

use super::Kind;
use super::class::{Class, flag};
use super::unicode::{Run, Scanner};

/// The longest part of a mail address before its `@`, and the longest name of a host.
const MAX_LOCAL_PART: usize = 64;
const MAX_HOST: usize = 253;

/// Top-level domains that make `name.tld` an address without `www.` or a scheme. Sorted by bytes.
const TOP_LEVEL_DOMAINS: &[&str] = &[
    "app", "at", "au", "be", "berlin", "biz", "blog", "br", "ca", "ch", "cn", "com", "cz", "de", "dk", "edu",
    "es", "eu", "fi", "fr", "gov", "gr", "hu", "ie", "info", "int", "io", "it", "jp", "kr", "li", "lu",
    "mil", "net", "news", "nl", "nz", "online", "org", "pl", "pt", "ro", "ru", "se", "shop", "si", "sk",
    "tr", "tv", "ua", "uk", "us", "wien",
];

/// What names of files end in.
const EXTENSIONS: &[&str] = &[
    "asp", "aspx", "avi", "bat", "bmp", "conllu", "cpp", "csv", "dll", "doc", "docx", "epub", "exe", "gif",
    "gz", "htm", "html", "jar", "java", "jpeg", "jpg", "js", "json", "log", "md", "mov", "mp3", "mp4", "odt",
    "ogg", "pdf", "php", "png", "ppt", "pptx", "py", "rar", "rs", "rtf", "svg", "tar", "tex", "tif", "tiff",
    "tsv", "txt", "wav", "xls", "xlsx", "xml", "yaml", "yml", "zip",
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
                let (end, kind) = domain_end(scanner, text, start, end)?;
                let path = kind == Kind::Url && matches!(text.get(end), Some(b'/' | b'?' | b'#'));
                Some((if path { url_end(scanner, text, end) } else { end }, kind))
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

/// The end of `label.label.tld` with a known top-level domain, of anything that begins with `www.`, or of the
/// name of a file.
fn domain_end(scanner: &Scanner, text: &[u8], start: usize, end: usize) -> Option<(usize, Kind)> {
    let host = host(text, start, end)?;
    let (name, last) = host.split_at(host.iter().rposition(|&byte| byte == b'.')?);
    let end = start + host.len();
    let ends_here = text.get(end) != Some(&b'@') && !scanner.starts_word(text, end);
    // In `Ende.Es` a blank is missing.
    let is_loud = host.iter().all(|byte| !byte.is_ascii_lowercase());
    let last = if is_loud { last[1..].to_ascii_lowercase() } else { last[1..].to_vec() };
    let kind =
        if host.len() > 4 && host[..4].eq_ignore_ascii_case(b"www.") || contains(TOP_LEVEL_DOMAINS, &last) {
            Kind::Url
        } else if contains(EXTENSIONS, &last) || is_path(host) {
            Kind::Word
        } else {
            return None;
        };
    (ends_here && !name.is_empty() && name[0] != b'.').then_some((end, kind))
}

/// True of `comp.lang.python`: three parts and more, in small letters.
fn is_path(host: &[u8]) -> bool {
    let is_part =
        |part: &[u8]| part.len() > 1 && part.iter().all(|byte| byte.is_ascii_lowercase() || *byte == b'-');
    host.split(|&byte| byte == b'.').count() > 2 && host.split(|&byte| byte == b'.').all(is_part)
}

/// The end of the extension of a file's name or of a domain that begins at `start`: `pdf`, `com`.
pub(super) fn extension_end(scanner: &Scanner, text: &[u8], start: usize) -> Option<usize> {
    let length = text[start..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let word = &text[start..start + length];
    let known = contains(EXTENSIONS, word) || contains(TOP_LEVEL_DOMAINS, word);
    (known && !scanner.starts_word(text, start + length)).then_some(start + length)
}

fn contains(sorted: &[&str], word: &[u8]) -> bool {
    sorted.binary_search_by(|known| known.as_bytes().cmp(word)).is_ok()
}

/// The end of a mail address that begins at `start`.
fn mail_end(scanner: &Scanner, text: &[u8], start: usize) -> Option<usize> {
    let is_local = |byte: u8| byte.is_ascii_alphanumeric() || b"._%+-".contains(&byte);
    let window = &text[start..text.len().min(start + MAX_LOCAL_PART + 1)];
    let at = start + window.iter().position(|&byte| !is_local(byte))?;
    if text[at] != b'@' {
        return None;
    }
    // A name before and behind is enough: `name@HOST`.
    let end = at + 1 + host(text, at + 1, at + 1).filter(|host| host.len() > 1)?.len();
    (!scanner.starts_word(text, end)).then_some(end)
}

/// Labels with full stops between them, none of them empty; the first goes to `end` at least.
fn host(text: &[u8], start: usize, end: usize) -> Option<&[u8]> {
    let window = &text[end..text.len().min(start + MAX_HOST).max(end)];
    // Of the rest only letters with two bytes; those with the first byte 0xc2 are signs.
    let is_host = |byte: u8| {
        byte.is_ascii_alphanumeric() || b"-.".contains(&byte) || matches!(byte, 0x80..0xc0 | 0xc3..0xd5)
    };
    let more = window.iter().take_while(|&&byte| is_host(byte)).count();
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
    use super::{EXTENSIONS, TOP_LEVEL_DOMAINS};

    #[test]
    fn lists_are_sorted() {
        assert!(TOP_LEVEL_DOMAINS.is_sorted());
        assert!(EXTENSIONS.is_sorted());
    }
}
