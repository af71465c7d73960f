#include "fakes/wire/rest_xml_call.h"

#include <optional>
#include <utility>

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
                             const std::string& id) {
  const Refusal refusal = refusal_of(Protocol::RestXml, failure);
  return write_rest_error(refusal.status, refusal.failure.code, refusal.failure.message,
                          resource_of(request), id);
}

HttpResponse refused(const Service& service, const HttpRequest& request, const Failure& failure,
                     const std::string& id) {
  const std::string resource = resource_of(request);
  if (failure.code != k_not_here) {
    return write_rest_error(service.status_of_error(failure.code), failure.code, failure.message,
                            resource, id);
  }
  const std::string what =
      failure.message.empty() ? request.method + " " + request.target : failure.message;
  return write_rest_error(501, "NotImplemented",
                          service.model().service + ": " + what +
                              " is not served here; fakes/wire/README.md says what is",
                          resource, id);
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
  const Result<aws::Json> input =
      check_input(service.model(), operation.input, std::move(meant.value().input));
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
  HttpResponse response = refused(service, request, output.failure(), id);
  for (auto& header : service.headers_of_error(cx, name, input.value(), output.failure())) {
    response.headers.push_back(std::move(header));
  }
  return response;
}

}  // namespace

HttpResponse answer_rest(Context cx, Gate* gate, Service& service, const HttpRequest& request,
                         const std::string& request_id) {
  if (gate != nullptr) {
    if (const Status admitted = gate->admit(cx, service.model(), request); !admitted) {
      return refused_at_gate(request, admitted.failure(), request_id);
    }
  }
  const Result<std::optional<HttpRequest>> plain = plain_request(request);
  if (!plain) {
    return refused(service, request, plain.failure(), request_id);
  }
  const HttpRequest& meant = plain.value() ? *plain.value() : request;
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

}  // namespace greenroom::wire
