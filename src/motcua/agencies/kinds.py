"""Kinds of units and of reorganisations, with their phrases in two languages."""

from django.db import models

from motcua.core.phrases import Phrase


class UnitKind(models.TextChoices):
    """What sort of body a unit is."""

    MINISTRY = "ministry", "Bộ, cơ quan ngang Bộ"
    CENTRAL_BODY = "central_body", "Cơ quan trung ương khác"
    PROVINCE = "province", "Uỷ ban nhân dân cấp tỉnh"
    DEPARTMENT = "department", "Sở, ban, ngành"
    DISTRICT = "district", "Uỷ ban nhân dân cấp huyện"
    COMMUNE = "commune", "Uỷ ban nhân dân cấp xã"
    ONE_STOP = "one_stop", "Bộ phận Một cửa, Trung tâm Phục vụ hành chính công"
    DIVISION = "division", "Phòng, bộ phận chuyên môn"
    VERTICAL = "vertical", "Cơ quan ngành dọc tại địa phương"
    OTHER = "other", "Đơn vị khác"


class ChangeKind(models.TextChoices):
    """What a reorganisation does to units."""

    MERGE = "merge", "Sáp nhập"
    SPLIT = "split", "Chia tách"
    RENAME = "rename", "Đổi tên"
    MOVE = "move", "Chuyển đơn vị cấp trên"
    ABOLISH = "abolish", "Giải thể, kết thúc hoạt động"


PHRASES: dict[object, Phrase] = {
    UnitKind.MINISTRY: Phrase("Bộ, cơ quan ngang Bộ", "Ministry or equivalent"),
    UnitKind.CENTRAL_BODY: Phrase("Cơ quan trung ương khác", "Other central body"),
    UnitKind.PROVINCE: Phrase("Uỷ ban nhân dân cấp tỉnh", "Provincial people's committee"),
    UnitKind.DEPARTMENT: Phrase("Sở, ban, ngành", "Provincial department"),
    UnitKind.DISTRICT: Phrase("Uỷ ban nhân dân cấp huyện", "District people's committee"),
    UnitKind.COMMUNE: Phrase("Uỷ ban nhân dân cấp xã", "Commune people's committee"),
    UnitKind.ONE_STOP: Phrase("Bộ phận Một cửa", "One-stop unit"),
    UnitKind.DIVISION: Phrase("Phòng, bộ phận chuyên môn", "Division"),
    UnitKind.VERTICAL: Phrase("Cơ quan ngành dọc tại địa phương", "Local office of a vertical body"),
    UnitKind.OTHER: Phrase("Đơn vị khác", "Other unit"),
    ChangeKind.MERGE: Phrase("Sáp nhập", "Merged"),
    ChangeKind.SPLIT: Phrase("Chia tách", "Split"),
    ChangeKind.RENAME: Phrase("Đổi tên", "Renamed"),
    ChangeKind.MOVE: Phrase("Chuyển đơn vị cấp trên", "Moved under another unit"),
    ChangeKind.ABOLISH: Phrase("Giải thể, kết thúc hoạt động", "Abolished"),
}


def phrase(value: UnitKind | ChangeKind) -> Phrase:
    """Return the phrase of a kind."""
    return PHRASES[value]
