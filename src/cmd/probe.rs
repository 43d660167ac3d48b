//! `otls probe`: look, judge, print.

use std::collections::BTreeMap;
use std::collections::VecDeque;
use std::io::Write;
use std::sync::Arc;

use super::cli::Format;
use super::cli::JudgementArgs;
use super::cli::ProbeArgs;
use super::config::Wanted;
use super::environment;
use super::exit::ExitStatus;
use super::files;
use super::output::Output;
use super::settings;
use super::settings::Shared;
use super::values::FailOn;
use crate::error::Error;
use crate::finding::Severity;
use crate::lab::Lab;
use crate::observation::Expected;
use crate::observation::Observation;
use crate::probe;
use crate::probe::Admit;
use crate::probe::Plan;
use crate::probe::Presented;
use crate::probe::Scan;
use crate::probe::Stores;
use crate::report;
use crate::report::Finding;
use crate::report::Report;
use crate::runtime;
use crate::runtime::Exporter;
use crate::target::Settings;
use crate::target::environment::Seen;

/// Targets that are probed at the same time. Each has a handful of sockets; 1,024 files is a common limit.
const AT_ONCE: usize = 64;

/// One target.
struct Target {
    what: What,
    /// The exporters that it is judged for, where some were named.
    runtimes: Vec<&'static Exporter>,
    /// Its exporters verify nothing.
    accepts_any: bool,
}

/// What is looked at.
enum What {
    /// An endpoint by its settings, and the broken server that it is about, where otls started one.
    Probed(Box<Settings>, Option<Lab>),
    /// There is nothing to connect to; what there is to say was read.
    Read(Box<Observation>),
}

/// Runs the command.
pub(super) fn run(args: &ProbeArgs) -> Result<ExitStatus, Error> {
    if args.insecure {
        return Err(Error::Argument {
            what: "--insecure".to_owned(),
            problem: "it means cleartext in OpenTelemetry and `do not verify` in curl, so otls has neither".to_owned(),
            help: Some(
                "for cleartext use --plaintext or http://; otls always goes on and tells every fault, so there is no \
                 verification to switch off"
                    .to_owned(),
            ),
        });
    }
    let mut runtimes = named_runtimes(&args.judgement.runtimes)?;
    if runtimes.is_empty() && !args.config.is_empty() {
        runtimes = named_runtimes(&["collector".to_owned()])?;
    }
    let mut output = Output::open(&args.output)?;
    if let Some(path) = &args.from {
        return replay(args, path, &runtimes, &mut output);
    }
    let shared = Shared::read(args, &runtimes)?;
    let listed = match &args.file {
        Some(path) => list(path)?,
        None => Vec::new(),
    };
    let read = (asks_environment(args) || environment::is_asked(&args.environment))
        .then(|| environment::read(&args.environment))
        .transpose()?;
    let stores =
        read.as_ref().and_then(|read| read.roots.clone()).map_or_else(Stores::default, Stores::elsewhere);
    let mut save = args.save.as_deref().map(super::output::private_file).transpose()?;
    let tokio = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|source| Error::System { what: "start the event loop".to_owned(), source })?;
    let local = tokio::task::LocalSet::new();
    let status = local.block_on(&tokio, async {
        let variables = match &read {
            Some(read) => Variables::Asked(read),
            None => Variables::Around(environment::surroundings()),
        };
        let mut targets = Vec::new();
        if let Some(read) = read.as_ref().filter(|_| asks_environment(args)) {
            let planned = environment::targets(args, &shared, read, &runtimes)?;
            targets.extend(planned.into_iter().map(|planned| Target {
                what: What::Probed(Box::new(planned.settings), None),
                runtimes: planned.runtimes,
                accepts_any: planned.accepts_any,
            }));
        }
        for input in &args.endpoints {
            targets.push(target(args, &shared, &variables, &runtimes, input).await?);
        }
        for (line, labels) in &listed {
            let mut listed = target(args, &shared, &variables, &runtimes, line).await?;
            if let What::Probed(settings, _) = &mut listed.what {
                settings.sources.insert("endpoint".to_owned(), "flag:--file".to_owned());
                settings.labels.clone_from(labels);
            }
            targets.push(listed);
        }
        if !args.config.is_empty() {
            targets.extend(super::config::wanted(args).await?.into_iter().map(|wanted| Target {
                what: match wanted {
                    Wanted::Probe(settings) => What::Probed(settings, None),
                    Wanted::Read(observation) => What::Read(observation),
                },
                runtimes: runtimes.clone(),
                accepts_any: false,
            }));
        }
        let mut each = |report: &Report| {
            if let Some((file, path)) = &mut save {
                let line = serde_json::to_string(&report.observation).map_err(std::io::Error::other);
                line.and_then(|line| writeln!(file, "{line}"))
                    .map_err(|source| Error::Write { what: path.display().to_string(), source })?;
            }
            output.report(report)
        };
        let work = all(args, targets, stores, shared.expected.as_ref(), &mut each);
        tokio::select! {
            status = work => status,
            // Quiet: the user knows. 130 would be the shell's; nothing was tested to the end.
            _ = tokio::signal::ctrl_c() => Ok(ExitStatus::Interrupted),
        }
    });
    // A resolver that does not answer must not hold the end up.
    tokio.shutdown_background();
    status
}

