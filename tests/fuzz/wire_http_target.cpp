// Requests to `greenroom serve`, from their bytes to the answer: which service and operation they
// mean, in all protocols; buckets in hosts, headers in queries, bodies in chunks, forms that
// upload; conditions and ranges. Behind the wire are services that give back what they are given.
#include <algorithm>
#include <array>
#include <memory>

#include "fakes/s3/byte_range.h"
#include "fakes/s3/conditions.h"
#include "fakes/wire/address.h"
#include "fakes/wire/chunks.h"
#include "fakes/wire/endpoint.h"
#include "fakes/wire/rest_xml_form.h"
#include "fakes/wire/rest_xml_plain.h"
#include "fakes/wire/values.h"
#include "tests/fuzz/targets.h"
#include "tests/fuzz/wire_support.h"

namespace greenroom::fuzz {
namespace {

// Answers with those texts and maps of its input that its output has as well.
class Echo final : public wire::Service {
 public:
  explicit Echo(const wire::Table& table) : table_(table) {}
  [[nodiscard]] const wire::Table& table() const override { return table_; }
  Result<aws::Json> call(Context, const std::string& operation, const aws::Json& input) override {
    const wire::Operation& meant = model().operations.at(operation);
    if (wire::text_of(input, "Key") == "refused") {
      return Failure{"NoSuchKey", "The specified key does not exist."};
    }
    wire::Object output;
    for (const wire::Member& member : model().shape(meant.output).members) {
      const aws::Json* given = input.find(member.name);
      const wire::ShapeKind kind = model().shape(member).kind;
      const bool is_text = kind == wire::ShapeKind::String || kind == wire::ShapeKind::Enum ||
                           (kind == wire::ShapeKind::Blob && is_rest());
      if (given != nullptr && ((is_text && given->kind == aws::JsonKind::String) ||
                               (kind == wire::ShapeKind::Map && is_rest()))) {
        output.add(member.name, *given);
      }
    }
    return output.take();
  }

 private:
  [[nodiscard]] bool is_rest() const { return names().protocol == wire::Protocol::RestXml; }

  const wire::Table& table_;
};

bool is_token(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
  });
}

// Each is one line of HTTP, of which nobody makes two.
void require_headers(const HttpHeaders& headers) {
  for (const auto& [name, value] : headers) {
    require(is_token(name), "a header's name is a token");
    require(value.find_first_of(std::string_view("\r\n\0", 3)) == std::string::npos,
            "a header's value is on one line");
  }
}

void require_answer(const HttpRequest& request, const HttpResponse& answer,
                    std::size_t input_bytes) {
  require(answer.status >= 200 && answer.status < 600, "every request has an answer");
  require(answer.reason.find_first_of("\r\n") == std::string::npos, "a reason is on one line");
  require_headers(answer.headers);
  require(answer.body.size() <= most_bytes(input_bytes), "an answer is not much larger");
  const std::string_view type = find_header(answer.headers, "Content-Type");
  const bool is_error = answer.status >= 400;
  if (is_error) {
    require(!answer.body.empty(), "a refusal says why");
  }
  if (is_error && type.find("json") != std::string_view::npos) {
    const Result<aws::Json> body = aws::parse_json(answer.body);
    require(body && !wire::text_of(body.value(), "__type").empty() &&
                !wire::text_of(body.value(), "message").empty(),
            "refused with a code and a text");
  } else if (type == "application/cbor") {
    require(wire::parse_cbor(answer.body).ok(), "an answer in CBOR is CBOR");
  } else if (is_error) {
    require_xml(answer.body);
    require(answer.body.find("<Code>") != std::string::npos, "refused with a code");
  } else if (type.find("xml") != std::string_view::npos && request.method != "GET" &&
             request.method != "HEAD") {
    require(answer.body.empty() || answer.body[0] == '<', "an answer in XML is XML");
  }
}

void require_no_chunks(const HttpRequest& plain) {
  std::string_view rest = find_header(plain.headers, "Content-Encoding");
  while (!rest.empty()) {
    const std::string_view coding = rest.substr(0, rest.find(','));
    rest.remove_prefix(std::min(coding.size() + 1, rest.size()));
    require(wire::lower(wire::trimmed(coding)) != "aws-chunked", "a plain body is not in chunks");
  }
}

// What the pieces of a request mean, whoever is asked.
void require_pieces(const HttpRequest& request) {
  const std::optional<wire::Address> address = wire::read_address(request.target);
  if (address) {
    const std::string encoded = wire::percent_encoded(address->path);
    require(wire::percent_decoded(encoded) == address->path, "encoded once, decoded once");
    const auto places = wire::fit_path("/{Bucket}/{Key+}", address->path);
    require(!places || (!places->at("Bucket").empty() && !places->at("Key").empty()),
            "a path that fits has its places");
  }
  const std::string bucket = wire::bucket_of_host(find_header(request.headers, "Host"));
  require(bucket.empty() || bucket.size() >= 3, "a bucket's name has three letters");
  const Result<std::optional<HttpRequest>> plain = wire::plain_request(request);
  if (!plain) {
    require_refusal(plain.failure(), request.body.size());
  } else if (plain.value()) {
    require_headers(plain.value()->headers);
    require(plain.value()->body.size() <= request.body.size(), "chunks hold what was sent");
    require_no_chunks(*plain.value());
  }
}

// The header Range of objects of several sizes, and conditions on their tag.
void require_range(const HttpRequest& request) {
  const std::string_view header = find_header(request.headers, "Range");
  for (const std::uint64_t size :
       {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{1000}, std::uint64_t{5} << 40}) {
    const Result<std::optional<s3::ByteRange>> range = s3::read_range(header, size);
    if (!range) {
      require(range.failure().code == "InvalidRange", "refused with AWS's code");
    } else if (range.value()) {
      require(range.value()->size > 0 && range.value()->first < size &&
                  range.value()->size <= size - range.value()->first,
              "a range is in its object");
    }
  }
  s3::Conditions conditions;
  conditions.IfMatch = find_header(request.headers, "If-Match");
  conditions.IfNoneMatch = find_header(request.headers, "If-None-Match");
  const Status read = s3::check_read(conditions, "d41d8cd98f00b204", 0);
  require(read.ok() || read.failure().code == "PreconditionFailed" ||
              read.failure().code == "NotModified",
          "refused with AWS's code");
}

struct Services {
  Services() {
    for (const char* name : {"ec2", "elbv2", "iam", "sqs", "cloudwatch", "ssm", "s3"}) {
      services.push_back(std::make_unique<Echo>(*find_table(name)));
      endpoint.add(*services.back());
    }
  }
  std::vector<std::unique_ptr<Echo>> services;
  wire::Endpoint endpoint;
};

std::string text_of(const HttpResponse& answer) {
  std::string text = std::to_string(answer.status) + " " + answer.reason + "\n";
  for (const auto& [name, value] : answer.headers) {
    text += name + ": " + value + "\n";
  }
  return text + "\n" + answer.body;
}

}  // namespace

void wire_http(const std::string& input) {
  const std::optional<HttpRequest> request = http_request_of(input);
  if (!request) {
    return;
  }
  require_pieces(*request);
  require_range(*request);
  static const Services services;
  const auto answer = [&] {
    Kernel kernel({Seed{1}, Epoch{}, {}});
    return services.endpoint.answer({kernel, kernel.actor("client")}, *request);
  };
  const HttpResponse first = answer();
  require_answer(*request, first, input.size());
  require(text_of(answer()) == text_of(first), "the same request, the same answer");
}

}  // namespace greenroom::fuzz
