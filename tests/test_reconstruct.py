import random
import shutil
import zipfile
from collections import Counter

import pytest
from support import append, contents, problems_of, rewrite, scores_of, sheets

from italib import agency
from italib.files import read_csv
from italib.problems import Problem
from italib.reconstruct import deal, reconstruct
from italib.solve import item_sums
from italib.words import RECONSTRUCTED


def load(year_folder):
    return agency.load(year_folder.parents[2], "bansong", 2565)


def rebuild(year_folder):
    return reconstruct(load(year_folder), year_folder)


@pytest.fixture
def raw_folder(year_folder):
    return year_folder / "raw"


# --- what it makes ----------------------------------------------------------------------------------------------------


def test_made_again_the_files_are_the_committed_ones(year_folder, raw_folder):
    committed = contents(raw_folder)
    shutil.rmtree(raw_folder)
    written = rebuild(year_folder)
    assert contents(raw_folder) == committed
    assert {path.name for path in written} == set(committed)


def test_made_again_over_its_own_files_nothing_changes(year_folder, raw_folder):
    committed = contents(raw_folder)
    rebuild(year_folder)
    assert contents(raw_folder) == committed


def test_another_seed_gives_other_people_and_the_same_scores(year_folder, raw_folder, scores):
    committed = contents(raw_folder)
    rewrite(year_folder / "reconstruct.toml", "seed = 2565", "seed = 1")
    rebuild(year_folder)
    assert contents(raw_folder)["iit.csv"] != committed["iit.csv"]
    assert scores_of(load(year_folder))["score"].equals(scores["score"])


def test_a_change_to_one_recipe_leaves_the_other_exports_as_they_are(year_folder, raw_folder):
    committed = contents(raw_folder)
    rewrite(year_folder / "reconstruct.toml", "short_service = 2", "short_service = 3")
    rebuild(year_folder)
    changed = {name for name, content in contents(raw_folder).items() if content != committed[name]}
    assert changed == {"iit.csv", "README.md", "reconstructed.csv"}


def test_the_answers_dealt_give_every_item_its_sum(bansong, rules):
    figures = bansong.published[bansong.published["level"] != "rating"]
    sums = item_sums(dict(zip(figures["code"], figures["value"], strict=True)), rules, {"IIT": 33, "EIT": 30})
    people = deal(rules, "EIT", sums, 30, random.Random(7))
    found = Counter()
    for answers in people:
        for (item, part), answer in answers.items():
            found[item] += rules.options[item, part][answer]
    assert len(people) == 30
    assert found == {item: total for item, total in sums.items() if item.startswith("e")}


def test_the_readme_says_so_in_its_first_line(raw_folder):
    first = (raw_folder / "README.md").read_text(encoding="utf-8").splitlines()[0]
    assert "สร้างขึ้นใหม่ ไม่ใช่คำตอบของบุคคลจริง" in first
    assert "reconstructed, not real, people" in first


def test_the_form_export_says_so_in_its_header_and_in_every_row_of_a_person(raw_folder):
    (header, *rows), *_ = sheets(raw_folder / "iit.csv").values()
    assert header[-1] == RECONSTRUCTED
    assert {row[-1] for row in rows if any(row)} == {"จำลอง"}


def test_the_workbook_says_so_above_its_table(raw_folder):
    (sheet,) = sheets(raw_folder / "eit.xlsx").values()
    assert RECONSTRUCTED in sheet[0][0]


def test_the_workbook_says_so_in_its_properties(raw_folder):
    with zipfile.ZipFile(raw_folder / "eit.xlsx") as book:
        assert RECONSTRUCTED in book.read("docProps/core.xml").decode("utf-8")


def test_the_checklist_says_so_above_its_table(raw_folder):
    (sheet,) = sheets(raw_folder / "oit.csv").values()
    assert "จำลอง" in sheet[0][0]


def test_every_address_is_of_a_domain_that_reaches_nobody(raw_folder):
    (_, *rows), *_ = sheets(raw_folder / "iit.csv").values()
    assert {row[1].partition("@")[2] for row in rows if row[1]} == {"example.com"}


def test_the_list_names_every_file_but_itself(raw_folder):
    listed = {row["file"] for row in read_csv(raw_folder / "reconstructed.csv", ["file", "sha256"])}
    assert listed == set(contents(raw_folder)) - {"reconstructed.csv"}


def test_a_renamed_export_does_not_leave_the_old_one_behind(year_folder, raw_folder):
    rewrite(year_folder / "reconstruct.toml", 'file = "iit.csv"', 'file = "iit-form.csv"')
    rebuild(year_folder)
    assert "iit.csv" not in contents(raw_folder)


# --- what it refuses --------------------------------------------------------------------------------------------------


