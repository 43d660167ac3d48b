//! `otls lab`: a broken server to try exporters against; and `lab:FAULT` as a target.

use std::fs;
use std::io::Write;
use std::net::IpAddr;
use std::net::Ipv4Addr;
use std::path::Path;

use super::cli::LabArgs;
use super::cli::ProbeArgs;
use super::exit::ExitStatus;
use super::output;
use super::settings;
use super::settings::Shared;
use crate::error::Error;
use crate::lab;
use crate::lab::Fault;
use crate::lab::Lab;
use crate::pem;
use crate::secret::Secret;
use crate::target::ClientIdentity;
use crate::target::GivenCa;
use crate::target::Protocol;
use crate::target::Settings;

/// Runs the command.
pub(super) fn run(args: &LabArgs, out: &mut dyn Write) -> Result<ExitStatus, Error> {
    let written = |source| Error::Write { what: "standard output".to_owned(), source };
    if args.list {
        for fault in lab::faults() {
            writeln!(out, "{:<34}{}", fault.name, fault.summary).map_err(written)?;
        }
        return Ok(ExitStatus::Clean);
    }
    let fault = find(args.fault.as_deref().unwrap_or("ok"))?;
    let tokio = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|source| Error::System { what: "start the event loop".to_owned(), source })?;
    let local = tokio::task::LocalSet::new();
    local.block_on(&tokio, async {
        let options = lab::Options {
            address: IpAddr::V4(Ipv4Addr::LOCALHOST),
            port: args.port,
            name: args.name.clone(),
            now: super::probe::now_ms().div_euclid(1000),
        };
        let lab = lab::start(fault, &options).await?;
        let files = write_files(&lab, &args.out)?;
        writeln!(out, "{}: {}\n\n  endpoint  {}", fault.name, fault.summary, lab.endpoint())
            .map_err(written)?;
        for (what, path) in &files {
            writeln!(out, "  {what:<9} {path}").map_err(written)?;
        }
        writeln!(out, "\n{}\n\nCtrl-C ends it.", try_it(&lab, &files))
            .and_then(|()| out.flush())
            .map_err(written)?;
        // Whatever ends the wait ends the server; there is nothing to save.
        let _ = tokio::signal::ctrl_c().await;
        writeln!(out, "\n{} exports were accepted", lab.exports()).map_err(written)?;
        lab.stop().await;
        Ok(ExitStatus::Clean)
    })
}

/// The fault of that name, or the names that come near.
fn find(name: &str) -> Result<&'static Fault, Error> {
    lab::fault(name).ok_or_else(|| {
        let near = lab::faults()
            .iter()
            .max_by(|a, b| {
                strsim::sorensen_dice(a.name, name).total_cmp(&strsim::sorensen_dice(b.name, name))
            })
            .filter(|fault| strsim::sorensen_dice(fault.name, name) > 0.5);
        let near = near.map(|fault| format!("did you mean `{}`? ", fault.name)).unwrap_or_default();
        Error::Argument {
            what: format!("lab fault `{}`", name.escape_debug()),
            problem: "there is no fault of that name".to_owned(),
            help: Some(format!("{near}`otls lab --list` lists them")),
        }
    })
}

/// Writes the CA and the client identity; returns what each file is, and its path.
fn write_files(lab: &Lab, folder: &Path) -> Result<Vec<(&'static str, String)>, Error> {
    let failed = |path: &Path, source| Error::Write { what: path.display().to_string(), source };
    fs::create_dir_all(folder).map_err(|source| failed(folder, source))?;
    let mut files = Vec::new();
    let parts = [
        ("ca", "ca.pem", lab.ca_pem()),
        ("cert", "client.pem", lab.client_cert_pem()),
        ("key", "client.key", lab.client_key_pem()),
    ];
    for (what, name, pem) in parts {
        let Some(pem) = pem else { continue };
        let path = folder.join(name);
        let (mut file, _) = output::private_file(&path)?;
        file.write_all(pem.as_bytes()).map_err(|source| failed(&path, source))?;
        files.push((what, path.display().to_string()));
    }
    Ok(files)
}

