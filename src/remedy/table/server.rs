//! What the server, or what stands before it, changes. One function per action: which template for which audience, or why there is none.

use super::Entry;
use super::Entry::NotApplicable;
use super::client::exporter;
use crate::remedy::Audience;

pub(super) fn accept_client_ca(audience: Audience) -> Entry {
    const SUMMARY: &str = include_str!("../templates/summary/accept-client-ca.txt");
    match audience {
        Audience::CollectorReceiver => template!(Yaml, "server/receiver.yaml", SUMMARY),
        Audience::ReverseProxy => template!(Nginx, "server/reverse-proxy.conf", SUMMARY),
        Audience::Openssl => template!(Sh, "accept-client-ca/openssl.sh", SUMMARY),
        Audience::CertManager => {
            NotApplicable("cert-manager issues the client certificate: see renew-client-cert")
        }
        Audience::Environment
        | Audience::CollectorExporter
        | sdk!()
        | Audience::Kubernetes
        | Audience::ForwardProxy
        | Audience::Network => NotApplicable("the server decides which client certificates it accepts"),
    }
}

pub(super) fn reissue(audience: Audience) -> Entry {
    const SUMMARY: &str = include_str!("../templates/summary/reissue.txt");
    match audience {
        Audience::CollectorReceiver => {
            template!(Yaml, "server/receiver.yaml", "have the Collector load the new certificate")
        }
        Audience::Kubernetes => template!(
            Sh,
            "server/secret.sh",
            "put the new certificate into the secret that the server mounts"
        ),
        Audience::CertManager => template!(Yaml, "server/cert-manager.yaml", SUMMARY),
        Audience::Openssl => template!(Sh, "server/issue.sh", SUMMARY),
        Audience::ReverseProxy => NotApplicable("the proxy needs the new files and a reload: see renew"),
        Audience::Environment
        | Audience::CollectorExporter
        | sdk!()
        | Audience::ForwardProxy
        | Audience::Network => NotApplicable("the certificate is the server's"),
    }
}

pub(super) fn send_chain(audience: Audience) -> Entry {
    const SUMMARY: &str = include_str!("../templates/summary/send-chain.txt");
    match audience {
        Audience::CollectorReceiver => template!(Yaml, "server/receiver.yaml", SUMMARY),
        Audience::ReverseProxy => template!(Nginx, "server/reverse-proxy.conf", SUMMARY),
        Audience::Kubernetes => template!(Sh, "server/secret.sh", SUMMARY),
        Audience::Openssl => template!(Sh, "send-chain/openssl.sh", SUMMARY),
        Audience::CertManager => {
            NotApplicable("tls.crt of cert-manager holds the leaf and the intermediates already")
        }
        Audience::Environment | Audience::CollectorExporter | sdk!() => NotApplicable(
            "no exporter fetches a missing intermediate, and Node and Python up to 3.12 do not accept one as a root: the server must send it",
        ),
        Audience::ForwardProxy | Audience::Network => {
            NotApplicable("the certificates pass through unchanged")
        }
    }
}

pub(super) fn renew(audience: Audience) -> Entry {
    const SUMMARY: &str = include_str!("../templates/summary/renew.txt");
    match audience {
        Audience::CollectorReceiver => template!(
            Yaml,
            "server/receiver.yaml",
            "have the Collector take up a renewed certificate by itself"
        ),
        Audience::Kubernetes => {
            template!(Sh, "renew/kubernetes.sh", "have the server load the renewed secret")
        }
        Audience::CertManager => template!(Sh, "renew/cert-manager.sh", SUMMARY),
        Audience::Openssl => template!(Sh, "server/issue.sh", SUMMARY),
        Audience::ReverseProxy => {
            template!(Sh, "renew/reverse-proxy.sh", "have the proxy load the renewed certificate")
        }
        Audience::Environment
        | Audience::CollectorExporter
        | sdk!()
        | Audience::ForwardProxy
        | Audience::Network => NotApplicable("the certificate is the server's"),
    }
}

pub(super) fn reload_server(audience: Audience) -> Entry {
    match audience {
        Audience::CollectorReceiver => template!(
            Yaml,
            "reload-server/collector-receiver.yaml",
            "restart the Collector, and have it read its certificate files again by itself from then on"
        ),
        Audience::Kubernetes => template!(
            Sh,
            "reload-server/kubernetes.sh",
            "see whether the secret is mounted with subPath, which never updates, and restart the pods"
        ),
        Audience::ReverseProxy => {
            template!(
                Sh,
                "reload-server/reverse-proxy.sh",
                "have the proxy load the certificate that is in its files"
            )
        }
        Audience::Openssl => {
            template!(Sh, "reload-server/openssl.sh", "compare what is in the file with what is presented")
        }
        Audience::CertManager => NotApplicable("cert-manager has renewed it already: see kubernetes"),
        Audience::Environment
        | Audience::CollectorExporter
        | sdk!()
        | Audience::ForwardProxy
        | Audience::Network => NotApplicable("the certificate is the server's"),
    }
}

