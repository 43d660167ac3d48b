//! HTTP statuses behind the words with which an exporter or an agent reports one.

use crate::finding::Code::{self, *};

use super::entry::{Rank, Reading};
use super::matcher::Found;

/// What only someone who exports says before a status.
const HEADS: &[&str] = &[
    // otlphttpexporter; opentelemetry-java.
    "responded with http status code ",
    // opentelemetry-python.
    "batch code: ",
    // opentelemetry-ruby; opentelemetry-rust; opentelemetry-cpp; opentelemetry-erlang.
    "otlp exporter received http.code=",
    "http export failed with status code: ",
    "export failed, status:",
    "exported to status=",
    // grpc-js, gRPC core, grpc-go, grpc-dotnet, grpc-java, tonic.
    "received http status code ",
    "received http2 header with status: ",
    "unexpected http status code received from server: ",
    "unexpected http status code: ",
    "bad grpc response. http status code: ",
    "mapped from http status code ",
    "http status code 4",
    "http status code 5",
    // opentelemetry-js, as its logger prints an error.
    "moved permanently\",\"code\":\"",
    "found\",\"code\":\"",
    "redirect\",\"code\":\"",
    "bad request\",\"code\":\"",
    "unauthorized\",\"code\":\"",
    "forbidden\",\"code\":\"",
    "not found\",\"code\":\"",
    "method not allowed\",\"code\":\"",
    "too many requests\",\"code\":\"",
    "internal server error\",\"code\":\"",
    "bad gateway\",\"code\":\"",
    "service unavailable\",\"code\":\"",
    "gateway timeout\",\"code\":\"",
    // grpc-swift; Telegraf; Elastic's and New Relic's agents; Logstash.
    "unexpected non-200 http status code (",
    "] received status code: ",
    "received non-retryable status ",
    "(will be dropped: ",
    "failed to submit message: 'http ",
    "data to apm server: server returned http response code: ",
    "unexpected response code, status_code: ",
    "unsuccessful response, status:",
    "encountered non-2xx http code {:response_code=>",
    // Fluent Bit.
    "server returned http status ",
    "http status=",
    "http_status=",
];

/// What others say, too: only beside a word about telemetry.
const COMMON: &[&str] = &[
    "request failed with status code ",
    "returned error: ",
    "returned an error: (",
    "does not indicate success: ",
    "responded with http status ",
    "returned http status ",
    "response status: ",
    "http status code ",
    "http status code: ",
    "http status ",
    "http status: ",
    "http error: ",
    "http.code=",
    "response code: ",
    "http code ",
    "is not available (",
    "transport error (",
    "http/1.1 ",
    "unexpected status: ",
    "unexpected status code: ",
    "unexpected status code ",
    "status code: ",
    "status code ",
    "status_code=",
    "statuscode: ",
    "\"statuscode\":",
    "\"status\":",
    "status=",
    "\"code\":\"",
    "\"code\": \"",
    "\"code\":",
    "\"code\": ",
    "code: ",
    "http ",
];

/// A status with its reason.
const SAID: &[&str] = &[
    "400 bad request",
    "401 unauthorized",
    "403 forbidden",
    "404 not found",
    "405 method not allowed",
    "413 request entity too large",
    "415 unsupported media type",
    "429 too many requests",
    "500 internal server error",
    "501 not implemented",
    "502 bad gateway",
    "503 service unavailable",
    "504 gateway time",
];

/// What opentelemetry-php and Vector say before a reason without its number.
const REASON_ONLY: &[&str] = &["export failure", "retry strategy: ", "retry all strategy: "];

/// Reasons (RFC 9110, section 15) and their numbers.
const REASONS: &[(&str, &str)] = &[
    ("bad request", "400"),
    ("unauthorized", "401"),
    ("forbidden", "403"),
    ("not found", "404"),
    ("method not allowed", "405"),
    ("proxy authentication required", "407"),
    ("payload too large", "413"),
    ("unsupported media type", "415"),
    ("misdirected request", "421"),
    ("unprocessable", "422"),
    ("too many requests", "429"),
    ("internal server error", "500"),
    ("not implemented", "501"),
    ("bad gateway", "502"),
    ("service unavailable", "503"),
    ("gateway time", "504"),
];

/// Words about telemetry.
const TELEMETRY: &[&str] = &[
    "export",
    "otlp",
    "opentelemetry",
    "telemetry",
    "/v1/traces",
    "/v1/metrics",
    "/v1/logs",
    "otelcol",
    "vector::sinks",
    "[outputs.",
    "apm server",
    "fluent::plugin::httpoutput",
    "fluent::unrecoverableerror",
    "[output:",
    "while sending transaction to",
    "payload rejected by edge",
    "dropping payload after ",
    "retried payload ",
    "backoff(elasticsearch(",
    "harvest failure",
    "application connect failure",
];

