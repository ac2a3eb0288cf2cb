import datetime as dt
from collections.abc import Mapping

import pytest
from django import forms
from django.http import QueryDict
from django.template import Context, Template

from stp_portal.core.forms import DatePartsField, NarrativeField, PortalForm
from stp_portal.core.gallery import ExampleForm


class UpdateForm(PortalForm):
    sro = forms.CharField(label="SRO", help_text="As printed")
    rating = forms.ChoiceField(
        label="Rating", widget=forms.RadioSelect, choices=[("g", "Green"), ("a", "Amber")]
    )
    due = DatePartsField(label="Due date", required=False)
    progress = NarrativeField(label="Progress", required=False, max_length=500)
    workbook = forms.FileField(label="Workbook")
    agree = forms.BooleanField(label="I have read it")


def summary(*given: object) -> str:
    return Template("{% load components %}{% error_summary one two %}").render(
        Context(dict(zip(("one", "two"), given, strict=False)))
    )


def errors(**data: str) -> Mapping[str, list[str]]:
    filled = {"sro": "A. N. Example", "rating": "g", "agree": "on"} | data
    return UpdateForm(data=filled).errors


def group(name: str, data: dict[str, str] | None = None) -> str:
    return UpdateForm(data=data)[name].as_field_group()


class TestField:
    def test_label_hint_error_and_control_belong_together(self):
        html = group("sro", {})

        assert '<label class="nhsuk-label nhsuk-label--s" for="id_sro">SRO</label>' in html
        assert 'id="id_sro_helptext">As printed' in html
        assert 'id="id_sro_error"' in html
        assert 'aria-describedby="id_sro_helptext id_sro_error"' in html
        assert 'aria-invalid="true"' in html
        assert "nhsuk-input nhsuk-input--error" in html

    def test_nothing_is_wrong_before_anything_is_sent(self):
        assert "error" not in group("sro")

    def test_what_was_typed_is_kept_and_escaped(self):
        assert 'value="&quot;&gt;&lt;script&gt;"' in group("sro", {"sro": '"><script>'})

    def test_radios_are_a_group_with_a_legend(self):
        html = group("rating", {"rating": "a"})

        assert "<legend" in html
        assert 'value="a" id="id_rating_1" checked' in html
        assert html.count("checked") == 1

    def test_an_optional_field_says_so(self):
        assert "Progress (optional)" in group("progress")
        assert "(optional)" not in group("sro")

    def test_a_long_paste_is_counted_not_cut(self):
        html = group("progress")

        assert 'data-maxlength="500"' in html
        assert " maxlength=" not in html
        assert 'aria-describedby="id_progress-info"' in html

    def test_the_browser_does_not_check_before_the_server(self):
        assert " required" not in group("sro")

    def test_a_label_can_be_a_heading(self):
        assert "nhsuk-fieldset__legend--m" in ExampleForm()["rating"].as_field_group()

    def test_hidden_fields_have_no_label(self):
        class Hidden(PortalForm):
            version = forms.IntegerField(widget=forms.HiddenInput)

        assert "<label" not in Hidden()["version"].as_field_group()


class TestErrorSummary:
    def test_each_error_says_what_to_do_and_leads_there(self):
        html = summary(UpdateForm(data={}))

        assert '<a href="#id_sro">Enter SRO</a>' in html
        assert '<a href="#id_rating_0">Select rating</a>' in html
        assert '<a href="#id_workbook">Choose workbook</a>' in html
        assert '<a href="#id_agree">Tick I have read it</a>' in html
        assert "Progress" not in html

    def test_every_target_is_on_the_page(self):
        form = ExampleForm(data={})
        page = "".join(field.as_field_group() for field in form)

        for target in [part.split('"')[0] for part in summary(form).split('href="#')[1:]]:
            assert f'id="{target}"' in page

    def test_the_form_as_a_whole_and_formsets_are_told_too(self):
        form = UpdateForm(data={"sro": "x", "rating": "g", "agree": "on"})
        form.add_error(None, "Somebody else saved this report a minute ago.")
        formset = forms.formset_factory(UpdateForm, min_num=1, validate_min=True)(
            data={"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-rating": "g"}
        )

        html = summary(form, formset)

        assert "Somebody else saved this report a minute ago." in html
        assert 'href="#id_form-0-sro"' in html

    def test_nothing_is_printed_where_nothing_is_wrong(self):
        assert summary(None, UpdateForm()).strip() == ""


