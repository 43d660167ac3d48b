//! `otls lint`: configurations and manifests in files.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;

use super::cli::EnvironmentArgs;
use super::cli::Format;
use super::cli::LintArgs;
use super::exit::ExitStatus;
use super::files;
use super::output::Output;
use super::probe;
use crate::error::Error;
use crate::lint;
use crate::lint::Around;
use crate::lint::Fix;
use crate::lint::Input;
use crate::lint::Refused;
use crate::lint::Side;
use crate::lint::collector::Files;
use crate::lint::collector::Read;
use crate::material::public_key;
use crate::pem;
use crate::report;
use crate::report::configuration;
use crate::report::configuration::Configuration;
use crate::runtime::Exporter;
use crate::x509::UnixSeconds;

/// Standard input, as findings name it.
const STDIN: &str = "<stdin>";

/// Runs the command.
pub(super) fn run(args: &LintArgs) -> Result<ExitStatus, Error> {
    let runtimes = probe::named_runtimes(&args.runtimes)?;
    let only_shows = args.diff || args.dry_run;
    let writes = args.fix && !only_shows;
    check(args, only_shows, writes)?;
    let mut output = Output::open(&args.output)?;
    if args.files.is_empty() {
        return environment(args, runtimes, &mut output);
    }
    let mut status = ExitStatus::Clean;
    let mut inputs = Vec::new();
    let mut paths = Vec::new();
    for path in &args.files {
        match input(path) {
            Ok(input) => {
                inputs.push(input);
                paths.push(path.as_path());
            }
            Err(error) => status = status.and(super::fail(&error)),
        }
    }
    let at = probe::now_ms().div_euclid(1000);
    let mut beside = Beside::of(&inputs);
    let mut made: Vec<Vec<Fix>> = vec![Vec::new(); inputs.len()];
    let mut diffs: Vec<String> = vec![String::new(); inputs.len()];
    if args.fix || args.diff {
        let (mended, fixes) = lint::mend(&inputs, &beside.around(&runtimes, at));
        if only_shows {
            diffs = inputs.iter().zip(&mended).map(|(before, after)| lint::diff(before, after)).collect();
        } else {
            write(&paths, &inputs, &mended)?;
            made = fixes;
            // Another name may name another file.
            beside = Beside::of(&mended);
            inputs = mended;
        }
    }
    let results = lint::lint(&inputs, &beside.around(&runtimes, at));
    let ignore = args.ignore.clone();
    let options = report::Options { ignore, runtimes: runtimes.clone(), ..report::Options::default() };
    let mut configurations = Vec::new();
    for ((result, made), diff) in results.into_iter().zip(made).zip(diffs) {
        match result {
            Ok(linted) => {
                output.raw(&diff)?;
                configurations.push(configuration::build(linted, made, &options));
            }
            Err(refused) => status = status.and(super::fail(&error(refused))),
        }
    }
    if !only_shows {
        output.configurations(&configurations)?;
    }
    Ok(configurations.iter().fold(status, |status, one| status.and(status_of(args, one))))
}

/// The variables of this process, or of another.
fn environment(
    args: &LintArgs,
    runtimes: Vec<&'static Exporter>,
    output: &mut Output,
) -> Result<ExitStatus, Error> {
    let wanted = EnvironmentArgs { env: false, env_file: None, pid: args.pid };
    let environment = super::environment::read(&wanted)?.environment;
    if !environment.iter().any(|(name, _)| name.starts_with("OTEL_")) {
        return Err(Error::Argument {
            what: environment.origin,
            problem: "no OTEL_* variable is set".to_owned(),
            help: Some("set OTEL_EXPORTER_OTLP_ENDPOINT, or name a file to look at".to_owned()),
        });
    }
    let mut held = lint::environment(&environment, &runtimes);
    if args.pid.is_none() {
        let files = material(&lint::files_of(&environment).into_iter().map(|named| named.path).collect());
        held.extend(lint::check_files_of(&environment, &files, probe::now_ms().div_euclid(1000)));
    }
    let options = report::Options { ignore: args.ignore.clone(), runtimes, ..report::Options::default() };
    let configuration = configuration::of_environment(held, &options);
    let status = status_of(args, &configuration);
    output.configurations(&[configuration])?;
    Ok(status)
}

