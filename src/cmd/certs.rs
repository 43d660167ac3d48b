//! `otls certs`: a development CA, and certificates with the right names; and how to use them.

use std::fs;
use std::io::Write;
use std::net::IpAddr;
use std::net::Ipv4Addr;
use std::net::Ipv6Addr;
use std::path::Path;

use super::cli::CertsArgs;
use super::cli::KeyTypeArg;
use super::cli::PrintArg;
use super::exit::ExitStatus;
use super::output;
use crate::error::Error;
use crate::issue::Development;
use crate::issue::KeyKind;
use crate::remedy;
use crate::remedy::Context;

/// Runs the command.
pub(super) fn run(args: &CertsArgs, out: &mut dyn Write) -> Result<ExitStatus, Error> {
    let text = match args.print {
        Some(PrintArg::CertManager) => remedy::manifests(&manifest_context(args)) + "\n",
        None => make(args)?,
    };
    out.write_all(text.as_bytes())
        .and_then(|()| out.flush())
        .map_err(|source| Error::Write { what: "standard output".to_owned(), source })?;
    Ok(ExitStatus::Clean)
}

/// Every DNS name: those of the Service first, as they are what a cluster dials.
fn dns_names(args: &CertsArgs) -> Vec<String> {
    let mut names = Vec::<String>::new();
    if let (Some(service), Some(namespace)) = (&args.service, &args.namespace) {
        names.push(service.clone());
        names.push(format!("{service}.{namespace}"));
        names.push(format!("{service}.{namespace}.svc"));
        names.push(format!("{service}.{namespace}.svc.{}", args.cluster_domain));
    }
    names.extend(args.names.iter().cloned());
    if names.is_empty() && args.addresses.is_empty() {
        names.push("localhost".to_owned());
    }
    without_repetition(names)
}

fn addresses(args: &CertsArgs) -> Vec<IpAddr> {
    if args.addresses.is_empty() && args.names.is_empty() && args.service.is_none() {
        return vec![Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()];
    }
    without_repetition(args.addresses.clone())
}

fn without_repetition<T: PartialEq>(list: Vec<T>) -> Vec<T> {
    let mut out = Vec::new();
    for one in list {
        if !out.contains(&one) {
            out.push(one);
        }
    }
    out
}

/// The host that an exporter dials: the longest of a Service's names works from every namespace.
fn host(args: &CertsArgs, names: &[String], addresses: &[IpAddr]) -> Option<String> {
    if let (Some(service), Some(namespace)) = (&args.service, &args.namespace) {
        return Some(format!("{service}.{namespace}.svc"));
    }
    let name = names.iter().find(|name| !name.starts_with('*')).cloned();
    name.or_else(|| addresses.first().map(IpAddr::to_string))
}

fn manifest_context(args: &CertsArgs) -> Context {
    let (names, addresses) = (dns_names(args), addresses(args));
    let first = names.iter().find_map(|name| name.split('.').next().filter(|label| *label != "*"));
    let service = args.service.clone().or_else(|| first.map(str::to_owned));
    let namespace = args.namespace.clone().unwrap_or_else(|| "<NAMESPACE>".to_owned());
    Context {
        wanted_names: names.iter().cloned().chain(addresses.iter().map(IpAddr::to_string)).collect(),
        service: Some((service.unwrap_or_else(|| "otel-collector".to_owned()), namespace)),
        days: Some(args.days),
        ..Context::default()
    }
}

/// Makes the files, and says what they are and how to use them.
fn make(args: &CertsArgs) -> Result<String, Error> {
    if args.namespace.is_some() && args.service.is_none() {
        return Err(Error::Argument {
            what: "--namespace".to_owned(),
            problem: "it says nothing without --service".to_owned(),
            help: Some("give the Service with --service, or every name with --name".to_owned()),
        });
    }
    let (names, addresses) = (dns_names(args), addresses(args));
    let paths =
        ["ca.pem", "server.pem", "server.key", "client.pem", "client.key"].map(|name| args.out.join(name));
    // Before the folder is made and before any file is written: all of them or none.
    if let Some(path) = paths.iter().find(|path| path.symlink_metadata().is_ok()) {
        return Err(there_already(path));
    }
    let development = Development {
        names: names.clone(),
        addresses: addresses.clone(),
        days: args.days,
        key: match args.key_type {
            KeyTypeArg::P256 => KeyKind::EcdsaP256,
            KeyTypeArg::Rsa => KeyKind::Rsa2048,
        },
        now: super::probe::now_ms().div_euclid(1000),
    };
    let issued = development.issue()?;
    fs::create_dir_all(&args.out)
        .map_err(|source| Error::Write { what: args.out.display().to_string(), source })?;
    let [ca, server, server_key, client, client_key] = &paths;
    write(ca, &issued.ca.pem(), false)?;
    write(server, &issued.server.pem(), false)?;
    write(server_key, &issued.server.key_pem(), true)?;
    write(client, &issued.client.pem(), false)?;
    write(client_key, &issued.client.key_pem(), true)?;

    let host = host(args, &names, &addresses);
    let absolute = |path: &Path| {
        // Programs that are started elsewhere read these paths.
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        Some(path.display().to_string())
    };
    let context = Context {
        host: host.clone(),
        port: Some(4317),
        ca_path: absolute(ca),
        cert_path: absolute(client),
        key_path: absolute(client_key),
        key_type: (args.key_type == KeyTypeArg::Rsa).then_some("rsa"),
        server_cert_path: absolute(server),
        server_key_path: absolute(server_key),
        ..Context::default()
    };
    let all = names.iter().cloned().chain(addresses.iter().map(IpAddr::to_string));
    let all = all.collect::<Vec<_>>().join(", ");
    let mut text = String::new();
    let width = paths.iter().map(|path| path.display().to_string().len()).max().unwrap_or_default();
    for (path, what) in paths.iter().zip([
        "the CA, to be trusted; its key is not kept",
        "the server's certificate",
        "its key (PKCS#8, mode 0600)",
        "a client's certificate, for mutual TLS",
        "its key (PKCS#8, mode 0600)",
    ]) {
        text.push_str(&format!("{:width$}  {what}\n", path.display()));
    }
    let valid = format!("Valid for {all}; {} days.", args.days);
    text.push_str(&format!("\n{}\n", textwrap::fill(&valid, 80)));
    section(&mut text, "A Collector that uses them (YAML):", &remedy::collector(&context));
    section(&mut text, "Exporters (environment):", &remedy::environment(&context));
    section(&mut text, "To see whether it works:", &remedy::check(&context));
    Ok(text)
}

fn section(text: &mut String, title: &str, snippet: &str) {
    text.push_str(&format!("\n{title}\n\n"));
    for line in snippet.lines() {
        text.push_str(&format!("  {line}\n"));
    }
}

fn write(path: &Path, pem: &str, private: bool) -> Result<(), Error> {
    let failed = |source: std::io::Error| match source.kind() {
        std::io::ErrorKind::AlreadyExists => there_already(path),
        _ => Error::Write { what: path.display().to_string(), source },
    };
    output::new_file(path, private).and_then(|mut file| file.write_all(pem.as_bytes())).map_err(failed)
}

fn there_already(path: &Path) -> Error {
    Error::File {
        path: path.display().to_string(),
        flag: "--out".to_owned(),
        problem: "it is there already, and is not replaced".to_owned(),
        help: Some("remove it, or name another folder with --out".to_owned()),
    }
}
