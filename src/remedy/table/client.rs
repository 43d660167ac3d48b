//! What an exporter, or the machine it runs on, changes. One function per action: which template for which audience, or why there is none.

use super::Entry;
use super::Entry::NotApplicable;
use crate::remedy::Audience;

pub(super) fn trust_ca(audience: Audience) -> Entry {
    const SUMMARY: &str = include_str!("../templates/summary/trust-ca.txt");
    match audience {
        Audience::CollectorExporter | sdk!() => exporter(audience, SUMMARY),
        Audience::Environment => template!(Sh, "trust-ca/environment.sh", SUMMARY),
        Audience::Kubernetes => template!(Yaml, "trust-ca/kubernetes.yaml", SUMMARY),
        Audience::CertManager => template!(Yaml, "trust-ca/cert-manager.yaml", SUMMARY),
        Audience::Openssl => template!(Sh, "trust-ca/openssl.sh", SUMMARY),
        Audience::CollectorReceiver => {
            NotApplicable("a receiver verifies no server: its roots have no part in this")
        }
        Audience::ForwardProxy | Audience::ReverseProxy => {
            NotApplicable("a proxy that passes TLS through has no trust of its own in this")
        }
        Audience::Network => NotApplicable("trust is a matter of the exporter, not of the network"),
    }
}

pub(super) fn trust_system(audience: Audience) -> Entry {
    const SUMMARY: &str = "use the machine's trust store, and keep it current";
    match audience {
        Audience::CollectorExporter | Audience::Python | Audience::Rust | Audience::Php => {
            exporter(audience, SUMMARY)
        }
        Audience::Environment => template!(Sh, "trust-system/environment.sh", SUMMARY),
        Audience::Java => template!(Sh, "trust-system/java.sh", SUMMARY),
        Audience::Node => template!(Sh, "trust-system/node.sh", SUMMARY),
        Audience::Go => {
            NotApplicable("Go reads the system's store by itself while RootCAs is not set: see environment")
        }
        Audience::Dotnet | Audience::Ruby => {
            NotApplicable("the runtime reads the system's store by itself: see environment")
        }
        Audience::Cpp => {
            NotApplicable("gRPC core and libcurl read the system's store by themselves: see environment")
        }
        Audience::Kubernetes => {
            NotApplicable("a container has the store of its image: mount the CA instead, see trust-ca")
        }
        Audience::CertManager => {
            NotApplicable("trust-manager writes config maps, not the system's store: see trust-ca")
        }
        Audience::Openssl => {
            NotApplicable("installing the CA is the same for every program: see environment")
        }
        Audience::CollectorReceiver => {
            NotApplicable("a receiver verifies no server: its roots have no part in this")
        }
        Audience::ForwardProxy | Audience::ReverseProxy => {
            NotApplicable("a proxy that passes TLS through has no trust of its own in this")
        }
        Audience::Network => NotApplicable("trust is a matter of the exporter, not of the network"),
    }
}

pub(super) fn send_client_cert(audience: Audience) -> Entry {
    const SUMMARY: &str = include_str!("../templates/summary/send-client-cert.txt");
    match audience {
        Audience::CollectorExporter | sdk!() => exporter(audience, SUMMARY),
        Audience::Environment => template!(Sh, "send-client-cert/environment.sh", SUMMARY),
        Audience::Kubernetes => template!(Yaml, "send-client-cert/kubernetes.yaml", SUMMARY),
        Audience::CollectorReceiver => NotApplicable("a receiver sends no client certificate"),
        Audience::CertManager => {
            NotApplicable("cert-manager makes the certificate: see renew-client-cert; kubernetes mounts it")
        }
        Audience::Openssl => NotApplicable(
            "s_client reports success before a TLS 1.3 server has judged the certificate: run otls again with --cert and --key",
        ),
        Audience::ForwardProxy | Audience::ReverseProxy => {
            NotApplicable("a proxy cannot send a client certificate in the exporter's name")
        }
        Audience::Network => NotApplicable("the certificate is the exporter's own, not the network's"),
    }
}

pub(super) fn fix_name(audience: Audience) -> Entry {
    const SUMMARY: &str = include_str!("../templates/summary/fix-name.txt");
    match audience {
        Audience::Go | Audience::Python | Audience::Node | Audience::Rust | Audience::Cpp => {
            exporter(audience, include_str!("../templates/summary/verify-name.txt"))
        }
        Audience::CollectorExporter => exporter(
            audience,
            "connect with a name that is in the certificate, or have the Collector verify that name",
        ),
        Audience::Environment => template!(Sh, "fix-name/environment.sh", SUMMARY),
        Audience::Kubernetes => template!(Yaml, "fix-name/kubernetes.yaml", SUMMARY),
        Audience::ReverseProxy => {
            template!(Nginx, "server/reverse-proxy.conf", "have the server answer to `{{server_name|text}}`")
        }
        Audience::Network => {
            template!(Text, "fix-name/network.txt", "have a name of the certificate resolve to the server")
        }
        Audience::CollectorReceiver | Audience::CertManager | Audience::Openssl => {
            NotApplicable("the names of the certificate are changed by reissue")
        }
        Audience::Java | Audience::Dotnet | Audience::Ruby | Audience::Php => NotApplicable(
            "the exporter verifies the host that it dials and no other name: use the endpoint of environment, or a host alias",
        ),
        Audience::ForwardProxy => {
            NotApplicable("a proxy that passes TLS through does not change the name that is verified")
        }
    }
}

