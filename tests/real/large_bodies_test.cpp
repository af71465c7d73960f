// Large objects of S3 lie on the disk.
#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <filesystem>

#include "fakes/s3/service.h"
#include "sim/core/kernel.h"
#include "sim/real/digests.h"
#include "sim/real/large_bodies.h"

using namespace greenroom;

namespace {

std::string bytes_of(std::size_t size, char first) {
  std::string bytes(size, first);
  for (std::size_t at = 0; at < size; at += 997) {
    bytes[at] = static_cast<char>('a' + at % 23);
  }
  return bytes;
}

constexpr std::size_t k_large = s3::k_body_in_memory_max + 5;

}  // namespace

TEST_CASE("bytes are read as they were kept, in whole and in part, until they are forgotten") {
  real::LargeBodiesOnDisk disk;
  const std::string one = bytes_of(k_large, 'x');
  const std::string two = bytes_of(3 * k_large, 'y');
  const std::uint64_t first = disk.keep(one);
  const std::uint64_t second = disk.keep(two);
  CHECK(disk.read(first, 0, one.size()) == one);
  CHECK(disk.read(second, 100, 5000) == two.substr(100, 5000));
  CHECK(disk.read(second, two.size(), 0).empty());
  disk.forget(first);
  CHECK(disk.bytes_kept() == two.size());
  CHECK(disk.read(second, 0, two.size()) == two);
}

TEST_CASE("an object, its parts, copies and versions leave the disk when they end") {
  real::LargeBodiesOnDisk disk;
  Kernel kernel{KernelOptions{}};
  const Context cx(kernel, kernel.actor("client"));
  aws::Ids ids(kernel.seed());
  const real::Digests digests;
  s3::S3 store(ids, digests);
  store.connect(disk);
  REQUIRE(store.CreateBucket(cx, "large", s3::BucketVersioningStatus::NeverEnabled).ok());
  const std::string one = bytes_of(k_large, 'x');
  REQUIRE(store.PutObject(cx, "large", "one", one).ok());
  CHECK(disk.bytes_kept() == one.size());
  CHECK(store.GetObject("large", "one", std::nullopt).value().Body == one);
  REQUIRE(store.PutObject(cx, "large", "one", one).ok());  // in its place
  CHECK(disk.bytes_kept() == one.size());
  REQUIRE(store.CopyObject(cx, {"large", "one", ""}, "large", "two").ok());
  CHECK(disk.bytes_kept() == 2 * one.size());
  REQUIRE(store.DeleteObject(cx, "large", "one").ok());
  CHECK(store.GetObject("large", "two", std::nullopt).value().Body == one);

  REQUIRE(store.PutObject(cx, "large", "small", "in memory").ok());
  CHECK(disk.bytes_kept() == one.size());

  const std::string part = bytes_of(6u << 20, 'p');
  const std::string upload = store.CreateMultipartUpload(cx, "large", "whole", {}, {}).value();
  const auto etag = [&](std::int64_t number) {
    return store.UploadPart(cx, "large", "whole", upload, number, part, {}).value().ETag;
  };
  const std::vector<s3::CompletedPart> parts{{1, etag(1), {}}, {2, etag(2), {}}};
  CHECK(disk.bytes_kept() == one.size() + 2 * part.size());
  REQUIRE(store.CompleteMultipartUpload(cx, "large", "whole", upload, parts, {}).ok());
  CHECK(disk.bytes_kept() == one.size() + 2 * part.size());
  CHECK(store.GetObject("large", "whole", std::nullopt).value().Body == part + part);
  REQUIRE(store.DeleteObject(cx, "large", "whole").ok());
  REQUIRE(store.DeleteObject(cx, "large", "two").ok());
  CHECK(disk.bytes_kept() == 0);
}
