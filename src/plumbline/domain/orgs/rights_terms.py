"""The words that the table of rights is written in."""

from enum import StrEnum


class Role(StrEnum):
    """Whom the table speaks of; given by hand, or following from teams, reports and tokens."""

    ADMIN = "admin"
    CHAMPION = "champion"
    TEAM_LEAD = "team_lead"
    MANAGER = "manager"
    MEMBER = "member"
    VIEWER = "viewer"
    AUDITOR = "auditor"
    FINANCE_PARTNER = "finance_partner"
    DEPUTY = "deputy"
    SERVICE = "service"


class Act(StrEnum):
    """What somebody may want to do."""

    VIEW = "view"
    OPEN = "open"  # read what is not for one's eyes: with a reason, journaled, told to the owner
    PROPOSE = "propose"
    CREATE = "create"
    ACCEPT = "accept"  # take a proposed objective among the drafts
    EDIT = "edit"
    DELETE = "delete"
    SUBMIT = "submit"
    ACTIVATE = "activate"
    ADJUST = "adjust"
    PAUSE = "pause"  # and resume
    STOP = "stop"
    CHECK_IN = "check_in"
    GRADE_START = "grade_start"  # close the books: from active to grading
    GRADE_BACK = "grade_back"  # take that back, as long as nobody has answered
    GRADE_SELF = "grade_self"
    GRADE_FINAL = "grade_final"
    RANK = "rank"
    COMMENT = "comment"
    SHARE = "share"
    ALIGN = "align"
    ATTACH = "attach"  # an external link, and take it off
    ASK = "ask"  # another side for something by a day; move the day, withdraw it
    ANSWER = "answer"  # accept, decline or deliver what is asked
    IMPORT = "import"
    EXPORT = "export"
    DEPUTIZE = "deputize"
    MANAGE = "manage"


class Kind(StrEnum):
    """What an act is done to."""

    OBJECTIVE = "objective"
    PERSONAL_OBJECTIVE = "personal_objective"
    KEY_RESULT = "key_result"
    PERSONAL_KEY_RESULT = "personal_key_result"
    CHECK_IN = "check_in"
    CYCLE = "cycle"
    PRIORITY = "priority"
    TEAM = "team"
    PERSON = "person"
    ROLE = "role"
    TOKEN = "token"  # noqa: S105 - the name of a kind, not a secret
    ORGANIZATION = "organization"
    MODULE = "module"
    JOURNAL = "journal"
    CUSTOM_FIELD = "custom_field"
    DOCUMENT = "document"
    DEPENDENCY = "dependency"  # one side of it: the one that waits, or the one that delivers
    SAVED_VIEW = "saved_view"  # one's own: what a page is narrowed and sorted by
    SHARED_VIEW = "shared_view"  # the same for the whole organization
    TEMPLATE = "template"  # an objective to begin others from; of the team it was saved from
    WORKING_DAYS = "working_days"  # with holidays and locations
    WEEKLY_ANSWERS = "weekly_answers"  # to the three questions, of one person for one team
    DECISION = "decision"  # of a team's weekly review, and whose it is to see to
    PRACTICE = "practice"  # a best practice, guideline or policy
    ATTESTATION = "attestation"  # that somebody read a practice and keeps it; of one person
    PRACTICE_FEEDBACK = "practice_feedback"  # what one person says of a practice
    WAIVER = "waiver"  # leave not to keep a practice; of the objective it is for
    APPROVAL = "approval"  # a yes to an objective; of the team above, or whose manager it is
    AUDIT = "audit"  # what the practices found on a day, and its schedules
    ASSIGNMENT = "assignment"  # lessons that people are to do by a day
    JOB = "job"  # what Plumbline does by itself
    MESSAGE = "message"  # mail that waits or was sent


class Visibility(StrEnum):
    """Who may see a thing; `NONE` for kinds that have no such choice."""

    ORGANIZATION = "organization"
    TEAM = "team"
    PRIVATE = "private"
    NONE = "none"


class State(StrEnum):
    """Where an objective (or the objective a thing belongs to) stands; `NONE` for other kinds."""

    PROPOSED = "proposed"
    DRAFT = "draft"
    IN_REVIEW = "in_review"
    ACTIVE = "active"
    PAUSED = "paused"
    GRADING = "grading"
    CLOSED = "closed"
    STOPPED = "stopped"
    NONE = "none"


class Relation(StrEnum):
    """What ties a person to a thing."""

    ANY = "any"  # nothing needs to
    OWNER = "owner"  # owns the objective
    KEY_RESULT_OWNER = "key_result_owner"  # owns this key result
    PARTICIPANT = "participant"  # owns a key result of the objective
    LEAD = "lead"  # leads the team or one above
    MANAGER = "manager"  # is the direct manager of the owner (or of the person)
    DEPUTY = "deputy"  # stands in for somebody who may do it
    MEMBER_OF_TEAM = "member_of_team"  # belongs to the team or one below
    SELF = "self"  # is the person, or the token is theirs
    OF_SERVICE = "of_service"  # the person (of the token) is a service, not a human
    NAMED = "named"  # is named for it, as an approver may be
