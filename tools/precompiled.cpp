// Nothing: the library `precompiled` is there for its precompiled header (CMakeLists.txt).