/// How to point an exporter, and otls, at it.
fn try_it(lab: &Lab, files: &[(&'static str, String)]) -> String {
    let path = |what: &str| files.iter().find(|(name, _)| *name == what).map(|(_, path)| path.clone());
    let mut lines = vec![format!("  export OTEL_EXPORTER_OTLP_ENDPOINT={}", lab.endpoint())];
    let mut probe = "  otls probe".to_owned();
    if let Some(ca) = path("ca") {
        lines.push(format!("  export OTEL_EXPORTER_OTLP_CERTIFICATE={ca}"));
        probe.push_str(&format!(" --cacert {ca}"));
    }
    if let (Some(cert), Some(key)) = (path("cert"), path("key")) {
        lines.push(format!("  export OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE={cert}"));
        lines.push(format!("  export OTEL_EXPORTER_OTLP_CLIENT_KEY={key}"));
        probe.push_str(&format!(" --cert {cert} --key {key}"));
    }
    probe.push_str(&format!(" {}", lab.endpoint()));
    lines.push(probe);
    lines.join("\n")
}

/// Starts a fault and makes it a target: its CA is trusted and its identity used, unless the fault is about them.
pub(super) async fn target(args: &ProbeArgs, shared: &Shared, name: &str) -> Result<(Settings, Lab), Error> {
    let fault = find(name)?;
    let options = lab::Options {
        address: IpAddr::V4(Ipv4Addr::LOCALHOST),
        port: 0,
        name: "localhost".to_owned(),
        now: super::probe::now_ms().div_euclid(1000),
    };
    let lab = lab::start(fault, &options).await?;
    let mut settings = settings::settings(args, shared, &lab.endpoint())?;
    settings.input = format!("lab:{}", fault.name);
    let mut source = |key: &str| {
        settings.sources.insert(key.to_owned(), format!("lab:{}", fault.name));
    };
    source("endpoint");
    if settings.protocol.is_none() {
        settings.protocol = Some(match fault.protocol {
            lab::Protocol::Http => Protocol::HttpProtobuf,
            lab::Protocol::Grpc | lab::Protocol::Both => Protocol::Grpc,
        });
        source("protocol");
    }
    if settings.ca.is_empty()
        && !settings.cleartext
        && fault.trust_ca
        && let Some(pem) = lab.ca_pem()
    {
        let certificates =
            pem::certificates(pem.as_bytes()).map_err(|problem| broken(fault, &problem.problem))?;
        settings.ca = vec![GivenCa { path: "lab-ca.pem".to_owned(), certificates }];
        source("ca");
    }
    if settings.identity.is_none()
        && !settings.cleartext
        && fault.send_identity
        && let (Some(cert), Some(key)) = (lab.client_cert_pem(), lab.client_key_pem())
    {
        let chain = pem::certificates(cert.as_bytes()).map_err(|problem| broken(fault, &problem.problem))?;
        let key = pem::private_key(key.as_bytes()).map_err(|problem| broken(fault, &problem.problem))?;
        settings.identity = Some(ClientIdentity {
            cert_path: "lab-client.pem".to_owned(),
            key_path: "lab-client.key".to_owned(),
            chain,
            key: Secret::new(key.der.expose().clone()),
            key_format: key.format.to_owned(),
        });
        source("identity");
    }
    // One address of `localhost` is enough.
    if settings.connect_to.is_none() {
        settings.connect_to = lab.connect_to().map(|address| (address.ip().to_string(), address.port()));
    }
    Ok((settings, lab))
}

fn broken(fault: &Fault, problem: &str) -> Error {
    Error::Argument { what: format!("lab:{}", fault.name), problem: problem.to_owned(), help: None }
}
