"""The scenarios by family; each module holds `ROWS`."""

from scenarios import (
    client_auth,
    healthy,
    names_and_dates,
    negotiation,
    network,
    otlp,
    path,
    plaintext,
    trust,
    usage_and_keys,
)

FAMILIES = (
    healthy,
    network,
    plaintext,
    negotiation,
    trust,
    names_and_dates,
    usage_and_keys,
    path,
    client_auth,
    otlp,
)


def all_rows() -> list:
    rows = [row for family in FAMILIES for row in family.ROWS]
    ids = [row.id for row in rows]
    twice = {id for id in ids if ids.count(id) > 1}
    if twice:
        raise ValueError(f"two rows of one name: {sorted(twice)}")
    return rows
