"""Status events as a sending system would write them."""

import json

DEFAULTS = {
    "source": "H26-mcdt",
    "procedure": "1.004194",
    "agency": "H26.14",
    "field": "G15-TP07",
    "channel": 1,
    "applicant_kind": 1,
    "fee_due": None,
    "fee_paid_online": None,
    "supplements": 0,
}


def event(number, dossier="H26.14-230105-0001", sequence=1, status=2, on="2023-01-05", **members):
    """Return one event; `on` is a day (08:00 is meant) or a full moment."""
    moment = on if "T" in on else f"{on}T08:00:00+07:00"
    return {
        **DEFAULTS, "id": f"e{number}", "dossier": dossier, "sequence": sequence, "status": status,
        "occurred_at": moment, **members,
    }  # fmt: skip


def cloud(data):
    return {
        "specversion": "1.0", "type": "vn.motcua.dossier.status.v1", "source": data["source"], "id": data["id"],
        "data": data,
    }  # fmt: skip


def write(path, rows):
    path.write_text("".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows), "utf-8")
    return path
