"""The leader's list as a file."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from dashboard.queries.columns import chosen_in
from dashboard.queries.leader import school_overview
from dashboard.queries.morning import members_in
from dashboard.school_file import as_csv, as_xlsx, table_of
from plc_platform import clock
from schools.requests import PersonRequest

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def school_file(request: PersonRequest, slug: str) -> HttpResponse:
    """The groups that show, with the columns that show."""
    page = school_overview(request.user, slug, today=clock.today(), chosen=chosen_in(request.GET))
    columns = page.chosen.columns
    table = table_of(page.rows, columns, members_in(page.school.pk) if "members" in columns else {})
    is_sheet = request.GET.get("file") == "xlsx"
    content = as_xlsx(table, columns) if is_sheet else as_csv(table)
    response = HttpResponse(content, content_type=SHEET if is_sheet else "text/csv; charset=utf-8")
    ending = "xlsx" if is_sheet else "csv"
    response["Content-Disposition"] = f'attachment; filename="{page.school.slug}-{clock.today()}.{ending}"'
    return response
