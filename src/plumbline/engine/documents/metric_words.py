"""Words round a number that say what it is: direction, limit, start, target, condition.

English throughout; German, Spanish, French and Portuguese where they are plain. Every pattern has
bounded repetition, so that reading stays linear.
"""

import re

from plumbline.engine.documents.caseless import Caseless

UP = (
    r"提升|提高|增加|增长|增長|上升|増加|向上|증가|향상|확대|increas\w*|grow\w*|rais\w*|lift\w*|improv\w*|boost\w*|expand\w*|scal\w+|doubl\w*|tripl\w*|gain\w*"
    r"|rise\w*|rising|accelerat\w*|steiger\w*|erh(?:ö|oe)h\w*|verbesser\w*|wachs\w*|aumentar|aumento|incrementar|subir"
    r"|mejorar|crecer|elevar|augment\w+|am[ée]lior\w*|passer|accro[îi]t\w*|crescer|melhorar"
)
DOWN = (
    r"降低|减少|減少|下降|降至|缩短|縮短|削減|低減|감소|단축|절감|축소|reduc\w*|decreas\w*|lower(?! than)\w*|cut\w*|shrink\w*|drop\w*|shorten\w*|minimi[sz]e\w*|declin\w*|bring down|lessen"
    r"|slash\w*|trim\w*|halv\w*|senk\w*|reduzier\w*|verringer\w*|verk(?:ü|ue)rz\w*|mindern|reducir|disminuir|bajar"
    r"|recortar|r[ée]dui\w*|baisser|diminuer|reduzir|diminuir|baixar"
)
HOLD = (
    r"keep\w*|kept|maintain\w*|stay\w*|remain\w*|hold\w*|sustain\w*|preserv\w*|never|halten|h(?:ä|ae)lt|bleib\w*|mantener"
    r"|mantiene|maintenir|reste\w*|manter|permanec\w*"
)
VERB = Caseless(rf"\b(?:(?P<up>{UP})|(?P<down>{DOWN})|(?P<hold>{HOLD}))(?!\w)")
AT_LEAST = (
    r"≥|>=|=>|>|不低于|不少于|至少|超过|最少|최소|at least|no less than|not less than|no fewer than|more than|over|above|exceed(?:s|ing)?|(?:greater|higher|longer|larger|bigger|better|bigger|größer|länger|höher) (?:than|als)"
    r"|min(?:imum)?\.?(?: of)?|(?:never|not|nicht|nie) (?:be |drop |fall |go )?(?:below|under|unter)|mindestens|wenigstens|über|mehr als"
    r"|al menos|por lo menos|m[áa]s de|superior(?:es)? a|sup[ée]rieure?s? à|m[íi]nimo|au moins|plus de|minimum|pelo menos|mais de|no m[íi]nimo|≧|⩾|north of|upwards of"
)
AT_MOST = (
    r"≤|<=|<|不超过|不高于|低于|少于|最多|최대|at most|no more than|not more than|(?:less|lower|fewer|shorter|smaller|faster|quicker|cheaper|kürzer|kleiner|niedriger|schneller) (?:than|als)|under|below|max(?:imum|\.)?(?: of)?|up to|not exceed(?:ing)?"
    r"|(?:never|not|nicht|nie) (?:be |go |rise )?(?:above|over|über)|within|höchstens|maximal|weniger als|unter|bis zu|como m[áa]ximo"
    r"|menos de|inferior(?:es)? a|inf[ée]rieure?s? à|a lo sumo|m[áa]ximo|au plus|moins de|au maximum|no m[áa]ximo|at worst|capped at|limited to|⩽|≦"
)
QUALIFIES = re.compile(
    r"(?i)\b(?:which|that|who|where|whose|wherein|used|seen|having|die|der|que|qui)\b"
)
"""Words between two numbers after which the second only says which of the first are meant."""

