# Benchmarks, built with everything else so that they cannot rot.
