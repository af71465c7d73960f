// One address for several services, by AWS's protocols: a request is dispatched, read, checked
// against the service's table, carried out, and its result written.
//
// AWS: reference codebuild-codepipeline-s3 0.1. A form is query or ec2; of those a credential scope
// names the service, or else its version and the operation do.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "fakes/aws/json.h"
#include "fakes/wire/cbor.h"
#include "fakes/wire/gate.h"
#include "fakes/wire/model.h"
#include "fakes/wire/query.h"
#include "sim/core/context.h"
#include "sim/core/http.h"
#include "sim/core/result.h"

namespace greenroom::wire {

// A service behind the wire: `fakes/<service>/wire.h` makes one.
class Service {
 public:
  virtual ~Service() = default;
  [[nodiscard]] virtual const Table& table() const = 0;
  [[nodiscard]] const ServiceNames& names() const { return table().names(); }
  [[nodiscard]] const Model& model() const { return table().model(); }
  // `operation` is one of the model's, `input` has been checked against its input shape. The output
  // has the members of its output shape.
  virtual Result<aws::Json> call(Context cx, const std::string& operation,
                                 const aws::Json& input) = 0;
  // The output as whoever asked at `host` ("127.0.0.1:4566", "" of nobody knows which) is told it:
  // addresses in it lead there. Not of rest-xml.
  [[nodiscard]] virtual aws::Json told_at(const std::string& host, aws::Json output) const {
    (void)host;
    return output;
  }
  // Of the HTTP answer that carries the failure.
  [[nodiscard]] virtual int status_of_error(const std::string& code) const {
    (void)code;
    return 400;
  }
  // Of rest-xml, where it is not always the same.
  [[nodiscard]] virtual int status_of_output(const std::string& operation,
                                             const aws::Json& output) const {
    (void)operation, (void)output;
    return 200;
  }
  // Of rest-xml: whether the body is what the request's headers say that it is.
  [[nodiscard]] virtual Status check_body(const std::string& operation,
                                          const HttpRequest& request) const {
    (void)operation, (void)request;
    return success();
  }
  // Of rest-xml: what the failure tells besides code and text; name and value.
  [[nodiscard]] virtual std::vector<std::pair<std::string, std::string>> elements_of_error(
      const std::string& operation, const aws::Json& input, const Failure& failure) const {
    (void)operation, (void)input, (void)failure;
    return {};
  }
  // Of rest-xml: headers that let a page of `origin` use what it is answered, in the bucket to
  // which the request goes; `asked` are the headers that it is going to have. AccessForbidden.
  [[nodiscard]] virtual Result<HttpHeaders> share(const std::string& bucket,
                                                  const std::string& origin,
                                                  const std::string& method,
                                                  const std::string& asked) const {
    (void)bucket, (void)origin, (void)method, (void)asked;
    return Failure{"AccessForbidden", ""};
  }
  // Of rest-xml: headers of the answer that carries the failure.
  [[nodiscard]] virtual HttpHeaders headers_of_error(Context cx, const std::string& operation,
                                                     const aws::Json& input,
                                                     const Failure& failure) const {
    (void)cx, (void)operation, (void)input, (void)failure;
    return {};
  }
};

class Endpoint {
 public:
  void add(Service& service);
  // From now on whoever asks has to pass. Without a gate everybody may do everything.
  void guard(Gate& gate) { gate_ = &gate; }

  // Status 200; 400, or what the service says, for what the caller did wrong, with AWS's code; 501
  // NotImplemented for an operation or a protocol that is not here. The request's id follows from
  // its text and the virtual time, so that it does not depend on who else asks.
  [[nodiscard]] HttpResponse answer(Context cx, const HttpRequest& request) const;

 private:
  [[nodiscard]] Service* find_by_form(const QueryCall& call) const;
  [[nodiscard]] HttpResponse answer_form(Context cx, const HttpRequest& request,
                                         const QueryCall& call, const std::string& id) const;
  [[nodiscard]] HttpResponse answer_cbor(Context cx, const CborCall& call,
                                         const HttpRequest& request) const;
  [[nodiscard]] HttpResponse answer_target(Context cx, const std::string& target,
                                           const HttpRequest& request) const;

  std::map<std::string, Service*> by_target_prefix_;
  std::vector<Service*> by_form_;
  Service* rest_ = nullptr;  // whoever asks in no other protocol asks S3
  Gate* gate_ = nullptr;
};

}  // namespace greenroom::wire
