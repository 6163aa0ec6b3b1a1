"""The house holds together: entry points, documentation, file sizes, start-up, import contracts, nothing foreign."""

import ast
import json
import re
import shutil
import socket
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import metadata
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import get_args

import pytest
from pydantic import BaseModel
from typer.main import get_command

from feeds.cli import app
from feeds.config import Configuration, parse

ROOT = Path(__file__).resolve().parent.parent
CODE = sorted(path for room in ("feeds", "sources") for path in (ROOT / room).rglob("*.py"))
ADAPTERS = tuple(entry_points(group="feedhouse.sources"))
FORMATS = tuple(entry_points(group="feedhouse.formats"))
HEAVY = {"dask", "feedgen", "httpx2", "jinja2", "jsonschema", "langcodes", "lxml", "nh3", "sqlalchemy", "trafilatura"}


def name_of(value: object) -> str:
    return value.name if isinstance(value, EntryPoint) else str(value)


def program(name: str) -> str:
    """An installed command, beside the interpreter that runs the tests."""
    found = shutil.which(name, path=str(Path(sys.executable).parent))
    assert found, f"{name} is not installed beside {sys.executable}"
    return found


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


# Entry points


def test_the_installed_entry_points_are_those_of_the_project_file() -> None:
    written = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["entry-points"]
    for group, points in written.items():
        assert points.items() <= {point.name: point.value for point in entry_points(group=group)}.items()


@pytest.mark.parametrize("point", ADAPTERS, ids=name_of)
def test_an_adapter_is_what_its_protocol_says(point: EntryPoint) -> None:
    adapter = point.load()
    assert adapter.name == point.name
    for head in (b"", b"\x00\xff\xfe", b"no adapter's kind of thing", b"<", b"{"):
        assert 0 <= adapter.sniff(head, "file.bin") <= 1
    assert callable(adapter.read)


@pytest.mark.parametrize("point", FORMATS, ids=name_of)
def test_a_format_is_what_its_protocol_says(point: EntryPoint) -> None:
    format = point.load()()
    assert format.name == point.name
    assert re.fullmatch(r"application/[a-z+]+", format.media_type)
    assert callable(format.render)


# Documentation


def commands() -> dict[str, list[str]]:
    """Every command with its options, as `feedhouse COMMAND --help` knows them."""
    return {
        name: [option for parameter in command.params for option in parameter.opts if option.startswith("--")]
        for name, command in get_command(app).commands.items()
    }


