//! Makes certificates, good and bad.
//!
//! A [`Profile`] says what a certificate holds, a [`Credential`] is a certificate with its key. Nothing is
//! checked on purpose: `lab` needs issuers that may not issue and dates that make no sense. A [`Development`] makes
//! good ones. Keys are made here and never printed.

mod credential;
mod der;
mod development;
mod ocsp;
mod profile;

pub use credential::Credential;
pub use development::Development;
pub use development::Issued;
pub use profile::Constraint;
pub use profile::ExtendedKeyUsage;
pub use profile::Extension;
pub use profile::KeyKind;
pub use profile::KeyUsage;
pub use profile::Profile;
pub use profile::Validity;
