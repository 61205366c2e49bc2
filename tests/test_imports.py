"""The shape of the package: who may import whom, what is public, what loading it costs."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import supportops

ROOT = Path(supportops.__file__).parent
MODULES = {
    ".".join(path.relative_to(ROOT.parent).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(ROOT.rglob("*.py"))
}

# The core, and what works on its content, from the bottom up. A module imports from the layers
# below its own, and within its own package. What is not named here stands above all of them.
LAYERS: tuple[tuple[str, ...], ...] = (
    ("errors", "vocabulary", "lexicon", "values", "remembered"),
    ("machine",),
    ("models", "records", "phrases"),
    ("customer", "decision"),
    ("gold",),
    ("caselint",),
    ("casefile",),
    ("reply", "cases"),
    ("case",),
    ("guards", "scoring"),
    ("rewards",),
    ("workflow",),
    ("observation",),
    ("episode",),
    ("environment",),
    ("agents.baselines", "agents.scripted", "agents.scripts", "console", "tables"),
    ("agents.careful",),
    ("agents.panel",),
    ("evaluation",),
    ("proofs", "validation"),
    ("commands",),
)
LAYER_OF = {f"supportops.{name}": level for level, names in enumerate(LAYERS) for name in names}

DISTRIBUTION = "supportops.cases.distribution"

# Vendors, and the one place that may know them.
DOORS = {
    "transitions": "supportops.machine",
    "openai": "supportops.agents.llm",
    "litestar": "supportops.server",
    "uvicorn": "supportops.server",
    "hypothesis": "supportops.fuzzing",
    "openenv": "supportops.integrations.openenv_graders",
    "yaml": "supportops.doctor.manifest",
    "numpy": DISTRIBUTION,
    "scipy": DISTRIBUTION,
}
CORE_VENDORS = {"pydantic", "transitions"}
DEVELOPMENT = {"numpy", "scipy"}
"""They are not installed with the package: what knows them makes lists and never runs with it."""
HEAVY = {"hypothesis", "litestar", "openai", "openenv", "uvicorn", "websockets"} | DEVELOPMENT

MAX_LINES = 250
MAX_FAMILY_LINES = 480
"""A family of cases is one file: facts, policy and wording change together."""


def _layer(module: str) -> int:
    """The layer of the package or module that this one belongs to; above all if it has none."""
    return max(
        (level for name, level in LAYER_OF.items() if f"{module}.".startswith(f"{name}.")),
        default=len(LAYERS),
    )


def _package(module: str) -> str:
    return ".".join(module.split(".")[:2])


CORE = [module for module in MODULES if _layer(module) < len(LAYERS)]


def _imports(module: str) -> Iterator[str]:
    """Full names of what a module imports when it runs; imports for types alone do not count."""
    tree = ast.parse(MODULES[module].read_text(encoding="utf-8"))
    typing_only = {
        child
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for child in node.body
    }
    for node in ast.walk(tree):
        if node in typing_only:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"relative import in {module}"
            assert node.module
            yield from (_resolved(node.module, alias.name) for alias in node.names)


def _resolved(source: str, name: str) -> str:
    full = f"{source}.{name}"
    return full if full in MODULES else source


def _vendors(module: str) -> set[str]:
    roots = {name.partition(".")[0] for name in _imports(module)}
    return roots - {"supportops"} - set(sys.stdlib_module_names)


def test_every_layer_names_a_module_that_exists() -> None:
    assert set(LAYER_OF) <= set(MODULES)


@pytest.mark.parametrize("module", CORE)
def test_the_core_imports_downwards(module: str) -> None:
    for imported in _imports(module):
        if imported.startswith("supportops") and _package(imported) != _package(module):
            assert _layer(imported) < _layer(module), imported


@pytest.mark.parametrize("module", CORE)
def test_the_core_knows_pydantic_and_transitions_only(module: str) -> None:
    assert _vendors(module) - DEVELOPMENT <= CORE_VENDORS


@pytest.mark.parametrize("module", MODULES)
def test_a_vendor_is_known_behind_its_door_only(module: str) -> None:
    for vendor in _vendors(module) & set(DOORS):
        door = DOORS[vendor]
        assert door is not None, vendor
        assert f"{module}.".startswith(f"{door}."), vendor


def test_what_makes_the_lists_is_imported_by_nothing_that_runs() -> None:
    makers = {module for module in MODULES if _vendors(module) & DEVELOPMENT}
    importers = {module for module in MODULES if makers.intersection(_imports(module))}

    assert makers
    assert importers == {f"{DISTRIBUTION}.__main__"}


def _most_lines(module: str) -> int:
    return MAX_FAMILY_LINES if module.startswith("supportops.cases.archetypes.") else MAX_LINES


@pytest.mark.parametrize("module", MODULES)
def test_no_module_is_long(module: str) -> None:
    lines = MODULES[module].read_text(encoding="utf-8").splitlines()

    assert len(lines) <= _most_lines(module)


@pytest.mark.parametrize("module", MODULES)
def test_a_module_says_what_it_is(module: str) -> None:
    assert ast.get_docstring(ast.parse(MODULES[module].read_text(encoding="utf-8")))


def test_public_names_are_sorted_and_unique() -> None:
    # Constants, then classes, then the rest, as the linter sorts them.
    def place(name: str) -> tuple[bool, bool, str]:
        return not name.isupper(), not name[0].isupper(), name

    assert list(supportops.__all__) == sorted(set(supportops.__all__), key=place)


@pytest.mark.parametrize("name", supportops.__all__)
def test_a_public_name_can_be_imported(name: str) -> None:
    assert getattr(supportops, name) is not None


def test_a_name_that_is_not_public_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        supportops.nothing  # noqa: B018


@pytest.mark.parametrize(
    "statement",
    [
        "import supportops",
        "import supportops.agents.scripted, supportops.cases",
        "import supportops.environment, supportops.commands, supportops.validation.card",
    ],
)
def test_the_core_loads_nothing_heavy(statement: str) -> None:
    loaded = _loaded(statement)

    assert "supportops.environment" in loaded
    assert not HEAVY & loaded


@pytest.mark.parametrize("served", [False, True])
def test_a_server_loads_the_playground_only_where_it_is_served(*, served: bool) -> None:
    settings = f"Settings(enable_web_interface={served})"
    loaded = _loaded(
        "from supportops.server.app import create_app; "
        f"from supportops.server.settings import Settings; create_app({settings})"
    )

    assert ("supportops.server.web" in loaded) is served
    assert ("supportops.diagram" in loaded) is served


def _loaded(statement: str) -> set[str]:
    """Names of all modules that are loaded behind a statement."""
    names = subprocess.run(
        [sys.executable, "-c", f"{statement}; import sys; print(*sys.modules)"],
        cwd=ROOT.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    return {*names.stdout.split()}
