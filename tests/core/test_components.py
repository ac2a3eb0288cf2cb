import re

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.template.loader import get_template
from django.test import RequestFactory
from django.urls import reverse

AMBER = {"label": "Amber", "letter": "A", "shape": "triangle", "colour": "amber"}


def render(source: str, **context: object) -> str:
    return Template("{% load components %}" + source).render(Context(context))


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


class TestTags:
    def test_a_tag_in_a_colour(self):
        assert (
            render('{% tag "Draft" colour="grey" %}')
            == '<strong class="nhsuk-tag nhsuk-tag--grey">Draft</strong>'
        )

    def test_a_colour_that_does_not_exist_is_refused(self):
        with pytest.raises(ValueError, match="No tag is 'amber'"):
            render('{% tag "Draft" colour="amber" %}')

    def test_text_is_escaped(self):
        assert "<b>" not in render("{% tag text %}{% button text %}", text="<b>")


class TestCompare:
    def test_both_texts_stand_with_what_is_in_one_alone_marked(self):
        html = render('{% compare "Yours" "It is late." "Theirs" "It is <early>." %}')
        assert "<del>late.</del>" in html
        assert "<ins>&lt;early&gt;.</ins>" in html
        assert words(html).startswith("Yours It is late.")

    def test_an_empty_text_says_so(self):
        assert "(empty)" in render('{% compare "Yours" "" "Theirs" "Text" %}')


class TestButton:
    def test_a_button_submits(self):
        assert 'type="submit"' in render('{% button "Save" name="act" value="save" %}')

    def test_with_an_address_it_is_a_link(self):
        html = render('{% button "Cancel" href="/back/" kind="secondary" %}')

        assert html.startswith('<a class="nhsuk-button nhsuk-button--secondary" href="/back/"')

    def test_an_unknown_kind_is_refused(self):
        with pytest.raises(ValueError, match="primary, secondary or warning"):
            render('{% button "Save" kind="danger" %}')


class TestDataTable:
    HEAD = ["Risk", {"text": "Score", "numeric": True}]

    def table(self, rows: object, **options: object) -> str:
        given = " ".join(f"{name}={name}" for name in options)
        return render(
            '{% data_table caption="Risks" head=head rows=rows ' + given + " %}",
            head=self.HEAD,
            rows=rows,
            **options,
        )

    def test_every_header_cell_says_what_it_heads(self):
        html = self.table([["Staffing", 16]])

        assert html.count('scope="col"') == 2
        assert html.count('scope="row"') == 1
        assert words(html) == "Risks Risk Score Staffing 16"

    def test_cells_can_be_links_tags_and_ratings(self):
        html = self.table(
            [
                [{"text": "Staffing", "href": "/1/"}, {"rating": AMBER}],
                [{"text": "Open", "tag": "blue"}, {"rating": None}],
            ]
        )

        assert '<a href="/1/">Staffing</a>' in html
        assert "rating--triangle" in html
        assert "nhsuk-tag--blue" in html
        assert "Not recorded" in html

    def test_markup_in_a_cell_is_escaped(self):
        html = self.table([["<script>", {"text": "<b>", "href": '/"><script>'}]])

        assert "<script>" not in html
        assert "<b>" not in html

    def test_zero_is_a_figure(self):
        assert words(self.table([["Staffing", 0]])).endswith("Staffing 0")

    def test_an_empty_table_says_so(self):
        html = self.table([], empty="No risks match.")

        assert 'colspan="2"' in html
        assert "No risks match." in html

    def test_a_row_of_the_wrong_length_is_refused(self):
        with pytest.raises(ValueError, match="Row 2 of the table 'Risks' has 1 cells, the head 2"):
            self.table([["Staffing", 16], ["Money"]])

    def test_a_wide_table_scrolls_in_a_region_the_keyboard_reaches(self):
        assert 'role="region" aria-label="Risks" tabindex="0"' in self.table([])

    def test_stacked_cells_carry_their_heading(self):
        html = self.table([["Staffing", 16]], responsive=True)

        assert 'role="region"' not in html
        assert words(html) == "Risks Risk Score Risk Staffing Score 16"


class TestTable:
    def test_the_pages_own_rows_stand_under_the_caption(self):
        html = render(
            '{% table caption="Status" kind="status-grid" caption_hidden=True %}'
            "<tbody><tr><td>{{ word }}</td></tr></tbody>{% endtable %}",
            word="<i>",
        )

        assert 'class="nhsuk-table status-grid"' in html
        assert '<caption class="nhsuk-u-visually-hidden">Status</caption>' in html
        assert "<td>&lt;i&gt;</td>" in html


