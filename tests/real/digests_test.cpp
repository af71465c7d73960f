// The digests that S3's ETags and checksums are made of.
#include "sim/real/digests.h"

#include <catch2/catch.hpp>

using namespace greenroom;

TEST_CASE("digests are those of their standards") {
  const real::Digests digests;
  CHECK(digests.md5_hex("abc") == "900150983cd24fb0d6963f7d28e17f72");
  CHECK(digests.sha1_hex("abc") == "a9993e364706816aba3e25717850c26c9cd0d89d");
  CHECK(digests.sha256_hex("abc") ==
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}
