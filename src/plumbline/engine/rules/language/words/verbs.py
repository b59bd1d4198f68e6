"""Verbs as their base forms: of work, of change, of reaching, of holding, of behaviour.

A verb of work names what somebody does; a verb of change names what happens to a measure; what
stands with both ("deliver", "drive", "meet") is told by its object.
"""

WORK = """
abolish accomplish accredit acquaint act adapt add address adjust administer adopt advertise
advise advocate aggregate agree aid align allocate amend amplify analyse analyze animate annotate
announce apply appoint approach approve architect archive arrange articulate ask assemble assess
assign assist attach attend audit augment author authorise authorize automate back-test back-up
backfill backup baseline batch begin benchmark beta-test blog blueprint bootstrap brainstorm brand
brief bring broadcast broker budget bugfix build bundle calculate calibrate call campaign canvass
capture carry carry-out cascade catalog catalogue categorise categorize cater celebrate centralise
centralize certify champion chart check choose choreograph clarify classify clean cleanse clear
clone co-author co-create co-design co-host co-ordinate coach code codify collaborate collate
collect collocate combine commence commercialise commercialize commission commit communicate
compare compile complete comply compose conceive conceptualise conceptualize conclude conduct
configure confirm connect consider consolidate construct consult contact containerise containerize
contextualise continue contract contribute convene convert convey cooperate coordinate copy craft
crawl create credential cross-train crowdsource curate customise customize cut-over de-duplicate
de-risk debrief debug decentralise decide declare decommission decompose decouple dedicate
deduplicate define delegate deliver demo demonstrate denormalise deploy deprecate describe design
designate detail determine develop devise diagnose dial digest digitalise digitalize digitise
digitize disable disclose discover discuss disentangle dismantle dispatch display disseminate
distribute diversify divest do dockerise dockerize document dogfood donate draft draw drill
dry-run earmark edit educate elevate email embark embed empanel employ empower enable enact encourage
encrypt enforce engage engineer enhance enlighten enlist enrich enter entrust enumerate equalise
equip erect escalate establish estimate evaluate evangelise evangelize evidence evolve examine
excavate execute exhibit expedite experiment explain explore export expose extend extract
fabricate facilitate familiarise familiarize fast-track feature fence fetch file fill film
finalise finalize finance find fine-tune finish fix flesh focus follow follow-up forge form
formalise formalize formulate forward foster frame franchise front-load fund furnish gamify gather
give go govern grade groom group guide hack hand-over handle harden harmonise harmonize harness
help highlight hire hold hone host ideate identify illuminate illustrate imagine impart implement
import incentivise incentivize incorporate incubate index induct inform infuse initialise
initialize initiate inject innovate inoculate insource inspect inspire install instil instill
institute institutionalise institutionalize instruct instrument integrate interface interlink
internationalise internationalize interpret interview introduce inventory invest investigate
invite involve isolate issue italicise itemise iterate job-shadow join juggle justify kaizen
keynote kick kick-off kick-start kickoff kickstart label land landscape launch lay lead learn
lease leverage liaise license lint liquidate list listen live-stream livestream load lobby
localise localize locate log look make makeover manage manufacture map market mature measure
mechanise memorise mentor merge migrate mitigate mobilise mobilize mock model moderate modernise
modernize modify modularise modularize monitor motivate mount move nail name negotiate network
nominate normalise normalize notify nurture observe offboard offer onboard open open-source
operate operationalise operationalize orchestrate order organise organize orient outfit outline
outsource overhaul oversee own pack package paint parallelise parse participate partition partner
paste patch patrol pave pen perform permit persuade phase-out photograph pick pilot pitch plan
plant plug polish poll pool populate port position post practice practise pre-plan pre-register
prepare prescribe present print prioritise prioritize probe proceed process procure produce
profile program programme promote proofread propagate propose prospect prototype provide provision
prune publicise publicize publish pull purchase pursue push put qualify query queue ratify
rationalise rationalize re-architect re-brand re-enable re-engineer re-evaluate re-run reach-out
reallocate rearchitect rearrange reassess rebase rebrand rebuild recalibrate recategorise
recertify recommend reconcile reconfigure record recruit redefine redeploy redesign redirect redo
redraft reengineer refactor refer refine refit refresh refurbish register regularise rehearse
rehouse reimplement reinforce relaunch release relocate remediate remind remove rename render
renegotiate renovate rent reorganise reorganize reorient repackage repair replace replan
replatform replicate report reposition reproduce repurpose request research resell reserve reset
reskill resolve resource respond restructure retender rethink retire retool retrain retrofit
retrospect reuse revamp review revise revisit revitalise rewire rework rewrite roadmap role-play
roll roll-out rollout rotate run sample sanitise sanitize scaffold scan schedule scope scout
scrape screen script scrutinise scrutinize seal search seed seek segment select self-assess send
separate serialise serve set set-up settle setup shadow shape share ship shoot shop shortlist
showcase sign sign-off simulate sit sketch socialise socialize solicit solve sort source speak
spearhead spec specify spike spin-up sponsor spread sprint staff stage stand stand-up standardise
standardize start steer stitch stocktake store strategise strategize structure study subcontract
submit subsidise suggest summarise summarize sunset supervise supplement supply support surface
survey swap switch sync synchronise synchronize synthesise synthesize systematise systematize
table tabulate tackle tag tailor take talk task teach team tell template tender test theme tie
toggle top-up total trace track trade trademark train transact transcribe transfer transform
transition translate travel treat triage trial troubleshoot try tune tutor tweak tweet unblock
uncover understand undertake unearth unify unite uninstall unit-test unlock unpack update upgrade upload
upskill use usher utilise utilize vacate vaccinate validate verify vet video virtualise virtualize
visit visualise visualize vote warm weave weigh welcome wire wire-up wireframe work workshop wrap
wrap-up write
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
choose churn click close commute complete comply consider consume contribute convert cycle decline
decrease deliver describe donate downgrade download drop earn engage enrol enroll exceed
experience express fail fall feel find finish follow gain graduate grow happen improve increase
indicate interact know leave load log log-in login meet move occur open order participate pass pay
perceive prefer process progress purchase rate reach read receive recommend recover redeem refer
register remain renew reorder reply report repurchase resolve respond retain return rise run save
say scan score select serve share ship show sign-up sleep smoke spend stay submit subscribe
succeed survive switch transact trust understand upgrade use vaccinate view visit volunteer vote
wait walk watch
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
