"""Verbs as their base forms: of work, of change, of reaching, of holding, of behaviour.

A verb of work names what somebody does; a verb of change names what happens to a measure; what
stands with both ("deliver", "drive", "meet") is told by its object.
"""

WORK = """
abolish accomplish accredit acquaint act adapt add address adjust administer admit adopt advertise
advise advocate aggregate agree aid align allocate allowlist amend amortise amortize amplify
analyse analyze animate anneal annotate announce anonymise anonymize answer apply appoint appraise
approach approve arbitrate architect archive arrange articulate ask assemble assess assign assist
attach attend auction audit augment author authorise authorize automate autoscale back-test
back-up backfill backup bake bandage baseline batch begin benchmark beta-test blog blueprint
bootstrap borrow brainstorm brand breed brew brief bring broadcast broker budget bugfix build
bundle cache calculate calibrate call campaign canvass caption capture carry carry-out cascade
catalog catalogue categorise categorize cater celebrate centralise centralize certify champion
chart check choose choreograph clarify classify clean cleanse clear clone co-author co-create
co-design co-host co-ordinate coach code codify collaborate collate collect collocate combine
commence commercialise commercialize commission commit communicate compare compile complete comply
compose conceive conceptualise conceptualize conclude concretise conduct configure confirm connect
consent consider consolidate construct consult contact containerise containerize contextualise
continue contract contribute convene convert convey cooperate coordinate copy craft crawl create
credential cross-train crowdsource curate customise customize cut-over de-duplicate de-risk
debrief debug decarbonise decarbonize decentralise decide declare decommission decompose decorate
decouple decrypt dedicate dedupe deduplicate define delegate delete delist deliver demo demolish
demonstrate demote denormalise deploy deprecate describe design designate detail determine develop
devise diagnose dial dig digest digitalise digitalize digitise digitize disable discharge
discipline disclose discover discuss disentangle disinfect dismantle dismiss dispatch display
dispose disseminate dissolve distribute diversify divest do dockerise dockerize document dogfood
donate dose draft drain draw dredge drill dry-run dub earmark edit educate effectuate elaborate
elect electrify elevate email embark embed empanel employ empower enable enact encourage encrypt
enforce engage engineer enhance enlighten enlist enrich enter entrust enumerate equalise equip
erect escalate establish estimate etch evacuate evaluate evangelise evangelize evidence evolve
examine excavate execute exhibit expedite experiment explain explore export expose extend extract
fabricate facilitate familiarise familiarize fast-track fasten feature federate fence fetch file
fill film finalise finalize finance find fine-tune finish fix flesh focus follow follow-up forge
form formalise formalize formulate forward foster frame franchise freeze front-load fund furnish
galvanise gamify gather give go govern grade grant groom group guide hack hand-over handle harden
harmonise harmonize harness harvest hedge help highlight hire hold hone host ideate identify
illuminate illustrate imagine immunise immunize impart implement import incentivise incentivize
incorporate incubate index induct inform infuse ingest initialise initialize initiate inject
innovate inoculate insource inspect inspire install instil instill institute institutionalise
institutionalize instruct instrument insulate integrate interface interlink internationalise
internationalize interpret interview introduce invalidate inventory invest investigate invite
invoice involve irrigate isolate issue italicise itemise iterate job-shadow join juggle justify
kaizen keynote kick kick-off kick-start kickoff kickstart knit label laminate land landscape
launch lay lead learn lease legislate lend leverage liaise license lint liquidate list listen
litigate live-stream livestream load lobby localise localize locate log look mail make makeover
manage manufacture map market mask mature measure mechanise mediate memorise mentor merge migrate
mill minify mitigate mix mobilise mobilize mock model moderate modernise modernize modify
modularise modularize monetise monetize monitor motivate mould mount move nail name negotiate
network nominate normalise normalize notarise notify nurture obfuscate observe offboard offer
onboard open open-source operate operationalise operationalize opt orchestrate order organise
organize orient outfit outline outsource overhaul oversee own pack package paint parallelise parse
participate partition partner paste patch patrol pave pen pen-test perform permit personalise
personalize persuade phase-out photograph pick pilot pitch pivot plan plant plug polish poll pool
populate port position post practice practise pre-plan pre-register precompute prefetch prepare
prescribe present price print prioritise prioritize probe proceed process proctor procure produce
productise productize profile program programme promote proofread propagate propose prosecute
prospect prototype provide provision prune pseudonymise pseudonymize publicise publicize publish
pull purchase pursue push put qualify quarantine query queue quote ratify rationalise rationalize
re-architect re-brand re-enable re-engineer re-evaluate re-let re-paper re-run reach-out
reallocate rearchitect rearrange reassess reassign rebase rebrand rebuild recalibrate recategorise
recertify recommend reconcile reconfigure record recruit recycle redact redefine redeploy redesign
redirect redistribute redo redraft redraw reengineer refactor refer refinance refine refit
reforest refresh refurbish register regularise regulate rehearse rehouse reimburse reimplement
reinforce reissue relaunch release relocate remanufacture remaster remediate remind remove rename
render renegotiate renovate rent reorganise reorganize reorient repackage repair repave repeal
replace replan replatform replicate report reposition reprice reprint reproduce repurpose request
rescue research resell reserve reset resettle reskill resolve resource respond restructure
resurface retarget retender rethink retire retool retrain retrofit retrospect reuse revamp revert
review revise revisit revitalise revoke rewild rewire rework rewrite rezone roadmap roast
role-play roll roll-back roll-out rollout roster rotate route run sample sandbox sanitise sanitize
scaffold scan schedule scope scout scrape screen script scrutinise scrutinize sculpt seal search
securitise seed seek segment select self-assess send separate sequence serialise serve set set-up
settle setup sew shadow shape share ship shoot shop shortlist showcase sign sign-off signpost
simulate sit sketch snapshot socialise socialize solder solicit solve sort source speak spearhead
spec specify spend spike spin-up sponsor spread sprint squash staff stage stamp stand stand-up
standardise standardize start steer sterilise sterilize stitch stocktake store storyboard
strategise strategize strip structure study subcontract submit subsidise subtitle sue suggest
summarise summarize sunset supervise supplement supply support surface survey suspend swap switch
sync synchronise synchronize syndicate synthesise synthesize systematise systematize table
tabulate tackle tag tailor take talk task teach team tell template tender test theme tie titrate
toggle tokenise tokenize top-up total tour trace track trade trademark train transact transcribe
transfer transform transition translate travel treat triage trial troubleshoot try tune tutor
tweak tweet typeset unblock unbundle uncover understand undertake underwrite unearth unify
uninstall unit-test unite unload unlock unpack update upgrade upload upskill use usher utilise
utilize vacate vaccinate validate ventilate verify vet video virtualise virtualize visit visualise
visualize vote warm wash weave weigh welcome weld whitelist wire wire-up wireframe work workshop
wrap wrap-up write
"""

