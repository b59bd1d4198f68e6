"""`plumbline audit`: what it says, and when it fails."""

import json
import re

import pytest

from plumbline.cli.audit_work import audit_made
from plumbline.cli.refusals import CommandRefused
from plumbline.domain.governance.choices import Tier
from tests.domain.audits.test_making import running
from tests.domain.governance.test_gate import adopt
from tests.world import World, world

__all__ = ["world"]


def made(form: str = "text", fail_on: str = "warn", **further: str) -> tuple[str, bool]:
    content, fails = audit_made(
        organization="freight",
        email="carl@freight.example",
        as_of=None,
        form=form,
        fail_on=fail_on,
        **{"team": None, "cycle": None, **further},
    )
    return content.decode(), fails


def test_an_audit_is_told_in_lines_and_as_json_and_fails_from_the_tier_that_is_asked_for(
    world: World,
) -> None:
    running(world)
    adopt(world, Tier.GUIDELINE)
    words, fails = made()
    assert fails
    assert re.search(r"0 % kept in 1 objective\b", words)
    assert "broken: Publish 30 blog articles [Claims]" in words
    told, fails = made("json", "block", team="Freight")
    assert not fails
    assert json.loads(told)["audit"]["team"] == "Freight"
    with pytest.raises(CommandRefused, match="no team"):
        made(team="Nowhere")
