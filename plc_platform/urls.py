"""Every address of the product; one line an app. LoginRequiredMiddleware makes all of it private by default."""

from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

from schools.views.me import choose_language

urlpatterns: list[URLPattern | URLResolver] = [
    # An address is the school's: staff lists find people by it, so nobody changes it by herself.
    path("accounts/email/", RedirectView.as_view(pattern_name="schools:profile"), name="account_email"),
    path("accounts/", include("allauth.urls")),
    path("language/", choose_language, name="set_language"),
    path("", include("dashboard.urls")),
    path("", include("exchange.urls")),
    path("", include("upkeep.urls")),
    path("", include("evidence.urls")),
    path("", include("leading.urls")),
    path("", include("coaching.urls")),
    path("", include("planning.urls")),
    path("", include("pulse.urls")),
    path("", include("learning.urls")),
    path("", include("meetings.urls")),
    path("", include("conditions.urls")),
    path("", include("communities.urls")),
    path("", include("schools.urls")),
    path("", include("notifications.urls")),
]
