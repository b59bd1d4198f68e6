"""What lines and headings say by their wording alone: placeholders, definitions, sections."""

import re

PLACEHOLDER = re.compile(
    r"(?i)\W{0,40}(?:tbd|tba|tbc|n/?a|none|todo|to do|to be (?:defined|determined|added"
    r"|announced).*"
    r"|fill in.*|(?:more )?(?:details? )?coming soon.*|more detail coming soon|\.\.\.|…|xxx+"
    r"|placeholder|lorem ipsum.*|<[^<>]*>|\[[^\[\]]*(?:insert|your|objective|key result|title"
    r"|metric|name)[^\[\]]*\]|\[[^\[\]\d]{2,80}\]|offen|pendiente|(?:your )?(?:objective"
    r"|key result|goal) (?:here"
    r"|goes here|title|name)|p[0-4x]|(?:new )?(?:objective|key result|kr|goal|ziel"
    r"|objetivo)s?\s*#?\d*)\W*|[^\w-]*+-\W*"
)
"""What stands where a title is yet to come; no part of it can share a row of marks with another."""

DEFINITION = re.compile(
    r"(?i)(?:(?:the|an?|any|your|each|every) (?:objectives?|key results?|goals?|okrs?"
    r"|krs?) (?:that|which|who|is|are|should|must|you)|are|is|these are|this is|the (?:what|how)"
    r"|a (?:clear|specific|measurable|qualitative|short|statement)|qualitative|quantitative"
    r"|\d\s*(?:-|–|to)\s*\d\s+(?:[\w-]+,?\s+){0,3}(?:metrics|results|outcomes|measur\w*"
    r"|key results|objectives)|measurable|specific)\b.*"
)
KR_SECTION = re.compile(
    r"(?i)(?!.*\b(?:object|objet|goals?\b|okrs?\b|ziele))(?:.*\W)?(?:key[ -]?results?|krs"
    r"|schlüsselergebnisse|resultados clave|résultats[ -]clés|resultados-chave)\W*$"
    r"|\W*(?:(?:measures|metrics|signs|indicators|criteria) of success"
    r"|success (?:criteria|metrics|measures|indicators)"
    r"|how (?:do|will|can)? ?we(?: will| can)? (?:know|measure|track)(?: (?:it|this|success"
    r"|we.{0,20}))?"
    r"|(?:we|you)(?: will|['’]ll) know.{0,40}|measured by|measures|measurements"
    r"|(?:key )?(?:metrics|kpis)"
    r"|targets|outcomes"
    r"|erfolgskriterien|messgrößen|kennzahlen|indicadores|indicateurs)\W*$"
)
KR_NAMED = re.compile(r"(?i)key[ -]?results?|\bkrs\b|schlüssel|resultad|résultats")
"""What tells the results themselves from measures told once more behind them."""

INITIATIVE_SECTION = re.compile(
    r"(?i)(?:.*\W)?(?:initiatives?|action items|maßnahmen|iniciativas)\W*$"
    r"|\W*(?:(?:key |planned |our )?(?:actions|activities|projects|tasks|acciones)"
    r"|(?:what|how) (?:do|will|are)? ?we(?:'ll| will)? (?:do|doing|get there|achieve (?:it"
    r"|this)))\W*$"
)
HEADLINE = re.compile(
    r"(?i)(?:\w+\s){0,3}objectives?\W+(?:and\s+)?(?:key results?|krs?)(?:\s\(okrs?\))?"
)
AIM_WORD = re.compile(
    r"(?i)[\W_]*(?:goal|ziel|objetivo|objectif|hedef|mål|cel|cíl|doel|цель|ціль|tujuan|sasaran"
    r"|mục tiêu"
    r"|目标|目標|목표|هدف|الهدف|เป้าหมาย)\W*[:：]"
)
"""Words that name an objective, and below a key result its target."""

NAME_AND_VALUE = re.compile(r"[\W_]*[^\W\d_]\w{0,20}(?: \w{1,15})?\s?[:：]\s")
"""What begins a line such as "Author: somebody"."""

AIM_ALONE = re.compile(r"[A-ZÄÖÜ](?:(?!https?:|\]\(|\d{4}-\d\d)[^:*_|<>])+[^.:;,*_]")
"""A line in plain words, without link, day, colon and full stop."""

SORTED = re.compile(
    r"(?i)(?:(?:leading|lagging|quality|quantity|business|user|customer|behaviou?r|retention"
    r"|growth|impact|output"
    r"|outcome|engagement|adoption|financial|process|product|people|quantitative|qualitative"
    r"|primary|secondary"
    r"|north star|guardrail|efficiency|revenue|activation|acquisition|reliability|health"
    r"|indicator|metric)\b"
    r"[\s/&-]*){1,3}(?:\([^()]{0,40}\))?"
)
"""Names of kinds of results, which are no results themselves."""

ANCHOR = re.compile(r"^\s*\[.{1,2000}\]\(#[^)]*\)\s*$")
BARE_NUMBER_LINE = re.compile(r"^[\W\d_]*$")
NAMED_FIELD = re.compile(r"(?:\*\*|__)[^*_:\n]{2,40}(?::\s*(?:\*\*|__)|(?:\*\*|__)\s*:)\s*\S")
"""A line that begins with a bold name and a colon tells something about what stands above."""
