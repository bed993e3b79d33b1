"""Parts of the story that need no more than the days, the groups and the people."""

from upkeep.demo import (
    between,
    board,
    boards,
    coach,
    gains,
    hours_and_rooms,
    joining,
    lessons,
    page_times,
    pulse,
    reports,
    requests,
    running,
    topics,
)

# Those that a sample school beside real ones can have: they touch nothing outside their own groups and people.
OF_A_SAMPLE = (running, joining, between, boards, lessons, topics, coach, pulse, page_times, hours_and_rooms, requests)
PARTS = (*OF_A_SAMPLE, gains, reports, board)
