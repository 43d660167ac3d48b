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
        Some(FailureKind::Refused) => {
            (Code::ConnectionRefused, format!("`{address}` refuses the connection"))
        }
        // Something listens: the reset came between the connection and our first word.
        Some(FailureKind::Reset | FailureKind::Closed) => {
            (Code::ConnectionReset, format!("`{address}` resets the connection at once"))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::classify::scene::*;
    use crate::observation::Failure;
    use crate::observation::Observation;
    use crate::observation::Step;

    fn unreached(failure: Failure) -> Observation {
        let mut seen = healthy();
        let attempt = &mut seen.attempts[0];
        attempt.tcp = Step::failed(1, failure, None);
        attempt.tls = Step::not_reached();
        attempt.otlp = Step::not_reached();
        seen
    }

    #[test]
    fn each_way_not_to_arrive_has_its_code() {
        let network = |kind| Failure { by: By::Network, ..failure(kind) };
        for (kind, code) in [
            (FailureKind::Refused, Code::ConnectionRefused),
            (FailureKind::Timeout, Code::ConnectionTimeout),
            (FailureKind::Unreachable, Code::NetworkUnreachable),
            (FailureKind::Io, Code::NetworkUnreachable),
        ] {
            let one = only(&unreached(network(kind)));
            assert_eq!(one.code, code);
            assert!(one.message.contains("`192.0.2.10:4317`"), "{}", one.message);
        }
    }

    #[test]
    fn a_name_without_address_is_the_resolver_s_answer() {
        let mut seen = unreached(failure(FailureKind::NameNotFound));
        seen.dns = Step::failed(1, failure(FailureKind::NameNotFound), None);
        seen.attempts[0].tcp = Step::not_reached();
        seen.attempts[0].address = None;
        let one = only(&seen);
        assert_eq!(one.code, Code::DnsFailure);
        assert_eq!(one.message, format!("`{HOST}` has no address"));
    }

    #[test]
    fn the_proxy_and_its_words_are_named() {
        let refused = Failure {
            by: By::Proxy,
            detail: Some("HTTP/1.1 403 Forbidden".to_owned()),
            ..failure(FailureKind::ProxyRefused)
        };
        let mut seen = unreached(refused);
        seen.target.proxy = Some("http://proxy.example.com:3128".to_owned());
        let one = only(&seen);
        assert_eq!(one.code, Code::ProxyFailure);
        assert!(one.message.contains("403 Forbidden"), "{}", one.message);
        assert!(one.message.contains("proxy.example.com:3128"), "{}", one.message);
    }
}
