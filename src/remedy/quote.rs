//! Values as literals of a snippet's language, whatever they hold.

/// The language of a snippet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Language {
    /// C++.
    Cpp,
    /// C#.
    Csharp,
    /// Go.
    Go,
    /// Java.
    Java,
    /// JavaScript.
    Javascript,
    /// nginx's configuration.
    Nginx,
    /// PHP.
    Php,
    /// Python.
    Python,
    /// Ruby.
    Ruby,
    /// Rust.
    Rust,
    /// POSIX shell.
    Sh,
    /// Prose.
    Text,
    /// YAML.
    Yaml,
}

impl Language {
    /// As in the report.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Cpp => "cpp",
            Self::Csharp => "csharp",
            Self::Go => "go",
            Self::Java => "java",
            Self::Javascript => "javascript",
            Self::Nginx => "nginx",
            Self::Php => "php",
            Self::Python => "python",
            Self::Ruby => "ruby",
            Self::Rust => "rust",
            Self::Sh => "sh",
            Self::Text => "text",
            Self::Yaml => "yaml",
        }
    }

    /// The value as a literal of this language.
    pub(super) fn quote(self, value: &str) -> String {
        match self {
            Self::Sh => shell(value),
            Self::Text => text(value),
            Self::Nginx => nginx(value),
            Self::Cpp
            | Self::Csharp
            | Self::Go
            | Self::Java
            | Self::Javascript
            | Self::Php
            | Self::Python
            | Self::Ruby
            | Self::Rust
            | Self::Yaml => self.double_quoted(value),
        }
    }

    /// The value for a comment or for prose: one line, nothing invisible.
    pub(super) fn bare(self, value: &str) -> String {
        match self {
            // Java reads `\u` in comments too; after another backslash it is none.
            Self::Java => text(value).replace('\\', "\\\\"),
            _ => text(value),
        }
    }

    fn double_quoted(self, value: &str) -> String {
        let mut out = String::from("\"");
        for character in value.chars() {
            match character {
                '"' | '\\' => out.extend(['\\', character]),
                '\n' => out.push_str("\\n"),
                // `$` interpolates in PHP, `#` in Ruby.
                '$' if self == Self::Php => out.push_str("\\$"),
                '#' if self == Self::Ruby => out.push_str("\\#"),
                _ if is_invisible(character) => self.escape(character, &mut out),
                _ => out.push(character),
            }
        }
        out.push('"');
        out
    }

    /// One invisible character as an escape of this language.
    fn escape(self, character: char, out: &mut String) {
        let code = u32::from(character);
        match self {
            Self::Rust | Self::Ruby | Self::Php => out.push_str(&format!("\\u{{{code:x}}}")),
            // A `\x` would take in the digits that follow, and `\u` may not name a control character.
            Self::Cpp => {
                let mut bytes = [0; 4];
                for byte in character.encode_utf8(&mut bytes).bytes() {
                    out.push_str(&format!("\\{byte:03o}"));
                }
            }
            // Java reads `\u` escapes before it looks for string literals.
            Self::Java if code < 0x100 => out.push_str(&format!("\\{code:03o}")),
            // These know no surrogates.
            Self::Yaml | Self::Python | Self::Csharp | Self::Go if code > 0xffff => {
                out.push_str(&format!("\\U{code:08x}"));
            }
            _ => {
                let mut units = [0; 2];
                for unit in character.encode_utf16(&mut units) {
                    out.push_str(&format!("\\u{unit:04x}"));
                }
            }
        }
    }
}

/// Control characters, line separators, and those that reorder or hide text: what `render` makes visible.
fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{061c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Bare where no shell would touch it, else in single quotes; within them nothing can be escaped, so that what has
/// invisible characters is left to the reader.
fn shell(value: &str) -> String {
    if value.chars().any(is_invisible) {
        return "'<VALUE>'".to_owned();
    }
    let plain = |c: char| c.is_ascii_alphanumeric() || "_./:@%+=,-".contains(c);
    if !value.is_empty() && value.chars().all(plain) {
        value.to_owned()
    } else {
        format!("'{}'", value.replace('\'', r"'\''"))
    }
}

/// nginx has no escape for `$`: such a value is left to the reader.
fn nginx(value: &str) -> String {
    if value.chars().any(|c| c == '$' || is_invisible(c)) {
        "\"<VALUE>\"".to_owned()
    } else if !value.is_empty() && value.chars().all(|c| c.is_ascii_alphanumeric() || "_./:-".contains(c)) {
        value.to_owned()
    } else {
        format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""))
    }
}

/// One line, nothing invisible.
fn text(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for character in value.chars() {
        if is_invisible(character) {
            out.extend(character.escape_default());
        } else {
            out.push(character);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shell_sees_one_word() {
        assert_eq!(Language::Sh.quote("https://otel.example.com:4317"), "https://otel.example.com:4317");
        assert_eq!(Language::Sh.quote("/my certs/$HOME/ca's.pem"), r"'/my certs/$HOME/ca'\''s.pem'");
        assert_eq!(Language::Sh.quote("<CA_FILE>"), "'<CA_FILE>'");
        assert_eq!(Language::Sh.quote(""), "''");
    }

    #[test]
    fn interpolation_is_switched_off() {
        assert_eq!(Language::Php.quote("/a/$b"), r#""/a/\$b""#);
        assert_eq!(Language::Ruby.quote("/a/#{b}"), r##""/a/\#{b}""##);
        assert_eq!(Language::Go.quote("/a/$b"), r#""/a/$b""#);
        assert_eq!(Language::Nginx.quote("/a/$b"), "\"<VALUE>\"");
    }

    #[test]
    fn quotes_and_backslashes_are_escaped() {
        for language in [Language::Yaml, Language::Go, Language::Java, Language::Rust, Language::Cpp] {
            assert_eq!(language.quote(r#"C:\a"b"#), r#""C:\\a\"b""#);
        }
    }

    #[test]
    fn nothing_invisible_is_left() {
        assert_eq!(Language::Java.quote("a\x1bb\u{202e}"), r#""a\033b\u202e""#);
        assert_eq!(Language::Cpp.quote("a\x1b1"), r#""a\0331""#);
        assert_eq!(Language::Rust.quote("\x07"), r#""\u{7}""#);
        assert_eq!(Language::Python.quote("a\nb\x7f"), r#""a\nb\u007f""#);
        assert_eq!(Language::Sh.quote("a\x1b[31mb"), "'<VALUE>'");
        assert_eq!(Language::Sh.quote("a\u{202e}b"), "'<VALUE>'");
        assert_eq!(Language::Yaml.quote("\u{e0001}"), r#""\U000e0001""#);
        assert_eq!(Language::Javascript.quote("\u{e0001}"), r#""\udb40\udc01""#);
        assert_eq!(Language::Java.bare(r"C:\users\a.key"), r"C:\\users\\a.key");
        assert_eq!(Language::Sh.bare("a\nb\x1b[31m"), "a\\nb\\u{1b}[31m");
    }
}
