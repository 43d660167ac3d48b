//! One step of a connection: did it work, how long did it take, what was seen.

use serde::{Deserialize, Serialize};

/// A step. `seen` may hold partial facts although the step failed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Step<T> {
    /// How it went.
    pub status: StepStatus,
    /// How long it took; `None` when it was not begun.
    pub duration_us: Option<u64>,
    /// Why it failed; `None` unless it did.
    pub failure: Option<Failure>,
    /// What was seen.
    pub seen: Option<T>,
}

/// How a step went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StepStatus {
    /// Done.
    Ok,
    /// Begun, not finished.
    Failed,
    /// Left out on purpose.
    Skipped,
    /// An earlier step failed.
    NotReached,
}

/// What ended a step, by variant; never found by looking at an error's text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// What.
    pub kind: FailureKind,
    /// Who ended it.
    pub by: By,
    /// The alert received (or sent, when `by` is otls), by number.
    pub alert: Option<u8>,
    /// The system's or library's words, for `-v`. Never matched upon.
    pub detail: Option<String>,
}

/// Who ended it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum By {
    /// We did: what the peer sent is not acceptable.
    Otls,
    /// The peer.
    Peer,
    /// The proxy.
    Proxy,
    /// Nobody: the network, the resolver, the clock.
    Network,
}

/// What ended a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FailureKind {
    /// The resolver has no answer, or says there is none.
    NameNotFound,
    /// Nothing listens.
    Refused,
    /// Deadline passed.
    Timeout,
    /// No route to host or network.
    Unreachable,
    /// RST.
    Reset,
    /// FIN where more was expected.
    Closed,
    /// The proxy does not answer, refuses, or its answer is no HTTP.
    Proxy,
    /// The proxy answered CONNECT with an error status: it cannot reach the endpoint.
    ProxyRefused,
    /// A fatal alert from the peer.
    Alert,
    /// Bytes that are no TLS.
    NotTls,
    /// TLS that breaks the protocol.
    Violation,
    /// The certificate: no exporter asked about would accept it, so nothing was sent.
    CertificateRefused,
    /// Bytes that are neither HTTP/2 nor HTTP/1.1, or break it.
    NotHttp,
    /// The server answered at HTTP or gRPC level, and it is not success.
    Answer,
    /// Anything else of the operating system.
    Io,
}

impl<T> Step<T> {
    /// Done.
    pub fn ok(duration_us: u64, seen: T) -> Self {
        Self { status: StepStatus::Ok, duration_us: Some(duration_us), failure: None, seen: Some(seen) }
    }

    /// Begun, not finished.
    pub fn failed(duration_us: u64, failure: Failure, seen: Option<T>) -> Self {
        Self { status: StepStatus::Failed, duration_us: Some(duration_us), failure: Some(failure), seen }
    }

    /// Left out on purpose.
    pub fn skipped() -> Self {
        Self { status: StepStatus::Skipped, duration_us: None, failure: None, seen: None }
    }

    /// An earlier step failed.
    pub fn not_reached() -> Self {
        Self { status: StepStatus::NotReached, duration_us: None, failure: None, seen: None }
    }

    /// Whether it was done.
    pub fn is_ok(&self) -> bool {
        self.status == StepStatus::Ok
    }

    /// The kind of failure, where there is one.
    pub fn failure_kind(&self) -> Option<FailureKind> {
        self.failure.as_ref().map(|failure| failure.kind)
    }
}
