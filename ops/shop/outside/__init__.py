"""The systems outside that a shop is connected to, as the stand-ins of ops/fakes play them."""