/// The exporters that `--runtime` names.
pub(super) fn named_runtimes(names: &[String]) -> Result<Vec<&'static Exporter>, Error> {
    let mut found = Vec::new();
    for name in names {
        let exporters = runtime::named(name.trim()).ok_or_else(|| {
            let known: Vec<&str> = runtime::exporters().iter().map(|exporter| exporter.name).collect();
            Error::Argument {
                what: format!("--runtime `{}`", name.escape_debug()),
                problem: "there is no exporter of that name".to_owned(),
                help: Some(format!("the exporters are {}; `go` is all go-*", known.join(", "))),
            }
        })?;
        for exporter in exporters {
            if !found.iter().any(|known: &&Exporter| known.name == exporter.name) {
                found.push(exporter);
            }
        }
    }
    Ok(found)
}

/// A line of a list: the endpoint and its labels.
type Listed = (String, BTreeMap<String, String>);

/// The endpoints of a list, each with its labels. Empty lines and those that begin with `#` are passed over.
fn list(path: &std::path::Path) -> Result<Vec<Listed>, Error> {
    let bytes = files::read(path, "--file")?;
    let wrong = |problem: String, help: &str| Error::File {
        path: path.display().to_string(),
        flag: "--file".to_owned(),
        problem,
        help: Some(help.to_owned()),
    };
    let text = String::from_utf8(bytes)
        .map_err(|_| wrong("it is not UTF-8 text".to_owned(), "one endpoint a line"))?;
    let mut listed = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let mut words = line.split_whitespace();
        let Some(endpoint) = words.next().filter(|word| !word.starts_with('#')) else { continue };
        let mut labels = BTreeMap::new();
        for word in words {
            let Some((key, value)) = word.split_once('=').filter(|(key, _)| !key.is_empty()) else {
                let problem = format!("line {}: `{}` is no label", number + 1, word.escape_debug());
                return Err(wrong(problem, "write labels as key=value"));
            };
            labels.insert(key.to_owned(), value.to_owned());
        }
        listed.push((endpoint.to_owned(), labels));
    }
    if listed.is_empty() {
        Err(wrong("it names no endpoint".to_owned(), "one endpoint a line"))
    } else {
        Ok(listed)
    }
}

/// What of the environment goes with an explicit endpoint.
enum Variables<'a> {
    /// All that an exporter reads.
    Asked(&'a environment::Read),
    /// What changes trust or route, to be told.
    Around(Option<Seen>),
}

/// Without an endpoint, a list or a saved observation the environment says what is probed.
fn asks_environment(args: &ProbeArgs) -> bool {
    args.endpoints.is_empty() && args.file.is_none() && args.from.is_none() && args.config.is_empty()
}

