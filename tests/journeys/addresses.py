"""Every address of an installation and those that only the demo has, and pages that end in each kind of error."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from dashboard import demo_views
from dashboard import urls as dashboard_urls
from plc_platform import urls as every_url

DEMO_PATTERNS = [
    path("demo/mailbox/", demo_views.mailbox, name="mailbox"),
    path("demo/mailbox/<str:name>/", demo_views.mailbox_message, name="mailbox-message"),
    path("demo/mailbox/<str:name>/html/", demo_views.mailbox_html, name="mailbox-html"),
    path("demo/sign-in/<slug:persona>/", demo_views.sign_in_as, name="persona"),
]
WRONG: dict[int, type[Exception]] = {400: SuspiciousOperation, 403: PermissionDenied, 500: RuntimeError}


@login_not_required
def wrong(request: HttpRequest, status: int) -> HttpResponse:
    raise WRONG[status]


urlpatterns = [
    path("wrong/<int:status>/", wrong, name="wrong"),
    path("", include(([*dashboard_urls.urlpatterns, *DEMO_PATTERNS], "dashboard"))),
    *every_url.urlpatterns,
]
