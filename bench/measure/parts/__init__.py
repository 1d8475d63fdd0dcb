"""The parts of the bench, by name, in the order of the page."""

from measure.parts import commands, queries, read_models

PARTS = {part.name: part for module in (commands, queries, read_models) for part in module.PARTS}
