//! Where the paths of an environment lead: in this process's view, or in that of another (its root and folder).

use std::collections::VecDeque;
use std::ffi::OsString;
use std::path::Component;
use std::path::Path;
use std::path::PathBuf;

use crate::error::Error;
use crate::probe::Elsewhere;
use crate::target::environment::Environment;

/// Files of roots, as distributions have them; the first that is there counts (Go's `crypto/x509/root_linux.go`).
const ROOT_FILES: [&str; 6] = [
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/pki/tls/cacert.pem",
    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
    "/etc/ssl/cert.pem",
];

/// Symbolic links that are followed on the way to one file.
const LINKS: usize = 40;

/// A view of the file system.
#[derive(Debug)]
pub(super) struct Place {
    /// The root; `None`: this process's.
    root: Option<PathBuf>,
    /// The working directory, as seen from the root.
    folder: PathBuf,
}

impl Place {
    /// This process's own view.
    pub(super) fn here() -> Self {
        Self { root: None, folder: PathBuf::new() }
    }

    /// The view of a process.
    #[cfg(target_os = "linux")]
    pub(super) fn of_process(pid: u32) -> Result<Self, Error> {
        let process = PathBuf::from(format!("/proc/{pid}"));
        let folder = std::fs::read_link(process.join("cwd")).map_err(|error| refused(pid, &error))?;
        Ok(Self { root: Some(process.join("root")), folder })
    }

    /// There is no such view.
    #[cfg(not(target_os = "linux"))]
    pub(super) fn of_process(pid: u32) -> Result<Self, Error> {
        Err(Error::Argument {
            what: format!("--pid {pid}"),
            problem: "another process's environment can be read on Linux only, from /proc".to_owned(),
            help: Some("write its variables to a file and use --env-file".to_owned()),
        })
    }

    /// Where a path leads.
    pub(super) fn path(&self, path: &str) -> PathBuf {
        match &self.root {
            // `-` is a file here; only a flag means standard input by it.
            None => Path::new(".").join(path),
            Some(root) => follow(root, &self.folder.join(path)),
        }
    }

    /// Where a process of that environment finds the system's roots.
    pub(super) fn roots(&self, environment: &Environment) -> Elsewhere {
        let set = ["SSL_CERT_FILE", "SSL_CERT_DIR"].map(|name| Some((name, environment.get(name)?)));
        let [file, dirs] = set;
        if file.is_some() || dirs.is_some() {
            let variables = set.into_iter().flatten().map(|(name, value)| format!("{name}={value}"));
            return Elsewhere {
                file: file.map(|(_, path)| self.path(path)),
                // Several are separated as those of PATH are.
                dirs: dirs
                    .map(|(_, list)| list.split(':').map(|dir| self.path(dir)).collect())
                    .unwrap_or_default(),
                origin: "its own variables".to_owned(),
                variables: variables.collect(),
            };
        }
        let found = ROOT_FILES.iter().find(|path| self.path(path).is_file());
        Elsewhere {
            file: found.map(|path| self.path(path)),
            dirs: Vec::new(),
            variables: Vec::new(),
            origin: found.map_or_else(|| "no system store found".to_owned(), |path| (*path).to_owned()),
        }
    }
}

/// Follows a path below another root: symbolic links mean that root, too, and `..` never leaves it.
fn follow(root: &Path, path: &Path) -> PathBuf {
    let mut waiting: VecDeque<OsString> = parts(path);
    let mut done = PathBuf::new();
    let mut links = 0;
    while let Some(part) = waiting.pop_front() {
        if part == ".." {
            done.pop();
            continue;
        }
        let next = done.join(&part);
        match std::fs::read_link(root.join(&next)) {
            Ok(target) if links < LINKS => {
                links += 1;
                if target.is_absolute() {
                    done = PathBuf::new();
                }
                for part in parts(&target).into_iter().rev() {
                    waiting.push_front(part);
                }
            }
            _ => done = next,
        }
    }
    root.join(done)
}

fn parts(path: &Path) -> VecDeque<OsString> {
    path.components()
        .filter_map(|component| match component {
            Component::Normal(part) => Some(part.to_owned()),
            Component::ParentDir => Some(OsString::from("..")),
            Component::Prefix(_) | Component::RootDir | Component::CurDir => None,
        })
        .collect()
}

/// The bytes of `/proc/PID/environ`.
#[cfg(target_os = "linux")]
pub(super) fn environ(pid: u32) -> Result<Vec<u8>, Error> {
    use std::io::Read;
    #[expect(clippy::disallowed_methods, reason = "this is a place where files are read")]
    let open = std::fs::File::open(format!("/proc/{pid}/environ"));
    let mut bytes = Vec::new();
    // The kernel keeps a few pages at most; a limit all the same.
    open.and_then(|file| file.take(16 * 1024 * 1024).read_to_end(&mut bytes))
        .map_err(|error| refused(pid, &error))?;
    Ok(bytes)
}

