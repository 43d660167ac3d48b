//! What to talk to, and with what: each value with where it came from. Pure: no sockets, files, environment.

mod collector;
mod endpoint;
pub mod environment;
mod limits;
mod proxy;
mod settings;

pub use collector::{CollectorSeen, RefusedSetting, SettingPlace, Unusable, UnusableFile};
pub use endpoint::{Endpoint, EndpointError, Host, PathKind, Scheme, parse_endpoint, parse_variable, redact};
pub use limits::OfferLimits;
pub use proxy::{is_exempt, is_in_network, parse_proxy};
pub use settings::{AddressFamily, ClientIdentity, GivenCa, Header, Proxy, Settings, Summary};

use std::fmt;

use serde::{Deserialize, Serialize};

/// The form of OTLP.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Protocol {
    /// OTLP over gRPC.
    #[serde(rename = "grpc")]
    Grpc,
    /// OTLP over HTTP with protobuf bodies.
    #[serde(rename = "http/protobuf")]
    HttpProtobuf,
}

impl Protocol {
    /// As in `OTEL_EXPORTER_OTLP_PROTOCOL`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Grpc => "grpc",
            Self::HttpProtobuf => "http/protobuf",
        }
    }
}

impl fmt::Display for Protocol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// The kind of telemetry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names are the signals")]
pub enum Signal {
    Traces,
    Metrics,
    Logs,
    /// In development: no SDK's variable names it, the Collector exports it.
    Profiles,
}

impl Signal {
    /// Every signal of the specification, in the order in which they are asked.
    pub const ALL: [Self; 3] = [Self::Traces, Self::Metrics, Self::Logs];
    /// Those of the Collector's pipelines.
    pub const PIPELINES: [Self; 4] = [Self::Traces, Self::Metrics, Self::Logs, Self::Profiles];

    /// As in paths and flags.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Traces => "traces",
            Self::Metrics => "metrics",
            Self::Logs => "logs",
            Self::Profiles => "profiles",
        }
    }

    /// Path of the request: opentelemetry-proto's service for gRPC, `/v1/...` for HTTP.
    pub fn path(self, protocol: Protocol) -> &'static str {
        match (protocol, self) {
            (Protocol::Grpc, Self::Traces) => "/opentelemetry.proto.collector.trace.v1.TraceService/Export",
            (Protocol::Grpc, Self::Metrics) => {
                "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export"
            }
            (Protocol::Grpc, Self::Logs) => "/opentelemetry.proto.collector.logs.v1.LogsService/Export",
            (Protocol::Grpc, Self::Profiles) => {
                "/opentelemetry.proto.collector.profiles.v1development.ProfilesService/Export"
            }
            (Protocol::HttpProtobuf, Self::Traces) => "/v1/traces",
            (Protocol::HttpProtobuf, Self::Metrics) => "/v1/metrics",
            (Protocol::HttpProtobuf, Self::Logs) => "/v1/logs",
            (Protocol::HttpProtobuf, Self::Profiles) => "/v1development/profiles",
        }
    }
}

impl fmt::Display for Signal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
