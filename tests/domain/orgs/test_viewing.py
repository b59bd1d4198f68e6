"""Who somebody is when they ask."""

from tests.world import World


def test_the_first_person_can_do_everything(world: World) -> None:
    ada = world.viewer("ada")
    assert {"admin", "champion", "team_lead", "member"} == set(ada.roles)
    assert ada.led_team_paths == (world.company.path,)
