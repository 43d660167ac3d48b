//! The subcommands: glue. Only here are the environment, files and the clock read, and streams written.

mod certs;
pub mod cli;
mod config;
mod environment;
pub mod exit;
mod explain;
mod files;
mod inspect;
mod lab;
mod lint;
mod output;
mod probe;
mod settings;
mod values;

use std::ffi::OsString;
use std::io::Write;

use clap::CommandFactory;
use clap::Parser;
use clap::error::ErrorKind;

use crate::error::Error;
use crate::render::json;
use cli::Cli;
use cli::Command;
use cli::SchemaArg;
use exit::ExitStatus;

/// Runs the program with these arguments (the first is its name).
pub fn run(arguments: Vec<OsString>) -> ExitStatus {
    let cli = match Cli::try_parse_from(&arguments) {
        Ok(cli) => cli,
        Err(error) => return usage(&arguments, &error),
    };
    let mut out = std::io::stdout();
    let done = match &cli.command {
        Command::Probe(args) => probe::run(args),
        Command::Inspect(args) => inspect::run(args),
        Command::Lint(args) => lint::run(args),
        Command::Explain(args) => explain::run(args, &mut out),
        Command::Lab(args) => lab::run(args, &mut out),
        Command::Certs(args) => certs::run(args, &mut out),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut Cli::command(), "otls", &mut script);
            print(&mut out, &script)
        }
        Command::Man => manual().and_then(|page| print(&mut out, &page)),
        Command::Schema { of: SchemaArg::Report } => print(&mut out, json::SCHEMA.as_bytes()),
        Command::Schema { of: SchemaArg::Lint } => print(&mut out, json::LINT_SCHEMA.as_bytes()),
        Command::Schema { of: SchemaArg::Explanation } => {
            print(&mut out, json::EXPLANATION_SCHEMA.as_bytes())
        }
    };
    match done {
        Ok(status) => status,
        // A reader that has seen enough is no fault of ours.
        Err(Error::Write { source, .. }) if source.kind() == std::io::ErrorKind::BrokenPipe => {
            ExitStatus::Clean
        }
        Err(error) => fail(&error),
    }
}

fn print(out: &mut dyn Write, bytes: &[u8]) -> Result<ExitStatus, Error> {
    out.write_all(bytes)
        .and_then(|()| out.flush())
        .map_err(|source| Error::Write { what: "standard output".to_owned(), source })?;
    Ok(ExitStatus::Clean)
}

fn fail(error: &Error) -> ExitStatus {
    let mut stderr = std::io::stderr();
    // A broken standard error leaves nothing to tell it to.
    let _ = writeln!(stderr, "otls: {error}");
    if let Some(help) = error.help() {
        let _ = writeln!(stderr, "help: {help}");
    }
    ExitStatus::CannotRun
}

/// clap's own messages; and the two mistakes that everybody makes once.
fn usage(arguments: &[OsString], error: &clap::Error) -> ExitStatus {
    let first = arguments.get(1).and_then(|argument| argument.to_str()).unwrap_or_default();
    if error.kind() == ErrorKind::InvalidSubcommand && (first.contains([':', '.']) || first == "localhost") {
        let shown = crate::target::redact(first);
        let mut stderr = std::io::stderr();
        let _ = writeln!(
            stderr,
            "otls: `{0}` is no command\nhelp: did you mean `otls probe {0}`?",
            shown.escape_debug()
        );
        return ExitStatus::CannotRun;
    }
    let _ = error.print();
    if error.use_stderr() { ExitStatus::CannotRun } else { ExitStatus::Clean }
}

/// The manual page of the program with its subcommands.
fn manual() -> Result<Vec<u8>, Error> {
    let mut page = Vec::new();
    let command = Cli::command();
    let mut render = |command: clap::Command| {
        clap_mangen::Man::new(command)
            .render(&mut page)
            .map_err(|source| Error::Write { what: "the manual page".to_owned(), source })
    };
    render(command.clone())?;
    for sub in command.get_subcommands() {
        let name = format!("otls-{}", sub.get_name());
        render(sub.clone().name(name.clone()).display_name(name))?;
    }
    Ok(page)
}
