// The reason phrases of the statuses that AWS's services answer with.
#pragma once

namespace greenroom::wire {

// "Bad Request" of 400; "Error" of one that no service here uses.
[[nodiscard]] inline const char* reason_of(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 400:
      return "Bad Request";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 409:
      return "Conflict";
    case 429:
      return "Too Many Requests";
    case 500:
      return "Internal Server Error";
    case 501:
      return "Not Implemented";
    case 503:
      return "Service Unavailable";
    default:
      return "Error";
  }
}

}  // namespace greenroom::wire
