"""What an answer to an exercise still lacks. Keys start with `learning.`."""

MESSAGES: dict[str, str] = {
    "learning.missing.empty": "Write your answer first.",
    "learning.missing.unchanged": "This is still the line that was given. Write it anew.",
    "learning.missing.too_short": (
        "Say a little more: it takes at least {fewest} words beside its figures."
    ),
    "learning.missing.gibberish": (
        "These are letters, but no words. Write what somebody else would understand."
    ),
    "learning.missing.english": (
        "This reads like another language. The rules on wording know English alone."
    ),
    "learning.missing.holds": "The figure {figure} of the task does not stand in it.",
    "learning.missing.about": (
        "No word of this is about what the task asks: {subject}. Who would do something different "
        "there?"
    ),
    "learning.missing.confidence": (
        "Say how sure you are, such as “confidence 5 of 10”, from 1 to 10."
    ),
    "learning.missing.next_step": "Say what comes next, or what you need and from whom.",
    "learning.missing.limit": (
        "Say what has to hold: “at most” or “at least”, and the limit. A guardrail has no way to "
        "go."
    ),
    "learning.missing.copy": (
        "This measures the same as the given line. Find another measure, one of your own."
    ),
    "learning.missing.no_grade": "Write a grade between 0.0 and 1.0, such as 0.4.",
    "learning.missing.grade": (
        "The grade is the part of the way that was covered: {covered} of {whole} points."
    ),
    "learning.missing.choose": "Choose one of the answers.",
    "learning.missing.other": "Not this one. Look at the others again.",
}
