#include "fakes/wire/gate.h"

namespace greenroom::wire {

Refusal refusal_of(Protocol protocol, const Failure& failure) {
  const bool is_json = protocol == Protocol::Json10 || protocol == Protocol::Json11;
  if (failure.code == "AccessDenied" && is_json) {
    return {400, {"AccessDeniedException", failure.message}};
  }
  if (failure.code == "AccessDenied" && protocol == Protocol::Ec2) {
    return {403, {"UnauthorizedOperation", failure.message}};
  }
  return {403, failure};
}

}  // namespace greenroom::wire
