// CodePipeline's words as plain data: the structure of a pipeline and the state of its executions.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "sim/core/time.h"

namespace greenroom::codepipeline {

enum class PipelineExecutionStatus {
  InProgress,
  Stopping,
  Stopped,
  Succeeded,
  Superseded,
  Failed,
  Cancelled,
};
enum class StageExecutionStatus {
  InProgress,
  Stopping,
  Stopped,
  Succeeded,
  Failed,
  Cancelled,
  Skipped,
};
enum class ActionExecutionStatus { InProgress, Succeeded, Failed, Abandoned };
enum class TriggerType { CreatePipeline, StartPipelineExecution, PollForSourceChanges };

[[nodiscard]] const char* to_string(PipelineExecutionStatus status);
[[nodiscard]] const char* to_string(StageExecutionStatus status);
[[nodiscard]] const char* to_string(ActionExecutionStatus status);
[[nodiscard]] const char* to_string(TriggerType trigger);

struct ActionTypeId {
  std::string category;  // Source, Build, Deploy
  std::string owner = "AWS";
  std::string provider;  // S3, CodeBuild, CodeDeploy
  std::string version = "1";
};

struct ActionDeclaration {
  std::string name;
  ActionTypeId actionTypeId;
  int runOrder = 1;
  std::map<std::string, std::string> configuration;  // S3Bucket, ProjectName, ...: all strings
  std::vector<std::string> inputArtifacts;
  std::vector<std::string> outputArtifacts;
};

struct StageDeclaration {
  std::string name;
  std::vector<ActionDeclaration> actions;
};

struct Timing {
  Duration poll_interval = seconds(60);  // UNVERIFIED: AWS only says "periodically"
  Duration source_action = seconds(2);
  Duration action_overhead = seconds(1);  // between an action's job ending and its state changing
};

struct PipelineDeclaration {
  std::string name;
  std::string roleArn;
  std::string artifactStore;  // bucket
  std::vector<StageDeclaration> stages;
  std::int64_t version = 1;
};

}  // namespace greenroom::codepipeline
