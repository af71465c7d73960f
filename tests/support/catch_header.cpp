// Nothing of its own: compiling it makes the precompiled header that all test programs share.
