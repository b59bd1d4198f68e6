"""Sentences that help with writing. Keys start with `coaching.`."""

MESSAGES: dict[str, str] = {
    "coaching.work": "“{work}” reads as work. What does it change?",
    "coaching.change": (
        "When it is done: who does what that they do not do today, or what is saved or earned?"
    ),
    "coaching.change.once": (
        "Once {done}: who does what that they do not do today, or what is saved or earned?"
    ),
    "coaching.seen": "How early could you see it, and where?",
    "coaching.movement": "What movement is plausible this cycle, from where to where?",
    "coaching.late": (
        "That shows only when the cycle is over. What moves earlier, so that you can still act?"
    ),
    "coaching.past.timid": (
        "Each of the earlier cycles ({cycles} known) moved it further than the {asked} asked here. "
        "It may be too easy."
    ),
    "coaching.past.usual": (
        "{reached} of {cycles} earlier cycles moved it by {asked} or more. That is within reach."
    ),
    "coaching.past.stretch": (
        "{reached} of {cycles} earlier cycles moved it by {asked} or more. That is a stretch: fine "
        "for an aspirational objective."
    ),
    "coaching.past.new": (
        "The furthest of earlier cycles ({cycles} known) moved it by {best}; {asked} is asked "
        "here. What will be done otherwise this time?"
    ),
    "coaching.past.none": (
        "None of the earlier cycles ({cycles} known) moved it this way. What will be done "
        "otherwise this time?"
    ),
    "coaching.guardrail.rework": "Work that has to be done again",
    "coaching.guardrail.rework.why": "Speed and savings can be bought with quality.",
    "coaching.guardrail.waiting": "Median time from a request to its answer",
    "coaching.guardrail.waiting.why": "Quality and care can be bought with people’s time.",
    "coaching.guardrail.churn": "Customers who leave within a month",
    "coaching.guardrail.churn.why": "Growth and revenue can be bought with customers who go again.",
    "coaching.guardrail.satisfied": "Customers who say they are satisfied",
    "coaching.guardrail.satisfied.why": "Savings and sales can be bought with goodwill.",
    "coaching.guardrail.serving": "Cost of serving one customer",
    "coaching.guardrail.serving.why": "Satisfaction and quality can be bought with money.",
    "coaching.guardrail.help": "Requests for help by each hundred customers",
    "coaching.guardrail.help.why": "More use can also mean more people who are stuck.",
    "coaching.guardrail.evenings": "Overtime of one person in a week",
    "coaching.guardrail.evenings.why": "Any target can be bought with people’s evenings.",
    "coaching.example.product.work": "Launch the new onboarding",
    "coaching.example.product.result": (
        "New accounts that finish a first task within a day: from 35 % to 55 %"
    ),
    "coaching.example.engineering.work": "Migrate the build to new servers",
    "coaching.example.engineering.result": (
        "Median time from a merged change to its release: from 3 days to 4 hours"
    ),
    "coaching.example.marketing.work": "Publish 30 blog articles",
    "coaching.example.marketing.result": (
        "Readers who ask for a demo within a week of reading: from 2 % to 5 %"
    ),
    "coaching.example.sales.work": "Train all account managers on the new deck",
    "coaching.example.sales.result": "Offers that customers accept: from 21 % to 30 %",
    "coaching.example.service.work": "Write 50 help pages",
    "coaching.example.service.result": (
        "Customers who solve a question without calling us: from 40 % to 65 %"
    ),
    "coaching.example.operations.work": "Introduce a new scanner in all depots",
    "coaching.example.operations.result": "Parcels sorted into the wrong van: from 12 to 4 a day",
    "coaching.example.people.work": "Run ten interviewer trainings",
    "coaching.example.people.result": ("Candidates who accept our offer: from 60 % to 80 %"),
    "coaching.example.finance.work": "Build a new reporting template",
    "coaching.example.finance.result": ("Working days until the month is closed: from 9 to 4 days"),
}
