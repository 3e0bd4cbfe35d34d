"""Addresses of the reports and of the quality index."""

from django.urls import path

from motcua.insight import charts_page, published, quality, report_editions, reports

REPORTS = [
    path("bao-cao/", reports.reports, name="reports"),
    path("bao-cao/ban-do/", reports.province_map, name="map"),
    path("bao-cao/bieu-do/", charts_page.charts_page, name="charts"),
    path("bao-cao/da-cong-bo/", published.tables, name="published"),
    path("bao-cao/da-cong-bo/<int:pk>/", published.table, name="published_table"),
    path("bao-cao/da-cong-bo/<int:pk>/rut/", published.withdraw, name="published_withdraw"),
    path("bao-cao/ban-gui/<int:pk>/", report_editions.edition, name="edition"),
    path("bao-cao/ban-gui/<int:pk>/ban-ky.pdf", report_editions.edition_paper, name="edition_paper"),
    path("bao-cao/<str:name>/", reports.report, name="report"),
    path("bao-cao/<str:name>/tep/<str:form>", reports.file, name="report_file"),
    path("bao-cao/<str:name>/gui/", report_editions.send, name="send"),
    path("chi-so-766/", quality.quality, name="quality"),
]
