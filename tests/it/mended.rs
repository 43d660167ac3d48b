//! `otls lint --fix` on configurations of every make: in braces and in lines, with comments, quotes, anchors, aliases, merge
//! keys and tags anywhere.
//!
//! A case is a list of bytes that the writer takes its decisions from. `PROPTEST_CASES` says how many are tried (256).

use otls::lint;
use otls::lint::{Around, Fix, Input, Linted, Side};
use otls::yaml;
use proptest::prelude::*;

/// What a writer may write, with the fault that is in most of it.
const TLS: [(&str, &str); 16] = [
    ("insecure", "'true'"),
    ("insecure", "true"),
    ("insecure", "\"False\""),
    ("insecure_skip_verify", "true"),
    ("insecure-skip-verify", "\"true\""),
    ("min_version", "1.2"),
    ("max_version", "1.3"),
    ("minVersion", "1.3"),
    ("caFile", "/etc/ca.pem"),
    ("ca_file", "/etc/other.pem"),
    ("cert_file", "/etc/é.pem"),
    ("keyFile", "/etc/client.key"),
    ("server_name_override", "back end"),
    ("include_system_ca_certs_pool", "true"),
    ("reload_interval", "1h"),
    ("Client_CA_File", "/etc/clients.pem"),
];

const ENDPOINTS: [&str; 5] =
    ["a:4317", "http://a.example:4317", "https://a.example:4318", "'unix:///x'", "\"b: c # no comment\""];

/// Takes decisions from bytes; where they are used up, the first choice.
struct Writer<'a> {
    choices: &'a [u8],
    out: String,
    comments: Vec<String>,
    /// Names of anchors of scalars, and of maps.
    anchors: (Vec<String>, Vec<String>),
}