/// What does not go together.
fn check(args: &LintArgs, only_shows: bool, writes: bool) -> Result<(), Error> {
    let wrong = |what: &str, problem: &str, help: &str| {
        Err(Error::Argument {
            what: what.to_owned(),
            problem: problem.to_owned(),
            help: Some(help.to_owned()),
        })
    };
    if (writes || only_shows) && args.files.is_empty() {
        return wrong("--fix", "the environment of a process cannot be changed", "name a file");
    }
    if writes && args.files.iter().any(|path| path == Path::new("-")) {
        return wrong("--fix", "standard input cannot be changed in place", "print the changes with --diff");
    }
    if only_shows && probe::format(&args.output) == Format::Json {
        return wrong("--diff", "a diff is no JSON", "without it, -o json lists the changes under `fixes`");
    }
    Ok(())
}

/// What is beside the files that are looked at.
struct Beside {
    material: Files,
    side: Side,
}

impl Beside {
    fn of(inputs: &[Input]) -> Self {
        Self { material: material(&lint::named_files(inputs)), side: side(&lint::side_files(inputs)) }
    }

    fn around<'a>(&'a self, runtimes: &'a [&'static Exporter], at: UnixSeconds) -> Around<'a> {
        Around { runtimes, material: &self.material, side: &self.side, read: held_by, at }
    }
}

/// What is in these files. One that is not here is on another machine: nothing is said of it.
fn material(paths: &BTreeSet<String>) -> Files {
    let here = paths.iter().filter(|path| Path::new(path).metadata().is_ok_and(|found| found.is_file()));
    here.filter(|path| path.as_str() != "-")
        .map(|path| {
            let read = match files::read(Path::new(path), "FILE") {
                Ok(bytes) => held_by(&bytes),
                Err(Error::File { problem, .. }) => Read { problem: Some(problem), ..Read::default() },
                Err(other) => Read { problem: Some(other.to_string()), ..Read::default() },
            };
            (path.clone(), read)
        })
        .collect()
}

/// The texts of files beside those that were named, where they are here.
fn side(paths: &BTreeSet<String>) -> Side {
    let here = paths.iter().filter(|path| Path::new(path).metadata().is_ok_and(|found| found.is_file()));
    here.filter_map(|path| {
        let bytes = files::read(Path::new(path), "FILE").ok()?;
        Some((path.clone(), String::from_utf8_lossy(&bytes).into_owned()))
    })
    .collect()
}

fn held_by(bytes: &[u8]) -> Read {
    match pem::sections_by_block(bytes) {
        Ok(sections) => Read {
            damaged: sections.damaged,
            certificates: sections.certificates,
            keys: sections.keys.iter().map(public_key).collect(),
            ..Read::default()
        },
        Err(problem) => Read { problem: Some(problem.problem), ..Read::default() },
    }
}

fn input(path: &Path) -> Result<Input, Error> {
    let bytes = files::read(path, "FILE")?;
    let name = if path == Path::new("-") { STDIN.to_owned() } else { path.display().to_string() };
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Input { name, text }),
        Err(_) => Err(error(Refused {
            file: name,
            problem: "it is no UTF-8 text".to_owned(),
            help: Some("`otls inspect` judges certificates and keys".to_owned()),
        })),
    }
}

fn error(refused: Refused) -> Error {
    Error::File { path: refused.file, flag: "FILE".to_owned(), problem: refused.problem, help: refused.help }
}

fn status_of(args: &LintArgs, configuration: &Configuration) -> ExitStatus {
    let findings = configuration.findings.iter().map(|(finding, _)| finding);
    ExitStatus::of(configuration.verdict, probe::fails(&args.fail_on, findings))
}

/// Writes what was changed.
fn write(paths: &[&Path], before: &[Input], after: &[Input]) -> Result<(), Error> {
    for ((path, before), after) in paths.iter().zip(before).zip(after) {
        if before.text != after.text {
            replace(path, &after.text)
                .map_err(|source| Error::Write { what: path.display().to_string(), source })?;
        }
    }
    Ok(())
}

/// Puts a new content in place of a file's: whole or not at all. A link stays a link; the mode stays.
fn replace(path: &Path, text: &str) -> std::io::Result<()> {
    let path = std::fs::canonicalize(path)?;
    let mode = std::fs::metadata(&path)?.permissions();
    // The folder would let it be put aside; who made it read-only did not mean that.
    if mode.readonly() {
        return Err(std::io::Error::new(std::io::ErrorKind::PermissionDenied, "it is read-only"));
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    // Another run beside this one has another number.
    let temporary = folder.join(format!(".{name}.otls-{}", std::process::id()));
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    let written = options.open(&temporary).and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        file.set_permissions(mode)?;
        file.sync_all()
    });
    let done = written.and_then(|()| std::fs::rename(&temporary, &path));
    if done.is_err() {
        // It is ours, and of no use; that it cannot be removed changes nothing.
        let _ = std::fs::remove_file(&temporary);
    }
    done
}
