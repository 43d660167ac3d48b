//! Every wording. To add one: a line in the file of the library that prints it, with where it was read.
//!
//! Literals are lower case, as the matcher folds the text. Prefer the shortest part that no other text has.

mod agent;
pub(super) mod alert;
mod anyone;
mod apple;
mod browser;
mod collector;
mod config;
mod curl;
mod dotnet;
mod dotnet_library;
mod envoy;
mod erlang;
mod gateway;
mod go;
mod go_library;
mod grpc;
mod grpc_core;
mod httpd;
mod java;
mod java_library;
mod mbedtls;
mod native_library;
mod node;
mod node_library;
mod openssl;
mod other_library;
mod python;
mod python_library;
mod reasons;
mod relay;
mod rust;
mod rust_library;
mod swift;
mod translated;
mod windows;

use super::entry::Entry;

/// All tables.
pub(super) fn entries() -> impl Iterator<Item = &'static Entry> {
    [
        go::ENTRIES,
        go_library::ENTRIES,
        collector::ENTRIES,
        alert::SPELLED,
        alert::OTHERS,
        openssl::REASONS,
        openssl::STRINGS,
        reasons::RARE,
        reasons::REST,
        windows::ENTRIES,
        translated::ENTRIES,
        grpc::ENTRIES,
        grpc_core::ENTRIES,
        node::ENTRIES,
        node_library::ENTRIES,
        browser::ENTRIES,
        java::ENTRIES,
        java_library::ENTRIES,
        dotnet::ENTRIES,
        dotnet_library::ENTRIES,
        rust::ENTRIES,
        rust_library::ENTRIES,
        python::ENTRIES,
        python_library::ENTRIES,
        curl::ENTRIES,
        relay::ENTRIES,
        native_library::ENTRIES,
        other_library::ENTRIES,
        envoy::ENTRIES,
        httpd::ENTRIES,
        gateway::ENTRIES,
        apple::ENTRIES,
        swift::ENTRIES,
        erlang::ENTRIES,
        agent::ENTRIES,
        mbedtls::ENTRIES,
        config::ENTRIES,
        anyone::ENTRIES,
    ]
    .into_iter()
    .flatten()
}
