"""How a person wants to be told about his dossiers: by which channels, in which language."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from motcua.accounts.gate import signed_in
from motcua.core.phrases import Phrase, explain
from motcua.notices.models import Channel
from motcua.notices.reaching import wishes_of
from motcua.notices.services import set_consent
from motcua.rules.errors import RuleViolation

CHOICES = {
    str(Channel.EMAIL): (
        Phrase("Thư điện tử", "E-mail"),
        Phrase("Tới địa chỉ ghi trên tờ khai", "To the address on the application"),
    ),
    str(Channel.SMS): (
        Phrase("Tin nhắn SMS", "Text message"),
        Phrase("Tới số điện thoại ghi trên tờ khai", "To the phone number on the application"),
    ),
    str(Channel.CHAT): (
        Phrase("Trò chuyện qua tài khoản cơ quan", "Chat from the office's account"),
        Phrase("Cần mã tài khoản trò chuyện bên dưới", "Needs your chat account below"),
    ),
}
LANGUAGES = {"vi": "Tiếng Việt", "en": "English"}
KEPT = Phrase("Đã lưu cách nhận tin.", "Your choice is kept.")
NO_ADDRESS = Phrase("Hãy ghi mã tài khoản trò chuyện.", "Write your chat account.")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def wishes(request: HttpRequest) -> HttpResponse:
    """Show and change by which channels, and in which language, one is told."""
    account: Any = request.user
    stated, error = wishes_of(account.pk), ""
    chosen = {name for name, wish in stated.items() if wish.given}
    chat = stated["chat"].address if "chat" in stated else ""
    language = next(iter(stated.values())).language if stated else "vi"
    if request.method == "POST":
        chosen = set(request.POST.getlist("channel")) & set(CHOICES)
        chat = request.POST.get("chat", "").strip()[:200]
        language = request.POST.get("language", "") if request.POST.get("language") in LANGUAGES else "vi"
        error = _keep(account, chosen, chat, language)
        if not error:
            messages.success(request, str(KEPT))
            return redirect("portal:wishes")
    facts = {
        "choices": [(name, label, hint, name in chosen) for name, (label, hint) in CHOICES.items()],
        "languages": [(code, name, code == language) for code, name in LANGUAGES.items()],
        "chat": chat,
        "error": error,
        "said_nothing": not stated,
        "crumbs": [(Phrase("Hồ sơ của tôi", "My dossiers"), "/tra-cuu/")],
    }
    return render(request, "portal/wishes.html", facts, status=422 if error else 200)


def _keep(account: Any, chosen: set[str], chat: str, language: str) -> str:
    """Keep all wishes together; return what is wrong, or nothing."""
    if Channel.CHAT in chosen and not chat:
        return str(NO_ADDRESS)
    try:
        with transaction.atomic():
            for channel in CHOICES:
                address = chat if channel == Channel.CHAT else ""
                set_consent(
                    account=account, channel=channel, given=channel in chosen, address=address, language=language
                )
    except RuleViolation as refusal:
        return explain(refusal)
    return ""
