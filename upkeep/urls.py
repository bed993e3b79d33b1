"""Addresses of upkeep; one a verb."""

from django.urls import URLPattern

app_name = "upkeep"
urlpatterns: list[URLPattern] = []
