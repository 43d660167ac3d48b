//! Files of variables: `/proc/PID/environ` (NUL between entries), and `KEY=VALUE` lines as env files have them.

/// A line that is no variable. Never its content: it may be a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileProblem {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong.
    pub problem: &'static str,
}

/// Reads either form; what has a NUL byte is of the kernel. Bytes that are not UTF-8 are replaced.
///
/// Lines: empty ones and those that begin with `#` are passed over, `export ` before a name as well. A value in
/// single quotes is taken as it is; in double quotes `\n`, `\"`, `\\`, `\$` are unescaped and it may go over several
/// lines; without quotes it ends before ` #`. A later entry of the same name wins.
///
/// # Errors
/// The first line that is no variable.
pub fn parse_variables(bytes: &[u8]) -> Result<Vec<(String, String)>, FileProblem> {
    if bytes.contains(&0) {
        return Ok(bytes
            .split(|byte| *byte == 0)
            .filter_map(|entry| {
                let entry = String::from_utf8_lossy(entry);
                let (name, value) = entry.split_once('=')?;
                (!name.is_empty()).then(|| (name.to_owned(), value.to_owned()))
            })
            .collect());
    }
    let text = String::from_utf8_lossy(bytes);
    let text = text.trim_start_matches('\u{feff}');
    let mut variables = Vec::new();
    let mut rest = text;
    let mut number = 0;
    while !rest.is_empty() {
        number += 1;
        let (line, after) = rest.split_once('\n').unwrap_or((rest, ""));
        let trimmed = line.trim();
        if trimmed.is_empty() || trimmed.starts_with('#') {
            rest = after;
            continue;
        }
        let wrong = |problem| FileProblem { line: number, problem };
        let assignment = trimmed.strip_prefix("export ").unwrap_or(trimmed).trim_start();
        let (name, _) = assignment.split_once('=').ok_or_else(|| wrong("it has no `=`"))?;
        let name = name.trim_end();
        let valid = !name.is_empty() && name.chars().all(|c| c.is_ascii_graphic() && !"\"'`$".contains(c));
        if !valid {
            return Err(wrong("what stands before `=` is no name of a variable"));
        }
        // The value begins behind the first `=` of this line and may end on another.
        let start = rest.find('=').map_or(rest.len(), |at| at + 1);
        let raw = rest[start..].trim_start_matches([' ', '\t']);
        let (value, used) = value(raw).map_err(wrong)?;
        let consumed = rest.len() - raw.len() + used;
        number += rest[..consumed].matches('\n').count();
        rest = rest[consumed..].split_once('\n').map_or("", |(_, after)| after);
        variables.push((name.to_owned(), value));
    }
    Ok(variables)
}

/// A value, and how many bytes of the text it took.
fn value(raw: &str) -> Result<(String, usize), &'static str> {
    match raw.chars().next() {
        Some('\'') => {
            let end = raw[1..].find('\'').ok_or("a quote is not closed")?;
            Ok((raw[1..=end].to_owned(), end + 2))
        }
        Some('"') => double_quoted(raw),
        _ => {
            let line = raw.split('\n').next().unwrap_or_default();
            let text = line.find(" #").map_or(line, |comment| &line[..comment]);
            Ok((text.trim().to_owned(), line.len()))
        }
    }
}

fn double_quoted(raw: &str) -> Result<(String, usize), &'static str> {
    let mut value = String::new();
    let mut letters = raw.char_indices().skip(1);
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' => return Ok((value, at + 1)),
            '\\' => match letters.next() {
                Some((_, 'n')) => value.push('\n'),
                Some((_, escaped @ ('"' | '\\' | '$' | '`'))) => value.push(escaped),
                Some((_, other)) => value.extend(['\\', other]),
                None => break,
            },
            other => value.push(other),
        }
    }
    Err("a quote is not closed")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn pairs(text: &str) -> Vec<(String, String)> {
        parse_variables(text.as_bytes()).unwrap()
    }

    #[test]
    fn the_kernel_s_form() {
        assert_eq!(
            pairs("A=1\0B=two words # no comment\nline\0=C:\0\0"),
            [("A".to_owned(), "1".to_owned()), ("B".to_owned(), "two words # no comment\nline".to_owned())]
        );
    }

    #[test]
    fn lines_quotes_and_comments() {
        let text = "\u{feff}# comment\n\nexport A=1\r\nB = \"a \\\"b\\\" \\\\ c\nsecond\"  # c\nC='x # y'\nD=v # c\nE=a=b\nF=\n";
        let expected =
            [("A", "1"), ("B", "a \"b\" \\ c\nsecond"), ("C", "x # y"), ("D", "v"), ("E", "a=b"), ("F", "")];
        let expected: Vec<(String, String)> =
            expected.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        assert_eq!(pairs(text), expected);
    }

    #[test]
    fn a_line_that_is_none_is_told_by_its_number() {
        assert_eq!(parse_variables(b"A=1\nB=\"x\ny\"\nhunter2\n").unwrap_err().line, 4);
        assert_eq!(parse_variables(b"A='x").unwrap_err().line, 1);
        assert_eq!(parse_variables(b"=x").unwrap_err().line, 1);
    }

    proptest! {
        #[test]
        fn any_bytes_are_taken(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = parse_variables(&bytes);
        }

        #[test]
        fn any_text_is_taken(text in "[A='\"\\\\\n# é]{0,40}") {
            let _ = parse_variables(text.as_bytes());
        }
    }
}
