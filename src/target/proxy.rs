//! Which proxy applies to an endpoint, from the variables that exporters read.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::settings::Proxy;
use crate::secret::Secret;

/// Whether `no_proxy` exempts `host:port`. Loopback is always exempt, as in Go and curl's defaults for localhost.
///
/// Entries, separated by commas or spaces: `*`, a domain (with or without a leading dot, covers what is below
/// it), an address, a network in CIDR form; each but the network may carry a port.
pub fn is_exempt(no_proxy: &str, host: &str, port: u16) -> bool {
    let host = host.to_ascii_lowercase();
    let address: Option<std::net::IpAddr> = host.parse().ok();
    if host == "localhost"
        || host.ends_with(".localhost")
        || address.is_some_and(|address| address.is_loopback())
    {
        return true;
    }
    no_proxy.split([',', ' ']).map(str::trim).filter(|entry| !entry.is_empty()).any(|entry| {
        if entry == "*" {
            return true;
        }
        if let (Some(address), Some((network, bits))) = (address, entry.split_once('/')) {
            return in_network(address, network, bits);
        }
        let (name, wanted) = match entry.rsplit_once(':') {
            Some((name, number)) if !name.contains(':') => match number.parse::<u16>() {
                Ok(number) => (name, Some(number)),
                Err(_) => (entry, None),
            },
            _ => (entry, None),
        };
        if wanted.is_some_and(|wanted| wanted != port) {
            return false;
        }
        let name = name.trim_start_matches("*.").trim_start_matches('.').to_ascii_lowercase();
        match address {
            Some(address) => name.trim_matches(['[', ']']).parse() == Ok(address),
            None => host == name || host.strip_suffix(&name).is_some_and(|head| head.ends_with('.')),
        }
    })
}

/// Whether a host is an address within a network, written `10.0.0.0/8`.
pub fn is_in_network(network: &str, host: &str) -> bool {
    match (host.parse(), network.split_once('/')) {
        (Ok(address), Some((network, bits))) => in_network(address, network, bits),
        _ => false,
    }
}

fn in_network(address: std::net::IpAddr, network: &str, bits: &str) -> bool {
    let (Ok(network), Ok(bits)) = (network.parse::<std::net::IpAddr>(), bits.parse::<u32>()) else {
        return false;
    };
    let (a, b, width) = match (address, network) {
        (std::net::IpAddr::V4(a), std::net::IpAddr::V4(b)) => {
            (u128::from(a.to_bits()), u128::from(b.to_bits()), 32)
        }
        (std::net::IpAddr::V6(a), std::net::IpAddr::V6(b)) => (a.to_bits(), b.to_bits(), 128),
        _ => return false,
    };
    match bits {
        0 => true,
        _ if bits > width => false,
        _ => a >> (width - bits) == b >> (width - bits),
    }
}

/// Reads a proxy as users write it: `http://user:password@host:port`, the scheme may be left out.
///
/// # Errors
/// One phrase; never the user or password.
pub fn parse_proxy(text: &str) -> Result<Proxy, String> {
    let rest = match text.split_once("://") {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("http") => rest,
        Some((scheme, _)) => {
            return Err(format!(
                "a proxy with scheme `{}` is not supported; exporters use http:// proxies with CONNECT",
                scheme.escape_default()
            ));
        }
        None => text,
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let (user, place) = match authority.rsplit_once('@') {
        Some((user, place)) => (Some(user), place),
        None => (None, authority),
    };
    let endpoint = super::endpoint::parse_endpoint(place).map_err(|error| error.problem)?;
    let port = if endpoint.port_given { endpoint.port } else { 80 };
    let host = endpoint.host.as_str().to_owned();
    let authorization = user.map(|user| {
        let decoded = percent_decoded(user);
        Secret::new(format!("Basic {}", STANDARD.encode(decoded)))
    });
    let display = format!("http://{}", super::settings::join_host_port(&host, port));
    Ok(Proxy { host, port, authorization, display })
}

/// RFC 3986 section 2.1; what is not well formed is left as it is.
pub(super) fn percent_decoded(text: &str) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(text.len());
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let hex = text.get(at + 1..at + 3).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match (byte, hex) {
            (b'%', Some(value)) => {
                decoded.push(value);
                at += 3;
            }
            _ => {
                decoded.push(byte);
                at += 1;
            }
        }
    }
    decoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exemptions() {
        for (list, host, exempt) in [
            ("", "localhost", true),
            ("", "127.0.0.1", true),
            ("", "::1", true),
            ("", "a.example.com", false),
            ("example.com", "a.example.com", true),
            (".example.com", "a.example.com", true),
            ("*.example.com", "a.example.com", true),
            ("example.com", "badexample.com", false),
            ("a.example.com:4317", "a.example.com", true),
            ("a.example.com:4318", "a.example.com", false),
            ("10.0.0.0/8, x", "10.1.2.3", true),
            ("10.0.0.0/8", "11.1.2.3", false),
            ("2001:db8::/32", "2001:db8::7", true),
            ("*", "a.example.com", true),
            ("10.0.0.0/99", "10.0.0.1", false),
        ] {
            assert_eq!(is_exempt(list, host, 4317), exempt, "{list} {host}");
        }
    }

    #[test]
    fn proxies_and_their_secrets() {
        let proxy = parse_proxy("http://us%40er:p%3Aw@proxy.example:3128/").unwrap();
        assert_eq!((proxy.host.as_str(), proxy.port), ("proxy.example", 3128));
        assert_eq!(
            proxy.authorization.as_ref().unwrap().expose(),
            &format!("Basic {}", STANDARD.encode("us@er:p:w"))
        );
        assert_eq!(proxy.display, "http://proxy.example:3128");
        assert!(!format!("{proxy:?}").contains("us%40er"));
        assert_eq!(parse_proxy("proxy.example").unwrap().port, 80);
        assert!(parse_proxy("socks5://a:1").unwrap_err().contains("socks5"));
        assert!(!parse_proxy("http://u:hunter2@:1").unwrap_err().contains("hunter2"));
    }
}
