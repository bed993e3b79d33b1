"""Addresses of leading; one a verb."""

from django.urls import URLPattern, path

from leading.views import requests, saved

app_name = "leading"
urlpatterns: list[URLPattern] = [
    path("communities/<int:pk>/leader/", requests.requests, name="requests"),
    path("requests/<int:pk>/close/", requests.close, name="close"),
    path("requests/<int:pk>/take-back/", requests.take_back, name="take-back"),
    path("requests/<int:pk>/answer/", requests.answer, name="answer"),
    path("schools/<slug:slug>/requests/", requests.asked, name="asked"),
    path("schools/<slug:slug>/views/", saved.keep, name="keep-view"),
    path("views/<int:pk>/drop/", saved.drop, name="drop-view"),
]
