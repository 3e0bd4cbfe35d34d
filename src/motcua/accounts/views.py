"""One's own account: who I am, sessions, who looked at my data, mandates, and leaving."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from motcua.accounts import provider, selectors, services
from motcua.accounts.forms import MandateForm
from motcua.accounts.gate import everyone, signed_in
from motcua.accounts.kinds import AccountKind, AssuranceLevel, MandateKind, phrase
from motcua.accounts.models import Consent, Mandate
from motcua.core.phrases import Phrase, explain
from motcua.rules.errors import RuleViolation

PAGE = 50


@everyone
def national_log_in(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Send the person to an identity provider."""
    return _protocol(request, provider_id, OAuth2LoginView)


@everyone
@require_GET
def national_return(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Take the person back from the identity provider."""
    return _protocol(request, provider_id, OAuth2CallbackView)


def _protocol(request: HttpRequest, provider_id: str, view: Any) -> HttpResponse:
    try:
        answer: HttpResponse = view.adapter_view(provider.StrictAdapter(request, provider_id))(request)
    except SocialApp.DoesNotExist:
        raise Http404 from None
    return answer


@everyone
def log_out(request: HttpRequest) -> HttpResponse:
    """Ask on GET, leave on POST; also at the identity provider when it was the way in."""
    if request.method != "POST":
        return render(request, "accounts/log_out.html")
    id_token = request.session.get(provider.ID_TOKEN_KEY)
    way = request.session.get(provider.PROVIDER_KEY, provider.PROVIDER_ID)
    get_adapter().logout(request) if request.user.is_authenticated else logout(request)
    if id_token and (address := provider.logout_address(way, id_token, settings.PUBLIC_URL + "/")):
        return redirect(address)
    messages.success(request, str(Phrase("Bạn đã đăng xuất.", "You are signed out.")))
    return redirect(settings.LOGOUT_REDIRECT_URL)


@signed_in
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """Show who I am here."""
    me: Any = request.user
    facts = {
        "kind": phrase(AccountKind(me.kind)),
        "assurance": phrase(AssuranceLevel(me.assurance)),
        "records": selectors.administration_of(me)[:10] if me.is_officer else [],
    }
    return render(request, "accounts/mine.html", facts)


@signed_in
@require_GET
def sessions(request: HttpRequest) -> HttpResponse:
    """List where I am signed in."""
    current = request.session.session_key
    held = UserSession.objects.purge_and_list(request.user)
    lines = sorted(held, key=lambda each: (each.session_key != current, -each.created_at.timestamp()))
    return render(
        request, "accounts/sessions.html", {"sessions": [(each, each.session_key == current) for each in lines]}
    )


@signed_in
@require_POST
def end_sessions(request: HttpRequest) -> HttpResponse:
    """End one other session, or all others."""
    others = UserSession.objects.filter(user=request.user).exclude(session_key=request.session.session_key)
    if chosen := request.POST.get("session", ""):
        others = others.filter(pk=chosen) if chosen.isdecimal() else others.none()
    ended = 0
    for session in others:
        session.end()
        ended += 1
    messages.success(request, Phrase("Đã kết thúc {n} phiên khác.", "Ended {n} other sessions.").format(n=ended))
    return redirect("accounts:sessions")


@signed_in
@require_GET
def views_of_my_data(request: HttpRequest) -> HttpResponse:
    """Show who looked at my data, and what I have consented to."""
    me: Any = request.user
    page = Paginator(selectors.views_of_my_data(me), PAGE).get_page(request.GET.get("page"))
    return render(request, "accounts/access.html", {"page": page, "consents": selectors.consents_of(me)})


@signed_in
@require_POST
def withdraw_consent(request: HttpRequest, pk: int) -> HttpResponse:
    """End a consent of mine."""
    services.withdraw_consent(consent=get_object_or_404(Consent, pk=pk, account=request.user))
    messages.success(request, str(Phrase("Đã rút lại đồng ý.", "The consent is withdrawn.")))
    return redirect("accounts:access")


@signed_in
def mandates(request: HttpRequest) -> HttpResponse:
    """List for whom I may act and who may act for me; claim a new mandate."""
    me: Any = request.user
    form = MandateForm(request.POST or None, initial={"valid_from": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        facts = {**form.cleaned_data, "kind": MandateKind(form.cleaned_data["kind"])}
        try:
            services.claim_mandate(agent=me, **facts)
        except RuleViolation as refusal:
            form.add_error(None, explain(refusal))
        else:
            messages.success(
                request,
                str(
                    Phrase(
                        "Đã ghi nhận. Uỷ quyền có hiệu lực sau khi bộ phận một cửa đối chiếu giấy tờ.",
                        "Noted. The mandate takes effect once a one-stop office has checked the paper.",
                    )
                ),
            )
            return redirect("accounts:mandates")
    today = timezone.localdate()
    lists = {
        "held": [_mandate(each, today) for each in me.mandates_held.select_related("proven_by")],
        "given": [_mandate(each, today) for each in me.mandates_given.select_related("agent")],
    }
    return render(request, "accounts/mandates.html", {"form": form, **lists})


def _mandate(mandate: Mandate, today: Any) -> tuple[Mandate, Phrase, Phrase, str]:
    """Return a mandate with its title, its state and the tone of the state."""
    title = phrase(MandateKind(mandate.kind))
    if mandate.revoked_at:
        return mandate, title, Phrase("Đã chấm dứt", "Revoked"), "neutral"
    if mandate.valid_before and mandate.valid_before <= today:
        return mandate, title, Phrase("Đã hết hạn", "Expired"), "neutral"
    if not mandate.proven_at:
        return mandate, title, Phrase("Chờ đối chiếu giấy tờ", "Waiting for proof"), "warn"
    return mandate, title, Phrase("Đang có hiệu lực", "In force"), "good"


@signed_in
@require_POST
def revoke_mandate(request: HttpRequest, pk: int) -> HttpResponse:
    """End a mandate that I hold or gave."""
    me: Any = request.user
    mandate = get_object_or_404(Mandate.objects.filter(agent=me) | Mandate.objects.filter(principal=me), pk=pk)
    reason = request.POST.get("reason") or str(Phrase("Theo yêu cầu của người dùng", "At the person's request"))
    try:
        services.revoke_mandate(mandate=mandate, by=me, reason=reason)
        messages.success(request, str(Phrase("Đã chấm dứt uỷ quyền.", "The mandate has ended.")))
    except RuleViolation as refusal:
        messages.error(request, explain(refusal))
    return redirect("accounts:mandates")
