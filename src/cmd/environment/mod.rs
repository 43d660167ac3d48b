//! The environment of an exporter: read from this process, a file or another process, with the files that it names.

mod named;
mod place;
mod targets;

use super::cli::EnvironmentArgs;
use super::files;
use crate::error::Error;
use crate::probe::Elsewhere;
use crate::target::environment::AMBIENT;
use crate::target::environment::Environment;
use crate::target::environment::Seen;
use crate::target::environment::parse_variables;
use place::Place;

pub(super) use targets::{beside, targets};

/// An environment, and where its paths lead.
#[derive(Debug)]
pub(super) struct Read {
    /// The variables, with what was found of the files.
    pub(super) environment: Environment,
    place: Place,
    /// For another process than this one: where it finds the system's roots.
    pub(super) roots: Option<Elsewhere>,
    /// What named it: `flag:--pid`; `None`: this process.
    source: Option<&'static str>,
}

/// Reads the variables that the flags ask for, and the files that they name.
pub(super) fn read(args: &EnvironmentArgs) -> Result<Read, Error> {
    let (mut environment, place, source) = match (&args.env_file, args.pid) {
        (Some(path), _) => {
            let bytes = files::read(path, "--env-file")?;
            let variables = parse_variables(&bytes).map_err(|problem| Error::File {
                path: path.display().to_string(),
                flag: "--env-file".to_owned(),
                problem: format!("line {}: {}", problem.line, problem.problem),
                help: Some("write KEY=VALUE lines, or give a copy of /proc/PID/environ".to_owned()),
            })?;
            let origin = format!("the file {}", path.display());
            (Environment::new(origin, variables), Place::here(), Some("flag:--env-file"))
        }
        (None, Some(pid)) => {
            let place = Place::of_process(pid)?;
            let bytes = place::environ(pid)?;
            let variables = parse_variables(&bytes).unwrap_or_default();
            (Environment::new(format!("process {pid}"), variables), place, Some("flag:--pid"))
        }
        (None, None) => (Environment::new("the environment", own()), Place::here(), None),
    };
    environment.files = named::look(&environment, &place);
    environment.mismatched = named::mismatched(&environment, &place);
    let roots = source.map(|_| place.roots(&environment));
    Ok(Read { environment, place, roots, source })
}

/// Whether a flag asks for variables beside an explicit endpoint.
pub(super) fn is_asked(args: &EnvironmentArgs) -> bool {
    args.env || args.env_file.is_some() || args.pid.is_some()
}

/// What of this process's environment changes trust or the way to an endpoint that was given; `None`: nothing.
pub(super) fn surroundings() -> Option<Seen> {
    let ambient =
        own().filter(|(name, value)| !value.is_empty() && AMBIENT.iter().any(|one| one.name == *name));
    let environment = Environment::new("the environment", ambient);
    let any = environment.iter().next().is_some();
    any.then(|| Seen { environment, signals: Vec::new(), runtime: None })
}

/// The variables of this process.
fn own() -> impl Iterator<Item = (String, String)> {
    std::env::vars_os()
        .map(|(name, value)| (name.to_string_lossy().into_owned(), value.to_string_lossy().into_owned()))
}
