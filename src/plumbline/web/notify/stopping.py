"""Stopping the mail by the link in it: no sign-in, one click."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from plumbline.domain.notify.services.choosing import mail_stop, stop_token_check


# A mail program sends the POST itself (RFC 8058), without a page of ours before it. The token is
# what it may do it with, and it can do nothing else; opening the link alone, as scanners do, asks.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether to stop all mail of notifications, or do so."""
    if request.method != "POST":
        stop_token_check(token=token)
        return render(request, "notify/stop.html", {"is_done": False})
    mail_stop(token=token, at=timezone.now())
    return render(request, "notify/stop.html", {"is_done": True})
