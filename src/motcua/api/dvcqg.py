"""`POST /api/dvcqg/`: the national portal's dialect, spoken as the national side.

Errors are told in its own way: HTTP 200 with an `error_code` other than "0".
"""

import json

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from motcua.accounts.gate import bearer
from motcua.api import throttle
from motcua.api.problems import Problem, respond
from motcua.api.sync import accept
from motcua.core.nul import why_json_cannot_be_kept
from motcua.exchange.dialect import server


@bearer
@csrf_exempt
@require_POST
def dialect(request: HttpRequest) -> HttpResponse:
    """Answer one call; the session in the body says who calls."""
    try:
        throttle.count(request)
        if reason := why_json_cannot_be_kept(request.body):
            answer = {"error_code": "99", "error_message": f"{reason.vi} / {reason.en}"}
        else:
            answer = server.answer(json.loads(request.body), accept)
    except (ValueError, RecursionError):
        text = "Nội dung không phải JSON / The body is not JSON"
        answer = {"error_code": "99", "error_message": text}
    except Problem as problem:
        return respond(request, problem)
    return JsonResponse(answer, json_dumps_params={"ensure_ascii": False})
