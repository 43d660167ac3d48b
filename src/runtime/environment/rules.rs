//! What an exporter can make of the variables: the kinds of departure from the specification. Which exporter has
//! which is in `table`.

use crate::target::environment::HeaderReading;

/// Whether a variable is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reads {
    /// The signal's own, else the generic one.
    Both,
    /// The generic one only.
    Generic,
    /// Neither.
    Never,
}

/// How the signal's own files and the generic ones go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Levels {
    /// Each setting by itself: the signal's own where it is set.
    Each,
    /// Go, traces and metrics: the generic ones first, and what of the signal's own can be used in their place. A pair
    /// is of one level.
    Layers,
    /// Go, logs: as `Layers` where a file is named; one that cannot be used takes all the others with it.
    AllOrNothing,
    /// Python over gRPC: all are of the signal where its own `CERTIFICATE` is set, also if empty; else the generic ones.
    OfTheCa,
}

/// How values of `TIMEOUT` and `COMPRESSION` are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Values {
    /// What cannot be read is passed over.
    Lenient,
    /// Python over gRPC: anything but `gzip`, and a timeout that is no number, is raised.
    Raised,
    /// Java: an unknown compression, and headers without `=` or with a bad escape, are refused.
    Checked,
    /// A timeout of 0 leaves no time; with this text. `{value}` is the number of seconds.
    Positive(Option<&'static str>),
}

/// Which hosts `NO_PROXY` and its like exempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Exempts {
    /// As Go: loopback always; domains with what is below them, networks, ports, `*`.
    Go,
    /// gRPC core: what the host ends with, and networks.
    Ending,
    /// grpc-js: as gRPC core, and a space before an entry is part of it.
    EndingAsWritten,
    /// requests: what the host, or host and port, end with; networks; `*` alone.
    Requests,
    /// reqwest: domains with what is below them, networks, `*`.
    Reqwest,
}

/// Which values of `PROTOCOL` an SDK knows: any other keeps it from starting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Protocols {
    pub(super) known: &'static [&'static str],
    /// Spaces around it are no part of it.
    pub(super) trimmed: bool,
}

/// What `INSECURE` does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Insecure {
    /// As specified: without a scheme only.
    Specified,
    /// Nothing.
    Never,
    /// Go: it beats the scheme, in both directions, for traces and metrics.
    Overrides,
    /// Python gRPC: anything but `true`, also nothing or ` true `, makes `http://` TLS.
    FalseIsTls,
    /// Rust: as specified, and ` true ` is not `true`.
    AsWritten,
    /// Go, logs: without an endpoint only; any scheme but `https` is cleartext.
    WithoutEndpoint,
}

/// What an endpoint without a scheme is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoScheme {
    /// The form of gRPC libraries.
    Target,
    /// The same, as it is written: with a path it is none, which this text says; `{value}` is the endpoint.
    TargetAsWritten(&'static str),
    /// Refused, with this text; `{value}` is the endpoint.
    Refused(&'static str),
    /// Go over gRPC: a host without a port is read as a path, and that is the target; a name with a port is refused,
    /// with this text.
    LoneHostIsTarget(&'static str),
    /// Cleartext HTTP.
    Cleartext,
    /// Not known.
    Unknown,
}

/// What becomes of the slashes at the end of a base over HTTP, before the signal's path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slashes {
    /// All are taken away.
    Taken,
    /// One is.
    OneTaken,
    /// Go, logs: none is.
    Kept,
}

/// What a scheme that is neither `http` nor `https` leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OtherScheme {
    /// TLS.
    Tls,
    /// Cleartext.
    Cleartext,
    /// `INSECURE` decides.
    ByInsecure,
    /// Refused, with this text; `{value}` is the endpoint, `{scheme}` its scheme.
    Refused(&'static str),
    /// Not known.
    Unknown,
}

/// What a query or fragment of the endpoint leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extra {
    /// It is left out.
    Dropped,
    /// Over HTTP the signal's path is put behind it; a query is sent.
    Extended,
    /// Refused, with these texts: of a query, of a fragment.
    Refused([&'static str; 2]),
    /// Not known.
    Unknown,
}

/// What an unusable file leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Falls {
    /// As if the variable were not set.
    Open,
    /// No server is accepted; with this text, where one is known.
    Closed(Option<&'static str>),
    /// There is no exporter; with this text. `{path}` is the file.
    Refused(&'static str),
    /// Not known.
    Unknown,
}

/// What a certificate without key, or a key without certificate, leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Half {
    /// No client certificate.
    Ignored,
    /// Python gRPC: where `CERTIFICATE` is set too, the process is aborted.
    Aborts,
    /// Java: there is no exporter.
    Refused,
    /// requests: a certificate alone must hold the key as well; a key alone does nothing.
    CertificateHoldsKey,
    /// Not known.
    Unknown,
}

/// What a key of another certificate leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mismatch {
    /// It cannot be used, and the probe says so.
    Stops,
    /// Nothing is sent at all.
    Refused,
    /// No client certificate.
    Ignored,
    /// Node: no client certificate where it is of another kind (RSA, EC), else it cannot be used.
    IgnoredIfOfAnotherKind,
}

/// What a path in a gRPC endpoint leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum GrpcPath {
    /// Nothing.
    Ignored,
    /// Refused with this text; `{path}` is the path, `{port}` the port.
    Refused(&'static str),
    /// PHP: the signal's own endpoint must have the path of the gRPC method.
    Wanted,
}

/// Which port a missing one is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MissingPort {
    /// 80 for cleartext, 443 for TLS.
    Scheme,
    /// 443 in any case: the default of gRPC's name resolver.
    Https,
    /// grpc-js: the same, and where the URL has the port of its scheme, which a parsed URL leaves out.
    HttpsOrWritten,
}

