"""What is tried: connections of the matrix of scheme, `insecure` and CA, and configurations that are wrong."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Connection:
    """One exporter. `{port}`, `{ca}`, `{cert}`, `{key}` are filled in; `expected` is what facts say of it."""

    name: str
    exporter: str
    settings: str
    expected: str  # `plain`, `tls`, or `tls refused`: the exporter does not take the certificate
    second: str | None = None  # a second `--config`


def grpc(name: str, endpoint: str, tls: str, expected: str, more: str = "", second: str | None = None) -> Connection:
    settings = f"{{endpoint: '{endpoint}', tls: {{{tls}}}{', ' + more if more else ''}}}"
    return Connection(f"grpc {name}", "otlp_grpc", settings, expected, second)


def http(name: str, endpoint: str, tls: str, expected: str, more: str = "") -> Connection:
    settings = f"{{endpoint: '{endpoint}', tls: {{{tls}}}{', ' + more if more else ''}}}"
    return Connection(f"http {name}", "otlp_http", settings, expected)


HOST = "localhost:{port}"
CA = "ca_file: {ca}"
PAIR = "cert_file: {cert}, key_file: {key}"

CONNECTIONS = (
    # otlp_grpc: facts by endpoint, `insecure` and CA.
    grpc("host", HOST, "", "tls refused"),
    grpc("host, ca", HOST, CA, "tls"),
    grpc("host, ca, pair", HOST, f"{CA}, {PAIR}", "tls"),
    grpc("host, insecure", HOST, "insecure: true", "plain"),
    grpc("host, insecure, other keys", HOST, f"insecure: true, insecure_skip_verify: true, {PAIR}", "plain"),
    grpc("host, insecure, ca", HOST, f"insecure: true, {CA}", "tls"),
    grpc("http://", f"http://{HOST}", "", "tls refused"),
    grpc("http://, ca", f"http://{HOST}", CA, "tls"),
    grpc("http://, insecure", f"http://{HOST}", "insecure: true", "plain"),
    grpc("http://, insecure, ca", f"http://{HOST}", f"insecure: true, {CA}, {PAIR}", "tls"),
    grpc("https://", f"https://{HOST}", "", "tls refused"),
    grpc("https://, ca, pair", f"https://{HOST}", f"{CA}, {PAIR}", "tls"),
    grpc(
        "https://, insecure: every key is dropped", f"https://{HOST}",
        f"insecure: true, insecure_skip_verify: true, server_name_override: other.example, {PAIR}", "tls refused",
    ),  # fmt: skip
    grpc("https://, insecure, ca, pair", f"https://{HOST}", f"insecure: true, {CA}, {PAIR}", "tls"),
    grpc("skip verify", HOST, f"insecure_skip_verify: true, {PAIR}", "tls"),
    grpc("address", "127.0.0.1:{port}", CA, "tls"),
    grpc("dns:///", f"dns:///{HOST}", CA, "tls"),
    grpc("passthrough:///", f"passthrough:///{HOST}", CA, "tls"),
    grpc("server_name_override", HOST, f"{CA}, server_name_override: backend.example", "tls"),
    grpc("server_name_override, no such name", HOST, f"{CA}, server_name_override: other.example", "tls refused"),
    grpc("authority", HOST, CA, "tls", "authority: backend.example"),
    grpc("authority with a port", HOST, CA, "tls", "authority: 'backend.example:443'"),
    grpc("authority, no such name", HOST, CA, "tls refused", "authority: other.example"),
    grpc("system pool beside ca", HOST, f"{CA}, include_system_ca_certs_pool: true", "tls"),
    grpc("min_version 1.3", HOST, f"{CA}, min_version: '1.3'", "tls"),
    grpc("max_version 1.2", HOST, f"{CA}, max_version: '1.2', {PAIR}", "tls"),
    grpc(
        "cipher suite", HOST,
        f"{CA}, max_version: '1.2', cipher_suites: [TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384]", "tls",
    ),  # fmt: skip
    grpc("curve", HOST, f"{CA}, curve_preferences: [P384]", "tls"),
    grpc("pem from files", HOST, "ca_pem: '${file:{ca}}', cert_pem: '${file:{cert}}', key_pem: '${file:{key}}'", "tls"),
    grpc("variables", "${env:OTLS_HOST}:{port}", "ca_file: '${OTLS_CA}', min_version: '${env:OTLS_VERSION:-1.3}'", "tls"),
    grpc("an unset variable is empty", "${env:OTLS_NONE}:{port}", f"{CA}, server_name_override: localhost", "tls"),
    grpc("a second file wins", HOST, "insecure: true", "tls", second=f"{{tls: {{insecure: false, {CA}}}}}"),
    grpc("a second file leaves the rest", HOST, f"{CA}, {PAIR}", "tls", second="{compression: none}"),
    # What a CA file may hold.
    grpc("ca is the server's own certificate", HOST, "ca_file: {server}", "tls"),
    grpc("ca beside a damaged block", HOST, "ca_file: {ca_damaged}", "tls"),
    grpc("ca beside a block that is no certificate", HOST, "ca_file: {ca_garbage}", "tls"),
    grpc("ca beside its key", HOST, "ca_file: {ca_and_key}", "tls"),
    grpc("ca without certSign", HOST, "ca_file: {ca_no_sign}", "tls refused"),
    grpc("ca that is none", HOST, "ca_file: {ca_no_ca}", "tls refused"),
    # otlp_http: the URL's scheme alone decides.
    http("http://", f"http://{HOST}", "", "plain"),
    http("http://, ca", f"http://{HOST}", f"{CA}, {PAIR}", "plain"),
    http("https://", f"https://{HOST}", "", "tls refused"),
    http("https://, ca, pair", f"https://{HOST}", f"{CA}, {PAIR}", "tls"),
    http("https://, insecure: every key is dropped", f"https://{HOST}", f"insecure: true, insecure_skip_verify: true, {PAIR}", "tls refused"),
    http("https://, insecure, ca", f"https://{HOST}", f"insecure: true, {CA}, {PAIR}", "tls"),
    http("skip verify", f"https://{HOST}", f"insecure_skip_verify: true, {PAIR}", "tls"),
    http("server_name_override", f"https://{HOST}", f"{CA}, server_name_override: backend.example", "tls"),
    http("traces_endpoint", "http://127.0.0.1:9", CA, "tls", f"traces_endpoint: 'https://{HOST}/v1/traces'"),
    http("max_version 1.2", f"https://{HOST}", f"{CA}, max_version: '1.2'", "tls"),
)


@dataclass(frozen=True)
class Wrong:
    """A configuration, what lint calls it, and when the Collector notices: at `validate`, at `start`, or `never`."""

    name: str
    side: str  # `otlp_grpc`, `otlp_http`, `receiver`
    settings: str
    code: str
    noticed: str


def wrong(side: str, settings: str, code: str, noticed: str) -> Wrong:
    return Wrong(f"{side} {settings}", side, settings, code, noticed)


OK = "endpoint: 'localhost:4317'"
URL = "endpoint: 'https://localhost:4318'"

WRONG = (
    wrong("otlp_grpc", "", "unsupported-setting", "validate"),
    wrong("otlp_grpc", "endpoint: backend", "unsupported-setting", "validate"),
    wrong("otlp_grpc", "endpoint: 'https://backend:4317/v1/traces'", "unsupported-setting", "validate"),
    wrong("otlp_grpc", "endpoint: 'backend:port'", "unsupported-setting", "validate"),
    wrong("otlp_grpc", "endpoint: '${OTLS_NONE:-x:1}'", "unsupported-setting", "validate"),
    wrong("otlp_grpc", "endpoint: 'a:1', endpoint: 'b:1'", "conflicting-settings", "validate"),
    wrong("otlp_grpc", f"{OK}, insecure: true", "unknown-setting", "validate"),
    wrong("otlp_grpc", f"{OK}, tls_settings: {{insecure: true}}", "unknown-setting", "validate"),
    wrong("otlp_grpc", f"{OK}, tls: {{client_ca_file: /x}}", "unknown-setting", "validate"),
    wrong("otlp_grpc", f"{OK}, tls: {{caFile: /x}}", "unknown-setting", "validate"),
    wrong("otlp_grpc", f"{OK}, tls: {{verify: false}}", "unknown-setting", "validate"),
    wrong("otlp_grpc", f"{OK}, retry_on_failure: {{enable: true}}", "unknown-setting", "validate"),
    wrong("otlp_grpc", f"{OK}, proxy_url: 'http://p'", "unknown-setting", "validate"),
    wrong("otlp_grpc", f"{OK}, tls: {{min_version: 1.2}}", "unsupported-setting", "validate"),
    wrong("otlp_grpc", f"{OK}, tls: {{insecure: 'true'}}", "unsupported-setting", "validate"),
    wrong("otlp_grpc", f"{OK}, tls: {{insecure: yes}}", "unsupported-setting", "validate"),
    wrong("otlp_grpc", f"{OK}, tls: no", "unsupported-setting", "validate"),
    wrong("otlp_grpc", f"{OK}, timeout: soon", "unsupported-setting", "validate"),
    wrong("otlp_grpc", f"{OK}, headers: {{a: 1}}", "unsupported-setting", "validate"),
    wrong("otlp_grpc", f"{OK}, tls: {{min_version: TLS1.2}}", "unsupported-setting", "validate"),
    wrong("otlp_grpc", f"{OK}, tls: {{max_version: '1.1'}}", "conflicting-settings", "validate"),
    wrong("otlp_grpc", f"{OK}, tls: {{min_version: '1.3', max_version: '1.2'}}", "conflicting-settings", "validate"),
    wrong("otlp_grpc", f"{OK}, tls: {{ca_file: '{{ca}}', ca_pem: x}}", "conflicting-settings", "validate"),
    wrong("otlp_grpc", f"{OK}, tls: {{cert_file: '{{cert}}'}}", "conflicting-settings", "validate"),
    wrong("otlp_grpc", f"{OK}, tls: {{key_pem: x}}", "conflicting-settings", "validate"),
    wrong("otlp_grpc", f"{OK}, tls: {{cipher_suites: [ECDHE-RSA-AES128-GCM-SHA256]}}", "unsupported-setting", "start"),
    wrong("otlp_grpc", f"{OK}, tls: {{cipher_suites: [TLS_RSA_WITH_AES_128_CBC_SHA]}}", "unsupported-setting", "start"),
    wrong("otlp_grpc", f"{OK}, tls: {{curve_preferences: [secp256r1]}}", "unsupported-setting", "start"),
    wrong("otlp_grpc", f"{OK}, authority: a, tls: {{server_name_override: b}}", "conflicting-settings", "start"),
    wrong("otlp_grpc", f"{OK}, tls: {{ca_file: '{{ca_is_key}}'}}", "unreadable-file", "start"),
    wrong("otlp_grpc", f"{OK}, tls: {{ca_file: '{{ca_only_garbage}}'}}", "unreadable-file", "start"),
    wrong("otlp_grpc", f"{OK}, tls: {{ca_file: '{{ca_and_key}}'}}", "conflicting-settings", "never"),
    wrong("otlp_grpc", f"{OK}, tls: {{ca_file: '{{ca_damaged}}'}}", "unreadable-file", "never"),
    wrong("otlp_grpc", f"{OK}, tls: {{ca_file: '{{ca_no_sign}}'}}", "invalid-ca", "never"),
    wrong("otlp_grpc", f"{OK}, tls: {{ca_file: '{{ca_no_ca}}'}}", "invalid-ca", "never"),
    wrong("otlp_http", "", "unsupported-setting", "validate"),
    wrong("otlp_http", "metrics_endpoint: 'https://b'", "unsupported-setting", "validate"),
    wrong("otlp_http", "endpoint: '10.0.0.1:4318'", "scheme-mismatch", "validate"),
    wrong("otlp_http", "endpoint: 'backend:4318'", "scheme-mismatch", "never"),
    wrong("otlp_http", f"{URL}, authority: a", "unknown-setting", "validate"),
    wrong("receiver", "grpc: {tls: {insecure: true}}", "unknown-setting", "validate"),
    wrong("receiver", "grpc: {tls: {}}", "unsupported-setting", "validate"),
    wrong("receiver", "grpc: {tls: {cert_file: '{cert}'}}", "conflicting-settings", "validate"),
    wrong("receiver", "grpc: {tls: {cert_file: '{cert}', key_file: '{key}', client_ca_pem: x}}", "unknown-setting", "validate"),
    wrong("receiver", "grpc: {endpoint: 'http://127.0.0.1:0'}", "unsupported-setting", "start"),
    wrong("receiver", "grpc: {endpoint: '127.0.0.1'}", "unsupported-setting", "start"),
    wrong("receiver", "", "unsupported-setting", "validate"),
    wrong("receiver", "http2: ", "unknown-setting", "validate"),
    # Between braces Go's YAML takes a colon for one only before a blank: the key is `grpc:`.
    wrong("receiver", "grpc:", "unknown-setting", "validate"),
    wrong("receiver", "grpc:, http: ", "unknown-setting", "validate"),
    # What starts, and does not do what it seems to: a warning.
    wrong("receiver", "grpc: {endpoint: '127.0.0.1:0', tls: {cert_file: '{cert}', key_file: '{key}', ca_file: '{ca}'}}", "client-ca-missing", "never"),
    wrong("receiver", "grpc: {endpoint: '127.0.0.1:0', tls: {cert_file: '{cert}', key_file: '{key}', client_ca_file: '{ca}', include_system_ca_certs_pool: true}}", "conflicting-settings", "never"),
    wrong("otlp_grpc", f"{OK}, tls: {{cipher_suites: [TLS_AES_128_GCM_SHA256]}}", "ignored-setting", "never"),
    wrong("otlp_grpc", f"{OK}, tls: {{insecure: true, ca_file: '{{ca}}'}}", "conflicting-settings", "never"),
)

# Taken by the Collector, and not called wrong.
RIGHT = (
    ("otlp_grpc", f"{OK}, tls: "),
    ("otlp_grpc", f"{OK}, tls: {{insecure: false}}, headers: [{{name: a, value: b}}]"),
    ("otlp_grpc", f"{OK}, tls: {{cipher_suites: 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384'}}"),
    ("otlp_grpc", f"{OK}, timeout: 5000000000, sending_queue: {{enabled: false}}, keepalive: {{time: 20s}}"),
    ("otlp_grpc", f"{OK}, retry_on_failure: {{enabled: true, multiplier: 2, max_elapsed_time: 1m30s}}"),
    ("otlp_grpc", f"{OK}, tls: {{curve_preferences: [X25519MLKEM768, P256], include_insecure_cipher_suites: true, cipher_suites: [TLS_RSA_WITH_AES_128_CBC_SHA]}}"),
    ("otlp_grpc", "endpoint: 'unix:///tmp/otls-none.sock', tls: {insecure: true}"),
    ("otlp_http", f"{URL}, encoding: json, compression: none, cookies: {{enabled: true}}, http2_ping_timeout: 10s"),
    ("otlp_http", "traces_endpoint: 'https://localhost:4318/v1/traces'"),
    ("receiver", "grpc: , http: {enabled: false}"),
    ("receiver", "grpc: {endpoint: '127.0.0.1:0', tls: {enabled: false, cert_file: /none}}"),
    ("receiver", "http: {endpoint: '127.0.0.1:0', cors: {allowed_origins: ['*'], max_age: 7200}, include_metadata: true}"),
    ("receiver", "grpc: {endpoint: '127.0.0.1:0', keepalive: {server_parameters: {max_connection_age: 1m}}, max_recv_msg_size_mib: 16}"),
)


@dataclass(frozen=True)
class Requests:
    """Exporters whose every request is compared. `{0}`, `{1}` are ports; `expected` is how many differ."""

    name: str
    exporters: str  # the section, in one line
    signals: tuple[str, ...]
    expected: int
    extensions: str = ""
    starts: str = ""  # `service.extensions`
    missing: str = ""  # a path that is not served
    program: str = "collector"  # or `authenticators`, which has others
    gate: str = ""  # `--feature-gates`


def authenticated(kind: str, name: str, extension: str, more: str = "", starts: str = "", program: str = "collector") -> Requests:
    """One exporter with an authenticator."""
    endpoint = "localhost:{0}" if kind == "grpc" else "https://localhost:{0}"
    identity = extension.split(":")[0]
    exporters = f"otlp_{kind}: {{endpoint: '{endpoint}', tls: {{{CA}}}, auth: {{authenticator: {starts or identity}}}{more}}}"
    return Requests(f"auth {kind} {name}", exporters, ("traces",), 1, extension, identity, program=program)


def setter(kind: str, name: str, headers: str, more: str = "") -> Requests:
    """An exporter with `headers_setter`."""
    return authenticated(kind, f"headers_setter, {name}", f"headers_setter: {{headers: [{headers}]}}", more, program="authenticators")


ALL = ("traces", "metrics", "logs")
OTLP = "/opentelemetry.proto.collector"

REQUESTS = (
    Requests("one endpoint, three signals", f"otlp_http: {{endpoint: 'https://localhost:{{0}}', tls: {{{CA}}}}}", ALL, 3),
    Requests("one endpoint with a path", "otlp_http: {endpoint: 'http://localhost:{0}/otlp/'}", ALL, 3),
    Requests("grpc, three signals", f"otlp_grpc: {{endpoint: 'localhost:{{0}}', tls: {{{CA}}}}}", ALL, 3),
    Requests("grpc, metrics alone", f"otlp_grpc: {{endpoint: 'localhost:{{0}}', tls: {{{CA}}}}}", ("metrics",), 1),
    Requests(
        "an endpoint for each signal",
        "otlp_http: {endpoint: 'http://localhost:9', traces_endpoint: 'https://localhost:{0}/v1/traces', metrics_endpoint: 'https://localhost:{1}/custom', "
        f"logs_endpoint: 'http://localhost:{{2}}', tls: {{{CA}, server_name_override: backend.example}}}}", ALL, 3,
    ),
    Requests(
        "an endpoint for a signal that no pipeline sends",
        f"otlp_http: {{endpoint: 'https://localhost:{{0}}', traces_endpoint: 'https://localhost:{{1}}/v1/traces', tls: {{{CA}}}}}", ("metrics", "logs"), 2,
    ),
    Requests(
        "two exporters",
        f"otlp_http/a: {{endpoint: 'https://localhost:{{0}}', metrics_endpoint: 'https://localhost:{{1}}/m', tls: {{{CA}}}}}, "
        f"otlp_grpc/b: {{endpoint: 'localhost:{{2}}', tls: {{{CA}}}, headers: {{x-a: b}}}}", ALL, 6,
    ),
    Requests("metrics are not served, http", f"otlp_http: {{endpoint: 'https://localhost:{{0}}', tls: {{{CA}}}}}", ALL, 3, missing="/v1/metrics"),
    Requests("traces are not served, grpc", f"otlp_grpc: {{endpoint: 'localhost:{{0}}', tls: {{{CA}}}}}", ALL, 3, missing=f"{OTLP}.trace.v1.TraceService/Export"),
    *(
        row
        for kind in ("grpc", "http")
        for row in (
            authenticated(kind, "basic", "basicauth: {client_auth: {username: u, password: p}}"),
            authenticated(kind, "basic, a file wins", "basicauth/x: {client_auth: {username: u, password: p, password_file: '{password}'}}"),
            authenticated(kind, "basic, no password", "basicauth: {client_auth: {username: u}}"),
            authenticated(kind, "bearer", "bearertokenauth: {token: abc}"),
            authenticated(kind, "bearer, of two words the first", "bearertokenauth: {token: ' abc def'}"),
            authenticated(kind, "bearer, a list goes before a file", "bearertokenauth: {tokens: ['a b', c], filename: '{token}'}"),
            authenticated(kind, "bearer, a file goes before a token", "bearertokenauth: {token: abc, filename: '{token}', scheme: ''}"),
            authenticated(kind, "bearer, scheme and header", "bearertokenauth/x: {token: '${env:OTLS_HOST}', scheme: Api, header: X-Key}"),
            authenticated(kind, "bearer beside a header of its own", "bearertokenauth: {token: abc}", ", headers: {Authorization: own, x-b: c}"),
        )
    ),
)

PROFILES = ("traces", "profiles")
REQUESTS += (
    *(
        row
        for kind in ("grpc", "http")
        for row in (
            setter(kind, "insert", "{action: insert, key: X-A, value: b}"),
            setter(kind, "without an action", "{key: X-A, value: b}"),
            setter(kind, "insert beside its own", "{action: insert, key: x-a, value: b}", ", headers: {X-A: own}"),
            setter(kind, "upsert beside its own", "{action: upsert, key: x-a, value: b}", ", headers: {X-A: own, x-b: c}"),
            setter(kind, "update what is there", "{action: update, key: x-a, value: b}", ", headers: {X-A: own}"),
            setter(kind, "update what is not there", "{action: update, key: x-a, value: b}"),
            setter(kind, "the later wins", "{action: insert, key: x-a, value: b}, {action: upsert, key: x-a, value: c}, {action: insert, key: x-a, value: d}"),
            setter(kind, "a value of requests", "{action: upsert, key: x-a, from_context: tenant}"),
            setter(kind, "a value of requests with another for none", "{action: upsert, key: x-a, from_context: tenant, default_value: anonymous}"),
        )
    ),
    setter("http", "delete with a value", "{action: delete, key: x-a, value: x}", ", headers: {X-A: own, x-b: c}"),
    setter("grpc", "delete with a value", "{action: insert, key: x-a, value: b}, {action: delete, key: x-a, value: x}", ", headers: {x-b: c}"),
    Requests("headers_setter in cleartext", "otlp_grpc: {endpoint: 'localhost:{0}', tls: {insecure: true}, auth: {authenticator: headers_setter}}", ("traces",), 1,
             "headers_setter: {headers: [{action: insert, key: x-a, value: b}]}", "headers_setter", program="authenticators"),  # fmt: skip
    Requests("profiles over HTTP", f"otlp_http: {{endpoint: 'https://localhost:{{0}}', tls: {{{CA}}}}}", PROFILES, 2, gate="service.profilesSupport"),
    Requests("profiles over HTTP, an endpoint of their own", f"otlp_http: {{endpoint: 'https://localhost:{{0}}', profiles_endpoint: 'https://localhost:{{1}}/own', tls: {{{CA}}}}}", PROFILES, 2, gate="service.profilesSupport"),
    Requests("profiles over gRPC", f"otlp_grpc: {{endpoint: 'localhost:{{0}}', tls: {{{CA}}}}}", PROFILES, 2, gate="service.profilesSupport"),
    Requests("profiles are not served, http", f"otlp_http: {{endpoint: 'https://localhost:{{0}}', tls: {{{CA}}}}}", PROFILES, 2, missing="/v1development/profiles", gate="service.profilesSupport"),
)


@dataclass(frozen=True)
class Tokens:
    """An exporter whose tokens come from elsewhere, and whether the Collector takes that server's certificate."""

    name: str
    kind: str
    tls: str
    taken: bool


