"""Names the house knows for the portal's code lists; unknown codes keep their published name."""

# code → (kind, English name). Codes as counted in the snapshot (S9).
AUDIENCES: dict[str, tuple[str, str]] = {
    "ĐT1": ("citizen", "Vietnamese citizens"),
    "ĐT2": ("business", "Businesses"),
    "ĐT3": ("citizen", "Foreigners living in Vietnam"),
    "ĐT4": ("citizen", "Foreigners"),
    "ĐT5": ("officer", "Members of the Party"),
    "ĐT6": ("organisation", "Party organisations"),
    "ĐT7": ("organisation", "Foreign organisations"),
    "ĐT8": ("business", "Vietnamese businesses"),
    "ĐT9": ("organisation", "Organisations other than businesses and co-operatives"),
    "ĐT10": ("business", "Businesses with foreign capital"),
    "DT11": ("business", "Co-operatives"),
    "DT12": ("citizen", "Vietnamese living abroad"),
    "DT13": ("officer", "Officials and public employees"),
    "ĐT14": ("citizen", "Vietnamese citizens without a determined place"),
    "ĐT15": ("citizen", "Foreigners who have lived in Vietnam"),
}

# code → (order, Vietnamese, English): the moments of life the portal groups procedures by.
LIFE_EVENTS: dict[str, tuple[int, str, str]] = {
    "co-con-nho": (1, "Có con nhỏ", "Having a child"),
    "hoc-tap": (2, "Học tập", "Learning"),
    "viec-lam": (3, "Việc làm", "Work"),
    "cu-tru-va-giay-to-tuy-than": (4, "Cư trú và giấy tờ tùy thân", "Residence and identity papers"),
    "hon-nhan-va-gia-dinh": (5, "Hôn nhân và gia đình", "Marriage and family"),
    "dien-luc-nha-o-dat-dai": (6, "Điện lực, nhà ở, đất đai", "Electricity, housing and land"),
    "suc-khoe-va-y-te": (7, "Sức khỏe và y tế", "Health"),
    "phuong-tien-va-nguoi-lai": (8, "Phương tiện và người lái", "Vehicles and drivers"),
    "huu-tri": (9, "Hưu trí", "Retirement"),
    "nguoi-than-qua-doi": (10, "Người thân qua đời", "Death of a relative"),
    "giai-quyet-khieu-kien": (11, "Giải quyết khiếu kiện", "Complaints and lawsuits"),
}

GROUP_KINDS = {"CITIZEN": "group", "CORPORATE": "business"}
