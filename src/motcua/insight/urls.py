"""Addresses of this door; each subject keeps its own list."""

from django.urls import URLPattern, URLResolver, path

from motcua.insight import (
    dashboard,
    dossiers,
    kept_views,
    review,
    review_hints,
    review_impact,
    review_plans,
    review_proposals,
    review_what_if,
    staffing,
    staffing_question,
    staffing_unit,
    weekly,
)
from motcua.insight.reports_urls import REPORTS

app_name = "insight"
OVERVIEW = [
    path("", dashboard.overview, name="overview"),
    path("tuan/", weekly.weekly, name="weekly"),
    path("tuan/ban-tin.pdf", weekly.weekly_paper, name="weekly_paper"),
    path("cach-xem/", kept_views.kept, name="kept_views"),
    path("cach-xem/luu/", kept_views.keep, name="keep_view"),
    path("cach-xem/<int:pk>/bo/", kept_views.drop, name="drop_view"),
    path("ho-so/", dossiers.dossiers, name="dossiers"),
    path("ho-so/<path:code>/", dossiers.dossier, name="dossier"),
]
STAFFING = [
    path("nhan-su/", staffing.overview, name="staffing"),
    path("nhan-su/cap-huyen/", staffing_question.question, name="staffing_question"),
    path("nhan-su/<str:name>", staffing.plan_file, name="staffing_file"),
    path("nhan-su/<str:code>/", staffing_unit.unit_page, name="staffing_unit"),
]
REVIEW = [
    path("quy-trinh/", review.processes, name="processes"),
    path("quy-trinh/<str:code>/", review.process, name="process"),
    path("ra-soat/", review_what_if.review, name="review"),
    path("ra-soat/ke-hoach/", review_plans.plans, name="plans"),
    path("ra-soat/ke-hoach/moi/", review_plans.new, name="plan_new"),
    path("ra-soat/ke-hoach/<int:pk>/", review_plans.plan, name="plan"),
    path("ra-soat/ke-hoach/<int:pk>/viec/", review_plans.act, name="plan_act"),
    path("ra-soat/ke-hoach/<int:pk>/muc/<int:item_pk>/", review_proposals.item, name="item"),
    path("ra-soat/ke-hoach/<int:pk>/muc/<int:item_pk>/viec/", review_proposals.act, name="item_act"),
    path("ra-soat/tac-dong/", review_impact.assessments, name="impacts"),
    path("ra-soat/tac-dong/<int:pk>/", review_impact.assessment, name="impact"),
    path("ra-soat/tac-dong/<int:pk>/viec/", review_impact.act, name="impact_act"),
    path("ra-soat/tac-dong/<int:pk>/van-ban.docx", review_impact.paper, name="impact_paper"),
    path("ra-soat/goi-y/", review_hints.hints, name="hints"),
    path("ra-soat/goi-y/bang.csv", review_hints.table, name="hints_table"),
    path("ra-soat/goi-y/<str:key>/", review_hints.hint, name="hint"),
    path("ra-soat/goi-y/<str:key>/gac-lai/", review_hints.put_aside, name="hint_aside"),
]
urlpatterns: list[URLPattern | URLResolver] = [*OVERVIEW, *STAFFING, *REVIEW, *REPORTS]
