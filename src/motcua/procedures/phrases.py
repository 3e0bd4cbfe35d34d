"""The phrase beside every state of the catalogue, in the two languages of the house."""

from django.db.models import TextChoices

from motcua.core.phrases import Phrase
from motcua.procedures.models.consultations import ConsultationComment
from motcua.procedures.models.decisions import AnnouncementDecision, DecisionItem
from motcua.procedures.models.form_drafts import FormDraft
from motcua.procedures.models.parts import Channel, Cost, PracticeLevel, ProcedureCase, VersionAgency
from motcua.procedures.models.versions import ProcedureVersion, RecordType

# Members of different lists may be equal strings, so each list has its own table.
PHRASES: dict[type[TextChoices], dict[str, Phrase]] = {
    AnnouncementDecision.Kind: {
        AnnouncementDecision.Kind.STANDARD: Phrase(
            "Công bố thủ tục do bộ chuẩn hóa", "Announces standardised procedures"
        ),
        AnnouncementDecision.Kind.SPECIFIC: Phrase(
            "Công bố thủ tục đặc thù của địa phương", "Announces procedures set by a province"
        ),
        AnnouncementDecision.Kind.INTERNAL: Phrase("Công bố thủ tục nội bộ", "Announces internal procedures"),
    },
    AnnouncementDecision.Route: {
        AnnouncementDecision.Route.MINISTRY: Phrase("Bộ, cơ quan ngang bộ", "Ministry"),
        AnnouncementDecision.Route.PROVINCE: Phrase("Tỉnh và cơ quan khác", "Province and others"),
        AnnouncementDecision.Route.SHORT: Phrase("Trình tự rút gọn", "Short procedure"),
    },
    DecisionItem.Kind: {
        DecisionItem.Kind.NEW: Phrase("Mới ban hành", "New"),
        DecisionItem.Kind.AMENDED: Phrase("Sửa đổi, bổ sung", "Amended"),
        DecisionItem.Kind.REPLACED: Phrase("Bị thay thế", "Replaced"),
        DecisionItem.Kind.ABOLISHED: Phrase("Bị bãi bỏ", "Abolished"),
        DecisionItem.Kind.UNSTATED: Phrase("Nguồn không nêu", "Not stated by the source"),
    },
    RecordType: {
        RecordType.STANDARD: Phrase("Chuẩn hóa toàn quốc", "Standard, nationwide"),
        RecordType.SPECIFIC: Phrase("Đặc thù của địa phương", "Set by a province"),
        RecordType.INTERNAL: Phrase("Nội bộ", "Internal"),
    },
    ProcedureVersion.Status: {
        ProcedureVersion.Status.DRAFT: Phrase("Dự thảo", "Draft"),
        ProcedureVersion.Status.SUBMITTED: Phrase("Chờ phê duyệt", "Waiting for approval"),
        ProcedureVersion.Status.APPROVED: Phrase("Đã phê duyệt, chờ ngày hiệu lực", "Approved, waiting for its day"),
        ProcedureVersion.Status.PUBLISHED: Phrase("Đã công khai", "Published"),
        ProcedureVersion.Status.WITHDRAWN: Phrase("Đã rút", "Withdrawn"),
    },
    ProcedureVersion.OnlineLevel: {
        ProcedureVersion.OnlineLevel.FULL: Phrase("Toàn trình", "Fully online"),
        ProcedureVersion.OnlineLevel.PARTIAL: Phrase("Một phần", "Partly online"),
        ProcedureVersion.OnlineLevel.NONE: Phrase("Không trực tuyến", "Not online"),
    },
    ProcedureVersion.StartBasis: {
        ProcedureVersion.StartBasis.EFFECTIVE: Phrase("Ngày hiệu lực của quyết định", "Effective day of the decision"),
        ProcedureVersion.StartBasis.SIGNED: Phrase("Ngày ký quyết định", "Day the decision was signed"),
        ProcedureVersion.StartBasis.PUBLISHED: Phrase("Ngày công khai", "Day of publication"),
        ProcedureVersion.StartBasis.ENTERED: Phrase("Ngày nhập cơ sở dữ liệu", "Day of entry"),
    },
    PracticeLevel: {
        PracticeLevel.CENTRAL: Phrase("Cấp trung ương", "Central"),
        PracticeLevel.PROVINCE: Phrase("Cấp tỉnh", "Province"),
        PracticeLevel.DISTRICT: Phrase("Cấp huyện", "District"),
        PracticeLevel.COMMUNE: Phrase("Cấp xã", "Commune"),
        PracticeLevel.VERTICAL: Phrase("Ngành dọc", "Vertical branch"),
        PracticeLevel.OTHER: Phrase("Cơ quan khác", "Other body"),
        PracticeLevel.UNDETERMINED: Phrase("Chưa xác định", "Undetermined"),
    },
    VersionAgency.Role: {
        VersionAgency.Role.EXECUTING: Phrase("Cơ quan thực hiện", "Executing"),
        VersionAgency.Role.COMPETENT: Phrase("Cơ quan có thẩm quyền quyết định", "Competent to decide"),
        VersionAgency.Role.AUTHORISED: Phrase("Cơ quan được ủy quyền", "Authorised"),
        VersionAgency.Role.COORDINATING: Phrase("Cơ quan phối hợp", "Co-ordinating"),
    },
    ProcedureCase.Kind: {
        ProcedureCase.Kind.CASE: Phrase("Trường hợp giải quyết", "Case"),
        ProcedureCase.Kind.PAPERS: Phrase("Nhóm thành phần hồ sơ", "Group of papers"),
    },
    ConsultationComment.State: {
        ConsultationComment.State.WAITING: Phrase("Chờ duyệt", "Waiting to be checked"),
        ConsultationComment.State.SHOWN: Phrase("Đã công khai", "Shown"),
        ConsultationComment.State.HELD: Phrase("Không công khai", "Not shown"),
    },
    FormDraft.Status: {
        FormDraft.Status.DRAFT: Phrase("Đang soạn", "Being drafted"),
        FormDraft.Status.SUBMITTED: Phrase("Chờ phê duyệt", "Waiting for approval"),
        FormDraft.Status.APPROVED: Phrase("Đã phê duyệt", "Approved"),
        FormDraft.Status.WITHDRAWN: Phrase("Đã bỏ", "Given up"),
    },
    Channel.Method: {
        Channel.Method.DIRECT: Phrase("Trực tiếp", "In person"),
        Channel.Method.ONLINE: Phrase("Trực tuyến", "Online"),
        Channel.Method.POSTAL: Phrase("Dịch vụ bưu chính", "By post"),
    },
    Cost.Kind: {
        Cost.Kind.FEE: Phrase("Phí", "Fee"),
        Cost.Kind.CHARGE: Phrase("Lệ phí", "Charge"),
        Cost.Kind.PRICE: Phrase("Giá", "Price"),
    },
    Cost.State: {
        Cost.State.AMOUNT: Phrase("Có mức thu", "Amount"),
        Cost.State.FREE: Phrase("Miễn phí", "Free"),
        Cost.State.SEE_NOTE: Phrase("Xem ghi chú", "See note"),
    },
}


def phrase(value: TextChoices) -> Phrase:
    """Return the phrase of one member of a list of states."""
    return PHRASES[type(value)][value]


def phrase_of(choices: type[TextChoices], stored: str) -> Phrase:
    """Return the phrase of a stored value; an unknown one speaks for itself."""
    return PHRASES[choices].get(stored, Phrase(stored, stored))
