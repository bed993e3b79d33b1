"""Addresses of evidence; one a verb."""

from django.urls import URLPattern

app_name = "evidence"
urlpatterns: list[URLPattern] = []
