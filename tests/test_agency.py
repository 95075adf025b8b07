import hashlib

import pytest
from support import append, problems_of, rewrite

from italib import agency
from italib.folders import LONGEST_NAME, years_of
from italib.messages import PROBLEMS
from italib.problems import Problem

LEVELS = "item, sub_indicator, indicator, instrument, total, rating"


@pytest.fixture
def published(year_folder):
    return year_folder / "published.csv"


def load(data_dir):
    return agency.load(data_dir, "bansong", 2565)


# --- what is read -----------------------------------------------------------------------------------------------------


def test_published_figures_keep_their_printed_text(bansong):
    figures = bansong.published.set_index(["level", "code"])["value"]
    assert [figures["instrument", "IIT"], figures["sub_indicator", "9.2"], figures["item", "o12"]] == [
        "93.1",
        "87.5",
        "0",
    ]


def test_all_110_published_figures_of_2565_are_read(bansong):
    assert bansong.published["level"].value_counts().to_dict() == {
        "item": 88,
        "sub_indicator": 7,
        "indicator": 10,
        "instrument": 3,
        "total": 1,
        "rating": 1,
    }


def test_the_rating_has_no_score(bansong):
    assert bansong.published.loc[bansong.published["score"].isna(), "level"].tolist() == ["rating"]


def test_exports_are_listed_by_instrument_without_notes_and_settings(bansong):
    assert [path.name for path in bansong.raw] == ["iit.csv", "eit.xlsx", "oit.csv"]


def test_reconstructed_exports_are_known_as_such(bansong):
    assert bansong.reconstructed


def test_exports_without_the_list_of_reconstruction_are_real(data_dir, year_folder):
    (year_folder / "raw" / "reconstructed.csv").unlink()
    assert not load(data_dir).reconstructed


def test_guidance_stands_in_the_order_of_items(data_dir, year_folder, bansong):
    header, *lines = (year_folder / "guidance.csv").read_text(encoding="utf-8").splitlines()
    (year_folder / "guidance.csv").write_text("\n".join([header, *reversed(lines)]), encoding="utf-8")
    assert load(data_dir).guidance.equals(bansong.guidance)


def test_every_file_that_a_year_rests_on_has_its_hash(data_dir, year_folder):
    hashes = agency.input_hashes(data_dir, "bansong", [2565])
    files = {path.relative_to(data_dir).as_posix() for path in data_dir.rglob("*") if path.is_file()}
    iit = hashlib.sha256((year_folder / "raw" / "iit.csv").read_bytes()).hexdigest()
    assert set(hashes) == files
    assert hashes["agencies/bansong/2565/raw/iit.csv"] == iit


def test_an_edit_changes_the_hash_of_its_file_alone(data_dir, published):
    before = agency.input_hashes(data_dir, "bansong", [2565])
    rewrite(published, "93.1", "93.10")
    after = agency.input_hashes(data_dir, "bansong", [2565])
    assert {file for file in after if after[file] != before[file]} == {"agencies/bansong/2565/published.csv"}


def test_a_year_rests_on_no_other_year(data_dir):
    assert set(agency.input_hashes(data_dir, "bansong", [2564])) == {
        "forms.toml",
        "document.toml",
        "national.csv",
        "agencies/bansong/agency.toml",
    }


def test_an_agency_may_do_without_exports_and_tables(data_dir, year_folder):
    for path in sorted(year_folder.rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    inputs = load(data_dir)
    assert (inputs.raw, len(inputs.published), len(inputs.guidance)) == ((), 0, 0)


def test_the_population_of_a_year_is_read_where_it_is_known(data_dir):
    append(data_dir / "agencies" / "bansong" / "agency.toml", "[population.2565]\nIIT = 120")
    assert load(data_dir).population == {"IIT": 120}


def test_an_unknown_population_is_empty(bansong):
    assert bansong.population == {}


def test_years_are_listed_in_order(data_dir):
    for year in ("2563", "2570", "notes"):
        (data_dir / "agencies" / "bansong" / year).mkdir()
    assert years_of(data_dir, "bansong") == [2563, 2565, 2570]


@pytest.mark.parametrize("encoding", ["cp874", "utf-8-sig"])
@pytest.mark.parametrize("table", ["published.csv", "guidance.csv"])
def test_the_encoding_of_a_table_makes_no_difference(data_dir, year_folder, bansong, table, encoding):
    path = year_folder / table
    path.write_bytes(path.read_text(encoding="utf-8").encode(encoding))
    inputs = load(data_dir)
    assert inputs.published.equals(bansong.published)
    assert inputs.guidance.equals(bansong.guidance)


def test_blank_rows_are_skipped_and_row_numbers_stay_those_of_the_file(data_dir, published):
    rewrite(published, "\nitem,i2,", "\n,,,\nitem,i2,")
    rewrite(published, "item,i3,92.31", "item,i3,x")
    assert [problem.row for problem in problems_of(load, data_dir)] == [5]


# --- who and when -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["../bansong", "", "a/b", "A", "..", ".", "bansong/", "/etc", "bansong\n", "บ้านส้อง", None]
)
def test_a_name_that_could_lead_elsewhere_is_refused(data_dir, name):
    wanted = Problem.of("bad_agency_name", data_dir / "agencies", found=name, most=LONGEST_NAME)
    assert problems_of(agency.load, data_dir, name, 2565) == [wanted]


