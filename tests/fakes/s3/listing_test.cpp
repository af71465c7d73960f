// Pages of ListObjectsV2 (reference codebuild-codepipeline-s3 3.6).
#include "fakes/s3/listing.h"

#include <catch2/catch.hpp>
#include <utility>

using namespace greenroom;
using namespace greenroom::s3;

namespace {

Bucket bucket_with(const std::vector<std::string>& keys) {
  Bucket bucket;
  for (const std::string& key : keys) {
    StoredObject object;
    object.version.Key = key;
    bucket.keys[key].push_back(std::move(object));
  }
  return bucket;
}

// "key key| prefix prefix| token".
std::string listed(const Bucket& bucket, const ListObjectsV2Input& input) {
  const Result<ListObjectsV2Output> page = list_objects(bucket, input);
  REQUIRE(page.ok());
  std::string text;
  for (const ObjectVersion& version : page.value().Contents) {
    text += version.Key + " ";
  }
  text += "|";
  for (const std::string& prefix : page.value().CommonPrefixes) {
    text += prefix + " ";
  }
  return text + "|" + page.value().NextContinuationToken;
}

ListObjectsV2Input wanted(const std::string& prefix, const std::string& delimiter,
                          std::int64_t most = 1000) {
  ListObjectsV2Input input;
  input.Prefix = prefix;
  input.Delimiter = delimiter;
  input.MaxKeys = most;
  return input;
}

}  // namespace

TEST_CASE("keys are listed in byte order, below a prefix, rolled up at a delimiter") {
  const Bucket bucket = bucket_with({"B", "a", "a/1", "a/2/x", "a/2/y", "b/1"});
  CHECK(listed(bucket, {}) == "B a a/1 a/2/x a/2/y b/1 ||");
  CHECK(listed(bucket, wanted("a", "")) == "a a/1 a/2/x a/2/y ||");
  CHECK(listed(bucket, wanted("", "/")) == "B a |a/ b/ |");
  CHECK(listed(bucket, wanted("a/", "/")) == "a/1 |a/2/ |");
  CHECK(listed(bucket, wanted("c", "")) == "||");
}

TEST_CASE("pages hold so many keys and prefixes, and a token leads to the next") {
  const Bucket bucket = bucket_with({"a", "b/1", "b/2", "c"});
  CHECK(listed(bucket, wanted("", "/", 2)) == "a |b/ |b/");
  ListObjectsV2Input next = wanted("", "/", 2);
  next.ContinuationToken = "b/";
  CHECK(listed(bucket, next) == "c ||");
  CHECK(listed(bucket, wanted("", "", 0)) == "||");
  CHECK(list_objects(bucket, wanted("", "", -1)).failure().code == "InvalidArgument");
  std::vector<std::string> many;
  for (int i = 1000; i < 2001; ++i) {
    many.push_back(std::to_string(i));
  }
  CHECK(list_objects(bucket_with(many), wanted("", "", 5000)).value().Contents.size() == 1000);
}

TEST_CASE("start-after leaves out keys, not the prefix of those that follow") {
  const Bucket bucket = bucket_with({"a/1", "a/2", "b"});
  ListObjectsV2Input input = wanted("", "/");
  input.StartAfter = "a/1";
  CHECK(listed(bucket, input) == "b |a/ |");
  input.StartAfter = "a/2";
  CHECK(listed(bucket, input) == "b ||");
}

TEST_CASE("a deleted key is not listed") {
  Bucket bucket = bucket_with({"a", "b"});
  StoredObject marker;
  marker.version.IsDeleteMarker = true;
  bucket.keys["a"].push_back(std::move(marker));
  CHECK(listed(bucket, {}) == "b ||");
}
