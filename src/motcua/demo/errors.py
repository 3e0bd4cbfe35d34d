"""Why the simulated nation is not written."""

from typing import ClassVar

from motcua.rules.errors import RuleViolation


class RealWorkIsThere(RuleViolation):
    """This database already holds {what}, so the simulated nation would mix with real work; nothing was written.

    Name an empty folder, for example MOTCUA_DATA_DIR=./var-demo, and run the command again.
    """

    code: ClassVar[str] = "real_work_is_there"
    vi: ClassVar[str] = (
        "Cơ sở dữ liệu này đã có {what_vi}; quốc gia mô phỏng sẽ lẫn với công việc thật nên chưa ghi gì. "
        "Hãy chọn một thư mục trống, ví dụ MOTCUA_DATA_DIR=./var-demo, rồi chạy lại lệnh."
    )


class NotInProduction(RuleViolation):
    """MOTCUA_PRODUCTION is set, and the demonstration accounts have public passwords; nothing was written.

    Run the demonstration on another installation, without MOTCUA_PRODUCTION.
    """

    code: ClassVar[str] = "no_demo_in_production"
    vi: ClassVar[str] = (
        "MOTCUA_PRODUCTION đang bật mà tài khoản trình diễn có mật khẩu công khai nên chưa ghi gì. "
        "Hãy chạy bản trình diễn ở một nơi khác, không đặt MOTCUA_PRODUCTION."
    )


class AnotherNationIsThere(RuleViolation):
    """A simulated nation of {period} with {dossiers} dossiers is already here, not the one asked for; it was kept.

    For another size or period name another empty folder with MOTCUA_DATA_DIR.
    """

    code: ClassVar[str] = "another_nation_is_there"
    vi: ClassVar[str] = (
        "Ở đây đã có quốc gia mô phỏng của {period} với {dossiers} hồ sơ, khác với yêu cầu; dữ liệu được giữ nguyên. "
        "Muốn cỡ hoặc kỳ khác, hãy chọn một thư mục trống bằng MOTCUA_DATA_DIR."
    )


class PeriodNotSimulated(RuleViolation):
    """The period {period} cannot be simulated: a quarter from 2022Q1 to 2025Q2 is needed, like 2023Q1."""

    code: ClassVar[str] = "period_not_simulated"
    vi: ClassVar[str] = "Không mô phỏng được kỳ {period}: cần một quý từ 2022Q1 đến 2025Q2, ví dụ 2023Q1."


class TooFewDossiers(RuleViolation):
    """{dossiers} dossiers are too few for a nation; give at least {least}."""

    code: ClassVar[str] = "too_few_dossiers"
    vi: ClassVar[str] = "{dossiers} hồ sơ là quá ít cho một quốc gia; hãy cho ít nhất {least}."
