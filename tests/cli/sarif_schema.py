"""What of SARIF 2.1.0 we write, as its schema has it: names, types, limits and what is required.

Source: OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0, sections 3.13
to 3.58. What the standard allows and we do not write is left out, and therefore refused.
"""

from typing import Any


def _object(required: list[str], properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "required": required,
        "properties": properties,
        "additionalProperties": False,
    }


def _list(items: dict[str, Any], **limits: Any) -> dict[str, Any]:  # noqa: ANN401
    return {"type": "array", "items": items, **limits}


TEXT = {"type": "string"}
WHOLE = {"type": "integer", "minimum": 1}
LEVEL = {"enum": ["none", "note", "warning", "error"]}
URI = {"type": "string", "format": "uri-reference", "pattern": "^[!-~]+$"}
BAG = {"type": "object", "properties": {"tags": _list(TEXT, uniqueItems=True)}}
MESSAGE = _object(["text"], {"text": TEXT})
MULTIFORMAT = _object(["text"], {"text": TEXT, "markdown": TEXT})
REGION = _object(
    ["startLine"],
    {"startLine": WHOLE, "startColumn": WHOLE, "endLine": WHOLE, "endColumn": WHOLE},
)
ARTIFACT = _object(["uri"], {"uri": URI})
PHYSICAL = _object(["artifactLocation"], {"artifactLocation": ARTIFACT, "region": REGION})
LOGICAL = _object(["name"], {"name": TEXT, "kind": TEXT})
LOCATION = _object(
    ["physicalLocation"],
    {"physicalLocation": PHYSICAL, "logicalLocations": _list(LOGICAL, uniqueItems=True)},
)
NOTIFICATION = _object(
    ["message"],
    {"message": MESSAGE, "level": LEVEL, "locations": _list(LOCATION, uniqueItems=True)},
)
REPLACEMENT = _object(
    ["deletedRegion"],
    {"deletedRegion": REGION, "insertedContent": _object([], {"text": TEXT})},
)
CHANGE = _object(
    ["artifactLocation", "replacements"],
    {"artifactLocation": ARTIFACT, "replacements": _list(REPLACEMENT, minItems=1)},
)
FIX = _object(
    ["artifactChanges"],
    {"description": MESSAGE, "artifactChanges": _list(CHANGE, minItems=1, uniqueItems=True)},
)
RESULT = _object(
    ["message"],
    {
        "ruleId": TEXT,
        "ruleIndex": {"type": "integer", "minimum": -1},
        "level": LEVEL,
        "message": MESSAGE,
        "locations": _list(LOCATION),
        "partialFingerprints": {"type": "object", "additionalProperties": TEXT},
        "rank": {"type": "number", "minimum": -1, "maximum": 100},
        "fixes": _list(FIX, uniqueItems=True),
    },
)
RULE = _object(
    ["id"],
    {
        "id": TEXT,
        "name": TEXT,
        "shortDescription": MULTIFORMAT,
        "fullDescription": MULTIFORMAT,
        "help": MULTIFORMAT,
        "defaultConfiguration": _object([], {"level": LEVEL}),
        "properties": BAG,
    },
)
DRIVER = _object(
    ["name"],
    {"name": TEXT, "semanticVersion": TEXT, "rules": _list(RULE, uniqueItems=True)},
)
RUN = _object(
    ["tool"],
    {
        "tool": _object(["driver"], {"driver": DRIVER}),
        "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
        "invocations": _list(
            _object(
                ["executionSuccessful"],
                {
                    "executionSuccessful": {"type": "boolean"},
                    "exitCode": {"type": "integer"},
                    "toolExecutionNotifications": _list(NOTIFICATION),
                },
            )
        ),
        "results": _list(RESULT),
    },
)
SARIF = _object(
    ["version", "runs"],
    {
        "version": {"const": "2.1.0"},
        "runs": _list(RUN),
    },
)
