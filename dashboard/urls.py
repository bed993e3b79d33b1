from django.conf import settings
from django.urls import URLPattern, path

from dashboard import (
    conditions_views,
    demo_views,
    dossier_views,
    health_views,
    hours_views,
    leader_views,
    stage_views,
    starting_views,
    style_guide,
    views,
)

app_name = "dashboard"
urlpatterns: list[URLPattern] = [
    path("", views.home, name="home"),
    path("schools/<slug:slug>/", views.school, name="school"),
    path("schools/<slug:slug>/starting/", starting_views.starting, name="starting"),
    path("mine/", views.mine, name="mine"),
    path("coach/", views.coach, name="coach"),
    path("communities/<int:pk>/", views.community, name="community"),
    path("communities/<int:pk>/conditions/", conditions_views.conditions, name="conditions"),
    path("schools/<slug:slug>/start-conditions/", conditions_views.start_conditions, name="start-conditions"),
    path("communities/<int:pk>/timeline/", stage_views.timeline, name="timeline"),
    path("communities/<int:pk>/what-if/", views.what_if, name="what-if"),
    path("communities/<int:pk>/pause/effect/", views.pause_effect, name="pause-effect"),
    path("communities/<int:pk>/kept/", stage_views.kept, name="kept"),
    path("schools/<slug:slug>/dossier/", dossier_views.dossier, name="dossier"),
    path("schools/<slug:slug>/groups/file/", leader_views.school_file, name="school-file"),
    path("schools/<slug:slug>/experiments/", stage_views.experiments, name="experiments"),
    path("mine/hours/", hours_views.mine, name="my-hours"),
    path("mine/hours/file/", hours_views.mine_file, name="my-hours-file"),
    path("schools/<slug:slug>/hours/", hours_views.school, name="hours"),
    path("health/", health_views.health, name="health"),
    path("healthz", health_views.healthz, name="healthz"),
    path("style/", style_guide.style_page, name="style"),
]
if settings.DEMO:  # these addresses exist nowhere else
    urlpatterns += [
        path("demo/mailbox/", demo_views.mailbox, name="mailbox"),
        path("demo/mailbox/<str:name>/", demo_views.mailbox_message, name="mailbox-message"),
        path("demo/mailbox/<str:name>/html/", demo_views.mailbox_html, name="mailbox-html"),
        path("demo/sign-in/<slug:persona>/", demo_views.sign_in_as, name="persona"),
    ]
