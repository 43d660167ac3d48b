//! The answer to the export: what a server that took the connection says to OTLP.

use super::client_certificate;
use super::negotiation;
use super::protocol;
use super::protocol::evidence;
use super::transport;
use super::view::View;
use crate::finding::Code;
use crate::finding::Confidence;
use crate::finding::Evidence;
use crate::finding::Held;
use crate::observation::Exchange;
use crate::observation::Failure;
use crate::observation::FailureKind;
use crate::observation::Speaks;
use crate::observation::StepStatus;
use crate::target::Protocol;

// https://grpc.io/docs/guides/status-codes/
const PERMISSION_DENIED: u32 = 7;
const RESOURCE_EXHAUSTED: u32 = 8;
const UNAVAILABLE: u32 = 14;
const UNAUTHENTICATED: u32 = 16;

/// What holds of the answer.
pub(super) fn held(view: &View<'_>) -> Option<Held> {
    if client_certificate::refused(view) {
        return None;
    }
    let exchanges = view.exchanges();
    let accepted: Vec<&Exchange> = exchanges.iter().filter(|exchange| exchange.accepted()).collect();
    let first = exchanges.first();
    let each_counts = view.observation.target.collector.as_ref().is_some_and(|seen| !seen.further.is_empty());
    if each_counts && !accepted.is_empty() {
        return of_some(view, exchanges, &accepted);
    }
    if let (Some(first), Some(other)) = (first, accepted.first()) {
        return (!first.accepted() && first.not_served() && other.signal != first.signal)
            .then(|| not_served(first, &accepted));
    }
    let answered = exchanges.iter().rev().find(|exchange| exchange.http_status.is_some());
    match (answered, view.attempt.otlp.status) {
        (Some(_), _) => {
            // All signals were asked and none is served: what the first was told holds for all.
            let mut answered = exchanges.iter().filter(|exchange| exchange.http_status.is_some());
            let all_missing = answered.all(Exchange::not_served);
            let decisive = if all_missing {
                first
            } else {
                exchanges.iter().find(|e| !e.not_served() && e.http_status.is_some())
            };
            decisive.map(|exchange| answer(view, exchange))
        }
        (None, StepStatus::Failed) => {
            view.attempt.otlp.failure.as_ref().and_then(|failure| unanswered(view, failure))
        }
        // The handshake was done and the connection ended before anything could be asked.
        (None, StepStatus::NotReached) => {
            let tls = view.tls.filter(|tls| tls.finished)?;
            tls.after_finish.as_ref().and_then(|failure| unanswered(view, failure))
        }
        _ => None,
    }
}

/// A Collector's exporter sends several signals, and some of them are not accepted.
fn of_some(view: &View<'_>, exchanges: &[Exchange], accepted: &[&Exchange]) -> Option<Held> {
    let refused = || exchanges.iter().filter(|exchange| !exchange.accepted());
    let answered = || refused().find(|exchange| exchange.http_status.is_some());
    let first = answered().or_else(|| refused().next())?;
    let alike = refused()
        .filter(|other| (other.http_status, other.grpc_status) == (first.http_status, first.grpc_status));
    let signals: Vec<&str> = alike.map(|exchange| exchange.signal.as_str()).collect();
    let taken: Vec<&str> = accepted.iter().map(|exchange| exchange.signal.as_str()).collect();
    let silent = first.http_status.is_none();
    let code = if silent { Code::NoAnswer } else { answer(view, first).code };
    let status = if silent { "the server ends each connection".to_owned() } else { status(first) };
    let what = if silent {
        "not answered"
    } else if first.not_served() {
        "not served here"
    } else {
        "not accepted"
    };
    let verb = if signals.len() == 1 { "is" } else { "are" };
    let message = format!(
        "{} {verb} {what}: {status}; {} {} accepted",
        signals.join(" and "),
        taken.join(" and "),
        if taken.len() == 1 { "is" } else { "are" }
    );
    // Something else than OTLP would have taken none.
    let code = match code {
        Code::WrongProtocol => Code::OtlpRejected,
        code => code,
    };
    Some(Held::certain(code, evidence(first, accepted), message))
}

