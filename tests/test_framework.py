import shutil

import pytest
from pydantic import ValidationError
from support import DATA, append, problems_of, rewrite

from italib import framework_files
from italib.files import read_csv
from italib.problems import InputError, Problem

YEARS = (2563, 2564, 2565)

SEVERAL_PARTS = {"i1": 2, "i3": 3, "i4": 3, "i5": 3, "i6": 3, "i8": 2, "i11": 2, "i12": 3, "i18": 3, "i26": 2, "i28": 3}
SEVERAL_PARTS |= {"i30": 4, "e1": 2, "e4": 3, "e6": 2}

NEGATIVE = "i4.1 i4.2 i4.3 i5.1 i5.2 i5.3 i6.1 i6.2 i6.3 i9.1 i10.1 i11.2 i16.1 i17.1 i18.1 i18.2 i18.3 i19.1 i22.1"
NEGATIVE += " i27.1 e3.1 e4.1 e4.2 e4.3"

RATINGS_2567 = """
[[ratings]]
label = "ผ่านดีเยี่ยม"
from = "95.00"
to = "100.00"
each_instrument_from = "95.00"

[[ratings]]
label = "ผ่านดี"
from = "85.00"
to = "100.00"
each_instrument_from = "85.00"

[[ratings]]
label = "ผ่าน"
from = "85.00"
to = "100.00"

[[ratings]]
label = "ต้องปรับปรุง"
from = "70.00"
to = "84.99"

[[ratings]]
label = "ต้องปรับปรุงโดยด่วน"
from = "0.00"
to = "69.99"
"""


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(DATA / "frameworks" / "2565", tmp_path / "2565")


@pytest.fixture
def by_instrument_rules(folder):
    settings = folder / "framework.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text[: text.index("[[ratings]]")] + RATINGS_2567, encoding="utf-8")
    return framework_files.load(folder)


@pytest.fixture(scope="module")
def by_year():
    return {year: framework_files.load(DATA / "frameworks" / str(year)) for year in YEARS}


# --- the rules that are shipped ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("year", YEARS)
def test_the_shipped_rules_of_every_year_are_valid(by_year, year):
    assert by_year[year].year == year


@pytest.mark.parametrize("year", YEARS)
def test_the_ten_indicators_are_five_three_and_two(by_year, year):
    rules = by_year[year]
    held = [rules.instrument_of[code] for code in rules.codes["indicator"]]
    assert held == ["IIT"] * 5 + ["EIT"] * 3 + ["OIT"] * 2


@pytest.mark.parametrize("year", YEARS)
def test_weights_are_30_30_40(by_year, year):
    assert {i.code: i.weight for i in by_year[year].instruments} == {"IIT": 30, "EIT": 30, "OIT": 40}


@pytest.mark.parametrize("year", [2564, 2565])
def test_a_year_with_known_items_has_30_15_and_43(by_year, year):
    rules = by_year[year]
    wanted = [f"i{n}" for n in range(1, 31)] + [f"e{n}" for n in range(1, 16)] + [f"o{n}" for n in range(1, 44)]
    assert list(rules.codes["item"]) == wanted


def test_the_items_of_2563_are_unknown(by_year):
    assert by_year[2563].codes["item"] == ()


def test_2565_has_the_parts_of_the_form(rules):
    assert {item.code: len(item.parts) for item in rules.items if len(item.parts) > 1} == SEVERAL_PARTS


def test_2565_has_113_parts_of_which_43_are_checked(rules):
    assert rules.parts.groupby("instrument").size().to_dict() == {"IIT": 51, "EIT": 19, "OIT": 43}


def test_2565_has_the_negative_parts_of_the_form(rules):
    assert [part.name for item in rules.items for part in item.parts if part.polarity == "negative"] == NEGATIVE.split()


def test_only_i27_changes_polarity_from_2564_to_2565(by_year):
    parts = by_year[2564].parts.merge(by_year[2565].parts, on=["item", "part"], suffixes=("_2564", "_2565"))
    changed = parts[parts["polarity_2564"] != parts["polarity_2565"]]
    columns = ["item", "polarity_2564", "polarity_2565"]
    assert len(parts) == 113
    assert changed[columns].to_numpy().tolist() == [["i27", "positive", "negative"]]


