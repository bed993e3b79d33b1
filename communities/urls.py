"""Addresses of communities; one a verb."""

from django.urls import path

from communities.views import frame, joining, pauses, roll_over, stage, stage_end, taking_part

app_name = "communities"
urlpatterns = [
    path("schools/<slug:slug>/years/<str:label>/roll-over/", roll_over.next_year, name="roll-over"),
    path("schools/<slug:slug>/years/<str:label>/rolled-over/", roll_over.rolled_over, name="rolled-over"),
    path("communities/new/", frame.start, name="start"),
    path("communities/<int:pk>/edit/", frame.edit, name="edit"),
    path("communities/<int:pk>/pause/", pauses.pause, name="pause"),
    path("communities/<int:pk>/pause/<int:pause_pk>/end/", pauses.resume, name="resume"),
    path("communities/<int:pk>/pause/<int:pause_pk>/change/", pauses.change_pause, name="change-pause"),
    path("communities/<int:pk>/stage/", stage.stage, name="stage"),
    path("communities/<int:pk>/stage/experiment/", stage.experiment, name="experiment"),
    path("communities/<int:pk>/stage/decide/", stage.decide, name="decide"),
    path("communities/<int:pk>/stage/renew/", stage.renew, name="renew"),
    path("renewals/<int:pk>/say/", stage.renewal_voice, name="renewal-voice"),
    path("renewals/<int:pk>/close/", stage.close_renewal, name="close-renewal"),
    path("communities/<int:pk>/finish/", stage_end.finish, name="finish"),
    path("communities/<int:pk>/thanks/", stage_end.thanks, name="thanks"),
    path("communities/<int:pk>/reopen/", stage_end.reopen, name="reopen"),
    path("communities/<int:pk>/members/", joining.members, name="members"),
    path("communities/<int:pk>/members/invite/", joining.invite, name="invite"),
    path("invitations/<int:pk>/", joining.invitation, name="invitation"),
    path("invitations/<int:pk>/accept/", joining.accept, name="accept"),
    path("invitations/<int:pk>/decline/", joining.decline, name="decline"),
    path("communities/<int:pk>/roles/", taking_part.roles, name="coach-roles"),
    path("communities/<int:pk>/confirm/", taking_part.confirm, name="confirm"),
    path("communities/<int:pk>/leave/", taking_part.leave, name="leave"),
    path("communities/left/<str:token>/", taking_part.left, name="left"),
    path("communities/left/<str:token>/undo/", taking_part.undo_leave, name="undo-leave"),
]
