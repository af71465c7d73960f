#include "fakes/wire/endpoint.h"

#include <utility>

#include "fakes/wire/check_input.h"
#include "fakes/wire/rest_xml.h"
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
  const std::string what = std::to_string(cx.now().microseconds) + request.target + request.body;
  RandomStream stream = cx.random("wire/" + what);
  const std::string a = hexadecimal(stream.next());
  const std::string b = hexadecimal(stream.next());
  return a.substr(0, 8) + "-" + a.substr(8, 4) + "-4" + a.substr(13, 3) + "-8" + b.substr(1, 3) +
         "-" + b.substr(4, 12);
}

HttpResponse json_answer(int status, const aws::Json& body) {
  HttpResponse response;
  response.status = status;
  response.reason = status == 200 ? "OK" : status == 501 ? "Not Implemented" : "Bad Request";
  response.headers = {{"Content-Type", "application/x-amz-json-1.1"}};
  response.body = aws::to_text(body);
  return response;
}

HttpResponse refused(int status, const Failure& failure) {
  // Which services spell it "Message" is UNVERIFIED (reference 0.1); clients take both.
  HttpResponse response = json_answer(
      status,
      Object().add("__type", text(failure.code)).add("message", text(failure.message)).take());
  response.headers.emplace_back("x-amzn-ErrorType", failure.code);
  return response;
}

Failure not_here(const std::string& what) {
  return {"NotImplemented", what + " is not served here; scenarios/README.md lists what is"};
}

HttpResponse call(Context cx, Service& service, const std::string& operation,
                  const std::string& body) {
  const auto known = service.model().operations.find(operation);
  if (known == service.model().operations.end()) {
    return refused(501, not_here(service.model().service + ":" + operation));
  }
  const Result<aws::Json> given = aws::parse_json(body.empty() ? "{}" : body);
  if (!given) {
    return refused(400, {"SerializationException", given.failure().message});
  }
  const Result<aws::Json> input = check_input(service.model(), known->second.input, given.value());
  if (!input) {
    return refused(400, input.failure());
  }
  const Result<aws::Json> output = service.call(cx, operation, input.value());
  return output ? json_answer(200, output.value()) : refused(400, output.failure());
}

HttpResponse call_rest(Context cx, Service& service, const HttpRequest& request,
                       const std::string& id) {
  const std::string resource = request.target.substr(0, request.target.find('?'));
  const auto refuse = [&](int status, const Failure& failure) {
    return write_rest_error(status, failure.code, failure.message, resource, id);
  };
  const std::optional<RestCall> meant = read_rest(service.model(), request);
  if (!meant) {
    return refuse(501,
                  not_here(service.model().service + ": " + request.method + " " + request.target));
  }
  const Operation& operation = service.model().operations.at(meant->operation);
  const Result<aws::Json> input = check_input(service.model(), operation.input, meant->input);
  if (!input) {
    return refuse(400, {"InvalidArgument", input.failure().message});
  }
  const Result<aws::Json> output = service.call(cx, meant->operation, input.value());
  return output ? write_rest(service.model(), meant->operation,
                             service.status_of_output(output.value()), output.value())
                : refuse(service.status_of_error(output.failure().code), output.failure());
}

}  // namespace

void Endpoint::add(Service& service) {
  if (service.model().protocol == Protocol::RestXml) {
    rest_ = &service;
  } else {
    by_target_prefix_[service.model().target_prefix] = &service;
  }
}

HttpResponse Endpoint::answer(Context cx, const HttpRequest& request) const {
  const std::string id = request_id(cx, request);
  const std::string target(find_header(request.headers, "X-Amz-Target"));
  const std::size_t dot = target.rfind('.');
  if (target.empty() && rest_ != nullptr) {
    HttpResponse response = call_rest(cx, *rest_, request, id);
    response.headers.emplace_back("x-amz-request-id", id);
    return response;
  }
  HttpResponse response;
  if (dot == std::string::npos || request.method != "POST") {
    response = refused(501, not_here("a request that is not JSON 1.1 (POST with X-Amz-Target)"));
  } else {
    const auto service = by_target_prefix_.find(target.substr(0, dot));
    response = service == by_target_prefix_.end()
                   ? refused(501, not_here(target))
                   : call(cx, *service->second, target.substr(dot + 1), request.body);
  }
  response.headers.emplace_back("x-amzn-RequestId", id);
  return response;
}

}  // namespace greenroom::wire
