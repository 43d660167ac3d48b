//! Values of other settings that keep an exporter from being built.

use super::effective::{Case, End, refuses, unknown};
use super::rules::Values;
use crate::finding::Code;
use crate::target::environment::PREFIX;
use crate::target::environment::Role;
use crate::target::environment::has_whole_escapes;
use crate::target::environment::own_name;

impl Case<'_> {
    pub(super) fn values(&self) -> Result<(), End> {
        self.protocol()?;
        self.no_roots()?;
        match self.rules.values {
            Values::Lenient => Ok(()),
            Values::Raised => {
                self.compression()?;
                self.raised_timeout()
            }
            Values::Checked => {
                self.known_compression()?;
                self.whole_headers()
            }
            Values::Positive(text) => {
                let set = self.environment.setting(self.signal, "TIMEOUT");
                match set.and_then(|(name, value)| Some((name, value.parse::<f64>().ok()?))) {
                    Some((name, seconds)) if seconds <= 0.0 => {
                        let text = text.map(|text| text.replace("{value}", &format!("{seconds:?}")));
                        let problem = format!("`{name}` leaves it no time at all");
                        Err(refuses(Code::UnsupportedSetting, &name, problem, text))
                    }
                    _ => Ok(()),
                }
            }
        }
    }

    /// rustls looks where the variables say and nowhere else, and reqwest makes no client without any root: not even
    /// for cleartext.
    fn no_roots(&self) -> Result<(), End> {
        let [file, dirs] = ["SSL_CERT_FILE", "SSL_CERT_DIR"];
        let set = |name| self.environment.raw(name).map(|value| (name, value));
        let Some((name, _)) = set(file).or_else(|| set(dirs)).filter(|_| self.exporter.name == "rust-http")
        else {
            return Ok(());
        };
        let has_roots = |path: &str, role| {
            let seen = self.environment.file(path, role);
            !path.is_empty() && seen.is_none_or(|seen| seen.certificates > 0)
        };
        let mut folders = set(dirs).into_iter().flat_map(|(_, list)| list.split(':'));
        if set(file).is_some_and(|(_, path)| has_roots(path, Role::Ca))
            || folders.any(|path| has_roots(path, Role::Roots))
        {
            return Ok(());
        }
        let problem = format!("it finds no roots where `{name}` says, and does not start");
        Err(refuses(Code::UnreadableFile, name, problem, Some("builder error".to_owned())))
    }

    /// A protocol that the SDK's own configuration refuses. An exporter that code makes does not read it.
    fn protocol(&self) -> Result<(), End> {
        let (Some(protocols), Some((name, value))) =
            (self.rules.protocols, self.environment.setting(self.signal, "PROTOCOL"))
        else {
            return Ok(());
        };
        let written = if protocols.trimmed { value } else { self.environment.raw(&name).unwrap_or_default() };
        if protocols.known.contains(&written) {
            return Ok(());
        }
        let known = protocols.known.join("` and `");
        if let Some(by) = self.environment.configures_sdk() {
            let problem =
                format!("it knows `{known}` as `{name}`, and with `{by}` set the SDK does not start");
            return Err(refuses(Code::UnsupportedSetting, &name, problem, None));
        }
        let reason = format!("the SDK's own configuration refuses this `{name}`: it knows `{known}`");
        Err(unknown(format!("{reason}; an exporter that code makes does not read it")))
    }

    /// Java knows `gzip` and `none`.
    fn known_compression(&self) -> Result<(), End> {
        let set = self.environment.setting(self.signal, "COMPRESSION");
        match set.filter(|(_, value)| !["gzip", "none"].contains(value)) {
            Some((name, _)) => {
                let problem = format!("it knows no such value of `{name}`, and does not start");
                let text = "Unsupported compressionMethod. Compression method must be \"gzip\" or \"none\" or \
                            implement a Compressor";
                Err(refuses(Code::UnsupportedSetting, &name, problem, Some(text.to_owned())))
            }
            None => Ok(()),
        }
    }

    /// Java refuses headers without `=`; and those whose escapes it cannot read, which only their values show.
    fn whole_headers(&self) -> Result<(), End> {
        let Some((name, shown)) = self.environment.setting(self.signal, "HEADERS") else { return Ok(()) };
        let bare = |entry: &str| !entry.trim().is_empty() && !entry.contains('=');
        let secret = self.environment.secret(&name);
        let bad = secret.is_some_and(|secret| !has_whole_escapes(secret.expose()));
        if !bad && !shown.split(',').any(bare) {
            return Ok(());
        }
        let what = if bad { "an escape that is none" } else { "an entry without `=`" };
        let problem = format!("`{name}` has {what}, and it does not start");
        Err(refuses(Code::UnsupportedSetting, &name, problem, None))
    }

    /// Python over gRPC knows `gzip`; `none` is raised as well.
    fn compression(&self) -> Result<(), End> {
        for name in self.names("COMPRESSION") {
            let Some(value) = self.environment.raw(&name) else { continue };
            let value = value.trim().to_lowercase();
            if value == "gzip" {
                return Ok(());
            }
            let problem =
                format!("it knows no value of `{name}` but `gzip`, not even `none`, and does not start");
            let text = format!("Invalid value \"{value}\" for compression envvar {name}");
            return Err(refuses(Code::UnsupportedSetting, &name, problem, Some(text)));
        }
        Ok(())
    }

    /// Python's `float` of a timeout in seconds; the generic one is looked at where the signal's own is 0 or none.
    fn raised_timeout(&self) -> Result<(), End> {
        for name in self.names("TIMEOUT") {
            let Some(value) = self.environment.raw(&name) else { continue };
            match value.trim().parse::<f64>() {
                Ok(seconds) if seconds > 0.0 => return Ok(()),
                // The signal's own zero is as good as none.
                Ok(0.0) if name != format!("{PREFIX}TIMEOUT") => {}
                Ok(_) => {
                    let problem = format!("`{name}` leaves it no time at all");
                    let text = "Deadline Exceeded".to_owned();
                    return Err(refuses(Code::UnsupportedSetting, &name, problem, Some(text)));
                }
                Err(_) => {
                    let problem = format!("`{name}` is no number of seconds, and it does not start");
                    let text = format!("could not convert string to float: '{value}'");
                    return Err(refuses(Code::UnsupportedSetting, &name, problem, Some(text)));
                }
            }
        }
        Ok(())
    }

    fn names(&self, what: &str) -> [String; 2] {
        [own_name(self.signal, what), format!("{PREFIX}{what}")]
    }
}
