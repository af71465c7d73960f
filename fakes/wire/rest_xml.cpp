#include "fakes/wire/rest_xml.h"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>
#include <utility>

#include "fakes/aws/xml.h"
#include "fakes/wire/address.h"
#include "fakes/wire/values.h"
#include "fakes/wire/xml.h"
#include "sim/core/assert.h"

namespace greenroom::wire {
namespace {

constexpr const char* k_name_space = "http://s3.amazonaws.com/doc/2006-03-01/";

// Parameters of S3 that stand for something else than the object or the bucket itself.
constexpr std::array<std::string_view, 31> k_subresources = {"accelerate",
                                                             "acl",
                                                             "analytics",
                                                             "attributes",
                                                             "cors",
                                                             "delete",
                                                             "encryption",
                                                             "inventory",
                                                             "legal-hold",
                                                             "lifecycle",
                                                             "list-type",
                                                             "location",
                                                             "logging",
                                                             "metrics",
                                                             "notification",
                                                             "object-lock",
                                                             "ownershipControls",
                                                             "partNumber",
                                                             "policy",
                                                             "policyStatus",
                                                             "publicAccessBlock",
                                                             "replication",
                                                             "requestPayment",
                                                             "restore",
                                                             "retention",
                                                             "tagging",
                                                             "torrent",
                                                             "uploadId",
                                                             "uploads",
                                                             "versioning",
                                                             "versions"};

// "list-type=2" or "location".
bool asks_for(const Address& address, const std::string& query) {
  const std::size_t equals = std::min(query.find('='), query.size());
  const auto found = address.query.find(query.substr(0, equals));
  return found != address.query.end() &&
         (equals == query.size() || found->second == query.substr(equals + 1));
}

bool is_meant(const Operation& operation, const Address& address) {
  if (!operation.query.empty()) {
    return asks_for(address, operation.query);
  }
  return std::none_of(k_subresources.begin(), k_subresources.end(), [&](std::string_view name) {
    return address.query.find(name) != address.query.end();
  });
}

// Text as the shape wants it; what is no number stays text, and the check says so.
aws::Json value_of(const Shape& shape, std::string given) {
  if (shape.kind == ShapeKind::Boolean) {
    return {given == "true" ? aws::JsonKind::True : aws::JsonKind::False, {}, {}, {}};
  }
  const bool is_number =
      !given.empty() && given.size() < 19 &&
      given.find_first_not_of("0123456789", given[0] == '-' ? 1 : 0) == std::string::npos;
  if ((shape.kind == ShapeKind::Integer || shape.kind == ShapeKind::Long) && is_number) {
    return {aws::JsonKind::Number, std::move(given), {}, {}};
  }
  return text(std::move(given));
}

aws::Json input_of(const Model& model, const Shape& shape, const Address& address,
                   const std::map<std::string, std::string>& places, const HttpRequest& request) {
  Object input;
  for (const Member& member : shape.members) {
    const Shape& inner = model.shape(member.shape);
    if (member.travels == Travels::Uri) {
      const auto place = places.find(member.wire_name);
      SIM_ASSERT(place != places.end(), "the path has no place for " + member.name);
      input.add(member.name, text(place->second));
    } else if (member.travels == Travels::Query) {
      const auto found = address.query.find(member.wire_name);
      if (found != address.query.end()) {
        input.add(member.name, value_of(inner, found->second));
      }
    } else if (member.travels == Travels::Header) {
      const std::string_view header = find_header(request.headers, member.wire_name);
      if (!header.empty()) {
        input.add(member.name, value_of(inner, std::string(header)));
      }
    } else {
      SIM_ASSERT(false, "no operation with a body is served yet");
    }
  }
  return input.take();
}

std::string header_text(const Shape& shape, const aws::Json& value) {
  if (shape.kind == ShapeKind::Timestamp) {
    return http_date_of_timestamp(value.text);
  }
  if (shape.kind == ShapeKind::Boolean) {
    return value.kind == aws::JsonKind::True ? "true" : "false";
  }
  return value.text;
}

}  // namespace

std::optional<RestCall> read_rest(const Model& model, const HttpRequest& request) {
  const std::optional<Address> address = read_address(request.target);
  if (!address) {
    return std::nullopt;
  }
  for (const auto& [name, operation] : model.operations) {
    if (operation.method != request.method || !is_meant(operation, *address)) {
      continue;
    }
    if (const auto places = fit_path(operation.path, address->path)) {
      return RestCall{name,
                      input_of(model, model.shape(operation.input), *address, *places, request)};
    }
  }
  return std::nullopt;
}

HttpResponse write_rest(const Model& model, const std::string& operation, int status,
                        const aws::Json& output) {
  const Operation& meant = model.operations.at(operation);
  HttpResponse response;
  response.status = status;
  response.reason = status == 206 ? "Partial Content" : "OK";
  bool has_body = false;
  bool has_payload = false;
  for (const Member& member : model.shape(meant.output).members) {
    const aws::Json* found = output.find(member.name);
    has_body = has_body || member.travels == Travels::Body;
    has_payload = has_payload || member.travels == Travels::Payload;
    if (found == nullptr) {
      continue;
    }
    if (member.travels == Travels::Header) {
      response.headers.emplace_back(member.wire_name,
                                    header_text(model.shape(member.shape), *found));
    } else if (member.travels == Travels::Headers) {
      for (const aws::JsonMember& entry : found->members) {
        response.headers.emplace_back(member.wire_name + entry.name, entry.value.text);
      }
    } else if (member.travels == Travels::Payload) {
      response.body = found->text;
    }
  }
  if (meant.method == "HEAD") {
    const aws::Json* body = output.find("Body");
    response.body = body == nullptr ? "" : body->text;
  } else if (has_body && !has_payload) {
    response.headers.emplace_back("Content-Type", "application/xml");
    response.body = write_xml(model, meant.output, output, meant.root, k_name_space);
  }
  return response;
}

HttpResponse write_rest_error(int status, const std::string& code, const std::string& message,
                              const std::string& resource, const std::string& request_id) {
  HttpResponse response;
  response.status = status;
  response.reason = status == 404 ? "Not Found" : status == 304 ? "Not Modified" : code;
  if (status == 304) {
    return response;
  }
  response.headers.emplace_back("Content-Type", "application/xml");
  std::string& out = response.body;
  out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>";
  aws::append_xml_text(out, code);
  out += "</Code><Message>";
  aws::append_xml_text(out, message);
  out += "</Message><Resource>";
  aws::append_xml_text(out, resource);
  out += "</Resource><RequestId>";
  aws::append_xml_text(out, request_id);
  out += "</RequestId></Error>";
  return response;
}

}  // namespace greenroom::wire
