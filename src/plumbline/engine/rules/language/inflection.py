"""Forms of English words: enough to know a word of the lists wherever it stands."""

_IRREGULAR = {
    "be": ("is", "being", "been"), "become": ("becomes", "becoming", "became"),
    "begin": ("begins", "beginning", "began begun"), "bring": ("brings", "bringing", "brought"),
    "build": ("builds", "building", "built"), "buy": ("buys", "buying", "bought"),
    "choose": ("chooses", "choosing", "chose chosen"), "cut": ("cuts", "cutting", "cut"),
    "do": ("does", "doing", "did done"), "draw": ("draws", "drawing", "drew drawn"),
    "drive": ("drives", "driving", "drove driven"), "fall": ("falls", "falling", "fell fallen"),
    "feel": ("feels", "feeling", "felt"), "find": ("finds", "finding", "found"),
    "forge": ("forges", "forging", "forged"), "get": ("gets", "getting", "got gotten"),
    "give": ("gives", "giving", "gave given"), "go": ("goes", "going", "went gone"),
    "grow": ("grows", "growing", "grew grown"), "have": ("has", "having", "had"),
    "hit": ("hits", "hitting", "hit"), "hold": ("holds", "holding", "held"),
    "keep": ("keeps", "keeping", "kept"), "know": ("knows", "knowing", "knew known"),
    "lay": ("lays", "laying", "laid"), "lead": ("leads", "leading", "led"),
    "learn": ("learns", "learning", "learned learnt"), "leave": ("leaves", "leaving", "left"),
    "make": ("makes", "making", "made"), "meet": ("meets", "meeting", "met"),
    "pay": ("pays", "paying", "paid"), "put": ("puts", "putting", "put"),
    "read": ("reads", "reading", "read"), "rise": ("rises", "rising", "rose risen"),
    "run": ("runs", "running", "ran run"), "say": ("says", "saying", "said"),
    "see": ("sees", "seeing", "saw seen"), "seek": ("seeks", "seeking", "sought"),
    "sell": ("sells", "selling", "sold"), "send": ("sends", "sending", "sent"),
    "set": ("sets", "setting", "set"), "shoot": ("shoots", "shooting", "shot"),
    "show": ("shows", "showing", "showed shown"), "shrink": ("shrinks", "shrinking", "shrank shrunk"),
    "speak": ("speaks", "speaking", "spoke spoken"), "spend": ("spends", "spending", "spent"),
    "spread": ("spreads", "spreading", "spread"), "stand": ("stands", "standing", "stood"),
    "take": ("takes", "taking", "took taken"), "teach": ("teaches", "teaching", "taught"),
    "tell": ("tells", "telling", "told"), "understand": ("understands", "understanding", "understood"),
    "undertake": ("undertakes", "undertaking", "undertook undertaken"),
    "uphold": ("upholds", "upholding", "upheld"), "weave": ("weaves", "weaving", "wove woven"),
    "win": ("wins", "winning", "won"), "write": ("writes", "writing", "wrote written"),
    "rewrite": ("rewrites", "rewriting", "rewrote rewritten"),
    "rebuild": ("rebuilds", "rebuilding", "rebuilt"), "rethink": ("rethinks", "rethinking", "rethought"),
    "retrain": ("retrains", "retraining", "retrained"), "broadcast": ("broadcasts", "broadcasting", "broadcast"),
    "beat": ("beats", "beating", "beat beaten"), "reset": ("resets", "resetting", "reset"),
    "offboard": ("offboards", "offboarding", "offboarded"), "shut": ("shuts", "shutting", "shut"),
    "tie": ("ties", "tying", "tied"),
}  # fmt: skip
_DOUBLING = {
    "ship", "plan", "map", "cut", "run", "drop", "stop", "tag", "trim", "slash", "scan", "set",
    "swap", "pen", "pin", "plug", "log", "debug", "begin", "submit", "commit", "embed", "enrol",
    "refer", "transfer", "prefer", "program", "fit", "retrofit", "outfit", "permit", "rebut", "cap",
    "top", "shop", "dig", "step", "wrap", "chat", "vet", "pop", "equip", "occur", "compel",
    "upskill", "shortlist", "model", "travel", "label", "cancel", "channel", "total", "fulfil",
    "instil", "level",
}  # fmt: skip
_PLURALS = {
    "analysis": "analyses", "child": "children", "man": "men", "woman": "women", "person": "persons",
    "criterion": "criteria", "index": "indices", "matrix": "matrices", "hypothesis": "hypotheses",
    "people": "people", "staff": "staff", "curriculum": "curricula", "medium": "media",
    "crisis": "crises", "basis": "bases", "datum": "data",
}  # fmt: skip
BASE, THIRD, ING, PAST = "base", "s", "ing", "ed"


def plural(noun: str) -> tuple[str, ...]:
    """Return the plurals of a noun, those of `-s` included where another is usual."""
    if noun in _PLURALS:
        return (_PLURALS[noun], f"{noun}es") if noun in {"index", "matrix"} else (_PLURALS[noun],)
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return (f"{noun[:-1]}ies",)
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return (f"{noun}es",)
    return (f"{noun}s",)


def verb_forms(verb: str) -> tuple[tuple[str, str], ...]:
    """Return the forms of a verb with what each is: `base`, `s`, `ing` or `ed`."""
    stem, dash, rest = verb.partition("-")
    if dash and rest in {"up", "out", "off", "in", "over", "down"}:
        return tuple((f"{form}-{rest}", kind) for form, kind in verb_forms(stem))
    if verb in _IRREGULAR:
        third, ing, past = _IRREGULAR[verb]
        return (verb, BASE), (third, THIRD), (ing, ING), *((each, PAST) for each in past.split())
    third = plural(verb)[0] if not verb.endswith("o") else f"{verb}es"
    if verb.endswith("e") and not verb.endswith(("ee", "ye", "oe")):
        return (verb, BASE), (third, THIRD), (f"{verb[:-1]}ing", ING), (f"{verb}d", PAST)
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return (verb, BASE), (third, THIRD), (f"{verb}ing", ING), (f"{verb[:-1]}ied", PAST)
    forms = [(verb, BASE), (third, THIRD), (f"{verb}ing", ING), (f"{verb}ed", PAST)]
    if verb in _DOUBLING:
        forms += [(f"{verb}{verb[-1]}ing", ING), (f"{verb}{verb[-1]}ed", PAST)]
    return tuple(forms)
