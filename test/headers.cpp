// Compiled for the precompiled header that all test programs share: doctest and what they use most.
