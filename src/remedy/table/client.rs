//! What an exporter, or the machine it runs on, changes. One function per action: which template for which audience, or why there is none.

use super::Entry;
use super::Entry::NotApplicable;
use super::Entry::Template;
use crate::remedy::Audience;
use crate::remedy::quote::Language;

pub(super) fn trust_ca(audience: Audience) -> Entry {
    match audience {
        Audience::Environment => Template(Language::Sh, include_str!("../templates/trust-ca/environment.sh")),
        Audience::CollectorReceiver => {
            NotApplicable("a receiver verifies no server: its roots have no part in this")
        }
        Audience::CollectorExporter => {
            Template(Language::Yaml, include_str!("../templates/trust-ca/collector-exporter.yaml"))
        }
        Audience::Go => Template(Language::Go, include_str!("../templates/trust-ca/go.go")),
        Audience::Java => Template(Language::Java, include_str!("../templates/trust-ca/java.java")),
        Audience::Python => Template(Language::Python, include_str!("../templates/trust-ca/python.py")),
        Audience::Node => Template(Language::Javascript, include_str!("../templates/trust-ca/node.js")),
        Audience::Dotnet => Template(Language::Csharp, include_str!("../templates/trust-ca/dotnet.cs")),
        Audience::Rust => Template(Language::Rust, include_str!("../templates/trust-ca/rust.rs.in")),
        Audience::Cpp => Template(Language::Cpp, include_str!("../templates/trust-ca/cpp.cc")),
        Audience::Ruby => Template(Language::Ruby, include_str!("../templates/trust-ca/ruby.rb")),
        Audience::Php => Template(Language::Php, include_str!("../templates/trust-ca/php.php")),
        Audience::Kubernetes => {
            Template(Language::Yaml, include_str!("../templates/trust-ca/kubernetes.yaml"))
        }
        Audience::CertManager => {
            Template(Language::Yaml, include_str!("../templates/trust-ca/cert-manager.yaml"))
        }
        Audience::Openssl => Template(Language::Sh, include_str!("../templates/trust-ca/openssl.sh")),
        Audience::ForwardProxy | Audience::ReverseProxy => {
            NotApplicable("a proxy that passes TLS through has no trust of its own in this")
        }
        Audience::Network => NotApplicable("trust is a matter of the exporter, not of the network"),
    }
}

pub(super) fn trust_system(audience: Audience) -> Entry {
    match audience {
        Audience::Environment => {
            Template(Language::Sh, include_str!("../templates/trust-system/environment.sh"))
        }
        Audience::CollectorReceiver => {
            NotApplicable("a receiver verifies no server: its roots have no part in this")
        }
        Audience::CollectorExporter => {
            Template(Language::Yaml, include_str!("../templates/trust-system/collector-exporter.yaml"))
        }
        Audience::Go => {
            NotApplicable("Go reads the system's store by itself while RootCAs is not set: see environment")
        }
        Audience::Java => Template(Language::Sh, include_str!("../templates/trust-system/java.sh")),
        Audience::Python => Template(Language::Python, include_str!("../templates/trust-system/python.py")),
        Audience::Node => Template(Language::Sh, include_str!("../templates/trust-system/node.sh")),
        Audience::Dotnet => NotApplicable(".NET reads the system's store by itself: see environment"),
        Audience::Rust => Template(Language::Rust, include_str!("../templates/trust-system/rust.rs.in")),
        Audience::Cpp => {
            NotApplicable("gRPC core and libcurl read the system's store by themselves: see environment")
        }
        Audience::Ruby => NotApplicable("Ruby reads the system's store by itself: see environment"),
        Audience::Php => Template(Language::Php, include_str!("../templates/trust-system/php.php")),
        Audience::Kubernetes => {
            NotApplicable("a container has the store of its image: mount the CA instead, see trust-ca")
        }
        Audience::CertManager => {
            NotApplicable("trust-manager writes config maps, not the system's store: see trust-ca")
        }
        Audience::Openssl => {
            NotApplicable("installing the CA is the same for every program: see environment")
        }
        Audience::ForwardProxy | Audience::ReverseProxy => {
            NotApplicable("a proxy that passes TLS through has no trust of its own in this")
        }
        Audience::Network => NotApplicable("trust is a matter of the exporter, not of the network"),
    }
}

