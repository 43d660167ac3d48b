//! PEM sections. The only module that uses `rustls-pemfile`, which is archived upstream.
//!
//! Its errors are never shown: for a key written on one line they hold the key.
