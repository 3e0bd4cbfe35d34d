"""The assumptions of a plan in words, Vietnamese first; each says what would change it."""

from collections.abc import Mapping
from typing import Any

from motcua.core.phrases import Phrase
from motcua.rules.parameters import staffing as law
from motcua.staffing.plan import Plan


def forecast_in_words(found: Mapping[str, Any]) -> Phrase:
    """Return what the forecast of an answer says and how wrong such a forecast was on days it had not seen."""
    days = found["days"]
    total = round(sum(day["expected"] for day in days))
    error, plain = (f"{100 * found[key]:.0f}" for key in ("error", "error_of_plain_mean"))
    return _said(
        "{days} ngày làm việc tới: khoảng {total} hồ sơ. Thử lại trên {tested} ngày cuối kỳ: mỗi ngày sai trung bình "
        "{error} % (đoán bằng số trung bình: {plain} %).",
        "The next {days} working days: about {total} dossiers. Tested on the last {tested} days of the period: "
        "{error} % mean error a day (by the plain mean: {plain} %).",
        days=len(days), total=f"{total:,}".replace(",", "."), tested=found["tested_days"], error=error, plain=plain,
    )  # fmt: skip


def assumptions(plan: Plan) -> list[Phrase]:
    """Return what the plan rests on."""
    return [Phrase(*law.PROPOSAL), _officers(plan), *_model(plan), *_limits()]


def _said(vi: str, en: str, **facts: object) -> Phrase:
    return Phrase(vi.format(**facts), en.format(**facts))


def _officers(plan: Plan) -> Phrase:
    there = plan.present
    facts = {
        "posted": there.count("posting"),
        "table": there.count("table"),
        "assumed": there.count("assumed"),
        "units": len(plan.loads),
    }
    return _said(
        "Người hiện có: {posted} đơn vị theo phân công đã ghi, {table} theo bảng đưa vào, {assumed}/{units} đơn vị "
        "GIẢ ĐỊNH theo cấp và căn bậc hai của số hồ sơ. Đưa số thật bằng --present FILE thì đề xuất đổi theo.",
        "Officers present: {posted} units by recorded postings, {table} by a given table, {assumed} of {units} units "
        "ASSUMED from their level and the square root of their volume. Real figures (--present FILE) change the "
        "proposal.",
        **facts,
    )


def _model(plan: Plan) -> list[Phrase]:
    return [
        Phrase(
            "Mỗi đơn vị là một hàng đợi (Erlang A). Tải của đơn vị được tính ngược để tỷ lệ trễ dự báo với số người "
            "hiện có bằng tỷ lệ đã ghi nhận; đơn vị ít hồ sơ được kéo về mức chung của cấp.",
            "Each unit is a queue (Erlang A). Its load is found so that the lateness predicted with the present "
            "officers equals the recorded one; units with few dossiers are drawn towards their level.",
        ),
        _said(
            "Hồ sơ chờ được {patience} lần thời gian xử lý trước khi trễ; các khoảng tính cho {low}–{high} lần.",
            "A dossier can wait {patience} handling times before it is late; ranges are for {low} to {high}.",
            patience=f"{plan.units.patience:g}",
            low=f"{law.PATIENCES[0]:g}",
            high=f"{law.PATIENCES[-1]:g}",
        ),
        Phrase(
            "Phần trễ mà nửa số đơn vị tốt hơn cùng cấp cũng có ở cùng thủ tục được coi là không do thiếu người; phần "
            "còn lại được coi là do thiếu người, nên đây là mức tối đa mà nhân sự có thể cải thiện.",
            "Lateness that the better half of the units of a level also has in the same procedures is taken as not "
            "due to staff; the rest is taken as due to staff, so the gain is the most that staff can bring.",
        ),
    ]


def _limits() -> list[Phrase]:
    low, high = law.POSTING_MONTHS
    return [
        _said(
            "Người chỉ chuyển giữa các đơn vị cấp huyện, hoặc cấp xã, của cùng tỉnh; bộ và sở không "
            "chuyển. Đơn vị giữ ít nhất {least} người (1 chính "
            "thức, 1 dự phòng – NĐ 61/2018 điều 12.8) và không nhường quá {share} % số người.",
            "Officers move only among districts, or communes, of one province; ministries and "
            "departments do not. A unit keeps at least {least} (one "
            "official, one back-up: Decree 61/2018 art 12.8) and gives at most {share} % of its officers.",
            least=law.LEAST_OFFICERS,
            share=round(100 * law.MOST_GIVEN_SHARE),
        ),
        _said(
            "Mỗi lần cử từ {low} đến {high} tháng (NĐ 61/2018 điều 11.4); giá tính theo tháng công của lần cử ngắn "
            "nhất.",
            "A posting lasts {low} to {high} months (Decree 61/2018 art 11.4); the price counts officer-months of "
            "the shortest posting.",
            low=low,
            high=high,
        ),
    ]
