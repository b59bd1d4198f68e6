"""Writes `docs/reference/openapi.json`, the API as its own code describes it.

python scripts/reference_openapi.py            # write it
python scripts/reference_openapi.py --check    # only say whether it is up to date
"""

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import django

TARGET = Path(__file__).resolve().parent.parent / "docs" / "reference" / "openapi.json"


def reference() -> str:
    """Returns the document; every change of the API shows in it line by line."""
    # Django must know its settings before the operations can be imported.
    from plumbline.api.application import api  # noqa: PLC0415

    # Sent and read once, because status codes are numbers in Python and texts in JSON.
    document = json.loads(json.dumps(api.get_openapi_schema(path_prefix="/api/v1/"), default=str))
    return json.dumps(document, indent=0, ensure_ascii=False, sort_keys=True) + "\n"


def main(arguments: Sequence[str]) -> int:
    """Writes or checks the document; returns 1 when a check finds it out of date."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "plumbline.config.settings_test")
    django.setup()
    text = reference()
    if "--check" in arguments:
        if TARGET.exists() and TARGET.read_text(encoding="utf-8") == text:
            return 0
        print(f"{TARGET.name} is out of date. Type: python scripts/reference_openapi.py")
        return 1
    TARGET.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
