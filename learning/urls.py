"""Addresses of how a group learns; one a verb."""

from django.urls import URLPattern, path

from learning.views import courses, try_outs

app_name = "learning"
between: list[URLPattern] = [
    path("communities/<int:pk>/try-outs/", try_outs.try_outs, name="try-outs"),
    path("communities/<int:pk>/try-outs/talk/", try_outs.talk, name="try-outs-talk"),
    path("communities/<int:pk>/course/", courses.course, name="course"),
    path("try-outs/<int:pk>/", try_outs.try_out, name="try-out"),
    path("try-outs/<int:pk>/done/", try_outs.done, name="try-out-done"),
    path("try-outs/<int:pk>/remove/", try_outs.remove, name="try-out-remove"),
]
urlpatterns: list[URLPattern] = [*between]