impl Writer<'_> {
    fn below(&mut self, limit: usize) -> usize {
        let Some((first, rest)) = self.choices.split_first() else { return 0 };
        self.choices = rest;
        usize::from(*first) % limit
    }

    fn one_in(&mut self, number: usize) -> bool {
        self.below(number) == number - 1
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }

    fn comment(&mut self) -> String {
        let words =
            self.pick(&["", " 'x", " \"y: z\"", " {a: 1}", " &a *b", " é #", " key: value", " , - |"]);
        let comment = format!("# {}{words}", self.comments.len());
        self.comments.push(comment.clone());
        comment
    }

    /// The end of a line: perhaps blanks and a comment, perhaps lines with nothing or a comment of their own.
    fn end(&mut self) {
        if self.one_in(4) {
            let blanks = self.pick(&[" ", "  ", "\t", " \t "]);
            let comment = self.comment();
            self.out.push_str(&format!("{blanks}{comment}"));
        }
        self.out.push('\n');
        if self.one_in(8) {
            let indent = " ".repeat(self.below(9));
            let comment = self.comment();
            self.out.push_str(&format!("{indent}{comment}\n"));
        }
        if self.one_in(10) {
            self.out.push('\n');
        }
    }

    /// An anchor or a tag before a value.
    fn marked(&mut self, value: &str) -> String {
        match self.below(12) {
            9 => {
                let name = format!("s{}", self.anchors.0.len());
                self.anchors.0.push(name.clone());
                format!("&{name} {value}")
            }
            10 if !self.anchors.0.is_empty() => {
                let at = self.below(self.anchors.0.len());
                // Before a comma or a brace a blank ends the name.
                format!("*{} ", self.anchors.0[at])
            }
            11 => format!("{} {value}", self.pick(&["!!str", "!", "!own"])),
            _ => value.to_owned(),
        }
    }

    /// A map of scalars.
    fn map(&mut self, indent: usize, pairs: &[(&str, &str)]) {
        let is_anchor = self.one_in(8);
        let anchor = format!("m{}", self.anchors.1.len());
        let mark = if is_anchor { format!(" &{anchor}") } else { String::new() };
        let merge = match self.one_in(6) && !self.anchors.1.is_empty() {
            true => {
                let at = self.below(self.anchors.1.len());
                Some(self.anchors.1[at].clone())
            }
            false => None,
        };
        let pairs: Vec<(String, String)> =
            pairs.iter().map(|(key, value)| ((*key).to_owned(), self.marked(value))).collect();
        let merged = merge.map(|name| ("<<".to_owned(), format!("*{name} ")));
        let all: Vec<(String, String)> = merged.into_iter().chain(pairs).collect();
        let blanks = " ".repeat(indent);
        self.out.push_str(&mark);
        match self.below(3) {
            0 => {
                self.end();
                for (key, value) in all {
                    self.out.push_str(&format!("{blanks}{key}: {value}"));
                    self.end();
                }
            }
            1 => {
                let inside: Vec<String> = all.iter().map(|(key, value)| format!("{key}: {value}")).collect();
                self.out.push_str(&format!(" {{{}}}", inside.join(", ")));
                self.end();
            }
            _ => {
                self.out.push_str(" {");
                self.end();
                let commas_first = self.one_in(3);
                let last = all.len();
                for (number, (key, value)) in all.into_iter().enumerate() {
                    let (before, after) = match (commas_first, number) {
                        (true, 0) => ("", ""),
                        (true, _) => (", ", ""),
                        (false, _) if number + 1 < last => ("", ","),
                        (false, _) => ("", ""),
                    };
                    self.out.push_str(&format!("{blanks}{before}{key}: {value}{after}"));
                    self.end();
                }
                self.out.push_str(&format!("{blanks}}}"));
                self.end();
            }
        }
        if is_anchor {
            self.anchors.1.push(anchor);
        }
    }

    fn tls(&mut self) -> Vec<(&'static str, &'static str)> {
        let mut pairs: Vec<(&str, &str)> = Vec::new();
        for _ in 0..=self.below(5) {
            let pair = self.pick(&TLS);
            if pairs.iter().all(|(key, _)| *key != pair.0) {
                pairs.push(pair);
            }
        }
        pairs
    }

    fn configuration(&mut self) {
        let comment = self.comment();
        self.out.push_str(&format!("{comment}\nreceivers:"));
        self.end();
        self.out.push_str("  otlp:\n    protocols:\n      grpc:\n        tls:");
        let tls = self.tls();
        self.map(10, &tls);
        self.out.push_str("exporters:");
        self.end();
        let mut names = Vec::new();
        for number in 0..=self.below(3) {
            let name = format!("{}/{number}", self.pick(&["otlp_grpc", "otlp_http", "otlp", "otlphttp"]));
            let endpoint = self.pick(&ENDPOINTS);
            self.out.push_str(&format!("  {name}:\n    endpoint: {endpoint}"));
            self.end();
            let key = self.pick(&["tls", "TLS"]);
            self.out.push_str(&format!("    {key}:"));
            let tls = self.tls();
            self.map(6, &tls);
            names.push(name);
        }
        self.out.push_str("service:\n  pipelines:\n    traces:");
        let exporters = format!("[{}]", names.join(", "));
        self.map(6, &[("receivers", "[otlp]"), ("exporters", &exporters)]);
    }
}

/// A configuration and its comments.
fn written(choices: &[u8]) -> (String, Vec<String>) {
    let mut writer =
        Writer { choices, out: String::new(), comments: Vec::new(), anchors: (Vec::new(), Vec::new()) };
    let form = writer.below(4);
    writer.configuration();
    let mut text = writer.out;
    if form == 1 {
        let head = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: otel}\ndata:\n  relay.yaml: |\n";
        let body: String = text.split_inclusive('\n').map(|line| format!("    {line}")).collect();
        text = format!("{head}{body}");
    }
    if form == 2 {
        text = text.replace('\n', "\r\n");
    }
    if form == 3 {
        text = format!("\u{feff}{}", text.trim_end());
    }
    (text, writer.comments)
}

fn input(text: &str) -> Input {
    Input { name: "x.yaml".to_owned(), text: text.to_owned() }
}

fn around<'a>(material: &'a lint::collector::Files, side: &'a Side) -> Around<'a> {
    Around { runtimes: &[], material, side, read: |_| lint::collector::Read::default(), at: 0 }
}

fn looked_at(text: &str) -> Option<Linted> {
    let (material, side) = (lint::collector::Files::new(), Side::new());
    lint::lint(&[input(text)], &around(&material, &side)).remove(0).ok()
}

fn mended(text: &str) -> (String, Vec<Fix>) {
    let (material, side) = (lint::collector::Files::new(), Side::new());
    let (mut files, mut fixes) = lint::mend(&[input(text)], &around(&material, &side));
    (files.remove(0).text, fixes.remove(0))
}

