#include "fakes/wire/rest_xml_call.h"

#include <optional>
#include <utility>

#include "fakes/wire/address.h"
#include "fakes/wire/check_input.h"
#include "fakes/wire/rest_xml.h"
#include "fakes/wire/rest_xml_form.h"
#include "fakes/wire/rest_xml_plain.h"

namespace greenroom::wire {
namespace {

std::string resource_of(const HttpRequest& request) {
  return request.target.substr(0, request.target.find('?'));
}

HttpResponse refused_at_gate(const HttpRequest& request, const Failure& failure,
                             const std::string& id, ErrorElements elements = {}) {
  const Refusal refusal = refusal_of(Protocol::RestXml, failure);
  return write_rest_error(
      {refusal.status, refusal.failure, std::move(elements), resource_of(request), id});
}

HttpResponse refused(const Service& service, const HttpRequest& request, const Failure& failure,
                     const std::string& id, ErrorElements elements = {}) {
  RestError error{service.status_of_error(failure.code), failure, std::move(elements),
                  resource_of(request), id};
  if (failure.code == k_not_here) {
    const std::string what =
        failure.message.empty() ? request.method + " " + request.target : failure.message;
    error.status = 501;
    error.failure = {"NotImplemented",
                     service.model().service + ": " + what +
                         " is not served here; fakes/wire/README.md says what is"};
  }
  return write_rest_error(error);
}

// The first of the request's parameters and headers that wants to be a number and is none.
const Member* find_no_number(const Model& model, const Shape& shape, const aws::Json& input) {
  for (const Member& member : shape.members) {
    const bool is_plain = member.travels == Travels::Query || member.travels == Travels::Header;
    const aws::Json* value = is_plain ? input.find(member.name) : nullptr;
    if (value == nullptr || value->kind != aws::JsonKind::String) {
      continue;
    }
    const ShapeKind kind = model.shape(member).kind;
    if (kind == ShapeKind::Integer || kind == ShapeKind::Long) {
      return &member;
    }
  }
  return nullptr;
}

HttpResponse answer_plain(Context cx, Gate* gate, Service& service, const HttpRequest& request,
                          const std::string& id) {
  Result<RestCall> meant = read_rest(service.model(), request);
  if (!meant) {
    return refused(service, request, meant.failure(), id);
  }
  const std::string& name = meant.value().operation;
  if (const Status whole = service.check_body(name, request); !whole) {
    return refused(service, request, whole.failure(), id);
  }
  const Operation& operation = service.model().operations.at(name);
  aws::Json& given = meant.value().input;
  if (const Member* member =
          find_no_number(service.model(), service.model().input(operation), given)) {
    const std::string value = given.find(member->name)->text;
    return refused(service, request,
                   {"InvalidArgument",
                    "Provided " + member->wire_name + " not an integer or within integer range"},
                   id, {{"ArgumentName", member->wire_name}, {"ArgumentValue", value}});
  }
  const Result<aws::Json> input = check_input(service.model(), operation.input, std::move(given));
  if (!input) {
    return refused(service, request, {"InvalidArgument", input.failure().message}, id);
  }
  if (gate != nullptr) {
    if (const Status may = gate->authorize(cx, service.model(), name, input.value()); !may) {
      return refused_at_gate(request, may.failure(), id);
    }
  }
  Result<aws::Json> output = service.call(cx, name, input.value());
  if (output) {
    const int status = service.status_of_output(name, output.value());
    return write_rest(service.model(), name, status, std::move(output).value());
  }
  HttpResponse response = refused(service, request, output.failure(), id,
                                  service.elements_of_error(name, input.value(), output.failure()));
  for (auto& header : service.headers_of_error(cx, name, input.value(), output.failure())) {
    response.headers.push_back(std::move(header));
  }
  return response;
}

// Decoded; "" when the request names none.
std::string bucket_of(const HttpRequest& request) {
  const std::optional<Address> address = read_address(request.target);
  const std::string path = address ? address->path : "/";
  return percent_decoded(path.substr(1, path.find('/', 1) - 1)).value_or("");
}

// What browsers ask before they send a page's request. Nobody signs it.
HttpResponse answer_preflight(const Service& service, const HttpRequest& request,
                              const std::string& id) {
  const std::string origin(find_header(request.headers, "Origin"));
  const std::string method(find_header(request.headers, "Access-Control-Request-Method"));
  if (origin.empty() || method.empty()) {
    return refused(
        service, request,
        {"BadRequest", origin.empty() ? "Insufficient information. Origin request header needed."
                                      : "Invalid Access-Control-Request-Method: null"},
        id);
  }
  Result<HttpHeaders> shared =
      service.share(bucket_of(request), origin, method,
                    std::string(find_header(request.headers, "Access-Control-Request-Headers")));
  if (!shared) {
    const bool forbidden = shared.failure().code == "AccessForbidden";
    return refused(service, request, shared.failure(), id,
                   forbidden ? ErrorElements{{"Method", method}, {"ResourceType", "OBJECT"}}
                             : ErrorElements());
  }
  HttpResponse response;
  response.status = 200;
  response.reason = "OK";
  response.headers = std::move(shared).value();
  return response;
}

// Whether a page may see the answer is the browser's business: it goes by these headers.
void share_answer(const Service& service, const HttpRequest& request, HttpResponse& response) {
  const std::string origin(find_header(request.headers, "Origin"));
  if (origin.empty()) {
    return;
  }
  Result<HttpHeaders> shared = service.share(bucket_of(request), origin, request.method, "");
  if (shared) {
    for (auto& header : shared.value()) {
      response.headers.push_back(std::move(header));
    }
  }
}

HttpResponse answer_meant(Context cx, Gate* gate, Service& service, const HttpRequest& meant,
                          const std::string& request_id) {
  if (!is_form_upload(meant)) {
    return answer_plain(cx, gate, service, meant, request_id);
  }
  const Result<FormUpload> form = read_form_upload(cx, meant);
  if (!form) {
    return refused(service, meant, form.failure(), request_id);
  }
  HttpResponse stored = answer_plain(cx, gate, service, form.value().put, request_id);
  return stored.status == 200 ? write_form_answer(form.value(), stored) : stored;
}

}  // namespace

HttpResponse answer_rest(Context cx, Gate* gate, Service& service, const HttpRequest& request,
                         const std::string& request_id) {
  if (gate != nullptr) {
    if (const Status admitted = gate->admit(cx, service.model(), request); !admitted) {
      return refused_at_gate(
          request, admitted.failure(), request_id,
          gate->elements_of_refusal(cx, service.model(), request, admitted.failure()));
    }
  }
  const Result<std::optional<HttpRequest>> plain = plain_request(request);
  if (!plain) {
    return refused(service, request, plain.failure(), request_id);
  }
  const HttpRequest& meant = plain.value() ? *plain.value() : request;
  if (meant.method == "OPTIONS") {
    return answer_preflight(service, meant, request_id);
  }
  HttpResponse response = answer_meant(cx, gate, service, meant, request_id);
  share_answer(service, meant, response);
  return response;
}

}  // namespace greenroom::wire