def refused(year_folder):
    """The problems, after a check that the folder is as it was."""
    before = contents(year_folder / "raw"), contents(year_folder)
    problems = problems_of(rebuild, year_folder)
    assert (contents(year_folder / "raw"), contents(year_folder)) == before
    return problems


@pytest.mark.parametrize("name", ["iit-2.csv", "notes.md", "notes.toml"])
def test_a_foreign_file_is_not_written_over(year_folder, raw_folder, name):
    shutil.copy(raw_folder / "iit.csv", raw_folder / name)
    assert refused(year_folder) == [Problem.of("not_ours", raw_folder / name)]


@pytest.mark.parametrize("name", ["iit.csv", "README.md"])
def test_an_edited_file_is_not_written_over(year_folder, raw_folder, name):
    append(raw_folder / name, "เพิ่มเติม")
    assert refused(year_folder) == [Problem.of("not_ours", raw_folder / name)]


def test_without_the_list_every_file_is_foreign(year_folder, raw_folder):
    (raw_folder / "reconstructed.csv").unlink()
    names = ["README.md", "eit.xlsx", "iit.csv", "oit.csv"]
    assert refused(year_folder) == [Problem.of("not_ours", raw_folder / name) for name in names]


def test_a_folder_among_the_exports_is_refused(year_folder, raw_folder):
    (raw_folder / "old").mkdir()
    assert refused(year_folder) == [Problem.of("not_ours", raw_folder / "old")]


def test_a_missing_recipe_is_refused(year_folder):
    (year_folder / "reconstruct.toml").unlink()
    assert refused(year_folder) == [Problem.of("no_recipe", year_folder / "reconstruct.toml")]


def test_an_unknown_setting_of_a_recipe_is_refused(year_folder):
    rewrite(year_folder / "reconstruct.toml", "letter_o_up_to", "letter_o")
    (problem,) = refused(year_folder)
    assert (problem.file.rsplit("/")[-1], problem.column) == ("reconstruct.toml", "letter_o")


@pytest.mark.parametrize("name", ["../iit.csv", "{}/iit.csv", "sub/iit.csv", "answers.csv"])
def test_a_recipe_writes_nowhere_but_into_an_export_of_its_instrument(year_folder, tmp_path, name):
    rewrite(year_folder / "reconstruct.toml", 'file = "iit.csv"', f'file = "{name.format(tmp_path)}"')
    (problem,) = refused(year_folder)
    assert problem.file.endswith("reconstruct.toml")


def test_a_survey_without_a_number_of_people_is_a_problem_of_the_recipe(year_folder):
    rewrite(year_folder / "reconstruct.toml", "respondents = 33\n", "")
    (problem,) = refused(year_folder)
    assert problem.file.endswith("reconstruct.toml")


def test_dirt_that_is_not_known_is_refused(year_folder):
    rewrite(year_folder / "reconstruct.toml", "short_service = 2", "coffee_stain = 2")
    wanted = Problem.of("bad_dirt", year_folder / "reconstruct.toml", column="IIT", why="coffee_stain")
    assert refused(year_folder) == [wanted]


def test_dirt_without_a_place_is_refused(year_folder):
    rewrite(year_folder / "reconstruct.toml", "[OIT.cells]\nthai_digits = 2", "[OIT.cells]\nsara_am = 1")
    wanted = Problem.of("bad_dirt", year_folder / "reconstruct.toml", column="OIT", why="sara_am")
    assert refused(year_folder) == [wanted]


def test_items_without_a_published_score_are_refused(year_folder):
    published = year_folder / "published.csv"
    rewrite(published, "item,i2,87.97", "item,i2x,87.97")
    text = published.read_text(encoding="utf-8")
    published.write_text("\n".join(line for line in text.splitlines() if ",i2x," not in line), encoding="utf-8")
    assert refused(year_folder) == [Problem.of("no_published_items", published, items="i2")]


def test_an_impossible_figure_is_refused_with_the_nearest(year_folder):
    published = year_folder / "published.csv"
    rewrite(published, "item,i7,84.94", "item,i7,84.95")
    at = {"column": "i7", "found": "84.95"}
    wanted = Problem.of("impossible", published, **at, n=33, printed="84.95", near="84.94, 84.97")
    assert refused(year_folder) == [wanted]


def test_figures_that_are_impossible_together_are_refused(year_folder):
    published = year_folder / "published.csv"
    rewrite(published, "indicator,5,91.82", "indicator,5,91.83")
    at = {"column": "5", "found": "91.83"}
    assert refused(year_folder) == [Problem.of("impossible_together", published, **at, printed="91.83", code="5")]


def test_a_figure_printed_with_fewer_decimals_is_no_contradiction(year_folder):
    rewrite(year_folder / "published.csv", "instrument,EIT,78.86", "instrument,EIT,78.9")
    assert len(rebuild(year_folder)) == 5