/// Begins for the first pass over a log.
pub(super) const ANCHORS: &[&str] = &[
    "otlpexportererror",
    "with http status ",
    "batch code: ",
    "export failure",
    "http.code=",
    "status code: ",
    "export failed",
    "exported to status=",
    "401 unauthorized",
    "403 forbidden",
    "404 not found",
    "503 service unavailable",
    "status code ",
    "header with status: ",
    "received from server: ",
    "http status=",
    "http_status=",
    "non-200 http status code (",
    "received status code: ",
    "non-retryable status ",
    "(will be dropped: ",
    "failed to submit message: ",
    "http response code: ",
    "response code, status_code: ",
    "non-2xx http code ",
    "fluent::plugin::httpoutput",
    "fluent::unrecoverableerror",
    "retry strategy: ",
    "retry all strategy: ",
    "while sending transaction to",
    "payload rejected by edge",
    "dropping payload after ",
    "retried payload ",
    "unsuccessful response, status:",
    "harvest failure",
    "application connect failure",
];

/// Every status of this text that an export got.
pub(super) fn decode(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    for head in HEADS {
        each(text, head, &mut found);
    }
    if let Some(start) = REASON_ONLY.iter().find_map(|words| text.find(words)) {
        found.extend(REASONS.iter().filter_map(|(reason, number)| {
            let at = start + text[start..].find(reason)?;
            let (client, words) = status(number)?;
            Some(said(client, (start, at + reason.len()), format!("{number} is {words}")))
        }));
    }
    if TELEMETRY.iter().any(|word| text.contains(word)) {
        for head in COMMON {
            each(text, head, &mut found);
        }
        for line in SAID {
            // Not in an access log, where the protocol's version stands before it.
            let places = text.match_indices(line).filter(|(at, _)| !text[..*at].ends_with("\" "));
            found.extend(places.filter_map(|(at, _)| one(text, at, at)));
        }
    }
    found
}

fn each(text: &str, head: &str, found: &mut Vec<Found>) {
    // A head may end in the first digit of the status.
    let words = head.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    found.extend(text.match_indices(head).filter_map(|(start, _)| one(text, start, start + words)));
}

/// The status at this place, said by what begins at `start`.
fn one(text: &str, start: usize, at: usize) -> Option<Found> {
    if text[at..].bytes().take_while(u8::is_ascii_digit).count() != 3 {
        return None;
    }
    let (client, words) = status(&text[at..at + 3])?;
    Some(said(client, (start, at + 3), format!("{} is {words}", &text[at..at + 3])))
}

fn said(client: Reading, (start, end): (usize, usize), decoded: String) -> Found {
    Found {
        rank: Rank::Refusal,
        start,
        end,
        letters: end - start,
        client,
        server: None,
        always_server: false,
        by: &[],
        versions: "",
        decoded: Some(decoded),
        cut: false,
    }
}

const fn is(code: Code, others: &'static [Code]) -> Reading {
    Reading { code: Some(code), others, note: "" }
}

