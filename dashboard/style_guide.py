"""The living style page: every component in every state. Only where somebody develops or looks at the demo."""

import re

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

STATES = [
    ("on_track", _("On track")),
    ("plan_now", _("Plan now")),
    ("overdue", _("Overdue")),
    ("stalled", _("Stalled")),
    ("paused", _("Paused")),
    ("inactive", _("Not active")),
]
FOCI = [
    ("expertise", _("Expertise sharing")),
    ("professional", _("Professional development")),
    ("school", _("School development")),
    ("curriculum", _("Curriculum development")),
]
THEMES = ["auto", "light", "dark"]
ICONS = re.findall(r'<symbol id="([a-z-]+)"', (settings.BASE_DIR / "static" / "icons.svg").read_text())


class SampleForm(forms.Form):
    """One field of every kind that the form pack draws."""

    name = forms.CharField(label=_("Name of the group"), help_text=_("As colleagues say it in the staff room."))
    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    minutes = forms.IntegerField(label=_("Minutes"), min_value=15, required=False)
    assignment = forms.CharField(label=_("What do we want?"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    variant = forms.ChoiceField(label=_("Variant"), choices=[("DT", _("Data team")), ("LS", _("Lesson study"))])
    state = forms.ChoiceField(label=_("State"), choices=STATES[:3], widget=forms.RadioSelect)
    focus = forms.MultipleChoiceField(
        label=_("What did we do?"),
        choices=FOCI,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "chips"}),
        required=False,
    )
    agreed = forms.BooleanField(label=_("Everybody agrees"), help_text=_("Ask them first."))
    is_sample = True  # the summary of errors then leaves the focus where it is


@login_not_required
def style_page(request: HttpRequest) -> HttpResponse:
    """Shows the pieces; ?theme= forces an appearance, so that both can be looked at side by side."""
    if not (settings.DEBUG or settings.DEMO):
        raise Http404
    wrong = SampleForm({"day": "2026-12-03", "variant": "DT", "focus": ["school"], "minutes": "7"}, prefix="wrong")
    context = {
        "states": STATES,
        "foci": FOCI,
        "icons": ICONS,
        "themes": THEMES,
        "form": SampleForm(initial={"day": "2026-12-03", "focus": ["expertise"], "state": "plan_now"}),
        "wrong": wrong,
        "facts": [(_("Rhythm"), _("every 4 to 6 school weeks")), (_("Coach"), "An Peeters"), (_("Place"), "B 204")],
        "steps": [_("Choose a file"), _("Match the columns"), _("Look at the changes")],
    }
    if request.GET.get("theme") in THEMES:
        context["theme"] = request.GET["theme"]
    return render(request, "style/page.html", context)
