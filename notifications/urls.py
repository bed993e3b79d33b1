"""Addresses of the inbox, the preferences and the one-click stop; one a verb."""

from django.urls import path

from notifications.views import inbox, preferences, stop

app_name = "notifications"
urlpatterns = [
    path("notices/", inbox.inbox, name="inbox"),
    path("notices/read/", inbox.read_all, name="read-all"),
    path("notices/<int:pk>/", inbox.notice, name="notice"),
    path("notices/settings/", preferences.settings, name="settings"),
    path("notices/quiet/", preferences.quiet, name="quiet"),
    path("notices/quiet/end/", preferences.quiet_end, name="quiet-end"),
    path("notices/stop/<str:token>/", stop.stop, name="stop"),
    path("notices/stop/<str:token>/undo/", stop.stop_undo, name="stop-undo"),
]