/// Nowhere but on Linux.
#[cfg(not(target_os = "linux"))]
pub(super) fn environ(pid: u32) -> Result<Vec<u8>, Error> {
    Place::of_process(pid).map(|_| Vec::new())
}

/// Why a process cannot be looked into, and as whom it can.
#[cfg(target_os = "linux")]
fn refused(pid: u32, error: &std::io::Error) -> Error {
    let what = format!("--pid {pid}");
    match error.kind() {
        std::io::ErrorKind::NotFound => Error::Argument {
            what,
            problem: "there is no such process".to_owned(),
            help: Some(
                "in a pod, share its process namespace: `kubectl debug --target=CONTAINER`".to_owned(),
            ),
        },
        std::io::ErrorKind::PermissionDenied => {
            let user = owner(pid);
            let who = match &user {
                Some((0, _)) => "root".to_owned(),
                Some((uid, Some(name))) => format!("the user {name} ({uid})"),
                Some((uid, None)) => format!("the user {uid}"),
                None => "another user".to_owned(),
            };
            // As in `ptrace(2)`: the same user with at least its capabilities, or this capability.
            let same = match user {
                Some((0, _)) | None => String::new(),
                Some((uid, name)) => format!("as {}, or ", name.unwrap_or_else(|| uid.to_string())),
            };
            let help = format!(
                "run otls {same}with CAP_SYS_PTRACE: `sudo`, or in Kubernetes `kubectl debug --profile=general`"
            );
            Error::Argument {
                what,
                problem: format!("the process runs as {who}, whose environment this user may not read"),
                help: Some(help),
            }
        }
        _ => Error::System { what: format!("read the environment of process {pid}"), source: clone(error) },
    }
}

#[cfg(target_os = "linux")]
fn clone(error: &std::io::Error) -> std::io::Error {
    std::io::Error::new(error.kind(), error.to_string())
}

/// The user of a process, and the name where one is known.
#[cfg(target_os = "linux")]
fn owner(pid: u32) -> Option<(u32, Option<String>)> {
    use std::os::unix::fs::MetadataExt;
    let uid = std::fs::metadata(format!("/proc/{pid}")).ok()?.uid();
    #[expect(clippy::disallowed_methods, reason = "this is a place where files are read")]
    let users = std::fs::read_to_string("/etc/passwd").unwrap_or_default();
    let name = users.lines().find_map(|line| {
        let mut fields = line.split(':');
        let name = fields.next()?;
        (fields.nth(1)? == uid.to_string()).then(|| name.to_owned())
    });
    Some((uid, name))
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn several_folders_of_roots_are_all_looked_at() {
        let set = [("SSL_CERT_DIR".to_owned(), "/a:b".to_owned())];
        let roots = Place::here().roots(&Environment::new("the environment", set));
        assert_eq!(roots.dirs, [PathBuf::from("/a"), PathBuf::from("./b")]);
        assert_eq!((roots.file, roots.variables), (None, vec!["SSL_CERT_DIR=/a:b".to_owned()]));
    }

    #[test]
    fn links_below_another_root_stay_below_it() {
        let root = tempfile::tempdir().unwrap();
        let at = |path: &str| root.path().join(path);
        std::fs::create_dir_all(at("etc/ssl")).unwrap();
        std::fs::create_dir_all(at("usr/share")).unwrap();
        std::fs::write(at("usr/share/ca.pem"), "x").unwrap();
        std::os::unix::fs::symlink("/usr/share/ca.pem", at("etc/ssl/absolute.pem")).unwrap();
        std::os::unix::fs::symlink("../../usr/share/ca.pem", at("etc/ssl/relative.pem")).unwrap();
        std::os::unix::fs::symlink("loop.pem", at("etc/ssl/loop.pem")).unwrap();
        for path in ["/etc/ssl/absolute.pem", "/etc/ssl/relative.pem", "/../../usr/share/ca.pem"] {
            assert_eq!(follow(root.path(), Path::new(path)), at("usr/share/ca.pem"), "{path}");
        }
        // A circle ends.
        follow(root.path(), Path::new("/etc/ssl/loop.pem"));
        let place = Place { root: Some(root.path().to_owned()), folder: PathBuf::from("/usr") };
        assert_eq!(place.path("share/ca.pem"), at("usr/share/ca.pem"));
    }
}
