//! Certificates that betray where they come from: TLS-inspecting proxies and defaults that nobody replaced.

use super::view::JudgedPath;
use super::view::View;
use crate::finding::Confidence;
use crate::x509::ViolationKind;

/// Where an untrusted certificate comes from.
pub(super) struct Found {
    pub(super) product: Option<String>,
    pub(super) confidence: Confidence,
    pub(super) message: String,
}

/// Words in the names of issuers, lower case, and the product. They are the names that these products give to
/// the CA they make; a word that is also a place or a person is not here (`Palo Alto` is where companies live).
const INSPECTING: &[(&str, &str)] = &[
    ("adguard", "AdGuard"),
    ("avast", "Avast"),
    ("avg technologies", "AVG"),
    ("barracuda", "Barracuda"),
    ("bitdefender", "Bitdefender"),
    ("blue coat", "Blue Coat ProxySG"),
    ("bluecoat", "Blue Coat ProxySG"),
    ("burp suite", "Burp Suite"),
    ("cato networks", "Cato Networks"),
    ("charles proxy", "Charles Proxy"),
    ("check point", "Check Point"),
    ("checkpoint", "Check Point"),
    ("cisco umbrella", "Cisco Umbrella"),
    ("cloudflare for teams", "Cloudflare Gateway"),
    ("contentkeeper", "ContentKeeper"),
    ("do_not_trust_fiddler", "Fiddler"),
    ("eset ssl filter", "ESET"),
    ("fiddler", "Fiddler"),
    ("forcepoint", "Forcepoint"),
    ("fortigate", "Fortinet FortiGate"),
    ("fortinet", "Fortinet FortiGate"),
    ("gateway ca - cloudflare managed", "Cloudflare Gateway"),
    ("goguardian", "GoGuardian"),
    ("goskope", "Netskope"),
    ("http toolkit", "HTTP Toolkit"),
    ("iboss", "iboss"),
    ("kaspersky", "Kaspersky"),
    ("lightspeed systems", "Lightspeed"),
    ("mcafee web gateway", "McAfee Web Gateway"),
    ("menlo security", "Menlo Security"),
    ("mitmproxy", "mitmproxy"),
    ("netskope", "Netskope"),
    ("owasp zap", "ZAP"),
    ("owasp root ca", "ZAP"),
    ("palo alto networks", "Palo Alto Networks"),
    ("pfsense", "pfSense"),
    ("portswigger", "Burp Suite"),
    ("proxyman", "Proxyman"),
    ("securly", "Securly"),
    ("skyhigh security", "Skyhigh Security"),
    ("smoothwall", "Smoothwall"),
    ("sonicwall", "SonicWall"),
    ("sophos", "Sophos"),
    ("squid proxy", "Squid"),
    ("sslsplit", "SSLsplit"),
    ("symantec web security", "Symantec Web Security Service"),
    ("trend micro", "Trend Micro"),
    ("untangle", "Untangle"),
    ("watchguard", "WatchGuard"),
    ("websense", "Forcepoint"),
    ("zscaler", "Zscaler"),
];

/// Domains of services that take OTLP from the public: their certificates come from public CAs.
const PUBLIC_SERVICES: &[&str] = &[
    "amazonaws.com",
    "axiom.co",
    "azure.com",
    "betterstack.com",
    "coralogix.com",
    "dash0.com",
    "datadoghq.com",
    "datadoghq.eu",
    "dynatrace.com",
    "elastic-cloud.com",
    "googleapis.com",
    "grafana.net",
    "highlight.io",
    "honeycomb.io",
    "last9.io",
    "lightstep.com",
    "logz.io",
    "newrelic.com",
    "nr-data.net",
    "oneuptime.com",
    "signoz.cloud",
    "splunk.com",
    "uptrace.dev",
];

/// Default certificates: common name or organisation of the leaf, and whose default it is.
const PLACEHOLDERS: &[(&str, &str)] = &[
    // kubernetes/ingress-nginx, internal/ingress/controller/ssl; HAProxy Ingress took the name over.
    ("CN=Kubernetes Ingress Controller Fake Certificate", "ingress-nginx"),
    // traefik/traefik, pkg/tls/generate.
    ("CN=TRAEFIK DEFAULT CERT", "Traefik"),
    // mod_ssl's post-install script on Red Hat systems.
    ("OU=SomeOrganizationalUnit", "Apache httpd"),
];

/// The inspecting proxy that issued an untrusted chain.
pub(super) fn inspecting(view: &View<'_>, path: &JudgedPath) -> Option<Found> {
    let facts = || view.chain.iter().filter_map(|certificate| certificate.facts.as_ref().ok());
    for one in facts() {
        let issuer = one.issuer.to_lowercase();
        if let Some((_, product)) = INSPECTING.iter().find(|(word, _)| issuer.contains(word)) {
            return Some(Found {
                product: Some((*product).to_owned()),
                confidence: Confidence::High,
                message: format!("the certificate comes from {product}, issued by `{}`", one.issuer),
            });
        }
    }
    // A missing intermediate of a public CA is the server's omission, not a stranger's certificate.
    let incomplete = path
        .evaluation
        .violations
        .iter()
        .any(|violation| matches!(violation.kind, ViolationKind::IncompleteChain { .. }));
    let host = view.observation.target.verify_name.trim_end_matches('.').to_lowercase();
    let service = PUBLIC_SERVICES.iter().find(|domain| {
        host.strip_suffix(*domain).is_some_and(|front| front.is_empty() || front.ends_with('.'))
    });
    let issuer = facts().next().map(|leaf| leaf.issuer.clone())?;
    service.filter(|_| !incomplete).map(|domain| Found {
        product: None,
        confidence: Confidence::Medium,
        message: format!("`{domain}` has certificates of public CAs; this one is issued by `{issuer}`"),
    })
}

/// The default certificate that the leaf is.
pub(super) fn placeholder(view: &View<'_>) -> Option<Found> {
    let leaf = view.chain.first().and_then(|leaf| leaf.facts.as_ref().ok())?;
    let attributes = || leaf.subject.split(',').map(str::trim);
    let (_, product) = PLACEHOLDERS.iter().find(|(name, _)| attributes().any(|one| one == *name))?;
    Some(Found {
        product: Some((*product).to_owned()),
        confidence: Confidence::High,
        message: format!("the server presents the default certificate of {product}, `{}`", leaf.subject),
    })
}
