"""Changes to a person, as somebody sends them."""

from typing import Any

import msgspec

from talent import errors
from talent.core.person import Draft


def applied(held: Draft, change: dict[str, Any]) -> Draft:
    """Answer the draft with the changes put in; refused when a field or a value is none of a draft's."""
    unknown = change.keys() - set(Draft.__struct_fields__)
    if unknown:
        raise errors.Invalid(
            faults=tuple(
                errors.Fault(field=name, said="", expected="没有这一项") for name in sorted(unknown)
            )
        )
    whole = msgspec.to_builtins(held) | {
        name: value for name, value in change.items() if value is not None
    }
    for name, value in change.items():
        if value is None:
            whole.pop(name, None)
    try:
        return msgspec.convert(whole, Draft)
    except msgspec.ValidationError as error:
        raise errors.Invalid(str(error)) from error
