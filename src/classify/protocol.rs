//! Another protocol on the port than the one that was asked for.

use super::transport;
use super::view::View;
use crate::finding::Code;
use crate::finding::Confidence;
use crate::finding::Evidence;
use crate::finding::Held;
use crate::observation::Exchange;
use crate::observation::Failure;
use crate::observation::Speaks;
use crate::target::Protocol;

// https://grpc.io/docs/guides/status-codes/
const UNIMPLEMENTED: u32 = 12;

/// What was asked and answered. `answering`: the other signals that are served.
pub(super) fn evidence(exchange: &Exchange, answering: &[&Exchange]) -> Evidence {
    Evidence::Otlp {
        protocol: exchange.protocol.as_str().to_owned(),
        signal: exchange.signal.as_str().to_owned(),
        http_status: exchange.http_status,
        grpc_status: exchange.grpc_status,
        message: exchange
            .grpc_message
            .clone()
            .or_else(|| exchange.body.clone())
            .filter(|text| !text.is_empty()),
        content_type: exchange.content_type.clone(),
        answering: answering.iter().map(|other| other.signal.as_str().to_owned()).collect(),
        headers_sent: exchange.headers_sent.clone(),
    }
}

/// A page for people.
pub(super) fn is_page(exchange: &Exchange) -> bool {
    exchange.content_type.as_deref().is_some_and(|kind| kind.starts_with("text/html"))
}

fn is_grpc(exchange: &Exchange) -> bool {
    exchange.grpc_status.is_some()
        || exchange.content_type.as_deref().is_some_and(|kind| kind.starts_with("application/grpc"))
}

/// Whether no server of this form of OTLP would answer so.
pub(super) fn looks_foreign(exchange: &Exchange) -> bool {
    match exchange.protocol {
        // A gRPC server without OTLP's services, or a web server that knows no gRPC.
        Protocol::Grpc => match exchange.grpc_status {
            Some(status) => status == UNIMPLEMENTED,
            None => is_page(exchange) || matches!(exchange.http_status, Some(200..=299 | 404 | 405 | 415)),
        },
        Protocol::HttpProtobuf => is_page(exchange) || is_grpc(exchange) || exchange.http_status == Some(404),
    }
}

/// An answer, and not of this form of OTLP. `other`: the other form was seen to answer on this port.
pub(super) fn wrong_protocol(exchange: &Exchange, other: bool, status: &str, evidence: Evidence) -> Held {
    let confidence =
        if other || is_page(exchange) || is_grpc(exchange) { Confidence::High } else { Confidence::Medium };
    let message = match (exchange.protocol, other) {
        (Protocol::Grpc, true) => format!("the port speaks OTLP over HTTP, not gRPC: {status}"),
        (Protocol::HttpProtobuf, true) => format!("the port speaks OTLP over gRPC, not HTTP: {status}"),
        (Protocol::HttpProtobuf, false) if is_grpc(exchange) => {
            format!("the port speaks gRPC, not OTLP over HTTP: {status}")
        }
        (Protocol::Grpc, false) if exchange.grpc_status == Some(UNIMPLEMENTED) => {
            format!("the gRPC server does not know OTLP: {status}")
        }
        (Protocol::Grpc, false) => format!("the port answers gRPC like a web server: {status}"),
        (Protocol::HttpProtobuf, false) => {
            format!("the server does not know OTLP at `{}`: {status}", exchange.path)
        }
    };
    Held::new(Code::WrongProtocol, confidence, evidence, message)
}

/// Redirects are never followed: a request with headers goes where it was meant to. What each exporter does with them
/// is a matter of its row in `runtime`.
pub(super) fn redirect(exchange: &Exchange, evidence: Evidence) -> Held {
    let location = exchange.location.as_deref().unwrap_or_default();
    let status = exchange.http_status.unwrap_or_default();
    let message = if location.is_empty() {
        format!("the server redirects: HTTP {status}")
    } else {
        format!("the server redirects to `{location}`: HTTP {status}")
    };
    // To another place for the same request, or to where people log in.
    let code = if location.contains("/v1/") { Code::OtlpRejected } else { Code::WrongProtocol };
    Held::new(code, Confidence::Medium, evidence, message)
}

/// Whether the other form of OTLP was asked on a further connection and answers there.
pub(super) fn other_answers(view: &View<'_>, asked: Protocol) -> bool {
    let further = view.attempt.retries.iter().flat_map(|retry| &retry.exchanges);
    further.filter(|exchange| exchange.protocol != asked).any(|exchange| match exchange.protocol {
        Protocol::Grpc => exchange.grpc_status.is_some_and(|status| status != UNIMPLEMENTED),
        Protocol::HttpProtobuf => {
            exchange.accepted()
                || (!is_page(exchange)
                    && !is_grpc(exchange)
                    && matches!(exchange.http_status, Some(401 | 403 | 415 | 429)))
        }
    })
}

/// Whether what answers on a further connection is HTTP, whatever it serves.
fn web_server_answers(view: &View<'_>) -> bool {
    let further = view.attempt.retries.iter().flat_map(|retry| &retry.exchanges);
    further
        .filter(|exchange| exchange.protocol == Protocol::HttpProtobuf)
        .any(|exchange| exchange.http_status.is_some())
}

