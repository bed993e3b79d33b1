"""Addresses of upkeep; one a verb."""

from django.urls import URLPattern, path

from upkeep.views import cost

app_name = "upkeep"
urlpatterns: list[URLPattern] = [
    path("pace/", cost.pace, name="pace"),
    path("mine/cost/", cost.own_cost, name="own-cost"),
    path("schools/<slug:slug>/cost/", cost.cost, name="cost"),
]
