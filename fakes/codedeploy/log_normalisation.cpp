#include "fakes/codedeploy/log_normalisation.h"

namespace greenroom::codedeploy {

std::string normalise_curl_duration(const std::string& text) {
  const std::string before = " after ";
  std::string out;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t found = text.find(before, at);
    if (found == std::string::npos) {
      break;
    }
    const std::size_t digits = found + before.size();
    const std::size_t end = text.find_first_not_of("0123456789", digits);
    out += text.substr(at, digits - at);
    at = digits;
    if (end != std::string::npos && end > digits && text.compare(end, 3, " ms") == 0) {
      out += "<ms>";
      at = end;
    }
  }
  return out + text.substr(at);
}

std::string normalised_log(const std::string& text) {
  return normalise_curl_duration(text);
}

}  // namespace greenroom::codedeploy