TOKENS = tuple(
    Tokens(f"tokens {kind} {name}", kind, tls, taken)
    for kind in ("grpc", "http")
    for name, tls, taken in (
        ("ca", CA, True),
        ("ca, pair", f"{CA}, {PAIR}", True),
        ("no ca", "", False),
        ("skip verify", "insecure_skip_verify: true", True),
        ("insecure: every key is dropped", "insecure: true, insecure_skip_verify: true", False),
        ("server_name_override", f"{CA}, server_name_override: backend.example", True),
        ("server_name_override, no such name", f"{CA}, server_name_override: other.example", False),
    )
)

# The Collector does not start, with these words.
UNFIT = (
    authenticated("grpc", "not configured", "bearertokenauth: {token: abc}", starts="other"),
    authenticated("http", "not configured", "bearertokenauth: {token: abc}", starts="bearertokenauth/other"),
    authenticated("grpc", "of servers", "basicauth: {htpasswd: {inline: 'u:p'}}"),
    authenticated("http", "of servers", "basicauth: {htpasswd: {inline: 'u:p'}}"),
    Requests("auth grpc basic in cleartext", "otlp_grpc: {endpoint: 'localhost:{0}', tls: {insecure: true}, auth: {authenticator: basicauth}}", ("traces",), 0,
             "basicauth: {client_auth: {username: u, password: p}}", "basicauth"),  # fmt: skip
    Requests("auth grpc bearer in cleartext", "otlp_grpc: {endpoint: 'http://localhost:{0}', tls: {insecure: true}, auth: {authenticator: bearertokenauth}}",
             ("traces",), 0, "bearertokenauth: {token: abc}", "bearertokenauth"),  # fmt: skip
    authenticated("grpc", "oauth2client without a URL", "oauth2client: {client_id: a, client_secret: b}", program="authenticators"),
    authenticated("http", "oauth2client without a secret", "oauth2client: {client_id: a, token_url: 'https://a'}", program="authenticators"),
    authenticated("http", "oauth2client without an id", "oauth2client: {client_secret: a, token_url: 'https://a'}", program="authenticators"),
    Requests("auth http not started", "otlp_http: {endpoint: 'https://localhost:{0}', auth: {authenticator: bearertokenauth}}", ("traces",), 0, "bearertokenauth: {token: abc}"),
)