SHARE_OF = re.compile(r"(?i)^\s*(?:of|der|des|von|de|del|dos|das|of the)\b")
COMPARATOR = Caseless(
    rf"(?:(?<!\w)(?:(?P<most_first>(?:no|not|never|nicht|nie|kein\w{{0,2}})\b[^\d]{{0,40}}?(?:more than|above|over|exceed(?:ing)?|über|(?:longer|larger|higher|older) than|(?:länger|mehr|höher|größer|älter) als))"
    rf"|(?P<least>{AT_LEAST})|(?P<most>{AT_MOST})))\s*(?:(?:the|a|an|of|about|de|to)\s+)?[~≈]?$"
)
LEAST_BEHIND = re.compile(
    r"(?i)^\s*(?:以上|이상|及以上|or (?:more|higher|above|better|greater)|and (?:above|up)|oder mehr|o m[áa]s|ou plus|ou mais|minimum\b|min\b)"
)
MOST_BEHIND = re.compile(
    r"(?i)^\s*(?:以下|以内|以內|이하|이내|미만|未満|or (?:less|fewer|lower|below|under)|oder weniger|o menos|ou moins|ou menos|maximum\b|max\b)"
)
FROM = re.compile(
    r"(?i)\b(?:from|von|vom|desde|del|de|depuis|da|up from|down from)\s+(?:an?|the|about|around|ca\.?|currently|current|un|una|una?|le|la|its|our)?\s*(?:[\w’' -]{0,30}?(?:of|at)\s+)?[~≈<>≤≥]?\s*$|[从從由自]\s*$"
)
TO = re.compile(
    r"(?i)^(?:\s*(?:\([^()]{0,40}\))?[^\d.;()]{0,40}?)(?:\bto\b|→|->|–>|-->|=>|➡️?|⟶|\bauf\b|\bzu\b|\bal\b|\bau\b|\ba\b|\bà\b|\bhasta\b|\bpara\b|\bvers\b|\bnach\b|\ba las?\b|\buntil\b|\bbis\b|\bup to\b|[到至为為])"
    r"\s*(?:[^\d.;,()]{0,40}?\s)?[~≈<>≤≥]*\s*(?:=\s*)?$"
)
TO_A_GAP = re.compile(
    r"\s*(?:to|→|->|=>|–>|bis|auf)\s*[\[<]?\s?[$€£]?(?:[XYZN]{1,3}\b|x{1,3}\b|(?i:tb[dac])\b|\?{2,}|_{2,})"
)
"""Behind a start where the target is still to be found: "from 22% to X%"."""

OUT_OF = re.compile(
    r"(?i)^(?:[^\d.;()]{0,20}['’](?:dan|den|tan|ten)|\s?(?:에서|부터)|\s?から)\s*(?:[^\d.;()]{0,12})$"
)
"""What stands between a start and a target where the words for "from" and "to" come behind."""

