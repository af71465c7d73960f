#include "fakes/wire/query.h"

#include <algorithm>
#include <set>
#include <utility>

#include "fakes/aws/json_members.h"
#include "fakes/wire/address.h"
#include "fakes/wire/values.h"
#include "fakes/wire/xml_reader.h"

namespace greenroom::wire {
namespace {

constexpr std::string_view k_digits = "0123456789";

bool is_form(const HttpRequest& request) {
  const std::string_view type = find_header(request.headers, "Content-Type");
  const std::string_view before_parameters = type.substr(0, type.find(';'));
  return request.method == "POST" &&
         same_header_name(before_parameters, "application/x-www-form-urlencoded");
}

// "AKID/20260101/us-east-1/ec2/aws4_request" gives "ec2".
std::string service_in_scope(std::string_view credential) {
  for (int part = 0; part < 3; ++part) {
    const std::size_t slash = credential.find('/');
    if (slash == credential.npos) {
      return "";
    }
    credential.remove_prefix(slash + 1);
  }
  return std::string(credential.substr(0, credential.find('/')));
}

std::string service_that_is_meant(const HttpRequest& request, const QueryParameters& parameters) {
  constexpr std::string_view k_credential = "Credential=";
  const std::string_view authorization = find_header(request.headers, "Authorization");
  const std::size_t at = authorization.find(k_credential);
  if (at != authorization.npos) {
    const std::string_view rest = authorization.substr(at + k_credential.size());
    return service_in_scope(rest.substr(0, rest.find_first_of(", ")));
  }
  const auto signed_in_url = parameters.find("X-Amz-Credential");
  return signed_in_url == parameters.end() ? "" : service_in_scope(signed_in_url->second);
}

bool is_of(std::string_view characters, std::string_view text) {
  return text.find_first_not_of(characters) == text.npos;
}

// "/123456789012/jobs", and a slash that may follow.
bool is_queue(std::string_view path) {
  constexpr std::string_view k_name_characters =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.";
  constexpr std::size_t k_account_digits = 12;
  const std::string_view account = path.substr(1, k_account_digits);
  if (path.size() < k_account_digits + 3 || path[k_account_digits + 1] != '/') {
    return false;
  }
  std::string_view name = path.substr(k_account_digits + 2);
  name.remove_suffix(name.back() == '/' ? 1 : 0);
  return is_of(k_digits, account) && !name.empty() && is_of(k_name_characters, name);
}

// A bucket of S3 may be called as an account is. Whoever asks S3 there with an empty form, as some
// clients begin an upload, has a query ("?uploads") and no Action.
bool is_for_queue(const Address& address, const QueryCall& call) {
  return call.service.empty() ? !call.operation.empty() || address.query.empty()
                              : call.service == "sqs";
}

class Reading {
 public:
  Reading(const Model& model, const QueryParameters& parameters)
      : model_(model), parameters_(parameters), is_ec2_(model.protocol == Protocol::Ec2) {}

  // `prefix` is "" or ends in a dot.
  aws::Json structure(const Shape& shape, const std::string& prefix) {
    Object object;
    for (const Member& member : shape.members) {
      const std::string name = prefix + name_of(shape, member, prefix);
      if (is_there(name)) {
        add(object, member.name, model_.shape(member), name);
      } else if (name != prefix + member.wire_name && is_empty_list(member, prefix)) {
        object.add(member.name, {aws::JsonKind::Array, {}, {}, {}});
      }
    }
    return object.take();
  }

  [[nodiscard]] const std::optional<Failure>& failure() const { return failure_; }

 private:
  [[nodiscard]] bool has_below(const std::string& prefix) const {
    const auto next = parameters_.lower_bound(prefix);
    return next != parameters_.end() && next->first.compare(0, prefix.size(), prefix) == 0;
  }
  [[nodiscard]] bool is_there(const std::string& name) const {
    return parameters_.count(name) > 0 || has_below(name + ".");
  }

