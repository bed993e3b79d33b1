"""Addresses of start conditions and of the readiness of a school; one a verb."""

from django.urls import URLPattern, path

from conditions.views import catalogue, practice, process, purpose, readiness, self_review, start, steps

app_name = "conditions"
urlpatterns: list[URLPattern] = [
    path("schools/<slug:slug>/readiness/", readiness.readiness, name="readiness"),
    path("schools/<slug:slug>/readiness/open/", readiness.open_round, name="open-readiness"),
    path("schools/<slug:slug>/readiness/answer/", readiness.answer, name="answer-readiness"),
    path("schools/<slug:slug>/readiness/steps/new/", steps.add_step, name="add-step"),
    path("schools/<slug:slug>/readiness/steps/<int:pk>/", steps.step, name="step"),
    path("schools/<slug:slug>/readiness/steps/<int:pk>/remove/", steps.step_remove, name="remove-step"),
    path("schools/<slug:slug>/readiness/steps/<int:pk>/done/", steps.step_done, name="step-done"),
    path("schools/<slug:slug>/readiness/steps/<int:pk>/reopen/", steps.step_reopen, name="step-reopen"),
    path("schools/<slug:slug>/readiness/scans/new/", steps.add_scan, name="add-scan"),
    path("schools/<slug:slug>/readiness/scans/<int:pk>/remove/", steps.remove_scan, name="remove-scan"),
    path("schools/<slug:slug>/purpose/", purpose.purpose, name="purpose"),
    path("schools/<slug:slug>/purpose/notes/", purpose.add_note, name="add-purpose-note"),
    path("schools/<slug:slug>/purpose/notes/<int:pk>/remove/", purpose.remove_note, name="remove-purpose-note"),
    path("schools/<slug:slug>/purpose/<slug:question>/write/", purpose.draft, name="purpose-draft"),
    path("schools/<slug:slug>/purpose/drafts/<int:pk>/agree/", purpose.agree, name="agree-purpose"),
    path("schools/<slug:slug>/purpose/drafts/<int:pk>/take-back/", purpose.take_back, name="take-purpose-back"),
    path("schools/<slug:slug>/conditions/", catalogue.catalogue, name="catalogue"),
    path("schools/<slug:slug>/conditions/new/", catalogue.add, name="add"),
    path("schools/<slug:slug>/conditions/<slug:code>/", catalogue.write, name="write"),
    path("schools/<slug:slug>/conditions/<slug:code>/restore/", catalogue.restore, name="restore"),
    path("communities/<int:pk>/conditions/<slug:code>/", start.answer, name="answer"),
    path("communities/<int:pk>/conditions/<slug:code>/tap/", start.tap, name="tap"),
    path("communities/<int:pk>/conditions/<slug:code>/confirm/", start.confirm, name="confirm"),
    path("communities/<int:pk>/process/", process.process, name="process"),
    path("communities/<int:pk>/process/open/", process.open_review, name="open-process"),
    path("process/<int:pk>/conditions/<slug:code>/", process.answer, name="process-answer"),
    path("process/<int:pk>/conditions/<slug:code>/tap/", process.tap, name="process-tap"),
    path("process/<int:pk>/autonomy/", process.autonomy, name="process-autonomy"),
    path("process/<int:pk>/close/", process.close, name="close-process"),
    path("process/<int:pk>/share/", process.share, name="share-process"),
    path("process/<int:pk>/keep/", process.keep, name="keep-process"),
    path("process/steps/<int:pk>/done/", process.step_done, name="process-step-done"),
    path("process/steps/<int:pk>/reopen/", process.step_reopen, name="process-step-reopen"),
    path("communities/<int:pk>/self-review/", self_review.self_review, name="self-review"),
    path("schools/<slug:slug>/practice/", practice.practice, name="practice"),
    path("schools/<slug:slug>/practice/new/", practice.add, name="add-practice"),
    path("schools/<slug:slug>/practice/<int:pk>/", practice.change, name="change-practice"),
    path("schools/<slug:slug>/practice/<int:pk>/move/", practice.move, name="move-practice"),
    path("schools/<slug:slug>/practice/<int:pk>/remove/", practice.remove, name="remove-practice"),
]
