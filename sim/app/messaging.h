// Who is told: SNS topics and EventBridge's bus, and what stands behind their subscriptions and
// rules in a rehearsal. CodePipeline's and EC2's events are made of their lines of the trace
// (service_events.h).
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "fakes/autoscaling/ports.h"
#include "fakes/cloudwatch/ports.h"
#include "fakes/codebuild/ports.h"
#include "fakes/codedeploy/ports.h"
#include "fakes/codepipeline/service.h"
#include "fakes/events/service.h"
#include "fakes/sns/service.h"
#include "fakes/sqs/service.h"
#include "sim/app/deliveries.h"
#include "sim/app/resource_policies.h"
#include "sim/app/service_events.h"
#include "sim/scenario/types.h"

namespace greenroom::app {

struct ObjectOfEvent {
  std::string bucket;
  std::string key;
  std::uint64_t size = 0;
  std::string ETag;
  std::string VersionId;
  std::string why;  // the operation, of a deletion its type, of other changes "Object Tags Added"
};

// Without topics and rules nobody would hear.
[[nodiscard]] bool uses_messaging(const scenario::Environment& environment);

// The topics that a scenario's alarm tells become ARNs.
void name_topics(cloudwatch::PutMetricAlarmInput& alarm, const aws::Account& account);

// SNS asks EventBridge's language.
class PoliciesOfEvents final : public sns::FilterPolicies {
 public:
  [[nodiscard]] Status check(const std::string& policy) const override;
  [[nodiscard]] bool accepts(const std::string& policy, const std::string& json) const override;
};

class Messaging final : public codedeploy::Notifications,
                        public codebuild::BuildEvents,
                        public autoscaling::Notifications,
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
  // S3 tells of a new object, of one that is gone, or whose tags or ACL are others (reference 3.8).
  void object_created(Context cx, const ObjectOfEvent& object);
  void object_deleted(Context cx, const ObjectOfEvent& object);
  void object_changed(Context cx, const ObjectOfEvent& object);

  // Hosts that mean the load balancer, and who asks it.
  void connect(std::vector<std::string> load_balancer_names,
               DeliveriesOfRehearsal::LoadBalancer load_balancer) {
    deliveries_.connect(std::move(load_balancer_names), std::move(load_balancer));
  }
  // Where queues are, and how SNS reaches them. Without it SNS keeps queues of its own, which
  // nobody can ask.
  void connect(sqs::Sqs& sqs, sns::Queues& queues);
  // What rules and alarms ask before they tell anybody.
  void connect(const ResourcePolicies& policies) { resource_policies_ = &policies; }
  // EC2's and CodePipeline's lines become events from now on, whether or not a scenario has rules.
  void listen() { listens_ = true; }
  // ConfirmSubscription with the token that the endpoint was sent. NotFound, InvalidParameter.
  Status confirm_subscription(Context cx, const std::string& topic, const std::string& endpoint);
  [[nodiscard]] sns::Sns& sns() { return sns_; }
  [[nodiscard]] events::EventBridge& events() { return events_; }
  [[nodiscard]] const std::vector<Mail>& mails() const { return deliveries_.mails(); }

  void publish(Context cx, codedeploy::SnsMessage message) override;
  void put_event(Context cx, codedeploy::EventBridgeEvent event) override;
  void put_event(Context cx, codebuild::EventBridgeEvent event) override;
  void group_event(Context cx, const autoscaling::GroupEvent& event) override;
  void lifecycle_action(Context cx,
                        const autoscaling::LifecycleNotification& notification) override;
  void approval_needed(Context cx, const std::string& topic_arn, std::string subject,
                       std::string message) override;
  void alarm_changed(Context cx, const cloudwatch::MetricAlarm& alarm,
                     const cloudwatch::AlarmState& old_state,
                     const cloudwatch::AlarmState& new_state) override;
  Status run_action(Context cx, const std::string& action_arn, const cloudwatch::MetricAlarm& alarm,
                    const cloudwatch::AlarmState& old_state) override;
  Task<Status> deliver(Context cx, events::Sender sender, std::string target_arn,
                       std::string json) override;
  void on_line(const TraceLine& line) override;

 private:
  // A topic that is not there is told in the trace, and is a failure.
  Status send(Context cx, const std::string& topic_arn, std::string subject, std::string message);
  void tell_later(events::ServiceEvent event);
  void tell_of_object(Context cx, const ObjectOfEvent& object, const std::string& detail_type);
  // Whether the rule's event may go to the topic or queue.
  [[nodiscard]] Status may_send(Context cx, const events::Sender& sender,
                                const std::string& target_arn) const;
  // What the consoles of AWS do when somebody subscribes a queue, or makes a topic a target: they
  // write the policy that it takes.
  std::string make_queue(Context cx, const std::string& name, const std::string& topic_arn);
  void let_rules_in(const std::string& topic_arn, const std::string& rule);
  void subscribe(Context cx, const std::string& topic_arn,
                 const scenario::SubscriptionSettings& wanted);
  void make_rule(Context cx, const std::string& name, const scenario::EventRuleSettings& wanted,
                 const std::string& pipeline);

  Kernel& kernel_;
  aws::Account account_;
  codepipeline::CodePipeline& codepipeline_;
  DeliveriesOfRehearsal deliveries_;
  PoliciesOfEvents policies_;
  sns::Sns sns_;
  events::EventBridge events_;
  sqs::Sqs* sqs_ = nullptr;
  const ResourcePolicies* resource_policies_ = nullptr;
  std::int64_t objects_ = 0;
  PipelineEvents pipeline_events_{account_};
  bool listens_ = false;
};

}  // namespace greenroom::app
