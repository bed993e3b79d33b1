"""Addresses of upkeep; one a verb."""

from django.urls import URLPattern, path

from upkeep.views import contract, cost, retention

app_name = "upkeep"
urlpatterns: list[URLPattern] = [
    path("pace/", cost.pace, name="pace"),
    path("mine/cost/", cost.own_cost, name="own-cost"),
    path("schools/<slug:slug>/cost/", cost.cost, name="cost"),
    path("contract/", contract.page, name="contract"),
    path("contract/pdf/", contract.pdf, name="contract-pdf"),
    path("schools/<slug:slug>/kept/", retention.page, name="retention"),
]
