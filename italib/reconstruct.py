"""Response-level exports that give the published item scores exactly, with a listed recipe of dirt.

Nothing here is an answer of a real person, and every file that it makes says so.
"""

import random
import re
from pathlib import Path

from pydantic import ValidationError

from italib import dirt, exports
from italib.agency import RECONSTRUCTION_LIST, Inputs
from italib.dealing import counts, split_among_parts
from italib.exports import Recipe
from italib.files import read_toml
from italib.framework import Framework
from italib.framework_files import setting_problems
from italib.problems import InputError, Problem, stop_if
from italib.raw_folder import listing_of, not_ours, put
from italib.solve import Impossible, item_sums, points_of
from italib.stops import before_anything_is_written

RECIPE = "reconstruct.toml"
README = "README.md"
# What no name of a file holds on some system; the first two lead to other folders.
NO_NAME = re.compile(r'[/\\:*?"<>|\x00-\x1f]')


def reconstruct(inputs: Inputs, folder: Path) -> list[Path]:
    """Write the exports of one agency-year into `folder/raw`; the files written.

    Raises InputError where a published figure is impossible, an item has none, or `raw` holds a file that this did not
    make.
    """
    raw = folder / "raw"
    with before_anything_is_written():
        seed, recipes = read_recipe(folder / RECIPE, inputs.framework)
        stop_if(not_ours(raw))
    sums = _sums(inputs, recipes, folder / "published.csv")
    made, listing = {}, []
    for instrument, recipe in recipes.items():
        # One stream of chance an instrument, so that a change to one export leaves the others as they are.
        chance = random.Random(f"{seed} {instrument}")
        if recipe.form == "checklist":
            sheet = exports.checklist(inputs, instrument, recipe)
        else:
            answers = deal(inputs.framework, instrument, sums, recipe.respondents, chance)
            sheet = exports.survey(inputs, instrument, answers, recipe, chance)
        try:
            dirt.deal(sheet, recipe, inputs.forms, chance)
        except dirt.NoPlace as wrong:
            raise InputError([Problem.of("bad_dirt", folder / RECIPE, column=instrument, why=wrong)]) from wrong
        exports.stamp(sheet, recipe, inputs.forms, chance)
        made[recipe.file] = exports.content(sheet, recipe)
        listing += [(recipe.file, *dealt) for dealt in sheet.dealt()]
    made[README] = exports.readme(inputs, recipes, listing)
    made[RECONSTRUCTION_LIST] = listing_of(made)
    put(folder, made)
    return [raw / name for name in made]


def read_recipe(path: Path, framework: Framework) -> tuple[int, dict[str, Recipe]]:
    """The seed and the recipe of each instrument. Raises InputError where the file is missing or wrong."""
    if not path.is_file():
        raise InputError([Problem.of("no_recipe", path)])
    settings = read_toml(path)
    try:
        recipes = {
            code: Recipe.model_validate(settings[code]) for code in framework.codes["instrument"] if code in settings
        }
    except ValidationError as wrong:
        raise InputError(setting_problems(path, wrong)) from wrong
    stop_if(_recipe_problems(path, recipes, framework))
    return settings.get("seed", 0), recipes


def _recipe_problems(path: Path, recipes: dict[str, Recipe], framework: Framework) -> list[Problem]:
    """A recipe writes a file of its own instrument into `raw`, and a survey needs people."""
    problems = []
    for code, recipe in recipes.items():
        prefix, suffix = code.lower(), ".xlsx" if recipe.form == "spreadsheet" else ".csv"
        named = recipe.file.startswith(prefix) and recipe.file.endswith(suffix) and not NO_NAME.search(recipe.file)
        if not named:
            wanted = {"instrument": code, "prefix": prefix, "suffix": suffix}
            problems.append(Problem.of("bad_export_name", path, column=code, found=recipe.file, **wanted))
        if framework.by_code[code].kind == "survey" and not recipe.respondents:
            problems.append(Problem.of("no_respondents", path, column=code))
    return problems


def deal(
    framework: Framework, instrument: str, sums: dict[str, int], n: int, chance: random.Random
) -> list[dict[tuple[str, int], str]]:
    """The answers of `n` people, each by (item, part), that give every item its sum of points.

    A person has one disposition and answers every part near it, so that answers hang together as a person's do.
    """
    disposition = [chance.random() for _ in range(n)]
    people: list[dict[tuple[str, int], str]] = [{} for _ in range(n)]
    for item in framework.items:
        if framework.instrument_of[item.code] != instrument:
            continue
        scales = points_of(item, framework)
        for part, scale, total in zip(item.parts, scales, split_among_parts(sums[item.code], scales, n), strict=True):
            wording = {int(value): answer for answer, value in framework.options[item.code, part.part].items()}
            points = [p for p, count in zip(scale, counts(total, scale, n), strict=True) for _ in range(count)]
            mood = [0.7 * own + 0.3 * chance.random() for own in disposition]
            for person, value in zip(sorted(range(n), key=mood.__getitem__), points, strict=True):
                people[person][item.code, part.part] = wording[value]
    return people


def _sums(inputs: Inputs, recipes: dict[str, Recipe], path: Path) -> dict[str, int]:
    """The sum of points of every survey item. Raises InputError where no answers can give a published figure."""
    framework = inputs.framework
    figures = inputs.published[inputs.published["level"] != "rating"]
    published = dict(zip(figures["code"], figures["value"], strict=True))
    missing = [code for code in framework.codes["item"] if code not in published]
    if missing:
        raise InputError([Problem.of("no_published_items", path, items=", ".join(missing))])
    fractions = {points for options in framework.options.values() for points in options.values() if points % 1}
    stop_if(Problem.of("fractional_points", path, found=f"{points:g}") for points in sorted(fractions))
    people = {code: recipe.respondents for code, recipe in recipes.items() if recipe.respondents}
    try:
        return item_sums(published, framework, people)
    except Impossible as wrong:
        at = {"column": wrong.code, "found": wrong.printed, "printed": wrong.printed}
        if wrong.near:
            problem = Problem.of("impossible", path, **at, n=wrong.n, near=", ".join(wrong.near))
        else:
            problem = Problem.of("impossible_together", path, **at, code=wrong.code)
        raise InputError([problem]) from wrong
