"""limbo.json on standard input -> the lines that java/Verify.java reads."""

import json
import sys


def body(pem):
    return "".join(line for line in pem.splitlines() if line and not line.startswith("-----"))


for case in json.load(sys.stdin)["testcases"]:
    name = case["expected_peer_name"]
    print(
        case["id"],
        case["validation_kind"],
        case["validation_time"] or "",
        name["value"] if name else "",
        body(case["peer_certificate"]),
        ",".join(map(body, case["untrusted_intermediates"])),
        ",".join(map(body, case["trusted_certs"])),
        sep="\t",
    )
