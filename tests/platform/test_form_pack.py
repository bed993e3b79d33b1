"""The form pack: what belongs together by id, and nothing that a strict policy refuses."""

import re

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from crispy_forms.utils import render_crispy_form
from django import forms
from django.template import Context, Template


class Sample(forms.Form):
    name = forms.CharField(label="Name", help_text="As people say it.")
    day = forms.DateField(label="Day", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    focus = forms.MultipleChoiceField(
        label="Focus", choices=[("a", "A"), ("b", "B")], widget=forms.CheckboxSelectMultiple(attrs={"class": "chips"})
    )
    agreed = forms.BooleanField(label="Agreed")
    token = forms.CharField(widget=forms.HiddenInput, required=False)


def show(form: forms.Form) -> str:
    return Template("{% load crispy_forms_filters %}{{ form|crispy }}").render(Context({"form": form}))


def test_field_is_described_by_its_hint() -> None:
    html = show(Sample())

    assert 'aria-describedby="id_name_helptext"' in html
    assert 'id="id_name_helptext"' in html


def test_error_summary_links_to_every_wrong_field() -> None:
    html = show(Sample({"day": "yesterday"}))

    summary = html.split('class="error-summary"')[1].split("</ul>")[0]
    assert re.findall(r'href="#([^"]+)"', summary) == ["id_name", "id_day", "div_id_focus", "id_agreed"]


def test_wrong_field_names_its_error() -> None:
    html = show(Sample({"day": "yesterday"}))

    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_error"' in html


def test_targets_of_the_summary_exist() -> None:
    html = show(Sample({}))

    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(re.findall(r'id="([^"]+)"', html))


def test_group_of_chips_is_a_fieldset_with_legend() -> None:
    html = show(Sample())

    assert html.count('class="chip"') == 2
    assert re.search(r"<legend>Focus\s*</legend>", html)


def test_only_what_may_stay_empty_says_so() -> None:
    assert show(Sample()).count('class="optional"') == 1


def test_whole_form_has_token_and_button() -> None:
    html = render_crispy_form(Sample(), context={"csrf_token": "abc"})

    assert 'name="csrfmiddlewaretoken"' in html


def test_pack_has_nothing_inline() -> None:
    html = show(Sample({}))

    assert not re.search(r"\sstyle=|<script|\son\w+=", html)


def test_helper_with_buttons_prints_them_as_buttons() -> None:
    form = Sample()
    form.helper = FormHelper()
    form.helper.form_action = "/somewhere/"
    form.helper.add_input(Submit("save", "Save it"))

    html = render_crispy_form(form)

    assert 'action="/somewhere/"' in html
    assert re.search(r'<button class="btn btn--primary" type="submit" name="save"[^>]*>Save it</button>', html)