/// The port was found to speak the other form although this one could not even be asked.
pub(super) fn other_form(view: &View<'_>) -> Option<Held> {
    let asked = view.observation.target.protocol?;
    if view.exchanges().iter().any(|exchange| exchange.http_status.is_some()) {
        return None;
    }
    let proved = other_answers(view, asked);
    let web = asked == Protocol::Grpc && web_server_answers(view);
    if !proved && !web {
        return None;
    }
    let exchange =
        view.attempt.retries.iter().flat_map(|retry| &retry.exchanges).find(|e| e.protocol != asked)?;
    let message = match (asked, proved) {
        (Protocol::Grpc, true) => "the port speaks OTLP over HTTP, not gRPC",
        (Protocol::Grpc, false) => "the port speaks HTTP/1.1 only, not gRPC",
        (Protocol::HttpProtobuf, _) => "the port speaks OTLP over gRPC, not HTTP",
    };
    let evidence = evidence(exchange, &[]);
    let confidence = if proved { Confidence::High } else { Confidence::Medium };
    Some(Held::new(Code::WrongProtocol, confidence, evidence, message.to_owned()))
}

/// What came back in place of an answer is not what was asked for.
pub(super) fn foreign(view: &View<'_>, failure: &Failure, message: String) -> Held {
    let asked = view.exchanges().first();
    let banner = view.attempt.plaintext.as_ref().and_then(transport::banner);
    let evidence = match asked {
        Some(exchange) => evidence(exchange, &[]),
        None => {
            let speaks = view.attempt.plaintext.as_ref().map(|plaintext| plaintext.speaks);
            let speaks = match speaks {
                Some(Speaks::H2c) => Some("h2c"),
                Some(Speaks::Http1) => Some("http1"),
                _ => Some("other"),
            };
            transport::wire(speaks, view.attempt.plaintext.as_ref(), Some(failure))
        }
    };
    let message = match banner {
        Some(banner) => format!("{message}: `{banner}`"),
        None => message,
    };
    Held::new(Code::WrongProtocol, Confidence::High, evidence, message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::classify::scene::*;
    use crate::observation::FailureKind;
    use crate::observation::RetryWithout;
    use crate::observation::TlsSeen;
    use crate::target::Signal;

    fn http(exchange: Exchange) -> crate::observation::Observation {
        let mut seen = healthy_http();
        answers(&mut seen, vec![exchange]);
        seen
    }

    #[test]
    fn a_web_page_is_no_otlp() {
        let one = only(&http(page(Protocol::HttpProtobuf, 200)));
        assert_eq!((one.code, one.confidence), (Code::WrongProtocol, Confidence::High));
    }

    #[test]
    fn redirects_are_not_followed() {
        let mut moved = exchange(Protocol::HttpProtobuf, 308, None);
        moved.location = Some("https://other.example.com/v1/traces".to_owned());
        let one = only(&http(moved.clone()));
        assert_eq!(one.code, Code::OtlpRejected);
        assert!(one.message.contains("`https://other.example.com/v1/traces`"), "{}", one.message);
        moved.location = Some("https://login.example.com/".to_owned());
        assert_eq!(codes(&http(moved)), [Code::WrongProtocol]);
    }

    #[test]
    fn grpc_at_a_port_that_was_asked_for_http() {
        let mut answer = exchange(Protocol::HttpProtobuf, 415, None);
        answer.content_type = Some("application/grpc".to_owned());
        let one = only(&http(answer));
        assert_eq!((one.code, one.confidence), (Code::WrongProtocol, Confidence::High));
    }

    #[test]
    fn no_signal_at_all_is_another_protocol() {
        let mut seen = healthy();
        let all = Signal::ALL.map(|signal| Exchange { signal, ..exchange(Protocol::Grpc, 200, Some(12)) });
        answers(&mut seen, all.to_vec());
        let one = only(&seen);
        assert_eq!(one.code, Code::WrongProtocol);
        assert_eq!(one.message, "the gRPC server does not know OTLP: gRPC status 12 (UNIMPLEMENTED)");
    }

    #[test]
    fn alpn_alone_is_not_the_wrong_protocol() {
        let mut seen = without_tls(alert(120));
        assert_eq!(codes(&seen), [Code::AlpnMissing]);
        // The other form of OTLP was asked on a further connection, and answers.
        let tls = TlsSeen { finished: true, ..TlsSeen::default() };
        let mut other = retry(RetryWithout::OtherAlpn, tls, None);
        other.exchanges = vec![exchange(Protocol::HttpProtobuf, 200, None)];
        seen.attempts[0].retries = vec![other];
        let all = found(&seen);
        assert_eq!(codes(&seen), [Code::WrongProtocol, Code::AlpnMissing]);
        assert_eq!(all[0].message, "the port speaks OTLP over HTTP, not gRPC");
    }

    #[test]
    fn bytes_that_are_not_http() {
        let mut seen = healthy();
        says_nothing(&mut seen, failure(FailureKind::NotHttp));
        seen.attempts[0].plaintext = Some(says(Speaks::Http1, b"HTTP/1.1 400 Bad Request"));
        let one = only(&seen);
        assert_eq!(one.code, Code::WrongProtocol);
        assert!(one.message.starts_with("the port speaks HTTP/1.1, not gRPC"), "{}", one.message);
    }

    #[test]
    fn cleartext_that_speaks_the_other_form() {
        let mut seen = in_clear(Some(failure(FailureKind::NotHttp)));
        seen.attempts[0].address = Some("127.0.0.1:4317".to_owned());
        seen.attempts[0].plaintext = Some(says(Speaks::Http1, b"HTTP/1.1 400 Bad Request"));
        assert_eq!(codes(&seen), [Code::WrongProtocol]);
    }
}
