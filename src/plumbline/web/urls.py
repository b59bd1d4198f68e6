"""Every page of Plumbline, in one literal list."""

from django.urls import URLPattern, path

from plumbline.web import find, helping
from plumbline.web.accounts import invitations, password_resets, preferences, set_up, sign_in, start
from plumbline.web.attachments import files
from plumbline.web.checkins import check_ins, my_week
from plumbline.web.chronicle import journal
from plumbline.web.cycles import cycle_page, overview, phases, wrapping_up
from plumbline.web.cycles import naming as cycle_naming
from plumbline.web.cycles import writing as cycle_writing
from plumbline.web.dependencies import asking, dependency, team_list
from plumbline.web.discussion import changing, discussion
from plumbline.web.external_links import links as external_links
from plumbline.web.governance_urls import GOVERNANCE
from plumbline.web.house import jobs, mail
from plumbline.web.learning import examples
from plumbline.web.learning_urls import LEARNING
from plumbline.web.link_urls import LINKS
from plumbline.web.notes import notes
from plumbline.web.notify import choosing, following, inbox, stopping
from plumbline.web.okrs import (
    adjusting,
    alignment_map,
    all_objectives,
    bulk,
    carrying_over,
    company,
    deciding,
    grading,
    key_result_moving,
    key_result_order,
    key_result_writing,
    key_results,
    objective_editing,
    objective_explanations,
    objective_history,
    objective_writing,
    objectives,
    openings,
    plan,
    starting,
    team,
    template_writing,
)
from plumbline.web.orgs import (
    deputies,
    modules,
    organization,
    people,
    person,
    person_changing,
    rights,
    roles,
    settings,
    teams,
    tokens,
)
from plumbline.web.settings_urls import SETTINGS
from plumbline.web.strategy import strategy
from plumbline.web.team_urls import TEAM_CHANGES, TEAM_REVIEWS, WEEK_PLANS
from plumbline.web.transfer import exports, imports
from plumbline.web.views import saving as views
from plumbline.web.writing_urls import WRITING

