"""The parts of the bench, by name, in the order of the page."""

from measure.parts import commands, queries

PARTS = {part.name: part for module in (commands, queries) for part in module.PARTS}