pub(super) fn change_scheme(audience: Audience) -> Entry {
    const SUMMARY: &str = include_str!("../templates/summary/change-scheme.txt");
    match audience {
        Audience::CollectorExporter | sdk!() => exporter(audience, SUMMARY),
        Audience::Environment => template!(Sh, "change-scheme/environment.sh", SUMMARY),
        Audience::CollectorReceiver => NotApplicable("the receiver's side of this is serve-tls"),
        Audience::Kubernetes => NotApplicable("it is the variable of environment, in the pod's env"),
        Audience::CertManager
        | Audience::Openssl
        | Audience::ForwardProxy
        | Audience::ReverseProxy
        | Audience::Network => NotApplicable("the scheme is chosen by the exporter"),
    }
}

pub(super) fn change_port(audience: Audience) -> Entry {
    const SUMMARY: &str = include_str!("../templates/summary/change-port.txt");
    match audience {
        Audience::CollectorExporter | sdk!() => exporter(audience, SUMMARY),
        Audience::Environment => template!(Sh, "change-port/environment.sh", SUMMARY),
        Audience::CollectorReceiver => template!(
            Yaml,
            "change-port/collector-receiver.yaml",
            "have the Collector listen for both protocols"
        ),
        Audience::Kubernetes => template!(
            Yaml,
            "change-port/kubernetes.yaml",
            "have the Service serve both ports, each with its protocol"
        ),
        Audience::CertManager | Audience::Openssl | Audience::ForwardProxy | Audience::Network => {
            NotApplicable("port and protocol are chosen by the exporter and the receiver")
        }
        Audience::ReverseProxy => NotApplicable("a proxy passes both protocols: see enable-alpn for HTTP/2"),
    }
}

pub(super) fn fix_proxy(audience: Audience) -> Entry {
    const SUMMARY: &str = "let this endpoint past the proxy, or the proxy reach it";
    match audience {
        Audience::Environment => template!(Sh, "fix-proxy/environment.sh", SUMMARY),
        Audience::Java => template!(Sh, "fix-proxy/java.sh", SUMMARY),
        Audience::ForwardProxy => template!(Text, "fix-proxy/forward-proxy.txt", SUMMARY),
        Audience::Go
        | Audience::Python
        | Audience::Dotnet
        | Audience::Cpp
        | Audience::Ruby
        | Audience::Php
        | Audience::CollectorExporter => NotApplicable("it reads the variables of environment"),
        Audience::Node => {
            NotApplicable("Node over HTTP honours no proxy variable, over gRPC it reads those of environment")
        }
        Audience::Rust => {
            NotApplicable("gRPC in Rust knows no proxy, HTTP reads the variables of environment")
        }
        Audience::Kubernetes => NotApplicable("it is the variable of environment, in the pod's env"),
        Audience::CollectorReceiver
        | Audience::CertManager
        | Audience::Openssl
        | Audience::ReverseProxy
        | Audience::Network => NotApplicable("a forward proxy stands on the exporter's side"),
    }
}

pub(super) fn fix_clock(audience: Audience) -> Entry {
    match audience {
        Audience::Environment => template!(Sh, "fix-clock/environment.sh", "set this machine's clock by NTP"),
        Audience::CollectorReceiver
        | Audience::CollectorExporter
        | sdk!()
        | Audience::CertManager
        | Audience::Openssl
        | Audience::ForwardProxy
        | Audience::ReverseProxy
        | Audience::Network => {
            NotApplicable("it is the machine's clock, whatever runs on it: see environment")
        }
        Audience::Kubernetes => {
            NotApplicable("a pod has the clock of its node: see environment, on the node")
        }
    }
}

pub(super) fn send_credentials(audience: Audience) -> Entry {
    const SUMMARY: &str = include_str!("../templates/summary/send-credentials.txt");
    match audience {
        Audience::CollectorExporter => exporter(audience, SUMMARY),
        Audience::Environment => template!(Sh, "send-credentials/environment.sh", SUMMARY),
        Audience::Kubernetes => template!(Yaml, "send-credentials/kubernetes.yaml", SUMMARY),
        sdk!() => NotApplicable(
            "the exporter reads the variable of environment; a token does not belong in source code",
        ),
        Audience::CollectorReceiver
        | Audience::CertManager
        | Audience::Openssl
        | Audience::ForwardProxy
        | Audience::ReverseProxy
        | Audience::Network => NotApplicable("credentials are sent by the exporter"),
    }
}