CHANGE_UP = """
accelerate boost climb double expand gain grow hasten heighten increase lift maximise maximize
multiply quadruple quicken raise rise scale-up speed speed-up triple widen
"""

CHANGE_DOWN = """
avoid bring-down compress contain curb curtail cut decline decrease deflate diminish drop
eliminate eradicate halve lessen limit lower minimise minimize prevent reduce reverse save shorten
shrink slash trim
"""

SOFT_CHANGE = """
accelerate advance balance better bolster broaden deepen drive ease elevate enhance evolve fortify
impact improve influence level-up optimise optimize polish professionalise rebalance recover
refine rejuvenate restore revive scale sharpen simplify smooth stabilise stabilize streamline
strengthen tighten unlock uplift
"""
"""Change is meant, of a measure or of a thing: the object tells which."""

REACH = """
accrue accumulate achieve acquire activate add amass attain attract average bank beat become book
break bring clear close collect convert cover cross cross-sell deliver drive earn end enrol enroll
exceed finish fulfil fulfill fundraise gain generate get graduate have hit land log meet net
obtain onboard outperform pass process raise rank reach realise realize receive reclaim record
recoup recover register renew restore retain satisfy score secure sell serve sign sign-up signup
surpass target top total upsell win yield
"""

HOLD = """
conserve hold keep keep-up maintain preserve protect remain retain safeguard stay sustain uphold
"""

ENSURE = """
assure ensure guarantee insure
"""

HIRING = """
appoint backfill employ fill headhunt hire interview onboard recruit shortlist source staff
"""

BEHAVE = """
accept access achieve activate adopt agree answer apply arrive attend believe book buy cancel
catch choose churn cite click close come commute complete comply consider consume contribute
convert cycle decline decrease deliver depend describe donate downgrade download drink drop earn
eat engage enjoy enrol enroll exceed experience express fail fall feel find finish follow forget
gain graduate grow happen hear improve increase indicate insulate interact know leave load log
log-in login love meet miss move notice occur open order participate pass pay perceive praise
prefer process progress purchase rate reach read receive recommend recover redeem refer refuse
register rely remain remember renew reorder reply report repurchase resolve respond retain return
rise run save say scan score see select serve share ship show sign-up sit sleep smoke spend spot
stay submit subscribe succeed survive switch think transact trust understand upgrade use vaccinate
view visit volunteer vote wait walk want watch wear worry
"""
"""What people outside the team do, or what a running system does: a result where it is counted."""

LAUNCH = """
build complete create deliver deploy develop establish finish implement introduce launch migrate
open pilot publish rebuild redesign relaunch release roll-out run set-up ship start
"""
"""Work that brings something into the world: what follows "with" may be its result."""

WINNING = """
acquire activate attract book close collect convert earn enrol enroll gain generate raise recover
renew retain secure sell sign upsell win
"""
"""Verbs whose object somebody else has to give."""

TALKING = """
attend call conduct consult contact do email engage hold host interview invite meet pitch present
reach-out run send speak survey talk test visit
"""
"""Verbs that have people as objects and are work all the same."""

CONCRETE = """
add address adopt analyse analyze announce appoint approve archive assess assign attend audit
automate begin certify collect compile complete conduct configure consolidate continue
decommission define deploy design develop digitise digitize diversify document dogfood draft
engage equip establish evaluate execute explore extend file finalise finalize finish formalise
formalize hire host identify implement incorporate install instrument integrate interview
introduce investigate launch localise localize map measure merge migrate mobilise monitor onboard
open operationalise operationalize organise organize pilot plan port present procure produce
prototype provision publish purchase rebuild record recruit redesign refactor register relaunch
release relocate rename replace report research reset restructure retire review revise revisit
rework rewrite roll-out rollout schedule set ship sign-off split standardise standardize start
submit survey test track train translate understand update upgrade write
"""
"""Verbs of work that hardly ever name a state: they are done, and then it is over."""

NOUN_FIRST = """
access answer audit backup benchmark brand budget cache call campaign change click code consent
content contract cost demo design discharge display download email feature form group harvest
image index install interview invoice lead mail mail market model network order page pilot plan
position practice price process product profile program progress project quality quote record
release report return review risk route sale sales sample scope script search service share ship
signal spend sprint stage stock store study supply support survey table team test ticket tour
traffic trial view visit web website
"""
"""Verbs of work that as often begin a noun: "Design satisfaction", "Support tickets closed"."""