pub(super) fn send_client_cert(audience: Audience) -> Entry {
    match audience {
        Audience::Environment => {
            Template(Language::Sh, include_str!("../templates/send-client-cert/environment.sh"))
        }
        Audience::CollectorReceiver => NotApplicable("a receiver sends no client certificate"),
        Audience::CollectorExporter => {
            Template(Language::Yaml, include_str!("../templates/send-client-cert/collector-exporter.yaml"))
        }
        Audience::Go => Template(Language::Go, include_str!("../templates/send-client-cert/go.go")),
        Audience::Java => Template(Language::Java, include_str!("../templates/send-client-cert/java.java")),
        Audience::Python => {
            Template(Language::Python, include_str!("../templates/send-client-cert/python.py"))
        }
        Audience::Node => {
            Template(Language::Javascript, include_str!("../templates/send-client-cert/node.js"))
        }
        Audience::Dotnet => {
            Template(Language::Csharp, include_str!("../templates/send-client-cert/dotnet.cs"))
        }
        Audience::Rust => Template(Language::Rust, include_str!("../templates/send-client-cert/rust.rs.in")),
        Audience::Cpp => Template(Language::Cpp, include_str!("../templates/send-client-cert/cpp.cc")),
        Audience::Ruby => Template(Language::Ruby, include_str!("../templates/send-client-cert/ruby.rb")),
        Audience::Php => Template(Language::Php, include_str!("../templates/send-client-cert/php.php")),
        Audience::Kubernetes => {
            Template(Language::Yaml, include_str!("../templates/send-client-cert/kubernetes.yaml"))
        }
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
    match audience {
        Audience::Environment => Template(Language::Sh, include_str!("../templates/fix-name/environment.sh")),
        Audience::CollectorReceiver | Audience::CertManager | Audience::Openssl => {
            NotApplicable("the names of the certificate are changed by reissue")
        }
        Audience::CollectorExporter => {
            Template(Language::Yaml, include_str!("../templates/fix-name/collector-exporter.yaml"))
        }
        Audience::Go => Template(Language::Go, include_str!("../templates/fix-name/go.go")),
        Audience::Java => NotApplicable(
            "the builder of OkHttp's exporters has no other name to verify: use the endpoint of environment, or a host alias",
        ),
        Audience::Python => Template(Language::Python, include_str!("../templates/fix-name/python.py")),
        Audience::Node => Template(Language::Javascript, include_str!("../templates/fix-name/node.js")),
        Audience::Dotnet => NotApplicable(
            "the handler verifies the host of the request: use the endpoint of environment, or a host alias",
        ),
        Audience::Rust => Template(Language::Rust, include_str!("../templates/fix-name/rust.rs.in")),
        Audience::Cpp => Template(Language::Cpp, include_str!("../templates/fix-name/cpp.cc")),
        Audience::Ruby | Audience::Php => NotApplicable(
            "the exporter has no other name to verify: use the endpoint of environment, or a host alias",
        ),
        Audience::Kubernetes => {
            Template(Language::Yaml, include_str!("../templates/fix-name/kubernetes.yaml"))
        }
        Audience::ForwardProxy => {
            NotApplicable("a proxy that passes TLS through does not change the name that is verified")
        }
        Audience::ReverseProxy => {
            Template(Language::Nginx, include_str!("../templates/fix-name/reverse-proxy.conf"))
        }
        Audience::Network => Template(Language::Text, include_str!("../templates/fix-name/network.txt")),
    }
}

pub(super) fn change_scheme(audience: Audience) -> Entry {
    match audience {
        Audience::Environment => {
            Template(Language::Sh, include_str!("../templates/change-scheme/environment.sh"))
        }
        Audience::CollectorReceiver => NotApplicable("the receiver's side of this is serve-tls"),
        Audience::CollectorExporter => {
            Template(Language::Yaml, include_str!("../templates/change-scheme/collector-exporter.yaml"))
        }
        Audience::Go => Template(Language::Go, include_str!("../templates/change-scheme/go.go")),
        Audience::Java => Template(Language::Java, include_str!("../templates/change-scheme/java.java")),
        Audience::Python => Template(Language::Python, include_str!("../templates/change-scheme/python.py")),
        Audience::Node => Template(Language::Javascript, include_str!("../templates/change-scheme/node.js")),
        Audience::Dotnet => Template(Language::Csharp, include_str!("../templates/change-scheme/dotnet.cs")),
        Audience::Rust => Template(Language::Rust, include_str!("../templates/change-scheme/rust.rs.in")),
        Audience::Cpp => Template(Language::Cpp, include_str!("../templates/change-scheme/cpp.cc")),
        Audience::Ruby => Template(Language::Ruby, include_str!("../templates/change-scheme/ruby.rb")),
        Audience::Php => Template(Language::Php, include_str!("../templates/change-scheme/php.php")),
        Audience::Kubernetes => NotApplicable("it is the variable of environment, in the pod's env"),
        Audience::CertManager
        | Audience::Openssl
        | Audience::ForwardProxy
        | Audience::ReverseProxy
        | Audience::Network => NotApplicable("the scheme is chosen by the exporter"),
    }
}

pub(super) fn change_port(audience: Audience) -> Entry {
    match audience {
        Audience::Environment => {
            Template(Language::Sh, include_str!("../templates/change-port/environment.sh"))
        }
        Audience::CollectorReceiver => {
            Template(Language::Yaml, include_str!("../templates/change-port/collector-receiver.yaml"))
        }
        Audience::CollectorExporter => {
            Template(Language::Yaml, include_str!("../templates/change-port/collector-exporter.yaml"))
        }
        Audience::Go => Template(Language::Go, include_str!("../templates/change-port/go.go")),
        Audience::Java => Template(Language::Java, include_str!("../templates/change-port/java.java")),
        Audience::Python => Template(Language::Python, include_str!("../templates/change-port/python.py")),
        Audience::Node => Template(Language::Javascript, include_str!("../templates/change-port/node.js")),
        Audience::Dotnet => Template(Language::Csharp, include_str!("../templates/change-port/dotnet.cs")),
        Audience::Rust => Template(Language::Rust, include_str!("../templates/change-port/rust.rs.in")),
        Audience::Cpp => Template(Language::Cpp, include_str!("../templates/change-port/cpp.cc")),
        Audience::Ruby => Template(Language::Ruby, include_str!("../templates/change-port/ruby.rb")),
        Audience::Php => Template(Language::Php, include_str!("../templates/change-port/php.php")),
        Audience::Kubernetes => {
            Template(Language::Yaml, include_str!("../templates/change-port/kubernetes.yaml"))
        }
        Audience::CertManager | Audience::Openssl | Audience::ForwardProxy | Audience::Network => {
            NotApplicable("port and protocol are chosen by the exporter and the receiver")
        }
        Audience::ReverseProxy => NotApplicable("a proxy passes both protocols: see enable-alpn for HTTP/2"),
    }
}

pub(super) fn fix_proxy(audience: Audience) -> Entry {
    match audience {
        Audience::Environment => {
            Template(Language::Sh, include_str!("../templates/fix-proxy/environment.sh"))
        }
        Audience::CollectorReceiver
        | Audience::CertManager
        | Audience::Openssl
        | Audience::ReverseProxy
        | Audience::Network => NotApplicable("a forward proxy stands on the exporter's side"),
        Audience::CollectorExporter => {
            Template(Language::Yaml, include_str!("../templates/fix-proxy/collector-exporter.yaml"))
        }
        Audience::Go
        | Audience::Python
        | Audience::Dotnet
        | Audience::Cpp
        | Audience::Ruby
        | Audience::Php => NotApplicable("the exporter reads the variables of environment"),
        Audience::Java => Template(Language::Sh, include_str!("../templates/fix-proxy/java.sh")),
        Audience::Node => {
            NotApplicable("Node over HTTP honours no proxy variable, over gRPC it reads those of environment")
        }
        Audience::Rust => {
            NotApplicable("gRPC in Rust knows no proxy, HTTP reads the variables of environment")
        }
        Audience::Kubernetes => NotApplicable("it is the variable of environment, in the pod's env"),
        Audience::ForwardProxy => {
            Template(Language::Text, include_str!("../templates/fix-proxy/forward-proxy.txt"))
        }
    }
}

pub(super) fn fix_clock(audience: Audience) -> Entry {
    match audience {
        Audience::Environment => {
            Template(Language::Sh, include_str!("../templates/fix-clock/environment.sh"))
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
    match audience {
        Audience::Environment => {
            Template(Language::Sh, include_str!("../templates/send-credentials/environment.sh"))
        }
        Audience::CollectorReceiver
        | Audience::CertManager
        | Audience::Openssl
        | Audience::ForwardProxy
        | Audience::ReverseProxy
        | Audience::Network => NotApplicable("credentials are sent by the exporter"),
        Audience::CollectorExporter => {
            Template(Language::Yaml, include_str!("../templates/send-credentials/collector-exporter.yaml"))
        }
        Audience::Go
        | Audience::Java
        | Audience::Python
        | Audience::Node
        | Audience::Dotnet
        | Audience::Rust
        | Audience::Cpp
        | Audience::Ruby
        | Audience::Php => NotApplicable(
            "the exporter reads the variable of environment; a token does not belong in source code",
        ),
        Audience::Kubernetes => {
            Template(Language::Yaml, include_str!("../templates/send-credentials/kubernetes.yaml"))
        }
    }
}

pub(super) fn fix_key_file(audience: Audience) -> Entry {
    match audience {
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
        Audience::Java => Template(Language::Sh, include_str!("../templates/fix-key-file/java.sh")),
        Audience::Ruby => Template(Language::Sh, include_str!("../templates/fix-key-file/ruby.sh")),
        Audience::CertManager => {
            Template(Language::Yaml, include_str!("../templates/fix-key-file/cert-manager.yaml"))
        }
        Audience::Openssl => Template(Language::Sh, include_str!("../templates/fix-key-file/openssl.sh")),
    }
}

pub(super) fn shorten_hello(audience: Audience) -> Entry {
    match audience {
        Audience::Environment => {
            Template(Language::Sh, include_str!("../templates/shorten-hello/environment.sh"))
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
        Audience::CollectorExporter => {
            Template(Language::Yaml, include_str!("../templates/shorten-hello/collector-exporter.yaml"))
        }
        Audience::Go => Template(Language::Go, include_str!("../templates/shorten-hello/go.go")),
        Audience::Network => Template(Language::Text, include_str!("../templates/shorten-hello/network.txt")),
    }
}

pub(super) fn renew_client_cert(audience: Audience) -> Entry {
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
        | Audience::ForwardProxy
        | Audience::ReverseProxy
        | Audience::Network => NotApplicable(
            "the certificate is issued by the CA; send-client-cert says how this audience uses it",
        ),
        Audience::CertManager => {
            Template(Language::Yaml, include_str!("../templates/renew-client-cert/cert-manager.yaml"))
        }
        Audience::Openssl => {
            Template(Language::Sh, include_str!("../templates/renew-client-cert/openssl.sh"))
        }
    }
}
