#include "fakes/wire/rest_xml.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "fakes/wire/address.h"
#include "fakes/wire/check_input.h"
#include "fakes/wire/values.h"
#include "fakes/wire/xml_reader.h"
#include "sim/core/assert.h"

namespace greenroom::wire {
namespace {

// Parameters of S3 that stand for something else than the object or the bucket itself.
constexpr std::array<std::string_view, 36> k_subresources = {"accelerate",   "acl",
                                                             "analytics",    "attributes",
                                                             "cors",         "delete",
                                                             "encryption",   "intelligent-tiering",
                                                             "inventory",    "legal-hold",
                                                             "lifecycle",    "list-type",
                                                             "location",     "logging",
                                                             "metrics",      "notification",
                                                             "object-lock",  "ownershipControls",
                                                             "partNumber",   "policy",
                                                             "policyStatus", "publicAccessBlock",
                                                             "replication",  "requestPayment",
                                                             "restore",      "retention",
                                                             "select",       "session",
                                                             "tagging",      "torrent",
                                                             "uploadId",     "uploads",
                                                             "versioning",   "versions",
                                                             "website",      "renameObject"};

std::string_view name_of_query(const std::string& query) {
  return std::string_view(query).substr(0, query.find('='));
}

// "list-type=2" or "location".
bool asks_for(const Address& address, const std::string& query) {
  const std::string_view name = name_of_query(query);
  const auto found = address.query.find(name);
  return found != address.query.end() &&
         (name.size() == query.size() || found->second == query.substr(name.size() + 1));
}

bool is_there(const Member& member, const Address& address, const HttpRequest& request) {
  return member.travels == Travels::Query
             ? address.query.find(member.wire_name) != address.query.end()
             : !find_header(request.headers, member.wire_name).empty();
}

// How much of what the request has is required by the operation; nothing when it is not meant.
std::optional<int> fitness(const Model& model, const Operation& operation, const Address& address,
                           const HttpRequest& request) {
  int fits = 0;
  if (!operation.query.empty()) {
    // First of all: of a request's many candidates this leaves a few.
    if (!asks_for(address, operation.query)) {
      return std::nullopt;
    }
    ++fits;
  }
  const std::vector<Member>& members = model.input(operation).members;
  if (operation.query.empty()) {
    for (const Member& member : members) {
      const bool tells = member.travels == Travels::Query || member.travels == Travels::Header;
      if (member.required && tells) {
        if (!is_there(member, address, request)) {
          return std::nullopt;
        }
        ++fits;
      }
    }
  }
  for (const auto& [name, value] : address.query) {
    const bool stands_for_else =
        std::find(k_subresources.begin(), k_subresources.end(), name) != k_subresources.end();
    const bool known =
        name == name_of_query(operation.query) ||
        std::any_of(members.begin(), members.end(), [&given = name](const Member& member) {
          return member.travels == Travels::Query && member.wire_name == given;
        });
    if (stands_for_else && !known) {
      return std::nullopt;
    }
  }
  return fits;
}

// "x-amz-meta-owner: student" as {"owner": "student"}; of one name twice both values.
aws::Json headers_as_map(const HttpHeaders& headers, const std::string& prefix) {
  std::map<std::string, std::string> entries;
  for (const auto& [name, value] : headers) {
    if (name.size() <= prefix.size() ||
        !same_letters(std::string_view(name).substr(0, prefix.size()), prefix)) {
      continue;
    }
    const auto [entry, is_new] = entries.emplace(lower(name.substr(prefix.size())), value);
    if (!is_new) {
      entry->second += "," + value;
    }
  }
  Object map;
  for (auto& [name, value] : entries) {
    map.add(name, text(std::move(value)));
  }
  return map.take();
}

aws::Json header_value(const Model& model, const Shape& shape, const std::string& given) {
  if (shape.kind != ShapeKind::List) {
    return value_of_text(shape, given);
  }
  aws::Json list{aws::JsonKind::Array, {}, {}, {}};
  for (std::size_t at = 0; at <= given.size();) {
    const std::size_t comma = std::min(given.find(',', at), given.size());
    const std::size_t first = std::min(given.find_first_not_of(' ', at), comma);
    list.items.push_back(value_of_text(model.item(shape), given.substr(first, comma - first)));
    at = comma + 1;
  }
  return list;
}

Result<std::optional<aws::Json>> payload(const Model& model, const Member& member,
                                         const std::string& body) {
  using Payload = std::optional<aws::Json>;
  const ShapeKind kind = model.shape(member).kind;
  if (kind == ShapeKind::Blob) {
    return Payload(text(body));
  }
  if (body.empty()) {
    return member.required
               ? Result<Payload>(Failure{"MissingRequestBodyError", "Request Body is empty"})
               : Payload();
  }
  if (kind == ShapeKind::String) {
    return Payload(text(body));
  }
  const Result<aws::Json> read = read_xml(model, member.shape, member.wire_name, body);
  Result<aws::Json> checked = read ? check_input(model, member.shape, read.value()) : read;
  return checked ? Payload(std::move(checked).value()) : Result<Payload>(malformed_xml());
}

Result<aws::Json> input_of(const Model& model, const Shape& shape, const Address& address,
                           const std::map<std::string, std::string>& places,
                           const HttpRequest& request) {
  Object input;
  for (const Member& member : shape.members) {
    if (member.travels == Travels::Uri) {
      const auto place = places.find(member.wire_name);
      SIM_ASSERT(place != places.end(), "the path has no place for " + member.name);
      input.add(member.name, text(place->second));
    } else if (member.travels == Travels::Query) {
      const auto found = address.query.find(member.wire_name);
      if (found != address.query.end()) {
        input.add(member.name, value_of_text(model.shape(member), found->second));
      }
    } else if (member.travels == Travels::Header) {
      const std::string_view header = find_header(request.headers, member.wire_name);
      if (!header.empty()) {
        const Shape& inner = model.shape(member);
        input.add(member.name, header_value(model, inner, std::string(header)));
      }
    } else if (member.travels == Travels::Headers) {
      input.add(member.name, headers_as_map(request.headers, member.wire_name));
    } else {
      SIM_ASSERT(member.travels == Travels::Payload, "inputs of S3 in XML are payloads");
      Result<std::optional<aws::Json>> given = payload(model, member, request.body);
      if (!given) {
        return given.failure();
      }
      if (given.value()) {
        input.add(member.name, *std::move(given.value()));
      }
    }
  }
  return input.take();
}

}  // namespace

Result<RestCall> read_rest(const Model& model, const HttpRequest& request) {
  const std::optional<Address> address = read_address(request.target);
  const std::string* best = nullptr;
  int most = -1;
  std::map<std::string, std::string> places;
  if (address) {
    for (const auto& [name, operation] : model.operations) {
      const std::optional<int> fits = operation.method == request.method
                                          ? fitness(model, operation, *address, request)
                                          : std::nullopt;
      if (!fits || *fits <= most) {
        continue;
      }
      if (auto found = fit_path(operation.path, address->path)) {
        best = &name;
        most = *fits;
        places = *std::move(found);
      }
    }
  }
  if (best == nullptr) {
    return Failure{k_not_here, ""};
  }
  Result<aws::Json> input =
      input_of(model, model.input(model.operations.at(*best)), *address, places, request);
  return input ? Result<RestCall>(RestCall{*best, std::move(input).value()})
               : Result<RestCall>(input.failure());
}

}  // namespace greenroom::wire
