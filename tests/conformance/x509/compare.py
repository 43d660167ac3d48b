"""`compare.py limbo.json OUT`: agreement of otls's policies with the verifiers, and what they disagree over; then, of
the cases that both refuse, how often a code of otls says what the verifier says.

Cases that need what otls does not model are left out: revocation lists, a limit for the depth, key usages of the
caller's choice.
"""

import collections
import json
import pathlib
import sys

from reasons import is_vague, right

limbo, out = json.load(open(sys.argv[1])), pathlib.Path(sys.argv[2])
SKIPPED = {"has-crl", "max-chain-depth", "denial-of-service"}
cases = {case["id"]: case for case in limbo["testcases"] if not SKIPPED & set(case["features"])}
ours = {}
webpki = {}
for line in (out / "otls.jsonl").open():
    one = json.loads(line)
    ours[one["id"]] = one
    webpki[one["id"]] = one["webpki"]


def disagreements(kinds):
    for reason, ids in sorted(kinds.items(), key=lambda kind: -len(kind[1]))[:40]:
        print(f"    {len(ids):5}  {reason}\n           {', '.join(ids[:3])}")


for policy in ("rustls", "go", "openssl", "openssl_strict", "boringssl", "jsse"):
    if policy == "rustls":
        theirs = webpki
    else:
        path = out / f"{policy}.tsv"
        if not path.exists():
            print(f"{policy:15} not run")
            continue
        theirs = dict(line.rstrip("\n").split("\t", 1) for line in path.open())
    kinds = collections.defaultdict(list)
    total = collections.Counter()
    agreed = collections.Counter()
    refused = collections.Counter()
    same_reason = collections.Counter()
    vague = 0
    other_reasons = collections.defaultdict(list)
    for id_ in cases:
        if id_ not in theirs:
            continue
        suite = "bettertls" if id_.startswith("bettertls") else "limbo"
        total[suite] += 1
        says, we = theirs[id_], ours[id_][policy]
        if (says == "ok") == (we == []):
            agreed[suite] += 1
            if we:
                refused[suite] += 1
                codes = {code for code, _ in we}
                if codes & right(policy, says):
                    same_reason[suite] += 1
                elif is_vague(policy, says):
                    vague += 1
                    refused[suite] -= 1
                else:
                    other_reasons[f"they: {says[:120]} | otls: {', '.join(sorted(codes))}"].append(id_)
        else:
            what = "; ".join(kind for _, kind in we)
            kinds[f"they: {says[:90]} | otls: {what[:110] or 'accepts'}"].append(id_)
    share = 100 * sum(agreed.values()) / max(1, sum(total.values()))
    parts = ", ".join(f"{suite} {agreed[suite]}/{total[suite]}" for suite in sorted(total))
    print(f"{policy:15} {share:6.2f} %  ({parts})")
    disagreements(kinds)
    share = 100 * sum(same_reason.values()) / max(1, sum(refused.values()))
    parts = ", ".join(f"{suite} {same_reason[suite]}/{refused[suite]}" for suite in sorted(refused))
    print(f"    reasons     {share:6.2f} %  ({parts}; {vague} more where the verifier names no cause)")
    disagreements(other_reasons)
