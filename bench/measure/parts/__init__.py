"""The parts of the bench, by name, in the order of the page."""

from measure.parts import commands, growth, idle, kafka, queries, read_models, ready, replay

MODULES = (commands, kafka, growth, ready, idle, queries, read_models, replay)
PARTS = {part.name: part for module in MODULES for part in module.PARTS}
