#include "fakes/s3/byte_range.h"

#include <algorithm>
#include <charconv>

namespace greenroom::s3 {
namespace {

// Digits only, and no more of them than a number can hold.
std::optional<std::uint64_t> number_in(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = error == std::errc() && end == text.data() + text.size() && !text.empty();
  return whole ? std::optional(number) : std::nullopt;
}

}  // namespace

Result<std::optional<ByteRange>> read_range(std::string_view header, std::uint64_t object_size) {
  using Range = std::optional<ByteRange>;
  constexpr std::string_view k_unit = "bytes=";
  const std::size_t dash = header.find('-');
  if (header.rfind(k_unit, 0) != 0 || dash == std::string_view::npos) {
    return Range();
  }
  const std::string_view before = header.substr(k_unit.size(), dash - k_unit.size());
  const std::string_view after = header.substr(dash + 1);
  const std::optional<std::uint64_t> first = number_in(before);
  const std::optional<std::uint64_t> last = number_in(after);
  const Failure nothing{"InvalidRange", "The requested range is not satisfiable"};
  if (before.empty() && last) {
    const std::uint64_t size = std::min(*last, object_size);
    return size == 0 ? Result<Range>(nothing) : Range(ByteRange{object_size - size, size});
  }
  if (!first || (!after.empty() && !last) || (last && *last < *first)) {
    return Range();
  }
  if (*first >= object_size) {
    return nothing;
  }
  const std::uint64_t end = last ? std::min(*last, object_size - 1) : object_size - 1;
  return Range(ByteRange{*first, end - *first + 1});
}

std::string content_range(const ByteRange& range, std::uint64_t object_size) {
  return "bytes " + std::to_string(range.first) + "-" +
         std::to_string(range.first + range.size - 1) + "/" + std::to_string(object_size);
}

}  // namespace greenroom::s3