ARROW_ONLY = re.compile(
    r"^\s*(?:\([^()]{0,40}\)\s*)?(?:[A-Za-z/ ]{0,20}\s)?(?:→|->|-->|=>|➡️?|⟶|–>)\s*[~≈<>≤≥]?\s*(?:[^\W\d_]{1,12}\s)?$"
)
TO_FROM = re.compile(
    r"(?i)^[^\d.;]{0,40}?(?:\(|,|-|–)?\s*(?:up |down |coming )?(?:from|instead of|rather than|statt|anstatt|en vez de|en lugar de|au lieu de|em vez de|contre|von|vs\.?|versus|compared to|desde|de|contra)\s+(?:an?|the|about|around|currently|current|today's|last \w+'s?)?\s*(?:[a-z’' -]{0,25}?\s)?[~≈]?\s*$"
)
BASELINE = Caseless(
    r"(?:\b(?:current(?:ly)?(?: value| level| state)?|baseline|today|now|starting (?:point|from|at|value)|start(?: value)?|previous(?:ly)?|prior|last (?:quarter|year|cycle|month)|was|were|aktuell|derzeit|heute|momentan|bisher|basis|ausgangswert|startwert|actual(?:mente)?|hoy|l[íi]nea base|actuellement|aujourd['’]hui|atual(?:mente)?|hoje|desde|up from|down from|from)"
    r"|现在|現在|현재|(?:\bQ[1-4]|\bH[12]|\bFY\d{2}|\b20\d\d))(?:[^\S\n]*(?:Q[1-4]|20\d\d|FY\d\d|H[12]))?\s*(?:is|are|was|of|at|:|=|bei|es|est|é|liegt bei|ist|-|–|level)?\s*(?:at|about|around|approx\.?|ca\.?|of)?\s*[~≈<>]?\s*$"
)
TARGET = Caseless(
    r"(?:\b(?:targets?|goal|aim|ziel|meta|objetivo|cible|objectif|zielwert)|目标|目標|목표)\s*(?:is|of|:|=|von|de|es|est|é|-|–)?\s*[~≈<>≤≥]*\s*$",
    holds=("target", "goal", "aim", "ziel", "meta", "objet", "cible", "objectif"),
)
BY = re.compile(
    r"(?i)\b(?:by|um|en un|en|de|em|an additional|another|additional|weitere|otros|plus)\s+(?:at least |up to |about |around |mindestens |an? (?:additional|further|extra) |another )?[~≈><≥+]?\s*$"
)
BY_STRICT = Caseless(
    r"\b(?:by|um|en un|em)\s+(?:at least |up to |about |around |mindestens |an? (?:additional|further|extra) |another )?[~≈><≥+]?\s*$",
    holds=("by", "um", "en un", "em"),
)
CHANGE_BEHIND = re.compile(
    r"(?i)^\s*(?:(?:QoQ|YoY|MoM|m/m|q/q|y/y|WoW|relative|more|less|fewer|faster|higher|lower|increase|decrease|growth|reduction|improvement|uplift|lift|year[- ]over[- ]year|quarter[- ]over[- ]quarter|month[- ]over[- ]month|mehr|weniger|schneller|m[áa]s|menos|de plus|de moins|mais)\b)"
)
DOWN_BEHIND = re.compile(
    r"(?i)^\s*(?:less|fewer|lower|faster|decrease|reduction|weniger|schneller|menos|de moins)\b"
)
CONDITION = Caseless(
    r"\b(?:within|in|after|before|every|each|all|both|per|pro|for|over|during|last|past|first|next|another|than|alle|binnen|innerhalb(?: von)?|nach|während|im|an|por|cada|en|dentro de|durante|tras|después de|de|dans|pendant|après|chaque|sous|em|após|por|of|on|top|with|at|across|to|of the|jeden?|letzten?|ersten?)\s+(?:the |a |den |los |las |les |first |next |last |least |under |der )*(?:[<>≤≥~≈]\s?)?$"
)
NOUN_BEFORE = Caseless(
    r"(?<![\w.])(?!(?:in|of|by|for|at|to|on|with|within|than|every|each|per|least|most|about|around|over|under"
    r"|after|before|and|or|the|a|an|first|next|last|top|least|between|is|be|are|get|have|run|hold|add|hire|ship|launch"
    r"|publish|open|close|sign|create|build|reach|host|onboard|win|write|complete|deliver|do|make|take|spend|stay|keep"
    r"|remain|from|von|de|del|en|a|con|mit|bei)\b)[^\W\d][\w@%/()'’-]{1,30}:?\s*$"
)
"""A noun right before a number, as in "brain score 59 to 75": what is measured stands in front."""

PLAIN_TO = re.compile(r"(?i)^\s+to\s+(?:under |over |below |above |at least |≥|≤|<|>)?\s*$")
END_BEHIND = re.compile(
    r"(?i)^\s*(?:$|[:;,.)(—–-]|(?:with|by|in|on|for|through|via|per|while|and|within|before)\b)"
)
WITH_LEAST = re.compile(r"(?i)[^,;.&\d]+\bwith (?:at least|a minimum of|over|≥|>)\s*")
"""What stands between an amount and a condition on it: "3 rounds with at least 20 people"."""

