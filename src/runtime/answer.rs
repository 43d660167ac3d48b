//! What an exporter over HTTP makes of an answer that takes nothing: redirects, and pages that say 200.
//!
//! Run with the exporters of Go, Java, Python, Node, Rust and the Collector against 301, 302, 303, 307 and 308.

use super::exporter::{Exporter, Redirects};
use crate::finding::Code;
use crate::finding::Held;
use crate::observation::Attempt;
use crate::observation::Exchange;
use crate::target::Protocol;

/// What becomes of the export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Made {
    /// It goes on to another place, which otls did not.
    GoesOn(String),
    /// It takes the answer for success: the telemetry is lost without a word.
    Loses,
}

/// `None`: it takes the answer for the failure that it is.
pub(super) fn of(exporter: &Exporter, attempt: &Attempt, held: &Held) -> Option<Made> {
    if exporter.protocol != Protocol::HttpProtobuf
        || !matches!(held.code, Code::WrongProtocol | Code::OtlpRejected | Code::PlaintextClient)
    {
        return None;
    }
    let exchange = asked(attempt)?;
    let location = exchange.location.as_deref().filter(|location| !location.is_empty());
    match (exchange.http_status?, exporter.redirects) {
        (200..=299, _) => Some(Made::Loses),
        (300..=399, Redirects::TakenForSuccess) => Some(Made::Loses),
        // After 301, 302 and 303 they send a GET without a body, which stores nothing.
        (307 | 308, Redirects::Followed) => {
            location.map(|to| Made::GoesOn(format!("it follows the redirect to `{to}`, which was not tried")))
        }
        (307 | 308, Redirects::NotKnown) => {
            Some(Made::GoesOn("whether it follows the redirect is not known".to_owned()))
        }
        _ => None,
    }
}

/// The answer over HTTP to the signal that was asked for first.
fn asked(attempt: &Attempt) -> Option<&Exchange> {
    let seen = attempt.otlp.seen.as_ref()?;
    seen.exchanges.iter().find(|exchange| exchange.protocol == Protocol::HttpProtobuf)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Evidence;
    use crate::observation::OtlpSeen;
    use crate::observation::Step;
    use crate::runtime::named;
    use crate::target::Signal;

    fn made(name: &str, status: u16) -> Option<Made> {
        let exchange = Exchange {
            protocol: Protocol::HttpProtobuf,
            signal: Signal::Traces,
            path: "/v1/traces".to_owned(),
            headers_sent: Vec::new(),
            http_status: Some(status),
            grpc_status: None,
            grpc_message: None,
            content_type: Some("text/html".to_owned()),
            server: None,
            www_authenticate: None,
            location: Some("/elsewhere/v1/traces".to_owned()),
            body: None,
        };
        let attempt = Attempt {
            address: None,
            tcp: Step::skipped(),
            tls: Step::skipped(),
            otlp: Step {
                seen: Some(OtlpSeen { settings: false, exchanges: vec![exchange] }),
                ..Step::skipped()
            },
            plaintext: None,
            retries: Vec::new(),
            offers: Vec::new(),
            supported: None,
        };
        let held = Held::certain(Code::WrongProtocol, Evidence::Nothing {}, "");
        of(named(name).unwrap()[0], &attempt, &held)
    }

    /// As run with the exporters: who followed, who lost the span and reported success, who failed.
    #[test]
    fn redirects_and_pages_as_each_exporter_takes_them() {
        for name in ["go-http", "java-http", "rust-http", "collector-http"] {
            for status in [307, 308] {
                assert!(matches!(made(name, status), Some(Made::GoesOn(_))), "{name} {status}");
            }
            for status in [301, 302, 303] {
                assert_eq!(made(name, status), None, "{name} {status}");
            }
        }
        for status in [301, 302, 303, 307, 308] {
            assert_eq!(made("python-http", status), Some(Made::Loses), "{status}");
            assert_eq!(made("node-http", status), None, "{status}");
        }
        for name in ["go-http", "python-http", "node-http", "java-http", "rust-http", "collector-http"] {
            assert_eq!(made(name, 200), Some(Made::Loses), "{name}");
            assert_eq!(made(name, 500), None, "{name}");
        }
        assert_eq!(made("go-grpc", 308), None);
    }
}