  // Clients say by "Entries=" that SendMessageBatchRequestEntry.1 is not there.
  [[nodiscard]] bool is_empty_list(const Member& member, const std::string& prefix) const {
    const auto own = parameters_.find(prefix + member.wire_name);
    return !is_ec2_ && own != parameters_.end() && own->second.empty();
  }

  [[nodiscard]] static std::string capitalized(std::string name) {
    if (!name.empty() && name[0] >= 'a' && name[0] <= 'z') {
      name[0] = static_cast<char>(name[0] - 'a' + 'A');
    }
    return name;
  }

  // A few of ec2's members have a name in forms that is neither that of their XML: their own.
  [[nodiscard]] std::string name_of(const Shape& shape, const Member& member,
                                    const std::string& prefix) const {
    if (!is_ec2_) {
      return query_name(model_, member);
    }
    const std::string name = capitalized(member.wire_name);
    const auto is_anothers = [&](const Member& other) {
      return capitalized(other.wire_name) == member.name;
    };
    const bool by_own_name = !is_there(prefix + name) &&
                             std::none_of(shape.members.begin(), shape.members.end(), is_anothers);
    return by_own_name ? member.name : name;
  }

  void add(Object& object, const std::string& member, const Shape& shape, const std::string& name) {
    const auto own = parameters_.find(name);
    switch (shape.kind) {
      case ShapeKind::Structure:
        object.add(member, structure(shape, name + "."));
        break;
      case ShapeKind::List:
        object.add(member, list(shape, name));
        break;
      case ShapeKind::Map:
        object.add(member, map(shape, name));
        break;
      default:
        if (own == parameters_.end()) {
          malformed(name);
        } else {
          object.add(member, value_of_text(shape, own->second));
        }
    }
  }

  aws::Json list(const Shape& shape, const std::string& name) {
    aws::Json all{aws::JsonKind::Array, {}, {}, {}};
    const std::string element = is_ec2_ || shape.flat ? "" : shape.element + ".";
    if (const auto own = parameters_.find(name);
        shape.flat && own != parameters_.end() && !own->second.empty()) {
      add_item(all, model_.item(shape), name);  // AWS's examples have "AttributeName=All" as well
      return all;
    }
    for (const std::uint64_t number : numbers(name + ".", element)) {
      add_item(all, model_.item(shape), name + "." + element + std::to_string(number));
    }
    return all;
  }

  void add_item(aws::Json& all, const Shape& shape, const std::string& name) {
    Object one;
    add(one, "it", shape, name);
    const aws::Json taken = one.take();
    if (const aws::Json* item = taken.find("it")) {
      all.items.push_back(*item);
    }
  }

  aws::Json map(const Shape& shape, const std::string& name) {
    Object entries;
    const std::string element = is_ec2_ || shape.flat ? "" : "entry.";
    if (shape.flat && parameters_.count(name + "." + shape.key_element) > 0) {
      // AWS's examples have "Attribute.Name=DelaySeconds&Attribute.Value=5" as well.
      add_entry(entries, shape, name + ".");
      return entries.take();
    }
    for (const std::uint64_t number : numbers(name + ".", element)) {
      add_entry(entries, shape, name + "." + element + std::to_string(number) + ".");
    }
    aws::Json taken = entries.take();
    aws::keep_last_of_each_name(taken.members);
    return taken;
  }

  void add_entry(Object& entries, const Shape& shape, const std::string& prefix) {
    const auto key = parameters_.find(prefix + shape.key_element);
    if (key == parameters_.end() || !is_there(prefix + shape.value_element)) {
      malformed(prefix + shape.key_element);
    } else {
      add(entries, key->second, model_.item(shape), prefix + shape.value_element);
    }
  }