fn not_served(asked: &Exchange, answering: &[&Exchange]) -> Held {
    let others: Vec<&str> = answering.iter().map(|other| other.signal.as_str()).collect();
    let message = format!("{} has no pipeline here, {} is accepted", asked.signal, others.join(" and "));
    Held::certain(Code::SignalNotServed, evidence(asked, answering), message)
}

/// How the answer reads in a sentence.
fn status(exchange: &Exchange) -> String {
    match (exchange.grpc_status, exchange.http_status) {
        (Some(grpc), _) => format!("gRPC status {grpc} ({})", grpc_name(grpc)),
        (None, Some(http)) => format!("HTTP {http}"),
        (None, None) => "nothing".to_owned(),
    }
}

/// What an answer means that is not success.
fn answer(view: &View<'_>, exchange: &Exchange) -> Held {
    let status = status(exchange);
    let evidence = evidence(exchange, &[]);
    let with_headers = !exchange.headers_sent.is_empty();
    let certain = |code, message: String| Held::certain(code, evidence.clone(), message);
    match (exchange.grpc_status, exchange.http_status) {
        (Some(UNAUTHENTICATED), _) | (None, Some(401)) if with_headers => {
            certain(Code::Unauthenticated, format!("the server does not accept the credentials: {status}"))
        }
        (Some(UNAUTHENTICATED), _) | (None, Some(401)) => {
            certain(Code::Unauthenticated, format!("the server wants credentials, none were sent: {status}"))
        }
        (Some(PERMISSION_DENIED), _) | (None, Some(403)) => {
            certain(Code::PermissionDenied, format!("the server does not permit the export: {status}"))
        }
        (Some(UNAVAILABLE | RESOURCE_EXHAUSTED), _) | (None, Some(429)) => unavailable(evidence, &status),
        _ if protocol::other_answers(view, exchange.protocol) => {
            protocol::wrong_protocol(exchange, true, &status, evidence.clone())
        }
        (None, Some(502..=504)) => unavailable(evidence, &status),
        // Asked for one signal alone, nothing is known of the others.
        _ if exchange.not_served()
            && view.observation.target.signal.is_some()
            && !protocol::is_page(exchange) =>
        {
            certain(Code::OtlpRejected, format!("{} is not served here: {status}", exchange.signal))
        }
        (None, Some(300..=399)) => protocol::redirect(exchange, evidence.clone()),
        // What a web server says of a request that it would know: too large, too early, without a length.
        (None, Some(status)) if is_about_this_request(status) => {
            certain(Code::OtlpRejected, format!("the export was refused: HTTP {status}"))
        }
        _ if protocol::looks_foreign(exchange) => {
            protocol::wrong_protocol(exchange, false, &status, evidence.clone())
        }
        _ => certain(Code::OtlpRejected, format!("the export was refused: {status}")),
    }
}

fn unavailable(evidence: Evidence, status: &str) -> Held {
    let message = format!("the server, or what is behind it, does not take data now: {status}");
    Held::certain(Code::BackendUnavailable, evidence, message)
}

/// RFC 9110 section 15.5: length, precondition, content or header too large, too early.
fn is_about_this_request(status: u16) -> bool {
    matches!(status, 411 | 412 | 413 | 414 | 417 | 422 | 425 | 431)
}

