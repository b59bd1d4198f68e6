"""The API as one object: its operations in their order, its tokens and its problems."""

from plumbline import __version__
from plumbline.api.calls import called
from plumbline.api.described import DescribedApi
from plumbline.api.errors import problem_handlers_add
from plumbline.api.routers import (
    alignment,
    approvals,
    attachments,
    attestations,
    audits,
    batches,
    check_ins,
    comments,
    custom_fields,
    cycles,
    decisions,
    dependencies,
    exports,
    external_links,
    grading,
    imports,
    key_result_places,
    key_results,
    learning,
    locations,
    notifications,
    objectives,
    orgs,
    people,
    practice_feedback,
    practices,
    search,
    strategy,
    teams,
    templates,
    views,
    waivers,
    weekly_answers,
    wording,
    working_days,
)
from plumbline.api.tokens import TokenAuth

api = DescribedApi(
    title="Plumbline",
    version=__version__,
    description=(
        "Objectives, key results, check-ins and comments of one organization, as the person of "
        "your token sees them.\n\nMeasures, weights and ratios are exact decimals, sent as text. "
        "Days are whole days of the organization. What you may not see answers like what is not "
        "there. Whatever changes something that is there wants its `ETag` in `If-Match`."
    ),
    auth=TokenAuth(),
    docs_url=None,
    urls_namespace="api-v1",
)
problem_handlers_add(api)
api.add_decorator(called)
for _router in (
    orgs,
    teams,
    people,
    cycles,
    exports,
    imports,
    objectives,
    grading,
    key_results,
    key_result_places,
    alignment,
    check_ins,
    comments,
    attachments,
    external_links,
    weekly_answers,
    decisions,
    strategy,
    search,
    wording,
    notifications,
    dependencies,
    templates,
    views,
    custom_fields,
    batches,
    working_days,
    locations,
    practice_feedback,
    practices,
    audits,
    attestations,
    approvals,
    waivers,
    learning,
):
    api.add_router("", _router.router)
