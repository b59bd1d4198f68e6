"""How many examples property tests take, where the run does not say so itself."""

from hypothesis import HealthCheck, settings

from tests import thorough


def examples(name: str, most: int) -> None:
    """Let the property tests that are read from here on take so many examples.

    A run that asked for thoroughness keeps it: the folders of tests are read after its arguments.
    How long an example takes says more about a busy machine than about what is tested.
    """
    if settings.get_current_profile_name() == thorough.NAME:
        return
    settings.register_profile(
        name, max_examples=most, deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )
    settings.load_profile(name)
