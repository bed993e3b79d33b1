"""Addresses of upkeep; one a verb."""

from django.urls import URLPattern, path

from upkeep.views import contract, cost, ending, exports, first_hour, inventory, retention, sample

app_name = "upkeep"
urlpatterns: list[URLPattern] = [
    path("pace/", cost.pace, name="pace"),
    path("mine/cost/", cost.own_cost, name="own-cost"),
    path("schools/<slug:slug>/cost/", cost.cost, name="cost"),
    path("contract/", contract.page, name="contract"),
    path("contract/pdf/", contract.pdf, name="contract-pdf"),
    path("contract/data/", inventory.page, name="inventory"),
    path("schools/<slug:slug>/kept/", retention.page, name="retention"),
    path("schools/<slug:slug>/export/", exports.export, name="export"),
    path("schools/<slug:slug>/export/file/", exports.export_file, name="export-file"),
    path("communities/<int:pk>/export/", exports.group_file, name="group-export"),
    path("schools/<slug:slug>/dossier/pdf/", exports.dossier_pdf, name="dossier-pdf"),
    path("schools/<slug:slug>/delete/", ending.delete_school, name="delete-school"),
    path("schools/<slug:slug>/delete/take-back/", ending.keep_school, name="keep-school"),
    path("schools/<slug:slug>/first-hour/", first_hour.first_hour, name="first-hour"),
    path("schools/<slug:slug>/sample/", sample.sample, name="sample"),
    path("schools/<slug:slug>/sample/make/", sample.make, name="make-sample"),
    path("schools/<slug:slug>/sample/enter/", sample.enter, name="enter-sample"),
    path("schools/<slug:slug>/sample/remove/", sample.remove, name="remove-sample"),
    path("sample/leave/", sample.leave, name="leave-sample"),
]
