"""The engine stands alone: it brings no framework along, wherever it is imported."""

import json
import pkgutil
import subprocess
import sys

import plumbline.engine

FORBIDDEN = ("django", "ninja", "pydantic", "numpy", "typer", "rich", "httpx", "requests")

MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(plumbline.engine.__path__, f"{plumbline.engine.__name__}.")
)

PROGRAM = """
import importlib, json, sys
for name in json.loads(sys.argv[1]):
    importlib.import_module(name)
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
"""


def test_importing_the_engine_loads_no_framework() -> None:
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM, json.dumps(MODULES)],
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = set(json.loads(run.stdout))
    assert "plumbline" in loaded
    assert sorted(loaded.intersection(FORBIDDEN)) == []