/// Nothing came back to the request.
fn unanswered(view: &View<'_>, failure: &Failure) -> Option<Held> {
    let cleartext = view.observation.target.cleartext;
    let plaintext = view.attempt.plaintext.as_ref();
    match failure.kind {
        FailureKind::NotHttp | FailureKind::NotTls => {
            let speaks = match plaintext.map(|plaintext| plaintext.speaks) {
                Some(Speaks::H2c) => "HTTP/2",
                Some(Speaks::Http1) => "HTTP/1.1",
                _ => "something else",
            };
            let asked = view.observation.target.protocol.map_or("HTTP", |protocol| match protocol {
                Protocol::Grpc => "gRPC",
                Protocol::HttpProtobuf => "HTTP/1.1",
            });
            Some(protocol::foreign(view, failure, format!("the port speaks {speaks}, not {asked}")))
        }
        FailureKind::Alert => Some(negotiation::unproved(failure)),
        // Without an alert it is what TLS carries that broke the rules: a head without end.
        FailureKind::Violation if failure.alert.is_none() => Some(protocol::foreign(
            view,
            failure,
            "the answer is no HTTP that an exporter would read".to_owned(),
        )),
        FailureKind::Violation => Some(Held::certain(
            Code::TlsViolation,
            negotiation::evidence(None, Vec::new(), Vec::new(), failure.alert),
            "the peer's messages break the TLS protocol after the handshake",
        )),
        FailureKind::Closed | FailureKind::Reset | FailureKind::Timeout | FailureKind::Io => {
            let speaks = plaintext.map(|plaintext| plaintext.speaks);
            if cleartext && matches!(speaks, Some(Speaks::H2c | Speaks::Http1 | Speaks::Other)) {
                let said = match speaks {
                    Some(Speaks::H2c) => "HTTP/2",
                    Some(Speaks::Http1) => "HTTP/1.1",
                    _ => "something that is not HTTP",
                };
                return Some(protocol::foreign(
                    view,
                    failure,
                    format!("the port does not answer the export, it speaks {said}"),
                ));
            }
            // In cleartext, silence and reset are findings of the transport.
            if cleartext {
                return None;
            }
            let how = match failure.kind {
                FailureKind::Timeout => "the server says nothing",
                FailureKind::Reset => "the server resets the connection",
                _ => "the server closes the connection",
            };
            let requested = view.tls.is_some_and(|tls| tls.client_auth.requested);
            Some(Held::new(
                Code::NoAnswer,
                // With a request, the missing answer may be about the client certificate.
                if requested { Confidence::Low } else { Confidence::High },
                transport::wire(None, plaintext, Some(failure)),
                format!("the handshake is done, then {how}"),
            ))
        }
        _ => None,
    }
}