@pytest.mark.parametrize("year", ["2565", 2565.0, None, True])
def test_a_year_is_a_whole_number(data_dir, year):
    wanted = Problem.of("bad_year", data_dir / "agencies" / "bansong", found=year, example=2565)
    assert problems_of(agency.load, data_dir, "bansong", year) == [wanted]


def test_an_unknown_agency_is_told_the_known_ones(data_dir):
    wanted = Problem.of("no_folder", data_dir / "agencies" / "elsewhere", known="bansong")
    assert problems_of(agency.load, data_dir, "elsewhere", 2565) == [wanted]


def test_a_year_without_a_folder_is_told_the_known_ones(data_dir):
    wanted = Problem.of("no_folder", data_dir / "agencies" / "bansong" / "2570", known="2565")
    assert problems_of(agency.load, data_dir, "bansong", 2570) == [wanted]


def test_a_year_without_rules_is_told_the_known_ones(data_dir):
    (data_dir / "agencies" / "bansong" / "2570").mkdir()
    wanted = Problem.of("no_folder", data_dir / "frameworks" / "2570", known="2565")
    assert problems_of(agency.load, data_dir, "bansong", 2570) == [wanted]


# --- what is wrong with a table ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("item,i99,90.00,x", ("unknown_code", "code", "i99", {"year": 2565})),
        ("item,,90.00,x", ("unknown_code", "code", "", {"year": 2565})),
        ("indicator,9.1,90.00,x", ("wrong_level", "level", "indicator", {"level": "sub_indicator"})),
        ("rating,IIT,A,x", ("wrong_level", "level", "rating", {"level": "instrument"})),
        ("item,i1,92.97,x", ("duplicate", "code", "i1", {"first": 2})),
        ("rating,total,A,x", ("duplicate", "code", "total", {"first": 111})),
        ("score,i1,92.97,x", ("unknown_level", "level", "score", {"levels": LEVELS})),
    ],
)
def test_a_row_that_names_no_figure_is_refused(data_dir, published, line, problem):
    append(published, line)
    key, column, found, values = problem
    wanted = Problem.of(key, published, row=112, column=column, found=found, **values)
    assert problems_of(load, data_dir) == [wanted]


@pytest.mark.parametrize("value", ["", "x", "-1", "100.01", "1e2", "84.94%", "–"])
def test_a_published_score_is_a_number_up_to_100(data_dir, published, value):
    rewrite(published, "item,i7,84.94", f"item,i7,{value}")
    wanted = Problem.of("bad_score", published, row=8, column="value", found=value)
    assert problems_of(load, data_dir) == [wanted]


def test_a_published_rating_is_one_of_the_rules(data_dir, published):
    rewrite(published, "rating,total,A", "rating,total,A+")
    wanted = Problem.of("bad_rating", published, row=111, column="value", found="A+", known="AA, A, B, C, D, E, F")
    assert problems_of(load, data_dir) == [wanted]


def test_guidance_is_for_one_known_item(data_dir, year_folder):
    guidance = year_folder / "guidance.csv"
    append(guidance, "i99,ก,ข,ค\ni1,ก,ข,ค\nIIT,ก,ข,ค")
    wanted = [
        Problem.of("unknown_code", guidance, row=35, column="code", found="i99", year=2565),
        Problem.of("duplicate", guidance, row=36, column="code", found="i1", first=2),
        Problem.of("unknown_code", guidance, row=37, column="code", found="IIT", year=2565),
    ]
    assert problems_of(load, data_dir) == wanted


def test_a_table_without_a_needed_column_is_refused(data_dir, published):
    rewrite(published, "level,code,value", "level,code,score")
    assert problems_of(load, data_dir) == [Problem.of("no_columns", published, row=1, columns="value")]


def test_a_table_that_cannot_be_decoded_is_refused(data_dir, published):
    published.write_bytes(b"level,code,value\n\xe0\xb8\x81\xe0")
    assert problems_of(load, data_dir) == [Problem.of("broken_text", published, row=2, encoding="utf-8", place=21)]


