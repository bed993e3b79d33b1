"""Addresses of planning; one a verb."""

from django.urls import path

from planning.views import dates, plans, setting_up

app_name = "planning"
urlpatterns = [
    path("schools/<slug:slug>/rooms/", setting_up.rooms, name="rooms"),
    path("schools/<slug:slug>/rooms/<int:pk>/", setting_up.room, name="room"),
    path("schools/<slug:slug>/rooms/<int:pk>/remove/", setting_up.remove_room, name="remove-room"),
    path("schools/<slug:slug>/meeting-hours/", setting_up.hours, name="hours"),
    path("schools/<slug:slug>/meeting-hours/<int:pk>/remove/", setting_up.remove_hour, name="remove-hour"),
    path("schools/<slug:slug>/my-hours/", setting_up.my_hours, name="my-hours"),
    path("communities/<int:pk>/wish/", setting_up.wish, name="wish"),
    path("schools/<slug:slug>/plan/", plans.plan_now, name="plan-now"),
    path("schools/<slug:slug>/plan/<str:label>/", plans.plan, name="plan"),
    path("schools/<slug:slug>/plan/<str:label>/propose/", plans.propose, name="propose"),
    path("schools/<slug:slug>/plan/<str:label>/stop/", plans.stop, name="stop"),
    path("schools/<slug:slug>/plan/<str:label>/drop/", plans.drop, name="drop"),
    path("schools/<slug:slug>/plan/<str:label>/publish/", plans.publish, name="publish"),
    path("schools/<slug:slug>/plan/<str:label>/groups/<int:pk>/", dates.group, name="plan-group"),
    path("plan-dates/<int:pk>/", dates.move, name="move"),
    path("plan-dates/<int:pk>/remove/", dates.remove, name="remove-date"),
]
