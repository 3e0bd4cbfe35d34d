"""What is done to units and postings: found, reorganise, import, post officers, cover leave."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from motcua.accounts.duties import Duty
from motcua.accounts.kinds import AccountKind
from motcua.accounts.models import Account
from motcua.accounts.services import open_officer_account, record_administration
from motcua.agencies.errors import PostingNotPossible as PostingNotPossible
from motcua.agencies.errors import UnitNotInForce
from motcua.agencies.founding import found_unit as found_unit
from motcua.agencies.founding import reorganise as reorganise
from motcua.agencies.frame import establish_national_frame as establish_national_frame
from motcua.agencies.importing import ImportAnswer as ImportAnswer
from motcua.agencies.importing import import_units as import_units
from motcua.agencies.models import Leave, Posting, Unit


def _check_period(unit: Unit, valid_from: date, valid_before: date | None) -> None:
    if not unit.runs_on(valid_from):
        raise UnitNotInForce(unit=unit.name, on=valid_from)
    if valid_before is not None and valid_before <= valid_from:
        raise PostingNotPossible(
            why_vi="ngày kết thúc phải sau ngày bắt đầu.", why_en="it must end after the day on which it begins."
        )


def _duties(named: Iterable[Duty | str]) -> frozenset[Duty]:
    known, names = {duty.value for duty in Duty}, [str(name) for name in named]
    if unknown := [name for name in names if name not in known]:
        listed = ", ".join(duty.value for duty in Duty)
        raise PostingNotPossible(
            why_vi=f"không có nhiệm vụ “{unknown[0]}”; có: {listed}.",
            why_en=f"there is no duty “{unknown[0]}”; there are: {listed}.",
        )
    return frozenset(Duty(name) for name in names)


@transaction.atomic
def post_officer(
    *,
    account: Account,
    unit: Unit,
    title: str,
    duties: Iterable[Duty | str],
    valid_from: date,
    valid_before: date | None = None,
    sent_by: Unit | None = None,
    is_backup: bool = False,
    fields: Iterable[str] = (),
    by: Account | None,
    reason: str,
) -> Posting:
    """Post an officer to a unit with duties from a day on; `fields` are codes of what can be served, all if empty."""
    wanted = _duties(duties)
    if account.kind != AccountKind.OFFICER:
        raise PostingNotPossible(
            why_vi=f"“{account}” không phải tài khoản cán bộ.", why_en=f"“{account}” is not an officer's account."
        )
    if by is not None and by.pk == account.pk:
        raise PostingNotPossible(why_vi="không ai tự giao nhiệm vụ cho mình.", why_en="nobody gives duties to oneself.")
    if not wanted:
        raise PostingNotPossible(why_vi="hãy chọn ít nhất một nhiệm vụ.", why_en="choose at least one duty.")
    _check_period(unit, valid_from, valid_before)
    posting = Posting.objects.create(
        account=account, unit=unit, title=title, duties=wanted, valid_from=valid_from, valid_before=valid_before,
        sent_by=sent_by, is_backup=is_backup, fields=" ".join(sorted(set(fields))),
    )  # fmt: skip
    _record("add_posting", posting, by, reason)
    return posting


@transaction.atomic
def open_and_post_officer(
    *, username: str, full_name: str, email: str, password: str | None, unit: Unit, title: str,
    duties: Iterable[Duty | str], reason: str,
) -> Posting:  # fmt: skip
    """Open an officer's account and post it from today on, from the machine itself: how the first officers come in."""
    account = open_officer_account(
        username=username, full_name=full_name, email=email, password=password, by=None, reason=reason
    )
    return post_officer(
        account=account, unit=unit, title=title, duties=duties, valid_from=timezone.localdate(), by=None, reason=reason
    )


@transaction.atomic
def end_posting(*, posting: Posting, on: date, by: Account | None, reason: str) -> Posting:
    """End a posting on a day (first day without it); its leave covers end with it."""
    held = Posting.objects.select_for_update(of=("self",)).get(pk=posting.pk)
    if on <= held.valid_from:
        raise PostingNotPossible(
            why_vi="ngày thôi nhiệm vụ phải sau ngày bắt đầu.", why_en="it must end after the day on which it begins."
        )
    if held.valid_before is not None and held.valid_before <= on:
        raise PostingNotPossible(
            why_vi=f"việc bố trí này đã kết thúc từ {held.valid_before:%d/%m/%Y}.",
            why_en=f"this posting already ends on {held.valid_before}.",
        )
    held.valid_before = on
    held.save(update_fields=["valid_before"])
    _record("end_posting", held, by, reason)
    return held


@transaction.atomic
def cover_leave(
    *, posting: Posting, by_whom: Account, valid_from: date, valid_before: date, by: Account | None, reason: str
) -> Posting:
    """Let another officer stand in for a posting during leave, with all its duties."""
    held = Posting.objects.select_for_update(of=("self",)).select_related("unit").get(pk=posting.pk)
    _check_period(held.unit, valid_from, valid_before)
    if by_whom.kind != AccountKind.OFFICER or by_whom.pk == held.account_id:
        raise PostingNotPossible(
            why_vi="người thay phải là một cán bộ khác.", why_en="somebody else, an officer, must stand in."
        )
    if by is not None and by.pk == by_whom.pk:
        raise PostingNotPossible(why_vi="không ai tự giao nhiệm vụ cho mình.", why_en="nobody gives duties to oneself.")
    if held.covers_for_id is not None:
        raise PostingNotPossible(
            why_vi="không uỷ quyền lại việc đang làm thay.", why_en="a leave cover cannot be passed on."
        )
    if not (held.valid_from <= valid_from and (held.valid_before is None or valid_before <= held.valid_before)):
        raise PostingNotPossible(
            why_vi="thời gian làm thay phải nằm trong thời gian bố trí.",
            why_en="the cover must lie within the posting.",
        )
    cover = Posting.objects.create(
        account=by_whom,
        unit=held.unit,
        title=held.title,
        duties=held.duties,
        valid_from=valid_from,
        valid_before=valid_before,
        covers_for=held,
        fields=held.fields,
    )
    _record("cover_leave", cover, by, reason)
    return cover


@transaction.atomic
def grant_leave(*, account: Account, valid_from: date, valid_before: date, by: Account | None, reason: str) -> Leave:
    """Note that an officer is away on some days, also where nobody stands in; shifts are then planned without."""
    if valid_before <= valid_from:
        raise PostingNotPossible(
            why_vi="ngày đi làm lại phải sau ngày bắt đầu nghỉ.", why_en="leave must end after the day it begins."
        )
    if Leave.objects.filter(account=account, valid_from__lt=valid_before, valid_before__gt=valid_from).exists():
        raise PostingNotPossible(
            why_vi="đã có ngày nghỉ ghi trong khoảng này.", why_en="leave is already recorded on some of these days."
        )
    leave = Leave.objects.create(account=account, valid_from=valid_from, valid_before=valid_before, reason=reason)
    record_administration(
        act="grant_leave", by=by, about=account, reason=reason, valid_from=str(valid_from),
        valid_before=str(valid_before),
    )  # fmt: skip
    return leave


def _record(act: str, posting: Posting, by: Account | None, reason: str) -> None:
    record_administration(
        act=act,
        by=by,
        about=posting.account,
        reason=reason,
        posting=posting.pk,
        unit=posting.unit.code,
        duties=sorted(posting.duties),
        valid_from=str(posting.valid_from),
        valid_before=str(posting.valid_before or ""),
        covers_for=posting.covers_for_id,
        recorded_on=str(timezone.localdate()),
    )
