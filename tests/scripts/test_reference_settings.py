"""The reference of settings is what the settings say."""

from plumbline.config.environment import Environment
from scripts.reference_settings import TARGET, reference


def test_the_page_is_up_to_date() -> None:
    assert TARGET.read_text(encoding="utf-8") == reference()


def test_every_setting_is_described() -> None:
    for name, field in Environment.model_fields.items():
        assert field.description, name
        assert f"PLUMBLINE_{name.upper()}" in reference()
