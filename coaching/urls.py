from django.urls import URLPattern, path

from coaching.views import health, notes
from coaching.views import help as help_views

app_name = "coaching"
helping: list[URLPattern] = [
    path("communities/<int:pk>/help/", help_views.help_, name="help"),
    path("communities/<int:pk>/help/offer/", help_views.offer, name="offer"),
    path("help/<int:pk>/answer/", help_views.answer, name="answer-help"),
    path("help/<int:pk>/close/", help_views.close, name="close-help"),
    path("help/<int:pk>/withdraw/", help_views.withdraw, name="withdraw-help"),
    path("offers/<int:pk>/answer/", help_views.answer_offer, name="answer-offer"),
    path("offers/<int:pk>/withdraw/", help_views.withdraw_offer, name="withdraw-offer"),
    path("coach/queue/", help_views.queue, name="queue"),
    path("coach/offers/", help_views.style, name="mirror-of-style"),
]
own: list[URLPattern] = [
    path("coach/notes/", notes.notes, name="notes"),
    path("coach/notes/<int:pk>/", notes.note, name="note"),
    path("coach/notes/<int:pk>/delete/", notes.delete, name="delete-note"),
    path("coach/notes/about/<int:person>/", notes.about, name="notes-about"),
    path("coach/talks/", notes.talk, name="note-talk"),
    path("coach/talks/<int:pk>/delete/", notes.delete_talk, name="delete-talk"),
]
signals: list[URLPattern] = [
    path("communities/<int:pk>/health/", health.health, name="health"),
    path("communities/<int:pk>/health/rest/", health.rest, name="rest"),
    path("communities/<int:pk>/health/<slug:code>/again/", health.again, name="say-again"),
    path("coach/patterns/", health.patterns, name="patterns"),
]
urlpatterns = [*helping, *own, *signals]