@pytest.mark.parametrize(
    ("code", "items"),
    [
        ("9.1", range(1, 10)),
        ("9.2", range(10, 18)),
        ("9.3", range(18, 25)),
        ("9.4", range(25, 29)),
        ("9.5", range(29, 34)),
        ("10.1", range(34, 42)),
        ("10.2", range(42, 44)),
    ],
)
def test_2565_has_the_sub_indicators_of_the_document(rules, code, items):
    assert [item.code for item in rules.items if item.parent == code] == [f"o{number}" for number in items]


def test_9_3_carries_its_right_name_and_keeps_the_printed_one(rules):
    node = rules.by_code["9.3"]
    assert (node.name_th, node.also_printed) == ("การบริหารเงินงบประมาณ", "การจัดซื้อจัดจ้าง")


@pytest.mark.parametrize("item", ["i4", "e4"])
def test_no_bribe_is_100_points(rules, item):
    assert rules.options[item, 1] == {"มี": 0, "ไม่มี": 100}


@pytest.mark.parametrize("item", ["i26", "e8", "e10", "e13"])
def test_a_measure_taken_is_100_points(rules, item):
    assert rules.options[item, 1] == {"ไม่มี": 0, "มี": 100}


def test_a_positive_question_earns_0_33_67_100(rules):
    assert rules.options["i7", 1] == {"น้อยที่สุดหรือไม่มีเลย": 0, "น้อย": 33, "มาก": 67, "มากที่สุด": 100}


def test_a_negative_question_earns_the_same_reversed(rules):
    assert rules.options["i9", 1] == {"มากที่สุด": 0, "มาก": 33, "น้อย": 67, "น้อยที่สุดหรือไม่มีเลย": 100}


TABLES = sorted(path.relative_to(DATA).as_posix() for path in DATA.glob("frameworks/*/*.csv"))


@pytest.mark.parametrize("table", TABLES)
def test_every_wording_of_the_rules_has_a_source(table):
    assert [row.number for row in read_csv(DATA / table, ["source"]) if not row["source"]] == []


@pytest.mark.parametrize("table", sorted(path.relative_to(DATA).as_posix() for path in DATA.glob("agencies/*/*/*.csv")))
def test_every_row_of_an_agency_table_has_a_source(table):
    assert [row.number for row in read_csv(DATA / table, ["source"]) if not row["source"]] == []


# --- what the models say ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("node", "field"),
    [
        (lambda rules: rules, "year"),
        (lambda rules: rules.instruments[0], "weight"),
        (lambda rules: rules.indicators[0], "parent"),
        (lambda rules: rules.items[0], "text_th"),
        (lambda rules: rules.items[0].parts[0], "polarity"),
        (lambda rules: rules.scales["four-level"][0], "points"),
        (lambda rules: rules.ratings[0], "label"),
        (lambda rules: rules.target, "score"),
    ],
)
def test_models_are_frozen(rules, node, field):
    held = node(rules)
    with pytest.raises(ValidationError, match="frozen"):
        setattr(held, field, getattr(held, field))


def test_ancestors_go_up_to_the_total(rules):
    assert rules.ancestors("o12") == ["9.2", "9", "OIT", "total"]


def test_an_indicator_of_sub_indicators_is_a_mean_of_means(rules):
    assert rules.effect["o12"] == pytest.approx(0.4 / 2 / 5 / 8)


def test_the_effects_of_all_items_are_the_whole_total(rules):
    assert sum(rules.effect[code] for code in rules.codes["item"]) == pytest.approx(1)


def test_the_full_wording_names_the_parts(rules):
    assert rules.by_code["i12"].full_th.endswith(" มากน้อยเพียงใด : สอบถาม, ทักท้วง, ร้องเรียน")


def test_the_name_of_a_code_is_its_wording_or_name(rules):
    assert (rules.name_of("o12"), rules.name_of("9.2"), rules.name_of("total")) == (
        "รายงานผลการดำเนินงานประจำปี",
        "การบริหารงาน",
        "",
    )


# --- ratings ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("total", "label"),
    [
        (100, "AA"),
        (95, "AA"),
        (94.995, "AA"),
        (94.994, "A"),
        (85, "A"),
        (84.995, "A"),
        (84.994, "B"),
        (75, "B"),
        (74.99, "C"),
        (65, "C"),
        (64.99, "D"),
        (55, "D"),
        (54.99, "E"),
        (50, "E"),
        (49.99, "F"),
        (0, "F"),
    ],
)
def test_the_letter_follows_from_the_total_as_shown(rules, total, label):
    assert rules.rating(total, {"IIT": 0, "EIT": 0, "OIT": 0}) == label


