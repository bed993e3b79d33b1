"""Every address of the product; one line an app. LoginRequiredMiddleware makes all of it private by default."""

from django.urls import URLPattern, URLResolver, include, path

from schools.views.me import choose_language

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", include("allauth.urls")),
    path("language/", choose_language, name="set_language"),
    path("", include("dashboard.urls")),
    path("", include("exchange.urls")),
    path("", include("meetings.urls")),
    path("", include("communities.urls")),
    path("", include("schools.urls")),
]
