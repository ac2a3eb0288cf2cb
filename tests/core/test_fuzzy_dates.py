from datetime import date, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from stp_portal.core.date_words import LONGEST_READABLE
from stp_portal.core.fuzzy_dates import FuzzyDate, Precision

DATED = [
    # DAY: day first, whatever the marks between
    ("20/09/2017", Precision.DAY, "2017-09-20", "2017-09-20"),
    ("09/06/15", Precision.DAY, "2015-06-09", "2015-06-09"),
    ("25.08.17", Precision.DAY, "2017-08-25", "2017-08-25"),
    ("1-5-2015", Precision.DAY, "2015-05-01", "2015-05-01"),
    ("1 May 2015", Precision.DAY, "2015-05-01", "2015-05-01"),
    ("31st March 2018", Precision.DAY, "2018-03-31", "2018-03-31"),
    ("20th of September 2017", Precision.DAY, "2017-09-20", "2017-09-20"),
    ("Wednesday, 20 Sept. 2017", Precision.DAY, "2017-09-20", "2017-09-20"),
    ("September 20th, 2017", Precision.DAY, "2017-09-20", "2017-09-20"),
    ("by midday 29th September 17", Precision.DAY, "2017-09-29", "2017-09-29"),
    ("2017-09-20", Precision.DAY, "2017-09-20", "2017-09-20"),
    ("2017-09-20 00:00:00", Precision.DAY, "2017-09-20", "2017-09-20"),  # a date cell of a workbook, as text
    ("2017-09-20T14:05:00Z", Precision.DAY, "2017-09-20", "2017-09-20"),
    ("29/02/2016", Precision.DAY, "2016-02-29", "2016-02-29"),
    ("1/1/99", Precision.DAY, "1999-01-01", "1999-01-01"),
    # a week is the days of that week
    ("w/c 28th March 2016", Precision.DAY, "2016-03-28", "2016-04-03"),
    ("week commencing 28 March 2016", Precision.DAY, "2016-03-28", "2016-04-03"),
    ("w/e 3 November 2017", Precision.DAY, "2017-10-28", "2017-11-03"),
    ("1 May 2015 - 22 May 2015", Precision.DAY, "2015-05-01", "2015-05-22"),
    ("22 May 2015 – 26 June 2015", Precision.DAY, "2015-05-22", "2015-06-26"),
    # MONTH
    ("December 17", Precision.MONTH, "2017-12-01", "2017-12-31"),
    ("December 2017", Precision.MONTH, "2017-12-01", "2017-12-31"),
    ("Feb 2016", Precision.MONTH, "2016-02-01", "2016-02-29"),
    ("Dec-17", Precision.MONTH, "2017-12-01", "2017-12-31"),
    ("Sept ’17", Precision.MONTH, "2017-09-01", "2017-09-30"),
    ("mid-October 2017", Precision.MONTH, "2017-10-01", "2017-10-31"),
    ("by the end of October 2017", Precision.MONTH, "2017-10-01", "2017-10-31"),
    ("03/17", Precision.MONTH, "2017-03-01", "2017-03-31"),  # no 17th month: only March 2017 is left
    ("09/2017", Precision.MONTH, "2017-09-01", "2017-09-30"),
    ("2017-09", Precision.MONTH, "2017-09-01", "2017-09-30"),
    ("September to December 2017", Precision.MONTH, "2017-09-01", "2017-12-31"),
    ("November to January 2018", Precision.MONTH, "2017-11-01", "2018-01-31"),
    ("December 2017 to January", Precision.MONTH, "2017-12-01", "2018-01-31"),
    # QUARTER: of the financial year, Q1 = April to June
    ("Q1 17/18", Precision.QUARTER, "2017-04-01", "2017-06-30"),
    ("Q3 17/18", Precision.QUARTER, "2017-10-01", "2017-12-31"),
    ("Q4 17/18", Precision.QUARTER, "2018-01-01", "2018-03-31"),
    ("by the end of Q3 17/18", Precision.QUARTER, "2017-10-01", "2017-12-31"),
    ("Quarter 2 of 2018/19", Precision.QUARTER, "2018-07-01", "2018-09-30"),
    ("1819-Q1", Precision.QUARTER, "2018-04-01", "2018-06-30"),
    ("22/23-Q4", Precision.QUARTER, "2023-01-01", "2023-03-31"),
    # SEASON: whole months
    ("Spring 2018", Precision.SEASON, "2018-03-01", "2018-05-31"),
    ("Summer 2017", Precision.SEASON, "2017-06-01", "2017-08-31"),
    ("autumn 17", Precision.SEASON, "2017-09-01", "2017-11-30"),
    ("Winter 2017/18", Precision.SEASON, "2017-12-01", "2018-02-28"),
    # HALF
    ("H1 2018/19", Precision.HALF, "2018-04-01", "2018-09-30"),
    ("H2 2018/19", Precision.HALF, "2018-10-01", "2019-03-31"),
    ("second half of 2018/19", Precision.HALF, "2018-10-01", "2019-03-31"),
    # FINANCIAL YEAR: April to March
    ("17/18", Precision.FINANCIAL_YEAR, "2017-04-01", "2018-03-31"),
    ("2017/18", Precision.FINANCIAL_YEAR, "2017-04-01", "2018-03-31"),
    ("2017-18", Precision.FINANCIAL_YEAR, "2017-04-01", "2018-03-31"),
    ("2017–18", Precision.FINANCIAL_YEAR, "2017-04-01", "2018-03-31"),
    ("2017/2018", Precision.FINANCIAL_YEAR, "2017-04-01", "2018-03-31"),
    ("FY18", Precision.FINANCIAL_YEAR, "2017-04-01", "2018-03-31"),
    ("FY2018", Precision.FINANCIAL_YEAR, "2017-04-01", "2018-03-31"),
    ("FY 17/18", Precision.FINANCIAL_YEAR, "2017-04-01", "2018-03-31"),
    ("FY1718", Precision.FINANCIAL_YEAR, "2017-04-01", "2018-03-31"),
    ("99/00", Precision.FINANCIAL_YEAR, "1999-04-01", "2000-03-31"),
    ("By end of 2018/19", Precision.FINANCIAL_YEAR, "2018-04-01", "2019-03-31"),
    ("2017/18 to 2018/19", Precision.FINANCIAL_YEAR, "2017-04-01", "2019-03-31"),
    ("Q3 17/18 to 2018/19", Precision.FINANCIAL_YEAR, "2017-10-01", "2019-03-31"),
]

