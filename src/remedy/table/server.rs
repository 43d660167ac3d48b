//! What the server, or what stands before it, changes. One function per action: which template for which audience, or why there is none.

use super::Entry;
use super::Entry::NotApplicable;
use super::Entry::Template;
use crate::remedy::Audience;
use crate::remedy::quote::Language;

pub(super) fn accept_client_ca(audience: Audience) -> Entry {
    match audience {
        Audience::Environment
        | Audience::CollectorExporter
        | Audience::Go
        | Audience::Java
        | Audience::Python
        | Audience::Node
        | Audience::Dotnet
        | Audience::Rust
        | Audience::Cpp
        | Audience::Ruby
        | Audience::Php
        | Audience::Kubernetes
        | Audience::ForwardProxy
        | Audience::Network => NotApplicable("the server decides which client certificates it accepts"),
        Audience::CollectorReceiver => {
            Template(Language::Yaml, include_str!("../templates/accept-client-ca/collector-receiver.yaml"))
        }
        Audience::CertManager => {
            NotApplicable("cert-manager issues the client certificate: see renew-client-cert")
        }
        Audience::Openssl => Template(Language::Sh, include_str!("../templates/accept-client-ca/openssl.sh")),
        Audience::ReverseProxy => {
            Template(Language::Nginx, include_str!("../templates/accept-client-ca/reverse-proxy.conf"))
        }
    }
}

pub(super) fn reissue(audience: Audience) -> Entry {
    match audience {
        Audience::Environment
        | Audience::CollectorExporter
        | Audience::Go
        | Audience::Java
        | Audience::Python
        | Audience::Node
        | Audience::Dotnet
        | Audience::Rust
        | Audience::Cpp
        | Audience::Ruby
        | Audience::Php
        | Audience::ForwardProxy
        | Audience::Network => NotApplicable("the certificate is the server's"),
        Audience::CollectorReceiver => {
            Template(Language::Yaml, include_str!("../templates/reissue/collector-receiver.yaml"))
        }
        Audience::Kubernetes => Template(Language::Sh, include_str!("../templates/reissue/kubernetes.sh")),
        Audience::CertManager => {
            Template(Language::Yaml, include_str!("../templates/reissue/cert-manager.yaml"))
        }
        Audience::Openssl => Template(Language::Sh, include_str!("../templates/reissue/openssl.sh")),
        Audience::ReverseProxy => NotApplicable("the proxy needs the new files and a reload: see renew"),
    }
}

pub(super) fn send_chain(audience: Audience) -> Entry {
    match audience {
        Audience::Environment
        | Audience::CollectorExporter
        | Audience::Go
        | Audience::Java
        | Audience::Python
        | Audience::Node
        | Audience::Dotnet
        | Audience::Rust
        | Audience::Cpp
        | Audience::Ruby
        | Audience::Php => NotApplicable(
            "no exporter fetches a missing intermediate, and Node and Python up to 3.12 do not accept one as a root: the server must send it",
        ),
        Audience::CollectorReceiver => {
            Template(Language::Yaml, include_str!("../templates/send-chain/collector-receiver.yaml"))
        }
        Audience::Kubernetes => Template(Language::Sh, include_str!("../templates/send-chain/kubernetes.sh")),
        Audience::CertManager => {
            NotApplicable("tls.crt of cert-manager holds the leaf and the intermediates already")
        }
        Audience::Openssl => Template(Language::Sh, include_str!("../templates/send-chain/openssl.sh")),
        Audience::ForwardProxy | Audience::Network => {
            NotApplicable("the certificates pass through unchanged")
        }
        Audience::ReverseProxy => {
            Template(Language::Nginx, include_str!("../templates/send-chain/reverse-proxy.conf"))
        }
    }
}

pub(super) fn renew(audience: Audience) -> Entry {
    match audience {
        Audience::Environment
        | Audience::CollectorExporter
        | Audience::Go
        | Audience::Java
        | Audience::Python
        | Audience::Node
        | Audience::Dotnet
        | Audience::Rust
        | Audience::Cpp
        | Audience::Ruby
        | Audience::Php
        | Audience::ForwardProxy
        | Audience::Network => NotApplicable("the certificate is the server's"),
        Audience::CollectorReceiver => {
            Template(Language::Yaml, include_str!("../templates/renew/collector-receiver.yaml"))
        }
        Audience::Kubernetes => Template(Language::Sh, include_str!("../templates/renew/kubernetes.sh")),
        Audience::CertManager => Template(Language::Sh, include_str!("../templates/renew/cert-manager.sh")),
        Audience::Openssl => Template(Language::Sh, include_str!("../templates/renew/openssl.sh")),
        Audience::ReverseProxy => Template(Language::Sh, include_str!("../templates/renew/reverse-proxy.sh")),
    }
}

