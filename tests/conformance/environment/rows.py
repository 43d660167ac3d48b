"""The environments: one a line, as in a shell. `_X` is OTEL_EXPORTER_OTLP_X, `_SIGNAL_X` that of the signal, `{port}`
the protocol's port, `{other}` the other protocol's, `@` the folder of files.py.
"""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from typing import Iterator

from senders import SENDERS

PREFIX = "OTEL_EXPORTER_OTLP"
PORTS = {"grpc": 4317, "http": 4318}


@dataclass(frozen=True)
class Group:
    """Rows of one kind. `languages`: those that may read the variables, where others plainly do not. `every_signal`:
    for metrics and logs as well. `auto`: the SDK chooses the exporter."""

    about: str
    lines: str
    languages: tuple[str, ...] = ("go", "python", "node", "java", "rust")
    every_signal: bool = False
    auto: bool = False


GROUPS = (
    Group("endpoint, scheme and INSECURE", every_signal=True, lines="""

        _ENDPOINT=localhost:{port}
        _ENDPOINT=localhost:{port} _INSECURE=true
        _ENDPOINT=http://localhost _INSECURE=false
        _ENDPOINT=http://localhost:{port}/
        _ENDPOINT=http://localhost:{port}
        _ENDPOINT=http://localhost:{port} _INSECURE=false
        _ENDPOINT=https://localhost:{port} _INSECURE=true
        _ENDPOINT=https://localhost:{port} _CERTIFICATE=@ca.pem
        _ENDPOINT=http://localhost:{port} _CERTIFICATE=@ca.pem
        _ENDPOINT=https://localhost:{port} _INSECURE=true _CERTIFICATE=@ca.pem
        _ENDPOINT=https://localhost:{port} _CERTIFICATE=@ca.pem _CLIENT_CERTIFICATE=@client.pem _CLIENT_KEY=@client.key
        _ENDPOINT=https://localhost:{port} _CLIENT_CERTIFICATE=@client.pem _CLIENT_KEY=@client.key
        _ENDPOINT=https://localhost:{port} _CERTIFICATE=@nothere.pem
        _SIGNAL_ENDPOINT=http://localhost:{port}
        _SIGNAL_ENDPOINT=http://localhost:{port}/own
        _ENDPOINT=http://localhost:{port}/base
        _ENDPOINT=localhost:{port} _SIGNAL_INSECURE=true
        _ENDPOINT=https://localhost:{port} _CERTIFICATE=@server.pem _SIGNAL_CERTIFICATE=@ca.pem
        _ENDPOINT=https://localhost:{port} _SIGNAL_INSECURE=true
        _ENDPOINT=https://localhost:{port} _INSECURE=true _SIGNAL_INSECURE=false _CERTIFICATE=@ca.pem
        _ENDPOINT=http://localhost:{port} _SIGNAL_ENDPOINT=https://localhost:{port}/v1/{signal} _CERTIFICATE=@ca.pem
        _ENDPOINT=https://localhost:{port} _CERTIFICATE=@ca.pem _SIGNAL_CLIENT_CERTIFICATE=@client.pem _SIGNAL_CLIENT_KEY=@client.key
        _ENDPOINT=https://localhost:{port} REQUESTS_CA_BUNDLE=@ca.pem GRPC_DEFAULT_SSL_ROOTS_FILE_PATH=@ca.pem NODE_EXTRA_CA_CERTS=@ca.pem SSL_CERT_FILE=@ca.pem
        """),
    Group("forms of the endpoint", """
        _ENDPOINT=127.0.0.1:{port}
        _ENDPOINT=localhost:{port}/ _INSECURE=true
        _ENDPOINT=http://localhost:{port} _INSECURE=1
        _ENDPOINT=http://localhost:{port}/v1/traces
        _ENDPOINT=http://localhost:{port}/v1/traces/
        _ENDPOINT=http://localhost:{port}/
        _ENDPOINT=http://localhost:{port}//
        _SIGNAL_ENDPOINT=http://localhost:{port}/
        _SIGNAL_ENDPOINT=http://localhost:{port}/own/
        _SIGNAL_ENDPOINT=http://localhost:{port}/v1/traces
        _SIGNAL_ENDPOINT=localhost:{port} _SIGNAL_INSECURE=true
        _SIGNAL_ENDPOINT= _ENDPOINT=http://localhost:{port}
        _ENDPOINT=http://localhost
        _ENDPOINT=https://localhost
        _ENDPOINT=localhost _INSECURE=true
        _ENDPOINT=localhost
        _ENDPOINT=
        _ENDPOINT=' http://localhost:{port} '
        _ENDPOINT=$'http://localhost:{port}\\n'
        _ENDPOINT='"http://localhost:{port}"'
        _ENDPOINT="'http://localhost:{port}'"
        _ENDPOINT=HTTP://localhost:{port}
        _ENDPOINT=HTTPS://localhost:{port} _CERTIFICATE=@ca.pem
        _ENDPOINT=http://LOCALHOST:{port}
        _ENDPOINT=http:localhost:{port}
        _ENDPOINT=http:/localhost:{port}
        _ENDPOINT=//localhost:{port}
        _ENDPOINT=grpc://localhost:{port}
        _ENDPOINT=dns:///localhost:{port}
        _ENDPOINT=ftp://localhost:{port}
        _ENDPOINT=http://localhost:{port}?a=b
        _ENDPOINT=http://localhost:{port}#fragment
        _ENDPOINT=http://localhost:{port}/base/?a=b
        _SIGNAL_ENDPOINT=http://localhost:{port}/v1/{signal}?a=b
        _SIGNAL_ENDPOINT=http://localhost:{port}/v1/{signal}#fragment
        _SIGNAL_ENDPOINT='"http://localhost:{port}"' _ENDPOINT=http://localhost:{port}
        _ENDPOINT=https://user:word@localhost:{port} _CERTIFICATE=@ca.pem
        _ENDPOINT=https://127.0.0.1:{port} _CERTIFICATE=@ca.pem
        _ENDPOINT=https://otel.test:{port} _CERTIFICATE=@ca.pem
        _ENDPOINT=http://localhost:{other}
        _ENDPOINT=http://localhost:99999
        _ENDPOINT=http://localhost:{port} _METRICS_ENDPOINT=http://localhost:9
        _METRICS_ENDPOINT=http://localhost:{port}
        """),
    Group("INSECURE", """
        _INSECURE=true
        _INSECURE=false
        _ENDPOINT=localhost:{port} _INSECURE=TRUE
        _ENDPOINT=localhost:{port} _INSECURE=1
        _ENDPOINT=localhost:{port} _INSECURE=yes
        _ENDPOINT=localhost:{port} _INSECURE=' true '
        _ENDPOINT=localhost:{port} _INSECURE='"true"'
        _ENDPOINT=localhost:{port} _INSECURE=true _SIGNAL_INSECURE=false
        _ENDPOINT=localhost:{port} _CERTIFICATE=@ca.pem
        _ENDPOINT=localhost:{port} _INSECURE=true _CERTIFICATE=@ca.pem
        _ENDPOINT=http://localhost:{port} _INSECURE=
        _ENDPOINT=https://localhost:{port} _INSECURE=1 _CERTIFICATE=@ca.pem
        _ENDPOINT=http://localhost:{port} _INSECURE=true _CERTIFICATE=@ca.pem
        _ENDPOINT=https://localhost:{port} _SPAN_INSECURE=true
        _ENDPOINT=HTTPS://localhost:{port} _INSECURE=true
        """),
    Group("the CA file", """
        _ENDPOINT=http://localhost:{port} _CERTIFICATE=
        _ENDPOINT=https://localhost:{port} _CERTIFICATE=@empty.pem
        _ENDPOINT=https://localhost:{port} _CERTIFICATE=@garbage.pem
        _ENDPOINT=https://localhost:{port} _CERTIFICATE=@ca.der
        _ENDPOINT=https://localhost:{port} _CERTIFICATE=@crlf.pem
        _ENDPOINT=https://localhost:{port} _CERTIFICATE=@bundle.pem
        _ENDPOINT=https://localhost:{port} _CERTIFICATE=@other-ca.pem
        _ENDPOINT=https://localhost:{port} _CERTIFICATE=@server.pem
        _ENDPOINT=https://localhost:{port} _CERTIFICATE=@client.key
        _ENDPOINT=https://localhost:{port} _CERTIFICATE=@folder
        _ENDPOINT=https://localhost:{port} _CERTIFICATE=' @ca.pem '
        _ENDPOINT=https://localhost:{port} _CERTIFICATE='"@ca.pem"'
        _ENDPOINT=https://localhost:{port} _CERTIFICATE=file://@ca.pem
        _ENDPOINT=https://localhost:{port} _SIGNAL_CERTIFICATE= _CERTIFICATE=@ca.pem
        _ENDPOINT=https://localhost:{port} _SIGNAL_CERTIFICATE=@nothere.pem _CERTIFICATE=@ca.pem
        _ENDPOINT=https://localhost:{port} _METRICS_CERTIFICATE=@ca.pem
        _ENDPOINT=http://localhost:{port} _CERTIFICATE=@nothere.pem
        _ENDPOINT=http://localhost:{port} _CERTIFICATE=@empty.pem
        _ENDPOINT=http://localhost:{port} _CERTIFICATE=@garbage.pem
        _ENDPOINT=http://localhost:{port} _CERTIFICATE=@ca.pem _CLIENT_CERTIFICATE=@garbage.pem _CLIENT_KEY=@client.key
        """),
    Group("the client's pair", """
        _ENDPOINT=https://localhost:{port} _CERTIFICATE=@ca.pem _CLIENT_CERTIFICATE=@client.pem
        _ENDPOINT=https://localhost:{port} _CERTIFICATE=@ca.pem _CLIENT_KEY=@client.key
        _ENDPOINT=https://localhost:{port} _CERTIFICATE=@ca.pem _CLIENT_CERTIFICATE=@client.pem _CLIENT_KEY=@nothere.key
        _ENDPOINT=https://localhost:{port} _CERTIFICATE=@ca.pem _CLIENT_CERTIFICATE=@nothere.pem _CLIENT_KEY=@client.key
        _ENDPOINT=https://localhost:{port} _CERTIFICATE=@ca.pem _CLIENT_CERTIFICATE=@client.pem _CLIENT_KEY=@client.p1
        _ENDPOINT=https://localhost:{port} _CERTIFICATE=@ca.pem _CLIENT_CERTIFICATE=@client-ec.pem _CLIENT_KEY=@client-ec.key
        _ENDPOINT=https://localhost:{port} _CERTIFICATE=@ca.pem _CLIENT_CERTIFICATE=@client-ec.pem _CLIENT_KEY=@client-ec.sec1
        _ENDPOINT=https://localhost:{port} _CERTIFICATE=@ca.pem _CLIENT_CERTIFICATE=@client.pem _CLIENT_KEY=@client.encrypted
        _ENDPOINT=https://localhost:{port} _CERTIFICATE=@ca.pem _CLIENT_CERTIFICATE=@client.pem _CLIENT_KEY=@client-ec.key
        _ENDPOINT=https://localhost:{port} _CERTIFICATE=@ca.pem _CLIENT_CERTIFICATE=@client.key _CLIENT_KEY=@client.pem
        _ENDPOINT=https://localhost:{port} _CERTIFICATE=@ca.pem _CLIENT_CERTIFICATE=@pair.pem
        _ENDPOINT=https://localhost:{port} _CERTIFICATE=@ca.pem _CLIENT_CERTIFICATE=@pair.pem _CLIENT_KEY=@pair.pem
        _ENDPOINT=https://localhost:{port} _CERTIFICATE=@ca.pem _CLIENT_CERTIFICATE=@garbage.pem _CLIENT_KEY=@client.key
        _ENDPOINT=https://localhost:{port} _CERTIFICATE=@ca.pem _CLIENT_CERTIFICATE=@client.pem _CLIENT_KEY=@empty.pem
        _ENDPOINT=https://localhost:{port} _CERTIFICATE=@ca.pem _SIGNAL_CLIENT_CERTIFICATE=@client.pem _CLIENT_KEY=@client.key
        _ENDPOINT=https://localhost:{port} _SIGNAL_CERTIFICATE=@ca.pem _CLIENT_CERTIFICATE=@client.pem _CLIENT_KEY=@client.key
        _ENDPOINT=https://localhost:{port} _CERTIFICATE=@nothere.pem _CLIENT_CERTIFICATE=@client.pem _CLIENT_KEY=@client.key
        _ENDPOINT=http://localhost:{port} _CLIENT_CERTIFICATE=@client.pem _CLIENT_KEY=@client.key
        _ENDPOINT=http://localhost:{port} _CLIENT_CERTIFICATE=@client.pem
        """),
    Group("other variables of trust", """
        _ENDPOINT=https://localhost:{port} REQUESTS_CA_BUNDLE=@ca.pem
        _ENDPOINT=https://localhost:{port} CURL_CA_BUNDLE=@ca.pem
        _ENDPOINT=https://localhost:{port} NODE_EXTRA_CA_CERTS=@ca.pem
        _ENDPOINT=https://localhost:{port} GRPC_DEFAULT_SSL_ROOTS_FILE_PATH=@ca.pem
        _ENDPOINT=https://localhost:{port} SSL_CERT_FILE=@ca.pem
        _ENDPOINT=https://localhost:{port} SSL_CERT_DIR=@folder
        _ENDPOINT=https://localhost:{port} NODE_TLS_REJECT_UNAUTHORIZED=0
        _ENDPOINT=https://localhost:{port} _CERTIFICATE=@ca.pem REQUESTS_CA_BUNDLE=@server.pem
        _ENDPOINT=https://localhost:{port} _CERTIFICATE=@ca.pem GRPC_DEFAULT_SSL_ROOTS_FILE_PATH=@server.pem
        _ENDPOINT=https://localhost:{port} _CERTIFICATE=@ca.pem NODE_EXTRA_CA_CERTS=@server.pem
        _ENDPOINT=https://localhost:{port} _CERTIFICATE=@server.pem NODE_EXTRA_CA_CERTS=@ca.pem
        _ENDPOINT=https://localhost:{port} _CERTIFICATE=@empty.pem NODE_EXTRA_CA_CERTS=@ca.pem SSL_CERT_FILE=@ca.pem GRPC_DEFAULT_SSL_ROOTS_FILE_PATH=@ca.pem
        _ENDPOINT=https://localhost:{port} _CERTIFICATE=@garbage.pem NODE_EXTRA_CA_CERTS=@ca.pem SSL_CERT_FILE=@ca.pem GRPC_DEFAULT_SSL_ROOTS_FILE_PATH=@ca.pem
        _ENDPOINT=https://localhost:{port} _CERTIFICATE=@nothere.pem NODE_EXTRA_CA_CERTS=@ca.pem SSL_CERT_FILE=@ca.pem GRPC_DEFAULT_SSL_ROOTS_FILE_PATH=@ca.pem
        """),
    Group("the system's roots elsewhere", languages=("go", "rust"), lines="""
        _ENDPOINT=https://localhost:{port} SSL_CERT_FILE=@nothere.pem
        _ENDPOINT=https://localhost:{port} SSL_CERT_FILE=@other-ca.pem SSL_CERT_DIR=@folder
        _ENDPOINT=https://localhost:{port} SSL_CERT_FILE=@ca.pem SSL_CERT_DIR=@nothere
        _ENDPOINT=https://localhost:{port} SSL_CERT_DIR=@nothere:@folder
        _ENDPOINT=https://localhost:{port} SSL_CERT_FILE=@ca.pem _CERTIFICATE=@other-ca.pem
        _ENDPOINT=https://localhost:{port} SSL_CERT_FILE=
        _ENDPOINT=https://localhost:{port} SSL_CERT_FILE=@empty.pem
        _ENDPOINT=http://localhost:{port} SSL_CERT_FILE=@garbage.pem
        _ENDPOINT=http://localhost:{port} SSL_CERT_DIR=@nothere
        _ENDPOINT=https://localhost:{port} SSL_CERT_DIR=@unhashed
        """),
    Group("requests and gRPC core", languages=("python",), lines="""
        _ENDPOINT=https://localhost:{port} _CERTIFICATE=@ca.pem REQUESTS_CA_BUNDLE=@nothere.pem
        _ENDPOINT=https://localhost:{port} _CERTIFICATE=@server.pem REQUESTS_CA_BUNDLE=@folder
        _ENDPOINT=https://localhost:{port} REQUESTS_CA_BUNDLE=@unhashed
        _ENDPOINT=https://localhost:{port} _CERTIFICATE=@unhashed
        _ENDPOINT=http://otel.test:{port} HTTP_PROXY=http://127.0.0.1:9 http_proxy=
        _ENDPOINT=https://localhost:{port} _CERTIFICATE=@ca.pem CURL_CA_BUNDLE=@server.pem
        _ENDPOINT=https://localhost:{port} REQUESTS_CA_BUNDLE=@ca.pem CURL_CA_BUNDLE=@other-ca.pem
        _ENDPOINT=https://localhost:{port} REQUESTS_CA_BUNDLE=@other-ca.pem CURL_CA_BUNDLE=@ca.pem
        _ENDPOINT=https://localhost:{port} _CERTIFICATE=@nothere.pem REQUESTS_CA_BUNDLE=@ca.pem
        _ENDPOINT=https://localhost:{port} REQUESTS_CA_BUNDLE=
        _ENDPOINT=https://localhost:{port} GRPC_DEFAULT_SSL_ROOTS_FILE_PATH=@nothere.pem
        _ENDPOINT=https://localhost:{port} GRPC_DEFAULT_SSL_ROOTS_FILE_PATH=@garbage.pem
        _ENDPOINT=https://localhost:{port} GRPC_USE_SYSTEM_ROOTS_OVER_LANGUAGE_CALLBACK=true GRPC_SYSTEM_SSL_ROOTS_DIR=@folder
        _ENDPOINT=https://localhost:{port} GRPC_SYSTEM_SSL_ROOTS_DIR=@folder
        _ENDPOINT=http://localhost:{port} _TIMEOUT=0
        """),
    Group("Node", languages=("node",), lines="""
        _ENDPOINT=https://localhost:{port} NODE_EXTRA_CA_CERTS=@nothere.pem
        _ENDPOINT=https://localhost:{port} NODE_EXTRA_CA_CERTS=@garbage.pem
        _ENDPOINT=https://localhost:{port} GRPC_DEFAULT_SSL_ROOTS_FILE_PATH=@nothere.pem
        _ENDPOINT=https://localhost:{port} GRPC_DEFAULT_SSL_ROOTS_FILE_PATH=@other-ca.pem NODE_EXTRA_CA_CERTS=@ca.pem
        _ENDPOINT=https://localhost:{port} NODE_OPTIONS=--use-openssl-ca SSL_CERT_FILE=@ca.pem
        _ENDPOINT=https://localhost:{port} NODE_OPTIONS=--use-openssl-ca SSL_CERT_DIR=@folder
        _ENDPOINT=https://localhost:{port} NODE_OPTIONS=--use-openssl-ca SSL_CERT_DIR=@unhashed
        _ENDPOINT=https://localhost:{port} NODE_OPTIONS=--use-openssl-ca SSL_CERT_FILE=@nothere.pem NODE_EXTRA_CA_CERTS=@ca.pem
        _ENDPOINT=https://localhost:{port} NODE_OPTIONS=--use-openssl-ca SSL_CERT_FILE=@ca.pem _CERTIFICATE=@other-ca.pem
        _ENDPOINT=https://localhost:{port} NODE_OPTIONS=--use-openssl-ca SSL_CERT_FILE=@other-ca.pem NODE_EXTRA_CA_CERTS=@ca.pem
        _ENDPOINT=https://localhost:{port} NODE_OPTIONS=--tls-max-v1.2 _CERTIFICATE=@ca.pem
        _ENDPOINT=https://localhost:{port} NODE_USE_SYSTEM_CA=1 SSL_CERT_FILE=@ca.pem
        _ENDPOINT=https://localhost:{port} NODE_TLS_REJECT_UNAUTHORIZED=0 _CERTIFICATE=@other-ca.pem
        _ENDPOINT=https://localhost:{port} NODE_TLS_REJECT_UNAUTHORIZED=false
        """),
    Group("the JVM's options", languages=("java",), lines="""
        _ENDPOINT=https://localhost:{port} JAVA_TOOL_OPTIONS='-Djavax.net.ssl.trustStore=@trust.p12 -Djavax.net.ssl.trustStorePassword=changeit'
        _ENDPOINT=https://localhost:{port} _JAVA_OPTIONS='-Djavax.net.ssl.trustStore=@trust.p12 -Djavax.net.ssl.trustStorePassword=changeit'
        _ENDPOINT=https://localhost:{port} JDK_JAVA_OPTIONS='-Djavax.net.ssl.trustStore=@trust.p12 -Djavax.net.ssl.trustStorePassword=changeit'
        _ENDPOINT=https://localhost:{port} JAVA_TOOL_OPTIONS=-Djavax.net.ssl.trustStore=@trust.p12
        _ENDPOINT=https://localhost:{port} JAVA_TOOL_OPTIONS=-Djavax.net.ssl.trustStore=@nothere.p12 _CERTIFICATE=@ca.pem
        _ENDPOINT=https://localhost:{port} JAVA_TOOL_OPTIONS=-Djavax.net.ssl.trustStore=@nothere.p12
        _ENDPOINT=https://localhost:{port} JAVA_TOOL_OPTIONS='-Djavax.net.ssl.trustStore=@trust.p12 -Djavax.net.ssl.trustStorePassword=wrong'
        _ENDPOINT=https://localhost:{port} JAVA_TOOL_OPTIONS=-Djavax.net.ssl.trustStore=@trust.jks
        _ENDPOINT=https://localhost:{port} JAVA_TOOL_OPTIONS='-Djavax.net.ssl.trustStore=@trust.jks -Djavax.net.ssl.trustStorePassword=changeit'
        _ENDPOINT=https://localhost:{port} JAVA_TOOL_OPTIONS='-Djavax.net.ssl.trustStore=@trust.jks -Djavax.net.ssl.trustStorePassword=wrong'
        _ENDPOINT=https://localhost:{port} JAVA_TOOL_OPTIONS='-Djavax.net.ssl.trustStore=@unmarked.p12 -Djavax.net.ssl.trustStorePassword=changeit'
        _ENDPOINT=https://localhost:{port} JAVA_TOOL_OPTIONS=-Djavax.net.ssl.trustStore=@ca.pem
        _ENDPOINT=https://localhost:{port} JAVA_TOOL_OPTIONS=-Djavax.net.ssl.trustStore=@nothere.p12 _JAVA_OPTIONS=-Djavax.net.ssl.trustStore=@trust.jks
        _ENDPOINT=https://localhost:{port} _CERTIFICATE=@other-ca.pem JAVA_TOOL_OPTIONS='-Djavax.net.ssl.trustStore=@trust.p12 -Djavax.net.ssl.trustStorePassword=changeit'
        _ENDPOINT=https://localhost:{port} JAVA_TOOL_OPTIONS=-Dotel.exporter.otlp.certificate=@ca.pem
        _ENDPOINT=https://localhost:{port} _CERTIFICATE=@ca.pem JAVA_TOOL_OPTIONS=-Dotel.exporter.otlp.endpoint=http://localhost:{port}
        _ENDPOINT=https://localhost:{port} _CERTIFICATE=@ca.pem JAVA_TOOL_OPTIONS=-Djdk.tls.client.protocols=TLSv1.2
        _ENDPOINT=https://otel.test:{port} _CERTIFICATE=@ca.pem JAVA_TOOL_OPTIONS='-Dhttps.proxyHost=127.0.0.1 -Dhttps.proxyPort=3128'
        _ENDPOINT=http://otel.test:{port} JAVA_TOOL_OPTIONS='-Dhttp.proxyHost=127.0.0.1 -Dhttp.proxyPort=3128'
        _ENDPOINT=http://otel.test:{port} JAVA_TOOL_OPTIONS='-Dhttp.proxyHost=127.0.0.1 -Dhttp.proxyPort=9 -Dhttp.nonProxyHosts=*.test'
        _ENDPOINT=https://otel.test:{port} _CERTIFICATE=@ca.pem JAVA_TOOL_OPTIONS='-Dhttps.proxyHost=127.0.0.1 -Dhttps.proxyPort=9 -Dhttps.nonProxyHosts=*.test'
        _ENDPOINT=http://localhost:{port} JAVA_TOOL_OPTIONS='-Dhttp.proxyHost=127.0.0.1 -Dhttp.proxyPort=9'
        _ENDPOINT=http://localhost:{port} JAVA_TOOL_OPTIONS=-Dotel.exporter.otlp.headers=x-a=1
        """),
    Group("proxies", """
        _ENDPOINT=https://otel.test:{port} _CERTIFICATE=@ca.pem HTTPS_PROXY=http://127.0.0.1:3128
        _ENDPOINT=https://otel.test:{port} _CERTIFICATE=@ca.pem https_proxy=http://127.0.0.1:3128
        _ENDPOINT=https://otel.test:{port} _CERTIFICATE=@ca.pem HTTP_PROXY=http://127.0.0.1:3128
        _ENDPOINT=http://otel.test:{port} HTTP_PROXY=http://127.0.0.1:3128
        _ENDPOINT=http://otel.test:{port} http_proxy=http://127.0.0.1:3128
        _ENDPOINT=http://otel.test:{port} HTTPS_PROXY=http://127.0.0.1:3128
        _ENDPOINT=http://otel.test:{port} https_proxy=http://127.0.0.1:3128
        _ENDPOINT=http://otel.test:{port} grpc_proxy=http://127.0.0.1:3128
        _ENDPOINT=https://otel.test:{port} _CERTIFICATE=@ca.pem grpc_proxy=http://127.0.0.1:3128
        _ENDPOINT=https://otel.test:{port} _CERTIFICATE=@ca.pem GRPC_PROXY=http://127.0.0.1:3128
        _ENDPOINT=https://otel.test:{port} _CERTIFICATE=@ca.pem ALL_PROXY=http://127.0.0.1:3128
        _ENDPOINT=http://otel.test:{port} all_proxy=http://127.0.0.1:3128
        _ENDPOINT=https://otel.test:{port} _CERTIFICATE=@ca.pem HTTPS_PROXY=http://127.0.0.1:9
        _ENDPOINT=https://otel.test:{port} _CERTIFICATE=@ca.pem https_proxy=http://127.0.0.1:9
        _ENDPOINT=https://localhost:{port} _CERTIFICATE=@ca.pem HTTPS_PROXY=http://127.0.0.1:9 https_proxy=http://127.0.0.1:9
        _ENDPOINT=https://127.0.0.1:{port} _CERTIFICATE=@ca.pem HTTPS_PROXY=http://127.0.0.1:9 https_proxy=http://127.0.0.1:9
        _ENDPOINT=https://otel.test:{port} _CERTIFICATE=@ca.pem HTTPS_PROXY=127.0.0.1:3128 https_proxy=127.0.0.1:3128
        _ENDPOINT=https://otel.test:{port} _CERTIFICATE=@ca.pem HTTPS_PROXY=http://127.0.0.1:3128 https_proxy=http://127.0.0.1:9
        _ENDPOINT=https://otel.test:{port} _CERTIFICATE=@ca.pem https_proxy=http://127.0.0.1:3128 HTTPS_PROXY=
        _ENDPOINT=https://otel.test:{port} _CERTIFICATE=@ca.pem HTTPS_PROXY=http://127.0.0.1:3128 https_proxy=
        _ENDPOINT=https://otel.test:{port} _CERTIFICATE=@ca.pem https_proxy=http://127.0.0.1:9 HTTPS_PROXY=http://127.0.0.1:9 NO_PROXY=otel.test
        _ENDPOINT=https://otel.test:{port} _CERTIFICATE=@ca.pem https_proxy=http://127.0.0.1:9 HTTPS_PROXY=http://127.0.0.1:9 no_proxy=otel.test
        _ENDPOINT=https://otel.test:{port} _CERTIFICATE=@ca.pem https_proxy=http://127.0.0.1:9 HTTPS_PROXY=http://127.0.0.1:9 no_proxy=test NO_PROXY=test
        _ENDPOINT=https://otel.test:{port} _CERTIFICATE=@ca.pem https_proxy=http://127.0.0.1:9 HTTPS_PROXY=http://127.0.0.1:9 no_proxy=.test NO_PROXY=.test
        _ENDPOINT=https://otel.test:{port} _CERTIFICATE=@ca.pem https_proxy=http://127.0.0.1:9 HTTPS_PROXY=http://127.0.0.1:9 no_proxy=* NO_PROXY=*
        _ENDPOINT=https://otel.test:{port} _CERTIFICATE=@ca.pem https_proxy=http://127.0.0.1:9 HTTPS_PROXY=http://127.0.0.1:9 no_proxy=*.test NO_PROXY=*.test
        _ENDPOINT=https://otel.test:{port} _CERTIFICATE=@ca.pem https_proxy=http://127.0.0.1:9 HTTPS_PROXY=http://127.0.0.1:9 no_proxy=otel.test:{port} NO_PROXY=otel.test:{port}
        _ENDPOINT=https://otel.test:{port} _CERTIFICATE=@ca.pem https_proxy=http://127.0.0.1:9 HTTPS_PROXY=http://127.0.0.1:9 no_proxy='a.example, otel.test' NO_PROXY='a.example, otel.test'
        _ENDPOINT=https://127.0.0.1:{port} _CERTIFICATE=@ca.pem https_proxy=http://127.0.0.1:9 HTTPS_PROXY=http://127.0.0.1:9 no_proxy=127.0.0.0/8 NO_PROXY=127.0.0.0/8
        """),
    Group("headers", every_signal=True, lines="""
        _ENDPOINT=http://localhost:{port} _HEADERS=x-a=1,x-b=two%20words
        _ENDPOINT=http://localhost:{port} _HEADERS=x-a=1 _SIGNAL_HEADERS=x-b=2
        """),
    Group("forms of headers", """
        _ENDPOINT=http://localhost:{port} _HEADERS='x-a = 1 , X-B=2'
        _ENDPOINT=http://localhost:{port} _HEADERS='x-a=two words'
        _ENDPOINT=http://localhost:{port} _HEADERS='x-a="1"'
        _ENDPOINT=http://localhost:{port} _HEADERS='authorization=Basic dXNlcjp3b3Jk=='
        _ENDPOINT=http://localhost:{port} _HEADERS='Authorization=Bearer%20a.b'
        _ENDPOINT=http://localhost:{port} _HEADERS=x-a=1;x-p=2,x-b=3
        _ENDPOINT=http://localhost:{port} _HEADERS=x-a,x-b=1
        _ENDPOINT=http://localhost:{port} _HEADERS=x-a=%zz,x-b=1
        _ENDPOINT=http://localhost:{port} _HEADERS=x-a=a+b
        _ENDPOINT=http://localhost:{port} _HEADERS=x-a=,x-b=1
        """),
    Group("values that are no values", """
        _ENDPOINT=http://localhost:{port} _TIMEOUT=10s
        _ENDPOINT=http://localhost:{port} _TIMEOUT=
        _ENDPOINT=http://localhost:{port} _COMPRESSION=gzip
        _ENDPOINT=http://localhost:{port} _COMPRESSION=zip
        _ENDPOINT=http://localhost:{port} _COMPRESSION=none
        """),
    Group("which protocol", languages=("python", "node", "java"), auto=True, lines="""

        _ENDPOINT=http://localhost:4317
        _ENDPOINT=http://localhost:4317 _PROTOCOL=grpc
        _ENDPOINT=http://localhost:4318 _PROTOCOL=http/protobuf
        _ENDPOINT=http://localhost:4318 _PROTOCOL=http/json
        _ENDPOINT=http://localhost:4318 _PROTOCOL=http
        _ENDPOINT=http://localhost:4317 _PROTOCOL=GRPC
        _ENDPOINT=http://localhost:4317 _PROTOCOL=' grpc '
        _ENDPOINT=http://localhost:4317 _PROTOCOL=
        _ENDPOINT=http://localhost:4317 _PROTOCOL=http/protobuf _TRACES_PROTOCOL=grpc
        _ENDPOINT=http://localhost:4318 _PROTOCOL=grpc _TRACES_PROTOCOL=http/protobuf
        _PROTOCOL=grpc
        _PROTOCOL=http/protobuf
        _ENDPOINT=http://localhost:4318 _PROTOCOL=http OTEL_TRACES_EXPORTER=otlp
        _ENDPOINT=http://localhost:4318 _PROTOCOL=http/json OTEL_TRACES_EXPORTER=otlp
        """),
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One run: `exporter` is `go-grpc`, or the language where its SDK chooses. Variables as they are recorded."""

    exporter: str
    signal: str
    variables: dict[str, str]
    name: str = ""  # of a draw

    @property
    def id(self) -> str:
        shown = " ".join(f"{name.replace(PREFIX + '_', '_')}={value!r}" for name, value in self.variables.items())
        return f"{self.name} {self.exporter} {self.signal} {shown}".strip()


def variables(line: str, protocol: str, signal: str) -> dict[str, str]:
    other = "http" if protocol == "grpc" else "grpc"
    line = re.sub(r"\$'([^']*)'", lambda found: shlex.quote(found[1].replace("\\n", "\n")), line)
    found = {}
    for word in shlex.split(line):
        name, _, value = word.partition("=")
        if name.startswith("_") and name != "_JAVA_OPTIONS":
            name = PREFIX + name.replace("_SIGNAL_", f"_{signal.upper()}_")
        for place, text in (("{port}", PORTS[protocol]), ("{other}", PORTS[other]), ("{signal}", signal)):
            value = value.replace(place, str(text))
        found[name] = value
    return found


def all_rows() -> Iterator[Row]:
    """In the order of the record: by exporter, then signal, then as they stand above."""
    for sender in SENDERS:
        for protocol in PORTS:
            for signal in sender.signals:
                for group in GROUPS:
                    if sender.name in group.languages and not group.auto and (group.every_signal or signal == "traces"):
                        for line in _lines(group):
                            yield Row(f"{sender.name}-{protocol}", signal, variables(line, protocol, signal))
    for sender in SENDERS:
        for group in GROUPS:
            if group.auto and sender.name in group.languages:
                for line in _lines(group):
                    yield Row(sender.name, "traces", variables(line, "grpc", "traces"))


def _lines(group: Group) -> list[str]:
    # The first line of a group may be empty: no variable at all.
    return [line.strip() for line in group.lines.split("\n")[1:-1]]