urlpatterns: list[URLPattern] = [
    path("", start.start, name="start"),
    path("health", start.health, name="health"),
    path("set-up", set_up.set_up, name="set-up"),
    path("set-up/other-ways", set_up.other_ways, name="set-up-other-ways"),
    path("sign-in", sign_in.sign_in, name="sign-in"),
    path("sign-in/link/<str:secret>", sign_in.sign_in_link, name="sign-in-link"),
    path("sign-out", sign_in.sign_out, name="sign-out"),
    path("help", helping.outside, name="help-outside"),
    path("help/guides/<slug:guide>", helping.outside_guide, name="help-outside-guide"),
    path("help/<slug:topic>", helping.outside_topic, name="help-outside-topic"),
    path("organizations", start.organizations, name="organizations"),
    path("preferences", preferences.preferences, name="preferences"),
    path("password-reset", password_resets.request_reset, name="password-reset"),
    path(
        "password-reset/<str:account>/<str:token>",
        password_resets.confirm,
        name="password-reset-confirm",
    ),
    path("stop-mail/<str:token>", stopping.stop, name="mail-stop"),
    path("invitations/<str:secret>", invitations.accept, name="invitation"),
    path("o/<slug:slug>/", my_week.start, name="organization"),
    *WEEK_PLANS,
    path("o/<slug:slug>/my-week", my_week.my_week, name="my-week"),
    path("o/<slug:slug>/find", find.find, name="find"),
    path("o/<slug:slug>/help", helping.index, name="help"),
    path("o/<slug:slug>/examples", examples.worked_examples, name="worked-examples"),
    *LEARNING,
    path("o/<slug:slug>/help/guides/<slug:guide>", helping.guide, name="help-guide"),
    path("o/<slug:slug>/help/<slug:topic>", helping.topic, name="help-topic"),
    path("o/<slug:slug>/inbox", inbox.inbox, name="inbox"),
    path("o/<slug:slug>/inbox/read", inbox.read_all, name="inbox-read-all"),
    path("o/<slug:slug>/inbox/unread", inbox.unread_again, name="inbox-unread-again"),
    path("o/<slug:slug>/inbox/settings", choosing.settings, name="inbox-settings"),
    path("o/<slug:slug>/inbox/<str:notice>/open", inbox.open_thing, name="notice-open"),
    path("o/<slug:slug>/inbox/<str:notice>/mark", inbox.mark, name="notice-mark"),
    path("o/<slug:slug>/follow", following.follow, name="follow"),
    path("o/<slug:slug>/team", team.mine, name="my-team"),
    path("o/<slug:slug>/teams", teams.teams, name="teams"),
    path("o/<slug:slug>/teams/<str:team>", team.detail, name="team"),
    *TEAM_CHANGES,
    *TEAM_REVIEWS,
    path("o/<slug:slug>/company", company.tree, name="company"),
    path("o/<slug:slug>/map", alignment_map.show, name="map"),
    path("o/<slug:slug>/views/new/<str:page>", views.new, name="view-new"),
    path("o/<slug:slug>/views/<str:view>", views.change, name="view"),
    path("o/<slug:slug>/views/<str:view>/delete", views.delete, name="view-delete"),
    path("o/<slug:slug>/views/<str:view>/put-back", views.put_back, name="view-put-back"),
    path("o/<slug:slug>/views/<str:view>/default", views.default, name="view-default"),
    path("o/<slug:slug>/strategy", strategy.strategy, name="strategy"),
    path("o/<slug:slug>/strategy/edit", strategy.edit, name="strategy-edit"),
    path("o/<slug:slug>/strategy/priorities/new", strategy.new, name="priority-new"),
    path("o/<slug:slug>/strategy/priorities/<str:priority>", strategy.priority, name="priority"),
    path(
        "o/<slug:slug>/strategy/priorities/<str:priority>/archive",
        strategy.archive,
        name="priority-archive",
    ),
    path(
        "o/<slug:slug>/strategy/priorities/<str:priority>/restore",
        strategy.restore,
        name="priority-restore",
    ),
    path("o/<slug:slug>/plan", plan.drafts, name="plan"),
    path("o/<slug:slug>/plan/new", objective_writing.new, name="objective-new"),
    path("o/<slug:slug>/plan/templates", starting.templates, name="templates"),
    path("o/<slug:slug>/plan/templates/<str:template>", starting.begin, name="template"),
    path(
        "o/<slug:slug>/plan/templates/<str:template>/edit",
        template_writing.edit,
        name="template-edit",
    ),
    path(
        "o/<slug:slug>/plan/templates/<str:template>/archive",
        template_writing.archive,
        name="template-archive",
    ),
    path(
        "o/<slug:slug>/plan/templates/<str:template>/restore",
        template_writing.restore,
        name="template-restore",
    ),
    path("o/<slug:slug>/cycles", overview.overview, name="cycles"),
    path("o/<slug:slug>/cycles/new", cycle_writing.new, name="cycle-new"),
    path("o/<slug:slug>/cycles/names", cycle_naming.naming, name="cycle-naming"),
    path("o/<slug:slug>/cycles/<str:cycle>", cycle_page.detail, name="cycle"),
    path("o/<slug:slug>/cycles/<str:cycle>/edit", cycle_writing.edit, name="cycle-edit"),
    path("o/<slug:slug>/cycles/<str:cycle>/phase", phases.phase, name="cycle-phase"),
    path("o/<slug:slug>/cycles/<str:cycle>/wrap-up", wrapping_up.wrap_up, name="cycle-wrap-up"),
    path("o/<slug:slug>/objectives", all_objectives.all_objectives, name="objectives"),
    path("o/<slug:slug>/bulk/<str:batch>", bulk.bulk, name="bulk"),
    path("o/<slug:slug>/objectives/<str:objective>", objectives.detail, name="objective"),
    path(
        "o/<slug:slug>/objectives/<str:objective>/activate",
        objectives.activate,
        name="objective-activate",
    ),
    path(
        "o/<slug:slug>/objectives/<str:objective>/explanation",
        objective_explanations.explanation,
        name="objective-explanation",
    ),
    path(
        "o/<slug:slug>/objectives/<str:objective>/history",
        objective_history.history,
        name="objective-history",
    ),
    path(
        "o/<slug:slug>/objectives/<str:objective>/edit",
        objective_editing.edit,
        name="objective-edit",
    ),
    path(
        "o/<slug:slug>/objectives/<str:objective>/approvals/ask",
        objective_editing.approval_ask,
        name="objective-approval-ask",
    ),
    path(
        "o/<slug:slug>/objectives/<str:objective>/submit",
        objective_editing.submit,
        name="objective-submit",
    ),
    path(
        "o/<slug:slug>/objectives/<str:objective>/accept",
        objective_editing.accept,
        name="objective-accept",
    ),
    path(
        "o/<slug:slug>/objectives/<str:objective>/delete",
        objective_editing.delete,
        name="objective-delete",
    ),
    path(
        "o/<slug:slug>/objectives/<str:objective>/key-results/new",
        key_result_writing.new,
        name="key-result-new",
    ),
    path(
        "o/<slug:slug>/objectives/<str:objective>/key-results",
        key_result_order.arrange,
        name="key-results-arrange",
    ),
    path(
        "o/<slug:slug>/objectives/<str:objective>/adjust",
        adjusting.objective,
        name="objective-adjust",
    ),
    path(
        "o/<slug:slug>/objectives/<str:objective>/pause-or-stop",
        deciding.objective,
        name="objective-decide",
    ),
    path(
        "o/<slug:slug>/objectives/<str:objective>/template",
        template_writing.save,
        name="objective-template",
    ),
    path(
        "o/<slug:slug>/objectives/<str:objective>/carry-over",
        carrying_over.carry_over,
        name="objective-carry-over",
    ),
    *LINKS,
    path(
        "o/<slug:slug>/objectives/<str:objective>/grading", grading.start, name="objective-grading"
    ),
    path(
        "o/<slug:slug>/objectives/<str:objective>/grading/back",
        grading.take_back,
        name="objective-grading-back",
    ),
    path("o/<slug:slug>/objectives/<str:objective>/grade", grading.grade, name="objective-grade"),
    path(
        "o/<slug:slug>/objectives/<str:objective>/discussion",
        discussion.objective,
        name="objective-discussion",
    ),
    path(
        "o/<slug:slug>/objectives/<str:objective>/external-links",
        external_links.objective,
        name="objective-external-links",
    ),
    path(
        "o/<slug:slug>/key-results/<str:key_result>/external-links",
        external_links.key_result,
        name="key-result-external-links",
    ),
    path(
        "o/<slug:slug>/external-links/<str:link>/remove",
        external_links.remove,
        name="external-link-remove",
    ),
    path("o/<slug:slug>/objectives/<str:objective>/note", notes.objective, name="objective-note"),
    path("o/<slug:slug>/key-results/<str:key_result>", key_results.detail, name="key-result"),
    path(
        "o/<slug:slug>/key-results/<str:key_result>/note",
        notes.key_result,
        name="key-result-note",
    ),
    path(
        "o/<slug:slug>/key-results/<str:key_result>/discussion",
        discussion.key_result,
        name="key-result-discussion",
    ),
    path(
        "o/<slug:slug>/key-results/<str:key_result>/dependencies/new",
        asking.key_result,
        name="key-result-dependency-new",
    ),
    path(
        "o/<slug:slug>/teams/<str:team>/dependencies",
        team_list.dependencies,
        name="team-dependencies",
    ),
    path(
        "o/<slug:slug>/teams/<str:team>/dependencies/new",
        asking.team,
        name="team-dependency-new",
    ),
    path(
        "o/<slug:slug>/dependencies/<str:dependency>",
        dependency.dependency,
        name="dependency",
    ),
    path("o/<slug:slug>/comments/<str:comment>", changing.edit, name="comment"),
    path("o/<slug:slug>/files/<str:attachment>", files.download, name="attachment"),
    path("o/<slug:slug>/files/<str:attachment>/remove", files.remove, name="attachment-remove"),
    path(
        "o/<slug:slug>/comments/<str:comment>/take-back",
        changing.take_back,
        name="comment-take-back",
    ),
    path(
        "o/<slug:slug>/key-results/<str:key_result>/adjust",
        adjusting.key_result,
        name="key-result-adjust",
    ),
    path(
        "o/<slug:slug>/key-results/<str:key_result>/pause-or-stop",
        deciding.key_result,
        name="key-result-decide",
    ),
    path(
        "o/<slug:slug>/key-results/<str:key_result>/edit",
        key_result_writing.edit,
        name="key-result-edit",
    ),
    path(
        "o/<slug:slug>/key-results/<str:key_result>/move",
        key_result_moving.move,
        name="key-result-move",
    ),
    path(
        "o/<slug:slug>/key-results/<str:key_result>/delete",
        key_result_writing.delete,
        name="key-result-delete",
    ),
    path(
        "o/<slug:slug>/key-results/<str:key_result>/explanation",
        key_results.explanation,
        name="key-result-explanation",
    ),
    path(
        "o/<slug:slug>/key-results/<str:key_result>/check-ins",
        check_ins.record,
        name="check-in-record",
    ),
    path(
        "o/<slug:slug>/key-results/<str:key_result>/check-ins/preview",
        check_ins.preview,
        name="check-in-preview",
    ),
    path(
        "o/<slug:slug>/check-ins/<str:check_in>/correct", check_ins.correct, name="check-in-correct"
    ),
    path(
        "o/<slug:slug>/check-ins/<str:check_in>/withdraw",
        check_ins.withdraw,
        name="check-in-withdraw",
    ),
    path("o/<slug:slug>/people", people.people, name="people"),
    path("o/<slug:slug>/people/<str:person>", person.person, name="person"),
    path("o/<slug:slug>/people/<str:person>/edit", person_changing.edit, name="person-edit"),
    path("o/<slug:slug>/people/<str:person>/invite", people.invite, name="person-invite"),
    path(
        "o/<slug:slug>/people/<str:person>/hand-over",
        person_changing.hand_over,
        name="person-hand-over",
    ),
    path(
        "o/<slug:slug>/people/<str:person>/deactivate",
        person_changing.deactivate,
        name="person-deactivate",
    ),
    path(
        "o/<slug:slug>/people/<str:person>/reactivate",
        person_changing.reactivate,
        name="person-reactivate",
    ),
    path("o/<slug:slug>/settings", settings.start, name="settings"),
    path(
        "o/<slug:slug>/settings/organization", organization.settings, name="organization-settings"
    ),
    path("o/<slug:slug>/settings/modules", modules.modules, name="modules"),
    path("o/<slug:slug>/settings/modules/<str:module>", modules.switch, name="module-switch"),
    path("o/<slug:slug>/settings/roles", roles.roles, name="roles"),
    path("o/<slug:slug>/settings/roles/<str:person>/<str:role>/take", roles.take, name="role-take"),
    path("o/<slug:slug>/settings/rights", rights.rights, name="rights"),
    path("o/<slug:slug>/settings/deputies", deputies.deputies, name="deputies"),
    path("o/<slug:slug>/settings/deputies/end", deputies.end, name="deputy-end"),
    *WRITING,
    *SETTINGS,
    *GOVERNANCE,
    path("o/<slug:slug>/settings/jobs", jobs.jobs, name="jobs"),
    path("o/<slug:slug>/settings/jobs/retry", jobs.retry, name="job-retry"),
    path("o/<slug:slug>/settings/mail", mail.mail, name="mail"),
    path("o/<slug:slug>/settings/mail/<str:message>", mail.message, name="mail-message"),
    path("o/<slug:slug>/settings/mail/<str:message>/letter", mail.letter, name="mail-letter"),
    path("o/<slug:slug>/settings/mail/<str:message>/resend", mail.resend, name="mail-resend"),
    path("o/<slug:slug>/settings/journal", journal.journal, name="journal"),
    path("o/<slug:slug>/settings/journal.csv", journal.export, name="journal-export"),
    path("o/<slug:slug>/settings/tokens", tokens.tokens, name="tokens"),
    path("o/<slug:slug>/settings/tokens/<str:token>/revoke", tokens.revoke, name="token-revoke"),
    path("o/<slug:slug>/settings/openings", openings.openings, name="openings"),
    path("o/<slug:slug>/settings/openings/<str:opening>/end", openings.end, name="opening-end"),
    path("o/<slug:slug>/export", exports.choices, name="export"),
    path("o/<slug:slug>/export/file", exports.file, name="export-file"),
    path("o/<slug:slug>/import", imports.start, name="import"),
    path("o/<slug:slug>/imports/<str:upload>", imports.preview, name="import-preview"),
    path("o/<slug:slug>/imports/<str:upload>/confirm", imports.confirm, name="import-confirm"),
    path("o/<slug:slug>/imports/<str:upload>/mend", imports.mend, name="import-mend"),
    path("o/<slug:slug>/imports/<str:upload>/text", imports.as_text, name="import-text"),
    path("o/<slug:slug>/imports/<str:upload>/undo", imports.undo, name="import-undo"),
]
