//! Who may use whom, read from the `use` lines and paths. The direction keeps facts and judgement apart.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::path::PathBuf;

/// Each module and what it may use inside the crate. `cmd` may use all.
const MAY_USE: &[(&str, &[&str])] = &[
    ("secret", &[]),
    ("error", &[]),
    ("x509", &[]),
    ("pem", &["secret", "error"]),
    ("yaml", &["error"]),
    ("material", &["pem", "secret", "yaml"]),
    ("target", &["secret", "error"]),
    ("collector", &["yaml", "target", "secret", "error"]),
    ("observation", &["target", "x509"]),
    ("probe", &["target", "observation", "x509", "secret"]),
    // `finding` holds the one mapping from violations to codes, so it knows `x509`'s words.
    ("finding", &["x509"]),
    ("classify", &["target", "observation", "x509", "finding"]),
    ("wording", &["finding"]),
    ("runtime", &["target", "observation", "x509", "finding", "wording"]),
    ("remedy", &["target", "finding", "runtime"]),
    ("messages", &["finding", "wording", "runtime"]),
    ("lint", &["yaml", "collector", "target", "finding", "x509", "runtime"]),
    ("issue", &["error"]),
    ("lab", &["issue", "error"]),
    ("report", &["target", "observation", "x509", "finding", "classify", "runtime", "remedy", "lint"]),
    (
        "render",
        &[
            "report",
            "target",
            "observation",
            "x509",
            "finding",
            "classify",
            "runtime",
            "remedy",
            "messages",
            "lint",
        ],
    ),
];

#[test]
fn every_module_uses_only_what_it_may() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut wrong = Vec::new();
    let mut seen = BTreeSet::new();
    for file in rust_files(&src) {
        let relative = file.strip_prefix(&src).unwrap();
        let module =
            relative.components().next().unwrap().as_os_str().to_str().unwrap().trim_end_matches(".rs");
        // Files of tests alone may make certificates and read fixtures.
        let is_test = relative
            .components()
            .any(|part| ["tests", "tests.rs"].iter().any(|name| part.as_os_str() == *name));
        if ["lib", "main", "cmd"].contains(&module) || is_test {
            continue;
        }
        seen.insert(module.to_owned());
        let allowed = MAY_USE.iter().find(|(name, _)| *name == module);
        let (_, allowed) = allowed.unwrap_or_else(|| panic!("`{module}` is not in the table of layers"));
        let text = fs::read_to_string(&file).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap();
        for (number, line) in code.lines().enumerate() {
            let line = line.split("//").next().unwrap();
            assert!(!line.contains("crate::{"), "{}: one `use` line a path", relative.display());
            assert!(!line.contains("super::super::"), "{}:{}", relative.display(), number + 1);
            for used in line.match_indices("crate::").map(|(at, _)| &line[at + 7..]) {
                let used: String = used.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                if used != module && !allowed.contains(&used.as_str()) {
                    wrong.push(format!("{}:{}: {module} uses {used}", relative.display(), number + 1));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let listed: BTreeSet<String> = MAY_USE.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(seen, listed, "the table of layers and src differ");
}

#[test]
fn only_probe_and_lab_open_sockets() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for file in rust_files(&src) {
        let relative = file.strip_prefix(&src).unwrap().to_owned();
        if relative.starts_with("probe") || relative.starts_with("lab") {
            continue;
        }
        let text = fs::read_to_string(&file).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap();
        for word in ["TcpStream", "TcpListener", "UdpSocket"] {
            assert!(!code.contains(word), "{} names {word}", relative.display());
        }
    }
}

pub(crate) fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files
}
