// A mail that an SNS subscription got.
#pragma once

#include <string>

namespace greenroom::app {

struct Mail {
  std::string address;
  std::string subject;
  std::string body;
  std::string date;      // "2026-01-01T00:01:02.345Z"
  bool is_json = false;  // of protocol email-json: the body is the document
};

}  // namespace greenroom::app
