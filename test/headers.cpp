// Compiled for its precompiled header, which all test programs share: doctest and what is used most.
