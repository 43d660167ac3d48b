//! What is in the Secrets and ConfigMaps of the files, as those see it that mount them: the rules are those of files that
//! a configuration names.

use std::sync::Arc;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;

use super::collector::Embedded;
use super::collector::named_files;
use super::collector::run_by;
use super::mount;
use super::mount::Container;
use super::mount::Key;
use super::mount::Origin;
use super::names;
use super::object::Object;
use super::object::Objects;
use super::workload;
use crate::collector::Place;
use crate::lint::Around;
use crate::lint::collector::Files;
use crate::lint::collector::Named;
use crate::lint::collector::Read;
use crate::lint::collector::Reader;
use crate::lint::collector::check_named;
use crate::lint::document::Kind;
use crate::lint::endpoint::has_reference;
use crate::lint::found::Found;

/// What is wrong with it, each finding with the number of the object that names the file.
pub(super) fn check(
    objects: &Objects<'_>,
    embedded: &[Embedded],
    around: &Around<'_>,
) -> Vec<(usize, Found)> {
    let mut found = Vec::new();
    for (number, object) in objects.list.iter().enumerate() {
        for container in workload::containers(object) {
            let named = workload::named_files(&container).into_iter().map(|(kind, path, setting)| Named {
                path: path.to_owned(),
                setting: setting.path.clone(),
                place: Place { file: Arc::from(setting.file), span: setting.node.span },
                role: match kind {
                    "CA" => "ca_file",
                    "client key" => "key_file",
                    _ => "cert_file",
                },
                is_server: false,
            });
            let own = of_container(objects, &container, named.collect(), Reader::Sdk, around);
            found.extend(own.into_iter().map(|one| (number, one)));
        }
    }
    for one in embedded.iter().filter(|one| one.kind == Kind::Collector) {
        let object = objects.list[one.object];
        let named: Vec<Named> = named_files(object.file, &one.root)
            .into_iter()
            .map(|named| Named {
                path: named.path.to_owned(),
                setting: named.setting.path.clone(),
                place: Place { file: Arc::from(object.file), span: named.setting.node.span },
                role: named.key,
                is_server: named.section == "receivers",
            })
            .collect();
        if named.is_empty() {
            continue;
        }
        // What is right in one of the containers is right.
        let all = run_by(objects, &object).into_iter();
        let all =
            all.map(|container| of_container(objects, &container, named.clone(), Reader::Collector, around));
        let best = all.min_by_key(Vec::len).unwrap_or_default();
        found.extend(best.into_iter().map(|found| (one.object, found)));
    }
    found
}

fn of_container(
    objects: &Objects<'_>,
    container: &Container<'_>,
    mut named: Vec<Named>,
    reader: Reader,
    around: &Around<'_>,
) -> Vec<Found> {
    // Those of clients are not the issuer of what is presented.
    let of_clients: Vec<(Object<'_>, &str)> = named
        .iter()
        .filter(|one| one.role == "client_ca_file")
        .filter_map(|one| entry(objects, container, &one.path))
        .collect();
    let is_of_clients = |object: &Object<'_>| {
        of_clients.iter().any(|(other, key)| std::ptr::eq(other.node, object.node) && *key == AUTHORITY)
    };
    let mut files = Files::new();
    let mut origins: Vec<(String, String)> = Vec::new();
    for one in &named {
        let Some((object, key)) = entry(objects, container, &one.path) else { continue };
        let Some(mut content) = read(&object, key, around) else { continue };
        if one.role == "cert_file" && !is_of_clients(&object) {
            let authority = read(&object, AUTHORITY, around).unwrap_or_default();
            content.authority = authority.certificates;
        }
        files.insert(one.path.clone(), content);
        let name = object.name.unwrap_or_default().escape_debug();
        let origin = format!("`{}` of the {} `{name}`", key.escape_debug(), object.kind);
        origins.push((one.setting.clone(), origin));
    }
    named.retain(|one| files.contains_key(&one.path));
    let names =
        if reader == Reader::Collector { names::of_container(objects, container) } else { Vec::new() };
    let told = check_named(&named, &files, &names, around.at, reader).into_iter().map(|mut held| {
        let path = held.location.as_ref().and_then(|place| place.path.as_ref());
        if let Some((_, origin)) = origins.iter().find(|(setting, _)| Some(setting) == path) {
            held.message = format!("{} ({origin})", held.message);
        }
        Found::from(held)
    });
    told.collect()
}

/// Where the CA stands that issued the certificate of a Secret.
const AUTHORITY: &str = "ca.crt";

/// The object and the key that a path of a container stands for, if the files have it.
fn entry<'a>(objects: &Objects<'a>, container: &Container<'a>, path: &str) -> Option<(Object<'a>, &'a str)> {
    let Origin::Mount(mounted) = container.origin(path) else { return None };
    let (Some(volume), Key::At(file)) = (mounted.volume, mounted.key) else { return None };
    // Of several parts the last that has the file is what is seen.
    mount::parts(volume)?.into_iter().rev().find_map(|part| {
        let key = part.key_of(file).ok()?;
        let kind = if part.is_secret { "Secret" } else { "ConfigMap" };
        let object = objects.named("", kind, part.name, &container.object)?;
        let entry = FIELDS.iter().find_map(|field| object.node.get(field)?.entry(key))?;
        Some((*object, entry.key.text()?)).filter(|_| !object.is_filled_elsewhere())
    })
}

const FIELDS: [&str; 3] = ["stringData", "data", "binaryData"];

/// What an entry of an object holds; `None`: nothing yet, or what something else fills in.
fn read(object: &Object<'_>, key: &str, around: &Around<'_>) -> Option<Read> {
    let (field, value) = FIELDS.iter().find_map(|field| Some((*field, object.node.get(field)?.get(key)?)))?;
    let text = value.as_str().filter(|text| !is_placeholder(text))?;
    let is_encoded = field == "binaryData" || field == "data" && object.kind == "Secret";
    if !is_encoded {
        return Some((around.read)(text.as_bytes()));
    }
    let compact: String = text.chars().filter(|c| !c.is_ascii_whitespace()).collect();
    Some(match BASE64_STANDARD.decode(compact) {
        Ok(bytes) => (around.read)(&bytes),
        Err(_) => {
            Read { problem: Some("the value under `data` is not base64".to_owned()), ..Read::default() }
        }
    })
}

/// Nothing, a reference, or a word in place of what is to come: `REPLACE_ME`, `<base64>`, `changeme`.
fn is_placeholder(text: &str) -> bool {
    let text = text.trim();
    let is_word = text.len() < 64 && !text.contains(['=', '\n']) && !text.contains(' ');
    text.is_empty() || has_reference(text) || text.starts_with(['<', '{']) || is_word
}
