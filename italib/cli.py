"""The command `italib`: words → calls. Exit status 0 done, 1 failed part-way, 2 the input or the call can't be used."""

import re
import sys
import tomllib
from pathlib import Path

import click

from italib.fork import cpus, lasting
from italib.messages import BATCH, CLI, HELP
from italib.stops import ending_like_ctrl_c, problem_of

DONE, FAILED_PART_WAY, UNUSABLE = 0, 1, 2
# What makes a terminal act, or turns the order of the letters after it.
ACTING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

data_dir = click.option("--data-dir", default="data", show_default=True, help=HELP["data_dir"])


class ThaiUsageError(click.UsageError):
    """A wrong call whose sentence is already Thai."""


class Year(click.ParamType):
    """A fiscal year of the Buddhist era, as a number."""

    name = "year"

    def convert(self, value, param, ctx) -> int:
        if isinstance(value, str) and not (value.isascii() and value.isdigit() and len(value) == 4):
            raise ThaiUsageError(CLI["year"].format(found=value))
        return int(value)


class Count(click.ParamType):
    """How many of something, at least one."""

    name = "count"

    def convert(self, value, param, ctx) -> int:
        if isinstance(value, str) and not (value.isascii() and value.isdigit() and int(value)):
            raise ThaiUsageError(CLI["count"].format(found=value))
        return int(value)


def _why(wrong: click.ClickException) -> str:
    """What is wrong with a call, in Thai: click's own sentences are English."""
    if isinstance(wrong, click.MissingParameter):
        return CLI["usage_missing"].format(name=wrong.param.make_metavar(wrong.ctx) if wrong.param else "")
    if isinstance(wrong, click.NoSuchOption):
        return CLI["usage_option"].format(name=wrong.option_name)
    if isinstance(wrong, click.BadOptionUsage):
        return CLI["usage_value"].format(name=wrong.option_name)
    if isinstance(wrong, ThaiUsageError):
        return str(wrong)
    # click names the words that it has no use for in brackets, in an English sentence.
    words = re.search(r"\((.+)\)", wrong.format_message())
    return CLI["usage_form"].format(words=words[1] if words else "")


class Thai(click.Group):
    """A group whose usage errors are told in Thai."""

    def resolve_command(self, ctx, args):
        if args and self.get_command(ctx, args[0]) is None:
            raise ThaiUsageError(CLI["usage_command"].format(name=args[0]))
        return super().resolve_command(ctx, args)

    def main(self, *args, **kwargs):
        try:
            with ending_like_ctrl_c():
                return super().main(*args, **{**kwargs, "standalone_mode": False})
        except click.exceptions.NoArgsIsHelpError as asked:
            click.echo(asked.ctx.get_help())
            sys.exit(UNUSABLE)
        except click.ClickException as wrong:
            _say(CLI["usage"].format(why=_why(wrong)) + "\n")
            sys.exit(UNUSABLE)
        except click.Abort:
            _say(CLI["interrupted"] + "\n")
            sys.exit(FAILED_PART_WAY)
        except OSError as wrong:
            # What is refused before anything is written comes as an InputError.
            problem = problem_of(wrong)
            if problem is None:
                raise
            _say(CLI["refused"].format(problem=problem) + "\n")
            sys.exit(FAILED_PART_WAY)


@click.group(cls=Thai, help=HELP["italib"], context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="italib", message="%(package)s %(version)s")
def main() -> None:
    pass


# Whatever a command needs is imported when it runs: help must not wait for pandas.


@main.command(help=HELP["run"])
@click.argument("agency")
@click.argument("year", type=Year())
@click.option("--only", multiple=True, metavar="NOTEBOOK", help=HELP["only"])
@click.option("--pdf/--no-pdf", default=True, show_default=True, help=HELP["pdf"])
@click.option("-p", "--parameter", "parameters", nargs=2, multiple=True, metavar="NAME VALUE", help=HELP["parameter"])
@data_dir
@click.option("--output-dir", default="outputs", show_default=True, help=HELP["output_dir"])
def run(
    agency: str,
    year: int,
    only: tuple[str, ...],
    pdf: bool,
    parameters: tuple[tuple[str, str], ...],
    data_dir: str,
    output_dir: str,
) -> None:
    with lasting():
        from italib.problems import InputError
        from italib.run import run as run_agency_year
        from italib.steps import NotebookFailed

    try:
        result = run_agency_year(
            agency,
            year,
            data_dir=data_dir,
            output_dir=output_dir,
            only=only,
            pdf=pdf,
            jobs=cpus(),
            parameters={name: _value(text) for name, text in parameters},
            say=_say,
        )
    except InputError as wrong:
        _stop(wrong)
    except NotebookFailed as failed:
        _stopped(failed)
    click.echo(CLI["done"].format(total=result.total, rating=result.rating))
    click.echo(CLI["draft"].format(reason=result.draft) if result.draft else result.reconciled)
    click.echo(CLI["open"].format(address=(result.folder / "index.html").resolve().as_uri()))


