import pytest
from hypothesis import given
from hypothesis import strategies as st

from italib import thai

SENTENCE = "ท่านรู้เกี่ยวกับแผนการใช้จ่ายงบประมาณประจำปี ของหน่วยงานของท่าน มากน้อยเพียงใด"
PIECES = ["มาก", "ที่สุด", "คำ", "น้อย", "เกี่ยว", "๑๒", "34", " ", "\u200b", "\u00a0", "\u0e4d\u0e32", "เเ", "<b>", "o"]


@pytest.mark.parametrize(
    ("found", "whole", "rules"),
    [
        ("<p>มาก</p>", "มาก", ("html_tag",)),
        ("มาก\u200bที่สุด", "มากที่สุด", ("zero_width",)),
        ("\ufeffมาก", "มาก", ("zero_width",)),
        ("มาก\u00a0", "มาก", ("no_break_space",)),
        ("ก\u0e4d\u0e32หนด", "กำหนด", ("sara_am",)),
        ("น\u0e4d\u0e49\u0e32", "น้ำ", ("sara_am",)),
        ("คะเเนน", "คะแนน", ("double_e",)),
        ("ท\u0e48\u0e35สุด", "ที่สุด", ("mark_order",)),
        ("ข้อ ๑๒", "ข้อ 12", ("thai_digits",)),
        ("  มาก  น้อย ", "มาก น้อย", ("spaces",)),
        ("มาก\nน้อย", "มาก น้อย", ("spaces",)),
    ],
)
def test_each_kind_of_damage_is_repaired_and_named(found, whole, rules):
    assert thai.tidy(found) == (whole, rules)


@pytest.mark.parametrize("text", ["", "มากที่สุด", "น้อยที่สุดหรือไม่มีเลย", "น้ำ", "5 < 6", "Q&A", "ต่าง ๆ", SENTENCE])
def test_whole_text_is_left_alone(text):
    assert thai.tidy(text) == (text, ())


def test_every_wording_of_the_rules_is_whole(rules):
    wordings = [item.text_th for item in rules.items] + [part.text_th for item in rules.items for part in item.parts]
    assert [text for text in wordings if thai.tidy(text) != (text, ())] == []


def test_several_kinds_of_damage_are_all_named():
    assert thai.tidy("ก\u0e4d\u0e32\u200bหนด ๑๒ ") == ("กำหนด 12", ("zero_width", "sara_am", "thai_digits", "spaces"))


@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
def test_text_made_whole_needs_no_second_repair(text):
    whole = thai.tidy(text)[0]
    assert thai.tidy(whole) == (whole, ())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("มาก น้อยเพียงใด", "มากน้อยเพียงใด"),
        ("อื่น ๆ", "อื่นๆ"),
        ("Email Address", "email  address"),
        ("ก\u0e4d\u0e32หนด", "กำหนด"),
        ("น้อยที่สุด/ไม่มีเลย", "น้อยที่สุด (ไม่มีเลย)"),
        ("ข้อ ๑๒", "ข้อ 12"),
    ],
)
def test_two_spellings_of_the_same_words_have_one_key(one, other):
    assert thai.key(one) == thai.key(other)


@pytest.mark.parametrize(("one", "other"), [("มี", "ไม่มี"), ("มาก", "มากที่สุด"), ("ข้อ 1", "ข้อ 2"), ("ขา", "ข้า")])
def test_different_words_have_different_keys(one, other):
    assert thai.key(one) != thai.key(other)


def test_wrapped_text_loses_no_letter_where_it_fits():
    assert "".join(thai.wrap(SENTENCE, 30, lines=4).split()) == "".join(SENTENCE.split())


def test_wrapped_text_has_no_more_lines_than_allowed():
    wrapped = thai.wrap(SENTENCE, 20, lines=2)
    assert wrapped.count("\n") == 1
    assert wrapped.endswith("…")


def test_marks_above_and_below_take_no_width():
    assert thai.wrap("ที่นี่", 4) == "ที่นี่"


def test_a_short_text_is_not_wrapped():
    assert thai.wrap("การใช้อำนาจ", 20) == "การใช้อำนาจ"
