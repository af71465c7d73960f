// Whose a request is, and whether whoever it is may do it: asked of everything that comes to an
// Endpoint, in all protocols.
//
// What is wrong is said once, in words of no protocol ("AccessDenied"); `refusal_of` gives it the
// code and the status of the protocol that is spoken.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "fakes/aws/json.h"
#include "fakes/aws/rights.h"
#include "fakes/wire/model.h"
#include "sim/core/context.h"
#include "sim/core/http.h"
#include "sim/core/result.h"

namespace greenroom::wire {

class Gate {
 public:
  virtual ~Gate() = default;
  // Before the request is read; `model` is the table of the service that is meant. From now on, and
  // until the next request, whoever signed this one is asking.
  virtual Status admit(Context cx, const Model& model, const HttpRequest& request) = 0;
  // Of a refusal to admit that request: what S3 tells besides code and text; names and texts.
  [[nodiscard]] virtual std::vector<std::pair<std::string, std::string>> elements_of_refusal(
      Context cx, const Model& model, const HttpRequest& request, const Failure& refusal) const {
    (void)cx, (void)model, (void)request, (void)refusal;
    return {};
  }
  // Before the service is called; `input` has been checked. AccessDenied with AWS's text.
  virtual Status authorize(Context cx, const Model& model, const std::string& operation,
                           const aws::Json& input) = 0;
};

// What a service asks of its own where the request as a whole says too little: of each thing in a
// batch, or when what is not there must not be told. An optional neighbour of services.
class CallerRights {
 public:
  virtual ~CallerRights() = default;
  // Whether whoever sent the present request may do that as well: success, or AccessDenied with
  // AWS's text.
  [[nodiscard]] virtual Status caller_may(Context cx, const aws::Access& access) const = 0;
};

struct Refusal {
  int status = 403;  // of the HTTP answer
  Failure failure;
};

// AccessDenied is AccessDeniedException (400) in JSON and CBOR, UnauthorizedOperation (403) of ec2,
// itself (403) elsewhere. Reference alb-ec2-asg 4.2, UNVERIFIED for single services. Those of
// signatures (signature.h, signature_check.h; NotSigned, UnknownKey, InvalidToken, ExpiredToken)
// are a table, from AWS's lists of common errors; those of ec2 are UNVERIFIED. What has any other
// code keeps it, with 403. `protocol` is that of the answer: a service may speak several.
[[nodiscard]] Refusal refusal_of(Protocol protocol, const Failure& failure);

}  // namespace greenroom::wire