pub(super) fn serve_tls(audience: Audience) -> Entry {
    const SUMMARY: &str = "turn on TLS at the server";
    match audience {
        Audience::CollectorReceiver => template!(Yaml, "server/receiver.yaml", SUMMARY),
        Audience::ReverseProxy => template!(Nginx, "server/reverse-proxy.conf", SUMMARY),
        Audience::Kubernetes => template!(
            Sh,
            "serve-tls/kubernetes.sh",
            "see whether a service mesh speaks TLS in the server's place"
        ),
        Audience::CertManager | Audience::Openssl => NotApplicable("first a certificate: see reissue"),
        Audience::Environment
        | Audience::CollectorExporter
        | sdk!()
        | Audience::ForwardProxy
        | Audience::Network => {
            NotApplicable("TLS is turned on at the server; the exporter's side is change-scheme")
        }
    }
}

pub(super) fn enable_alpn(audience: Audience) -> Entry {
    const SUMMARY: &str = "have the server select h2 by ALPN";
    match audience {
        Audience::Kubernetes => template!(Yaml, "server/ingress.yaml", SUMMARY),
        Audience::ReverseProxy => template!(Nginx, "server/reverse-proxy.conf", SUMMARY),
        Audience::Network => template!(Text, "enable-alpn/network.txt", SUMMARY),
        Audience::CollectorReceiver => NotApplicable(
            "the Collector's gRPC receiver selects h2 by itself: what stands before it does not",
        ),
        Audience::Environment
        | Audience::CollectorExporter
        | sdk!()
        | Audience::CertManager
        | Audience::Openssl
        | Audience::ForwardProxy => NotApplicable(
            "the server, or the proxy before it, has to select h2; nothing that the exporter verifies should be turned off",
        ),
    }
}

pub(super) fn set_versions(audience: Audience) -> Entry {
    const SUMMARY: &str = include_str!("../templates/summary/set-versions.txt");
    match audience {
        Audience::CollectorReceiver => template!(Yaml, "server/receiver.yaml", SUMMARY),
        Audience::ReverseProxy => template!(Nginx, "server/reverse-proxy.conf", SUMMARY),
        Audience::Network => template!(Text, "set-versions/network.txt", SUMMARY),
        Audience::Environment
        | Audience::CollectorExporter
        | sdk!()
        | Audience::Kubernetes
        | Audience::CertManager
        | Audience::Openssl
        | Audience::ForwardProxy => NotApplicable(
            "every exporter speaks TLS 1.2 and 1.3 by default, and none speaks less: the server is changed",
        ),
    }
}

pub(super) fn set_ciphers(audience: Audience) -> Entry {
    const SUMMARY: &str = "have the server offer suites, groups and signatures that every exporter knows";
    match audience {
        Audience::CollectorReceiver => template!(Yaml, "server/receiver.yaml", SUMMARY),
        Audience::ReverseProxy => template!(Nginx, "server/reverse-proxy.conf", SUMMARY),
        Audience::Network => template!(Text, "set-ciphers/network.txt", SUMMARY),
        Audience::CertManager | Audience::Openssl => {
            NotApplicable("a key that some exporters cannot use is changed by reissue")
        }
        Audience::Environment
        | Audience::CollectorExporter
        | sdk!()
        | Audience::Kubernetes
        | Audience::ForwardProxy => {
            NotApplicable("every exporter offers the usual suites by default: the server is changed")
        }
    }
}

pub(super) fn open_network(audience: Audience) -> Entry {
    match audience {
        Audience::CollectorReceiver => template!(
            Yaml,
            "server/receiver.yaml",
            "have the Collector listen on an address that others reach"
        ),
        Audience::Kubernetes => template!(
            Sh,
            "open-network/kubernetes.sh",
            "see that the Service has endpoints and that no policy forbids the way"
        ),
        Audience::Network => {
            template!(Sh, "open-network/network.sh", include_str!("../templates/summary/open-network.txt"))
        }
        Audience::CertManager | Audience::Openssl => NotApplicable("no certificate has a part in this"),
        Audience::ForwardProxy => NotApplicable("a proxy on the way is a matter of fix-proxy"),
        Audience::ReverseProxy => {
            NotApplicable("where the proxy listens is seen from the network: see network")
        }
        Audience::Environment | Audience::CollectorExporter | sdk!() => {
            NotApplicable("the address that the exporter dials is changed by change-port or fix-name")
        }
    }
}

pub(super) fn scale_backend(audience: Audience) -> Entry {
    match audience {
        Audience::CollectorExporter => exporter(audience, "queue and retry until the server is ready"),
        Audience::Kubernetes => template!(
            Sh,
            "scale-backend/kubernetes.sh",
            "see that the pods behind the Service are ready, and are enough"
        ),
        Audience::ReverseProxy => template!(
            Nginx,
            "scale-backend/reverse-proxy.conf",
            "see that the proxy reaches the Collector, with the scheme that it speaks"
        ),
        Audience::Environment | sdk!() => {
            NotApplicable("SDKs retry by themselves; the room has to be made behind them")
        }
        Audience::CollectorReceiver
        | Audience::CertManager
        | Audience::Openssl
        | Audience::ForwardProxy
        | Audience::Network => NotApplicable("the room has to be made at the server"),
    }
}

