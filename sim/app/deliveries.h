// Where notifications go in a rehearsal: mailboxes, receivers that the scenario declares, and the
// app behind the load balancer.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "fakes/sns/ports.h"
#include "sim/app/mail.h"
#include "sim/core/user_agent.h"
#include "sim/scenario/types.h"

namespace greenroom::app {

// An http or https URL taken apart. Simplified: both go the same way, without TLS.
struct Endpoint {
  std::string host;  // without case
  int port = 80;
  std::string target;  // path and query
};
[[nodiscard]] Endpoint endpoint_of(const std::string& url);

class DeliveriesOfRehearsal final : public sns::Delivery {
 public:
  using Receivers = std::map<std::string, scenario::ReceiverSettings>;
  // What a receiver that confirms does: GET on a SubscribeURL.
  using Visit = std::function<void(Context cx, const std::string& url)>;
  // Who asks the load balancer at a port; nullptr when nothing listens there.
  using LoadBalancer = std::function<UserAgent*(int port)>;
  void declare(Receivers receivers, Visit visit);
  // `names` are hosts that mean the load balancer.
  void connect(std::vector<std::string> names, LoadBalancer load_balancer);

  // Any other host is Unreachable, for a rehearsal has no network.
  Task<HttpResult> http(Context cx, std::string url, HttpHeaders headers, std::string body,
                        Instant deadline) override;
  // A line of the trace.
  void email(Context cx, sns::Email mail) override;
  [[nodiscard]] const std::vector<Mail>& mails() const { return mails_; }

 private:
  Task<HttpResult> receive(Context cx, std::string name, HttpRequest request, Instant deadline);
  void confirm_if_asked(Context cx, const std::string& name, const HttpRequest& request);

  Receivers receivers_;
  Visit visit_;
  std::map<std::string, std::size_t> received_;  // requests so far, by receiver
  std::vector<std::string> load_balancer_names_;
  LoadBalancer load_balancer_;
  std::vector<Mail> mails_;
};

}  // namespace greenroom::app
