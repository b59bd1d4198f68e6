"""What import and export have to say; see `tenancy.wording`."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: Final[Mapping[str, Promise]] = {
    "transfer.refused": _("Only admins, OKR champions and leads of a team can import documents."),
    "transfer.export.too_many": _(
        "Others are exporting right now, and each export takes much memory. "
        "Try again in a few seconds."
    ),
    "transfer.export.cell_too_long": _(
        "A text on the sheet “{sheet}”, column “{column}”, is longer than a cell of a workbook "
        "holds. Choose another format."
    ),
    "transfer.owner.wanted": _("Name an owner for what names nobody: some are to be active."),
    "transfer.style.wanted": _("Name a style for what states none: some are to be active."),
    "transfer.batch.died": _("The server stopped three times while it was at it."),
    "transfer.batch.failed": _(
        "The server met an error of its own, which whoever runs it finds in its log."
    ),
    "transfer.nothing": _(
        "There is nothing to import: its objectives and key results are here already, and it says "
        "the same of them. Check-ins are not compared."
    ),
    "transfer.nothing_differs": _(
        "There is nothing new to import: everything in it is here already. Said otherwise than it "
        "is here: {count}. An import changes nothing that is here: change it on its page, or with "
        "plumbline apply."
    ),
    "transfer.nothing_left": _("There is nothing to import: you left all of it out."),
    "transfer.mend.left_out": _("You left it out."),
    "transfer.mend.too_long": _("This is longer than {limit} characters."),
    "transfer.mend.too_many": _(
        "More than {limit} places are mended by hand. Mend the file itself, and bring it anew."
    ),
    "transfer.mend.meanwhile": _(
        "It was mended in another window meanwhile. Look at it as it is now, and mend it again."
    ),
    "transfer.declined": _("No objectives or key results were found in this document."),
    "transfer.nul": _(
        "The document holds a character that no text can hold (NUL). It comes in without it."
    ),
    "transfer.unseen": _(
        "The document holds a title or name of which nothing can be seen. “?” stands in its place."
    ),
    "transfer.cycle.choose": _(
        "The document does not say which cycle it belongs to. Choose one, or name a cycle with "
        "its first and last day."
    ),
    "transfer.cycle.no_right": _(
        "There is no cycle “{name}”, and only an OKR champion can make one. Choose another cycle."
    ),
    "transfer.cycle.days": _(
        "The cycle “{name}” has no days that can be used. Make it with its first and last day, "
        "name them in the document, or choose another cycle."
    ),
    "transfer.duplicate": _(
        "“{id}” is in this cycle already and is not imported twice. To change it, use "
        "plumbline apply, or edit it on its page."
    ),
    "transfer.duplicate_differs": _(
        "“{id}” is in this cycle already, and an import does not change it. Not taken: {changes}. "
        "Change it on its page, or with plumbline apply."
    ),
    "transfer.below_differs": _(
        "It is in this cycle already, and an import does not change it. Not taken: {changes}. "
        "Change it on its page, or with plumbline apply."
    ),
    "transfer.below_new": _(
        "Its objective is in this cycle already, and an import adds nothing to it. Add it on the "
        "page of the objective, or with plumbline apply."
    ),
    "transfer.twin": _(
        "The objective has two key results of the name “{title}”; the other is in line {line}. "
        "Both come in."
    ),
    "transfer.below_duplicate": _("Its objective is in this cycle already."),
    "transfer.id_twice": _("The id “{id}” stands twice; this one comes in without it."),
    "transfer.id_long": _("The id has more than {limit} characters; it comes in without it."),
    "transfer.title_cut": _("The title has more than {limit} characters and was shortened."),
    "transfer.text_cut": _("“{field}” has more than {limit} characters and was shortened."),
    "transfer.owner.ambiguous": _(
        "Several people are called “{name}”. A person without sign-in of this name is made; match "
        "them later."
    ),
    "transfer.owner.personal": _(
        "A personal objective needs its owner. It comes in as an objective of {team}."
    ),
    "transfer.owner.personal_other": _(
        "Personal objectives are written by their owner, an admin or a champion. It comes in as an "
        "objective of {team}."
    ),
    "transfer.owner.private": _(
        "A private objective without an owner would be seen by nobody. It becomes yours."
    ),
    "transfer.team.no_right": _(
        "There is no team “{name}”, and only an admin can make one. It goes to {team}."
    ),
    "transfer.team.archived": _("The team “{name}” is archived. It goes to {team}."),
    "transfer.team.not_led": _("You do not lead “{name}”. It goes to {team}."),
    "transfer.assumed.person": _(
        "Nobody here is “{name}”. A person without sign-in of this name is made."
    ),
    "transfer.assumed.given_name": _(
        "“{name}” is taken for {person}, the only one here with that first name. Choose somebody "
        "else if another is meant, or write the whole name."
    ),
    "transfer.assumed.team": _("There is no team “{name}”. It is made below the company."),
    "transfer.assumed.draft": _(
        "“{title}” comes in as a draft: key results of it are active, but nothing says so of the "
        "objective itself. Choose “Active” for what states none."
    ),
    "transfer.priority.no_right": _(
        "There is no strategic priority “{name}”, and you may not make one. The tie is left out."
    ),
    "transfer.priority.unknown": _(
        "No strategic priority is called “{name}”. The tie is left out."
    ),
    "transfer.metric.left_out": _("{reason} What cannot be was left out; the text is kept."),
    "transfer.metric.none": _(
        "No number was found. It comes in as it is; it cannot be activated before it has one."
    ),
    "transfer.day.outside": _(
        "{day} is outside the cycle, {start} to {end}. The day was left out; the cycle's counts."
    ),
    "transfer.files": _(
        "{count} files show check-ins or grades and are only named here, for no document holds "
        "them: {names}. Attach them again afterwards; a backup holds them."
    ),
    "transfer.as_of.future": _(
        "{day} lies ahead: nothing can be known as of it. Name today or an earlier day."
    ),
    "transfer.check_in.future": _("The check-in of {day} lies in the future and was left out."),
    "transfer.check_in.before": _(
        "The check-in of {day} lies before the cycle, which starts on {start}. It is kept as it is."
    ),
    "transfer.check_in.number": _("The value of the check-in of {day} was left out: {reason}"),
    "transfer.check_in.confidence": _(
        "The confidence {value} of the check-in of {day} is not between 1 and 10; it was left out."
    ),
    "transfer.check_in.corrects": _(
        "The check-in of {day} corrects one of {corrected} that is not there. It is kept as a "
        "check-in of its own."
    ),
    "transfer.check_in.link": _(
        "The link of the check-in of {day} is not a web address (https or http) of at most 1000 "
        "characters; it was left out."
    ),
    "transfer.adjustment": _(
        "The change of “{name}” does not say what was old and new; it was left out."
    ),
    "transfer.weight": _("The weight {weight} cannot be: 0 to 1000, at most 3 decimal places."),
    "transfer.grade": _("The score {score} is not between 0 and 1; it was left out."),
    "transfer.field.unknown": _(
        "There is no custom field “{key}”; its values are left out. An admin can define it first."
    ),
    "transfer.field.refused": _("The value of “{key}” was left out: {reason}"),
    "transfer.initiatives": _("{count} initiatives were read; they are not kept as yet."),
    "transfer.dependency.sides": _(
        "A dependency has two sides: on each a key result or a team, not both. It was left out."
    ),
    "transfer.dependency.unknown": _(
        "No key result here has the id “{id}”; the dependency was left out."
    ),
    "transfer.dependency.team": _(
        "There is no open team “{name}” here; the dependency was left out."
    ),
    "transfer.dependency.reason": _(
        "Nothing says why this was declined, so it comes in as asked for."
    ),
    "transfer.dependency.refused": _("This dependency was left out. {why}"),
    "transfer.link.unknown": _("Nothing here has the id “{id}”; the link was left out."),
    "transfer.link.twice": _("The link to “{id}” stands twice; it is made once."),
    "transfer.link.loop": _(
        "The link to “{id}” would close a loop: in the end it supports itself. It was left out."
    ),
    "transfer.link.too_large": _(
        "The link to “{id}” would make the alignment too deep or too wide. It was left out."
    ),
    "transfer.link.no_contribution": _(
        "“{id}” is seen by people who may not see this. The link supports; it does not contribute."
    ),
    "transfer.link.key_result": _(
        "Only an objective contributes, and only to an objective. The link to “{id}” supports."
    ),
    "transfer.active.draft": _("It comes in as a draft, for it cannot be active yet. {lacks}"),
    "transfer.active.key_result": _("“{title}”: {reason}"),
    "transfer.active.key_results": _("{count} key results: {reason}"),
    "transfer.pair.unknown": _("No key result here has the id “{id}”; the pairing was left out."),
    "transfer.batch.not_found": _("There is no such import."),
    "transfer.batch.not_done": _("There is nothing to undo: this import is marked “{state}”."),
    "transfer.batch.not_read": _("This file has been imported already, or was put away."),
    "transfer.batch.swept": _(
        "The import was taken for dead and cleared away while it ran. Nothing came in; try again."
    ),
    "transfer.undo.not_yours": _(
        "Only whoever did an import, an admin or an OKR champion can undo it."
    ),
    "transfer.undo.unseen": _("Something of it that you may not see was changed since."),
    "transfer.undo.changed": _("“{title}” was changed since."),
    "transfer.undo.commented": _("“{title}” was commented on since."),
    "transfer.undo.noted": _("Somebody keeps a note of their own on “{title}”."),
    "transfer.undo.depended": _("“{title}” waits for something, or something waits for it."),
    "transfer.undo.referred": _("“{title}” has an external link since."),
    "transfer.undo.checked_in": _("“{title}” was checked in on since."),
    "transfer.undo.linked": _("“{title}” is linked to something that came later."),
    "transfer.undo.gone": _("{count} of its objectives are gone."),
    "transfer.undo.refused": _(
        "The import cannot be undone any more: something was changed since. {first}"
    ),
    "transfer.apply.meanwhile": _(
        "Somebody changed something of it while it was compared. Nothing was changed; try again."
    ),
    "transfer.apply.reason": _("Say why: running objectives change with a reason."),
    "transfer.apply.closed": _("“{title}” is {state}; what is over is not changed."),
    "transfer.apply.owner": _(
        "Nobody here is “{name}”. Invite them, or import the document first."
    ),
    "transfer.apply.team": _("There is no team “{name}”. Make it first."),
    "transfer.apply.no_id": _(
        "“{title}” has no id; without one it cannot be told from the others."
    ),
}
