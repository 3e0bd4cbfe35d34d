"""Errors as RFC 9457 problem details: a stable `type`, titles in both languages, and the facts.

`type` is an address on this host (`/api/v1/problems/<code>`) that explains the error.
"""

import json
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse

from motcua.core.phrases import Phrase, explain
from motcua.rules.errors import RuleViolation

MEDIA_TYPE = "application/problem+json"
PREFIX = "/api/v1/problems/"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of error: its code in `type`, HTTP status, title, and what to do about it."""

    code: str
    status: int
    title: Phrase
    advice: Phrase


def _kind(code: str, status: int, title: tuple[str, str], advice: tuple[str, str]) -> Kind:
    return Kind(code, status, Phrase(*title), Phrase(*advice))


KINDS = {
    kind.code: kind
    for kind in (
        _kind(
            "bad-request",
            400,
            ("Yêu cầu không đọc được", "The request cannot be read"),
            ("Kiểm tra cú pháp của địa chỉ và nội dung gửi.", "Check the syntax of the address and the body."),
        ),
        _kind(
            "bad-cursor",
            400,
            ("Con trỏ trang không dùng được", "The cursor cannot be used"),
            (
                "Dùng đúng con trỏ nhận được trong Link, với cùng bộ lọc; hoặc bắt đầu lại không có cursor.",
                "Use a cursor from a Link header unchanged, with the same filters; or start again without one.",
            ),
        ),
        _kind(
            "key-missing",
            400,
            ("Thiếu Idempotency-Key", "Idempotency-Key is missing"),
            (
                "Gửi kèm tiêu đề Idempotency-Key, mỗi việc một khóa mới (1–255 ký tự).",
                "Send an Idempotency-Key header, a new key for each piece of work (1–255 characters).",
            ),
        ),
        _kind(
            "unauthorised",
            401,
            ("Chưa xác thực hệ thống", "The system is not authenticated"),
            ("Gửi Authorization: Bearer với mã còn hiệu lực.", "Send Authorization: Bearer with a valid token."),
        ),
        _kind(
            "forbidden",
            403,
            ("Không có quyền", "Not allowed"),
            ("Xin cấp quyền (scope) nêu trong detail.", "Ask for the scope named in detail."),
        ),
        _kind(
            "not-found",
            404,
            ("Không tìm thấy", "Not found"),
            ("Kiểm tra mã hoặc địa chỉ.", "Check the code or the address."),
        ),
        _kind(
            "method-not-allowed",
            405,
            ("Phương thức không được phép", "Method not allowed"),
            ("Dùng một phương thức nêu trong Allow.", "Use one of the methods named in Allow."),
        ),
        _kind(
            "not-acceptable",
            406,
            ("Không có định dạng được yêu cầu", "The asked format is not offered"),
            ("Nhận application/json.", "Accept application/json."),
        ),
        _kind(
            "conflict",
            409,
            ("Trái với trạng thái hiện tại", "In conflict with the present state"),
            ("Đọc lại trạng thái rồi quyết định.", "Read the present state, then decide."),
        ),
        _kind(
            "key-in-progress",
            409,
            ("Yêu cầu cùng khóa đang được xử lý", "A request with this key is being worked on"),
            ("Chờ rồi gửi lại đúng yêu cầu này.", "Wait, then send this very request again."),
        ),
        _kind(
            "precondition-failed",
            412,
            ("Dữ liệu đã thay đổi", "The data have changed"),
            ("Đọc lại, so sánh, rồi gửi với ETag mới.", "Read again, compare, and send with the new ETag."),
        ),
        _kind(
            "unsupported-media-type",
            415,
            ("Không nhận loại nội dung này", "This media type is not accepted"),
            ("Gửi loại nội dung nêu trong Accept-Post.", "Send one of the media types named in Accept-Post."),
        ),
        _kind(
            "invalid",
            422,
            ("Dữ liệu không hợp lệ", "The data are not valid"),
            ("Sửa các chỗ nêu trong errors.", "Put right what errors names."),
        ),
        _kind(
            "refused",
            422,
            ("Bị từ chối theo quy định", "Refused by rule"),
            ("Đọc detail: việc gì, vì sao, làm gì tiếp.", "Read detail: what happened, why, what to do."),
        ),
        _kind(
            "key-reused",
            422,
            ("Khóa đã dùng cho nội dung khác", "The key was used for another body"),
            ("Dùng khóa mới cho nội dung mới.", "Use a new key for a new body."),
        ),
        _kind(
            "precondition-required",
            428,
            ("Thiếu If-Match", "If-Match is missing"),
            ("Gửi kèm If-Match với ETag vừa đọc.", "Send If-Match with the ETag you have just read."),
        ),
        _kind(
            "too-many-requests",
            429,
            ("Quá nhiều yêu cầu", "Too many requests"),
            ("Chờ số giây nêu trong Retry-After.", "Wait for the seconds named in Retry-After."),
        ),
        _kind(
            "busy",
            503,
            ("Hệ thống đang bận", "The system is busy"),
            ("Gửi lại sau số giây nêu trong Retry-After.", "Send again after the seconds named in Retry-After."),
        ),
    )
}


class Problem(Exception):
    """An error to be told to the calling system; `headers` go with it, `facts` become members."""

    def __init__(self, kind: str, /, detail: Phrase | str = "", headers: dict[str, str] | None = None, **facts: Any):
        self.kind = KINDS[kind]
        self.detail = detail
        self.headers = headers or {}
        self.facts = facts
        super().__init__(kind)


def respond(request: HttpRequest, problem: Problem) -> HttpResponse:
    """Return a problem as a response."""
    kind = problem.kind
    body = {
        "type": PREFIX + kind.code,
        "title": str(kind.title),
        "title_vi": kind.title.vi,
        "title_en": kind.title.en,
        "status": kind.status,
        "detail": str(problem.detail) or str(kind.advice),
        "instance": request.get_full_path(),
        **problem.facts,
    }
    response = HttpResponse(
        json.dumps(body, ensure_ascii=False, default=str), content_type=MEDIA_TYPE, status=kind.status
    )
    for name, value in problem.headers.items():
        response[name] = value
    return response


_UNKNOWN = ("unknown", "not_found", "nothing_in_force")


def of_refusal(refusal: RuleViolation) -> Problem:
    """Return a refusal of a rule as a problem: unknown things are 404, the rest 422 with its code."""
    kind = "not-found" if refusal.code.endswith(_UNKNOWN) else "refused"
    return Problem(kind, explain(refusal), code=refusal.code, facts=refusal.facts)
