// The events of CodePipeline and EC2, made of their lines of the trace.
//
// AWS: reference codebuild-codepipeline-s3 2.8; EC2's "instance state change" event.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "fakes/aws/ids.h"
#include "fakes/codepipeline/state.h"
#include "fakes/events/types.h"
#include "sim/core/trace.h"

namespace greenroom::app {

[[nodiscard]] std::string pipeline_arn(const aws::Account& account, const std::string& name);

// "EC2 Instance State-change Notification" of a line `ec2.instance`.
[[nodiscard]] events::ServiceEvent instance_event(const aws::Account& account,
                                                  const TraceLine& line);

// "CodePipeline Pipeline|Stage|Action Execution State Change". Simplified: trigger-detail is empty,
// for nobody knows who asked; no stop-execution-comments.
class PipelineEvents {
 public:
  explicit PipelineEvents(aws::Account account) : account_(std::move(account)) {}
  // Nothing for lines that are no event. Remembers when things began: a line is told once.
  [[nodiscard]] std::optional<events::ServiceEvent> event_of(const codepipeline::Pipeline& pipeline,
                                                             Epoch epoch, const TraceLine& line);

 private:
  aws::Account account_;
  std::map<std::string, Instant> begun_;  // by execution, stage and action
};

}  // namespace greenroom::app
