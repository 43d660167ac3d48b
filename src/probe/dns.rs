//! Name resolution, by the system's resolver, as exporters do it.

use std::net::IpAddr;
use std::net::SocketAddr;
use std::time::Duration;
use std::time::Instant;

use tokio::net::lookup_host;
use tokio::time::timeout;

use super::failure;
use super::micros;
use crate::observation::By;
use crate::observation::FailureKind;
use crate::observation::Step;
use crate::target::AddressFamily;

/// Most addresses of one name that are tried.
const MOST: usize = 16;

/// The addresses of `host`, without repeats, in the resolver's order.
pub(super) async fn resolve(
    host: &str,
    port: u16,
    family: AddressFamily,
    limit: Duration,
) -> (Step<Vec<String>>, Vec<SocketAddr>) {
    if let Ok(address) = host.parse::<IpAddr>() {
        return (Step::skipped(), vec![SocketAddr::new(address, port)]);
    }
    let started = Instant::now();
    let answer = timeout(limit, lookup_host((host, port))).await;
    let spent = micros(started.elapsed());
    let found = match answer {
        Err(_) => {
            return (Step::failed(spent, failure::timeout("no answer from the resolver"), None), vec![]);
        }
        Ok(Err(error)) => {
            let failure = failure::failure(FailureKind::NameNotFound, By::Network, error);
            return (Step::failed(spent, failure, None), vec![]);
        }
        Ok(Ok(found)) => found,
    };
    let mut addresses: Vec<SocketAddr> = Vec::new();
    let mut others = 0usize;
    for address in found {
        if !wanted(address, family) {
            others += 1;
        } else if !addresses.contains(&address) && addresses.len() < MOST {
            addresses.push(address);
        }
    }
    if addresses.is_empty() {
        let detail = format!("no address of the family asked for; {others} of the other");
        let failure = failure::failure(FailureKind::NameNotFound, By::Network, detail);
        return (Step::failed(spent, failure, None), vec![]);
    }
    let shown = addresses.iter().map(|address| address.ip().to_string()).collect();
    (Step::ok(spent, shown), addresses)
}

fn wanted(address: SocketAddr, family: AddressFamily) -> bool {
    match family {
        AddressFamily::Any => true,
        AddressFamily::V4 => address.is_ipv4(),
        AddressFamily::V6 => address.is_ipv6(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observation::StepStatus;

    #[tokio::test]
    async fn an_address_needs_no_resolver() {
        let (step, addresses) = resolve("::1", 4317, AddressFamily::Any, Duration::from_secs(5)).await;
        assert_eq!(step.status, StepStatus::Skipped);
        assert_eq!(addresses, ["[::1]:4317".parse().unwrap()]);
    }

    #[tokio::test]
    async fn localhost_by_family() {
        let (step, addresses) = resolve("localhost", 1, AddressFamily::V4, Duration::from_secs(5)).await;
        assert!(step.is_ok());
        assert_eq!(addresses, ["127.0.0.1:1".parse().unwrap()]);
    }
}
