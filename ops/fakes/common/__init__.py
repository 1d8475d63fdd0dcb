"""What the stand-ins of outside parties share: serving, faults on request, a store."""
