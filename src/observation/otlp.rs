//! What the OTLP stage showed.

use serde::{Deserialize, Serialize};

use crate::target::Protocol;
use crate::target::Signal;

/// The OTLP stage of one connection.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OtlpSeen {
    /// HTTP/2 SETTINGS of the server were received.
    pub settings: bool,
    /// Each request and its answer, in order.
    pub exchanges: Vec<Exchange>,
}

impl OtlpSeen {
    /// The last request that was answered, else the last.
    pub fn last(&self) -> Option<&Exchange> {
        let answered = self.exchanges.iter().rfind(|exchange| exchange.http_status.is_some());
        answered.or_else(|| self.exchanges.last())
    }
}

/// One request. The last of them decides, unless another signal answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exchange {
    /// gRPC or HTTP.
    pub protocol: Protocol,
    /// What was exported (nothing, but of this kind).
    pub signal: Signal,
    /// The path of the request.
    pub path: String,
    /// Names of the headers that the user gave and that were sent; never values.
    pub headers_sent: Vec<String>,
    /// HTTP status; `None` when no answer came.
    pub http_status: Option<u16>,
    /// gRPC status, from headers or trailers.
    pub grpc_status: Option<u32>,
    /// grpc-message, percent-decoded, bounded.
    pub grpc_message: Option<String>,
    /// Content type of the answer.
    pub content_type: Option<String>,
    /// `server` header of the answer.
    pub server: Option<String>,
    /// `www-authenticate` header of the answer.
    pub www_authenticate: Option<String>,
    /// `location` of a redirect, never followed.
    pub location: Option<String>,
    /// The first words of the body when it is text, at most 256 characters.
    pub body: Option<String>,
}

impl Exchange {
    /// Whether an exporter takes this for success: gRPC status 0, or HTTP 2xx to OTLP/HTTP.
    pub fn accepted(&self) -> bool {
        match self.protocol {
            Protocol::Grpc => self.grpc_status == Some(0) && self.http_status == Some(200),
            Protocol::HttpProtobuf => {
                self.http_status.is_some_and(|status| (200..300).contains(&status))
                    && !self.content_type.as_deref().is_some_and(|kind| kind.starts_with("text/html"))
            }
        }
    }

    /// Whether the answer says that this signal is not served here: gRPC UNIMPLEMENTED, HTTP 404.
    pub fn not_served(&self) -> bool {
        match self.protocol {
            Protocol::Grpc => self.grpc_status == Some(12),
            Protocol::HttpProtobuf => self.http_status == Some(404),
        }
    }
}
