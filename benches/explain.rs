//! A whole log through `otls explain -`, beside `grep -F` with the same literals: bytes a second and peak memory.
//!
//! `cargo bench --bench explain [MEGABYTES]`; needs `grep`. Two logs are made in the temporary folder: one as logs are, and
//! one in which every third line is an error about connecting.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a bench prints and may fail"
)]

use std::fs;
use std::io::BufWriter;
use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::process::Stdio;
use std::time::Instant;

use otls::messages;

fn fixture(name: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/messages").join(name);
    fs::read_to_string(path).unwrap().lines().map(str::to_owned).collect()
}

/// Writes a log of so many bytes; `every`: one line in so many is an error. Times and ports differ from line to line.
fn make(path: &Path, bytes: u64, every: usize) {
    let ordinary = fixture("ordinary.txt");
    let errors: Vec<String> = fixture("work.jsonl")
        .iter()
        .map(|line| {
            serde_json::from_str::<serde_json::Value>(line).unwrap()["message"]
                .as_str()
                .unwrap()
                .replace('\n', " ")
        })
        .collect();
    let mut out = BufWriter::with_capacity(1 << 20, fs::File::create(path).unwrap());
    let (mut written, mut at) = (0, 0);
    while written < bytes {
        let text =
            if at % every == 0 { &errors[at / every % errors.len()] } else { &ordinary[at % ordinary.len()] };
        let line = format!(
            "2026-03-01T09:{:02}:{:02}.{:03}Z pod-{:05} {text}\n",
            at / 60 % 60,
            at % 60,
            at % 1000,
            at % 99_991
        );
        out.write_all(line.as_bytes()).unwrap();
        written += line.len() as u64;
        at += 1;
    }
    out.flush().unwrap();
}

/// The most memory that this process ever had, in MiB.
fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.split_whitespace().next().and_then(|kib| kib.parse::<u64>().ok()).unwrap_or_default() / 1024
}

/// Seconds that grep takes for the same literals; case counts for it unless it is told otherwise.
fn grep(options: &[&str], literals: &Path, log: &Path) -> f64 {
    let started = Instant::now();
    // Not to the null device: grep would stop at the first match.
    let done = Command::new("grep")
        .args(options)
        .args(["-F", "-f"])
        .arg(literals)
        .arg(log)
        .env("LC_ALL", "C")
        .stdout(Stdio::piped())
        .output();
    done.map_or(f64::NAN, |_| started.elapsed().as_secs_f64())
}

fn main() {
    let megabytes = std::env::args().filter_map(|word| word.parse::<u64>().ok()).next().unwrap_or(256);
    let folder = std::env::temp_dir().join(format!("otls-explain-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let literals = folder.join("literals");
    fs::write(&literals, messages::literals().join("\n")).unwrap();
    for (name, every) in [("as logs are", 1000), ("full of errors", 3)] {
        let log = folder.join("log");
        make(&log, megabytes << 20, every);
        // Into the page cache: the disk is not what is measured.
        std::io::copy(&mut fs::File::open(&log).unwrap(), &mut std::io::sink()).unwrap();
        let started = Instant::now();
        let found = messages::scan(&mut fs::File::open(&log).unwrap(), None).unwrap();
        let own = started.elapsed().as_secs_f64();
        let size = megabytes as f64;
        println!(
            "{name}: {megabytes} MiB, {} lines, {} problems; otls {:.0} MiB/s; grep -F -f {:.0}, with -i {:.0}; peak {} MiB",
            found.lines,
            found.problems.len(),
            size / own,
            size / grep(&["-c"], &literals, &log),
            size / grep(&["-c", "-i"], &literals, &log),
            peak()
        );
    }
    fs::remove_dir_all(&folder).unwrap();
}