/// Names of the gRPC status codes.
fn grpc_name(status: u32) -> &'static str {
    match status {
        0 => "OK",
        1 => "CANCELLED",
        2 => "UNKNOWN",
        3 => "INVALID_ARGUMENT",
        4 => "DEADLINE_EXCEEDED",
        5 => "NOT_FOUND",
        6 => "ALREADY_EXISTS",
        7 => "PERMISSION_DENIED",
        8 => "RESOURCE_EXHAUSTED",
        9 => "FAILED_PRECONDITION",
        10 => "ABORTED",
        11 => "OUT_OF_RANGE",
        12 => "UNIMPLEMENTED",
        13 => "INTERNAL",
        14 => "UNAVAILABLE",
        15 => "DATA_LOSS",
        16 => "UNAUTHENTICATED",
        _ => "unknown",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::classify::scene::*;
    use crate::target::Signal;

    fn grpc(exchange: Exchange) -> crate::observation::Observation {
        let mut seen = healthy();
        answers(&mut seen, vec![exchange]);
        seen
    }

    fn http(exchange: Exchange) -> crate::observation::Observation {
        let mut seen = healthy_http();
        answers(&mut seen, vec![exchange]);
        seen
    }

    #[test]
    fn each_answer_has_its_code_in_both_protocols() {
        for (status, code) in [
            (16, Code::Unauthenticated),
            (7, Code::PermissionDenied),
            (14, Code::BackendUnavailable),
            (8, Code::BackendUnavailable),
            (12, Code::WrongProtocol),
            (3, Code::OtlpRejected),
            (13, Code::OtlpRejected),
        ] {
            assert_eq!(codes(&grpc(exchange(Protocol::Grpc, 200, Some(status)))), [code], "gRPC {status}");
        }
        for (status, code) in [
            (401, Code::Unauthenticated),
            (403, Code::PermissionDenied),
            (429, Code::BackendUnavailable),
            (502, Code::BackendUnavailable),
            (503, Code::BackendUnavailable),
            (504, Code::BackendUnavailable),
            (404, Code::WrongProtocol),
            (400, Code::OtlpRejected),
            (415, Code::OtlpRejected),
            (500, Code::OtlpRejected),
        ] {
            let answer = exchange(Protocol::HttpProtobuf, status, None);
            assert_eq!(codes(&http(answer)), [code], "HTTP {status}");
        }
    }

    #[test]
    fn a_gateway_answers_grpc_with_http() {
        assert_eq!(codes(&grpc(page(Protocol::Grpc, 401))), [Code::Unauthenticated]);
        assert_eq!(codes(&grpc(page(Protocol::Grpc, 503))), [Code::BackendUnavailable]);
        assert_eq!(codes(&grpc(page(Protocol::Grpc, 404))), [Code::WrongProtocol]);
        assert_eq!(codes(&grpc(exchange(Protocol::Grpc, 415, None))), [Code::WrongProtocol]);
    }

    #[test]
    fn credentials_sent_or_not_read_differently() {
        let mut answer = exchange(Protocol::Grpc, 200, Some(16));
        assert!(only(&grpc(answer.clone())).message.contains("none were sent"));
        answer.headers_sent = vec!["authorization".to_owned()];
        assert!(only(&grpc(answer)).message.contains("does not accept the credentials"));
    }

    #[test]
    fn another_signal_that_is_served_makes_it_a_note() {
        let mut seen = healthy();
        let metrics = Exchange { signal: Signal::Metrics, ..exchange(Protocol::Grpc, 200, Some(0)) };
        answers(&mut seen, vec![exchange(Protocol::Grpc, 200, Some(12)), metrics]);
        let one = only(&seen);
        assert_eq!(one.code, Code::SignalNotServed);
        assert_eq!(one.message, "traces has no pipeline here, metrics is accepted");
        let Evidence::Otlp { answering, signal, .. } = one.evidence else { panic!() };
        assert_eq!((answering, signal), (vec!["metrics".to_owned()], "traces".to_owned()));
    }

    #[test]
    fn another_signal_that_wants_credentials_decides() {
        let mut seen = healthy();
        let metrics = Exchange { signal: Signal::Metrics, ..exchange(Protocol::Grpc, 200, Some(16)) };
        answers(&mut seen, vec![exchange(Protocol::Grpc, 200, Some(12)), metrics]);
        assert_eq!(codes(&seen), [Code::Unauthenticated]);
    }

    #[test]
    fn a_signal_that_was_not_answered_is_told_where_each_counts() {
        let mut seen = healthy_http();
        let unanswered = Exchange {
            signal: Signal::Metrics,
            http_status: None,
            content_type: None,
            ..exchange(Protocol::HttpProtobuf, 200, None)
        };
        answers(&mut seen, vec![exchange(Protocol::HttpProtobuf, 200, None), unanswered.clone()]);
        assert_eq!(codes(&seen), []);
        seen.target.collector =
            Some(crate::target::CollectorSeen { further: vec![Signal::Metrics], ..Default::default() });
        let one = only(&seen);
        assert_eq!(one.code, Code::NoAnswer);
        assert_eq!(
            one.message,
            "metrics is not answered: the server ends each connection; traces is accepted"
        );
        // What the first was told counts where nothing else is known.
        seen.target.collector = None;
        answers(&mut seen, vec![exchange(Protocol::HttpProtobuf, 404, None), unanswered]);
        assert_eq!(codes(&seen), [Code::WrongProtocol]);
    }

    #[test]
    fn one_signal_asked_alone_says_nothing_of_the_others() {
        let mut seen = grpc(exchange(Protocol::Grpc, 200, Some(12)));
        seen.target.signal = Some(Signal::Traces);
        assert_eq!(codes(&seen), [Code::OtlpRejected]);
    }

    #[test]
    fn a_head_without_end_is_no_http() {
        let mut seen = healthy();
        says_nothing(&mut seen, failure(FailureKind::Violation));
        assert_eq!(codes(&seen), [Code::WrongProtocol]);
        says_nothing(&mut seen, Failure { alert: Some(20), ..failure(FailureKind::Violation) });
        assert_eq!(codes(&seen), [Code::TlsViolation]);
    }

    #[test]
    fn a_handshake_followed_by_nothing() {
        for kind in [FailureKind::Timeout, FailureKind::Closed, FailureKind::Reset] {
            let mut seen = healthy();
            says_nothing(&mut seen, failure(kind));
            let one = only(&seen);
            assert_eq!((one.code, one.confidence), (Code::NoAnswer, Confidence::High));
        }
    }

    #[test]
    fn an_alert_after_the_handshake_that_nobody_can_explain() {
        let mut seen = healthy();
        ends_after_handshake(&mut seen, alert(80));
        assert_eq!(codes(&seen), [Code::HandshakeRefused]);
    }

    #[test]
    fn left_out_on_purpose_is_no_finding() {
        let mut seen = healthy();
        seen.attempts[0].otlp = crate::observation::Step::skipped();
        assert_eq!(codes(&seen), []);
    }
}