pub(super) fn serve_tls(audience: Audience) -> Entry {
    match audience {
        Audience::Environment
        | Audience::CollectorExporter
        | Audience::Go
        | Audience::Java
        | Audience::Python
        | Audience::Node
        | Audience::Dotnet
        | Audience::Rust
        | Audience::Cpp
        | Audience::Ruby
        | Audience::Php
        | Audience::ForwardProxy
        | Audience::Network => {
            NotApplicable("TLS is turned on at the server; the exporter's side is change-scheme")
        }
        Audience::CollectorReceiver => {
            Template(Language::Yaml, include_str!("../templates/serve-tls/collector-receiver.yaml"))
        }
        Audience::Kubernetes => Template(Language::Sh, include_str!("../templates/serve-tls/kubernetes.sh")),
        Audience::CertManager | Audience::Openssl => NotApplicable("first a certificate: see reissue"),
        Audience::ReverseProxy => {
            Template(Language::Nginx, include_str!("../templates/serve-tls/reverse-proxy.conf"))
        }
    }
}

pub(super) fn enable_alpn(audience: Audience) -> Entry {
    match audience {
        Audience::Environment
        | Audience::CollectorExporter
        | Audience::Go
        | Audience::Java
        | Audience::Python
        | Audience::Node
        | Audience::Dotnet
        | Audience::Rust
        | Audience::Cpp
        | Audience::Ruby
        | Audience::Php
        | Audience::CertManager
        | Audience::Openssl
        | Audience::ForwardProxy => NotApplicable(
            "the server, or the proxy before it, has to select h2; nothing that the exporter verifies should be turned off",
        ),
        Audience::CollectorReceiver => NotApplicable(
            "the Collector's gRPC receiver selects h2 by itself: what stands before it does not",
        ),
        Audience::Kubernetes => {
            Template(Language::Yaml, include_str!("../templates/enable-alpn/kubernetes.yaml"))
        }
        Audience::ReverseProxy => {
            Template(Language::Nginx, include_str!("../templates/enable-alpn/reverse-proxy.conf"))
        }
        Audience::Network => Template(Language::Text, include_str!("../templates/enable-alpn/network.txt")),
    }
}

pub(super) fn set_versions(audience: Audience) -> Entry {
    match audience {
        Audience::Environment
        | Audience::Go
        | Audience::Java
        | Audience::Python
        | Audience::Node
        | Audience::Dotnet
        | Audience::Rust
        | Audience::Cpp
        | Audience::Ruby
        | Audience::Php
        | Audience::Kubernetes
        | Audience::CertManager
        | Audience::Openssl
        | Audience::ForwardProxy => NotApplicable(
            "every exporter speaks TLS 1.2 and 1.3 by default, and none speaks less: the server is changed",
        ),
        Audience::CollectorReceiver => {
            Template(Language::Yaml, include_str!("../templates/set-versions/collector-receiver.yaml"))
        }
        Audience::CollectorExporter => {
            Template(Language::Yaml, include_str!("../templates/set-versions/collector-exporter.yaml"))
        }
        Audience::ReverseProxy => {
            Template(Language::Nginx, include_str!("../templates/set-versions/reverse-proxy.conf"))
        }
        Audience::Network => Template(Language::Text, include_str!("../templates/set-versions/network.txt")),
    }
}

