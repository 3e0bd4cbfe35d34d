"""An invented form of an invented harbour office: a condition, a group and a sum."""

from motcua.procedures.eforms.definition import build


def label(name, vi, kind="text", **more):
    return {"name": name, "type": kind, "vi": vi, "en": f"Field {name}", **more}


HARBOUR = build(
    [
        (
            "ship",
            {
                "vi": "Tàu",
                "en": "Ship",
                "fields": [
                    label("ship_name", "Tên tàu", required=True),
                    label("foreign", "Tàu nước ngoài", "yes", required=True),
                    label("flag", "Cờ tàu", required=True, when={"field": "foreign", "is": True}),
                ],
            },
        ),
        (
            "owner",
            {
                "vi": "Thuyền viên",
                "en": "Sailors",
                "fields": [],
                "repeat": {
                    "name": "sailors",
                    "vi": "Thuyền viên",
                    "en": "Sailor",
                    "most": 3,
                    "fields": [
                        label("sailor", "Họ tên", required=True),
                        label("age", "Tuổi", "integer", required=True, minimum=18),
                    ],
                },
                "computed": {"name": "total", "vi": "Tổng tuổi", "en": "Total", "sum_of": ["sailors", "age"]},
            },
        ),
    ]
)
