"""Addresses of the pulse; one a verb."""

from django.urls import URLPattern, path

from pulse.views import rounds, schools, talks

app_name = "pulse"
urlpatterns: list[URLPattern] = [
    path("communities/<int:pk>/pulse/", rounds.pulse, name="pulse"),
    path("communities/<int:pk>/pulse/open/", rounds.open_round, name="open"),
    path("communities/<int:pk>/talk/<slug:condition>/", talks.talk, name="talk"),
    path("communities/<int:pk>/talk/<slug:condition>/plan/", talks.plan, name="plan-talk"),
    path("conversations/<int:pk>/remove/", talks.forget, name="forget-talk"),
    path("pulse/<int:pk>/", rounds.round_, name="round"),
    path("pulse/<int:pk>/answer/", rounds.answer, name="answer"),
    path("pulse/<int:pk>/thanks/", rounds.thanks, name="thanks"),
    path("pulse/<int:pk>/share/", rounds.share, name="share"),
    path("schools/<slug:slug>/pulse/", schools.school, name="school"),
]
