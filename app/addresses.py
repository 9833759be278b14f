"""How addresses are built: the function for a rule is made when its address is first built."""

from collections.abc import Callable
from typing import Any

from werkzeug.routing import Rule

Builder = Callable[..., tuple[str, str]]


class LateRule(Rule):
    """A rule of the address map that puts off half of its work.

    Werkzeug compiles two functions for each rule when it is added, three quarters of the time that it takes to make
    an application of 270 rules; a page builds addresses of thirty.
    """

    is_compiled = False

    def _compile_builder(self, append_unknown: bool = True) -> Builder:
        compiled = super()._compile_builder
        made: list[Builder] = []

        def build(rule: Rule, /, **values: Any) -> tuple[str, str]:
            if not made:
                self.is_compiled = True
                made.append(compiled(append_unknown))
            return made[0](rule, **values)

        return build
