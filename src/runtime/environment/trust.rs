//! Whom the exporter trusts: the CA file, the default roots, verification.

use super::Departure;
use super::effective::{Case, End, refuses, unknown};
use super::rules::{Falls, Levels, Reads, RootsVariable};
use crate::finding::Code;
use crate::target::Signal;
use crate::target::environment::Connection;
use crate::target::environment::Role;
use crate::target::environment::Roots;
use crate::target::environment::Unusable;
use crate::target::environment::own_name;

/// What stands in the place of a CA file that cannot be used.
const DEFAULT_ROOTS: &str = "trusts its default roots instead";

/// A variable and the path that it names.
pub(super) type Named = (String, String);

/// What of the files the exporter uses: the CA, certificate and key.
pub(super) type Files = (Option<Named>, Option<[Named; 2]>);

impl Case<'_> {
    /// The files, as far as the exporter can use them.
    pub(super) fn files(&mut self) -> Result<Files, End> {
        let ca = self.ca()?;
        let pair = self.pair(ca.is_some())?;
        if self.rules.levels == Levels::AllOrNothing
            && self.departures.iter().any(|one| one.code == Code::UnreadableFile)
        {
            let named = [ca.map(|(name, _)| name), pair.map(|[(name, _), _]| name)];
            for name in named.into_iter().flatten() {
                let does = "drops it as well, because another file cannot be used";
                self.departures.push(Departure::new(Code::IgnoredSetting, name, does));
            }
            return Ok((None, None));
        }
        Ok((ca, pair))
    }

    /// The variable and path of a file, as far as the exporter reads it.
    pub(super) fn path(&mut self, reads: Reads, what: &str) -> Option<(String, String)> {
        let set = self.level(what).map(|(name, path)| (name, path.to_owned()));
        let read = match reads {
            Reads::Both => set.clone(),
            Reads::Generic => self.environment.generic(what).map(|(name, path)| (name, path.to_owned())),
            Reads::Never => None,
        };
        if let Some((name, _)) = set.filter(|set| Some(set) != read.as_ref()) {
            self.departures.push(Departure::new(Code::WrongVariable, name, "does not read it"));
        }
        read
    }

    /// The variable that counts for a file, and its path.
    fn level(&self, what: &str) -> Option<(String, &str)> {
        if self.rules.levels != Levels::OfTheCa {
            return self.environment.setting(self.signal, what);
        }
        let own = |what| own_name(self.signal, what);
        let insecure =
            self.environment.raw(&own("INSECURE")).is_some_and(|value| value.eq_ignore_ascii_case("true"));
        if self.environment.is_present(&own("CERTIFICATE")) && !insecure {
            self.environment.own(self.signal, what)
        } else {
            self.environment.generic(what)
        }
    }

    /// Whether a CA is named, usable or not, where the client's pair is looked for.
    pub(super) fn names_ca(&self) -> bool {
        self.level("CERTIFICATE").is_some()
    }

    fn ca(&mut self) -> Result<Option<Named>, End> {
        if let (Some(text), Some(name)) = (self.rules.empty_file, self.empty("CERTIFICATE")) {
            let problem = format!("`{name}` is set and empty, and it takes that for a path");
            return Err(refuses(Code::UnsupportedSetting, &name, problem, Some(text.to_owned())));
        }
        let Some((name, path)) = self.path(self.rules.ca, "CERTIFICATE") else { return Ok(None) };
        if let Some(by) = self.beaten() {
            let does = format!("uses `{by}` instead");
            self.departures.push(Departure::new(Code::IgnoredSetting, &name, does).with(by));
            return Ok(None);
        }
        let generic = self.environment.generic("CERTIFICATE").filter(|(other, _)| *other != name);
        match generic.map(|(name, path)| (name, path.to_owned())) {
            Some((other, below)) if self.rules.levels == Levels::Layers => {
                let instead = format!("uses `{other}` instead");
                match self.usable_ca(name, path, &instead)? {
                    Some(found) => Ok(Some(found)),
                    None => self.usable_ca(other, below, DEFAULT_ROOTS),
                }
            }
            _ => self.usable_ca(name, path, DEFAULT_ROOTS),
        }
    }

    fn usable_ca(&mut self, name: String, path: String, instead: &str) -> Result<Option<Named>, End> {
        let Some(unusable) = self.problem(&name, &path, Role::Ca) else {
            let file = self.environment.file(&path, Role::Ca);
            if self.exporter.family == "dotnet" && file.is_some_and(|file| file.key_format.is_none()) {
                let text = format!("Failed to load CA certificate from '{path}'");
                let problem = format!("up to 1.18 it loads `{path}` only if a private key is in it too");
                return Err(refuses(Code::UnsupportedSetting, &name, problem, Some(text)));
            }
            return Ok(Some((name, path)));
        };
        let known = self.environment.file(&path, Role::Ca);
        let falls = match unusable {
            Unusable::Der if self.rules.takes_der => return Ok(Some((name, path))),
            Unusable::Folder
                if self.rules.looks_into_folders && known.is_some_and(|folder| folder.certificates > 0) =>
            {
                return Ok(Some((name, path)));
            }
            Unusable::Folder => self.rules.ca_folder.unwrap_or(self.rules.ca_missing),
            Unusable::Missing => self.rules.ca_missing,
            Unusable::Empty => self.rules.ca_empty,
            Unusable::Der | Unusable::Content => self.rules.ca_content,
        };
        self.unusable(falls, &name, &path, instead).map(|()| None)
    }

    /// Why a file cannot be used. Where a space is part of the path, there is no such file.
    pub(super) fn problem(&self, name: &str, path: &str, role: Role) -> Option<Unusable> {
        if !self.rules.trims_paths && self.environment.raw(name) != Some(path) {
            return Some(Unusable::Missing);
        }
        Some(self.environment.file(path, role)?.problem.as_ref()?.0)
    }

    /// What an unusable file leads to; `Ok`: as if it were not named.
    pub(super) fn unusable(
        &mut self,
        falls: Falls,
        name: &str,
        path: &str,
        instead: &str,
    ) -> Result<(), End> {
        match falls {
            Falls::Open => {
                let does = format!("cannot use `{path}` and {instead}");
                self.departures.push(Departure::new(Code::UnreadableFile, name, does));
                Ok(())
            }
            // Nobody is to be accepted there.
            Falls::Closed(_) if self.cleartext => Ok(()),
            Falls::Closed(text) => {
                let problem = format!("it cannot use `{path}` and accepts no server");
                Err(refuses(Code::UnreadableFile, name, problem, text.map(str::to_owned)))
            }
            Falls::Refused(text) => {
                let problem = format!("it cannot use `{path}` and does not start");
                Err(refuses(Code::UnreadableFile, name, problem, Some(text.replace("{path}", path))))
            }
            Falls::Unknown => Err(unknown(format!("what it does without a usable `{path}` is not known"))),
        }
    }

    /// The variable that is used instead of any CA.
    fn beaten(&self) -> Option<String> {
        self.rules.roots.iter().find_map(|variable| match variable {
            RootsVariable::Beats(name) if self.environment.get(name).is_some() => Some((*name).to_owned()),
            _ => None,
        })
    }

    /// What a variable changes that is not followed here, as why nobody knows.
    pub(super) fn unfollowed(&self, of_roots: bool) -> Result<(), End> {
        for one in self.rules.unfollowed.iter().filter(|one| one.of_roots == of_roots) {
            let value = self.environment.get(one.name).unwrap_or_default();
            if let Some(word) = one.words.iter().find(|word| value.contains(**word)) {
                let reason = format!("`{}` has `{word}`, and what that changes is not followed", one.name);
                return Err(unknown(reason));
            }
        }
        Ok(())
    }

    /// The roots that a CA file stands for.
    pub(super) fn roots_of(&self, path: String) -> Roots {
        match self.environment.file(&path, Role::Ca).and_then(|file| Some(file.problem.as_ref()?.0)) {
            Some(Unusable::Folder) => Roots::Openssl(vec![path]),
            Some(Unusable::Der) => Roots::Store(path),
            _ => Roots::File(path),
        }
    }

    pub(super) fn roots(&mut self, connection: &mut Connection) -> Result<(), End> {
        if !connection.cleartext && connection.roots == Roots::Default {
            self.unfollowed(true)?;
        }
        let by_default = connection.roots == Roots::Default;
        let chosen = self.rules.roots.iter().find_map(|variable| {
            let (name, adds) = match variable {
                RootsVariable::Default(name) if by_default => (*name, false),
                RootsVariable::Adds(name) if by_default => (*name, true),
                RootsVariable::Beats(name) => (*name, false),
                RootsVariable::Default(_) | RootsVariable::Adds(_) | RootsVariable::TrustStore => {
                    return None;
                }
            };
            Some((name, self.environment.get(name)?.to_owned(), adds))
        });
        if by_default && self.rules.roots.contains(&RootsVariable::TrustStore) {
            return self.trust_store(connection);
        }
        let switched = self.rules.openssl_switch && self.environment.node_switch("--use-openssl-ca");
        if by_default && switched && chosen.as_ref().is_none_or(|(_, _, adds)| *adds) {
            return self.openssl(connection, chosen.map(|(_, path, _)| path));
        }
        let Some((name, path, adds)) = chosen else { return Ok(()) };
        let file = self.environment.file(&path, Role::Ca);
        let found = file.is_some_and(|file| file.certificates > 0);
        let problem = file.and_then(|file| Some(file.problem.as_ref()?.0));
        if !connection.cleartext && !adds {
            let falls = match problem {
                None => None,
                Some(Unusable::Folder) if self.rules.looks_into_folders && found => None,
                Some(Unusable::Folder) => self.rules.ca_folder.or(Some(Falls::Unknown)),
                Some(Unusable::Missing) => self.rules.roots_missing,
                Some(Unusable::Empty | Unusable::Der | Unusable::Content) => self.rules.roots_content,
            };
            if let Some(falls) = falls {
                self.unusable(falls, name, &path, DEFAULT_ROOTS)?;
            }
        }
        connection.roots = match problem {
            _ if adds => Roots::DefaultAnd(path),
            Some(Unusable::Folder) => Roots::Openssl(vec![path]),
            _ => Roots::File(path),
        };
        connection.sources.insert("ca".to_owned(), format!("environment:{name}"));
        Ok(())
    }

    /// The trust store that an option of the JVM names.
    fn trust_store(&mut self, connection: &mut Connection) -> Result<(), End> {
        let property = |name: &str| self.environment.property(&format!("javax.net.ssl.{name}"));
        let Some(store) = property("trustStore").filter(|_| !connection.cleartext) else { return Ok(()) };
        let (variable, path) = (store.variable, store.value);
        let kind = property("trustStoreType").map(|kind| kind.value.to_ascii_lowercase());
        if path == "NONE" || kind.as_ref().is_some_and(|kind| !["pkcs12", "jks"].contains(&kind.as_str())) {
            let reason =
                format!("`{variable}` asks for a trust store that is no file, which is not followed");
            return Err(unknown(reason));
        }
        let problem =
            self.environment.file(&path, Role::Store).and_then(|file| Some(file.problem.as_ref()?.0));
        let falls = match problem {
            None => None,
            Some(Unusable::Missing | Unusable::Folder) => self.rules.roots_missing,
            Some(Unusable::Empty | Unusable::Der | Unusable::Content) => self.rules.roots_content,
        };
        if let Some(falls) = falls {
            self.unusable(falls, variable, &path, DEFAULT_ROOTS)?;
        }
        connection.roots = Roots::Store(path);
        connection.sources.insert("ca".to_owned(), format!("environment:{variable}"));
        Ok(())
    }

    /// Node with OpenSSL's roots: the file and the folders that the variables name; `extra`: and this file.
    fn openssl(&mut self, connection: &mut Connection, extra: Option<String>) -> Result<(), End> {
        if connection.cleartext {
            return Ok(());
        }
        let found = |path: &&str| {
            let file = self.environment.file(path, Role::Ca);
            file.is_some_and(|file| file.certificates > 0)
        };
        let [file, dirs] = ["SSL_CERT_FILE", "SSL_CERT_DIR"].map(|name| self.environment.get(name));
        if file.is_none() && dirs.is_none() {
            let reason = "`NODE_OPTIONS` has `--use-openssl-ca`, and where this Node's OpenSSL has its roots is not known";
            return Err(unknown(reason));
        }
        let dirs = dirs.into_iter().flat_map(|dirs| dirs.split(':'));
        let named = file.into_iter().chain(dirs).chain(extra.as_deref());
        let paths: Vec<String> = named.filter(found).map(str::to_owned).collect();
        if paths.is_empty() {
            let problem = "with `--use-openssl-ca` it finds no roots, and accepts no server";
            return Err(refuses(Code::UnreadableFile, "NODE_OPTIONS", problem, None));
        }
        connection.roots = Roots::Openssl(paths);
        connection.sources.insert("ca".to_owned(), "environment:NODE_OPTIONS".to_owned());
        Ok(())
    }

    pub(super) fn verification(&mut self, connection: &mut Connection) {
        let Some((name, wanted)) = self.rules.unverified else { return };
        let kept = self.environment.is_present("OTEL_RUBY_EXPORTER_OTLP_SSL_VERIFY_PEER");
        // Ruby looks at the presence alone; its logs exporter at the word `true`.
        let off = match wanted {
            Some(wanted) => self.environment.get(name) == Some(wanted),
            None if self.signal == Signal::Logs => self.environment.get(name) == Some("true"),
            None => self.environment.is_present(name) && !kept,
        };
        if off {
            connection.verifies = false;
            let does = "does not verify the server's certificate";
            self.departures.push(Departure::new(Code::VerificationDisabled, name, does));
        }
    }
}
