# One library an adapter; adapters/cli is the composition root and the binary.
