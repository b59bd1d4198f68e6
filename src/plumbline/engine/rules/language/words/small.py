"""Small words, and phrases of two words that mean something of their own."""

PREPOSITIONS = """
about above across after against among around as at based before behind below beside besides
between beyond by despite down during except for from in including inside into like near of off on
onto out outside over per since than through throughout till to toward towards under until up upon
using versus via vs with within without
"""

CONJUNCTIONS = "and or & but nor so while whilst whereas plus then"

DETERMINERS = """
a all an another any both each every her his its my no other our some such that the their these
this those what which whose your
"""

LINKING = """
are be because been being can could did do does had has have he i if is it may might must shall
she should that there they was we were when where which who whom will would you
"""

SKIPPED = """
able actively aim aims also and be can clearly collectively consistently continuously dramatically
easily effectively finally formally fully further going i initially internally jointly materially
must need needs next our plan-to please proactively properly publicly quickly rapidly safely
securely shall should significantly smoothly strive substantially successfully team then to
ultimately us want wants we will would
"""
"""What stands before the verb of a line and says nothing of its own."""

TAKING_CLAUSES = """
allow anticipate ask assume assure believe check confirm demonstrate desire discover enable ensure
expect feel find get guarantee have hear help hope insist keep know learn let make mean notice
observe prefer prove recommend require say see show suggest teach tell think verify want watch wish
"""
"""Verbs that a subject with a verb of its own may follow: "Help users find rooms"."""

HELPING = """
are can could did do don't had have may might must should were will would won't
"""
"""Verbs behind a subject in the plural that stand before another verb, or say what it is or has."""

BEFORE_VERBS = "all always again also both each hardly never no not now often only rarely seldom soon still then"
"""What stands between a subject and its verb."""

BEHIND_VERBS = """
anyone each everyone everything fewer half less more most nobody nothing one themselves them two
us you
"""
"""What a verb acts on, in one word."""

ADVERBS = """
again ahead alone away back directly earlier early faster first here home later less longer more
often once online out sooner there together twice unprompted up well
"""

ADJECTIVES = """
active additional annual automated average best better big bigger clear closed commercial complete
consistent critical cross-functional current customer-facing daily digital direct dozen early easy
effective efficient eight eleven end-to-end enterprise existing external extra fast faster fifteen
fifty final financial first five forty four free full further global good great gross happy high
high-quality high-risk high-value higher hourly hundred important incremental initial internal key
large larger last late local lost low low-risk lower loyal main major manual mean median million
minor missed mobile modern monthly more n national net new next nine on-time one online open
operational organic outstanding overall overdue paid paying potential private public qualified
quality quarterly quick quicker real-time recurring regional relevant reliable remaining repeat
repeated returning robust satisfied scalable second secure self-serve self-service seven
significant simple six small smaller social stable strategic strong successful sustainable tbd
technical ten third thirty thousand three top total twelve twenty two unassisted unique unresolved
user-facing weekly well-designed x xx y yearly
"""

VAGUE = """
adequate amazing appropriate awesome best best-in-class better considerably cutting-edge
delightful dramatically effective efficient excellent holistic innovative leading leverage many
next-generation next-level nice numerous optimal optimized outstanding properly robust seamless
several significant significantly smooth smoother some state-of-the-art substantially successful
successfully sufficient synergies synergy timely various world-class world-leading
"""

PRAISE = """
beautiful best better cheaper class cleaner clear clearer close closer confidence confident
delightful dependable diverse easier easy effective efficient effortless effortlessly engaged
enjoyable excellent exceptional fair fairer fast faster fastest finest first-class free
frictionless friendly good great greener happier happy healthier healthy highest impactful
inclusive independent joy lasting leading love loved loves mature meaningful memorable modern more
most open outstanding pleasant pleasure positively productive profitable profitably proud quick
quicker recommend reliable resilient robust safe safer scalable seamless secure simple simpler
smart smarter solid sound stable strong stronger strongest sustainable thriving top-class
transparent trust trusted unforgettable useful valuable valued vibrant welcoming well-oiled world
world-class
"""
"""Words that describe a better state."""

RESULTING = """
achieving bringing causing cutting decreasing generating improving increasing leading leads
lowering raising reaching reducing result resulting results saving yielding yields
"""
"""Verbs that join a piece of work to what it is to bring about."""

ENDS = """
apr aug close cw dec deadline demo end eofy fall feb final jan jul jun kw launch mar month-end
months nov oct opening quarter-end release sep sept sprint week wk year-end
"""
"""What else names an end in time, in short or with a word before it."""

DAYS = """
q1 q2 q3 q4 h1 h2 quarter year month cycle eoq eoy january february march april may june july
august september october november december spring summer autumn winter christmas easter
"""
"""What names a day or period that may be the end of something."""

BIGRAMS = {
    "MEASURE": """
annual revenue, average time, basket size, burn rate, cash burn, cash flow, close rate,
code coverage, contract value, conversion rate, cost per, customer effort, cycle time, days of,
days sales, deal size, drop off, error rate, fill rate, first response, gross margin, hit rate,
lead time, length of, life expectancy, load time, lost time, market share, mean time,
monthly revenue, near miss, near misses, net promoter, net revenue, on time, order value,
page speed, profit per, promoter score, reading level, resolution time, response time,
revenue per, run rate, sales revenue, same store, sell through, sick days, sick leave,
test coverage, test scores, time to, unit cost, unit economics, wait time, win rate, work order,
""",
    "COUNTED": """
app installs, check ins, media mentions, news articles, open rate, page view, page views,
press article, press articles, press mentions, sign up, sign ups, unique visitors,
""",
    "VANITY": """
app downloads, blog readers, blog traffic, email list, mailing list, media mentions, page view,
page views, press articles, press mentions, sign up, sign ups, site traffic, site visits,
social followers, social mentions, twitter followers, unique visitors, video views, web traffic,
web visits, website traffic, website visits,
""",
    "PEOPLE": """
active users, beta users, daily actives, monthly actives, new logos, paying customers,
team members attending, weekly actives,
""",
    "MADE": """
action item, action items, best practices, blog post, blog posts, business case, business plan,
career path, case studies, case study, ci pipeline, cold calls, data lake, data pipeline,
data warehouse, design system, discovery calls, feature flag, feature flags, help center,
help centre, hiring plan, job offer, job offers, knowledge base, landing page, landing pages,
launch date, learning path, lightning talk, lightning talks, offers accepted, office hours,
pain points, press release, proof of, pull request, pull requests, quick wins, release notes,
research report, road map, sales calls, source code, style guide, tech debt, technical debt,
test case, test cases, town hall, training modules, user interviews, user research, user stories,
user story, value stream, white paper, work stream, work streams,
""",
    "WORK": """
bring in, bring together, build out, burn down, close down, carry out, clean up, come up, cut over, dig into,
double down, draw up, fast track, figure out, fill in, fill out, find out, fine tune, flesh out,
follow up, get ready, get rid, get started, go live, hand off, hand over, kick off, knock out,
lay out, lock down, look into, make available, make explicit, map out, meet with, move from,
move to, open source, pay down, phase out, plan for, prepare for, put in, put together, ramp up,
reach out, roll out, rolling out, scale out, set up, setting up, sell off, shut down, sign off, scale up, speak to, spin up,
stand up, step up, switch off, switch to, take down, tear down, talk to, tidy up, try out, work on, wind down, work with, wrap up, write down,
""",
}
