"""The workbook: its sheets in order. The first ten stand in `layouts`, the others with what they hold in `facts`."""

from exchange.facts import FACTS
from exchange.layouts import communities, meetings, schools

SHEETS = (*schools.SHEETS, *communities.SHEETS, *meetings.SHEETS, *(sheet for facts in FACTS for sheet in facts.sheets))
SHEET_BY_NAME = {sheet.name: sheet for sheet in SHEETS}
