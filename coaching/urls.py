from django.urls import path

from coaching.views import health

app_name = "coaching"
urlpatterns = [
    path("communities/<int:pk>/health/", health.health, name="health"),
    path("communities/<int:pk>/health/rest/", health.rest, name="rest"),
    path("communities/<int:pk>/health/<slug:code>/again/", health.again, name="say-again"),
    path("coach/patterns/", health.patterns, name="patterns"),
]
