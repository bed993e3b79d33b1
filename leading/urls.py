"""Addresses of leading; one a verb."""

from django.urls import URLPattern

app_name = "leading"
urlpatterns: list[URLPattern] = []
