"""One process of a measurement: it runs one pipeline, measures its last stage, and prints that as JSON.

    python tests/bench/stage.py STAGE FOLDER

STAGE is `parse` (libyaml by PyYAML's CSafeLoader, nothing else), or the last stage of the pipeline: read, check
(against schemas), understand (both of them again, and the links), assess, views.
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

DAY = "2026-12-01"
STAGES = ("read", "check", "understand", "assess", "views")


def parse(folder: Path) -> None:
    """Parse every file and keep the data."""
    import yaml  # noqa: PLC0415  each way pays for its own imports alone

    kept = [yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader) for path in sorted(folder.rglob("*.yaml"))]
    print(json.dumps({"files": len(kept)}))  # noqa: T201


def ours(stage: str, folder: Path) -> None:
    """Run the pipeline up to a stage, and print the seconds of each stage and the peak memory."""
    from zonebook import pipeline  # noqa: PLC0415
    from zonebook.edge import catalogue_cache, disk  # noqa: PLC0415
    from zonebook.load import catalogue  # noqa: PLC0415
    from zonebook.read.schema import Schemas  # noqa: PLC0415

    language = disk.schemas()
    schemas = Schemas(language)
    bundled = catalogue_cache.bundled(schemas)
    texts = disk.models(folder, "models")
    spent: dict[str, float] = {}
    read = _timed(spent, "read", lambda: catalogue.read_all(texts, "models"))
    if stage != "read":
        _timed(spent, "check", lambda: catalogue.check_schemas(read, schemas))
    if stage in STAGES[2:]:
        workspace = _timed(spent, "understand", lambda: pipeline.load_workspace(bundled, texts, schemas))
        if stage != "understand":
            assessment = _timed(spent, "assess", lambda: pipeline.assess_workspace(workspace, DAY))
            if stage == "views":
                _timed(spent, "views", lambda: pipeline.render_pages(assessment, language))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": spent[stage], "mebibytes": peak}))  # noqa: T201


def _timed(spent: dict[str, float], name: str, step: Callable[[], Any]) -> Any:  # noqa: ANN401
    begun = time.process_time()
    found = step()
    spent[name] = time.process_time() - begun
    return found


if __name__ == "__main__":
    if sys.argv[1] == "parse":
        parse(Path(sys.argv[2]))
    else:
        ours(sys.argv[1], Path(sys.argv[2]))
