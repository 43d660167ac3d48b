//! The README's examples are real output: each is run again and compared, but for what differs from run to run.
//!
//! `OTLS_UPDATE_README=1 cargo test readme` writes them anew.

use std::fs;

use otls::finding::Code;

use crate::run::otls;
use crate::run::root;

/// The commands that the README shows.
const EXAMPLES: [&str; 5] = [
    "otls probe lab:multiple",
    "otls probe lab:client-cert-required",
    "otls probe lab:plaintext-server-h2c",
    "otls probe --runtime rust-grpc lab:self-signed-trusted",
    "otls probe lab:ok",
];

/// The text between two markers of the README.
fn between<'a>(readme: &'a str, marker: &str) -> &'a str {
    let (open, close) = (format!("<!-- {marker} -->\n"), format!("<!-- /{marker} -->"));
    let start = readme.find(&open).unwrap() + open.len();
    let end = readme.find(&close).unwrap();
    &readme[start..end]
}

/// Puts `text` between two markers.
fn replace(marker: &str, text: &str) {
    let path = root().join("README.md");
    let readme = fs::read_to_string(&path).unwrap();
    let old = between(&readme, marker);
    fs::write(
        &path,
        readme.replacen(&format!("-->\n{old}<!-- /{marker}"), &format!("-->\n{text}<!-- /{marker}"), 1),
    )
    .unwrap();
}

fn updating() -> bool {
    std::env::var_os("OTLS_UPDATE_README").is_some()
}

/// Ports, times and dates differ from run to run; so does where a line is wrapped because of them.
fn without_what_differs(text: &str) -> String {
    let mut words = Vec::new();
    for word in text.split_whitespace() {
        let digits = word.chars().filter(char::is_ascii_digit).count();
        let port = word.rsplit_once(':').is_some_and(|(_, port)| {
            port.trim_end_matches(|c: char| !c.is_ascii_digit()).parse::<u16>().is_ok_and(|port| port >= 1024)
        });
        let date = word.len() >= 10 && word.matches('-').count() >= 2 && digits >= 8;
        let number = word.trim_matches(|c: char| !c.is_ascii_digit()).parse::<f64>().is_ok();
        words.push(if port || date || number { "#".to_owned() } else { word.to_owned() });
    }
    words.join(" ")
}

#[test]
fn examples_are_real() {
    let mut text = String::new();
    for example in EXAMPLES {
        let arguments: Vec<&str> = example.split(' ').skip(1).collect();
        let ran = otls(&arguments);
        assert_eq!(ran.stderr, "", "{example}");
        text.push_str(&format!("```console\n$ {example}\n{}```\n\n", ran.stdout));
    }
    if updating() {
        replace("examples", &format!("\n{text}"));
        return;
    }
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    assert_eq!(
        without_what_differs(between(&readme, "examples")),
        without_what_differs(&text),
        "the examples are not current: OTLS_UPDATE_README=1 cargo test readme"
    );
}

#[test]
fn the_explanation_is_real() {
    let message = "remote error: tls: bad certificate";
    let ran = otls(&["explain", message]);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    let text = format!("\n```console\n$ otls explain '{message}'\n{}```\n\n", ran.stdout);
    if updating() {
        replace("explain", &text);
        return;
    }
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    assert_eq!(between(&readme, "explain"), text, "not current: OTLS_UPDATE_README=1 cargo test readme");
}

#[test]
fn the_list_of_codes_is_current() {
    let head = "| code | meaning |\n|---|---|\n";
    let list: String =
        Code::ALL.iter().map(|code| format!("| `{}` | {} |\n", code.slug(), code.meta().summary)).collect();
    if updating() {
        replace("codes", &format!("\n{head}{list}\n"));
        return;
    }
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    assert!(
        readme.contains(&list),
        "the list of codes is not current: OTLS_UPDATE_README=1 cargo test readme"
    );
}

#[test]
fn every_flag_and_command_that_the_readme_names_exists() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let help = ["probe", "inspect", "lint", "lab", "explain", "certs"]
        .map(|command| otls(&[command, "--help"]).stdout)
        .concat();
    let own = readme.split("<!-- examples -->").next().unwrap().to_owned()
        + readme.split("<!-- /examples -->").nth(1).unwrap();
    for word in own.split(|c: char| !(c.is_alphanumeric() || c == '-')) {
        let others = [
            "--release",
            "--locked",
            "--path",
            "--image",
            "--target",
            "--profile",
            "--use-openssl-ca",
            "--varied",
            "--seed",
            "--bench",
            "--",
        ]
        .contains(&word);
        let is_flag = word.starts_with("--") && word.chars().any(char::is_alphanumeric);
        if is_flag && !others {
            assert!(help.contains(word), "the README names {word}");
        }
    }
}
