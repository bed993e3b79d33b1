"""Addresses of start conditions and of the readiness of a school; one a verb."""

from django.urls import URLPattern

app_name = "conditions"
urlpatterns: list[URLPattern] = []