/// A variable that, with one of these words, changes what is not followed here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unfollowed {
    pub(super) name: &'static str,
    pub(super) words: &'static [&'static str],
    /// It matters only where the default roots count.
    pub(super) of_roots: bool,
}

/// How a variable changes the roots.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RootsVariable {
    /// Instead of the default roots, where no CA is given.
    Default(&'static str),
    /// Added to the default roots, where no CA is given.
    Adds(&'static str),
    /// Instead of everything, also of the CA given.
    Beats(&'static str),
    /// The trust store of a JVM, which one of its options names: instead of the default roots, where no CA is given.
    TrustStore,
}

/// What a user in the endpoint's URL is to an exporter, where it is no part of the host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum UserInUrl {
    /// Nothing.
    Dropped,
    /// An `Authorization`, in place of a header of that name.
    BeforeHeader,
    /// An `Authorization`, where no header has that name.
    BehindHeader,
}

/// One exporter's rules.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rules {
    pub(super) levels: Levels,
    /// Spaces around a path are no part of it.
    pub(super) trims_paths: bool,
    pub(super) slashes: Slashes,
    /// Files are looked at although the connection is cleartext.
    pub(super) files_in_clear: bool,
    pub(super) values: Values,
    /// The values of `PROTOCOL` with which the SDK's own configuration starts; `None`: any.
    pub(super) protocols: Option<Protocols>,
    pub(super) headers: HeaderReading,
    pub(super) user: UserInUrl,
    /// A user in the endpoint is taken for a part of the host; with this text.
    pub(super) user_is_host: Option<&'static str>,
    pub(super) ca: Reads,
    pub(super) identity: Reads,
    /// The client's pair is dropped where no CA is given.
    pub(super) identity_needs_ca: bool,
    pub(super) insecure: Insecure,
    pub(super) no_scheme: NoScheme,
    pub(super) other_scheme: OtherScheme,
    /// `dns:///` is a target.
    pub(super) dns: bool,
    pub(super) extra: Extra,
    /// The default endpoint is `https://`.
    pub(super) default_is_tls: bool,
    /// A CA or client pair makes the connection TLS, whatever the scheme.
    pub(super) files_make_tls: bool,
    /// A CA or client pair is refused in cleartext, with this text.
    pub(super) refuses_files_in_clear: Option<&'static str>,
    pub(super) missing_port: MissingPort,
    pub(super) ca_missing: Falls,
    /// A folder is looked through as OpenSSL does.
    pub(super) looks_into_folders: bool,
    /// A folder; `None`: as what is not there.
    pub(super) ca_folder: Option<Falls>,
    pub(super) ca_empty: Falls,
    /// One certificate as DER is as good as PEM.
    pub(super) takes_der: bool,
    pub(super) ca_content: Falls,
    pub(super) half: Half,
    /// A file of the client's pair is not there.
    pub(super) pair_missing: Falls,
    /// It is there, and cannot be used.
    pub(super) pair_content: Falls,
    /// The key is of another certificate.
    pub(super) pair_mismatch: Mismatch,
    pub(super) path: GrpcPath,
    /// Spaces around the endpoint are no part of it.
    pub(super) trims: bool,
    /// An endpoint that is set and empty is taken at its word; with this text.
    pub(super) empty_endpoint: Option<&'static str>,
    /// The signal's own endpoint that is empty is none; the generic one that is empty is taken at its word.
    pub(super) reads_on: bool,
    /// `CERTIFICATE` that is set and empty is taken for a path; with this text.
    pub(super) empty_file: Option<&'static str>,
    /// `HTTP://` is not known as `http://`.
    pub(super) scheme_in_lower_case: bool,
    pub(super) roots: &'static [RootsVariable],
    /// The file of such a variable is not there; `None`: as if it were not named, as far as is known.
    pub(super) roots_missing: Option<Falls>,
    /// It is there, and cannot be used.
    pub(super) roots_content: Option<Falls>,
    /// `--use-openssl-ca` in `NODE_OPTIONS` takes OpenSSL's roots for the default ones.
    pub(super) openssl_switch: bool,
    pub(super) unfollowed: &'static [Unfollowed],
    /// A variable that switches verification off, and its value; `None`: any.
    pub(super) unverified: Option<(&'static str, Option<&'static str>)>,
    /// Proxy variables for TLS, for cleartext, and those that exempt hosts.
    pub(super) proxies: [&'static [&'static str]; 3],
    pub(super) exempts: Exempts,
    /// Of a variable in capitals and in lower case the first that is set counts, also if it is empty.
    pub(super) empty_proxy_counts: bool,
    /// A proxy without `http://` before it is none.
    pub(super) proxy_wants_scheme: bool,
    /// Whether the proxy variables are known.
    pub(super) proxies_known: bool,
    /// What names its proxy, where no variable does.
    pub(super) proxy_property: Option<&'static str>,
}
