// Each invariant of S3 trips when it should, and only then.
#include "fakes/s3/checks.h"

#include <catch2/catch.hpp>

#include "tests/support/invariant_lab.h"

using namespace greenroom;
using namespace greenroom::test;

TEST_CASE("s3.version_once: a version id is given once") {
  const TraceLine a = line("s3.object_created", {{"versionId", "v-a"}});
  const TraceLine b = line("s3.object_created", {{"versionId", "v-b"}});
  CHECK(broken_by(s3::invariants(), {a, b}).empty());
  CHECK(broken_by(s3::invariants(), {a, b, a}) == Ids{"s3.version_once"});
}
