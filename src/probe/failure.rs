//! Errors of the system and of rustls as [`Failure`]s: by kind and variant, never by text.

use std::fmt;
use std::io;

use rustls::AlertDescription;
use rustls::PeerIncompatible;
use rustls::PeerMisbehaved;

use crate::observation::By;
use crate::observation::Failure;
use crate::observation::FailureKind;

/// A failure with the library's words.
pub(super) fn failure(kind: FailureKind, by: By, detail: impl fmt::Display) -> Failure {
    Failure { kind, by, alert: None, detail: Some(detail.to_string()) }
}

/// A deadline has passed.
pub(super) fn timeout(what: &str) -> Failure {
    failure(FailureKind::Timeout, By::Network, what)
}

/// The peer closed.
pub(super) fn closed(what: &str) -> Failure {
    failure(FailureKind::Closed, By::Peer, what)
}

/// A connection that did not come up.
pub(super) fn of_connect(error: &io::Error) -> Failure {
    let (kind, by) = match error.kind() {
        io::ErrorKind::ConnectionRefused => (FailureKind::Refused, By::Peer),
        io::ErrorKind::ConnectionReset | io::ErrorKind::ConnectionAborted => (FailureKind::Reset, By::Peer),
        io::ErrorKind::TimedOut => (FailureKind::Timeout, By::Network),
        io::ErrorKind::HostUnreachable
        | io::ErrorKind::NetworkUnreachable
        | io::ErrorKind::NetworkDown
        | io::ErrorKind::AddrNotAvailable => (FailureKind::Unreachable, By::Network),
        _ => (FailureKind::Io, By::Network),
    };
    failure(kind, by, error)
}

/// An established stream that broke; looks inside for what rustls has to say.
pub(super) fn of_stream(error: &io::Error) -> Failure {
    if let Some(inner) = error.get_ref() {
        if let Some(tls) = inner.downcast_ref::<rustls::Error>() {
            return of_tls(tls);
        }
        if inner.is::<TooMuch>() {
            return failure(FailureKind::Violation, By::Otls, inner);
        }
    }
    let (kind, by) = match error.kind() {
        io::ErrorKind::UnexpectedEof => (FailureKind::Closed, By::Peer),
        io::ErrorKind::ConnectionReset | io::ErrorKind::ConnectionAborted | io::ErrorKind::BrokenPipe => {
            (FailureKind::Reset, By::Peer)
        }
        io::ErrorKind::TimedOut => (FailureKind::Timeout, By::Network),
        io::ErrorKind::HostUnreachable | io::ErrorKind::NetworkUnreachable | io::ErrorKind::NetworkDown => {
            (FailureKind::Unreachable, By::Network)
        }
        _ => (FailureKind::Io, By::Network),
    };
    failure(kind, by, error)
}

/// What rustls says. An alert that we send is kept by its number, with `by` otls.
pub(super) fn of_tls(error: &rustls::Error) -> Failure {
    use rustls::Error;
    let ours = |kind, alert: AlertDescription| Failure {
        kind,
        by: By::Otls,
        alert: Some(alert.into()),
        detail: Some(error.to_string()),
    };
    match error {
        Error::AlertReceived(alert) => Failure {
            kind: FailureKind::Alert,
            by: By::Peer,
            alert: Some((*alert).into()),
            detail: Some(error.to_string()),
        },
        // What the peer chose is lawful, only not offered by us: the same as an alert, from our side.
        Error::PeerIncompatible(
            PeerIncompatible::ServerDoesNotSupportTls12Or13
            | PeerIncompatible::ServerTlsVersionIsDisabledByOurConfig,
        ) => ours(FailureKind::Alert, AlertDescription::ProtocolVersion),
        // TLS 1.2 with RSASSA-PSS keys: rustls knows no suite for them.
        Error::PeerIncompatible(_) | Error::PeerMisbehaved(PeerMisbehaved::SignedKxWithWrongAlgorithm) => {
            ours(FailureKind::Alert, AlertDescription::HandshakeFailure)
        }
        Error::NoApplicationProtocol => ours(FailureKind::Alert, AlertDescription::NoApplicationProtocol),
        Error::NoCertificatesPresented => ours(FailureKind::Violation, AlertDescription::DecodeError),
        Error::DecryptError => ours(FailureKind::Violation, AlertDescription::BadRecordMac),
        Error::PeerSentOversizedRecord => ours(FailureKind::Violation, AlertDescription::RecordOverflow),
        Error::InappropriateMessage { .. } | Error::InappropriateHandshakeMessage { .. } => {
            ours(FailureKind::Violation, AlertDescription::UnexpectedMessage)
        }
        Error::InvalidMessage(_) => ours(FailureKind::Violation, AlertDescription::DecodeError),
        Error::PeerMisbehaved(_) => ours(FailureKind::Violation, AlertDescription::IllegalParameter),
        Error::InvalidCertificate(_) => ours(FailureKind::Violation, AlertDescription::BadCertificate),
        _ => failure(FailureKind::Io, By::Otls, error),
    }
}

/// The peer has sent more than any handshake and answer need.
#[derive(Debug)]
pub(super) struct TooMuch(pub(super) usize);

impl fmt::Display for TooMuch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the peer sent more than {} bytes", self.0)
    }
}

impl std::error::Error for TooMuch {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_alert_inside_an_io_error_is_found() {
        let tls = rustls::Error::AlertReceived(AlertDescription::CertificateRequired);
        let failure = of_stream(&io::Error::new(io::ErrorKind::InvalidData, tls));
        assert_eq!((failure.kind, failure.by, failure.alert), (FailureKind::Alert, By::Peer, Some(116)));
    }

    #[test]
    fn an_old_server_is_an_alert_of_ours() {
        let failure =
            of_tls(&rustls::Error::PeerIncompatible(PeerIncompatible::ServerDoesNotSupportTls12Or13));
        assert_eq!((failure.kind, failure.by, failure.alert), (FailureKind::Alert, By::Otls, Some(70)));
    }
}
