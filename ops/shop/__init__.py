"""A shop's day, played through the HTTP faces of a running Fettle. See ops/demo."""
