"""Sections that hold no OKRs however their lines look, and headings that name no aim."""

import re
from functools import lru_cache

_LEFT_OUT: tuple[tuple[str, str], ...] = (
    ("definition", r"what (?:is|are)\b.*|o que (?:é|são)\b.*|qu['’]est-ce que.*|apa itu.*|características? .*|defini[cç](?:ão|ión|ões|iones)\b.*|exemplos? de .*|ejemplos? de .*|.*(?:이란|とは|是什么|是什麼)\W*|.*\bdefinitions?\b.*|key concepts?|concepts?|terminology|glossary|glossar|begriffe|glosario|how (?:do )?okrs? work.*|about okrs?.*|okr (?:ids?|basics|101|primer|theory|framework explained)|introduction to okrs?|why okrs?.*|the okr (?:framework|method\w*)|was sind okrs?.*|qué son.*|acronyms?|(?:an )?okrs? (?:are|is|aren't|help|let|give|can|should|have|consist)\b.*|the okr (?:magic|superpowers|benefits).*|benefits of okrs?.*|defining (?:objectives|okrs|goals).*"),
    ("contents", r"(?:table of )?contents?|on this page|toc|inhalt(?:sverzeichnis)?|índice|sommaire"),
    ("guide", r"(?:(?:an?|any|each|every|our) )?(?:good|great|strong|bad|poor|weak) (?:objectives?|key results?|okrs?|krs?|goals?)\b.*|.*\b(?:panduan|cara|arti|aturan|menyusun|kesalahan)\b.*|como (?:utilizar|usar|escrever|definir|redactar)\b.*|comment .*|.*(?:방법|수립|원칙|가이드|작성법|하려면|方法|方法论|指南|原则|原則|ガイド|介绍|如何.{0,12})\W*|.*\b(?:чтобы|зачем|процесс|методика|правила|принципы)\b.*|как\b.*|что такое.*|roles?(?: and responsibilities)?|(?:the )?rules?(?: of .*)?|reglas?\b.*|regras?\b.*|règles?\b.*|regole\b.*|(?:the )?okr (?:cycle|rhythm|rules|roles)|.*\b(?:best practices?|guidelines?|how[ -]to|tips|template|vorlage|plantilla|instructions?|anleitung|cheat ?sheet|examples? of (?:good|bad)|good (?:vs|and|okrs)|anti-?patterns?|faq|faqs|do'?s and don'?ts|common mistakes)\b.*|.*\b(?:process|setting process|workflow|prozess|ablauf|rituals?|ceremonies|tracking initiatives)\b.{0,24}|(?:user |admin |quick ?start |getting started )?(?:guide|manual|handbuch)|getting started|technical breakdown|usage|features|installation|format|regeln|rules|principles|prinzipien|writing (?:good|great) .*"),
    ("scoring", r".*\b(?:scoring|grading|rating scale|score (?:guide|legend|scale)|bewertung(?:sskala)?|legend|legende|leyenda|color code|rag status|confidence (?:levels?|scale)|status (?:key|legend|definitions?))\b.*"),
    ("retrospective", r"look(?:ing)? back.*|.*\b(?:retrospectives?|retro|lessons learned|learnings|post-?mortem|reflections?|rückblick|retrospektive|retrospectiva|what went (?:well|wrong)|end[- ]of[- ]quarter review|quarterly review|review notes)\b.*|good|bad|try|went well"),
    ("schedule", r"cómo\b.*|como (?:se|nos|vamos|fazemos)\b.*|节奏|節奏|how (?:we|our|the|to|do|does)\b(?!.*\b(?:measure|know)).*|wie wir\b.*|agenda|tagesordnung|orden del día|ordre du jour|attendees|.*\b(?:schedule|timeline|time ?table|calendar|zeitplan|kalender|cadence|check-?ins?|cadencia|cadence|rituals|meetings?|key dates|important dates)\b.*|timeframe.*|.*timeframe for measurement"),
    ("roadmap", r".*\b(?:roadmaps?|milestones?|meilensteine|hitos|release plan|backlog|sprint plan)\b.*|sprints? \d{1,3}\b.{0,24}"),
    ("links", r".*\b(?:references?|resources?|further reading|external references?|related (?:documents?|links|docs)|see also|links?|ressourcen|referencias|recursos|bibliography|appendix|anhang|pre-?meeting recordings?|presentations?|attachments?|contributing|licen[sc]e|installation|changelog|acknowledge?ments|credits)\b.{0,30}"),
    ("put_off", r"(?:out of scope|non-?goals|not (?:in scope|(?:in |for )?(?:this|the) (?:quarter|cycle|year|half|time|round))\b.*|(?:what )?we (?:will not|won[’']t|are not|aren[’']t) do(?:ing)?\b.*|won[’']t do|explicitly (?:not|out)\b.*|on hold|parked|de-?prioriti[sz]ed|postponed|not (?:doing|planned)\b.*|(?:ideas |maybe )?for later|parking lot)"),
    ("prose", r"(?:进展|进度|進捗|변경|변화|更新|变更|复盘|总结|概述|背景|说明|备注|风险|附录|讨论|会议|进行中|진행|배경|개요|비고).{0,12}|概要|補足|(?:executive )?summary|overview|introduction|intro|background|context|about(?: us)?|purpose|preface|notes?|comments?|hinweise|notizen|notas|updates?|tracking(?: notes)?|okr notes|rationale|why|begründung|warum|vision|mission|values|our (?:mission|vision|values)|north star|strategy|strategic (?:context|pillars|themes)|risks?(?: and .*)?|risiken|assumptions|dependencies|abhängigkeiten|stakeholders?|budget|team members|members|participants|extras?|misc(?:ellaneous)?|archive[ds]?|changes|history|version history|decisions|open questions|questions|next steps|action items|announcements|kpis?|health metrics?|metrics(?: (?:definitions?|dashboard))?|dashboard|(?:goal |okr |strategic )?alignment(?: (?:map|matrix|table|overview|with .*|to .*))?|status update.*|progress (?:update|report|summary|notes|log|record|history|check).*|weekly .*|monthly .*|key (?:learnings|risks|dependencies|dates|insights)"),
)  # fmt: skip
_PATTERNS = tuple((kind, re.compile(rf"(?i)(?:{words})[:.!?]*")) for kind, words in _LEFT_OUT)
_WEAK = frozenset({"prose", "schedule", "roadmap", "links", "contents"})
_EVIDENCE = re.compile(
    r"(?i)\bokrs?\b|\bobjectives?\b|\bkey results?\b|\bgoals?\b|\bziele?n?\b|\bobjetivos?\b|\bobjectifs?\b|\bpriorit(?:y|ies)\b|\bobiettiv[oi]\b|\bquartalsziele\b|目标|目標"
)
_GENERIC = re.compile(
    r"(?i)(?:(?:our|the|current|company(?:-(?:level|wide))?|corporate|team|teams|department(?:al)?|group|personal|individual|my|project|product|release|quarterly|annual|yearly|organi[sz]ation(?:al)?|business|draft|final|active|live|new|list of|proposed|strategic|top|key|public|internal|overall|global|for|of|and|level|wide|all|in|links|to|metrics|unsere|aktuelle|nuestros|nos)\b|okrs?\b|objectives?\b|key results?\b|goals?\b|priorit(?:y|ies)\b|ziele?\b|objetivos?\b|objectifs?\b|q[1-4]\b|h[12]\b|t[1-4]\b|fy\s?'?\d{2,4}\b|quarter\b|quartal\b|trimestre\b|year\b|half\b|cycle\b|first\b|second\b|third\b|fourth\b|jan\w*|feb\w*|mar(?:ch|s)?\b|apr\w*|may\b|june?\b|july?\b|aug\w*|sep\w*|oct\w*|nov\w*|dec\w*|set\b|\d{1,4}\b|[-–—/&,:;.()'’|+#]|\s)++"
)
_LOOKING_BACK = (
    {"good", "bad"},
    {"start", "stop"},
    {"went well", "went badly"},
    {"what went well", "what didn't go well"},
    {"keep", "drop"},
    {"gut", "schlecht"},
    {"wins", "losses"},
)
_TEAM = re.compile(
    r"(?i)^(?:team|squad|department|dept\.?|abteilung|bereich|equipo|équipe|tribe|chapter|guild|group|division)\b[:\s-]+(?P<after>.{2,50})$"
    r"|^(?P<before>.{2,50}?)[\s-]+(?:team|squad|department|dept\.?|tribe|guild|abteilung|division|chapter|working group|org)(?:'s)?(?:[\s-]+(?:level )?(?:okrs?|objectives?|goals?|ziele))?$"
    r"|^(?P<okrs>[A-Z&][\w&/ -]{1,40}?)[\s-]+(?:okrs?|objectives|goals|ziele)$"
)
_FUNCTION = re.compile(
    r"(?i)(?:engineering|product(?: management| design| marketing)?|design|marketing|sales|finance|people|hr|human resources|legal|operations|ops|support|customer (?:success|support|service|experience)|security|data|infrastructure|platform|research|quality|qa|it|growth|community|communications?|comms|partnerships?|revenue|company|business development|content|brand|frontend|backend|mobile|devops|sre|developer (?:experience|relations)|devrel|vertrieb|entwicklung|produkt|personal|finanzen|einkauf|logistik|ventas|finanzas|operaciones|ingeniería|producto|ventes|produit|ingénierie|rh|administration|procurement|supply chain|manufacturing|production|facilities|education|events?|fundraising|membership|governance|outreach|docs|documentation|leadership|ceo|cto|cfo|cmo|coo)(?:\s*(?:&|and|/|,|und|y|et)\s*[\w ]{2,24})?"
)


