//! The TLS stacks behind the exporters: what each demands of a certificate chain.
//!
//! Values only; the engine is [`crate::x509`]. Every non-obvious value says where it comes from: measured
//! with real clients ("run"), or read in the verifier's source ("src").

pub mod boringssl;
pub mod go;
pub mod jsse;
pub mod offer;
pub mod openssl;
pub mod openssl_strict;
pub mod rustls;

#[cfg(test)]
mod extensions_tests;
#[cfg(test)]
mod tests;
