// The old name of Catch2's header, for systems that have only Catch2 3. UNVERIFIED there.
#pragma once

#include <catch2/catch_all.hpp>
