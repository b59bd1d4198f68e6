"""Checking words against the rules: what is sent is read, and nothing of it is kept."""

from ninja import Router

from plumbline.api.calls import ApiRequest, ahead
from plumbline.api.references import team_named
from plumbline.api.schemas.wording import MOST_FINDINGS, WordingFindingOut, WordingIn, WordingOut
from plumbline.domain.governance.selectors.applying import Place
from plumbline.domain.okrs.selectors.rulings import Rulings, rulings_at
from plumbline.domain.tenancy.wording import wording
from plumbline.engine.coaching import asked
from plumbline.engine.documents.model import Document, KeyResult, Objective
from plumbline.engine.documents.read import document_read
from plumbline.engine.rules.check import Report
from plumbline.engine.rules.model import Context, SubjectKind

router = Router(tags=["Wording"])


def _checked(request: ApiRequest, body: WordingIn) -> WordingOut:
    """Ask the rules."""
    call = request.call
    team = team_named(call.viewer, body.team)
    rulings = rulings_at(Place(team.path if team else ""), on=call.today)
    if body.text is None:
        return _sentence(body, rulings)
    read = document_read(body.text.encode(), kind=body.format)
    if read.document is None:
        refusal = wording(read.declined) if read.declined else ""
        return _said(Report(findings=()), refusal=refusal)
    context = Context(today=call.today, company_is_default=True)
    return _said(rulings.check(read.document, context))


@router.post("/wording-checks", response=WordingOut, operation_id="wording_check")
@ahead(_checked)
def check(request: ApiRequest, body: WordingIn) -> object:
    """What the rules find in a document or in one sentence, as firm as they are here."""
    return request.call.prepared


def _sentence(body: WordingIn, rulings: Rulings) -> WordingOut:
    """Return what is found in the last of what was sent; an objective above is only known."""
    results = () if body.key_result is None else (KeyResult(title=body.key_result),)
    document = Document(objectives=(Objective(title=body.objective or " ", key_results=results),))
    kind = SubjectKind.KEY_RESULT if results else SubjectKind.OBJECTIVE
    codes = asked.KEY_RESULT if results else asked.OBJECTIVE
    return _said(rulings.check(document, codes=codes), kind=kind)


def _said(report: Report, *, kind: SubjectKind | None = None, refusal: str = "") -> WordingOut:
    found = [each for each in report.findings if kind in (None, each.subject.kind)]
    return WordingOut(
        objectives=report.objectives if kind is not SubjectKind.KEY_RESULT else 0,
        key_results=report.key_results,
        findings=[WordingFindingOut.of(each) for each in found[:MOST_FINDINGS]],
        more=len(found) > MOST_FINDINGS,
        refusal=refusal,
    )
