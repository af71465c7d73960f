// HTTP/1 messages as the relay meets them: heads that are read whole, bodies of which only the end
// matters. Pure. Beast says what heads mean, so that what is malformed here is malformed in virtual
// time too (http_front.h); it is asked about those that are not plain (plain_head.h).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sim/core/http.h"

namespace greenroom::real {

// Where a body ends, as its bytes pass by. Chunked bodies pass as they are, chunk heads included.
class BodyScan {
 public:
  enum class Kind { None, Length, Chunked, UntilClose };
  BodyScan() = default;
  BodyScan(Kind kind, std::uint64_t length) : kind_(kind), left_(length) {}

  // How many of `bytes` belong to the body. `payload`, when given, gets what they carry: without
  // the chunks' heads.
  std::size_t take(std::string_view bytes, std::string* payload = nullptr);
  [[nodiscard]] Kind kind() const { return kind_; }
  [[nodiscard]] std::uint64_t left() const { return left_; }
  // Whether it ended. UntilClose never does by itself.
  [[nodiscard]] bool done() const;
  [[nodiscard]] bool bad() const { return state_ == State::Bad; }

 private:
  enum class State { Size, Extension, Data, DataEnd, Trailer, Done, Bad };
  void step(char c);
  Kind kind_ = Kind::None;
  std::uint64_t left_ = 0;  // of the body, or of the chunk
  State state_ = State::Size;
  std::size_t line_ = 0;  // characters of this line so far
};

enum class HeadEnd { Incomplete, Whole, Bad };

struct RequestHead {
  HttpRequest request;  // without a body and without Content-Length
  BodyScan body;
  bool keep_alive = true;
  std::size_t bytes = 0;  // of the head
  int unreadable = 0;     // Bad: what the answer has to be, 400 or 505
};
[[nodiscard]] HeadEnd read_head(std::string_view bytes, std::size_t limit, RequestHead& head);

struct ResponseHead {
  HttpResponse response;  // without a body, Content-Length and Transfer-Encoding
  BodyScan body;          // as its fields announce it
  bool bodiless = false;  // no body follows whatever the fields announce: HEAD, 204, 304
  bool keep_alive = true;
  std::size_t bytes = 0;
};
// `to_head`: of the answer to a HEAD request. 1xx answers are skipped.
[[nodiscard]] HeadEnd read_head(std::string_view bytes, std::size_t limit, bool to_head,
                                ResponseHead& head);

// The same by Beast alone: slower by four times, and what the others are tested against.
[[nodiscard]] HeadEnd read_any_head(std::string_view bytes, std::size_t limit, RequestHead& head);
[[nodiscard]] HeadEnd read_any_head(std::string_view bytes, std::size_t limit, bool to_head,
                                    ResponseHead& head);

// Appends the head with the fields that tell the body's end.
void write_head(std::string& out, const HttpRequest& request, const BodyScan& body);
void write_head(std::string& out, const HttpResponse& response, int version, const BodyScan& body,
                bool keep_alive);

}  // namespace greenroom::real
