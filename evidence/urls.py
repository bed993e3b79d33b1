"""Addresses of evidence; one a verb."""

from django.urls import URLPattern, path

from evidence.views import attests, boards, look_backs, releases, report_steps, reports, verify

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
board: list[URLPattern] = [
    path("school-groups/", boards.boards, name="boards"),
    path("school-groups/<int:pk>/", boards.group, name="group"),
    path("school-groups/<int:pk>/ask/", boards.open_roll_up, name="open-roll-up"),
    path("school-groups/<int:pk>/readers/", boards.add_reader, name="add-reader"),
    path("school-groups/readers/<int:pk>/remove/", boards.remove_reader, name="remove-reader"),
    path("school-groups/counts/<int:pk>/", boards.roll_up, name="roll-up"),
    path("schools/<slug:slug>/board/", releases.school_board, name="school-board"),
    path("schools/<slug:slug>/board/new/", releases.new_group, name="new-group"),
    path("schools/<slug:slug>/board/join/", releases.join_group, name="join-group"),
    path("schools/<slug:slug>/board/<int:pk>/leave/", releases.leave_group, name="leave-group"),
    path("schools/<slug:slug>/board/counts/<int:pk>/", releases.release, name="release"),
    path("schools/<slug:slug>/board/counts/<int:pk>/withdraw/", releases.withdraw_release, name="withdraw-release"),
]
reporting: list[URLPattern] = [
    path("schools/<slug:slug>/reports/", reports.reports, name="reports"),
    path("schools/<slug:slug>/reports/<str:year>/", reports.report, name="report"),
    path("schools/<slug:slug>/reports/<str:year>/start/", reports.start, name="start-report"),
    path("schools/<slug:slug>/reports/<str:year>/sheet/", reports.sheet, name="report-sheet"),
    path("schools/<slug:slug>/reports/<str:year>/parts/<slug:section>/", reports.write, name="write-report"),
    path("schools/<slug:slug>/reports/<str:year>/gains/", reports.gains, name="report-gains"),
    path("schools/<slug:slug>/reports/<str:year>/figures/<slug:figure>/", reports.rows, name="rows"),
    path("schools/<slug:slug>/reports/<str:year>/file/<slug:kind>/", reports.file, name="report-file"),
    path("schools/<slug:slug>/reports/<str:year>/finish/", report_steps.finish, name="finish-report"),
    path("schools/<slug:slug>/reports/<str:year>/reopen/", report_steps.reopen, name="reopen-report"),
    path("schools/<slug:slug>/reports/<str:year>/approve/", report_steps.approve, name="approve-report"),
    path("schools/<slug:slug>/reports/<str:year>/share/", report_steps.share, name="share-report"),
    path("schools/<slug:slug>/reports/<str:year>/take-back/", report_steps.take_back, name="take-report-back"),
]
urlpatterns = [*people, *board, *reporting]
