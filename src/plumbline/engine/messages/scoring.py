"""Sentences behind the numbers: the steps of a calculation. Keys start with `scoring.`."""

MESSAGES: dict[str, str] = {
    # Numbers
    "scoring.number_not_plain": (
        "“{text}” is not a plain number. Write digits with a point for decimals, such as 1250.5."
    ),
    "scoring.number_too_long": "This is no number we can keep: write at most {limit} characters.",
    "scoring.number_not_finite": "This is no number. Write digits, such as 1250.5.",
    "scoring.number_too_large": (
        "The number is too large or too small: it must lie between −10^18 and 10^18. "
        "Choose a larger unit."
    ),
    "scoring.number_too_many_places": (
        "The number has too many decimals: at most {limit} are kept. Round it."
    ),
    "scoring.weight_refused": (
        "{weight} cannot be a weight: it must lie between 0 and {limit}, with at most 3 decimals."
    ),
    "scoring.progress_refused": "{progress} cannot be a progress: it must lie between 0 and 1.",
    "scoring.confidence_refused": (
        "{value} cannot be a confidence: choose a whole number from {least} to {most}."
    ),
    # Metrics
    "scoring.kind_missing": (
        "Say how the metric is to move: increase, decrease, stay in a range, stay at most or at"
        " least at a limit, or pass a milestone."
    ),
    "scoring.target_missing": "Give a target: the value to reach.",
    "scoring.target_equals_baseline": (
        "Target and baseline are both {value}, so there is no way to go. Change one, or make it a"
        " limit to hold."
    ),
    "scoring.target_below_baseline": (
        "The metric is to increase, but its target {target} lies below its baseline {baseline}."
    ),
    "scoring.target_above_baseline": (
        "The metric is to decrease, but its target {target} lies above its baseline {baseline}."
    ),
    "scoring.target_stated_twice": (
        "Give the target as a value or relative to the baseline, not both."
    ),
    "scoring.relative_target_zero": (
        "A change of 0 % asks for nothing. Give the change the target asks of the baseline."
    ),
    "scoring.baseline_missing": (
        "Give the baseline, or the day by which it will have been measured."
    ),
    "scoring.baseline_by_outside": (
        "The baseline is to be measured by {on}, which lies outside {start} to {end}."
    ),
    "scoring.limit_missing": "Give the limit to hold.",
    "scoring.range_incomplete": "Give both ends of the range.",
    "scoring.range_reversed": (
        "The lower end of the range, {low}, lies above its upper end, {high}. Swap them."
    ),
    "scoring.dates_reversed": "The last day, {end}, lies before the first, {start}.",
    "scoring.checkpoint_outside": "The checkpoint on {on} lies outside {start} to {end}.",
    "scoring.checkpoints_order": "Put checkpoints in order of date, one a day.",
    "scoring.stage_share_missing": "Give every stage a share of the way, or none of them.",
    "scoring.stage_share_negative": "A stage cannot stand for less than nothing: use 0 or more.",
    "scoring.stage_shares_sum": (
        "The shares of the stages add up to {sum}. Each is a part of the way; together they must"
        " make 1."
    ),
    # Progress of a key result
    "scoring.level_rises": (
        "({current} − {baseline}) ÷ ({target} − {baseline}) = {percent}\u202f%, read on {on}"
    ),
    "scoring.level_falls": (
        "({baseline} − {current}) ÷ ({baseline} − {target}) = {percent}\u202f%, read on {on}"
    ),
    "scoring.counts_nothing": "Worse than the baseline counts 0\u202f%",
    "scoring.counts_in_full": "Beyond the target counts 100\u202f%",
    "scoring.days_inside": "{inside} ÷ {elapsed} days inside the limits = {percent}\u202f%",
    "scoring.stretch_inside": "{value} from {since}: inside, days counted: {days}",
    "scoring.stretch_outside": "{value} from {since}: outside, days counted: {days}",
    "scoring.pace": "Expected by {on}: {percent}\u202f% of the way",
    "scoring.pace_line": "From {since}: evenly from {value} to {target} by {end}",
    "scoring.pace_steps": "From {since}: from {value} in the agreed steps to {target} by {end}",
    "scoring.pace_inside": "From {since}: within its limits all the time",
    "scoring.pace_milestone": "From {since}: nothing before {end}, then all of it",
    "scoring.pace_unknown": "From {since}: nothing in values, for start or target was not known",
    "scoring.first_day_inside": "No whole day counted yet; {current} is inside: 100\u202f%",
    "scoring.first_day_outside": "No whole day counted yet; {current} is outside: 0\u202f%",
    "scoring.milestone_passed": "Passed on {on}: 100\u202f%",
    "scoring.milestone_open": "Not passed as of {on}: 0\u202f%",
    "scoring.stages_reached": "The stages reached make {percent}\u202f% of the way",
    "scoring.stage_reached": "{title}: reached",
    "scoring.stage_open": "{title}: not reached yet",
    "scoring.paused": "Paused since {since}; the progress stays what it was that day",
    "scoring.no_check_in": "Counts 0: no check-in yet",
    "scoring.no_metric": "Counts 0: nothing says how this is measured",
    "scoring.no_baseline": "Counts 0: the baseline is not known",
    "scoring.baseline_due": "Counts 0: the baseline is to be measured by {on}",
    "scoring.no_target": "Counts 0: the target is not known",
    "scoring.no_way_to_go": "Counts 0: target and baseline are both {value}",
    "scoring.no_limit": "Counts 0: the limits to hold are not known",
    # Progress of an objective
    "scoring.weighted_mean": "{weighted_sum} ÷ {weight_sum} (sum of weights) = {percent}\u202f%",
    "scoring.nothing_weighs": "Not scored: none of its parts counts",
    "scoring.no_parts": "Not scored: no key results yet",
    "scoring.learning_not_scored": "Not scored: judged by what was learned",
    "scoring.part_key_result": "{title}: {percent}\u202f% × weight {weight}",
    "scoring.part_contributing": (
        "Contributing objective {title}: {percent}\u202f% × weight {weight}"
    ),
    "scoring.part_no_data": "{title}: no data, counts 0\u202f% × weight {weight}",
    "scoring.part_guardrail": "{title}: guardrail, adds nothing",
    "scoring.part_supporting": "{title}: supports, adds nothing",
    "scoring.part_stopped": "{title}: stopped, no longer counts",
    "scoring.part_not_scored": "{title}: not scored, left out",
    "scoring.part_repeated": (
        "“{title}” already counts here. The same thing can count only once in one objective."
    ),
    # Teams
    "scoring.mean_of_objectives": "Mean of {count} objectives, each once = {percent}\u202f%",
    "scoring.no_scored_objectives": "No figure: no objective here is scored",
    "scoring.objective_scored": "{title}: {percent}\u202f%",
    "scoring.objective_not_scored": "{title}: not scored, left out",
    "scoring.objective_differs": "“{title}” was given twice with different figures.",
    # Whole graphs
    "scoring.links_loop": (
        "Objectives contribute to each other in a loop ({count} of them). Make one of the links"
        " supporting."
    ),
    "scoring.objective_unknown": "Objective {id} is named by a key result or link but is missing.",
    "scoring.objective_repeated": "Objective {id} was given twice.",
    "scoring.link_repeated": "Objective {child} contributes twice to objective {parent}.",
    # Grades
    "scoring.better_state_missing": "Answer first: is the better state true?",
    "scoring.score_refused": "{score} cannot be a score: it must lie between 0 and 1.",
    "scoring.reason_missing": "The final score differs from the progress. Say why.",
    "scoring.miss_unexplained": "A commitment was missed. Say in a note what happened.",
    "scoring.learned_missing": "Say what was learned.",
    "scoring.evidence_missing": "Name the evidence for what was learned.",
    "scoring.grade_guardrail_breached": "A guardrail is breached.",
    "scoring.key_results_weak": (
        "The answer about the better state and the score disagree: the key results measured"
        " something else."
    ),
}
