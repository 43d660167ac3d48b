//! The table: action x audience -> a template, or the reason why there is none. No wildcards: a new action or
//! audience does not compile before somebody has thought of each pair.

/// The audiences that build an exporter in code, as a pattern.
macro_rules! sdk {
    () => {
        Audience::Go
            | Audience::Java
            | Audience::Python
            | Audience::Node
            | Audience::Dotnet
            | Audience::Rust
            | Audience::Cpp
            | Audience::Ruby
            | Audience::Php
    };
}

/// The template in a file: language of the snippet, file, template of the summary.
macro_rules! template {
    ($language:ident, $file:literal, $summary:expr) => {
        crate::remedy::table::Entry::Template(
            crate::remedy::quote::Language::$language,
            include_str!(concat!("../templates/", $file)),
            $summary,
        )
    };
}

mod client;
mod server;

use super::Audience;
use super::action::Action;
use super::quote::Language;

/// One cell of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Entry {
    /// The language of the snippet, the template of the snippet, the template of the summary.
    Template(Language, &'static str, &'static str),
    /// There is none, because.
    NotApplicable(&'static str),
}

/// The cell of an action and an audience.
pub(super) fn entry(action: Action, audience: Audience) -> Entry {
    match action {
        Action::TrustCa => client::trust_ca(audience),
        Action::TrustSystem => client::trust_system(audience),
        Action::SendClientCert => client::send_client_cert(audience),
        Action::RenewClientCert => client::renew_client_cert(audience),
        Action::AcceptClientCa => server::accept_client_ca(audience),
        Action::FixName => client::fix_name(audience),
        Action::Reissue => server::reissue(audience),
        Action::SendChain => server::send_chain(audience),
        Action::ReloadServer => server::reload_server(audience),
        Action::Renew => server::renew(audience),
        Action::ChangeScheme => client::change_scheme(audience),
        Action::ChangePort => client::change_port(audience),
        Action::ServeTls => server::serve_tls(audience),
        Action::EnableAlpn => server::enable_alpn(audience),
        Action::SetVersions => server::set_versions(audience),
        Action::SetCiphers => server::set_ciphers(audience),
        Action::OpenNetwork => server::open_network(audience),
        Action::FixProxy => client::fix_proxy(audience),
        Action::FixClock => client::fix_clock(audience),
        Action::SendCredentials => client::send_credentials(audience),
        Action::ScaleBackend => server::scale_backend(audience),
        Action::ExemptFromInspection => server::exempt_from_inspection(audience),
        Action::SetSecret => server::set_secret(audience),
        Action::EnablePipeline => server::enable_pipeline(audience),
        Action::FixKeyFile => client::fix_key_file(audience),
        Action::PairClientKey => client::pair_client_key(audience),
        Action::PairServerKey => server::pair_server_key(audience),
        Action::ShortenHello => client::shorten_hello(audience),
        Action::AlignAddresses => server::align_addresses(audience),
        Action::FixSetting => client::fix_setting(audience),
        Action::AskOperator => server::ask_operator(audience),
    }
}
