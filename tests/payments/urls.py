"""The thinnest door partners can knock at, for these tests."""

import json

from django.http import HttpResponse, JsonResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from motcua.accounts.gate import everyone
from motcua.payments import selectors, services


@everyone
@csrf_exempt
def notice(request, partner):
    content = request.GET.dict() if request.method == "GET" else json.loads(request.body)
    heard = services.receive_notice(partner=partner, content=content)
    return JsonResponse(heard.answer.body, status=heard.answer.status)


@everyone
@csrf_exempt
def due(request):
    answer = selectors.due_by_reference(json.loads(request.body))
    return JsonResponse(answer.body, status=answer.status)


@everyone
def back(request):
    return HttpResponse(selectors.shown_return("vnpay", request.GET.get("vnp_TxnRef", ""))[1].en)


urlpatterns = [path("notice/<partner>", notice), path("due", due), path("back", back)]
