//! A pasted text as the matcher wants it: escapes undone, spaces collapsed, quotes straight.

/// A text in two forms of the same length: as written, and in lower case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Folded {
    /// As written, without escapes.
    pub(super) shown: String,
    /// The same in lower case: offsets are those of `shown`.
    pub(super) text: String,
}

/// Undoes any depth of `\"`, `\n`, `\t`, `\/` and `\u0022`, HTML's entities and terminal colours.
pub(super) fn fold(raw: &str) -> Folded {
    let mut shown = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        rest = match c {
            '\\' => escape(after, &mut shown),
            '\u{1b}' => colour(after),
            '&' => entity(after, &mut shown),
            '\u{2018}' | '\u{2019}' | '`' => put('\'', after, &mut shown),
            '\u{feff}' => after,
            c if c.is_whitespace() || c.is_control() => put(' ', after, &mut shown),
            c => put(c, after, &mut shown),
        };
    }
    let end = shown.trim_end().len();
    shown.truncate(end);
    let text = shown.to_ascii_lowercase();
    Folded { shown, text }
}

fn put<'a>(c: char, after: &'a str, shown: &mut String) -> &'a str {
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
            Some(c) => put(if c.is_control() { ' ' } else { c }, &next[4..], shown),
            None => put('\\', rest, shown),
        },
        _ => put('\\', rest, shown),
    }
}

fn colour(after: &str) -> &str {
    match after
        .strip_prefix('[')
        .and_then(|rest| rest.find(|c: char| c.is_ascii_alphabetic()).map(|end| &rest[end + 1..]))
    {
        Some(rest) => rest,
        None => after,
    }
}

fn entity<'a>(after: &'a str, shown: &mut String) -> &'a str {
    for (name, c) in
        [("quot;", '"'), ("#34;", '"'), ("#39;", '\''), ("lt;", '<'), ("gt;", '>'), ("amp;", '&')]
    {
        if let Some(rest) = after.strip_prefix(name) {
            return put(c, rest, shown);
        }
    }
    put('&', after, shown)
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
        assert_eq!(fold("\u{130}X").shown.len(), fold("\u{130}X").text.len());
    }
}
