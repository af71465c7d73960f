#include "fakes/wire/chunks.h"

#include <algorithm>
#include <charconv>
#include <string>

#include "fakes/wire/values.h"

namespace greenroom::wire {
namespace {

constexpr std::string_view k_line_end = "\r\n";

// Takes what is before the next line end from `rest`; nothing when there is no line end.
std::optional<std::string_view> take_line(std::string_view& rest) {
  const std::size_t end = rest.find(k_line_end);
  if (end == std::string_view::npos) {
    return std::nullopt;
  }
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end + k_line_end.size());
  return line;
}

}  // namespace

bool is_chunked(const HttpRequest& request) {
  const std::string_view hash = find_header(request.headers, "x-amz-content-sha256");
  const std::string encoding = lower(find_header(request.headers, "Content-Encoding"));
  return hash.rfind("STREAMING-", 0) == 0 || encoding.find("aws-chunked") != std::string::npos;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) {
    text.remove_prefix(1);
  }
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) {
    text.remove_suffix(1);
  }
  return text;
}

Result<Chunk> take_chunk(std::string_view& rest) {
  const std::optional<std::string_view> line = take_line(rest);
  if (!line) {
    return incomplete_body();
  }
  const std::size_t semicolon = std::min(line->find(';'), line->size());
  const std::string_view digits = trimmed(line->substr(0, semicolon));
  std::size_t size = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), size, 16);
  if (error != std::errc() || end != digits.data() + digits.size() || digits.empty()) {
    return Failure{"InvalidRequest", "The chunk size is not a hexadecimal number"};
  }
  Chunk chunk;
  chunk.extension = trimmed(line->substr(std::min(semicolon + 1, line->size())));
  if (size == 0) {
    return chunk;
  }
  if (rest.size() < size || rest.size() - size < k_line_end.size() ||
      rest.substr(size, k_line_end.size()) != k_line_end) {
    return incomplete_body();
  }
  chunk.bytes = rest.substr(0, size);
  rest.remove_prefix(size + k_line_end.size());
  return chunk;
}

std::optional<std::string_view> take_trailer(std::string_view& rest) {
  while (!rest.empty()) {
    // Some clients leave the last line end out.
    const std::string_view line = rest.substr(0, rest.find(k_line_end));
    rest.remove_prefix(std::min(line.size() + k_line_end.size(), rest.size()));
    if (!line.empty()) {
      return line;
    }
  }
  return std::nullopt;
}

Failure incomplete_body() {
  return {"IncompleteBody",
          "You did not provide the number of bytes specified by the Content-Length HTTP header."};
}

}  // namespace greenroom::wire