UNDATED = [
    ("January 2018 onwards", Precision.OPEN_ENDED, "2018-01-01"),
    ("from January 2018", Precision.OPEN_ENDED, "2018-01-01"),
    ("From 1 April 2018 onwards", Precision.OPEN_ENDED, "2018-04-01"),
    ("On-going", Precision.ONGOING, None),
    ("Ongoing.", Precision.ONGOING, None),
    ("ON GOING", Precision.ONGOING, None),
    ("ASAP", Precision.CONDITIONAL, None),
    ("as soon as possible", Precision.CONDITIONAL, None),
    ("In post by March 2018", Precision.CONDITIONAL, None),
    ("In post by March", Precision.CONDITIONAL, None),
    ("Subject to the Governing Body's decision", Precision.CONDITIONAL, None),
]

UNKNOWN = [
    "",
    "   ",
    "TBC",
    "To be confirmed",
    "n/a",
    "2017",  # a calendar year is no precision that papers use: the financial year may be meant
    "Q3",
    "Q3 2017",  # of which financial year?
    "2021-Q1",  # of 2020/21, or of 2021?
    "Q5 17/18",
    "H3 17/18",
    "17/19",
    "2018/17",
    "summer 2017/18",
    "13th of September",
    "28th March",
    "w/c 28th March",
    "w/c March 2016",
    "December",
    "25/9",
    "01/06",  # 1 June of some year, or January 2006
    "01.07",
    "12/13",  # December 2013, or the financial year
    "2011-12",  # December 2011, or the financial year
    "31/02/2017",
    "29/02/2017",
    "09/31/2017",
    "00/00/00",
    "32 May 2017",
    "2017-13-01",
    "December 2017 to March 2017",
    "26 June 2015 - 22 May 2015",
    "the team onwards",
    "from scratch",
    "Paper presented by Jackie",
    "٢٠/٠٩/٢٠١٧",  # digits, but not ours
    "1 May 2015 " * 30,
]


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize(("words", "precision", "first", "last"), DATED)
def test_parse_reads_dated_words(words, precision, first, last):
    assert FuzzyDate.parse(words) == FuzzyDate(words, precision, day(first), day(last))


@pytest.mark.parametrize(("words", "precision", "first"), UNDATED)
def test_parse_reads_words_that_have_no_last_day(words, precision, first):
    assert FuzzyDate.parse(words) == FuzzyDate(words, precision, day(first), None)


@pytest.mark.parametrize("words", UNKNOWN)
def test_parse_keeps_the_words_of_what_it_cannot_read(words):
    assert FuzzyDate.parse(words) == FuzzyDate(words, Precision.UNKNOWN)


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("13th of September", "2017-09-13", "2017-09-13"),
        ("25/9", "2017-09-25", "2017-09-25"),
        ("w/c 28th March", "2017-03-28", "2017-04-03"),
        ("by the end of December", "2017-12-01", "2017-12-31"),
        ("Summer", "2017-06-01", "2017-08-31"),
        ("November to January", "2017-11-01", "2018-01-31"),
    ],
)
def test_parse_assumes_a_year_only_when_told(words, first, last):
    told = FuzzyDate.parse(words, assume_year=2017)
    assert (told.first, told.last) == (day(first), day(last))
    assert FuzzyDate.parse(words).precision == Precision.UNKNOWN


@pytest.mark.parametrize("words", ["01/06", "29th February", "TBC", "2017", "31/6"])
def test_parse_does_not_guess_even_with_a_year(words):
    assert FuzzyDate.parse(words, assume_year=2017).precision == Precision.UNKNOWN


