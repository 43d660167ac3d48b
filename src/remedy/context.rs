//! What is known of this run, and which of it may stand in a snippet.

use crate::target::Protocol;

use super::Context;

impl Context {
    /// A value that a peer sent, if it may enter a snippet: a plain name or address of a trusted chain. Otherwise
    /// `<name>`.
    pub fn safe(&self, value: &str) -> String {
        if self.chain_trusted && is_plain(value) { value.to_owned() } else { "<name>".to_owned() }
    }

    /// The endpoint's host is this machine.
    pub(super) fn is_loopback(&self) -> bool {
        let Some(host) = self.host.as_deref() else { return false };
        host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
    }

    /// The protocol asked for, else the port's usual one.
    pub(super) fn protocol(&self) -> Protocol {
        self.protocol.unwrap_or(match self.port {
            Some(4318) => Protocol::HttpProtobuf,
            _ => Protocol::Grpc,
        })
    }

    /// Another port that may speak the protocol asked for: what the evidence points to, else its usual one. `None`:
    /// nothing better than the port at hand is known.
    pub(super) fn likely_port(&self) -> Option<u16> {
        let usual = usual_port(self.protocol());
        self.other_port.or((self.port != Some(usual)).then_some(usual))
    }

    /// The name that is verified.
    pub(super) fn server_name(&self) -> Option<&str> {
        self.verify_name.as_deref().or(self.host.as_deref())
    }

    /// The nearest presented name that one can connect to: no wildcard.
    pub(super) fn connectable(&self) -> Option<String> {
        let mut names = self.presented_names.iter().filter(|_| self.chain_trusted);
        names.find(|name| is_plain(name)).cloned()
    }

    /// The common name of the first acceptable issuer, if it may be shown.
    pub(super) fn issuer(&self) -> Option<String> {
        let issuer = self.acceptable_issuers.first().filter(|_| self.chain_trusted)?;
        let name = issuer.split(',').find_map(|part| part.trim().strip_prefix("CN="))?;
        is_plain(name).then(|| name.to_owned())
    }

    /// The names that the certificate should have: DNS names, IP addresses. Never both empty.
    pub(super) fn wanted_names(&self) -> (Vec<String>, Vec<String>) {
        let (mut dns, mut ip) = (Vec::<String>::new(), Vec::<String>::new());
        let mut add = |name: &str| {
            let list = if is_ip(name) { &mut ip } else { &mut dns };
            if !list.iter().any(|known| known == name) {
                list.push(name.to_owned());
            }
        };
        if !self.wanted_names.is_empty() {
            self.wanted_names.iter().for_each(|name| add(name));
            return (dns, ip);
        }
        match self.server_name() {
            Some(name) if is_plain(name) => add(name),
            _ => add("<HOST>"),
        }
        // Exporters that cannot verify another name verify the host.
        self.host.as_deref().filter(|host| is_plain(host)).into_iter().for_each(&mut add);
        if let Some((service, namespace)) = self.service() {
            add(service);
            add(&format!("{service}.{namespace}"));
            add(&format!("{service}.{namespace}.svc"));
            add(&format!("{service}.{namespace}.svc.cluster.local"));
        }
        if self.chain_trusted {
            self.presented_names.iter().filter(|name| is_plain(name)).take(20).for_each(|name| add(name));
        }
        (dns, ip)
    }

    /// Service and namespace, as said or of a Kubernetes name.
    pub(super) fn service(&self) -> Option<(&str, &str)> {
        if let Some((service, namespace)) = &self.service {
            return Some((service, namespace));
        }
        let (name, domain) = self.server_name()?.split_once(".svc")?;
        let (service, namespace) = name.split_once('.')?;
        let label = |text: &str| {
            !text.is_empty()
                && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        };
        let fits = (domain.is_empty() || domain.starts_with('.')) && label(service) && label(namespace);
        fits.then_some((service, namespace))
    }
}

/// Letters, digits, `.`, `:`, `-`; not an option of some command, and no longer than a name can be.
fn is_plain(value: &str) -> bool {
    let allowed = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b':' | b'-');
    !value.is_empty() && value.len() <= 253 && !value.starts_with('-') && value.bytes().all(allowed)
}

fn usual_port(protocol: Protocol) -> u16 {
    match protocol {
        Protocol::Grpc => 4317,
        Protocol::HttpProtobuf => 4318,
    }
}

/// Whether a name is an IP address.
pub(super) fn is_ip(name: &str) -> bool {
    name.parse::<std::net::IpAddr>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named() -> Context {
        Context { host: Some("otel.example.com".into()), port: Some(4317), ..Context::default() }
    }

    #[test]
    fn a_peers_value_needs_a_trusted_chain_and_plain_letters() {
        let trusted = Context { chain_trusted: true, ..named() };
        assert_eq!(trusted.safe("otel.example.com"), "otel.example.com");
        assert_eq!(trusted.safe("2001:db8::1"), "2001:db8::1");
        for bad in ["", "*.example.com", "a b", "a$(id)", "a\x1b[2J", "-oProxyCommand", "é.example"] {
            assert_eq!(trusted.safe(bad), "<name>", "{bad:?}");
        }
        assert_eq!(named().safe("otel.example.com"), "<name>");
    }

    #[test]
    fn a_service_has_all_its_names() {
        let context = Context { host: Some("otel-collector.observability.svc".into()), ..Context::default() };
        assert_eq!(context.service(), Some(("otel-collector", "observability")));
        let (dns, ip) = context.wanted_names();
        assert_eq!(
            dns,
            [
                "otel-collector.observability.svc",
                "otel-collector",
                "otel-collector.observability",
                "otel-collector.observability.svc.cluster.local"
            ]
        );
        assert!(ip.is_empty());
    }

    #[test]
    fn only_a_plain_common_name_of_an_issuer_is_shown() {
        let with = |issuer: &str| Context {
            acceptable_issuers: vec![issuer.into()],
            chain_trusted: true,
            ..Context::default()
        };
        assert_eq!(with("CN=otel-client-ca, O=x").issuer().as_deref(), Some("otel-client-ca"));
        assert_eq!(with("CN=a`b").issuer(), None);
    }
}
