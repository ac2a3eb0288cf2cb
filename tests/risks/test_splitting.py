"""Texts in one piece, read as cause, event and effect."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from risks.models import Risk
from risks.splitting import Parts, read


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "There is a risk of posts staying vacant. This is as a result of low pay. This would lead to longer waits.",
            Parts("low pay", "posts staying vacant", "longer waits"),
        ),
        (
            "There is a risk that posts stay vacant. This is due to low pay. This could result in longer waits.",
            Parts("low pay", "that posts stay vacant", "longer waits"),
        ),
        (
            "There is a risk that the council will not agree with the plan This is as a result of lack of trust.",
            Parts("lack of trust", "that the council will not agree with the plan", ""),
        ),
        (
            "There is a risk of not being able to build as a result of the shortage of capital. This could limit the "
            "options.",
            Parts("the shortage of capital", "not being able to build", "limit the options"),
        ),
        (
            "There is a risk that the plans fail as a result of few talks leading to concerns about them.",
            Parts("few talks", "that the plans fail", "concerns about them"),
        ),
        (
            "There is a risk that staff leave. They have other offers. The wards feel it already.",
            Parts("", "that staff leave. They have other offers. The wards feel it already", ""),
        ),
        (
            "There is a risk of delay. This is because of frost. It lasts. This would lead to costs. They are high.",
            Parts("frost. It lasts", "delay", "costs. They are high"),
        ),
        ("Winter pressures", Parts("", "Winter pressures", "")),
        ("This would lead to costs.", Parts("", "This would lead to costs", "")),
        ("", Parts()),
    ],
)
def test_a_text_is_read_by_its_joining_words(text, parts):
    assert read(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        "There is a risk of posts staying vacant. This is as a result of low pay. This would lead to longer waits.",
        "There is a risk that posts stay vacant. This is as a result of low pay.",
    ],
)
def test_the_usual_sentence_reads_as_before_once_it_is_split(text):
    assert Risk(**vars(read(text))).statement == text


SENTENCES = st.lists(
    st.sampled_from(
        [
            "There is a risk of frost.",
            "There is a risk that pipes burst",
            "This is due to cold.",
            "This is as a result of a late order",
            "This could lead to floods.",
            "This would mean closing.",
            "Nobody knows.",
            "It is late, leading to more.",
        ]
    ),
    max_size=6,
)
JOINING = set(
    re.findall(
        r"\w+",
        "there is was a the risk of this which it arises comes as result consequence because caused by due to from "
        "would could will may might can then also lead leads leading in mean cause risks results resulting",
    )
)


@given(SENTENCES)
def test_no_word_is_lost_but_those_that_join_the_parts(sentences):
    text = " ".join(sentences)
    parts = read(text)
    kept = re.findall(r"\w+", " ".join((parts.event, parts.cause, parts.effect)).lower())
    missing = set(re.findall(r"\w+", text.lower())) - set(kept)
    assert missing <= JOINING
    assert bool(parts.event) == bool(text)
