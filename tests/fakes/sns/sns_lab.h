// SNS with endpoints that write down what reaches them, and the real language of filter policies.
#pragma once

#include <deque>

#include "fakes/events/event_pattern.h"
#include "fakes/sns/service.h"
#include "tests/support/fake_world.h"

namespace greenroom::test {

class RecordingDelivery final : public sns::Delivery {
 public:
  struct Post {
    Instant at;
    std::string url;
    HttpHeaders headers;
    std::string body;
    Instant deadline;
  };
  struct Mail {
    Instant at;
    std::string address, subject, body;
    bool is_json = false;
  };

  Task<HttpResult> http(Context cx, std::string url, HttpHeaders headers, std::string body,
                        Instant deadline) override {
    posts.push_back({cx.now(), std::move(url), std::move(headers), std::move(body), deadline});
    HttpResult result;
    result.response.status = 200;
    if (!answers.empty()) {
      result.end = answers.front().first;
      result.response.status = answers.front().second;
      answers.pop_front();
    }
    co_return result;
  }
  void email(Context cx, sns::Email mail) override {
    mails.push_back({cx.now(), mail.address, mail.subject, mail.body, mail.is_json});
  }

  std::vector<Post> posts;
  std::vector<Mail> mails;
  std::deque<std::pair<HttpEnd, int>> answers;  // to the next posts, in order; then 200
};

class EventPatternPolicies final : public sns::FilterPolicies {
 public:
  [[nodiscard]] Status check(const std::string& policy) const override {
    const auto pattern = events::parse_event_pattern(policy);
    return pattern.ok() ? success() : Status(pattern.failure());
  }
  [[nodiscard]] bool accepts(const std::string& policy, const std::string& json) const override {
    const auto event = aws::parse_json(json);
    return event.ok() && event.value().kind == aws::JsonKind::Object &&
           events::matches(events::parse_event_pattern(policy).value(), event.value());
  }
};

struct SnsLab {
  explicit SnsLab(sns::Timing timing = {})
      : sns(world.ids, aws::Account{}, delivery, filters, timing) {}

  FakeWorld world;
  RecordingDelivery delivery;
  EventPatternPolicies filters;
  sns::Sns sns;
  Context cx = world.as("story");
  std::string topic = sns.CreateTopic(cx, "deployments").value();
  std::string queue = sns.CreateQueue("inbox");

  Result<std::string> subscribe(const std::string& protocol, const std::string& endpoint,
                                std::map<std::string, std::string> attributes = {},
                                bool return_arn = false) {
    return sns.Subscribe(cx, {topic, protocol, endpoint, std::move(attributes), return_arn});
  }
  Result<std::string> publish(const std::string& subject, const std::string& message,
                              std::map<std::string, sns::MessageAttributeValue> attributes = {}) {
    return sns.Publish(cx, {topic, subject, message, std::move(attributes)});
  }
  // The token of the last confirmation that was posted.
  [[nodiscard]] std::string posted_url() const {
    const std::string& body = delivery.posts.back().body;
    const std::string begin = "\"SubscribeURL\" : \"";
    const std::size_t at = body.find(begin) + begin.size();
    return body.substr(at, body.find('"', at) - at);
  }
  // The bodies in the queue, which stay in it.
  std::vector<std::string> received() {
    std::vector<std::string> bodies;
    const auto messages = sns.ReceiveMessage(cx, queue, 10).value();
    for (const sns::QueueMessage& each : messages) {
      bodies.push_back(each.Body);
    }
    return bodies;
  }
};

}  // namespace greenroom::test
