#include "sim/app/deliveries.h"

#include <algorithm>
#include <boost/json.hpp>
#include <cstdlib>
#include <utility>

namespace greenroom::app {
namespace {

constexpr const char* k_type_header = "x-amz-sns-message-type";
constexpr int k_http_port = 80;
constexpr int k_https_port = 443;

std::string lower(std::string text) {
  for (char& c : text) {
    c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return text;
}

std::string lines_of(const HttpHeaders& headers) {
  std::string lines;
  for (const auto& [name, value] : headers) {
    lines += name + ": " + value + "\n";
  }
  return lines;
}

// The member of a document SNS has sent; "" when it has none.
std::string member_of(const std::string& document, const char* name) {
  boost::json::error_code bad;
  const boost::json::value value = boost::json::parse(document, bad);
  const auto* object = bad ? nullptr : value.if_object();
  const auto* member = object == nullptr ? nullptr : object->if_contains(name);
  return member == nullptr || !member->is_string() ? "" : std::string(member->as_string());
}

}  // namespace

Endpoint endpoint_of(const std::string& url) {
  Endpoint endpoint;
  const bool tls = url.starts_with("https://");
  endpoint.port = tls ? k_https_port : k_http_port;
  const std::size_t begin = tls ? 8 : 7;
  const std::size_t end = std::min(url.find_first_of("/?#", begin), url.size());
  std::string authority = url.substr(begin, end - begin);
  authority = authority.substr(authority.rfind('@') + 1);
  const std::size_t colon = authority.rfind(':');
  if (colon != std::string::npos) {
    endpoint.port = std::atoi(authority.c_str() + colon + 1);
  }
  endpoint.host = lower(authority.substr(0, colon));
  const std::string rest = url.substr(end, url.find('#', end) - end);
  endpoint.target = rest.starts_with('/') ? rest : "/" + rest;
  return endpoint;
}

void DeliveriesOfRehearsal::declare(Receivers receivers, Visit visit) {
  for (auto& [name, settings] : receivers) {
    receivers_[lower(name)] = std::move(settings);
  }
  visit_ = std::move(visit);
}

void DeliveriesOfRehearsal::connect(std::vector<std::string> names, LoadBalancer load_balancer) {
  for (std::string& name : names) {
    load_balancer_names_.push_back(lower(std::move(name)));
  }
  load_balancer_ = std::move(load_balancer);
}

Task<HttpResult> DeliveriesOfRehearsal::http(Context cx, std::string url, HttpHeaders headers,
                                             std::string body, Instant deadline) {
  const Endpoint endpoint = endpoint_of(url);
  HttpRequest request;
  request.method = "POST";
  request.target = endpoint.target;
  request.headers = std::move(headers);
  request.headers.insert(request.headers.begin(), {"Host", endpoint.host});
  request.body = std::move(body);
  HttpResult result;
  result.end = HttpEnd::Unreachable;
  const bool asks_app =
      std::count(load_balancer_names_.begin(), load_balancer_names_.end(), endpoint.host) > 0;
  if (receivers_.count(endpoint.host) > 0) {
    result = co_await receive(cx, endpoint.host, std::move(request), deadline);
  } else if (asks_app) {
    UserAgent* load_balancer = load_balancer_(endpoint.port);
    result.end = HttpEnd::Refused;
    if (load_balancer != nullptr) {
      result = co_await load_balancer->get(cx, std::move(request), deadline);
    }
  }
  co_return result;
}

Task<HttpResult> DeliveriesOfRehearsal::receive(Context cx, std::string name, HttpRequest request,
                                                Instant deadline) {
  const std::vector<std::string>& answers = receivers_.at(name).answers;
  const std::size_t number = received_[name]++;
  const std::string answer =
      answers.empty() ? "200" : answers[std::min(number, answers.size() - 1)];
  HttpResult result;
  if (answer == "refused") {  // nothing has arrived
    result.end = HttpEnd::Refused;
    co_return result;
  }
  cx.as("receiver/" + name)
      .trace("scenario.http_request", {{"receiver", name},
                                       {"target", request.target},
                                       {"Type", find_header(request.headers, k_type_header)},
                                       {"answer", answer},
                                       {"headers", lines_of(request.headers)},
                                       {"body", request.body}});
  if (answer == "silent") {
    co_await cx.sleep_until(deadline);
    result.end = HttpEnd::DeadlineReached;
    co_return result;
  }
  result.response.status = std::atoi(answer.c_str());
  if (result.response.status / 100 == 2) {
    confirm_if_asked(cx, name, request);
  }
  co_return result;
}

void DeliveriesOfRehearsal::confirm_if_asked(Context cx, const std::string& name,
                                             const HttpRequest& request) {
  const bool asked =
      find_header(request.headers, k_type_header) == std::string_view("SubscriptionConfirmation");
  if (asked && receivers_.at(name).confirms) {
    visit_(cx.as("receiver/" + name), member_of(request.body, "SubscribeURL"));
  }
}

void DeliveriesOfRehearsal::email(Context cx, sns::Email mail) {
  cx.trace("scenario.email",
           {{"address", mail.address}, {"subject", mail.subject}, {"body", mail.body}});
  mails_.push_back({std::move(mail.address), std::move(mail.subject), std::move(mail.body),
                    iso8601(cx.epoch(), cx.now()), mail.is_json});
}

}  // namespace greenroom::app