  // The N of "Subnets.member.N": elements come in their order, and some may be left out.
  std::set<std::uint64_t> numbers(const std::string& prefix, const std::string& element) {
    std::set<std::uint64_t> all;
    for (auto next = parameters_.lower_bound(prefix);
         next != parameters_.end() && next->first.compare(0, prefix.size(), prefix) == 0; ++next) {
      const std::string rest = next->first.substr(prefix.size());
      const bool has_element = rest.compare(0, element.size(), element) == 0;
      const std::string after = has_element ? rest.substr(element.size()) : "";
      const std::string number = after.substr(0, after.find('.'));
      if (number.empty() || number.find_first_not_of(k_digits) != number.npos ||
          number.size() > 9 || number[0] == '0') {
        malformed(next->first);
      } else {
        all.insert(std::stoull(number));
      }
    }
    return all;
  }

  // UNVERIFIED texts.
  void malformed(const std::string& name) {
    if (!failure_ && is_ec2_) {
      failure_ = Failure{"UnknownParameter", "The parameter " + name + " is not recognized"};
    } else if (!failure_) {
      failure_ = Failure{"MalformedInput", "Unexpected or incomplete parameter: " + name};
    }
  }

  const Model& model_;
  const QueryParameters& parameters_;
  bool is_ec2_;
  std::optional<Failure> failure_;
};

}  // namespace

std::optional<QueryCall> read_query(const HttpRequest& request) {
  const std::optional<Address> address = read_address(request.target);
  const bool of_queue = address && address->path != "/" && is_queue(address->path);
  if (!address || (address->path != "/" && !of_queue)) {
    return std::nullopt;
  }
  QueryCall call;
  call.parameters.insert(address->query.begin(), address->query.end());
  const bool form = is_form(request);
  if (!form && call.parameters.count("Action") == 0) {
    return std::nullopt;
  }
  if (form) {
    const std::optional<Address> body = read_address("/?" + request.body);
    if (!body && !of_queue) {
      return QueryCall{};
    }
    for (const auto& [name, value] : body.value_or(Address{}).query) {
      call.parameters[name] = value;
    }
  }
  call.service = service_that_is_meant(request, call.parameters);
  call.operation = call.parameters["Action"];
  call.version = call.parameters["Version"];
  if (of_queue) {
    if (!is_for_queue(*address, call)) {
      return std::nullopt;
    }
    const std::size_t last = address->path.find_last_not_of('/');
    call.parameters.emplace("QueueUrl", address->path.substr(0, last + 1));
  }
  return call;
}

std::string signing_name(const ServiceNames& names) {
  return names.service == "cloudwatch" ? "monitoring" : action_prefix(names.service);
}

Result<aws::Json> query_input(const Model& model, const std::string& shape,
                              const QueryParameters& parameters) {
  Reading reading(model, parameters);
  aws::Json input = reading.structure(model.shape(shape), "");
  if (reading.failure()) {
    return *reading.failure();
  }
  return input;
}

const std::string& query_name(const Model& model, const Member& member) {
  const Shape& shape = model.shape(member);
  const bool by_elements = shape.kind == ShapeKind::List && shape.flat && !shape.element.empty();
  return by_elements ? shape.element : member.wire_name;
}

QueryError query_error(const Model& model, const Failure& failure, int status) {
  const auto found = model.query_errors.find(failure.code);
  if (found == model.query_errors.end()) {
    return {failure.code, status, failure.message};
  }
  QueryError error = found->second;
  error.message = error.message.empty() ? failure.message : error.message;
  return error;
}

Failure query_failure(const Model& model, const std::string& shape, const aws::Json& input,
                      Failure failure) {
  // AWS: SQS API reference, "Common Error Types", has the same two.
  if (model.protocol == Protocol::Ec2 || model.service == "sqs") {
    for (const Member& member : model.shape(shape).members) {
      if (member.required && input.find(member.name) == nullptr) {
        return {"MissingParameter", "The request must contain the parameter " + member.name};
      }
    }
    return {"InvalidParameterValue", failure.message};
  }
  // Which services have codes of their own for this is UNVERIFIED.
  return {failure.code == "ValidationException" ? "ValidationError" : "MalformedInput",
          failure.message};
}

}  // namespace greenroom::wire
