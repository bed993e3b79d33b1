"""The workbook: its sheets in order. The first ten stand in `layouts`, the others with what they hold in `facts`."""

from exchange.facts import FACTS, FACTS_BY_NAME
from exchange.layouts import communities, meetings, schools

SHEETS = (*schools.SHEETS, *communities.SHEETS, *meetings.SHEETS, *(sheet for facts in FACTS for sheet in facts.sheets))
# What a leader brings and gets; of the others she would only hear that they are not hers.
LEADER_SHEETS = tuple(
    sheet for sheet in SHEETS if sheet.name not in FACTS_BY_NAME or FACTS_BY_NAME[sheet.name].for_leader
)
SHEET_BY_NAME = {sheet.name: sheet for sheet in SHEETS}
