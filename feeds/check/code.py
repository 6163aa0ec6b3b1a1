"""What a rule can say: one `Code` for each fault, declared beside the rule that finds it."""

from dataclasses import dataclass

from feeds.check import Level


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of fault. `name` is stable and in kebab-case; `w3c` is the class that W3C's validator gives the same
    fault, None where it is silent; `advice` says what to do, in one sentence, and may hold {value}, {element} and
    {name}; `spec` names the text that asks for it."""

    name: str
    level: Level
    w3c: str | None
    advice: str
    spec: str
