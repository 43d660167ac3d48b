//! What `otls explain TOPIC` knows besides codes and exporters: Markdown, compiled in.

/// One topic.
#[derive(Debug)]
pub struct Topic {
    /// As typed.
    pub name: &'static str,
    /// One line.
    pub summary: &'static str,
    /// Markdown.
    pub text: &'static str,
}

macro_rules! topics {
    ($($name:literal $summary:literal;)+) => {
        /// Every topic.
        pub const TOPICS: &[Topic] = &[
            $(Topic { name: $name, summary: $summary, text: include_str!(concat!($name, ".md")) },)+
        ];
    };
}

topics! {
    "no-telemetry" "nothing arrives and nothing is printed";
    "insecure" "what `insecure` means in each place";
    "mtls" "client certificates";
    "trust-stores" "whose roots count";
    "proxy" "proxies on the way";
}

/// The topic of this name.
pub fn topic(name: &str) -> Option<&'static Topic> {
    TOPICS.iter().find(|topic| topic.name == name)
}