async fn target(
    args: &ProbeArgs,
    shared: &Shared,
    variables: &Variables<'_>,
    runtimes: &[&'static Exporter],
    input: &str,
) -> Result<Target, Error> {
    let (mut settings, lab) = match input.strip_prefix("lab:") {
        Some(fault) => {
            let (settings, lab) = super::lab::target(args, shared, fault).await?;
            (settings, Some(lab))
        }
        None => (settings::settings(args, shared, input)?, None),
    };
    match variables {
        // The variables are not about a server that was started here.
        Variables::Asked(_) if lab.is_some() => {}
        Variables::Asked(read) => environment::beside(args, read, &mut settings)?,
        Variables::Around(seen) => settings.environment.clone_from(seen),
    }
    Ok(Target {
        what: What::Probed(Box::new(settings), lab),
        runtimes: runtimes.to_vec(),
        accepts_any: false,
    })
}

/// Probes every target, a window of them at a time, and hands the results over in the order of the arguments.
async fn all(
    args: &ProbeArgs,
    targets: Vec<Target>,
    stores: Stores,
    expected: Option<&Expected>,
    each: &mut dyn FnMut(&Report) -> Result<(), Error>,
) -> Result<ExitStatus, Error> {
    let stores = Arc::new(stores);
    let mut waiting = targets.into_iter();
    let mut running = VecDeque::new();
    let mut status = ExitStatus::Clean;
    loop {
        while running.len() < AT_ONCE {
            let Some(target) = waiting.next() else { break };
            let runtimes = target.runtimes.clone();
            let job = observe(target, Choices::of(args), Arc::clone(&stores));
            running.push_back((tokio::task::spawn_local(job), runtimes));
        }
        let Some((next, runtimes)) = running.pop_front() else { return Ok(status) };
        let mut observation = next.await.map_err(|source| Error::System {
            what: "finish a probe".to_owned(),
            source: std::io::Error::other(source),
        })?;
        if observation.inspected.is_none() {
            observation.expected = expected.cloned();
        }
        let report = report::build(observation, &options(&args.judgement, &runtimes));
        each(&report)?;
        status = status.and(status_of(&args.judgement, &report));
    }
}

/// The part of the arguments that looking depends on.
struct Choices {
    scan: Scan,
    repeat: u16,
    at: Option<i64>,
}

impl Choices {
    fn of(args: &ProbeArgs) -> Self {
        Self {
            scan: match (args.scan, args.no_scan) {
                (true, _) => Scan::Full,
                (_, true) => Scan::Never,
                _ => Scan::AsNeeded,
            },
            repeat: args.repeat,
            at: args.judgement.at,
        }
    }
}

/// Looks at one target, as often as asked; the attempts of all rounds are one observation.
async fn observe(target: Target, choices: Choices, stores: Arc<Stores>) -> Observation {
    let Target { what, runtimes, accepts_any } = target;
    let (settings, lab) = match what {
        What::Probed(settings, lab) => (settings, lab),
        What::Read(observation) => return *observation,
    };
    let asked = report::asked(settings.protocol, &runtimes);
    let summary = settings.summary();
    let mut whole: Option<Observation> = None;
    for _ in 0..choices.repeat {
        let started_at_ms = now_ms();
        let at = choices.at.unwrap_or_else(|| started_at_ms.div_euclid(1000));
        let admit = |presented: &Presented<'_>| {
            if !accepts_any && !runtime::admits(&asked, &summary, presented.tls, presented.stores, at) {
                Admit::Refuse
            } else if runtime::proves_identity(&summary, presented.tls, presented.stores, at) {
                Admit::ExportWithHeaders
            } else {
                Admit::Export
            }
        };
        let plan = Plan {
            offers: runtime::offers(&asked, &summary),
            scan: choices.scan,
            admit: &admit,
            started_at_ms,
        };
        let seen = probe::probe(&settings, &plan, &stores).await;
        match &mut whole {
            None => whole = Some(seen),
            Some(whole) => {
                whole.add_round(seen);
            }
        }
    }
    if let Some(lab) = lab {
        lab.stop().await;
    }
    whole.expect("`--repeat` is at least 1")
}

