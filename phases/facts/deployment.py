"""What the rules of the phase know of its records: configuration, data sets, integrations, transfer of knowledge."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ConfigurationFact:
    """A configuration item; `control_point` when a to-be step that it serves is one; result passed, failed or empty."""

    key: str = ""
    name: str = ""
    control_point: bool = False
    done: bool = False
    result: str = ""


@dataclass(frozen=True, slots=True)
class QualityFact:
    """A dimension of a data set's newest profile, counted: good of so many."""

    dimension: str = ""
    numerator: int = 0
    denominator: int = 0


@dataclass(frozen=True, slots=True)
class LoadFact:
    """The newest load of a data set: records in the source, loaded, and rejected with a reason; None is not counted."""

    source: int | None = None
    loaded: int | None = None
    explained: int | None = None


@dataclass(frozen=True, slots=True)
class DataSetFact:
    """A data set; `threshold` in percent is its own where it has one. `profiled` when a file of it has been."""

    key: str = ""
    name: str = ""
    mandatory: bool = False
    threshold: float | None = None
    profiled: bool = False
    quality: tuple[QualityFact, ...] = ()
    load: LoadFact | None = None


@dataclass(frozen=True, slots=True)
class IntegrationFact:
    """An integration and the last day on which it worked."""

    key: str = ""
    name: str = ""
    in_scope: bool = False
    last_sync: date | None = None


@dataclass(frozen=True, slots=True)
class TransferFact:
    """A topic that the client must be able to do; `alone_on` is the day they first did it without help."""

    key: str = ""
    topic: str = ""
    alone_on: date | None = None


@dataclass(frozen=True, slots=True)
class DeploymentRecords:
    """The records as they stand; empty while nothing has been entered."""

    configuration: tuple[ConfigurationFact, ...] = ()
    data_sets: tuple[DataSetFact, ...] = ()
    integrations: tuple[IntegrationFact, ...] = ()
    transfers: tuple[TransferFact, ...] = ()
