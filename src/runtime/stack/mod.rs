//! The six TLS stacks: what each demands of a certificate, and what each offers.
