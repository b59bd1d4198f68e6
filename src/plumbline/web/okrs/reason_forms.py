"""Why something that runs is changed, and from which day on."""

from django import forms
from django.utils.translation import gettext_lazy

from plumbline.web.day_field import DayField
from plumbline.web.text_area import TextArea


class ReasonForm(forms.Form):
    """Why something that runs is changed, and from which day on."""

    use_required_attribute = False

    reason = forms.CharField(
        label=gettext_lazy("Why, for those it touches"),
        max_length=2000,
        widget=TextArea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Say why: everybody who is affected reads it.")},
    )
    effective_on = DayField(gettext_lazy("It holds from"), required=True)
