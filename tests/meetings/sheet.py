"""A log form as a browser would send it: what the page shows, with a few changes."""

import json
from typing import Any


def sent(page: Any, **changes: Any) -> dict[str, Any]:
    """The fields of the form on `page` (a response of the test client), some of them changed."""
    sheet = page.context["sheet"]
    fields = {"draft": sheet.draft_key, "next": ""}
    for name in ("key", "version", "day", "minutes", "guests", "note"):
        fields[name] = sheet.form[name].value()
    fields["at"] = str(sheet.form["at"].value())[:5]
    fields["base"] = json.dumps(sheet.form.initial["base"])
    fields["present"] = [person.pk for person, checked in sheet.people() if checked]
    fields["focuses"] = sheet.form["focuses"].value()
    fields |= {f"open-{row.pk}": field.value() or "" for row, field in sheet.earlier()}
    for lines in (sheet.decisions, sheet.subtasks):
        fields |= management(lines)
        for form in lines.forms:
            for name in form.fields:
                value = form[name].value()
                fields[f"{form.prefix}-{name}"] = "" if value is None else value
    return fields | {name.replace("__", "-"): value for name, value in changes.items()}


def management(lines: Any) -> dict[str, Any]:
    return {
        f"{lines.prefix}-TOTAL_FORMS": lines.total_form_count(),
        f"{lines.prefix}-INITIAL_FORMS": lines.initial_form_count(),
    }
