"""Addresses of meetings; one a verb."""

from django.urls import path

from meetings.views import activity, agenda, cycle, feeds, frame, log, replies, time, year

app_name = "meetings"
urlpatterns = [
    path("communities/<int:pk>/plan/", frame.plan, name="plan"),
    path("communities/<int:pk>/year/", year.plan_year, name="plan-year"),
    path("communities/<int:pk>/year/send/", year.send_drafts, name="send-drafts"),
    path("communities/<int:pk>/log/", log.log_new, name="log-new"),
    path("communities/<int:pk>/cycle/", cycle.cycle, name="cycle"),
    path("communities/<int:pk>/cycle/plan/", cycle.plan_cycle, name="plan-cycle"),
    path("cycles/<int:pk>/end/", cycle.end, name="end-cycle"),
    path("steps/<int:pk>/", cycle.step, name="step"),
    path("steps/<int:pk>/skip/", cycle.skip, name="skip-step"),
    path("steps/<int:pk>/take-back/", cycle.take_back, name="take-step-back"),
    path("communities/<int:pk>/activity/", activity.activity, name="activity"),
    path("communities/<int:pk>/activity/add/", activity.add, name="add-activity"),
    path("activity/<int:pk>/remove/", activity.remove, name="remove-activity"),
    path("communities/<int:pk>/time/", time.time, name="time"),
    path("meetings/<int:pk>/chores/add/", time.add_chore, name="add-chore"),
    path("chores/<int:pk>/claim/", time.claim_chore, name="claim-chore"),
    path("chores/<int:pk>/release/", time.release_chore, name="release-chore"),
    path("chores/<int:pk>/finish/", time.finish_chore, name="finish-chore"),
    path("chores/<int:pk>/remove/", time.remove_chore, name="remove-chore"),
    path("meetings/<int:pk>/", frame.meeting, name="meeting"),
    path("meetings/<int:pk>/edit/", frame.edit, name="edit"),
    path("meetings/<int:pk>/agenda/", agenda.agenda, name="agenda"),
    path("meetings/<int:pk>/log/", log.log, name="log"),
    path("meetings/<int:pk>/cancel/", frame.cancel, name="cancel"),
    path("meetings/<int:pk>/reopen/", frame.reopen, name="reopen"),
    path("meetings/<int:pk>/meeting.ics", frame.calendar_file, name="calendar-file"),
    path("meetings/<int:pk>/reply/", replies.reply, name="reply"),
    path("answer/<str:token>/", replies.answer, name="answer"),
    path("answer/<str:token>/meeting.ics", replies.answer_file, name="answer-file"),
    path("calendar/<str:token>.ics", feeds.feed, name="feed"),
    path("profile/calendar/", feeds.calendar, name="calendar"),
    path("profile/calendar/renew/", feeds.renew, name="feed-renew"),
    path("profile/calendar/<int:pk>/revoke/", feeds.revoke, name="feed-revoke"),
    path("subtasks/<int:pk>/done/", log.subtask_done, name="subtask-done"),
    path("subtasks/<int:pk>/drop/", log.subtask_drop, name="subtask-drop"),
    path("subtasks/<int:pk>/reopen/", log.subtask_reopen, name="subtask-reopen"),
]
