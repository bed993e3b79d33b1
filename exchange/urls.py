"""Addresses of imports and exports; one a verb, for the leader of the school."""

from django.urls import path

from exchange.views import staff_lists, timetables, workbooks

app_name = "exchange"
urlpatterns = [
    path("schools/<slug:slug>/staff/import/", staff_lists.staff_import, name="staff-import"),
    path("schools/<slug:slug>/staff/import/template.csv", staff_lists.staff_template, name="staff-template"),
    path("schools/<slug:slug>/staff/import/columns/", staff_lists.staff_import_map, name="staff-import-map"),
    path("schools/<slug:slug>/staff/import/preview/", staff_lists.staff_import_preview, name="staff-import-preview"),
    path("schools/<slug:slug>/staff/import/apply/", staff_lists.staff_import_apply, name="staff-import-apply"),
    path("schools/<slug:slug>/timetable/", timetables.timetable, name="timetable"),
    path("schools/<slug:slug>/timetable/template.csv", timetables.template, name="timetable-template"),
    path("schools/<slug:slug>/workbook/", workbooks.workbook, name="workbook"),
    path("schools/<slug:slug>/workbook.xlsx", workbooks.workbook_export, name="workbook-export"),
    path("schools/<slug:slug>/workbook/preview/", workbooks.workbook_preview, name="workbook-preview"),
    path("schools/<slug:slug>/workbook/apply/", workbooks.workbook_apply, name="workbook-apply"),
]
