"""How documents begin that Plumbline wrote as a table or as Markdown: told at a glance."""

import re
from collections.abc import Mapping

BEGINNINGS: Mapping[str, re.Pattern[str]] = {
    "csv": re.compile(r'\s*"?type"?[,;\t]', re.IGNORECASE),
    "markdown": re.compile(r"\s*# [^\r\n]*\s+- Plumbline: "),
}
