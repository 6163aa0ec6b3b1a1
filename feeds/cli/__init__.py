"""The command line: one file a command, each importing what it needs when it runs, so that --help is quick.

`main` is the command `feedhouse`: it turns the error tree into words on stderr and into exit codes
(0 done, 1 finished with a failure, 2 wrong use or configuration, 75 try again).
"""

import gc
import sys

import typer

from feeds.cli import build, check, explain, extract, init
from feeds.errors import ConfigError, FeedhouseError, TemporaryError

EXIT_FAILED = 1
EXIT_USAGE = 2
EXIT_AGAIN = 75

MADE = 100_000
"""Objects that are made before Python looks for circles among them, of which we make hardly any: with its own measure,
700, a run spends a tenth of its time on that."""

app = typer.Typer(
    name="feedhouse",
    help="Turns a newsroom's articles and readers' comments into checked RSS, Atom and JSON feeds.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(init.init)
app.command()(build.build)
app.command()(extract.extract)
app.command()(check.check)
app.command()(explain.explain)


@app.callback(invoke_without_command=True)
def version(show: bool = typer.Option(False, "--version", help="Print the version and stop.")) -> None:
    """Turns a newsroom's articles and readers' comments into checked RSS, Atom and JSON feeds.

    Example: feedhouse init newsroom && feedhouse build --config newsroom/feedhouse.toml
    """
    if show:
        from importlib.metadata import version as installed  # noqa: PLC0415

        typer.echo(f"feedhouse {installed('feedhouse')}")
        raise typer.Exit


def main() -> None:
    """Run the command that was typed, and leave with its exit code."""
    gc.set_threshold(MADE)
    try:
        app()
    except ConfigError as error:
        _say(error.faults)
        sys.exit(EXIT_USAGE)
    except TemporaryError as error:
        _say([f"{error} (try again)"])
        sys.exit(EXIT_AGAIN)
    except FeedhouseError as error:
        _say([str(error)])
        sys.exit(EXIT_FAILED)
    except KeyboardInterrupt:
        sys.exit(130)


def _say(lines: list[str] | tuple[str, ...]) -> None:
    for line in lines:
        typer.echo(f"feedhouse: {line}", err=True)
