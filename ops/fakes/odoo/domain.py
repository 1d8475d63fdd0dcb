"""Whether a record fits a search domain: terms, and `|` `&` `!` in front of what they join."""

from __future__ import annotations

import fnmatch
from typing import Any, Callable


def _like(pattern: str, text: Any) -> bool:
    shell = pattern.replace("[", "[[]").replace("%", "*").replace("_", "?")
    return isinstance(text, str) and fnmatch.fnmatchcase(text, shell)


_RELATIONS: dict[str, Callable[[Any, Any], bool]] = {
    "=": lambda have, want: have == want,
    "!=": lambda have, want: have != want,
    "in": lambda have, want: have in want,
    "not in": lambda have, want: have not in want,
    ">": lambda have, want: have is not False and have > want,
    ">=": lambda have, want: have is not False and have >= want,
    "<": lambda have, want: have is not False and have < want,
    "<=": lambda have, want: have is not False and have <= want,
    "=like": lambda have, want: _like(want, have),
    "like": lambda have, want: _like(f"%{want}%", have),
    "ilike": lambda have, want: isinstance(have, str) and want.lower() in have.lower(),
}


def fits(read: Callable[[str], Any], domain: list) -> bool:
    """`read` gives a field of the record; a link is its id or False."""
    stack: list[bool] = []
    for term in reversed(domain):
        if term == "!":
            stack.append(not stack.pop())
        elif term in ("|", "&"):
            one, other = stack.pop(), stack.pop()
            stack.append(one or other if term == "|" else one and other)
        else:
            field, relation, want = term
            stack.append(_RELATIONS[relation](read(field), want))
    return all(stack)
