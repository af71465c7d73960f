#include "fakes/s3/cors.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include "fakes/wire/values.h"

namespace greenroom::s3 {
namespace {

// At most one "*" stands for any characters.
bool fits(std::string_view pattern, std::string_view text) {
  const std::size_t star = pattern.find('*');
  if (star == std::string_view::npos) {
    return pattern == text;
  }
  const std::string_view begin = pattern.substr(0, star);
  const std::string_view end = pattern.substr(star + 1);
  return text.size() >= begin.size() + end.size() && text.substr(0, begin.size()) == begin &&
         text.substr(text.size() - end.size()) == end;
}

// The first of a rule's patterns that fits; "" for none.
std::string pattern_for(const aws::Json& rule, std::string_view member, const std::string& text) {
  const std::vector<std::string> patterns = wire::texts_of(rule, member);
  const auto found = std::find_if(patterns.begin(), patterns.end(),
                                  [&](const std::string& each) { return fits(each, text); });
  return found == patterns.end() ? "" : *found;
}

std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) {
    all += (all.empty() ? "" : ", ") + text;
  }
  return all;
}

// "content-type, x-amz-date" as two, in lower case.
std::vector<std::string> names_in(const std::string& headers) {
  std::vector<std::string> names(1);
  for (const char c : wire::lower(headers)) {
    if (c == ',') {
      names.emplace_back();
    } else if (c != ' ') {
      names.back() += c;
    }
  }
  names.erase(std::remove(names.begin(), names.end(), ""), names.end());
  return names;
}

bool allows_headers(const aws::Json& rule, const std::vector<std::string>& names) {
  const std::vector<std::string> patterns = wire::texts_of(rule, "AllowedHeaders");
  return std::all_of(names.begin(), names.end(), [&](const std::string& name) {
    return std::any_of(patterns.begin(), patterns.end(), [&](const std::string& pattern) {
      return fits(wire::lower(pattern), name);
    });
  });
}

HttpHeaders headers_of(const aws::Json& rule, const CorsQuestion& question,
                       const std::string& origin_pattern) {
  const bool anybody = origin_pattern == "*";
  HttpHeaders headers = {
      {"Access-Control-Allow-Origin", anybody ? "*" : question.origin},
      {"Access-Control-Allow-Methods", joined(wire::texts_of(rule, "AllowedMethods"))}};
  if (const std::vector<std::string> names = names_in(question.headers); !names.empty()) {
    headers.emplace_back("Access-Control-Allow-Headers", joined(names));
  }
  if (const auto exposed = wire::texts_of(rule, "ExposeHeaders"); !exposed.empty()) {
    headers.emplace_back("Access-Control-Expose-Headers", joined(exposed));
  }
  if (rule.find("MaxAgeSeconds") != nullptr) {
    headers.emplace_back("Access-Control-Max-Age",
                         std::to_string(wire::number_of(rule, "MaxAgeSeconds", 0)));
  }
  if (!anybody) {
    headers.emplace_back("Access-Control-Allow-Credentials", "true");
  }
  headers.emplace_back("Vary",
                       "Origin, Access-Control-Request-Headers, Access-Control-Request-Method");
  return headers;
}

Status check_stars(const char* member, const std::string& pattern) {
  return std::count(pattern.begin(), pattern.end(), '*') <= 1
             ? success()
             : Status(Failure{"InvalidRequest", std::string(member) + " \"" + pattern +
                                                    "\" can not have more than one wildcard."});
}

}  // namespace

Status check_cors(const aws::Json& configuration) {
  constexpr std::array<std::string_view, 5> k_methods = {"DELETE", "GET", "HEAD", "POST", "PUT"};
  const aws::Json* rules = configuration.find("CORSRules");
  for (const aws::Json& rule : rules == nullptr ? std::vector<aws::Json>() : rules->items) {
    for (const std::string& method : wire::texts_of(rule, "AllowedMethods")) {
      if (std::find(k_methods.begin(), k_methods.end(), method) == k_methods.end()) {
        return Failure{
            "InvalidRequest",
            "Found unsupported HTTP method in CORS config. Unsupported method is " + method};
      }
    }
    for (const auto& [member, element] : {std::pair("AllowedOrigins", "AllowedOrigin"),
                                          std::pair("AllowedHeaders", "AllowedHeader")}) {
      for (const std::string& pattern : wire::texts_of(rule, member)) {
        if (const Status good = check_stars(element, pattern); !good) {
          return good;
        }
      }
    }
  }
  return success();
}

Result<HttpHeaders> cors_headers(const aws::Json& configuration, const CorsQuestion& question) {
  const std::vector<std::string> names = names_in(question.headers);
  if (const aws::Json* rules = configuration.find("CORSRules")) {
    for (const aws::Json& rule : rules->items) {
      const std::string origin = pattern_for(rule, "AllowedOrigins", question.origin);
      if (!origin.empty() && !pattern_for(rule, "AllowedMethods", question.method).empty() &&
          allows_headers(rule, names)) {
        return headers_of(rule, question, origin);
      }
    }
  }
  return Failure{"AccessForbidden",
                 "CORSResponse: This CORS request is not allowed. This is usually because the "
                 "evalution of Origin, request method / Access-Control-Request-Method or "
                 "Access-Control-Request-Headers are not whitelisted by the resource's CORS spec."};
}

}  // namespace greenroom::s3
