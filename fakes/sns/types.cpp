#include "fakes/sns/types.h"

namespace greenroom::sns {

const char* to_string(Protocol protocol) {
  switch (protocol) {
    case Protocol::http:
      return "http";
    case Protocol::https:
      return "https";
    case Protocol::email:
      return "email";
    case Protocol::email_json:
      return "email-json";
    case Protocol::sqs:
      return "sqs";
  }
  return "";
}

}  // namespace greenroom::sns
