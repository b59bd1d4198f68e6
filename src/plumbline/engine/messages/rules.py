"""Sentences about rules and their findings. Keys start with `rules.`."""

MESSAGES: dict[str, str] = {
    "rules.parameter_unknown": "There is no parameter {name}. There are: {known}.",
    "rules.parameter_boolean": "The parameter {name} takes true or false.",
    "rules.parameter_words": "The parameter {name} takes a list of words.",
    "rules.parameter_among": "The parameter {name} does not know “{word}”. It knows: {known}.",
    "rules.parameter_range": "The parameter {name} takes a number from {least} to {most}.",
    "rules.activity_as_result": (
        "This names work, not what the work is to change. Say what will be different when it "
        "is done, and how you would see it."
    ),
    "rules.activity_as_result.mend": "Turn it into a result and keep the work beside it",
    "rules.objective_is_task": (
        "This objective is a task. Say the better state it is to bring about; the task is an "
        "initiative."
    ),
    "rules.objective_has_number": (
        "The objective holds the number {number}. Move it into a key result and say in words "
        "what it stands for."
    ),
    "rules.objective_has_number.mend": "Cut the number, which a key result holds",
    "rules.objective_vague": "This would fit any team. Name who is to be better off, and in what.",
    "rules.objective_vague.nothing": (
        "“{word}” names nothing. Name who is to be better off, and in what."
    ),
    "rules.restates_objective": (
        "This says the objective again. Write what would convince somebody who doubts that it "
        "was reached."
    ),
    "rules.several_measures": (
        "This holds more than one measure. Make a key result of each, or keep the one that matters."
    ),
    "rules.unexplained_acronym": (
        "Not everybody knows what {word} means. Spell it out, or add it to the terms known here."
    ),
    "rules.vague_words": (
        "Everybody reads “{word}” otherwise. Say by how much, or what would be seen."
    ),
    "rules.vague_words.nothing": (
        "“{word}” names nothing that could be measured. Say what is counted, and of whom."
    ),
    "rules.vague_words.mend": "Cut what says nothing",
    "rules.title_too_long": (
        "The title has {words} words; {most} are still remembered. Move the rest into why it "
        "matters."
    ),
    "rules.business_as_usual": (
        "This keeps things as they are. Track it as a health metric, and use the objective "
        "for what is to change."
    ),
    "rules.work_in_result": (
        "The result also says how it will be brought about. Keep the way as an initiative: it "
        "may change, the result stays."
    ),
    "rules.work_in_result.mend": "Cut the work out of the title",
    "rules.repeated_in_objective": (
        "This says the same as “{title}”. Keep one of them, or it counts twice."
    ),
    "rules.no_number": "There is no number. Say from where to where, and in which unit.",
    "rules.no_baseline": (
        "Nobody can see where this starts. Add the value of today, or a day by which it will "
        "be measured."
    ),
    "rules.no_baseline.mend": "Start from the first value that was read",
    "rules.placeholder_number": (
        "{gap} still stands where a number is to be. Fill it in, or name the day by which it "
        "will be known."
    ),
    "rules.placeholder_number.mend": "Fill in what the measure says",
    "rules.target_is_baseline": (
        "Target and start are the same. Set a target that differs, or make it a limit that is "
        "to hold."
    ),
    "rules.direction_contradicts": (
        "“{verb}” goes one way and the numbers the other. Correct one of them."
    ),
    "rules.unit_missing": "The number has no unit. Name it: %, days, customers, euros.",
    "rules.not_time_bound": "Nothing says by when. Name the cycle of the document, or a due day.",
    "rules.not_time_bound.document": (
        "Nothing says by when any of {count} key results is to be reached. Name the cycle of the "
        "document, such as Q1 2026, or a day for each."
    ),
    "rules.trivial_against_history": (
        "{reached} of the last {cycles} cycles brought as much without an objective. Ask for "
        "more, or spend the effort elsewhere."
    ),
    "rules.unreachable_against_history": (
        "This asks for a change of {asked}; the best cycle so far brought {best}. Name what "
        "is done otherwise this time, or choose a target in reach."
    ),
    "rules.relative_without_baseline": (
        "A change by a share needs its start. Add the value of today, or a day by which it "
        "will be measured."
    ),
    "rules.relative_without_baseline.mend": "Count from the first value that was read",
    "rules.vanity_metric": (
        "“{word}” grows with effort whether anybody is better off or not. Measure what these "
        "people do next, or pair it with that."
    ),
    "rules.binary_without_warning": (
        "This reads 0 until the last day. Give it stages, or pair it with something that "
        "moves before."
    ),
    "rules.slow_to_measure": (
        "This is read too seldom to steer by. Find an indicator that moves within two weeks."
    ),
    "rules.without_resources": (
        "No initiative serves this. Name what is done for it, or take it out of the cycle."
    ),
    "rules.too_many_objectives": (
        "There are {count} objectives where {most} can be pursued. Choose, and keep this one "
        "for later."
    ),
    "rules.too_many_key_results": (
        "There are {count} key results; {most} are the limit and 3 are better. Keep those "
        "that would convince a doubter."
    ),
    "rules.too_few_key_results": (
        "{count} of at least {least} key results. Add what would convince somebody who doubts "
        "that the objective was reached."
    ),
    "rules.guardrail_missing": (
        "Nothing says what must not get worse for this. Add a guardrail: churn, quality, "
        "overtime within budget."
    ),
    "rules.one_sided_set": (
        "All key results are about {family}. Add what the customer or the team would notice."
    ),
    "rules.mixed_styles": (
        "This calls itself {own} in an objective that is {style}. Make two objectives of it, "
        "or settle on one style."
    ),
    "rules.style_missing.document": (
        "None of {count} objectives says whether it is committed, aspirational or learning. Say "
        "how each is to be judged before it starts."
    ),
    "rules.style_missing": (
        "Committed, aspirational or learning? Say how this is to be judged before it starts."
    ),
    "rules.lagging_only": "All measures here confirm afterwards. Add one that moves before.",
    "rules.work_only": (
        "All key results here are work. Ask what it is to change together, and measure that first."
    ),
    "rules.supports_nothing": (
        "This supports no objective of the organization. Link what it supports, or ask "
        "whether one is missing above."
    ),
    "rules.copied_from_parent": "This repeats “{title}”. Say what this team's own part in it is.",
    "rules.duplicated_across_teams": (
        "“{title}” of {team} says the same. Make one shared with one accountable owner, and "
        "let the other support it."
    ),
    "rules.parent_unknown": "There is no {id} to support. Correct the id, or remove the link.",
    "rules.priority_unserved": (
        "No objective serves the priority “{title}”. Choose one, or say that it waits."
    ),
    "rules.owner_missing": "Nobody answers for this. Name one person.",
    "rules.owner_missing.nobody": (
        "No owner is named: nobody answers for any of {count} objectives and key results. Name one "
        "person for each."
    ),
    "rules.owner_missing.key_results": (
        "None of {count} key results names an owner. Name one person for each, or set that whoever "
        "owns the objective answers for them (inherits)."
    ),
    "rules.owner_missing.unsure": (
        "“{name}” in brackets does not surely name one person. Write the whole name or the address "
        "as owner."
    ),
    "rules.owner_missing.several": (
        "“{names}” in brackets are {count} people, and none of them is the owner. Name the one who "
        "answers for this."
    ),
    "rules.group_as_owner": (
        "“{owner}” is no single person. Name one, and the others as contributors."
    ),
    "rules.shared_without_accountable": (
        "Several teams share this and nobody convenes them. Name one accountable owner."
    ),
    "rules.overloaded_owner": (
        "{owner} answers for {count} key results; {most} are the limit. Hand some to whoever "
        "is nearer."
    ),
    "rules.check_in_stale": "The last check-in is too long ago. Check in, or change the cadence.",
    "rules.proxy_date_passed": (
        "This work was a stand-in until {due}. Replace it by the result it stood for."
    ),
    "rules.instrumentation_late": (
        "It is week {week} and nothing was read yet. Set up the measuring now, or measure "
        "something else."
    ),
    "rules.committed_low_confidence": (
        "This is committed, and its owner's confidence is {confidence} of 10. Adjust target "
        "or resources now, or call it aspirational."
    ),
    "rules.confidence_unchanged": (
        "The last {count} check-ins all say {confidence}. Ask what would raise it, and what "
        "would lower it."
    ),
    "rules.always_reached": (
        "The last {cycles} cycles were all graded at the top. Raise the bar, or call this "
        "committed."
    ),
    "rules.outside_cycle": (
        "{day} lies outside the cycle. Move it inside, or the key result into the next."
    ),
    "rules.grade_missing": (
        "The cycle is over and this has no grade. Grade it, and write down what was learned."
    ),
    "rules.qualitative_without_evidence": (
        "Nothing says what would show that this was reached. Name what counts as evidence, "
        "and by when."
    ),
    "rules.evidence_without_day": "By when is the evidence to be there? Add the day.",
    "rules.survey_without_protocol": (
        "Who is asked, when, and how many answers count? Say it, or the score moves with the "
        "people asked."
    ),
    "rules.source_missing": "Where does the number come from? Name the report, query or person.",
    "rules.reached_without_evidence": (
        "This is called reached and nothing shows it. Attach or link the evidence."
    ),
    "rules.field_empty.why": "Say why this matters: it is asked for here.",
    "rules.field_empty.owner": "Name one person who answers for this: it is asked for here.",
    "rules.field_empty.priority": "Name the priority that this serves: it is asked for here.",
    "rules.field_empty.style": "Say how this will be judged: it is asked for here.",
    "rules.field_empty.supports": "Name what this supports: a link upwards is asked for here.",
    "rules.field_empty.tags": "Give this a tag: one is asked for here.",
    "rules.field_empty.metric": "Say how this is measured: it is asked for here.",
    "rules.field_empty.evidence": "Say what will count as evidence: it is asked for here.",
    "rules.field_empty.due": "Say by which day: it is asked for here.",
    "rules.field_empty.note": "Explain the score in a sentence: it is asked for here.",
    "rules.field_empty.learned": "Say what was learned: it is asked for here.",
    "rules.field_empty.learned_evidence": (
        "Say what shows that it was learned, in words or with a link: it is asked for here."
    ),
    "rules.agreed_late": (
        "This was to be active by {day}, {days} days before its cycle begins. Days late: {late}. "
        "Agree on it for the next cycle, or say why it cannot wait."
    ),
    "rules.not_approved.parent_lead": (
        "It has {given} of {count} approvals by the lead of a team above. They are asked once it "
        "is handed in for review."
    ),
    "rules.not_approved.champion": (
        "It has {given} of {count} approvals by an OKR champion. They are asked once it is handed "
        "in for review."
    ),
    "rules.not_approved.either": (
        "It has {given} of {count} approvals by the lead of a team above or an OKR champion. They "
        "are asked once it is handed in for review."
    ),
    "rules.not_approved.named": (
        "It has {given} of {count} approvals by the people named for it. They are asked once it is "
        "handed in for review."
    ),
    "rules.not_approved.named_too": (
        "It has {given} of {count} approvals by those who are to approve it, by role or by name. "
        "They are asked once it is handed in for review."
    ),
    "rules.not_approved.manager": (
        "It has {given} of {count} approvals by the manager of its owner. They are asked once it "
        "is handed in for review."
    ),
    "rules.not_approved.in_review": (
        "It has {given} of {count} approvals of its title and targets as they stand. Its approvals "
        "tell of whom they are asked."
    ),
    "rules.not_approved.runs": (
        "It runs with {given} of {count} approvals of its title and targets as they stand. Ask "
        "for the approval on its page."
    ),
    "rules.suppression_without_reason": (
        "This hides nothing without a reason. Write a colon and the reason behind the codes."
    ),
    "rules.suppression_unused": (
        "{codes} would find nothing here. Take it out, or what comes later is hidden unseen."
    ),
    "rules.suppression_unused.mend": "Take the comment out",
    "rules.suppression_unknown": (
        "There is no rule “{word}”, so it hides nothing. Write a code or name, and then a colon."
    ),
    "rules.suppression_names_none": (
        "This names no rule, so it hides nothing. Write the codes behind ignore, and then a colon."
    ),
}