class TestNarrativeField:
    def test_markup_is_refused(self):
        assert "HTML or script" in errors(progress="<script>alert(1)</script>")["progress"][0]

    def test_too_long_a_text_says_how_long_it_may_be(self):
        assert errors(progress="x" * 501)["progress"] == ["Shorten this text to 500 characters or fewer."]

    def test_line_breaks_count_as_the_browser_counts_them(self):
        assert "progress" not in errors(progress="a\r\n" * 250)

    def test_what_is_pasted_from_word_is_put_right_and_its_signs_are_kept(self):
        form = UpdateForm({"progress": "Done:\r\n\uf0b7\tWards open \u2713\x1b\vand full"})
        form.is_valid()
        assert form.cleaned_data["progress"] == "Done:\n- Wards open \u2713\nand full"

    def test_too_many_paragraphs_are_refused_by_name(self):
        field = NarrativeField(label="Planned next")
        with pytest.raises(forms.ValidationError) as refused:
            field.clean("a\n\n" * 201)
        assert refused.value.messages == [
            "Planned next: The text has 201 paragraphs and list items; the limit is 200 together. "
            "Join short ones, or take some out."
        ]


class TestDatePartsField:
    def clean(self, day: str, month: str, year: str) -> dt.date | None:
        return DatePartsField(label="Due date", required=False).clean([day, month, year])

    def test_a_day(self):
        assert self.clean("20", "9", "2017") == dt.date(2017, 9, 20)

    def test_no_day(self):
        assert self.clean("", "", "") is None

    @pytest.mark.parametrize(
        ("parts", "message"),
        [
            (("", "9", "2017"), "Due date must include a day"),
            (("20", "", ""), "Due date must include a month and a year"),
            (("31", "9", "2017"), "Due date must be a real date, such as 20 9 2017"),
            (("soon", "9", "2017"), "Due date must be a real date, such as 20 9 2017"),
            (("20", "9", "17"), "The year of Due date must have four figures, such as 2017"),
        ],
    )
    def test_each_mistake_is_named(self, parts, message):
        with pytest.raises(forms.ValidationError) as refused:
            self.clean(*parts)

        assert refused.value.messages == [message]

    def test_a_day_that_is_there_is_shown_in_three_parts(self):
        class Form(PortalForm):
            due = DatePartsField(label="Due date")

        html = Form(initial={"due": dt.date(2017, 9, 20)})["due"].as_field_group()

        assert [part in html for part in ('value="20"', 'value="9"', 'value="2017"')] == [True] * 3
        assert 'for="id_due_0">Day</label>' in html


class TestWhatAnActionSays:
    class Form(PortalForm):
        version = forms.IntegerField()
        name = forms.CharField()
        kinds = forms.MultipleChoiceField(choices=[("a", "A"), ("b", "B")])

    def sent(self) -> PortalForm:
        return self.Form(QueryDict("version=1&name=Urgent+care&kinds=a&kinds=b"))

    def test_a_refusal_stands_at_its_field_and_what_has_no_field_above_all(self):
        form = self.sent()

        form.refuse(forms.ValidationError({"name": "Taken.", "slug": "Taken as well."}))
        form.refuse(forms.ValidationError("Too late."))

        assert form.errors["name"] == ["Taken."]
        assert form.non_field_errors() == ["Taken as well.", "Too late."]

    def test_after_a_conflict_everything_typed_stays_against_the_newer_version(self):
        form = self.sent()

        form.start_from(4)

        assert (form["version"].value(), form["name"].value()) == ("4", "Urgent care")
        assert form["kinds"].value() == ["a", "b"]
