"""Parts of the story that need no more than the days, the groups and the people."""

from upkeep.demo import between, boards, coach, joining, lessons, page_times, pulse, running, topics

PARTS = (running, joining, between, boards, lessons, topics, coach, pulse, page_times)
