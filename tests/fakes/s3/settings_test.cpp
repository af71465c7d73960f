// What a PUT says beside the body, and which buckets may be.
#include <catch2/catch.hpp>

#include "fakes/s3/service.h"
#include "tests/support/fake_world.h"

using namespace greenroom;
using namespace greenroom::s3;

namespace {

// A digest that shows what went in.
class PlainDigests final : public Digests {
 public:
  [[nodiscard]] std::string md5_hex(std::string_view bytes) const override {
    return "md5 of " + std::string(bytes);
  }
  [[nodiscard]] std::string sha1_hex(std::string_view bytes) const override {
    return std::string(bytes);
  }
  [[nodiscard]] std::string sha256_hex(std::string_view bytes) const override {
    return std::string(bytes);
  }
};

}  // namespace

TEST_CASE("bucket names that may be, and some that may not") {
  for (const char* good : {"abc", "lab-app.site-1", "1a9"}) {
    CHECK(check_bucket_name(good).ok());
  }
  for (const char* bad : {"ab", "Site", "-site", "site-", "my_site", "a b c"}) {
    CAPTURE(bad);
    CHECK(check_bucket_name(bad).failure().code == "InvalidBucketName");
  }
  CHECK_FALSE(check_bucket_name(std::string(64, 'a')).ok());
}

// AWS: with BucketOwnerEnforced, the default of new buckets since April 2023, "ACLs are disabled".
TEST_CASE("a bucket takes the canned ACLs that its ownership allows") {
  struct Row {
    const char* acl;
    ObjectOwnership ownership;
    const char* code;
  };
  const ObjectOwnership off = ObjectOwnership::BucketOwnerEnforced;
  const ObjectOwnership on = ObjectOwnership::ObjectWriter;
  const Row rows[] = {
      {"", off, ""},
      {"bucket-owner-full-control", off, ""},
      {"public-read", off, "AccessControlListNotSupported"},
      {"private", off, "AccessControlListNotSupported"},
      {"public-read", on, ""},
      {"everybody", on, "InvalidArgument"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.acl);
    const Status checked = check_acl(row.acl, row.ownership);
    CHECK((checked.ok() ? "" : checked.failure().code) == row.code);
  }
}

TEST_CASE("an object keeps what was said of it; with a KMS key its ETag is no MD5 of it") {
  test::FakeWorld world;
  PlainDigests digests;
  S3 s3(world.ids, digests);
  const Context cx = world.as("s3");
  CHECK(s3.CreateBucket(cx, "My Site", BucketVersioningStatus::Enabled).failure().code ==
        "InvalidBucketName");
  CHECK(s3.CreateBucket(cx, "site", BucketVersioningStatus::Enabled, ObjectOwnership::ObjectWriter)
            .ok());
  CHECK(s3.PutObject(cx, "site", "a", "body").value().ETag == "md5 of body");
  ObjectSettings settings;
  settings.CacheControl = "no-cache";
  settings.ACL = "public-read";
  settings.SSEKMSKeyId = "arn:key";
  CHECK(s3.PutObject(cx, "site", "a", "body", settings).value().ETag != "md5 of body");
  CHECK(s3.HeadObject("site", "a").value().settings.CacheControl == "no-cache");
  settings.ACL = "everybody";
  CHECK(s3.PutObject(cx, "site", "a", "body", settings).failure().code == "InvalidArgument");
  CHECK(world.told("s3.object_created", {"key", "cacheControl", "acl", "sseKmsKeyId"}) ==
        test::Lines{"a   ", "a no-cache public-read arn:key"});
}
