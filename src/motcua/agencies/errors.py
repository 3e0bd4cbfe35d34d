"""How this room refuses."""

from motcua.rules.errors import RuleViolation


class UnknownUnit(RuleViolation):
    """No unit has the code “{code}” on {on}. Check the code, or import the unit with its period first."""

    code = "unknown_unit"
    vi = "Không có đơn vị nào mang mã “{code}” vào ngày {on}. Hãy kiểm tra mã, hoặc nhập đơn vị đó trước."


class SuccessorAsksBack(RuleViolation):
    """“{unit}” was divided among several units: {candidates}. Choose the one that answers in this case."""

    code = "successor_asks_back"
    vi = "“{unit}” đã được chia vào nhiều đơn vị: {candidates}. Hãy chọn đơn vị giải quyết trong trường hợp này."


class NoSuccessor(RuleViolation):
    """“{unit}” no longer exists on {on} and no successor is recorded. Ask the control office which unit answers."""

    code = "no_successor"
    vi = "“{unit}” không còn hoạt động vào ngày {on} và chưa ghi đơn vị kế thừa. Hãy hỏi cơ quan kiểm soát thủ tục."


class UnitNotInForce(RuleViolation):
    """“{unit}” does not exist on {on}, so nobody can be posted there. Choose a unit in force on that day."""

    code = "unit_not_in_force"
    vi = "“{unit}” không hoạt động vào ngày {on} nên không thể bố trí người. Hãy chọn đơn vị hoạt động vào ngày đó."


class PostingNotPossible(RuleViolation):
    """The posting cannot be recorded: {why_en}"""

    code = "posting_not_possible"
    vi = "Không ghi được việc bố trí: {why_vi}"


class UnreadableUnitFile(RuleViolation):
    """“{file}” is not a unit file: {why_en} Use a CSV file (UTF-8) whose first line names its columns."""

    code = "unreadable_unit_file"
    vi = "“{file}” không phải tệp đơn vị: {why_vi} Hãy dùng tệp CSV (UTF-8) có dòng đầu ghi tên cột."


class UnreadableDay(RuleViolation):
    """“{text}” is not a day. Write it as YYYY-MM-DD, for example 2025-07-01."""

    code = "unreadable_day"
    vi = "“{text}” không phải là ngày. Hãy viết dạng YYYY-MM-DD, ví dụ 2025-07-01."
