#include "fakes/wire/rest_xml_plain.h"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "fakes/wire/address.h"
#include "fakes/wire/chunks.h"
#include "fakes/wire/header_text.h"
#include "fakes/wire/values.h"

namespace greenroom::wire {
namespace {

// Presigning clients put headers into the query: all that begin so, but for the signature itself.
bool is_hoisted(std::string_view name) {
  constexpr std::string_view k_beginning = "x-amz-";
  const std::string small = lower(name);
  const bool signs = small == "x-amz-algorithm" || small == "x-amz-credential" ||
                     small == "x-amz-date" || small == "x-amz-expires" ||
                     small == "x-amz-signedheaders" || small == "x-amz-signature" ||
                     small == "x-amz-security-token";
  return small.rfind(k_beginning, 0) == 0 && !signs && is_header_name(name);
}

HttpHeaders hoisted_headers(const HttpRequest& request) {
  HttpHeaders hoisted;
  if (lower(request.target).find("x-amz-") == std::string::npos) {
    return hoisted;
  }
  if (const std::optional<Address> address = read_address(request.target)) {
    for (const auto& [name, value] : address->query) {
      if (is_hoisted(name) && find_header(request.headers, name).empty()) {
        hoisted.emplace_back(name, on_one_line(value));
      }
    }
  }
  return hoisted;
}

Failure malformed_trailer() {
  return {"MalformedTrailerError",
          "The request contained trailing data that was not well-formed or did not conform to our "
          "published schema."};
}

// The bytes of all chunks. What follows stays in `rest`.
Result<std::string> join_chunks(std::string_view& rest) {
  std::string body;
  body.reserve(rest.size());
  while (true) {
    const Result<Chunk> chunk = take_chunk(rest);
    if (!chunk) {
      return chunk.failure();
    }
    if (chunk.value().bytes.empty()) {
      return body;
    }
    body += chunk.value().bytes;
  }
}

// The names in x-amz-trailer, in lower case.
std::set<std::string> announced_trailers(const HttpHeaders& headers) {
  std::set<std::string> names;
  std::string_view rest = find_header(headers, "x-amz-trailer");
  while (!rest.empty()) {
    const std::string_view name = rest.substr(0, rest.find(','));
    rest.remove_prefix(std::min(name.size() + 1, rest.size()));
    if (!trimmed(name).empty()) {
      names.insert(lower(trimmed(name)));
    }
  }
  return names;
}

// "name:value" lines after the chunks as headers. Those that were announced, each once: what was
// not is in no signature, and must not take the place of a header that is in one (UNVERIFIED: S3's
// code for it).
Status add_trailers(HttpHeaders& headers, std::string_view rest) {
  std::set<std::string> missing = announced_trailers(headers);
  while (const std::optional<std::string_view> line = take_trailer(rest)) {
    const std::size_t colon = line->find(':');
    if (colon == std::string_view::npos) {
      return malformed_trailer();
    }
    const std::string name = lower(trimmed(line->substr(0, colon)));
    if (name == "x-amz-trailer-signature") {
      continue;
    }
    if (!is_header_name(name) || missing.erase(name) == 0) {
      return malformed_trailer();
    }
    set_header(headers, name, on_one_line(std::string(trimmed(line->substr(colon + 1)))));
  }
  return missing.empty() ? success() : Status(malformed_trailer());
}

// "aws-chunked" says how the body was sent, not what the object is.
void drop_chunked_encoding(HttpHeaders& headers) {
  const std::string given(find_header(headers, "Content-Encoding"));
  std::string kept;
  for (std::size_t at = 0; at < given.size();) {
    const std::size_t comma = std::min(given.find(',', at), given.size());
    const std::string_view each = trimmed(std::string_view(given).substr(at, comma - at));
    if (!each.empty() && lower(each) != "aws-chunked") {
      kept += (kept.empty() ? "" : ",") + std::string(each);
    }
    at = comma + 1;
  }
  remove_header(headers, "Content-Encoding");
  if (!kept.empty()) {
    set_header(headers, "Content-Encoding", kept);
  }
}

// Of `sent`, whose headers `request` has already.
Status unchunk(HttpRequest& request, std::string_view sent) {
  std::string_view rest = sent;
  Result<std::string> body = join_chunks(rest);
  if (!body) {
    return body.failure();
  }
  const std::string_view told = find_header(request.headers, "x-amz-decoded-content-length");
  if (!told.empty() && told != std::to_string(body.value().size())) {
    return incomplete_body();
  }
  if (const Status added = add_trailers(request.headers, rest); !added) {
    return added;
  }
  drop_chunked_encoding(request.headers);
  request.body = std::move(body).value();
  return success();
}

}  // namespace

Result<std::optional<HttpRequest>> plain_request(const HttpRequest& request) {
  using Plain = std::optional<HttpRequest>;
  const std::string bucket = bucket_of_host(find_header(request.headers, "Host"));
  HttpHeaders hoisted = hoisted_headers(request);
  const bool chunked = is_chunked(request);
  if (bucket.empty() && hoisted.empty() && !chunked) {
    return Plain();
  }
  HttpRequest plain{request.method, request.target, request.headers, {}, request.version};
  if (!bucket.empty()) {
    plain.target.insert(0, "/" + bucket);
  }
  for (auto& header : hoisted) {
    plain.headers.push_back(std::move(header));
  }
  if (!chunked) {
    plain.body = request.body;
  } else if (const Status whole = unchunk(plain, request.body); !whole) {
    return whole.failure();
  }
  return Plain(std::move(plain));
}

}  // namespace greenroom::wire
