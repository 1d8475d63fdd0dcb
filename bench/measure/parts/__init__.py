"""The parts of the bench, by name, in the order of the page."""

from measure.parts import commands, queries, replay

PARTS = {part.name: part for module in (commands, queries, replay) for part in module.PARTS}