ALL_OF = Caseless(r"^\W*[^\W\d_]+(?:e|s|ed)? (?:all|both) $", holds=(" all ", " both "))
"""A verb and "all" before a number, which count what is to be done: "Deploy all 7 agents"."""

UNBROKEN = re.compile(
    r"(?i)^\s*(?:without|with (?:no|zero)|free of|in a row|straight|running|ohne|am stück|sin|sans|sem)\b"
)
"""What makes a time behind "for" the measure itself: "runs for 10 days without a crash"."""

REMOVE = re.compile(
    r"(?i)^\W*(?:eliminat|remov|avoid|resolv|clos|delet|clear|fix|stop|retir|beseitig|eliminar)\w*"
)
RATE = Caseless(
    r"\b(?:per|every|each|pro|je|por|cada|par|/)\s*$",
    holds=("per", "every", "each", "pro", "je", "por", "cada", "par", "/"),
)
TOWARDS = re.compile(r"(?i)\b(?:to|auf|a|à|para)\s*[~≈<>≤≥$€]*\s*$")
COMPARED = re.compile(
    r"(?i)\b(?:up from|down from|vs|versus|compared|instead of|rather than|statt|anstatt|en vez de|en lugar de|au lieu de|em vez de|contre)\b"
)
LEVEL_OF = Caseless(r"\b(?:of|von)\s+(?:an? |[<>≤≥~≈]\s?)*$", holds=("of", "von"))
AMOUNT_OF = Caseless(
    r"\b(?:an?|total|the)\s+(?:[\w-]+\s+){0,2}?(?:sample|total|set|dataset|corpus|list|pool|group|panel|series|minimum|maximum|average|score|rating|nps|team|cohort|library|pipeline|backlog|budget|network|community)\s+of\s+(?:at least |about |over )?$",
    holds=("of",),
)
LEVEL_AT = re.compile(r"(?i)\b(?:at|bei|auf|en|em|à|a)\s+[<>≤≥~≈]?\s*$")
LEVEL_TO = re.compile(r"(?i)\b(?:to|at|auf|a|à|para|en|por)\s+(?:an? |the |[<>≤≥~≈]\s?)*$")
RANGE = re.compile(r"(?i)^\s*(?:-|–|—|to|bis|and|und|a|y|e|et|à)\s*$")
BETWEEN = re.compile(
    r"(?i)\b(?:between|zwischen|entre|within|range of|range:?|in the range(?: of)?|stay at|keep at)\s*[~≈]?\s*$"
)
OF = re.compile(r"(?i)^\s*(?:of|out of|von|de|sur|/)\s*(?:the |our |all )?(?:top |first )?$")
ONE_OK = re.compile(
    r"(?i)(?:^|at least|minimum|exactly|≥|,|;|\bleast|mindestens|al menos|au moins)\s*$"
)
ONE_NO = re.compile(r"(?i)^\s*(?:of\b|place|pager|page|[-–]|stop|time|another|or more\b)")
_STOP_WORDS = (
    "that who which in of to with for by on at per from and or across within as than is are have "
    "has using via after before during every each against under over through where when into "
    "between without total der die das im mit von für pro und auf bis bei en de del con para por "
    "y al a que à au dans avec sur pour par et com no na em e o more new up out only be will not "
    "but the their our its less fewer"
)
STOP = frozenset(_STOP_WORDS.split())
"""Words that end the noun behind a number."""
NOUN = re.compile(r"[^\W\d][\w'’/&-]*")
RATE_BEHIND = re.compile(
    r"(?i)^\s*(?P<rate>(?:per|pro|por|par|a|je)\s+(?:\d{1,3}\s)?[^\W\d]\w{1,20}|/\s?[^\W\d]\w{0,15})"
)
PLACEHOLDER = re.compile(
    r"(?i)\[[^\[\]]{0,30}[$%€]?\s?\w{0,20}\]|\b[XYZN]\b\s?%?|\bTBD\b\s?%?|_{2,}|\bxx+\b|\?\?+|<\w{1,20}>"
)