@pytest.mark.parametrize(
    ("total", "iit", "eit", "oit", "label"),
    [
        (96, 95, 95, 98, "ผ่านดีเยี่ยม"),
        (96, 94.995, 95, 98, "ผ่านดีเยี่ยม"),
        (96, 94.99, 96, 97, "ผ่านดี"),
        (94.99, 95, 95, 95, "ผ่านดี"),
        (85, 85, 85, 85, "ผ่านดี"),
        (84.995, 84.995, 84.995, 85, "ผ่านดี"),
        (94.64, 97, 84.99, 100, "ผ่าน"),
        (97, 97, 84.99, 100, "ผ่าน"),
        (85, 70, 80, 100, "ผ่าน"),
        (84.994, 99, 99, 60, "ต้องปรับปรุง"),
        (70, 70, 70, 70, "ต้องปรับปรุง"),
        (69.99, 99, 99, 10, "ต้องปรับปรุงโดยด่วน"),
        (0, 0, 0, 0, "ต้องปรับปรุงโดยด่วน"),
    ],
)
def test_a_rating_may_ask_something_of_each_instrument(by_instrument_rules, total, iit, eit, oit, label):
    assert by_instrument_rules.rating(total, {"IIT": iit, "EIT": eit, "OIT": oit}) == label


def test_a_missing_total_has_no_rating(rules):
    assert rules.rating(float("nan"), {"IIT": 90, "EIT": 90, "OIT": 90}) == ""


def test_a_missing_instrument_that_decides_leaves_no_rating(by_instrument_rules):
    assert by_instrument_rules.rating(96, {"IIT": 96, "EIT": float("nan"), "OIT": 96}) == ""


# --- what is wrong with a folder --------------------------------------------------------------------------------------


def test_weights_must_sum_to_100(folder):
    rewrite(folder / "framework.toml", "weight = 40", "weight = 30")
    wanted = Problem.of("weights", folder / "framework.toml", column="weight", total="90")
    assert problems_of(framework_files.load, folder) == [wanted]


def test_an_item_belongs_to_one_indicator(folder):
    append(folder / "items.csv", "i2,2,ข้อความ,,document")
    wanted = Problem.of("item_in_two", folder / "items.csv", row=90, column="code", found="i2", first=3)
    assert problems_of(framework_files.load, folder) == [wanted]


def test_an_indicator_is_listed_once(folder):
    append(folder / "indicators.csv", "10.2,9,มาตรการ,,document")
    wanted = Problem.of("duplicate", folder / "indicators.csv", row=19, column="code", found="10.2", first=18)
    assert problems_of(framework_files.load, folder) == [wanted]


def test_the_indicator_of_an_item_must_exist(folder):
    rewrite(folder / "items.csv", "\ni2,1,", "\ni2,11,")
    wanted = Problem.of("unknown_parent", folder / "items.csv", row=3, column="parent", found="11")
    assert problems_of(framework_files.load, folder) == [wanted]


def test_the_parent_of_an_indicator_must_exist(folder):
    rewrite(folder / "indicators.csv", "\n10.2,10,", "\n10.2,XIT,")
    wanted = Problem.of("unknown_parent", folder / "indicators.csv", row=18, column="parent", found="XIT")
    assert problems_of(framework_files.load, folder) == [wanted]


def test_an_item_is_not_held_by_an_instrument(folder):
    rewrite(folder / "items.csv", "\ni2,1,", "\ni2,IIT,")
    wanted = Problem.of("unknown_parent", folder / "items.csv", row=3, column="parent", found="IIT")
    assert problems_of(framework_files.load, folder) == [wanted]


@pytest.mark.parametrize(
    ("line", "column", "found"),
    [
        ("four-level,2,น้อย,,67,", "points", ""),
        ("four-level,2,น้อย,33,,", "points_negative", ""),
        ("four-level,2,น้อย,x,67,", "points", "x"),
        ("four-level,2,น้อย,101,67,", "points", "101"),
    ],
)
def test_every_answer_of_a_scale_has_points(folder, line, column, found):
    rewrite(folder / "scales.csv", "four-level,2,น้อย,33,67,", line)
    wanted = Problem.of("no_points", folder / "scales.csv", row=3, column=column, found=found)
    assert problems_of(framework_files.load, folder) == [wanted]


def test_a_scale_has_two_answers(folder):
    append(folder / "scales.csv", "lonely,1,ใช่,100,0,derived")
    assert problems_of(framework_files.load, folder) == [
        Problem.of("short_scale", folder / "scales.csv", row=10, found="lonely")
    ]


