// One range of bytes (reference codebuild-codepipeline-s3 3.5).
#include "fakes/s3/byte_range.h"

#include <catch2/catch.hpp>

using namespace greenroom;
using namespace greenroom::s3;

namespace {

// "first+size", "all", or AWS's code.
std::string read(const std::string& header, std::uint64_t size) {
  const Result<std::optional<ByteRange>> range = read_range(header, size);
  if (!range) {
    return range.failure().code;
  }
  return range.value()
             ? std::to_string(range.value()->first) + "+" + std::to_string(range.value()->size)
             : "all";
}

}  // namespace

TEST_CASE("a range is from, from to, or the last so many bytes") {
  CHECK(read("bytes=0-99", 1000) == "0+100");
  CHECK(read("bytes=900-", 1000) == "900+100");
  CHECK(read("bytes=900-5000", 1000) == "900+100");
  CHECK(read("bytes=-50", 1000) == "950+50");
  CHECK(read("bytes=-5000", 1000) == "0+1000");
  CHECK(content_range({900, 100}, 1000) == "bytes 900-999/1000");
}

TEST_CASE("a range of which nothing is there is InvalidRange") {
  CHECK(read("bytes=1000-", 1000) == "InvalidRange");
  CHECK(read("bytes=0-", 0) == "InvalidRange");
  CHECK(read("bytes=-0", 1000) == "InvalidRange");
  CHECK(read("bytes=-5", 0) == "InvalidRange");
}

TEST_CASE("what is no single range of bytes is ignored") {
  for (const std::string header : {"", "bytes", "lines=0-1", "bytes=0-1,4-5", "bytes=5-2",
                                   "bytes=-", "bytes=a-b", "bytes=99999999999999999999-"}) {
    CAPTURE(header);
    CHECK(read(header, 1000) == "all");
  }
}
