"""Reads limbo.json on standard input; prints `id<TAB>ok` or `id<TAB>error`: what OpenSSL's libcrypto says.

`openssl.py` asks as OpenSSL's defaults at security level 2; `openssl.py strict` as Python 3.13 sets it up.
"""

import base64
import ctypes
import ctypes.util
import datetime
import json
import sys

C = ctypes.CDLL(ctypes.util.find_library("crypto"))
P = ctypes.c_void_p
for function in ("X509_STORE_new", "X509_STORE_CTX_new", "X509_STORE_CTX_get0_param", "OPENSSL_sk_new_null", "d2i_X509"):
    getattr(C, function).restype = P
C.X509_verify_cert_error_string.restype = ctypes.c_char_p
C.X509_VERIFY_PARAM_set_time.argtypes = [P, ctypes.c_long]
C.X509_VERIFY_PARAM_set_flags.argtypes = [P, ctypes.c_ulong]

STRICT, PARTIAL_CHAIN, TRUSTED_FIRST = 0x20, 0x80000, 0x8000
SSL_CLIENT, SSL_SERVER = 1, 2
NEVER_CHECK_SUBJECT, NO_PARTIAL_WILDCARDS = 0x20, 0x4
strict = "strict" in sys.argv[1:]


def certificate(text):
    body = "".join(line for line in text.splitlines() if not line.startswith("-----"))
    der = base64.b64decode(body)
    at = ctypes.c_char_p(der)
    return C.d2i_X509(None, ctypes.byref(at), ctypes.c_long(len(der)))


def judge(case):
    leaf = certificate(case["peer_certificate"])
    if not leaf:
        return "does not parse"
    store, untrusted, ctx = P(C.X509_STORE_new()), P(C.OPENSSL_sk_new_null()), P(C.X509_STORE_CTX_new())
    made = [leaf]
    for text in case["trusted_certs"]:
        made.append(certificate(text))
        C.X509_STORE_add_cert(store, P(made[-1]))
    for text in case["untrusted_intermediates"]:
        made.append(certificate(text))
        if not made[-1]:
            return "an intermediate does not parse"
        C.OPENSSL_sk_push(untrusted, P(made[-1]))
    try:
        C.X509_STORE_CTX_init(ctx, store, P(leaf), untrusted)
        param = P(C.X509_STORE_CTX_get0_param(ctx))
        client = case["validation_kind"] == "CLIENT"
        C.X509_STORE_CTX_set_default(ctx, b"ssl_client" if client else b"ssl_server")
        C.X509_VERIFY_PARAM_set_auth_level(param, 2)
        C.X509_VERIFY_PARAM_set_flags(param, TRUSTED_FIRST | (STRICT | PARTIAL_CHAIN if strict else 0))
        C.X509_VERIFY_PARAM_set_hostflags(param, NEVER_CHECK_SUBJECT | NO_PARTIAL_WILDCARDS if strict else 0)
        if case["validation_time"]:
            when = datetime.datetime.fromisoformat(case["validation_time"].replace("Z", "+00:00"))
            C.X509_VERIFY_PARAM_set_time(param, int(when.timestamp()))
        name = case["expected_peer_name"]
        if name and name["kind"] == "IP":
            if not C.X509_VERIFY_PARAM_set1_ip_asc(param, name["value"].encode()):
                return "no address"
        elif name:
            C.X509_VERIFY_PARAM_set1_host(param, name["value"].encode(), 0)
        if C.X509_verify_cert(ctx) == 1:
            return "ok"
        return C.X509_verify_cert_error_string(ctypes.c_long(C.X509_STORE_CTX_get_error(ctx))).decode()
    finally:
        C.X509_STORE_CTX_free(ctx)
        C.X509_STORE_free(store)
        C.OPENSSL_sk_free(untrusted)
        for one in made:
            C.X509_free(P(one))


for case in json.load(sys.stdin)["testcases"]:
    print(case["id"], judge(case), sep="\t")
