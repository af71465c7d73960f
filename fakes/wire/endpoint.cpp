#include "fakes/wire/endpoint.h"

#include <utility>

#include "fakes/aws/http_date.h"
#include "fakes/wire/check_input.h"
#include "fakes/wire/reason.h"
#include "fakes/wire/rest_xml.h"
#include "fakes/wire/rest_xml_call.h"
#include "fakes/wire/signature.h"
#include "fakes/wire/values.h"
#include "sim/core/random.h"

namespace greenroom::wire {
namespace {

std::string hexadecimal(std::uint64_t number) {
  std::string text(16, '0');
  for (std::size_t at = text.size(); at-- > 0; number >>= 4) {
    text[at] = "0123456789abcdef"[number & 15];
  }
  return text;
}

// A version 4 UUID.
std::string request_id(Context cx, const HttpRequest& request) {
  constexpr std::size_t k_enough = 1024;  // of a body: objects may be large
  const std::string what = std::to_string(cx.now().microseconds) + request.target +
                           std::to_string(request.body.size()) + request.body.substr(0, k_enough);
  RandomStream stream = cx.random("wire/" + what);
  const std::string a = hexadecimal(stream.next());
  const std::string b = hexadecimal(stream.next());
  return a.substr(0, 8) + "-" + a.substr(8, 4) + "-4" + a.substr(13, 3) + "-8" + b.substr(1, 3) +
         "-" + b.substr(4, 12);
}

// "application/x-amz-json-1.0" is answered in kind.
HttpResponse json_answer(const HttpRequest& request, int status, const aws::Json& body) {
  const bool is_1_0 =
      find_header(request.headers, "Content-Type").find("json-1.0") != std::string_view::npos;
  HttpResponse response;
  response.status = status;
  response.reason = reason_of(status);
  response.headers = {
      {"Content-Type", is_1_0 ? "application/x-amz-json-1.0" : "application/x-amz-json-1.1"}};
  response.body = aws::to_text(body);
  return response;
}

HttpResponse refused(const HttpRequest& request, int status, const Failure& failure) {
  // Which services spell it "Message" is UNVERIFIED (reference 0.1); clients take both.
  HttpResponse response = json_answer(
      request, status,
      Object().add("__type", text(failure.code)).add("message", text(failure.message)).take());
  response.headers.emplace_back("x-amzn-ErrorType", failure.code);
  return response;
}

Failure not_here(const std::string& what) {
  return {"NotImplemented", what + " is not served here; fakes/wire/README.md says what is"};
}

std::string host_of(const HttpRequest& request) {
  return std::string(find_header(request.headers, "Host"));
}

Status admit(Gate* gate, Context cx, const Model& model, const HttpRequest& request) {
  return gate == nullptr ? success() : gate->admit(cx, model, request);
}

Status authorize(Gate* gate, Context cx, const Model& model, const std::string& operation,
                 const aws::Json& input) {
  return gate == nullptr ? success() : gate->authorize(cx, model, operation, input);
}

HttpResponse call(Context cx, Gate* gate, Service& service, const std::string& operation,
                  const HttpRequest& request) {
  const Model& model = service.model();
  const auto refuse = [&](int status, const Failure& failure) {
    HttpResponse response = refused(request, status, failure);
    if (!model.version.empty()) {
      // For clients of services that spoke query once, the code as it was then.
      response.headers.emplace_back(
          "x-amzn-query-error",
          query_error(model, failure, status).code + (status < 500 ? ";Sender" : ";Receiver"));
    }
    return response;
  };
  const auto refuse_at_gate = [&](const Failure& failure) {
    const Refusal refusal = refusal_of(Protocol::Json11, failure);
    return refuse(refusal.status, refusal.failure);
  };
  if (const Status admitted = admit(gate, cx, model, request); !admitted) {
    return refuse_at_gate(admitted.failure());
  }
  const auto known = model.operations.find(operation);
  if (known == model.operations.end()) {
    return refuse(501, not_here(model.service + ":" + operation));
  }
  const Result<aws::Json> given = aws::parse_json(request.body.empty() ? "{}" : request.body);
  if (!given) {
    return refuse(400, {"SerializationException", given.failure().message});
  }
  const Result<aws::Json> input = check_input(model, known->second.input, given.value());
  if (!input) {
    return refuse(400, input.failure());
  }
  if (const Status may = authorize(gate, cx, model, operation, input.value()); !may) {
    return refuse_at_gate(may.failure());
  }
  Result<aws::Json> output = service.call(cx, operation, input.value());
  return output ? json_answer(request, 200,
                              service.told_at(host_of(request), std::move(output).value()))
                : refuse(service.status_of_error(output.failure().code), output.failure());
}

HttpResponse call_cbor(Context cx, Gate* gate, Service& service, const std::string& operation,
                       const HttpRequest& request) {
  const Model& model = service.model();
  const auto refuse_at_gate = [](const Failure& failure) {
    const Refusal refusal = refusal_of(Protocol::Json11, failure);
    return cbor_refused(refusal.status, refusal.failure);
  };
  if (const Status admitted = admit(gate, cx, model, request); !admitted) {
    return refuse_at_gate(admitted.failure());
  }
  const auto known = model.operations.find(operation);
  if (known == model.operations.end()) {
    return cbor_refused(501, not_here(model.service + ":" + operation));
  }
  const Result<aws::Json> given = parse_cbor(request.body);
  if (!given) {
    return cbor_refused(400, given.failure());
  }
  const Result<aws::Json> input = check_input(model, known->second.input, given.value());
  if (!input) {
    return cbor_refused(400, input.failure());
  }
  if (const Status may = authorize(gate, cx, model, operation, input.value()); !may) {
    return refuse_at_gate(may.failure());
  }
  const Result<aws::Json> output = service.call(cx, operation, input.value());
  return output ? cbor_answer(200, write_cbor(model, known->second.output, output.value()))
                : cbor_refused(service.status_of_error(output.failure().code), output.failure());
}

// The service that a request in no other protocol is for, when that is not S3: Lambda and others
// speak JSON by method and path. "" when nobody says so.
std::string other_rest_service(const HttpRequest& request) {
  if (find_header(request.headers, "Authorization").empty()) {
    return "";
  }
  const Result<std::optional<Signature>> signature = read_signature(request);
  const bool named = signature && signature.value();
  const std::string service = named ? signature.value()->service : "";
  return service == "s3" ? "" : service;
}

// A form, and how it came.
struct Form {
  const HttpRequest& request;
  const QueryCall& call;
  const std::string& id;
};

HttpResponse call_query(Context cx, Gate* gate, Service& service, const Form& form) {
  const Model& model = service.model();
  const QueryCall& call = form.call;
  const auto refuse = [&](int status, const Failure& failure) {
    return write_query_error(&model, status, failure, form.id);
  };
  const auto refuse_at_gate = [&](const Failure& failure) {
    const Protocol protocol = model.protocol == Protocol::Ec2 ? Protocol::Ec2 : Protocol::Query;
    const Refusal refusal = refusal_of(protocol, failure);
    return refuse(refusal.status, refusal.failure);
  };
  if (const Status admitted = admit(gate, cx, model, form.request); !admitted) {
    return refuse_at_gate(admitted.failure());
  }
  const auto known = model.operations.find(call.operation);
  if (known == model.operations.end()) {
    return refuse(501, not_here(model.service + ":" + call.operation));
  }
  const std::string& shape = known->second.input;
  const Result<aws::Json> given = query_input(model, shape, call.parameters);
  if (!given) {
    return refuse(400, given.failure());
  }
  const Result<aws::Json> input = check_input(model, shape, given.value());
  if (!input) {
    return refuse(400, query_failure(model, shape, given.value(), input.failure()));
  }
  if (const Status may = authorize(gate, cx, model, call.operation, input.value()); !may) {
    return refuse_at_gate(may.failure());
  }
  Result<aws::Json> output = service.call(cx, call.operation, input.value());
  if (!output) {
    const Failure& failure = output.failure();
    const QueryError error = query_error(model, failure, service.status_of_error(failure.code));
    return refuse(error.status, {error.code, error.message});
  }
  return write_query(model, call.operation,
                     service.told_at(host_of(form.request), std::move(output).value()), form.id);
}

}  // namespace

void Endpoint::add(Service& service) {
  const ServiceNames& names = service.names();
  if (names.protocol == Protocol::RestXml) {
    rest_ = &service;
  }
  if (!names.target_prefix.empty() && names.protocol != Protocol::RestXml) {
    by_target_prefix_[names.target_prefix] = &service;
  }
  if (!names.version.empty()) {
    by_form_.push_back(&service);
  }
}

// Two services can share a version, and an unsigned request has no scope.
Service* Endpoint::find_by_form(const QueryCall& call) const {
  Service* by_version = nullptr;
  for (Service* service : by_form_) {
    if (!call.version.empty() && call.version != service->names().version) {
      continue;
    }
    if (call.service.empty() ? service->model().operations.count(call.operation) > 0
                             : signing_name(service->names()) == call.service) {
      return service;
    }
    by_version = call.version.empty() ? nullptr : service;
  }
  return call.service.empty() ? by_version : nullptr;
}

HttpResponse Endpoint::answer_form(Context cx, const HttpRequest& request, const QueryCall& call,
                                   const std::string& id) const {
  if (call.operation.empty()) {
    return write_query_error(nullptr, 400, {"MissingAction", "The request names no Action"}, id);
  }
  Service* service = find_by_form(call);
  if (service == nullptr) {
    const std::string whose = call.service.empty() ? "a service" : call.service;
    return write_query_error(nullptr, 501,
                             not_here(whose + " " + call.version + ":" + call.operation), id);
  }
  return call_query(cx, gate_, *service, {request, call, id});
}

HttpResponse Endpoint::answer_cbor(Context cx, const CborCall& call,
                                   const HttpRequest& request) const {
  const auto service = by_target_prefix_.find(call.target_prefix);
  return service == by_target_prefix_.end()
             ? cbor_refused(501, not_here(call.target_prefix + "." + call.operation))
             : call_cbor(cx, gate_, *service->second, call.operation, request);
}

HttpResponse Endpoint::answer_target(Context cx, const std::string& target,
                                     const HttpRequest& request) const {
  const std::size_t dot = target.rfind('.');
  if (dot == std::string::npos || request.method != "POST") {
    return refused(request, 501, not_here("a request in none of AWS's protocols"));
  }
  const auto service = by_target_prefix_.find(target.substr(0, dot));
  return service == by_target_prefix_.end()
             ? refused(request, 501, not_here(target))
             : call(cx, gate_, *service->second, target.substr(dot + 1), request);
}

HttpResponse Endpoint::answer(Context cx, const HttpRequest& request) const {
  const std::string id = request_id(cx, request);
  const std::string target(find_header(request.headers, "X-Amz-Target"));
  HttpResponse response;
  if (const std::optional<CborCall> cbor = read_cbor_call(request)) {
    response = answer_cbor(cx, *cbor, request);
  } else if (!target.empty()) {
    response = answer_target(cx, target, request);
  } else if (const std::optional<QueryCall> query = read_query(request)) {
    response = answer_form(cx, request, *query, id);
  } else if (const std::string other = other_rest_service(request); !other.empty()) {
    const std::string path = request.target.substr(0, request.target.find('?'));
    response = refused(request, 501, not_here(other + ": " + request.method + " " + path));
  } else if (rest_ != nullptr) {
    response = answer_rest(cx, gate_, *rest_, request, id);
    response.headers.emplace_back("x-amz-request-id", id);
    response.headers.emplace_back("x-amz-id-2", host_id_of(id));
    response.headers.emplace_back("Date", aws::http_date(cx.epoch(), cx.now()));
    return response;
  } else {
    response = answer_target(cx, "", request);
  }
  response.headers.emplace_back("x-amzn-RequestId", id);
  // Clients whose clock is wrong set it by this one (the SDKs for JavaScript and Java do).
  response.headers.emplace_back("Date", aws::http_date(cx.epoch(), cx.now()));
  return response;
}

}  // namespace greenroom::wire
