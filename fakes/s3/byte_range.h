// The header Range, of one range of bytes (reference codebuild-codepipeline-s3 3.5).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sim/core/result.h"

namespace greenroom::s3 {

struct ByteRange {
  std::uint64_t first = 0;
  std::uint64_t size = 0;
};

// "bytes=0-99", "bytes=100-", "bytes=-50" of an object of that size. Nothing for what HTTP says is
// to be ignored: another unit, several ranges, no range at all. InvalidRange: none of it is there.
[[nodiscard]] Result<std::optional<ByteRange>> read_range(std::string_view header,
                                                          std::uint64_t object_size);
// "bytes 0-99/1000".
[[nodiscard]] std::string content_range(const ByteRange& range, std::uint64_t object_size);

}  // namespace greenroom::s3
