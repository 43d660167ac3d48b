//! What is answered to an export.

use super::TLS;
use super::row;
use crate::lab::fault::Alpn;
use crate::lab::fault::Answer;
use crate::lab::fault::Application;
use crate::lab::fault::Fault;
use crate::lab::fault::Group;
use crate::lab::fault::Peer;
use crate::lab::fault::Protocol;
use crate::lab::fault::Refusal;
use crate::lab::fault::Tls;

const fn otlp(name: &'static str, code: &'static str, summary: &'static str, answer: Answer) -> Fault {
    Fault {
        group: Group::Otlp,
        diagnosis: Some(code),
        peer: Peer::Tls(Tls { application: Application::Otlp(answer), ..TLS }),
        ..row(name, summary)
    }
}

const fn refused(name: &'static str, code: &'static str, summary: &'static str, refusal: Refusal) -> Fault {
    otlp(name, code, summary, Answer::Refuse(refusal))
}

pub(super) const FAULTS: &[Fault] = &[
    refused(
        "unauthenticated",
        "unauthenticated",
        "401, UNAUTHENTICATED",
        Refusal {
            http: 401,
            grpc: 16,
            message: "no bearer token was sent",
            header: Some(("www-authenticate", "Bearer")),
        },
    ),
    refused(
        "permission-denied",
        "permission-denied",
        "403, PERMISSION_DENIED",
        Refusal { http: 403, grpc: 7, message: "this token may not write", header: None },
    ),
    refused(
        "backend-unavailable",
        "backend-unavailable",
        "503, UNAVAILABLE",
        Refusal {
            http: 503,
            grpc: 14,
            message: "the exporter queue is full",
            header: Some(("retry-after", "30")),
        },
    ),
    refused(
        "backend-unavailable-throttled",
        "backend-unavailable",
        "429, RESOURCE_EXHAUSTED",
        Refusal { http: 429, grpc: 8, message: "the quota is used up", header: Some(("retry-after", "60")) },
    ),
    otlp(
        "backend-unavailable-proxy",
        "backend-unavailable",
        "502 with a page, to gRPC too, as nginx answers with nothing behind it",
        Answer::NoBackend,
    ),
    refused(
        "otlp-rejected",
        "otlp-rejected",
        "400, INTERNAL",
        Refusal { http: 400, grpc: 13, message: "the request cannot be decoded", header: None },
    ),
    otlp(
        "wrong-protocol-not-found",
        "wrong-protocol",
        "404, UNIMPLEMENTED for every signal",
        Answer::NotFound,
    ),
    Fault {
        protocol: Protocol::Http,
        ..otlp(
            "otlp-rejected-redirect",
            "otlp-rejected",
            "308 to another host, which no exporter should follow",
            Answer::Redirect("https://otlp.example.com/v1/traces"),
        )
    },
    otlp(
        "signal-not-served",
        "signal-not-served",
        "traces have no pipeline, metrics and logs have",
        Answer::NoTraces,
    ),
    Fault {
        protocol: Protocol::Grpc,
        ..otlp(
            "wrong-protocol-http",
            "wrong-protocol",
            "gRPC to a server that has OTLP over HTTP alone: 404",
            Answer::HttpOnly,
        )
    },
    Fault {
        protocol: Protocol::Grpc,
        peer: Peer::Tls(Tls { alpn: Alpn::Http1, application: Application::Otlp(Answer::Http1Only), ..TLS }),
        ..otlp(
            "wrong-protocol-http1",
            "wrong-protocol",
            "gRPC to a server that speaks HTTP/1.1 alone: the alert no_application_protocol",
            Answer::Http1Only,
        )
    },
    Fault {
        protocol: Protocol::Grpc,
        peer: Peer::Tls(Tls { alpn: Alpn::Absent, application: Application::Otlp(Answer::Http1Only), ..TLS }),
        ..otlp(
            "wrong-protocol-http1-no-alpn",
            "wrong-protocol",
            "gRPC to a server that speaks HTTP/1.1 alone and has no ALPN",
            Answer::Http1Only,
        )
    },
    Fault {
        protocol: Protocol::Http,
        ..otlp(
            "wrong-protocol-redirect",
            "wrong-protocol",
            "308 to a page where people log in",
            Answer::Redirect("https://login.example.com/?next=%2Fv1%2Ftraces"),
        )
    },
    Fault {
        protocol: Protocol::Http,
        peer: Peer::Tls(Tls { alpn: Alpn::Http2, application: Application::Otlp(Answer::GrpcOnly), ..TLS }),
        ..otlp(
            "wrong-protocol-grpc",
            "wrong-protocol",
            "HTTP to a server that has gRPC alone, as grpc-go does it",
            Answer::GrpcOnly,
        )
    },
    otlp("wrong-protocol-web", "wrong-protocol", "a web page, whatever was asked", Answer::Web),
];