def command_section(name: str) -> str:
    text = (ROOT / "docs/commands.md").read_text("utf-8")
    found = re.search(rf"^## feedhouse {re.escape(name)}\b.*?(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    assert found, f"docs/commands.md has no section '## feedhouse {name}'"
    return found[0]


def test_every_command_and_option_is_documented() -> None:
    for name, options in commands().items():
        section = command_section(name)
        assert [option for option in options if option not in {*re.findall(r"--[a-z-]+", section), "--help"}] == []


def test_no_documented_command_or_option_is_missing() -> None:
    known = commands()
    text = (ROOT / "docs/commands.md").read_text("utf-8")
    assert set(re.findall(r"^## feedhouse (\w+)", text, re.MULTILINE)) == set(known)
    for name, options in known.items():
        assert set(re.findall(r"^\| `(--[a-z-]+)", command_section(name), re.MULTILINE)) <= set(options)


def test_every_command_shows_an_example_in_its_help() -> None:
    for name in commands():
        assert f"feedhouse {name}" in run(program("feedhouse"), name, "--help").stdout.partition("Example")[2], name


def keys(model: type[BaseModel], prefix: str = "") -> Iterator[str]:
    """Every key of the configuration, as docs/configuration.md spells it: `site.title`."""
    for name, field in model.model_fields.items():
        inner = [part for part in parts(field.annotation) if isinstance(part, type) and issubclass(part, BaseModel)]
        if not inner:
            yield prefix + name
        for section in inner:
            yield from keys(section, f"{prefix}{name}.")


def parts(annotation: object) -> Iterator[object]:
    yield annotation
    for argument in get_args(annotation):
        yield from parts(argument)


def documented_keys() -> set[str]:
    text = (ROOT / "docs/configuration.md").read_text("utf-8")
    return set(re.findall(r"^\| `([a-z_]+\.[a-z_.]+)`", text, re.MULTILINE))


def test_every_configuration_key_is_documented_and_no_other() -> None:
    assert documented_keys() == set(keys(Configuration))


@pytest.mark.parametrize("point", ADAPTERS, ids=name_of)
def test_an_adapter_has_a_page_with_a_configuration_that_loads(point: EntryPoint) -> None:
    page = ROOT / f"docs/sources/{point.name}.md"
    examples = re.findall(r"^```toml\n(.*?)^```", page.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert examples, f"{relative(page)} shows no TOML example"
    for example in examples:
        configuration = parse(complete(example), page.name)
        assert point.name in {source.adapter for source in configuration.sources}


def complete(example: str) -> str:
    """An example of one source, with the section that every configuration needs before it."""
    site = '[site]\ntitle = "T"\nurl = "https://courier.example/"\ndescription = "D"\n\n'
    return example if "[site]" in example else site + example


def test_the_readme_s_configuration_loads() -> None:
    (example,) = re.findall(r"^```toml\n(.*?)^```", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert len(example.splitlines()) == 10
    assert parse(example, "README.md").sources


def test_every_link_between_the_documents_leads_somewhere() -> None:
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        for link in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", page.read_text("utf-8")):
            assert (page.parent / link).exists(), f"{relative(page)} links to {link}"


# Start-up and files


def test_help_starts_without_the_heavy_libraries() -> None:
    script = (
        "import sys\nfrom feeds.cli import main\nsys.argv = ['feedhouse', '--help']\n"
        "try:\n    main()\nexcept SystemExit as leaving:\n    assert not leaving.code\n"
        "import json\nprint(json.dumps(sorted(sys.modules)), file=sys.stderr)\n"
    )
    done = run(sys.executable, "-c", script)
    assert done.returncode == 0, done.stderr
    loaded = {module.partition(".")[0] for module in json.loads(done.stderr)}
    assert "typer" in loaded
    assert loaded & HEAVY == set()


@pytest.mark.parametrize("path", CODE, ids=relative)
def test_a_file_fits_in_the_head(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) < 300


def test_the_import_contracts_hold() -> None:
    done = run(program("lint-imports"), "--no-cache")
    assert done.returncode == 0, done.stdout + done.stderr


@cache
def tracked() -> tuple[Path, ...]:
    """The project's files: git's list where there is one, else what stands in the folder and is not made by a tool."""
    done = run("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    if done.returncode == 0 and done.stdout:
        return tuple(path for name in done.stdout.split("\0") if name and (path := ROOT / name).is_file())
    made = {".git", ".venv", ".build", "out", "__pycache__"}
    return tuple(
        path
        for path in ROOT.rglob("*")
        if path.is_file() and not any(part in made or part.endswith("_cache") for part in path.relative_to(ROOT).parts)
    )


# Spelled so that this file does not hold what it looks for.
REGISTRIES = re.compile(
    rb"(?:" + b"|".join([b"py" + b"pi", b"pythonho" + b"sted", b"npm" + b"js", b"deb" + b"ian"]) + rb")\.(?:org|com)"
)
MACHINE_PATHS = re.compile(
    rb"(?<![A-Za-z0-9_.])/(?:" + b"|".join([b"wo" + b"rk", b"fa" + b"rm", b"ro" + b"ot"]) + rb")/[a-z.]"
)


@pytest.mark.parametrize("pattern", [REGISTRIES, MACHINE_PATHS], ids=["registry hosts", "paths of a machine"])
def test_no_file_names_the_place_where_it_was_made(pattern: re.Pattern[bytes]) -> None:
    assert len(tracked()) > 50
    assert [relative(path) for path in tracked() if pattern.search(path.read_bytes())] == []


def test_every_library_that_is_imported_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = project["dependencies"] + project["optional-dependencies"]["postgresql"]
    declared = {distribution_of(requirement) for requirement in wanted}
    brought = {distribution_of(needed) for name in declared for needed in metadata.requires(name) or ()}
    for library, files in libraries().items():
        distributions = {distribution_of(name) for name in metadata.packages_distributions().get(library, [library])}
        assert distributions & (declared | brought), f"{library}, imported in {files}"


def libraries() -> dict[str, list[str]]:
    """The strangers' packages that the code imports, at the top of a file or later, and where."""
    found: dict[str, list[str]] = {}
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            for name in imported(node):
                if name not in {"feeds", "sources", *sys.stdlib_module_names}:
                    found.setdefault(name, []).append(relative(path))
    return found


def imported(node: ast.AST) -> set[str]:
    if isinstance(node, ast.Import):
        return {alias.name.partition(".")[0] for alias in node.names}
    return {str(node.module).partition(".")[0]} if isinstance(node, ast.ImportFrom) else set()


def distribution_of(requirement: str) -> str:
    """The normal form of a requirement's name: `python_dateutil>=2.9` is python-dateutil."""
    return re.sub(r"[-_.]+", "-", re.match(r"[\w.-]+", requirement)[0]).lower()


def test_no_lock_file_that_names_hosts() -> None:
    assert [path.name for path in tracked() if path.name in {"uv.lock", "pylock.toml"}] == []


@pytest.mark.parametrize("name", ["run.txt", "dev.txt"])
def test_every_requirement_is_pinned_with_a_hash_and_covers_the_project_file(name: str) -> None:
    text = (ROOT / "requirements" / name).read_text("utf-8")
    pinned = re.findall(r"^([a-z0-9.-]+)\S*==[^\\\n]+\\\n    --hash=sha256:[0-9a-f]{64}", text, re.MULTILINE)
    assert len(pinned) == len(re.findall(r"^[^ #\n]", text, re.MULTILINE))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wanted = project["project"]["dependencies"] + project["build-system"]["requires"]
    wanted += project["dependency-groups"]["dev"] if name == "dev.txt" else []
    assert {distribution_of(requirement) for requirement in wanted} <= set(pinned)


def test_the_network_is_refused_but_for_loopback() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname(), timeout=5).close()
    with socket.socket() as other, pytest.raises(RuntimeError, match="a test asked for"):
        other.connect(("192.0.2.1", 80))
    with pytest.raises(RuntimeError, match="a test asked for"):
        socket.getaddrinfo("courier.example", 443)
