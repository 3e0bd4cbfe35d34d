"""Addresses of this room."""

from django.urls import URLPattern, URLResolver, path, re_path

from motcua.counter import acts, book, desk, dossier, handing, intake, printing, returning, tickets

app_name = "counter"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", desk.index, name="desk"),
    path("tim/", desk.jump, name="jump"),
    re_path(
        r"^(?P<name>cho-tiep-nhan|cho-bo-sung|kiem-tra-bo-sung|qua-han|sap-den-han)/$", desk.listing, name="listing"
    ),
    path("tiep-nhan/", intake.choose, name="choose"),
    path("tiep-nhan/goi-y/", intake.suggestions, name="suggestions"),
    path("tiep-nhan/<str:code>/", intake.receive, name="intake"),
    path("ho-so/<str:number>/", dossier.show, name="dossier"),
    path("ho-so/<str:number>/xong/", dossier.received, name="received"),
    path("ho-so/<str:number>/tiep-nhan/", acts.receive, name="receive"),
    path("ho-so/<str:number>/yeu-cau-bo-sung/", acts.ask, name="ask"),
    path("ho-so/<str:number>/tu-choi/", acts.ask, name="refuse"),
    path("ho-so/<str:number>/nhan-bo-sung/", acts.supplement, name="supplement"),
    path("ho-so/<str:number>/xac-nhan-du/", acts.restart, name="restart"),
    path("ho-so/<str:number>/thu-tien/", acts.collect, name="collect"),
    path("ho-so/<str:number>/phieu-kiem-soat/", acts.control_slip, name="control_slip"),
    path("ho-so/<str:number>/su-co/", acts.incident, name="incident"),
    path("ho-so/<str:number>/tra/", returning.hand_out, name="hand_out"),
    path("ho-so/<str:number>/da-tra/<str:mark>/", returning.handed_out, name="handed_out"),
    path("ban-giao/", handing.index, name="handing"),
    path("ban-giao/giao/", handing.give, name="give"),
    path("ban-giao/nhan/", handing.take, name="take"),
    path("tra-ket-qua/", returning.index, name="returning"),
    path("so-theo-doi/", book.index, name="book"),
    path("so-theo-doi/lap-so/", book.close, name="close_book"),
    path("giay/<str:mark>.pdf", printing.paper, name="paper"),
    path("giay/<str:mark>.png", printing.picture, name="picture"),
    path("tep/<str:mark>/", printing.file, name="file"),
    path("hang-cho/", tickets.index, name="tickets"),
    path("hang-cho/goi/", tickets.call_next, name="call_next"),
    path("hang-cho/<int:pk>/", tickets.act, name="ticket"),
    path("tra-ket-qua/<str:number>/buu-chinh/", returning.send, name="send_by_post"),
    path("lay-so/<str:token>/", tickets.kiosk, name="kiosk"),
    path("man-hinh/<str:token>/", tickets.screen, name="screen"),
]