def test_parse_prefers_the_year_that_is_written():
    assert FuzzyDate.parse("September to December 2017", assume_year=2015).first == date(2017, 9, 1)
    assert FuzzyDate.parse("13 September 2017", assume_year=2015).last == date(2017, 9, 13)


def test_is_overdue_the_day_after_the_last_day():
    quarter = FuzzyDate.parse("Q3 17/18")
    assert not quarter.is_overdue(date(2017, 12, 31))
    assert quarter.is_overdue(date(2018, 1, 1))


@pytest.mark.parametrize("words", [words for words, *_ in UNDATED] + ["TBC", "01/06", ""])
def test_is_overdue_never_for_what_has_no_last_day(words):
    """DOMAIN A8 rule 13: these need a review date instead."""
    assert not FuzzyDate.parse(words).is_overdue(date(2099, 1, 1))


def test_sort_key_orders_by_last_day_and_puts_undated_last():
    words = ["TBC", "2017/18", "Summer 2017", "ASAP", "January 2018 onwards", "20/09/2017", "Q3 17/18"]
    ordered = sorted((FuzzyDate.parse(text) for text in words), key=lambda fuzzy: fuzzy.sort_key)
    assert [str(fuzzy) for fuzzy in ordered] == [
        "Summer 2017",
        "20/09/2017",
        "Q3 17/18",
        "2017/18",
        "January 2018 onwards",
        "ASAP",
        "TBC",
    ]


def test_of_a_day_is_readable_again():
    fuzzy = FuzzyDate.of(datetime(2017, 9, 5, 14, 30))
    assert fuzzy == FuzzyDate.parse("5 September 2017")
    assert type(fuzzy.last) is date


def test_blank_is_false():
    assert not FuzzyDate.parse("")
    assert not FuzzyDate.parse(" ")
    assert FuzzyDate.parse("TBC")


@pytest.mark.parametrize(
    ("precision", "first", "last"),
    [
        (Precision.DAY, None, None),
        (Precision.MONTH, date(2017, 9, 1), None),
        (Precision.MONTH, date(2017, 9, 30), date(2017, 9, 1)),
        (Precision.ONGOING, None, date(2017, 9, 1)),
        (Precision.CONDITIONAL, date(2017, 9, 1), date(2017, 9, 1)),
    ],
)
def test_a_fuzzy_date_that_contradicts_itself_is_refused(precision, first, last):
    with pytest.raises(ValueError, match=f"precision {precision}"):
        FuzzyDate("words", precision, first, last)


@pytest.mark.parametrize(
    "text",
    ["20/09/2017", "2017-09-20|2017-09-20|day", "2017-09-20|2017-09-20|century|x", "2017|2017|day|x", "|||"],
)
def test_from_column_refuses_text_of_another_form(text):
    with pytest.raises(ValueError, match="not a stored fuzzy date"):
        FuzzyDate.from_column(text)


PIECES = [
    "w/c", "by", "end", "of", "-", "to", "from", "onwards", "1st", "31", "29", "2", "17", "18", "2017", "0", "FY", "Q3",
    "H1", "/", ".", "17/18", "May", "Feb", "Winter",
]  # fmt: skip
ANY_WORDS = st.one_of(
    st.text(max_size=LONGEST_READABLE + 10),
    st.sampled_from([words for words, *_ in DATED + UNDATED] + UNKNOWN),
    # pieces that dates are made of, in any order
    st.lists(
        st.sampled_from(PIECES),
        max_size=8,
    ).map(" ".join),
)


@given(words=ANY_WORDS, year=st.none() | st.integers())
@example(words="w/e 1 January", year=1)
@example(words="Winter", year=9999)
def test_parse_never_raises_and_keeps_the_words(words, year):
    fuzzy = FuzzyDate.parse(words, assume_year=year)
    assert str(fuzzy) == words
    assert fuzzy.precision.is_dated == (fuzzy.last is not None)


@given(words=ANY_WORDS)
@example(words="a|b|c|d")
def test_column_text_gives_back_the_same_fuzzy_date(words):
    fuzzy = FuzzyDate.parse(words)
    assert FuzzyDate.from_column(fuzzy.to_column()) == fuzzy


@given(st.dates(min_value=date(1969, 1, 1), max_value=date(2068, 12, 31)))
def test_every_day_is_read_in_all_the_ways_it_is_written(day):
    for pattern in ("%d/%m/%Y", "%d.%m.%y", "%Y-%m-%d", "%d %B %Y", "%d %b %y"):
        fuzzy = FuzzyDate.parse(f"{day:{pattern}}")
        assert (fuzzy.precision, fuzzy.first, fuzzy.last) == (Precision.DAY, day, day), pattern


@given(st.dates(min_value=date(1969, 1, 1), max_value=date(2068, 12, 31)), st.lists(ANY_WORDS, max_size=3))
def test_order_of_column_text_is_order_of_the_last_day(day, others):
    one = FuzzyDate.of(day)
    for other in map(FuzzyDate.parse, others):
        if other.last is None or other.last > day:
            assert one.sort_key < other.sort_key
        elif other.last < day:
            assert one.sort_key > other.sort_key
