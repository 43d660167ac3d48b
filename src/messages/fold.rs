//! A pasted text as the matcher wants it: escapes undone, spaces collapsed, quotes straight.

/// A text in two forms of the same length: as written, and in lower case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Folded {
    /// As written, without escapes.
    pub(super) shown: String,
    /// The same in lower case: offsets are those of `shown`.
    pub(super) text: String,
}

/// Undoes any depth of `\"`, `\n`, `\t`, `\/` and `\u0022`, HTML's entities, per cent, syslog's `#012`, terminal
/// colours, and what word processors make of quotes and hyphens.
pub(super) fn fold(raw: &str) -> Folded {
    let mut shown = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        rest = match c {
            '\\' => escape(after, &mut shown),
            '\u{1b}' => after,
            '[' => colour(after).unwrap_or_else(|| put(c, after, &mut shown)),
            '&' => entity(after, &mut shown),
            '%' => coded(after, 2, 16, c, &mut shown),
            '#' => coded(after, 3, 8, c, &mut shown),
            c => put(c, after, &mut shown),
        };
    }
    let end = shown.trim_end().len();
    shown.truncate(end);
    let text = shown.to_ascii_lowercase();
    Folded { shown, text }
}

/// Without the breaks that a terminal puts into long lines, and the frames that it draws around them.
pub(super) fn unwrapped(raw: &str) -> String {
    let framed = |c: char| matches!(c, '\u{2502}' | '\u{2503}' | '\r');
    raw.lines()
        .map(|line| {
            // A frame is drawn with one space to either side of the words.
            let inside = line.trim_start_matches(framed).trim_end_matches(framed);
            if inside.len() == line.trim_end_matches('\r').len() { inside } else { inside.trim() }
        })
        .collect()
}

fn put<'a>(c: char, after: &'a str, shown: &mut String) -> &'a str {
    let c = match c {
        '\u{2018}' | '\u{2019}' | '\u{201a}' | '`' => '\'',
        '\u{201c}' | '\u{201d}' | '\u{201e}' => '"',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '\u{ff1a}' => ':',
        // No width: byte order mark, soft hyphen, joiners.
        '\u{feff}' | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' => return after,
        c if c.is_whitespace() || c.is_control() => ' ',
        c => c,
    };
    if matches!(c, '"' | '\'') {
        // It was escaped before something else was made of it.
        shown.truncate(shown.trim_end_matches('\\').len());
    }
    if c != ' ' || !(shown.is_empty() || shown.ends_with(' ')) {
        shown.push(c);
    }
    after
}

/// What follows a backslash; more backslashes are deeper levels.
fn escape<'a>(after: &'a str, shown: &mut String) -> &'a str {
    let rest = after.trim_start_matches('\\');
    let Some(c) = rest.chars().next() else { return rest };
    let next = &rest[c.len_utf8()..];
    match c {
        '"' | '\'' | '/' => put(c, next, shown),
        'n' | 'r' | 't' => put(' ', next, shown),
        'u' => match next.get(..4).and_then(|hex| u32::from_str_radix(hex, 16).ok()).and_then(char::from_u32)
        {
            Some(c) => put(c, &next[4..], shown),
            None => put('\\', rest, shown),
        },
        // A colour; other bytes tell what came on the wire.
        'x' if next.get(..2).is_some_and(|hex| hex.eq_ignore_ascii_case("1b")) => &next[2..],
        _ => put('\\', rest, shown),
    }
}

/// What follows a bracket, if it switches a colour. The byte before it is lost in many pastes.
fn colour(after: &str) -> Option<&str> {
    let rest = after.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';');
    if rest.len() == after.len() { None } else { rest.strip_prefix(['m', 'K']) }
}

fn entity<'a>(after: &'a str, shown: &mut String) -> &'a str {
    let mut name = after;
    while let Some(deeper) = name.strip_prefix("amp;") {
        name = deeper;
    }
    for (known, c) in [
        ("quot;", '"'),
        ("#34;", '"'),
        ("#39;", '\''),
        ("apos;", '\''),
        ("lt;", '<'),
        ("gt;", '>'),
        ("nbsp;", ' '),
    ] {
        if let Some(rest) = name.strip_prefix(known) {
            return put(c, rest, shown);
        }
    }
    if let Some((hex, rest)) = name.strip_prefix("#x").and_then(|name| name.split_once(';'))
        && let Some(c) = u32::from_str_radix(hex, 16).ok().and_then(char::from_u32)
    {
        return put(c, rest, shown);
    }
    put('&', name, shown)
}

/// A byte written as `%20` or `#012`: those that are printed, and ends of lines.
fn coded<'a>(after: &'a str, digits: usize, radix: u32, sign: char, shown: &mut String) -> &'a str {
    let byte = after.get(..digits).and_then(|code| u8::from_str_radix(code, radix).ok());
    match byte {
        Some(b'\t' | b'\n' | b'\r' | 0x1b) => put(' ', &after[digits..], shown),
        Some(byte @ b' '..=b'~') if radix == 16 => put(char::from(byte), &after[digits..], shown),
        _ => put(sign, after, shown),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_of_any_depth_are_undone() {
        for raw in [
            r#"Post "https://a": x509: y"#,
            r#"Post \"https://a\": x509: y"#,
            r#"Post \\\"https:\/\/a\\\":  x509:\ny"#,
            "Post \\u0022https://a\\u0022:\r\n\tx509: y\n",
            "\u{1b}[31mPost &quot;https://a&#34;: x509: y\u{1b}[0m",
            "\\u001b[1;31mPost \\x1b[0m&amp;quot;https://a&#x22;: x509: y[0m",
            "Post%20%22https%3A%2F%2Fa%22%3A%20x509%3A%0Ay",
            r"Post \&quot;https://a\%22: x509: y",
            "Post \u{201c}https://a\u{201d}:#012\u{200b}x509\u{ff1a}&nbsp;y",
        ] {
            assert_eq!(fold(raw).shown, r#"Post "https://a": x509: y"#, "{raw}");
        }
    }

    #[test]
    fn bytes_and_stray_ends_stay() {
        assert_eq!(fold(r"greeting \\x16\x03").text, r"greeting \x16\x03");
        assert_eq!(fold(r"a\").shown, "a");
        assert_eq!(fold(r"a\u00").shown, r"a\u00");
        assert_eq!(fold("").shown, "");
        assert_eq!(
            fold("100% of #5, [x] [12] \u{e9}&b #\u{e9}%\u{e9}").shown,
            "100% of #5, [x] [12] \u{e9}&b #\u{e9}%\u{e9}"
        );
        assert_eq!(fold("\u{130}X").shown.len(), fold("\u{130}X").text.len());
    }

    #[test]
    fn what_a_terminal_broke_is_joined() {
        assert_eq!(unwrapped("only u\r\nnsupported"), "only unsupported");
        assert_eq!(unwrapped("only \nunsupported"), "only unsupported");
        assert_eq!(unwrapped("\u{2502} tls: fail \u{2502}\n\u{2502} ed to \u{2502}"), "tls: failed to");
    }
}