def test_a_table_that_excel_saved_as_unicode_text_is_read(data_dir, published):
    before = load(data_dir).published
    text = published.read_text(encoding="utf-8-sig").replace(",", "\t")
    published.write_bytes(text.encode("utf-16"))
    assert load(data_dir).published.equals(before)


def test_an_export_names_its_instrument(data_dir, year_folder):
    (year_folder / "raw" / "answers.csv").write_text("i1,i2\n", encoding="utf-8")
    wanted = Problem.of("unknown_instrument", year_folder / "raw" / "answers.csv", known="iit, eit, oit")
    assert problems_of(load, data_dir) == [wanted]


def test_an_export_of_another_kind_is_refused(data_dir, year_folder):
    (year_folder / "raw" / "iit.pdf").write_bytes(b"%PDF")
    assert problems_of(load, data_dir) == [Problem.of("unsupported_form", year_folder / "raw" / "iit.pdf")]


def test_the_agency_has_a_name(data_dir):
    rewrite(data_dir / "agencies" / "bansong" / "agency.toml", "name_th", "name")
    assert sorted(problem.column for problem in problems_of(load, data_dir)) == ["name", "name_th"]


def test_problems_of_all_files_are_reported_together(data_dir, year_folder, published):
    append(published, "item,i99,90.00,x\nitem,i2,87.97,x")
    append(year_folder / "guidance.csv", "i99,ก,ข,ค")
    (year_folder / "raw" / "answers.csv").write_text("i1,i2\n", encoding="utf-8")
    (data_dir / "forms.toml").unlink()
    found = [(problem.file.rsplit("/")[-1], problem.row) for problem in problems_of(load, data_dir)]
    assert sorted(found, key=str) == [
        ("answers.csv", None),
        ("forms.toml", None),
        ("guidance.csv", 35),
        ("published.csv", 112),
        ("published.csv", 113),
    ]


def test_the_error_is_readable_and_holds_every_problem(data_dir, published):
    append(published, "item,i99,90.00,x\nitem,i98,90.00,x")
    with pytest.raises(agency.InputError) as refused:
        load(data_dir)
    lines = str(refused.value).splitlines()
    assert [line.partition(":")[0] for line in lines] == [
        f"{published} แถว 112 คอลัมน์ code พบ “i99”",
        f"{published} แถว 113 คอลัมน์ code พบ “i98”",
    ]


WRONG_SETTINGS = [
    ("header_row = 3", "header_row", "bad_setting"),
    ('[files."eit.csv"]', "files.eit.csv", "settings_of_no_file"),
    ('[files."iit.csv"]\nencoding = "klingon"', "files.iit.csv", "unknown_encoding"),
    ('[files."iit.csv"]\nencoding = "hex"', "files.iit.csv", "unknown_encoding"),
    ('[files."iit.csv"]\nheader_row = 0', "files.iit.csv.header_row", "bad_setting"),
    ('[files."iit.csv"]\nanswers = "guess"', "files.iit.csv.answers", "bad_setting"),
    ('[files."iit.csv".columns]\nb2 = "i2"', "files.iit.csv.columns.b2", "no_letter_of_column"),
    ('[files."iit.csv".columns]\nB = "i1"', "files.iit.csv.columns.B", "unknown_meaning"),
    ('[files."iit.csv".columns]\nB = "i1.9"', "files.iit.csv.columns.B", "unknown_meaning"),
    (
        '[files."iit.csv".eligible]\ncolumn = "7"\nanswers = ["ใช่"]',
        "files.iit.csv.eligible.column",
        "no_letter_of_column",
    ),
    ('[files."iit.csv".eligible]\ncolumn = "C"\nanswers = []', "files.iit.csv.eligible.answers", "bad_setting"),
]


@pytest.mark.parametrize(("text", "column", "key"), WRONG_SETTINGS)
def test_a_setting_of_exports_that_fits_nothing_is_named(data_dir, text, column, key):
    path = data_dir / "agencies" / "bansong" / "2565" / "raw" / "export.toml"
    path.write_text(text, encoding="utf-8")
    (problem,) = problems_of(agency.load, data_dir, "bansong", 2565)
    assert (problem.file, problem.column) == (path.as_posix(), column)
    assert problem.message.startswith(PROBLEMS[key].partition("{")[0])


def test_settings_of_exports_are_known_by_the_name_of_the_file(data_dir):
    path = data_dir / "agencies" / "bansong" / "2565" / "raw" / "export.toml"
    path.write_text('[files."iit.csv"]\nencoding = "utf-8"\nheader_row = 1', encoding="utf-8")
    said = agency.load(data_dir, "bansong", 2565).export_settings
    assert {name: (one.encoding, one.header_row) for name, one in said.items()} == {"iit.csv": ("utf-8", 1)}