pub(super) fn set_ciphers(audience: Audience) -> Entry {
    match audience {
        Audience::Environment
        | Audience::Go
        | Audience::Java
        | Audience::Python
        | Audience::Node
        | Audience::Dotnet
        | Audience::Rust
        | Audience::Cpp
        | Audience::Ruby
        | Audience::Php
        | Audience::Kubernetes
        | Audience::ForwardProxy => {
            NotApplicable("every exporter offers the usual suites by default: the server is changed")
        }
        Audience::CollectorReceiver => {
            Template(Language::Yaml, include_str!("../templates/set-ciphers/collector-receiver.yaml"))
        }
        Audience::CollectorExporter => {
            Template(Language::Yaml, include_str!("../templates/set-ciphers/collector-exporter.yaml"))
        }
        Audience::CertManager | Audience::Openssl => {
            NotApplicable("a key that some exporters cannot use is changed by reissue")
        }
        Audience::ReverseProxy => {
            Template(Language::Nginx, include_str!("../templates/set-ciphers/reverse-proxy.conf"))
        }
        Audience::Network => Template(Language::Text, include_str!("../templates/set-ciphers/network.txt")),
    }
}

pub(super) fn open_network(audience: Audience) -> Entry {
    match audience {
        Audience::Environment
        | Audience::CollectorExporter
        | Audience::Go
        | Audience::Java
        | Audience::Python
        | Audience::Node
        | Audience::Dotnet
        | Audience::Rust
        | Audience::Cpp
        | Audience::Ruby
        | Audience::Php => {
            NotApplicable("the address that the exporter dials is changed by change-port or fix-name")
        }
        Audience::CollectorReceiver => {
            Template(Language::Yaml, include_str!("../templates/open-network/collector-receiver.yaml"))
        }
        Audience::Kubernetes => {
            Template(Language::Sh, include_str!("../templates/open-network/kubernetes.sh"))
        }
        Audience::CertManager | Audience::Openssl => NotApplicable("no certificate has a part in this"),
        Audience::ForwardProxy => NotApplicable("a proxy on the way is a matter of fix-proxy"),
        Audience::ReverseProxy => {
            NotApplicable("where the proxy listens is seen from the network: see network")
        }
        Audience::Network => Template(Language::Sh, include_str!("../templates/open-network/network.sh")),
    }
}

pub(super) fn scale_backend(audience: Audience) -> Entry {
    match audience {
        Audience::Environment
        | Audience::Go
        | Audience::Java
        | Audience::Python
        | Audience::Node
        | Audience::Dotnet
        | Audience::Rust
        | Audience::Cpp
        | Audience::Ruby
        | Audience::Php => NotApplicable("SDKs retry by themselves; the room has to be made behind them"),
        Audience::CollectorReceiver
        | Audience::CertManager
        | Audience::Openssl
        | Audience::ForwardProxy
        | Audience::Network => NotApplicable("the room has to be made at the server"),
        Audience::CollectorExporter => {
            Template(Language::Yaml, include_str!("../templates/scale-backend/collector-exporter.yaml"))
        }
        Audience::Kubernetes => {
            Template(Language::Sh, include_str!("../templates/scale-backend/kubernetes.sh"))
        }
        Audience::ReverseProxy => {
            Template(Language::Nginx, include_str!("../templates/scale-backend/reverse-proxy.conf"))
        }
    }
}

pub(super) fn exempt_from_inspection(audience: Audience) -> Entry {
    match audience {
        Audience::Environment => {
            Template(Language::Sh, include_str!("../templates/exempt-from-inspection/environment.sh"))
        }
        Audience::CollectorReceiver
        | Audience::CollectorExporter
        | Audience::Go
        | Audience::Java
        | Audience::Python
        | Audience::Node
        | Audience::Dotnet
        | Audience::Rust
        | Audience::Cpp
        | Audience::Ruby
        | Audience::Php
        | Audience::Kubernetes
        | Audience::CertManager
        | Audience::Openssl
        | Audience::ReverseProxy => NotApplicable("the inspecting proxy decides, not this side"),
        Audience::ForwardProxy => {
            Template(Language::Text, include_str!("../templates/exempt-from-inspection/forward-proxy.txt"))
        }
        Audience::Network => {
            Template(Language::Text, include_str!("../templates/exempt-from-inspection/network.txt"))
        }
    }
}