/// Judges saved observations; nothing is connected to.
fn replay(
    args: &ProbeArgs,
    path: &std::path::Path,
    runtimes: &[&'static Exporter],
    output: &mut Output,
) -> Result<ExitStatus, Error> {
    let bytes = files::read(path, "--from")?;
    let wrong = |problem: String| Error::File {
        path: path.display().to_string(),
        flag: "--from".to_owned(),
        problem,
        help: Some("name a file that `otls probe --save` wrote".to_owned()),
    };
    let expected = args.expect_cert.as_deref().map(files::expected).transpose()?;
    let mut status = ExitStatus::Clean;
    let mut any = false;
    for observation in serde_json::Deserializer::from_slice(&bytes).into_iter::<Observation>() {
        let mut observation =
            observation.map_err(|error| wrong(format!("it is no saved observation ({error})")))?;
        if observation.schema != crate::observation::SCHEMA {
            return Err(wrong("it is of another version of otls".to_owned()));
        }
        if let Some(name) = &args.verify_name {
            observation.target.verify_name.clone_from(name);
        }
        if expected.is_some() {
            observation.expected.clone_from(&expected);
        }
        let runtimes = stood_for(&observation, runtimes);
        let report = report::build(observation, &options(&args.judgement, &runtimes));
        output.report(&report)?;
        status = status.and(status_of(&args.judgement, &report));
        any = true;
    }
    if any { Ok(status) } else { Err(wrong("it is empty".to_owned())) }
}

/// The exporters that a saved target stands for; of those asked about now, where there are any of them.
fn stood_for(observation: &Observation, named: &[&'static Exporter]) -> Vec<&'static Exporter> {
    let Some(label) =
        observation.target.labels.get("runtimes").filter(|_| observation.target.environment.is_some())
    else {
        return named.to_vec();
    };
    let saved = |exporter: &Exporter| label.split(',').any(|name| name == exporter.name);
    let both: Vec<&'static Exporter> = named.iter().copied().filter(|exporter| saved(exporter)).collect();
    match (named.is_empty(), both.is_empty()) {
        (true, _) => runtime::exporters().iter().filter(|exporter| saved(exporter)).collect(),
        (false, true) => named.to_vec(),
        (false, false) => both,
    }
}

pub(super) fn options(args: &JudgementArgs, runtimes: &[&'static Exporter]) -> report::Options {
    report::Options {
        at: args.at,
        expiry_threshold: args.expiry_threshold.clone(),
        ignore: args.ignore.clone(),
        runtimes: runtimes.to_vec(),
    }
}

pub(super) fn status_of(args: &JudgementArgs, report: &Report) -> ExitStatus {
    ExitStatus::of(report.verdict, fails(&args.fail_on, report.findings.iter()))
}

/// Whether `--fail-on`, or its default, is reached.
pub(super) fn fails<'a>(fail_on: &[FailOn], mut findings: impl Iterator<Item = &'a Finding>) -> bool {
    let default = [FailOn::AtLeast(Severity::Error)];
    let fail_on = if fail_on.is_empty() { default.as_slice() } else { fail_on };
    findings.any(|finding| fail_on.iter().any(|fail_on| fail_on.matches(finding)))
}

/// Milliseconds since 1970.
#[expect(clippy::disallowed_methods, reason = "this is the place where the clock is read")]
pub(super) fn now_ms() -> i64 {
    let now = std::time::SystemTime::now();
    match now.duration_since(std::time::UNIX_EPOCH) {
        Ok(since) => i64::try_from(since.as_millis()).unwrap_or(i64::MAX),
        Err(before) => i64::try_from(before.duration().as_millis()).map_or(i64::MIN, |ms| -ms),
    }
}

/// `-o json`, or its short form.
pub(super) fn format(args: &super::cli::OutputArgs) -> Format {
    if args.json { Format::Json } else { args.output }
}