@lru_cache(maxsize=1 << 13)  # each heading is asked about from many sides
def section_left_out(title: str) -> str | None:
    """Return the reason (an ending of a message id) why a section named `title` holds no OKRs."""
    plain = re.sub(r"^[\d.\s)]+|(?<=\w)\s*\([^()]*\)$", "", title).strip(" *_")
    for kind, pattern in _PATTERNS:
        if pattern.fullmatch(plain):
            return kind
    return None


def looks_back(titles: list[str]) -> bool:
    """Return whether lines are the headings of a look back: good and bad, start and stop."""
    named = {title.strip(" :*_-").lower() for title in titles}
    return any(pair <= named for pair in _LOOKING_BACK)


def section_overrulable(reason: str) -> bool:
    """Return whether labelled OKRs inside are believed although the section is named so."""
    return reason in _WEAK


def speaks_of_okrs(text: str) -> bool:
    """Return whether a heading or title names OKRs, objectives or goals."""
    return bool(_EVIDENCE.search(text))


def is_generic(title: str) -> bool:
    """Return whether a heading only says that OKRs follow, whose or of when."""
    plain = title.strip()
    return (
        not plain
        or bool(_GENERIC.fullmatch(plain))
        or team_named(plain) is not None
        or bool(re.search(r"(?i)\bokrs?\b", plain) and len(plain.split()) <= 8)
    )


def team_named(title: str) -> str | None:
    """Return the team that a heading names ("Marketing Team OKRs"), else `None`."""
    plain = re.sub(r"\([^()]*\)|\[[^\[\]]*\]", "", title).strip(" :*-–—")
    if len(plain.split()) > 6 or ". " in plain:
        return None
    if _FUNCTION.fullmatch(plain):
        return plain
    match = _TEAM.match(plain)
    if match is None:
        return None
    name = (match["after"] or match["before"] or match["okrs"] or "").strip(" :-–—")
    return None if not name or _GENERIC.fullmatch(name) else name