pub(super) fn set_secret(audience: Audience) -> Entry {
    match audience {
        Audience::Environment
        | Audience::CollectorExporter
        | Audience::Go
        | Audience::Java
        | Audience::Python
        | Audience::Node
        | Audience::Dotnet
        | Audience::Rust
        | Audience::Cpp
        | Audience::Ruby
        | Audience::Php
        | Audience::ForwardProxy
        | Audience::Network => NotApplicable("the server presents the certificate"),
        Audience::CollectorReceiver => {
            NotApplicable("see kubernetes and reverse-proxy: the Collector presents no default certificate")
        }
        Audience::Kubernetes => {
            Template(Language::Yaml, include_str!("../templates/set-secret/kubernetes.yaml"))
        }
        Audience::CertManager => {
            Template(Language::Yaml, include_str!("../templates/set-secret/cert-manager.yaml"))
        }
        Audience::Openssl => NotApplicable("the files are made by reissue"),
        Audience::ReverseProxy => {
            Template(Language::Nginx, include_str!("../templates/set-secret/reverse-proxy.conf"))
        }
    }
}

pub(super) fn enable_pipeline(audience: Audience) -> Entry {
    match audience {
        Audience::Environment => {
            Template(Language::Sh, include_str!("../templates/enable-pipeline/environment.sh"))
        }
        Audience::CollectorReceiver => {
            Template(Language::Yaml, include_str!("../templates/enable-pipeline/collector-receiver.yaml"))
        }
        Audience::CollectorExporter
        | Audience::Kubernetes
        | Audience::CertManager
        | Audience::Openssl
        | Audience::ForwardProxy
        | Audience::ReverseProxy
        | Audience::Network => NotApplicable("pipelines are a matter of the receiving Collector"),
        Audience::Go
        | Audience::Java
        | Audience::Python
        | Audience::Node
        | Audience::Dotnet
        | Audience::Rust
        | Audience::Cpp
        | Audience::Ruby
        | Audience::Php => {
            NotApplicable("the SDK's other signals need no change; see environment to turn this one off")
        }
    }
}

pub(super) fn pair_server_key(audience: Audience) -> Entry {
    match audience {
        Audience::Environment
        | Audience::CollectorExporter
        | Audience::Go
        | Audience::Java
        | Audience::Python
        | Audience::Node
        | Audience::Dotnet
        | Audience::Rust
        | Audience::Cpp
        | Audience::Ruby
        | Audience::Php
        | Audience::ForwardProxy
        | Audience::Network => NotApplicable("the pair is the server's"),
        Audience::CollectorReceiver => {
            Template(Language::Yaml, include_str!("../templates/pair-server-key/collector-receiver.yaml"))
        }
        Audience::Kubernetes => {
            Template(Language::Sh, include_str!("../templates/pair-server-key/kubernetes.sh"))
        }
        Audience::CertManager => {
            NotApplicable("cert-manager writes certificate and key together: see kubernetes")
        }
        Audience::Openssl => Template(Language::Sh, include_str!("../templates/pair-server-key/openssl.sh")),
        Audience::ReverseProxy => {
            Template(Language::Sh, include_str!("../templates/pair-server-key/reverse-proxy.sh"))
        }
    }
}

pub(super) fn align_addresses(audience: Audience) -> Entry {
    match audience {
        Audience::Environment
        | Audience::CollectorReceiver
        | Audience::CollectorExporter
        | Audience::Go
        | Audience::Java
        | Audience::Python
        | Audience::Node
        | Audience::Dotnet
        | Audience::Rust
        | Audience::Cpp
        | Audience::Ruby
        | Audience::Php
        | Audience::CertManager
        | Audience::Openssl
        | Audience::ForwardProxy
        | Audience::ReverseProxy => {
            NotApplicable("the addresses are compared from the network and mended behind it")
        }
        Audience::Kubernetes => {
            Template(Language::Sh, include_str!("../templates/align-addresses/kubernetes.sh"))
        }
        Audience::Network => Template(Language::Sh, include_str!("../templates/align-addresses/network.sh")),
    }
}

pub(super) fn ask_operator(audience: Audience) -> Entry {
    match audience {
        Audience::Environment
        | Audience::CollectorReceiver
        | Audience::CollectorExporter
        | Audience::Go
        | Audience::Java
        | Audience::Python
        | Audience::Node
        | Audience::Dotnet
        | Audience::Rust
        | Audience::Cpp
        | Audience::Ruby
        | Audience::Php
        | Audience::Kubernetes
        | Audience::CertManager
        | Audience::ForwardProxy
        | Audience::ReverseProxy
        | Audience::Network => NotApplicable("the transcript of openssl is what an operator can read"),
        Audience::Openssl => Template(Language::Sh, include_str!("../templates/ask-operator/openssl.sh")),
    }
}
