"""Words that tell a better state from a task, for objectives alone."""

from typing import Final

VERBS_BY_SORT: Final = {
    "making": """
build construct craft create design develop establish form found generate launch make produce
write
""",
    "giving": """
bring deliver give grant hand offer provide serve ship supply
""",
    "helping": """
aid assist champion coach empower enable encourage engage equip foster help inspire motivate
nurture support
""",
    "running": """
coordinate drive execute handle lead manage operate orchestrate oversee run steer
""",
    "mending": """
address clean clear close fix harden migrate modernise modernize move overhaul patch reorganise
reorganize refurbish refactor remediate remove renovate reorder repair replace resolve restructure
retire rebrand simplify standardise standardize
""",
    "settling": """
agree clarify codify decide define determine document finalise finalize formalise formalize map
name outline plan prioritise prioritize select set specify
""",
    "learning": """
analyse analyze assess collect evaluate examine explore gather identify investigate learn measure
monitor prototype research review study survey test track understand validate verify
""",
    "beginning": """
begin complete continue finish initiate introduce kick-off launch pilot start
""",
    "spreading": """
announce communicate disseminate host market organise organize present promote publicise publish
share showcase spread
""",
    "ripening": """
advance accelerate evolve grow mature progress scale transform
""",
    "being": """
be become live remain stay belong feel have know
""",
    "winning hearts": """
attract convince delight earn gain inspire please retain thrill win wow
""",
    "shielding": """
defend guard preserve protect safeguard shield
""",
    "freeing": """
eliminate end free liberate minimise minimize relieve rid unlock
""",
    "adding": """
add extend enlarge expand include integrate incorporate enrich
""",
}
"""Verbs as base forms, by what is done: a verb has one sort, the last that names it."""

VALUES: Final = """
accountability affordability agility ambition autonomy awareness balance base belief belonging
bond bridge capability care certainty choice clarity climate coherence collaboration commitment comfort
community compassion competence competitiveness conditions confidence continuity control
conversation conviction courage craftsmanship credibility culture curiosity cooperation debate
decision delight demand dependability dignity diversity effectiveness efficiency empathy
empowerment energy enthusiasm environment equality equity esteem ethos excellence excitement
experience expertise fairness faith favourite focus following footing foundation freedom
friendship fun future goodwill growth guest habit happiness harmony health honesty hope
hospitality identity impact inclusion independence influence innovation insight inspiration
integrity interest joy justice kindness knowledge leader leadership learning loyalty meaning
mindset momentum morale motivation movement openness opportunity optimism passion peace
performance pleasure potential predictability presence pride profitability progress promise
prosperity purpose quality readiness recognition relationship relevance reliability reputation
resilience respect responsibility result safety satisfaction savings security sense service
simplicity skill solidarity soul speed spirit stability standard standing strength success
sustainability talent tie togetherness transparency trust understanding unity value vibe vision
vitality voice wealth wellbeing well-being wisdom wonder world
"""
"""Nouns as singulars: what can grow or fade and is never finished."""

NEW: Final = """
new first initial next another additional second third version v1 v2 beta phase pilot prototype
"""

DEEDS: Final = """
adoption-plan analysis assessment audit clean-up cleanup collection completion consolidation
construction creation definition deployment design development documentation establishment
evaluation expansion groundwork guidance harmonisation implementation installation integration
introduction launch merger migration monitoring onboarding overhaul plan planning preparation
procurement programme program redesign refactoring refresh relaunch renovation reorganisation
reorganization replacement reporting restructuring review rollout roll-out selection set-up setup
support training transition translation update upgrade
"""
"""Nouns that stand for work."""


def idioms() -> tuple[tuple[str, ...], ...]:
    """Return turns of phrase that name a state though they begin with a verb of work."""
    return tuple(tuple(line.split()) for line in _IDIOMS.strip().splitlines())


_IDIOMS: Final = """
put first
set the standard
set the bar
set up for success
set up to succeed
raise the bar
ramp up
step up
establish ourselves
position ourselves
reinvent ourselves
deliver on
engage with
win back
hold on
double down
work as
act as
operate as
move from to
turn into
live up
stand for
stand out
stay ahead
get ahead
show up
keep on
bring joy
bring to life
make easy
make easier
make better
make faster
make safer
make fair
make a place
make a reason
make the best
make the most
make love
listen to
know
play a part
"""
