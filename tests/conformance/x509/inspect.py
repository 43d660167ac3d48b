"""`inspect.py limbo.json OUT OTLS`: the same by the program itself: `otls inspect` on files, for x509-limbo's own server
cases. Says how often the exporters of each verifier connect or fail as the verifier does, and how often the one code
that is said to be printed is what the verifier says. Needs the answers that `run` left in OUT.

A key that no handshake can use stops an exporter, and no verifier: such cases are left out.
"""

import collections
import json
import pathlib
import subprocess
import sys
import tempfile

from reasons import is_vague, right

limbo, out, otls = json.load(open(sys.argv[1])), pathlib.Path(sys.argv[2]), sys.argv[3]
SKIPPED = {"has-crl", "max-chain-depth", "denial-of-service"}
EXPORTERS = {"rust-grpc": "rustls", "go-grpc": "go", "ruby-http": "openssl", "cpp-grpc": "boringssl"}


def answers(policy):
    if policy == "rustls":
        lines = map(json.loads, (out / "otls.jsonl").open())
        return {line["id"]: line["webpki"] for line in lines}
    path = out / f"{policy}.tsv"
    return dict(line.rstrip("\n").split("\t", 1) for line in path.open()) if path.exists() else {}


def runtimes(case, folder):
    files = {"leaf": [case["peer_certificate"]], "more": case["untrusted_intermediates"], "roots": case["trusted_certs"]}
    for name, content in files.items():
        (folder / name).write_text("\n".join(content) + "\n")
    command = [otls, "inspect", "--chain", folder / "leaf", "--cacert", folder / "roots", "-o", "json"]
    command += ["--runtime", ",".join(EXPORTERS)]
    if files["more"]:
        command += ["--intermediates", folder / "more"]
    command += ["--verify-name", case["expected_peer_name"]["value"]]
    if case["validation_time"]:
        command += ["--at", case["validation_time"]]
    ran = subprocess.run(command, capture_output=True, text=True)
    if ran.returncode not in (0, 1):
        return None, f"status {ran.returncode}: {ran.stderr.strip()[:150]}"
    return json.loads(ran.stdout)["runtimes"], None


theirs = {policy: answers(policy) for policy in EXPORTERS.values()}
total, agreed, refused, printed = (collections.Counter() for _ in range(4))
notes = []
with tempfile.TemporaryDirectory() as name:
    for case in limbo["testcases"]:
        id_ = case["id"]
        if id_.startswith("bettertls") or SKIPPED & set(case["features"]) or case["validation_kind"] != "SERVER":
            continue
        if not case["expected_peer_name"]:
            continue
        judged, problem = runtimes(case, pathlib.Path(name))
        if problem:
            notes.append(f"{id_}: {problem}")
            continue
        for one in judged:
            policy = EXPORTERS[one["runtime"]]
            says = theirs[policy].get(id_)
            if says is None or one["codes"] == ["weak-key"]:
                continue
            total[policy] += 1
            if (says == "ok") != (one["verdict"] == "connects"):
                notes.append(f"{id_}: {policy}: {says[:90]} | otls: {one['verdict']} {one['codes']} {one['reason'] or ''}")
                continue
            agreed[policy] += 1
            if says != "ok" and not is_vague(policy, says):
                refused[policy] += 1
                if one["code"] in right(policy, says):
                    printed[policy] += 1
                else:
                    notes.append(f"{id_}: {policy} prints: {says[:90]} | otls: {one['code']} of {one['codes']}")
for policy in EXPORTERS.values():
    if total[policy]:
        print(
            f"otls inspect, {policy:10} {agreed[policy]}/{total[policy]} verdicts, "
            f"{printed[policy]}/{refused[policy]} printed codes"
        )
print("\n".join(notes))
