"""Addresses of schools and of a person's own settings; one a verb."""

from django.urls import path

from schools.views import me, people, quiet_periods, school_time, workload

app_name = "schools"
urlpatterns = [
    path("schools/<slug:slug>/staff/", people.staff, name="staff"),
    path("schools/<slug:slug>/staff/invite/", people.staff_invite, name="staff-invite"),
    path("schools/<slug:slug>/staff/<int:pk>/", people.person, name="person"),
    path("schools/<slug:slug>/staff/<int:pk>/address/", people.person_address, name="person-address"),
    path("schools/<slug:slug>/staff/<int:pk>/left/", people.person_left, name="person-left"),
    path("schools/<slug:slug>/staff/<int:pk>/back/", people.person_back, name="person-back"),
    path("schools/<slug:slug>/years/", school_time.years, name="years"),
    path("schools/<slug:slug>/years/open/", school_time.open_year, name="open-year"),
    path("schools/<slug:slug>/years/<str:label>/", school_time.year, name="year"),
    path("schools/<slug:slug>/years/<str:label>/close/", school_time.closure_add, name="closure-add"),
    path("schools/<slug:slug>/closures/<int:pk>/remove/", school_time.closure_remove, name="closure-remove"),
    path("schools/<slug:slug>/years/<str:label>/quiet/", quiet_periods.quiet_add, name="quiet-add"),
    path("schools/<slug:slug>/quiet/<int:pk>/", quiet_periods.quiet_edit, name="quiet-edit"),
    path("schools/<slug:slug>/quiet/<int:pk>/remove/", quiet_periods.quiet_remove, name="quiet-remove"),
    path("schools/<slug:slug>/workload-rule/", workload.rule, name="workload-rule"),
    path("schools/<slug:slug>/workload-rule/edit/", workload.edit, name="workload-edit"),
    path("schools/<slug:slug>/workload-rule/publish/", workload.publish, name="workload-publish"),
    path("schools/<slug:slug>/workload-rule/withdraw/", workload.withdraw, name="workload-withdraw"),
    path("schools/<slug:slug>/reminders/", school_time.reminders_on, name="reminders-on"),
    path("welcome/<str:token>/", me.welcome, name="welcome"),
    path("profile/", me.profile, name="profile"),
    path("profile/stated/<int:pk>/", me.stated, name="stated"),
    path("profile/theme/", me.theme, name="theme"),
    path("who-sees-what/", me.who_sees_what, name="who-sees-what"),
]