class TestChart:
    def test_a_chart_always_has_its_table(self):
        html = render(
            '{% chart id="bands" title="Risks by band" figure=figure head=head rows=rows %}',
            figure={"data": [{"type": "bar", "x": ["</script><b>"], "y": [3]}]},
            head=["Band", "Risks"],
            rows=[["Low", 3]],
        )

        assert "<caption" in html
        assert "Low 3" in words(html)
        assert '<script id="bands" type="application/json">' in html
        assert "</script><b>" not in html

    def test_a_folded_table_is_still_there(self):
        html = render(
            '{% chart id="bands" title="Bands" figure=figure head=head rows=rows fold=True %}',
            figure={},
            head=["Band"],
            rows=[["Low"]],
        )

        assert "<details" in html
        assert "Low" in html


class TestPagination:
    def page(self, number: int, of: int, query: str = "") -> str:
        request = RequestFactory().get("/risks/" + query)
        return render(
            "{% pagination page %}", page=Paginator(range(of * 10), 10).page(number), request=request
        )

    def test_the_rest_of_the_address_is_kept(self):
        html = self.page(2, 5, "?band=red&page=2")

        assert 'href="?band=red&amp;page=3"' in html
        assert 'aria-label="Page 2" aria-current="page"' in html

    def test_the_ends_have_one_way_to_go(self):
        assert "Previous" not in self.page(1, 3)
        assert "Next" not in self.page(3, 3)

    def test_many_pages_are_shortened(self):
        assert words(self.page(10, 50)) == "Previous page 1 ⋯ 9 10 11 ⋯ 50 Next page"

    def test_one_page_needs_no_links(self):
        assert self.page(1, 1).strip() == ""


class TestListsAndBoxes:
    def test_a_change_link_says_what_it_changes(self):
        html = render(
            "{% summary_list rows %}",
            rows=[
                {"key": "SRO", "value": "A. N. Example", "href": "/x/", "about": "the SRO"},
                {"key": "Period", "value": "<i>"},
            ],
        )

        assert words(html) == "SRO A. N. Example Change the SRO Period &lt;i&gt;"

    def test_a_task_without_an_address_is_no_link(self):
        html = render(
            "{% task_list items %}", items=[{"label": "Sign-off", "status": "Waiting", "colour": "grey"}]
        )

        assert "<a" not in html
        assert "nhsuk-tag--grey" in html

    @pytest.mark.parametrize(
        "source",
        [
            "{% details title %}{{ text }}{% enddetails %}",
            "{% inset_text %}{{ text }}{% endinset_text %}",
            "{% warning_callout title level=3 %}{{ text }}{% endwarning_callout %}",
            '{% card heading=title href="/x/" figure=0 %}{{ text }}{% endcard %}',
        ],
    )
    def test_a_box_holds_what_the_page_puts_in(self, source):
        html = render(source, title="<b>", text="<b>words</b>")

        assert "&lt;b&gt;words" in html
        assert "<b>" not in html

    def test_a_figure_of_nought_is_shown(self):
        assert '<p class="card-figure" aria-hidden="true">0</p>' in render(
            '{% card heading="asks" figure=0 %}{% endcard %}'
        )


class TestProgress:
    def test_without_a_script_there_is_a_link_to_refresh(self):
        html = render(
            '{% progress "/run/" %}<p>Queued</p>{% endprogress %}',
            request=RequestFactory().get("/papers/1/?x=1"),
        )

        assert 'data-progress-url="/run/"' in html
        assert 'aria-live="polite"' in html
        assert '<a href="/papers/1/?x=1">Refresh' in html


class TestGallery:
    @pytest.mark.django_db
    @pytest.mark.parametrize("query", ["", "?errors=1", "?page=25"])
    def test_anyone_may_look_and_nothing_is_asked_of_the_database(
        self, client, django_assert_num_queries, query
    ):
        with django_assert_num_queries(0):
            response = client.get(reverse("core:components") + query)

        assert response.status_code == 200

    @pytest.mark.django_db
    def test_nothing_in_it_breaks_the_content_security_policy(self, client):
        page = client.get(reverse("core:components") + "?errors=1").content.decode()

        inline_scripts = [
            tag
            for tag in re.findall(r"<script[^>]*>", page)
            if "src=" not in tag and "application/json" not in tag
        ]
        assert inline_scripts == []
        assert not re.search(r"<[^>]+\s(style|on\w+)=", page)
        assert "<style" not in page

    @pytest.mark.django_db
    def test_no_id_is_used_twice(self, client):
        page = client.get(reverse("core:components") + "?errors=1").content.decode()
        ids = re.findall(r'\sid="([^"]+)"', page)

        assert sorted(set(ids)) == sorted(ids)


class TestBase:
    def test_made_up_data_is_marked(self):
        banner = "Made-up data:"

        def page(made_up: bool) -> str:
            return get_template("base.html").render({"footprint": {"name": "X", "is_made_up": made_up}})

        assert banner in page(True)
        assert banner not in page(False)

    def test_messages_appear_by_level(self):
        messages = [{"level_tag": "success"}, {"level_tag": "info"}, {"level_tag": "error"}]

        html = render('{% include "components/messages.html" %}', messages=messages)

        assert "nhsuk-notification-banner--success" in html
        assert html.count('role="alert"') == 2
        assert "There is a problem" in html