@pytest.mark.parametrize(
    ("old", "new", "key", "values"),
    [
        ('from = "85.00"', 'from = "85.50"', "bands_hole", {"low": "84.99", "high": "85.50"}),
        ('from = "85.00"', 'from = "85.01"', "bands_hole", {"low": "84.99", "high": "85.01"}),
        ('to = "94.99"', 'to = "95.10"', "bands_overlap", {"low": "95.00", "high": "95.10"}),
        ('to = "94.99"', 'to = "95.00"', "bands_overlap", {"low": "95.00", "high": "95.00"}),
        ('to = "100.00"', 'to = "99.00"', "bands_ends", {"low": "0.00", "high": "99.00"}),
        ('from = "0.00"', 'from = "1.00"', "bands_ends", {"low": "1.00", "high": "100.00"}),
    ],
)
def test_bands_share_out_all_scores(folder, old, new, key, values):
    rewrite(folder / "framework.toml", old, new)
    wanted = Problem.of(key, folder / "framework.toml", column="ratings", **values)
    assert problems_of(framework_files.load, folder) == [wanted]


def test_a_band_with_a_condition_goes_up_to_100(folder):
    """A higher total would have to be a better rating, and would be none."""
    condition = '[[ratings]]\nlabel = "A+"\nfrom = "85.00"\nto = "94.99"\neach_instrument_from = "85.00"\n\n[[ratings]]'
    rewrite(folder / "framework.toml", "[[ratings]]", condition)
    wanted = Problem.of("band_condition_end", folder / "framework.toml", column="ratings", found="A+")
    assert problems_of(framework_files.load, folder) == [wanted]


def test_a_band_does_not_stand_on_its_head(folder):
    rewrite(folder / "framework.toml", 'to = "100.00"', 'to = "90.00"')
    wanted = Problem.of("band_upside_down", folder / "framework.toml", column="ratings", found="AA")
    assert wanted in problems_of(framework_files.load, folder)


def test_a_band_may_be_a_single_score(folder):
    rewrite(folder / "framework.toml", 'from = "95.00"', 'from = "100.00"')
    rewrite(folder / "framework.toml", 'to = "94.99"', 'to = "99.99"')
    assert framework_files.load(folder).rating(99.995, {"IIT": 0, "EIT": 0, "OIT": 0}) == "AA"


def test_bands_with_a_condition_leave_no_hole_behind_them(by_instrument_rules, folder):
    rewrite(folder / "framework.toml", 'to = "84.99"', 'to = "84.00"')
    wanted = Problem.of("bands_hole", folder / "framework.toml", column="ratings", low="84.00", high="85.00")
    assert problems_of(framework_files.load, folder) == [wanted]


def test_a_part_belongs_to_a_known_item(folder):
    append(folder / "parts.csv", "i99,1,,positive,four-level,document")
    wanted = Problem.of("unknown_code", folder / "parts.csv", row=115, column="item", found="i99", year=2565)
    assert problems_of(framework_files.load, folder) == [wanted]


def test_every_item_has_a_part(folder):
    rewrite(folder / "parts.csv", "i2,1,,positive,four-level,document\n", "")
    wanted = Problem.of("no_parts", folder / "items.csv", row=3, column="code", found="i2")
    assert problems_of(framework_files.load, folder) == [wanted]


def test_parts_are_numbered_without_a_gap(folder):
    rewrite(folder / "parts.csv", "\ni1,2,", "\ni1,3,")
    wanted = Problem.of("part_numbers", folder / "parts.csv", row=2, column="part", found="i1", numbers="1, 3")
    assert problems_of(framework_files.load, folder) == [wanted]


def test_polarity_is_positive_or_negative(folder):
    rewrite(folder / "parts.csv", "i2,1,,positive", "i2,1,,plus")
    wanted = Problem.of("bad_polarity", folder / "parts.csv", row=4, column="polarity", found="plus")
    assert problems_of(framework_files.load, folder) == [wanted]


def test_the_scale_of_a_part_must_exist(folder):
    rewrite(folder / "parts.csv", "i2,1,,positive,four-level", "i2,1,,positive,five-level")
    known = "disclosure, four-level, yes-no"
    wanted = Problem.of("unknown_scale", folder / "parts.csv", row=4, column="scale", found="five-level", known=known)
    assert problems_of(framework_files.load, folder) == [wanted]