pub(super) fn exempt_from_inspection(audience: Audience) -> Entry {
    const SUMMARY: &str = "exempt the endpoint from TLS inspection";
    match audience {
        Audience::Environment => template!(
            Sh,
            "exempt-from-inspection/environment.sh",
            "keep the exporter off the inspecting proxy"
        ),
        Audience::ForwardProxy => template!(Text, "exempt-from-inspection/forward-proxy.txt", SUMMARY),
        Audience::Network => template!(Text, "exempt-from-inspection/network.txt", SUMMARY),
        Audience::CollectorReceiver
        | Audience::CollectorExporter
        | sdk!()
        | Audience::Kubernetes
        | Audience::CertManager
        | Audience::Openssl
        | Audience::ReverseProxy => NotApplicable("the inspecting proxy decides, not this side"),
    }
}

pub(super) fn set_secret(audience: Audience) -> Entry {
    const SUMMARY: &str = "give the server its own certificate in place of the default one";
    match audience {
        Audience::Kubernetes => template!(Yaml, "server/ingress.yaml", SUMMARY),
        Audience::CertManager => template!(Yaml, "server/cert-manager.yaml", SUMMARY),
        Audience::ReverseProxy => template!(Nginx, "server/reverse-proxy.conf", SUMMARY),
        Audience::CollectorReceiver => {
            NotApplicable("see kubernetes and reverse-proxy: the Collector presents no default certificate")
        }
        Audience::Openssl => NotApplicable("the files are made by reissue"),
        Audience::Environment
        | Audience::CollectorExporter
        | sdk!()
        | Audience::ForwardProxy
        | Audience::Network => NotApplicable("the server presents the certificate"),
    }
}

pub(super) fn enable_pipeline(audience: Audience) -> Entry {
    match audience {
        Audience::Environment => {
            template!(Sh, "enable-pipeline/environment.sh", "or turn {{signal|text}} off in the exporter")
        }
        Audience::CollectorReceiver => template!(
            Yaml,
            "enable-pipeline/collector-receiver.yaml",
            "add a pipeline for {{signal|text}} at the server"
        ),
        sdk!() => {
            NotApplicable("the SDK's other signals need no change; see environment to turn this one off")
        }
        Audience::CollectorExporter
        | Audience::Kubernetes
        | Audience::CertManager
        | Audience::Openssl
        | Audience::ForwardProxy
        | Audience::ReverseProxy
        | Audience::Network => NotApplicable("pipelines are a matter of the receiving Collector"),
    }
}

pub(super) fn pair_server_key(audience: Audience) -> Entry {
    const SUMMARY: &str = "give the server the key that belongs to its certificate";
    match audience {
        Audience::CollectorReceiver => template!(Yaml, "server/receiver.yaml", SUMMARY),
        Audience::Kubernetes => template!(Sh, "server/secret.sh", SUMMARY),
        Audience::Openssl => template!(Sh, "pair-server-key/openssl.sh", SUMMARY),
        Audience::ReverseProxy => template!(Sh, "pair-server-key/reverse-proxy.sh", SUMMARY),
        Audience::CertManager => {
            NotApplicable("cert-manager writes certificate and key together: see kubernetes")
        }
        Audience::Environment
        | Audience::CollectorExporter
        | sdk!()
        | Audience::ForwardProxy
        | Audience::Network => NotApplicable("the pair is the server's"),
    }
}

pub(super) fn align_addresses(audience: Audience) -> Entry {
    match audience {
        Audience::Kubernetes => template!(
            Sh,
            "align-addresses/kubernetes.sh",
            "bring every pod behind the name to the same configuration"
        ),
        Audience::Network => {
            template!(Sh, "align-addresses/network.sh", "make every address of the name answer alike")
        }
        Audience::Environment
        | Audience::CollectorReceiver
        | Audience::CollectorExporter
        | sdk!()
        | Audience::CertManager
        | Audience::Openssl
        | Audience::ForwardProxy
        | Audience::ReverseProxy => {
            NotApplicable("the addresses are compared from the network and mended behind it")
        }
    }
}

pub(super) fn ask_operator(audience: Audience) -> Entry {
    match audience {
        Audience::Openssl => template!(Sh, "ask-operator/openssl.sh", "show this to whoever runs the server"),
        Audience::Environment
        | Audience::CollectorReceiver
        | Audience::CollectorExporter
        | sdk!()
        | Audience::Kubernetes
        | Audience::CertManager
        | Audience::ForwardProxy
        | Audience::ReverseProxy
        | Audience::Network => {
            NotApplicable("the transcript of openssl or curl is what an operator can read")
        }
    }
}
