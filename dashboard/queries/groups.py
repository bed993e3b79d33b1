"""A person's own groups over all schools, as rows with a background for every school."""

from datetime import date

from django.db.models import QuerySet

from communities.models import Community
from dashboard.queries.background import Background, background
from dashboard.queries.rows import COLUMNS, Printer, Row, by_need, read_facts
from dashboard.queries.school_time import fetch_school_time


def rows_of(groups: "QuerySet[Community]", *, today: date) -> tuple[tuple[Row, ...], tuple[Background, ...], bool]:
    """Two statements: the groups by need, the years behind them, and whether a school year is running."""
    time = fetch_school_time(schools=groups.values("school_id"), communities=groups.values("pk"), today=today)
    facts = read_facts(groups.values_list(*COLUMNS))
    printers, backgrounds = {}, []
    for school_id in sorted({one.school_id for one in facts}):
        year = time.year_of(school_id)
        printers[school_id] = Printer.of(year, today=today, year_id=school_id, is_member=True)
        if year.scale:
            backgrounds.append(background(time, [school_id], year.scale))
    rows = [printers[one.school_id].row(one, time.pauses.get(one.pk, ())) for one in facts]
    rows.sort(key=by_need)
    return tuple(rows), tuple(backgrounds), any(printer.year.label for printer in printers.values())
