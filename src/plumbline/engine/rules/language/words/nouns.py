"""Nouns as singulars: of measures, of what is made, of people, of what people do and is counted."""

MEASURES = """
abandonment absence absenteeism accident accuracy activation acv adherence adoption aov arpa arpu
arr attainment attendance attrition availability average awareness backlog belonging benchmark
billing bookings bounce break-even breakeven breastfeeding budget burn cac cancellation capacity
capex cash cashflow ces changeover churn circulation close-rate cls clv co2 competence complaint
completion compliance comprehension confidence conformance congestion consumption containment
contraction conversion conversion-rate cost coverage cpa cpc cpl cpm cpo crash crime csat ctr cvr
cycle-time dau debt defect deficit deflection demand deviation diversity dna downtime dpmo dpo
drop-off dropoff dso duration dwell earnings ebit ebitda efficiency emission employment energy
engagement enps enrollment enrolment equity error escalation expansion expenditure expense
exposure failure fatality fcp first-contact flakiness footfall footprint frequency freshness
fulfillment fulfilment gap gmv gnps goal gpa grade graduation grr homelessness hunger iacv idle
immunisation immunization incidence incident inclusion income index infection injury inp
interaction inventory kpi kwh latency lcp lead-time leadtime length level leverage lifetime
lighthouse liquidity listenership literacy los loyalty ltv margin market-share mastery mau mean
median mindshare morbidity mortality mpg mrr mtbf mtta mttd mttm mttr noise nps nrr numeracy
obesity occupancy oee ontime opex otd otif outage overhead overtime p50 p75 p90 p95 p99 parity
pass-rate payback penetration percent percentage percentile performance pipeline pm2.5 pollution
position poverty ppm precision predictability pressure prevalence price productivity proficiency
profit proportion punctuality queue quota rank ranking rate rating ratio readership readiness
readmission recall recidivism recognition refund regression reliability renewal reopen reorder
representation repurchase reputation resolution response responsiveness retention return revenue
roas roi ros runway satisfaction saving score scrap sentiment share shrinkage sla sli slo smoking
solvency speed spend staleness star stay stickiness surplus survival sus takt target tcv
temperature tenure throughput time timeliness toil traffic trust ttfb tti turnaround turnover
unemployment upsell uptime usage utilisation utilization vaccination valuation value variance
velocity viewership visibility volume vulnerability wait waiting waste wau weight well-being
wellbeing win-rate yield
"""

MADE = """
academy action action-item ad adapter advert agenda album alerting algorithm alpha ama amendment
analysis analytics animation anniversary annotation api app application apprenticeship approach
architecture archive article assessment asset audit automation badge banner bench beta bid blog
blueprint board book bootcamp booth bot branch brief brochure bug bundle bursary bylaw cadence
calendar campaign capability caption case-study catalog catalogue cd celebration center centre
change-request chapter chart charter checklist checkpoint ci cicd clause cleanup cluster cms
coaching code codebase collateral collection commit committee component concept conference config
configuration connector consultation content cookbook copy corpus council course creative crm cron
curriculum dashboard database dataset deck deliverable demo deployment depot description design
device diagram doc document documentation drill e-book e2e ebook enablement endpoint engine
enhancement environment epic episode equipment erp event exhibition experiment extension facility
faq feature feedback-loop firewall fix fixture flowchart flyer font form forum fountain framework
functionality gate glossary governance guide guideline hackathon handbook hardware headcount hire
hiring hris hub hypothesis icon idea identity illustration image implementation improvement
infographic infrastructure initiative instrumentation integration internship interview
interviewing intranet issue item iteration job journal keynote kit lab ladder lane launch layout
leaflet ledger lesson library list listing lms localisation localization log logging logo machine
magazine mailing manifesto manual map material matrix mechanism meeting meetup memo mentoring
mentorship menu merger method methodology mfa microservice migration milestone mission mock mockup
model module monitoring mvp navigation newsletter observability office offsite onboarding ontology
ordinance overhaul package page palette panel patch path persona photo piece pillar pilot plan
platform playbook playtest plugin poc podcast policy poll portal position post poster pr practice
prd presentation press-release procedure process program programme project proposal protocol
prototype questionnaire quote rebrand recipe recommendation record recruit recruiting recruitment
redesign reel refactor refactoring refinement register registry regulation release reorganisation
reorganization repo report reporting repository requirement research restructure restructuring
retreat retro retrospective review rewrite rfc rfi rfp ritual roadmap roadshow role roll-out
rollout rota rubric runbook sample schema scheme scholarship scorecard screen script sdk sensor
server session shelter site sitemap sketch slide snippet software song sop spec specification
sprint sso standard standup statute story strategy structure studio study subtask suite summit
survey symposium system talk task task-force taskforce taxonomy template tender term test
test-case test-suite testing timetable tool toolbox toolchain tooling toolkit toolset tooltip
touchpoint town-hall townhall tracing tracking trademark training translation tutorial unit-test
update upgrade use-case vacancy variant version video vision visual voucher vpn warehouse webinar
webpage website white-paper whitepaper wiki wireframe workflow working-group workshop zine
"""

