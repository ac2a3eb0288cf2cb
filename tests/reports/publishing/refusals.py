"""What an action says that refuses."""

import pytest
from django.core.exceptions import ValidationError


def refused(call, **kwargs) -> str:
    with pytest.raises(ValidationError) as error:
        call(**kwargs)
    return " ".join(error.value.messages)