/// What may differ in a line of which a word is renamed, or gets quotes or loses them.
fn bare(line: &str) -> String {
    line.to_lowercase().replace(['\'', '"', '_', '-', ' '], "")
}

fn check(choices: &[u8]) -> Result<usize, TestCaseError> {
    let (text, comments) = written(choices);
    let Some(before) = looked_at(&text) else { return Ok(0) };
    let (after, fixes) = mended(&text);
    prop_assert_eq!(after == text, fixes.is_empty());
    let documents = yaml::parse(&after);
    prop_assert!(documents.is_ok(), "{:?}\n{}\n-->\n{}", documents, text, after);
    prop_assert_eq!(documents.unwrap().len(), yaml::parse(&text).unwrap().len());
    prop_assert_eq!(mended(&after).1, Vec::<Fix>::new(), "{}", after);

    let mut at = 0;
    for comment in &comments {
        let found = after[at..].find(comment.as_str());
        prop_assert!(found.is_some(), "{} is lost\n{}\n-->\n{}", comment, text, after);
        at += found.unwrap() + comment.len();
    }

    // Line by line: what no change names is as it was.
    let mut new = after.split_inclusive('\n');
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let on_it: Vec<&Fix> =
            fixes.iter().filter(|fix| usize::try_from(fix.line).unwrap() == number + 1).collect();
        let goes = on_it.iter().any(|fix| fix.what.ends_with("taken out"));
        let comment = comments.iter().find(|comment| line.trim_end().ends_with(comment.as_str()));
        match (on_it.is_empty(), goes, comment) {
            (true, ..) => prop_assert_eq!(new.next(), Some(line)),
            (false, true, None) => {}
            (false, true, Some(comment)) => {
                prop_assert_eq!(new.next().map(str::trim), Some(comment.as_str()))
            }
            (false, false, _) => prop_assert_eq!(new.next().map(bare), Some(bare(line))),
        }
    }
    prop_assert_eq!(new.next(), None);

    // What was mended is not found again.
    let place = |found: &lint::Found| found.held.location.clone().and_then(|place| place.path);
    let left = looked_at(&after);
    prop_assert!(left.is_some(), "{}", after);
    // What a merge key brings stands behind a key of the same name until that is put right.
    let merges = text.contains("<<: ");
    for fix in before.fixes.iter().filter(|fix| !merges && fixes.contains(fix)) {
        let is_it = |found: &&(lint::Found, _)| {
            let place = found.0.held.location.as_ref();
            found.0.held.code == fix.code
                && place.is_some_and(|place| (place.line, place.column) == (Some(fix.line), Some(fix.column)))
        };
        for (found, _) in before.found.iter().filter(is_it) {
            let mut again = left.iter().flat_map(|left| &left.found);
            let is_there = again.any(|(other, _)| {
                other.held.code == found.held.code
                    && place(other) == place(found)
                    && other.held.message == found.held.message
            });
            prop_assert!(!is_there, "{}\n{}\n-->\n{}", found.held.message, text, after);
        }
    }
    Ok(fixes.len())
}

proptest! {
    #[test]
    fn changes_leave_everything_else(choices in proptest::collection::vec(any::<u8>(), 0..250)) {
        check(&choices)?;
    }
}

#[test]
fn the_writer_writes_what_can_be_mended() {
    // Marsaglia's xorshift.
    let mut state = 88_172_645_463_325_252_u64;
    let mut fixes = 0;
    let mut read = 0;
    for _ in 0..300 {
        let choices: Vec<u8> = (0..250)
            .map(|_| {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                state.to_le_bytes()[3]
            })
            .collect();
        read += usize::from(looked_at(&written(&choices).0).is_some());
        fixes += check(&choices).unwrap();
    }
    assert!(read > 200 && fixes > 300, "{read} of 300 are YAML; {fixes} changes");
}

#[test]
fn a_key_stays_while_another_one_may_mean_it() {
    let text = "exporters:\n  otlphttp:\n    endpoint: http://a.example:4318\n    tls:\n      ca_file: /a.pem\n      caFile: /b.pem\n";
    assert_eq!(mended(text).0, text);
}
