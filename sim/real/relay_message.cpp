#include "sim/real/relay_message.h"

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>
#include <utility>

#include "sim/real/plain_head.h"

namespace greenroom::real {
namespace {

namespace http = boost::beast::http;
using Error = boost::system::error_code;
using Text = boost::beast::string_view;

constexpr std::size_t k_chunk_line_max = 4096;
constexpr std::size_t k_usual_fields = 16;

std::string text_of(Text text) {
  return {text.data(), text.size()};
}

// Takes a head apart into plain HTTP messages; never sees a body.
template <bool is_request>
class HeadParser final : public http::basic_parser<is_request> {
 public:
  using Message = std::conditional_t<is_request, HttpRequest, HttpResponse>;
  explicit HeadParser(Message& message) : message_(message) {
    message_.headers.reserve(k_usual_fields);
  }

 private:
  void on_request_impl(http::verb, Text method, Text target, int version, Error&) override {
    if constexpr (is_request) {
      message_.method = text_of(method);
      message_.target = text_of(target);
      message_.version = version;
    }
  }
  void on_response_impl(int code, Text reason, int, Error&) override {
    if constexpr (!is_request) {
      message_.status = code;
      message_.reason = text_of(reason);
    }
  }
  void on_field_impl(http::field field, Text name, Text value, Error&) override {
    if (field == http::field::content_length ||
        (!is_request && field == http::field::transfer_encoding)) {
      return;  // write_head() tells the body's end anew
    }
    message_.headers.emplace_back(text_of(name), text_of(value));
  }
  void on_header_impl(Error&) override {}
  void on_body_init_impl(const boost::optional<std::uint64_t>&, Error&) override {}
  std::size_t on_body_impl(Text body, Error&) override { return body.size(); }
  void on_chunk_header_impl(std::uint64_t, Text, Error&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, Text body, Error&) override { return body.size(); }
  void on_finish_impl(Error&) override {}
  Message& message_;
};

template <bool is_request>
BodyScan body_of(const HeadParser<is_request>& parser, bool until_close) {
  if (parser.chunked()) {
    return {BodyScan::Kind::Chunked, 0};
  }
  if (const boost::optional<std::uint64_t> length = parser.content_length()) {
    return {BodyScan::Kind::Length, *length};
  }
  return {until_close ? BodyScan::Kind::UntilClose : BodyScan::Kind::None, 0};
}

BodyScan body_of(const PlainHead& plain, bool until_close) {
  if (plain.length) {
    return {BodyScan::Kind::Length, *plain.length};
  }
  return {until_close ? BodyScan::Kind::UntilClose : BodyScan::Kind::None, 0};
}

template <typename Parser>
HeadEnd parse(Parser& parser, std::string_view bytes, std::size_t limit, std::size_t& used,
              Error& error) {
  if (bytes.empty()) {
    return HeadEnd::Incomplete;
  }
  parser.header_limit(static_cast<std::uint32_t>(limit));
  parser.body_limit(boost::none);
  used = parser.put(boost::asio::const_buffer(bytes.data(), bytes.size()), error);
  if (error == http::error::need_more) {
    error = {};
    return bytes.size() > limit ? HeadEnd::Bad : HeadEnd::Incomplete;
  }
  // Beast does not count the first line: what comes at once must be judged as what comes in parts.
  return error || used > limit ? HeadEnd::Bad : HeadEnd::Whole;
}

// In one go: a head has a dozen fields, and each append() looks for room anew.
void write_fields(std::string& out, const HttpHeaders& headers) {
  std::size_t bytes = 0;
  for (const auto& [name, value] : headers) {
    bytes += name.size() + value.size() + 4;
  }
  const std::size_t before = out.size();
  out.resize(before + bytes);
  char* to = out.data() + before;
  for (const auto& [name, value] : headers) {
    to = std::copy(name.begin(), name.end(), to);
    *to++ = ':';
    *to++ = ' ';
    to = std::copy(value.begin(), value.end(), to);
    *to++ = '\r';
    *to++ = '\n';
  }
}

void write_body_end(std::string& out, const BodyScan& body) {
  if (body.kind() == BodyScan::Kind::Chunked) {
    out += "Transfer-Encoding: chunked\r\n";
  } else if (body.kind() == BodyScan::Kind::Length) {
    out.append("Content-Length: ").append(std::to_string(body.left())).append("\r\n");
  }
}

int hex_digit(char c) {
  return c >= '0' && c <= '9'   ? c - '0'
         : c >= 'a' && c <= 'f' ? c - 'a' + 10
         : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                : -1;
}

}  // namespace

bool BodyScan::done() const {
  switch (kind_) {
    case Kind::None:
      return true;
    case Kind::Length:
      return left_ == 0;
    case Kind::Chunked:
      return state_ == State::Done;
    case Kind::UntilClose:
      return false;
  }
  return true;
}

// One character of a chunk's frame: "SIZE;extension CRLF", data, CRLF, ... "0 CRLF", trailer, CRLF.
void BodyScan::step(char c) {
  ++line_;
  const int digit = hex_digit(c);
  switch (state_) {
    case State::Size:
      if (digit >= 0 && left_ < (1ull << 56)) {
        left_ = left_ * 16 + static_cast<std::uint64_t>(digit);
        return;
      }
      state_ = line_ > 1 && (c == '\r' || c == ';' || c == ' ' || c == '\t') ? State::Extension
                                                                             : State::Bad;
      return;
    case State::Extension:
      if (c == '\n') {
        state_ = left_ == 0 ? State::Trailer : State::Data;
        line_ = 0;
      } else if (line_ > k_chunk_line_max) {
        state_ = State::Bad;
      }
      return;
    case State::DataEnd:
      if (c == '\n') {
        state_ = State::Size;
        line_ = 0;
      } else if (c != '\r') {
        state_ = State::Bad;
      }
      return;
    case State::Trailer:
      if (c == '\n') {
        state_ = line_ <= 2 ? State::Done : State::Trailer;
        line_ = 0;
      } else if (line_ > k_chunk_line_max) {
        state_ = State::Bad;
      }
      return;
    case State::Data:
    case State::Done:
    case State::Bad:
      return;
  }
}

std::size_t BodyScan::take(std::string_view bytes, std::string* payload) {
  if (kind_ == Kind::None) {
    return 0;
  }
  if (kind_ != Kind::Chunked) {
    const std::size_t most =
        kind_ == Kind::UntilClose ? bytes.size() : std::min<std::uint64_t>(left_, bytes.size());
    left_ -= kind_ == Kind::Length ? most : 0;
    if (payload != nullptr) {
      payload->append(bytes.substr(0, most));
    }
    return most;
  }
  std::size_t at = 0;
  while (at < bytes.size() && state_ != State::Done && state_ != State::Bad) {
    if (state_ != State::Data) {
      step(bytes[at++]);
      continue;
    }
    const std::size_t most = std::min<std::uint64_t>(left_, bytes.size() - at);
    if (payload != nullptr) {
      payload->append(bytes.substr(at, most));
    }
    at += most;
    left_ -= most;
    if (left_ == 0) {
      state_ = State::DataEnd;
      line_ = 0;
    }
  }
  return at;
}

HeadEnd read_head(std::string_view bytes, std::size_t limit, RequestHead& head) {
  if (bytes.empty()) {
    return HeadEnd::Incomplete;
  }
  PlainHead plain;
  if (!read_plain_head(bytes.substr(0, limit), head.request, plain)) {
    return read_any_head(bytes, limit, head);
  }
  head.bytes = plain.bytes;
  head.unreadable = 0;
  head.body = body_of(plain, false);
  head.keep_alive = plain.version == 10 ? plain.keeps_alive : !plain.closes;
  return HeadEnd::Whole;
}

HeadEnd read_any_head(std::string_view bytes, std::size_t limit, RequestHead& head) {
  head.request = {};
  HeadParser<true> parser(head.request);
  Error error;
  const HeadEnd end = parse(parser, bytes, limit, head.bytes, error);
  if (end == HeadEnd::Bad) {
    head.unreadable = error == http::error::bad_version ? 505 : 400;
    head.keep_alive = false;
    head.body = {};
  } else if (end == HeadEnd::Whole) {
    head.unreadable = 0;
    head.body = body_of(parser, false);
    head.keep_alive = parser.keep_alive();
  }
  return end;
}

HeadEnd read_head(std::string_view bytes, std::size_t limit, bool to_head, ResponseHead& head) {
  if (bytes.empty()) {
    return HeadEnd::Incomplete;
  }
  PlainHead plain;
  if (!read_plain_head(bytes.substr(0, limit), head.response, plain)) {
    return read_any_head(bytes, limit, to_head, head);
  }
  const int status = head.response.status;
  head.bytes = plain.bytes;
  head.bodiless = to_head || status == 204 || status == 304;
  head.body = body_of(plain, !head.bodiless);
  head.keep_alive = (plain.version == 10 ? plain.keeps_alive : !plain.closes) &&
                    head.body.kind() != BodyScan::Kind::UntilClose;
  return HeadEnd::Whole;
}

HeadEnd read_any_head(std::string_view bytes, std::size_t limit, bool to_head, ResponseHead& head) {
  std::size_t skipped = 0;
  for (;;) {
    head.response = {};
    HeadParser<false> parser(head.response);
    parser.skip(to_head);
    Error error;
    const HeadEnd end = parse(parser, bytes.substr(skipped), limit, head.bytes, error);
    if (end != HeadEnd::Whole) {
      return end;
    }
    head.bytes += skipped;
    if (head.response.status / 100 == 1) {
      skipped = head.bytes;
      continue;
    }
    const int status = head.response.status;
    head.bodiless = to_head || status == 204 || status == 304;
    head.body = body_of(parser, !head.bodiless && parser.need_eof());
    head.keep_alive = parser.keep_alive();
    return HeadEnd::Whole;
  }
}

void write_head(std::string& out, const HttpRequest& request, const BodyScan& body) {
  out.append(request.method).append(" ").append(request.target).append(" HTTP/1.1\r\n");
  write_fields(out, request.headers);
  write_body_end(out, body);
  out += "\r\n";
}

void write_head(std::string& out, const HttpResponse& response, int version, const BodyScan& body,
                bool keep_alive) {
  const std::string status = std::to_string(response.status);
  out.append(version == 10 ? "HTTP/1.0 " : "HTTP/1.1 ");
  out.append(status.size() < 3 ? 3 - status.size() : 0, '0').append(status);  // "024" is one, too
  out.append(" ").append(response.reason).append("\r\n");
  write_fields(out, response.headers);
  write_body_end(out, body);
  if (!keep_alive && find_header(response.headers, "Connection").empty()) {
    out += "Connection: close\r\n";
  } else if (keep_alive && version == 10) {
    out += "Connection: keep-alive\r\n";
  }
  out += "\r\n";
}

}  // namespace greenroom::real
