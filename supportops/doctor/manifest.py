"""What an environment declares about itself: the part of `openenv.yaml` that the checks read.

The one place that knows YAML. A manifest that is wrong in what the checks need is a
`ManifestError` with every fault; whatever else it holds is for others to judge.
"""

from pathlib import Path, PurePosixPath
from typing import Annotated, Literal, Self

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from supportops.errors import SupportOpsError

NAME = "openenv.yaml"
OTHER_FORMATS = ("task.toml",)
"""Files that make a directory a package of another kind; beside the manifest it is ambiguous."""

SIZE_LIMIT = 1_048_576
"""Largest file that is read of a package, in bytes."""


class ManifestError(SupportOpsError, ValueError):
    """The directory is no package, or what its manifest declares cannot be read."""


class PackageFileError(SupportOpsError, ValueError):
    """A file that the manifest names is missing, outside the package, or too large."""


def _inside(value: str) -> str:
    path = PurePosixPath(value)
    if not value or "\\" in value or ":" in value or path.is_absolute() or ".." in path.parts:
        raise ValueError("must be a path inside the package, without '..'")
    return value


PackagePath = Annotated[str, AfterValidator(_inside)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Reward(_Part):
    """What rewards promise. A reward above `floor` is more than an agent without merit may get."""

    range: tuple[float, float] = (0.0, 1.0)
    oracle_tolerance: float = Field(default=0.0, ge=0.0, allow_inf_nan=False)
    floor_margin: float = Field(ge=0.0, allow_inf_nan=False)

    @property
    def best(self) -> float:
        """The highest reward."""
        return self.range[1]

    @property
    def floor(self) -> float:
        """The reward that no floor may exceed: the best, less the margin."""
        return round(self.best - self.floor_margin, 9)

    @model_validator(mode="after")
    def _increases(self) -> Self:
        low, high = self.range
        if not low < high:
            raise ValueError(f"range must increase, got {low} to {high}")
        return self


class Oracle(_Part):
    """How the package shows its highest reward."""

    form: Literal["script", "injected_state"]
    location: PackagePath


class Capabilities(_Part):
    """What the environment can do, as far as a check asks."""

    oracle: Oracle | None = None
    canaries: PackagePath | None = None
    task_api: bool = False
    declared_task_count: dict[str, int] = {}
    declared_tools: tuple[str, ...] = ()


class Validation(_Part):
    """The block that validators read."""

    reward: Reward
    capabilities: Capabilities = Capabilities()


class Manifest(_Part):
    """A manifest, and where the paths in it start."""

    root: Path
    name: str = Field(min_length=1)
    app: str | None = None
    validation: Validation

    @property
    def reward(self) -> Reward:
        """What rewards promise."""
        return self.validation.reward

    @property
    def capabilities(self) -> Capabilities:
        """What the environment can do."""
        return self.validation.capabilities


def read_manifest(root: Path) -> Manifest:
    """The manifest of a package directory. Raises `ManifestError`."""
    if not root.is_dir():
        raise ManifestError(f"{root} is no directory")
    if not (root / NAME).is_file():
        raise ManifestError(f"{root} is no OpenEnv package: it has no {NAME}")
    others = [name for name in OTHER_FORMATS if (root / name).is_file()]
    if others:
        raise ManifestError(f"{root} is two packages in one: {NAME} and {', '.join(others)}")
    return parsed(package_text(root, NAME), root)


def parsed(text: str, root: Path) -> Manifest:
    """A manifest from its text. Raises `ManifestError`."""
    try:
        found = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        reason = " ".join(str(error).split())
        raise ManifestError(f"{NAME} is no YAML: {reason:.200}") from error
    if not isinstance(found, dict):
        raise ManifestError(f"{NAME} is no mapping")
    try:
        return Manifest.model_validate({**found, "root": root})
    except ValidationError as error:
        wrong = (f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()[:10])
        raise ManifestError(f"{NAME}: {'; '.join(wrong)}") from error


def package_text(root: Path, name: str) -> str:
    """The text of a file in a package. Raises `PackageFileError`."""
    path = (root / name).resolve()
    if not path.is_relative_to(root.resolve()):
        raise PackageFileError(f"{name} leads out of the package")
    try:
        if path.stat().st_size > SIZE_LIMIT:
            raise PackageFileError(f"{name} has more than {SIZE_LIMIT} bytes")
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeError) as error:
        raise PackageFileError(f"{name} cannot be read: {error}") from error
