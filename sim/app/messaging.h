// Who is told: SNS topics and EventBridge's bus, and what stands behind their subscriptions and
// rules in a rehearsal. CodePipeline's events are made of its lines of the trace (reference 2.8).
// Simplified: without execution-trigger, attempts, action types and artifacts.
#pragma once

#include <cstdint>
#include <string>

#include "fakes/cloudwatch/ports.h"
#include "fakes/codedeploy/ports.h"
#include "fakes/codepipeline/service.h"
#include "fakes/events/service.h"
#include "fakes/sns/service.h"
#include "sim/scenario/types.h"

namespace greenroom::app {

// Without topics and rules nobody would hear.
[[nodiscard]] bool uses_messaging(const scenario::Environment& environment);

// What leaves the cloud. Mails are lines of the trace.
// Simplified: an http endpoint is never reached, for a rehearsal has no network; such a
// subscription stays unconfirmed.
class DeliveriesOfRehearsal final : public sns::Delivery {
 public:
  Task<HttpResult> http(Context cx, std::string url, HttpHeaders headers, std::string body,
                        Instant deadline) override;
  void email(Context cx, const std::string& address, const std::string& subject,
             const std::string& body) override;
};

// SNS asks EventBridge's language.
class PoliciesOfEvents final : public sns::FilterPolicies {
 public:
  [[nodiscard]] Status check(const std::string& policy) const override;
  [[nodiscard]] bool accepts(const std::string& policy, const std::string& json) const override;
};

class Messaging final : public codedeploy::Notifications,
                        public codepipeline::ApprovalNotifier,
                        public cloudwatch::AlarmActions,
                        public events::EventTarget,
                        public TraceObserver {
 public:
  Messaging(Kernel& kernel, aws::Ids& ids, aws::Account account,
            codepipeline::CodePipeline& codepipeline)
      : kernel_(kernel),
        account_(account),
        codepipeline_(codepipeline),
        sns_(ids, account, deliveries_, policies_),
        events_(ids, account, *this) {}

  // The scenario's topics, subscriptions and rules. A refusal is a HarnessError that names them.
  void set_up(Context cx, const scenario::Environment& environment, const std::string& pipeline);
  // S3 tells of a new object (reference 3.8).
  struct NewObject {
    std::string bucket;
    std::string key;
    std::uint64_t size = 0;
    std::string ETag;
    std::string VersionId;
  };
  void object_created(Context cx, const NewObject& object);

  void publish(Context cx, codedeploy::SnsMessage message) override;
  void put_event(Context cx, codedeploy::EventBridgeEvent event) override;
  void approval_needed(Context cx, const std::string& topic_arn, std::string subject,
                       std::string message) override;
  void alarm_changed(Context cx, const cloudwatch::MetricAlarm& alarm,
                     const cloudwatch::AlarmState& old_state,
                     const cloudwatch::AlarmState& new_state) override;
  Status run_action(Context cx, const std::string& action_arn, const cloudwatch::MetricAlarm& alarm,
                    const cloudwatch::AlarmState& old_state) override;
  Task<Status> deliver(Context cx, std::string target_arn, std::string role_arn,
                       std::string json) override;
  void on_line(const TraceLine& line) override;

 private:
  // A topic that is not there is told in the trace, and is a failure.
  Status send(Context cx, const std::string& topic_arn, std::string subject, std::string message);
  void tell_later(events::ServiceEvent event);
  [[nodiscard]] std::string pipeline_arn(const std::string& name) const;
  void on_pipeline_line(const TraceLine& line);

  Kernel& kernel_;
  aws::Account account_;
  codepipeline::CodePipeline& codepipeline_;
  DeliveriesOfRehearsal deliveries_;
  PoliciesOfEvents policies_;
  sns::Sns sns_;
  events::EventBridge events_;
  std::int64_t objects_ = 0;
  bool listens_ = false;
};

}  // namespace greenroom::app
