//! Names, addresses, proxies: TCP does not come up.

use super::view::View;
use crate::finding::Code;
use crate::finding::Evidence;
use crate::finding::Held;
use crate::observation::By;
use crate::observation::FailureKind;
use crate::observation::StepStatus;

/// Why TCP did not come up; `None` when it did.
pub(super) fn held(view: &View<'_>) -> Option<Held> {
    let target = &view.observation.target;
    let tcp = &view.attempt.tcp;
    if tcp.status == StepStatus::Ok {
        return None;
    }
    let dns = &view.observation.dns;
    if dns.status == StepStatus::Failed {
        let host = target.connect_to.as_ref().unwrap_or(&target.host);
        let evidence = Evidence::Network {
            addresses: vec![host.clone()],
            error: dns.failure.as_ref().and_then(|failure| failure.detail.clone()),
            proxy: target.proxy.clone(),
        };
        let message = match dns.failure_kind() {
            Some(FailureKind::Timeout) => format!("the resolver does not answer for `{host}`"),
            _ => format!("`{host}` has no address"),
        };
        return Some(Held::certain(Code::DnsFailure, evidence, message));
    }
    let failure = tcp.failure.as_ref();
    let address = view.attempt.address.clone().unwrap_or_else(|| format!("{}:{}", target.host, target.port));
    let detail = failure.and_then(|failure| failure.detail.clone());
    let by_proxy = failure.is_some_and(|failure| failure.by == By::Proxy);
    let (code, message) = match failure.map(|failure| failure.kind) {
        Some(FailureKind::ProxyRefused) => {
            (Code::ProxyFailure, format!("the proxy does not connect to `{address}`"))
        }
        Some(FailureKind::Proxy) => (Code::ProxyFailure, "the proxy does not work".to_owned()),
        _ if by_proxy => (Code::ProxyFailure, "the proxy does not work".to_owned()),
        Some(FailureKind::Refused | FailureKind::Reset | FailureKind::Closed) => {
            (Code::ConnectionRefused, format!("`{address}` refuses the connection"))
        }
        Some(FailureKind::Timeout) => {
            (Code::ConnectionTimeout, format!("`{address}` does not answer the connection attempt"))
        }
        Some(FailureKind::NameNotFound) => (Code::DnsFailure, format!("`{}` has no address", target.host)),
        _ => (Code::NetworkUnreachable, format!("there is no way to `{address}`")),
    };
    let message = match (code, &target.proxy, &detail) {
        (Code::ProxyFailure, Some(proxy), Some(detail)) => format!("{message} (`{proxy}`: `{detail}`)"),
        (Code::ProxyFailure, Some(proxy), None) => format!("{message} (`{proxy}`)"),
        _ => message,
    };
    let evidence = Evidence::Network { addresses: vec![address], error: detail, proxy: target.proxy.clone() };
    Some(Held::certain(code, evidence, message))
}