/// What a status says to one who exports (RFC 9110, section 15; OTLP, "OTLP/HTTP Response").
fn status(number: &str) -> Option<(Reading, &'static str)> {
    Some(match number {
        "301" | "302" | "303" | "307" | "308" => (
            is(WrongProtocol, &[ProxyFailure, SchemeMismatch, Unauthenticated]),
            "a redirect, which no exporter follows",
        ),
        "400" => (
            is(OtlpRejected, &[PlaintextClient, ClientCertRequired, WrongProtocol, ClientCertRejected]),
            "Bad Request",
        ),
        "401" => (is(Unauthenticated, &[PermissionDenied]), "Unauthorized"),
        "402" => (is(PermissionDenied, &[Unauthenticated]), "Payment Required"),
        // OTLP backends answer a wrong key with 403 as well as with 401.
        "403" => (is(Unauthenticated, &[PermissionDenied, ProxyFailure]), "Forbidden"),
        "404" => (is(WrongProtocol, &[SignalNotServed, ProxyFailure]), "Not Found"),
        "405" => (is(WrongProtocol, &[ProxyFailure]), "Method Not Allowed"),
        "406" | "415" => (is(WrongProtocol, &[OtlpRejected]), "Unsupported Media Type"),
        "407" => (is(ProxyFailure, &[]), "Proxy Authentication Required"),
        "413" => (is(OtlpRejected, &[]), "Content Too Large"),
        "422" => (is(OtlpRejected, &[]), "Unprocessable Content"),
        "421" => (is(UnrecognizedName, &[NameMismatch]), "Misdirected Request"),
        "426" | "505" => (is(WrongProtocol, &[]), "another HTTP version is wanted"),
        "429" => (is(BackendUnavailable, &[OtlpRejected]), "Too Many Requests"),
        "464" => (is(WrongProtocol, &[]), "an AWS load balancer's word for another protocol version"),
        "495" => (is(ClientCertRejected, &[]), "nginx: the client certificate is refused"),
        "496" => (is(ClientCertRequired, &[]), "nginx: no client certificate was sent"),
        "497" => (is(PlaintextClient, &[]), "nginx: cleartext to a TLS port"),
        "500" => (is(BackendUnavailable, &[OtlpRejected]), "Internal Server Error"),
        "501" => (is(OtlpRejected, &[WrongProtocol]), "Not Implemented"),
        "502" => (is(BackendUnavailable, &[WrongProtocol, ProxyFailure]), "Bad Gateway"),
        "503" => (is(BackendUnavailable, &[WrongProtocol, ProxyFailure]), "Service Unavailable"),
        "520" | "521" | "523" | "530" => (
            is(BackendUnavailable, &[ConnectionRefused, WrongProtocol]),
            "Cloudflare's word for an origin that fails",
        ),
        "522" | "524" => {
            (is(BackendUnavailable, &[ConnectionTimeout]), "Cloudflare's word for an origin that is too slow")
        }
        "525" => (is(BackendUnavailable, &[CipherMismatch, UnknownCa]), "Cloudflare: no TLS with the origin"),
        "526" => {
            (is(BackendUnavailable, &[UnknownCa, Expired]), "Cloudflare: the origin's certificate is refused")
        }
        "504" => (is(BackendUnavailable, &[NoAnswer, ProxyFailure]), "Gateway Timeout"),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str) -> Vec<Option<Code>> {
        decode(text).iter().map(|found| found.client.code).collect()
    }

    #[test]
    fn a_status_is_read_where_an_export_got_it() {
        for (text, code) in [
            ("request to https://otel/v1/traces responded with http status code 415", WrongProtocol),
            ("failed to export span batch code: 401, reason: unauthorized", Unauthenticated),
            ("otlp exporter received http.code=403 for uri=", Unauthenticated),
            ("[error] export failure [exception] unprocessable entity [previous]", OtlpRejected),
            ("export failure: not found", WrongProtocol),
            ("dropping the request. reason=\"default retry strategy: unauthorized\"", Unauthenticated),
            ("received http2 header with status: 503", BackendUnavailable),
            ("\"otlpexportererror\", \"code\": \"464\"", WrongProtocol),
            ("\"otlpexportererror\", \"code\": 464", WrongProtocol),
            ("otelcol state is 3; request failed with status 403 forbidden", Unauthenticated),
            ("unexpected http status code received from server: 429 (too many requests)", BackendUnavailable),
            ("error exporting: request failed with status code 404", WrongProtocol),
            (
                "unavailable: \"unexpected non-200 http status code (503 service unavailable).\"",
                BackendUnavailable,
            ),
            ("when writing to [https://otel:4318] received status code: 503. body: x", BackendUnavailable),
            ("failed to write metrics to otel (will be dropped: 401 unauthorized): x", Unauthenticated),
            ("failed to submit message: 'http 401: {\"error\":\"unauthorized\"}'", Unauthenticated),
            (
                "otlp logs exporter received net::httpnotfound, http.code=404, for uri: '/v1/logs'",
                WrongProtocol,
            ),
            ("elastic apm server http://localhost:8200/ is not available (404)", WrongProtocol),
            (
                "error_class=fluent::plugin::httpoutput::retryableresponse error=\"503 service unavailable",
                BackendUnavailable,
            ),
            (
                "error \"503 service unavailable\" while sending transaction to \"https://x\", rescheduling it",
                BackendUnavailable,
            ),
        ] {
            assert_eq!(codes(text).first(), Some(&Some(code)), "{text}");
        }
    }

    #[test]
    fn elsewhere_it_is_none() {
        for text in [
            "request failed with status code 404",
            "status=500",
            "batch code: 4011",
            "batch code: 200",
            "code: 40",
        ] {
            assert_eq!(codes(text), [], "{text}");
        }
    }
}
