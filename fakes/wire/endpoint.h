// One address for several services, by AWS's protocols: a request is dispatched, read, checked
// against the service's table, carried out, and its result written.
//
// AWS: reference codebuild-codepipeline-s3 0.1. Spoken so far: JSON 1.1, and rest-xml for reading.
#pragma once

#include <map>
#include <string>

#include "fakes/aws/json.h"
#include "fakes/wire/model.h"
#include "sim/core/context.h"
#include "sim/core/http.h"
#include "sim/core/result.h"

namespace greenroom::wire {

// A service behind the wire: `fakes/<service>/wire.h` makes one.
class Service {
 public:
  virtual ~Service() = default;
  [[nodiscard]] virtual const Model& model() const = 0;
  // `operation` is one of the model's, `input` has been checked against its input shape. The output
  // has the members of its output shape.
  virtual Result<aws::Json> call(Context cx, const std::string& operation,
                                 const aws::Json& input) = 0;
  // Of rest-xml, where it is not always the same.
  [[nodiscard]] virtual int status_of_error(const std::string& code) const {
    (void)code;
    return 400;
  }
  [[nodiscard]] virtual int status_of_output(const aws::Json& output) const {
    (void)output;
    return 200;
  }
};

class Endpoint {
 public:
  void add(Service& service);

  // Status 200; 400 for what the caller did wrong, with AWS's code; 501 NotImplemented for an
  // operation or a protocol that is not here. The request's id follows from its text and the
  // virtual time, so that it does not depend on who else asks.
  [[nodiscard]] HttpResponse answer(Context cx, const HttpRequest& request) const;

 private:
  std::map<std::string, Service*> by_target_prefix_;
  Service* rest_ = nullptr;  // whoever asks in no other protocol asks S3
};

}  // namespace greenroom::wire
