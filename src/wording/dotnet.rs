//! .NET's `SslStream`. From reports of users, not captured; printed only where self-diagnostics are on.

use super::Value as V;
use super::{Wording, text};
use crate::finding::Code;

const ALL: &[&str] = &["dotnet-grpc", "dotnet-http"];
const GRPC: &[&str] = &["dotnet-grpc"];

pub(super) const TEXTS: &[Wording] = &[
    text(ALL, Code::ConnectionRefused, &[], "Connection refused ({host}:{port})"),
    text(ALL, Code::DnsFailure, &[], "Name or service not known ({host}:{port})"),
    text(
        ALL,
        Code::PlaintextServer,
        &[],
        "Cannot determine the frame size or a corrupted frame was received.",
    ),
    text(
        ALL,
        Code::UnknownCa,
        &[V::RootSent],
        "The remote certificate is invalid because of errors in the certificate chain: UntrustedRoot",
    ),
    text(
        ALL,
        Code::UnknownCa,
        &[],
        "The remote certificate is invalid because of errors in the certificate chain: PartialChain",
    ),
    text(
        ALL,
        Code::SelfSigned,
        &[],
        "The remote certificate is invalid because of errors in the certificate chain: UntrustedRoot",
    ),
    text(
        ALL,
        Code::IncompleteChain,
        &[],
        "The remote certificate is invalid because of errors in the certificate chain: PartialChain",
    ),
    text(
        ALL,
        Code::Expired,
        &[],
        "The remote certificate is invalid because of errors in the certificate chain: NotTimeValid",
    ),
    text(
        ALL,
        Code::NotYetValid,
        &[],
        "The remote certificate is invalid because of errors in the certificate chain: NotTimeValid",
    ),
    text(
        ALL,
        Code::NameMismatch,
        &[],
        "The remote certificate is invalid according to the validation procedure: RemoteCertificateNameMismatch",
    ),
    text(
        GRPC,
        Code::AlpnMissing,
        &[],
        "Requesting HTTP version 2.0 with version policy RequestVersionExact while unable to establish HTTP/2 connection.",
    ),
    text(GRPC, Code::WrongProtocol, &[], "Bad gRPC response. Response protocol downgraded to HTTP/1.1."),
];
