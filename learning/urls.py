"""Addresses of how a group learns; one a verb."""

from django.urls import URLPattern, path

from learning.views import boards, courses, lessons, library, outcomes, posts, topics, try_outs, updates

app_name = "learning"
between: list[URLPattern] = [
    path("communities/<int:pk>/try-outs/", try_outs.try_outs, name="try-outs"),
    path("communities/<int:pk>/try-outs/talk/", try_outs.talk, name="try-outs-talk"),
    path("communities/<int:pk>/course/", courses.course, name="course"),
    path("try-outs/<int:pk>/", try_outs.try_out, name="try-out"),
    path("try-outs/<int:pk>/done/", try_outs.done, name="try-out-done"),
    path("try-outs/<int:pk>/remove/", try_outs.remove, name="try-out-remove"),
    path("communities/<int:pk>/outcomes/", outcomes.outcomes, name="outcomes"),
    path("communities/<int:pk>/outcomes/new/", outcomes.new, name="outcome-new"),
    path("outcomes/<int:pk>/", outcomes.outcome, name="outcome"),
    path("outcomes/<int:pk>/edit/", outcomes.edit, name="outcome-edit"),
    path("outcomes/<int:pk>/version/", outcomes.version, name="outcome-version"),
    path("outcomes/<int:pk>/reach/", outcomes.reach, name="outcome-reach"),
    path("outcomes/<int:pk>/away/", outcomes.away, name="outcome-away"),
    path("outcomes/<int:pk>/delete/", outcomes.delete, name="outcome-delete"),
    path("outcomes/<int:pk>/use/", library.use, name="outcome-use"),
    path("outcome-uses/<int:pk>/take-back/", library.take_back, name="outcome-use-back"),
    path("outcome-versions/<int:pk>/file/", library.file, name="outcome-file"),
    path("library/", library.shelves, name="library"),
]
talking: list[URLPattern] = [
    path("communities/<int:pk>/topics/", topics.topics, name="topics"),
    path("communities/<int:pk>/topics/new/", topics.begin, name="topic-new"),
    path("topics/<int:pk>/", posts.topic, name="topic"),
    path("topics/<int:pk>/edit/", topics.edit, name="topic-edit"),
    path("topics/<int:pk>/remove/", topics.remove, name="topic-remove"),
    path("topics/<int:pk>/close/", topics.close, name="topic-close"),
    path("topics/<int:pk>/reopen/", topics.reopen, name="topic-reopen"),
    path("topics/<int:pk>/agenda/", topics.agenda, name="topic-agenda"),
    path("topics/<int:pk>/hide/", posts.hide_topic, name="topic-hide"),
    path("posts/<int:pk>/edit/", posts.edit_post, name="post-edit"),
    path("posts/<int:pk>/remove/", posts.remove_post, name="post-remove"),
    path("posts/<int:pk>/accept/", posts.accept, name="post-accept"),
    path("posts/<int:pk>/hide/", posts.hide_post, name="post-hide"),
    path("communities/<int:pk>/updates/", updates.updates, name="updates"),
    path("communities/<int:pk>/updates/new/", updates.tell, name="update-new"),
    path("updates/<int:pk>/close/", updates.close, name="update-close"),
    path("asks/<int:pk>/take-back/", updates.take_back, name="ask-take-back"),
    path("asked/<int:pk>/", updates.asked, name="asked"),
]
by_steps: list[URLPattern] = [
    path("communities/<int:pk>/board/", boards.board, name="board"),
    path("communities/<int:pk>/board/start/", boards.start, name="start-board"),
    path("boards/<int:pk>/", boards.one_round, name="round"),
    path("boards/<int:pk>/move/", boards.move, name="move-board"),
    path("boards/<int:pk>/finish/", boards.finish, name="finish-board"),
    path("boards/<int:pk>/reopen/", boards.reopen, name="reopen-board"),
    path("boards/<int:pk>/names/", boards.names, name="name-board"),
    path("board-steps/<int:pk>/evidence/", boards.add_evidence, name="add-evidence"),
    path("evidence/<int:pk>/", boards.evidence, name="evidence"),
    path("evidence/<int:pk>/verdict/", boards.verdict, name="verdict"),
    path("evidence/<int:pk>/remove/", boards.remove_evidence, name="remove-evidence"),
]
close_by: list[URLPattern] = [
    path("lessons/<int:pk>/", lessons.lesson, name="lesson"),
    path("lessons/<int:pk>/predict/", lessons.predict, name="predict"),
    path("lessons/<int:pk>/observe/", lessons.observe, name="observe"),
    path("lessons/<int:pk>/talked/", lessons.talked, name="talked"),
    path("lessons/<int:pk>/talk/", lessons.talk, name="lesson-talk"),
    path("cycles/<int:pk>/case-pupils/", lessons.case_pupils, name="case-pupils"),
    path("observations/<int:pk>/", lessons.observation, name="observation"),
    path("observations/<int:pk>/remove/", lessons.remove_observation, name="remove-observation"),
]
urlpatterns: list[URLPattern] = [*between, *talking, *by_steps, *close_by]
