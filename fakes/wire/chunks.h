// Bodies in chunks as S3's clients send them ("aws-chunked"):
// "<hexadecimal size>[;chunk-signature=...]\r\n<bytes>\r\n", the last of size 0, then trailers.
//
// AWS: docs.aws.amazon.com/AmazonS3, "Signature calculations for the Authorization header:
// transferring payload in multiple chunks".
#pragma once

#include <optional>
#include <string_view>

#include "sim/core/http.h"
#include "sim/core/result.h"

namespace greenroom::wire {

struct Chunk {
  std::string_view extension;  // "chunk-signature=..."; "" without one
  std::string_view bytes;      // "" of the last one
};

[[nodiscard]] bool is_chunked(const HttpRequest& request);
// Without spaces and tabs around it.
[[nodiscard]] std::string_view trimmed(std::string_view text);
// Takes the next from `rest`; what follows the last one stays there. IncompleteBody,
// InvalidRequest: there is none, or none that can be read.
[[nodiscard]] Result<Chunk> take_chunk(std::string_view& rest);
// Takes the next line of what follows the chunks; nothing at its end.
[[nodiscard]] std::optional<std::string_view> take_trailer(std::string_view& rest);

[[nodiscard]] Failure incomplete_body();

}  // namespace greenroom::wire