@pytest.mark.parametrize(
    ("table", "old", "new", "row"),
    [
        ("items.csv", "โครงสร้าง,,document", "โครงสร้าง,,", 47),
        ("indicators.csv", "การใช้อำนาจ,,document", "การใช้อำนาจ,,", 4),
        ("parts.csv", "i2,1,,positive,four-level,document", "i2,1,,positive,four-level,", 4),
    ],
)
def test_every_wording_must_name_its_source(folder, table, old, new, row):
    rewrite(folder / table, old, new)
    assert problems_of(framework_files.load, folder) == [
        Problem.of("no_source", folder / table, row=row, column="source")
    ]


def test_an_indicator_without_items_is_named(folder):
    append(folder / "indicators.csv", "11,OIT,ตัวชี้วัดใหม่,,document")
    wanted = Problem.of("no_children", folder / "indicators.csv", row=19, found="11", code="11")
    assert problems_of(framework_files.load, folder) == [wanted]


def test_a_missing_column_is_named(folder):
    rewrite(folder / "parts.csv", "polarity", "direction")
    wanted = Problem.of("no_columns", folder / "parts.csv", row=1, columns="polarity")
    assert problems_of(framework_files.load, folder) == [wanted]


def test_a_setting_of_the_wrong_kind_is_named(folder):
    rewrite(folder / "framework.toml", 'kind = "survey"', 'kind = "poll"')
    (problem,) = problems_of(framework_files.load, folder)
    assert (problem.file, problem.column, problem.found) == (
        (folder / "framework.toml").as_posix(),
        "instruments.1.kind",
        "poll",
    )


def test_an_unknown_setting_is_named(folder):
    rewrite(folder / "framework.toml", "decimals = 2", "decimals = 2\ndecimal = 2")
    assert [problem.column for problem in problems_of(framework_files.load, folder)] == ["decimal"]


def test_broken_toml_is_named(folder):
    rewrite(folder / "framework.toml", "year = 2565", "year = ")
    (problem,) = problems_of(framework_files.load, folder)
    assert problem.file == (folder / "framework.toml").as_posix()


def test_problems_of_several_files_are_reported_together(folder):
    rewrite(folder / "framework.toml", "weight = 40", "weight = 50")
    append(folder / "items.csv", "i2,2,ข้อความ,,document")
    rewrite(folder / "parts.csv", "i7,1,,positive", "i7,1,,plus")
    rewrite(folder / "scales.csv", "yes-no,2,มี,100,0", "yes-no,2,มี,,0")
    found = {(problem.file.rsplit("/")[-1], problem.row) for problem in problems_of(framework_files.load, folder)}
    assert found == {("framework.toml", None), ("items.csv", 90), ("parts.csv", 17), ("scales.csv", 7)}


def test_all_missing_files_are_reported_together(folder):
    (folder / "items.csv").unlink()
    (folder / "parts.csv").unlink()
    wanted = [Problem.of("no_file", folder / name) for name in ("items.csv", "parts.csv")]
    assert problems_of(framework_files.load, folder) == wanted


def test_a_column_of_notes_does_no_harm(folder, rules):
    items = folder / "items.csv"
    header, *lines = items.read_text(encoding="utf-8").splitlines()
    items.write_text("\n".join([f"{header},note", *(f"{line},ดูแล้ว" for line in lines)]), encoding="utf-8")
    assert framework_files.load(folder).items == rules.items


def test_an_indicator_holds_items_or_sub_indicators_but_not_both(folder):
    rewrite(folder / "items.csv", "\no1,9.1,", "\no1,9,")
    with pytest.raises(InputError):
        framework_files.load(folder)


def test_the_answers_of_a_scale_differ(folder):
    rewrite(folder / "scales.csv", "four-level,2,น้อย,", "four-level,2,มาก,")
    with pytest.raises(InputError):
        framework_files.load(folder)


def test_answers_are_listed_from_the_worst_whatever_the_order_of_rows(folder, rules):
    header, *lines = (folder / "scales.csv").read_text(encoding="utf-8").splitlines()
    (folder / "scales.csv").write_text("\n".join([header, *reversed(lines)]), encoding="utf-8")
    assert list(framework_files.load(folder).options["i9", 1].items()) == list(rules.options["i9", 1].items())


def test_the_hierarchy_has_one_row_a_code(rules):
    assert rules.tree["code"].is_unique
    assert len(rules.tree) == 3 + 10 + 7 + 88
    assert set(rules.tree["parent"]) <= {*rules.by_code, "total"}