pub(super) fn fix_key_file(audience: Audience) -> Entry {
    const SUMMARY: &str = "give a readable, unencrypted PEM file";
    match audience {
        Audience::Java => template!(Sh, "fix-key-file/java.sh", SUMMARY),
        Audience::Ruby => template!(Sh, "fix-key-file/ruby.sh", SUMMARY),
        Audience::CertManager => template!(Yaml, "renew-client-cert/cert-manager.yaml", SUMMARY),
        Audience::Openssl => template!(Sh, "fix-key-file/openssl.sh", SUMMARY),
        Audience::Environment
        | Audience::CollectorReceiver
        | Audience::CollectorExporter
        | Audience::Go
        | Audience::Python
        | Audience::Node
        | Audience::Dotnet
        | Audience::Rust
        | Audience::Cpp
        | Audience::Php
        | Audience::Kubernetes
        | Audience::ForwardProxy
        | Audience::ReverseProxy
        | Audience::Network => {
            NotApplicable("any unencrypted PEM pair will do, made and checked with openssl: see openssl")
        }
    }
}

pub(super) fn pair_client_key(audience: Audience) -> Entry {
    match audience {
        Audience::Openssl => template!(
            Sh,
            "pair-client-key/openssl.sh",
            "use the key that was made with the certificate: one secret, one issuance"
        ),
        Audience::Environment
        | Audience::CollectorReceiver
        | Audience::CollectorExporter
        | sdk!()
        | Audience::Kubernetes
        | Audience::CertManager
        | Audience::ForwardProxy
        | Audience::ReverseProxy
        | Audience::Network => NotApplicable("the files do not belong together, however they are given"),
    }
}

pub(super) fn shorten_hello(audience: Audience) -> Entry {
    const SUMMARY: &str = "leave out the post-quantum key share until the server or the middlebox is mended";
    match audience {
        Audience::CollectorExporter | Audience::Go => exporter(audience, SUMMARY),
        Audience::Environment => template!(Sh, "shorten-hello/environment.sh", SUMMARY),
        Audience::Network => {
            template!(Text, "shorten-hello/network.txt", "mend what drops a ClientHello of two packets")
        }
        Audience::CollectorReceiver
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
        | Audience::ForwardProxy
        | Audience::ReverseProxy => {
            NotApplicable("no switch of its own is known: mend what drops the ClientHello, see network")
        }
    }
}

pub(super) fn renew_client_cert(audience: Audience) -> Entry {
    const SUMMARY: &str = include_str!("../templates/summary/renew-client-cert.txt");
    match audience {
        Audience::CertManager => template!(Yaml, "renew-client-cert/cert-manager.yaml", SUMMARY),
        Audience::Openssl => template!(Sh, "server/issue.sh", SUMMARY),
        Audience::Environment
        | Audience::CollectorReceiver
        | Audience::CollectorExporter
        | sdk!()
        | Audience::Kubernetes
        | Audience::ForwardProxy
        | Audience::ReverseProxy
        | Audience::Network => NotApplicable(
            "the certificate is issued by the CA; send-client-cert says how this audience uses it",
        ),
    }
}

/// The exporter in code or configuration, with the settings that the action gives it.
pub(super) fn exporter(audience: Audience, summary: &'static str) -> Entry {
    match audience {
        Audience::CollectorExporter => template!(Yaml, "exporter/collector.yaml", summary),
        Audience::Go => template!(Go, "exporter/go.go", summary),
        Audience::Java => template!(Java, "exporter/java.java", summary),
        Audience::Python => template!(Python, "exporter/python.py", summary),
        Audience::Node => template!(Javascript, "exporter/node.js", summary),
        Audience::Dotnet => template!(Csharp, "exporter/dotnet.cs", summary),
        Audience::Rust => template!(Rust, "exporter/rust.rs.in", summary),
        Audience::Cpp => template!(Cpp, "exporter/cpp.cc", summary),
        Audience::Ruby => template!(Ruby, "exporter/ruby.rb", summary),
        Audience::Php => template!(Php, "exporter/php.php", summary),
        Audience::Environment
        | Audience::CollectorReceiver
        | Audience::Kubernetes
        | Audience::CertManager
        | Audience::Openssl
        | Audience::ForwardProxy
        | Audience::ReverseProxy
        | Audience::Network => NotApplicable("no exporter is set up here"),
    }
}

pub(super) fn fix_setting(audience: Audience) -> Entry {
    const SUMMARY: &str = include_str!("../templates/summary/fix-setting.txt");
    match audience {
        Audience::Environment => template!(Sh, "fix-setting/environment.sh", SUMMARY),
        Audience::CollectorReceiver | Audience::CollectorExporter | Audience::Kubernetes => {
            template!(Yaml, "fix-setting/yaml.yaml", SUMMARY)
        }
        sdk!() => NotApplicable("the setting is not in code: see environment"),
        Audience::CertManager => NotApplicable("a manifest's setting is shown for kubernetes"),
        Audience::Openssl => NotApplicable("no certificate is to be changed"),
        Audience::ForwardProxy | Audience::ReverseProxy | Audience::Network => {
            NotApplicable("the setting is the exporter's or the receiver's own")
        }
    }
}
