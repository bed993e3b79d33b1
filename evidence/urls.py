"""Addresses of evidence; one a verb."""

from django.urls import URLPattern, path

from evidence.views import attests, look_backs, verify

app_name = "evidence"
people: list[URLPattern] = [
    path("mine/look-back/", look_backs.look_backs, name="look-backs"),
    path("mine/look-back/file/", look_backs.look_back_file, name="look-back-file"),
    path("mine/look-back/<int:pk>/delete/", look_backs.delete, name="delete-look-back"),
    path("mine/look-back/<slug:slug>/<str:year>/", look_backs.look_back, name="look-back"),
    path("mine/attests/", attests.attests, name="attests"),
    path("mine/attests/new/", attests.new, name="attest-new"),
    path("mine/attests/<int:pk>/", attests.attest, name="attest"),
    path("mine/attests/<int:pk>/file/", attests.attest_file, name="attest-file"),
    path("mine/attests/<int:pk>/withdraw/", attests.withdraw, name="withdraw-attest"),
    path("mine/attests/<int:pk>/delete/", attests.delete, name="delete-attest"),
    path("verify/", verify.verify, name="verify"),
    path("verify/<str:code>/", verify.verify_code, name="verify-code"),
]
urlpatterns = [*people]
