//! Which Secret is used as what: a server's certificate, or a client's.

use super::collector::Embedded;
use super::collector::named_files;
use super::collector::run_by;
use super::mount;
use super::mount::Container;
use super::mount::Key;
use super::mount::Origin;
use super::object::Object;
use super::object::Objects;
use super::workload;
use crate::lint::document::Kind;
use crate::yaml::Node;

/// What a certificate is shown for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::lint) enum Role {
    /// By a receiver, to exporters.
    Server,
    /// By an exporter, to its endpoint.
    Client,
}

/// One use of a Secret.
#[derive(Clone, Copy, Debug)]
pub(in crate::lint) struct Use<'a> {
    pub(in crate::lint) secret: &'a str,
    pub(in crate::lint) role: Role,
    /// The object that uses it.
    pub(in crate::lint) object: Object<'a>,
    /// Labels of its pods.
    pub(in crate::lint) labels: Option<&'a Node>,
    /// Java may be what reads the key.
    pub(in crate::lint) may_be_java: bool,
}

/// Every use that the files show.
pub(in crate::lint) fn all<'a>(objects: &Objects<'a>, embedded: &'a [Embedded]) -> Vec<Use<'a>> {
    let mut uses = Vec::new();
    for object in &objects.list {
        for container in workload::containers(object) {
            for (kind, path, _) in workload::named_files(&container) {
                if kind != "CA" {
                    add(&mut uses, &container, path, Role::Client, true);
                }
            }
        }
        if object.kind == "Instrumentation" {
            let key = |key| object.text_at(&["spec", "exporter", "tls", key]);
            if let (Some(secret), Some(_)) = (key("secretName"), key("cert_file").or(key("key_file"))) {
                let (role, may_be_java) = (Role::Client, true);
                uses.push(Use { secret, role, object: *object, labels: None, may_be_java });
            }
        }
    }
    for one in embedded.iter().filter(|one| one.kind == Kind::Collector) {
        let object = objects.list[one.object];
        let mut files = named_files(object.file, &one.root);
        files.retain(|named| matches!(named.key, "cert_file" | "key_file"));
        if files.is_empty() {
            continue;
        }
        let containers = run_by(objects, &object);
        for named in files {
            let role = if named.section == "receivers" { Role::Server } else { Role::Client };
            for container in &containers {
                add(&mut uses, container, named.path, role, false);
            }
        }
    }
    uses
}

fn add<'a>(uses: &mut Vec<Use<'a>>, container: &Container<'a>, path: &'a str, role: Role, may_be_java: bool) {
    let Origin::Mount(mounted) = container.origin(path) else { return };
    let (Some(volume), Key::At(file)) = (mounted.volume, mounted.key) else { return };
    for part in mount::parts(volume).unwrap_or_default() {
        let is_certificate = part.key_of(file).is_ok_and(|key| matches!(key, "tls.crt" | "tls.key"));
        let known = uses.iter().any(|one| {
            one.secret == part.name
                && one.role == role
                && std::ptr::eq(one.object.node, container.object.node)
        });
        if part.is_secret && is_certificate && !known {
            let (object, labels) = (container.object, container.labels);
            uses.push(Use { secret: part.name, role, object, labels, may_be_java });
        }
    }
}