@main.command(help=HELP["batch"])
@click.argument("agencies", nargs=-1, metavar="[AGENCY[/YEAR]]...")
@click.option("--jobs", type=Count(), metavar="N", help=HELP["jobs"])
@click.option("--resume", is_flag=True, help=HELP["resume"])
@click.option("--dask", "address", default="", metavar="ADDRESS", help=HELP["dask"])
@click.option("--pdf/--no-pdf", default=True, show_default=True, help=HELP["pdf"])
@data_dir
@click.option("--output-dir", default="outputs", show_default=True, help=HELP["output_dir"])
def batch(agencies: tuple[str, ...], jobs: int | None, resume: bool, address: str, pdf: bool, **folders: str) -> None:
    with lasting():
        from italib.batch import batch as batch_of
        from italib.orders import orders_of
        from italib.outcomes import counts
        from italib.problems import InputError
        from italib.progress import shown

    if jobs and address not in ("", "local"):
        raise ThaiUsageError(BATCH["jobs_of_cluster"])
    try:
        orders = orders_of(agencies, resume=resume, pdf=pdf, **folders)
        with shown(len(orders), _say, bar=sys.stderr.isatty()) as tell:
            made = batch_of(orders, jobs=jobs or cpus(), address=address, tell=tell)
    except InputError as wrong:
        _stop(wrong)
    by_outcome = counts(made.outcomes)
    click.echo(BATCH["counts"].format(**by_outcome))
    click.echo(CLI["open"].format(address=made.page))
    sys.exit(FAILED_PART_WAY if by_outcome["failed"] else DONE)


@main.command(help=HELP["national"])
@click.argument("year", type=Year())
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--agency", default="", metavar="CODE", help=HELP["national_agency"])
@click.option("--split/--no-split", default=True, show_default=True, help=HELP["split"])
@data_dir
@click.option("--output-dir", default="outputs", show_default=True, help=HELP["output_dir"])
def national(year: int, file: Path, agency: str, split: bool, data_dir: str, output_dir: str) -> None:
    with lasting():
        from italib.national_run import run_national
        from italib.problems import InputError
        from italib.steps import NotebookFailed

    folders = {"data_dir": data_dir, "output_dir": output_dir}
    try:
        result = run_national(year, file, agency=agency, split=split, say=_say, **folders)
    except InputError as wrong:
        _stop(wrong)
    except NotebookFailed as failed:
        _stopped(failed)
    click.echo(CLI["national_done"].format(said=_plain(result.said)))
    if result.split:
        click.echo(CLI["national_split"].format(count=result.split))
    click.echo(CLI["open"].format(address=(result.folder / "index.html").resolve().as_uri()))


@main.command(help=HELP["check"])
@click.argument("agency")
@click.argument("year", type=Year())
@data_dir
def check(agency: str, year: int, data_dir: str) -> None:
    with lasting():
        from italib.check import check as check_agency_year
        from italib.check import plan
        from italib.problems import InputError

    try:
        checked = check_agency_year(agency, year, data_dir)
    except InputError as wrong:
        _stop(wrong)
    for line in plan(checked):
        click.echo(_plain(line))
    if checked.unfilled:
        click.echo(CLI["to_fill"].format(count=len(checked.unfilled)))
    for blank in checked.unfilled:
        click.echo(_plain(f"  {blank}"))
    click.echo(CLI["checked"].format(name=checked.year.inputs.about.name_th, year=year))


@main.command(help=HELP["reconstruct"])
@click.argument("agency")
@click.argument("year", type=Year())
@data_dir
def reconstruct(agency: str, year: int, data_dir: str) -> None:
    from italib.agency import load
    from italib.folders import base
    from italib.problems import InputError
    from italib.raw_folder import recover
    from italib.reconstruct import reconstruct as reconstruct_exports
    from italib.stops import before_anything_is_written

    data = base(data_dir) / data_dir
    folder = data / "agencies" / agency / str(year)
    try:
        with before_anything_is_written():
            recover(data, agency, year)
            inputs = load(data, agency, year)
        made = reconstruct_exports(inputs, folder)
    except InputError as wrong:
        _stop(wrong)
    click.echo(CLI["reconstructed"].format(count=len(made), folder=Path(made[0]).parent))


def _say(text: str) -> None:
    """Progress goes to the error stream at once, so that a log and a terminal show the same."""
    click.echo(_plain(text), nl=False, err=True)


def _plain(text: str) -> str:
    """The words of a file as a terminal may have them: what would make it act is spelt out."""
    return ACTING.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


def _value(text: str) -> object:
    """The value of a parameter, as TOML has it: 3, 2.5, true, or a text that needs no quotes."""
    try:
        read = tomllib.loads(f"value = {text}")
    except (ValueError, RecursionError):
        return text
    return read["value"] if len(read) == 1 else text


def _stopped(failed) -> None:
    """Say which notebook stopped and why, and end with the status of a run that failed part-way."""
    kept = CLI["kept"].format(kept=failed.kept) if failed.kept else CLI["not_kept"]
    _say(CLI["failed"].format(notebook=failed.notebook, why=failed.why, kept=kept) + "\n")
    sys.exit(FAILED_PART_WAY)


def _stop(wrong) -> None:
    """List every problem, and end with the status that says that nothing was written."""
    _say(CLI["problems"].format(count=len(wrong.problems)) + "\n")
    for problem in wrong.problems:
        _say(f"  {problem}\n")
    sys.exit(UNUSABLE)
