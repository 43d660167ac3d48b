//! The headers of an exporter's requests: its own, and those of its authenticator.

use std::collections::BTreeMap;
use std::io::Write;

use super::Target;
use super::setting_place;
use super::source;
use crate::cmd::settings;
use crate::collector::Authentication;
use crate::target::Header;
use crate::target::Protocol;

impl Target<'_> {
    /// The headers of the exporter with those of its authenticator: over HTTP these replace, over gRPC they come
    /// first and both are sent.
    pub(super) fn with_credentials(&self, own: &[Header], auth: Option<&Authentication>) -> Vec<Header> {
        let Some(auth) = auth else { return own.to_vec() };
        for unknown in &auth.unknown {
            tell(&format!(
                "{}.auth: what `{}` sends is not sent by otls: {unknown}",
                self.exporter.path(),
                auth.id.escape_debug()
            ));
        }
        let is_http = self.exporter.protocol == Protocol::HttpProtobuf;
        let is_replaced = |name: &str| {
            is_http
                && (auth.removed.iter().any(|removed| removed == name)
                    || auth.headers.iter().any(|header| header.name == name))
        };
        let kept = own.iter().filter(|header| !is_replaced(&header.name));
        auth.headers.iter().chain(kept).cloned().collect()
    }

    /// Those that a request can carry; the others are told.
    pub(super) fn headers(
        &self,
        headers: &[Header],
        auth: Option<&Authentication>,
        sources: &mut BTreeMap<String, String>,
    ) -> Vec<Header> {
        let mut kept = Vec::new();
        for header in headers {
            if settings::may_be_sent(header) {
                kept.push(header.clone());
            } else {
                let name = header.name.escape_debug();
                tell(&format!("{}.headers: `{name}` is not sent by otls", self.exporter.path()));
            }
        }
        if let Some(value) = self.exporter.at(&["headers"]).filter(|_| !kept.is_empty()) {
            let place = setting_place(&value.place, format!("{}.headers", self.exporter.path()));
            sources.insert("headers".to_owned(), source(&place));
        }
        if let Some(auth) = auth.filter(|auth| !auth.headers.is_empty()) {
            let place = setting_place(&auth.place, format!("extensions.{}", auth.id));
            sources.insert("credentials".to_owned(), source(&place));
        }
        kept
    }
}

fn tell(warning: &str) {
    // A broken standard error leaves nothing to tell it to.
    let _ = writeln!(std::io::stderr(), "otls: warning: {warning}");
}