PEOPLE = """
account adopter adult advocate alumni alumnus ambassador anyone applicant apprentice association
attendee audience baby backer bank beginner beneficiary booking borrower builder business buyer
caregiver carer charity child citizen city claimant client clinic club cohort community commuter
company consumer contributor council creator crowd customer deal dealer distributor district
donation donor driver elder employer enterprise entrepreneur evaluator everybody everyone family
fan farm farmer firm follower franchisee freelancer gamer girl graduate grantee guest homeowner
hospital household infant inhabitant installation instance investor jobseeker landlord lead
learner lender licence license listener logo maintainer man member merchant migrant mother mql
municipality newcomer nobody offender operator opportunity order organisation organization parent
participant partner passenger patient payer pensioner people person pharmacy player pledge pql
prospect publisher pupil purchase reader readership recipient refugee renter reseller resident
respondent retailer reviewer rider sal sale sao school schoolchild seat seller senior shopper
signatory smallholder smb sme sponsor sql startup student subscriber supplier supporter survivor
taxpayer teenager tenant town transaction traveler traveller trial university user validator
vendor veteran viewer village visitor volunteer voter wholesaler woman workload youth
"""

STAFF = """
ae agent analyst apprentice architect bdr candidate coach colleague consultant crew csm department
designer developer director doctor employee engineer executive head hire intern leader lecturer
manager nurse officer recruiter rep representative sa salespeople salesperson scientist sdr
specialist squad sre staff tam teacher team team-member teammate technician trainee trainer vp
worker workforce
"""

COUNTED = """
application backlink booking call check-in checkin citation claim click comment contribution deal
donation download enquiry enrollment enrolment follower fork impression inquiry install journey
lead like listen logo meal membership mention opportunity order page-view pageview playthrough
pledge purchase query reaction referral registration renewal repurchase request reservation return
retweet sale sign-up signature signup star stream subscriber subscription testimonial transaction
upload view visit vote win
"""
"""What people outside do, counted: a result however it is brought about."""

VANITY = """
download eyeball fan follower impression install listen listener mention pageview read reader
readership registration retweet sign-up signup star stream subscriber upload view viewer visit
visitor
"""

ABSTRACT = """
accessibility agility alignment brand clarity collaboration communication consistency
consumability culture discoverability environment excellence execution experience health impact
innovation leadership maturity mindset morale operation ownership presence process quality
readiness relationship repeatability reputation resilience scalability security stability success
teamwork transparency usability value visibility workflow
"""
"""Good things nobody can count as they stand."""

FLOW = """
alarm alert application appointment batch bug build bus call case change chat claim complaint
conversation delivery deployment dispute email enquiry escalation event flight goal incident
inquiry invoice job letter loan meal message order package parcel payment permit project query
question referral release request search shift shipment sprint ticket train transaction transfer
trip vulnerability
"""
"""What comes and goes and is dealt with: a share of it done in time is a result."""
