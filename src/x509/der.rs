//! A TLV walker for the few places where x509-parser does not give raw bytes.
