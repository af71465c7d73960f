// Judges of pipelines, builds, deployments, lifecycle events and S3 objects.
#include <algorithm>
#include <map>

#include "sim/scenario/judge.h"

namespace greenroom::scenario {
namespace {

constexpr std::size_t k_content_shown_most = 200;

// The id of the nth deployment; "" when it was never created.
std::string deployment_id(const Judge& judge, const std::string& number) {
  const TraceLine* line = judge.last("codedeploy.deployment", {{"deployment", number}});
  return line == nullptr ? "" : line->text("deploymentId");
}

std::string exit_code_in(const std::string& message) {
  const std::string words = "failed with exit code ";
  const std::size_t found = message.find(words);
  return found == std::string::npos ? "" : message.substr(found + words.size());
}

const TraceLine* first_line(const Judge& judge, const std::string& event, const std::string& id,
                            const std::string& status) {
  for (const TraceLine& line : judge.seen.lines) {
    if (line.event == event && line.text("deploymentId") == id && line.text("status") == status) {
      return &line;
    }
  }
  return nullptr;
}

void judge_failure(Judge& judge, const std::string& id) {
  const TraceLine* failed = first_line(judge, "codedeploy.lifecycle_event", id, "Failed");
  const auto text = [&](const char* name) { return failed ? failed->text(name) : std::string(); };
  judge.expect_same("failed_event", text("lifecycleEventName"), failed);
  judge.expect_same("error_code", text("errorCode"), failed);
  judge.expect_same("exit_code", exit_code_in(text("message")), failed);
  if (judge.wanted.has("log_contains") &&
      text("logTail").find(judge.wanted.want("log_contains")) == std::string::npos) {
    judge.mismatch("log_contains", judge.wanted.want("log_contains"), text("logTail"), failed);
  }
  if (judge.wanted.want("failed_on") == "first instance") {
    const TraceLine* first = first_line(judge, "codedeploy.target", id, "InProgress");
    const std::string expected = first ? first->text("instanceId") : "an instance";
    if (expected != text("instanceId")) {
      judge.mismatch("failed_on", "the first instance (" + expected + ")", text("instanceId"),
                     failed);
    }
  }
}

void judge_target_counts(Judge& judge, const std::string& id) {
  std::map<std::string, std::string> status_of;
  for (const TraceLine& line : judge.seen.lines) {
    if (line.event == "codedeploy.target" && line.text("deploymentId") == id) {
      status_of[line.text("instanceId")] = line.text("status");
    }
  }
  for (const auto& [key, value] : judge.wanted.wants) {
    if (key.rfind("targets.", 0) == 0) {
      const std::string status = key.substr(8);
      const auto count = std::count_if(status_of.begin(), status_of.end(),
                                       [&](const auto& each) { return each.second == status; });
      judge.expect_same(key, std::to_string(count));
    }
  }
}

// The revision must be the one last deployed with success before the rollback.
void judge_rollback(Judge& judge, const TraceLine& rollback) {
  const std::string failed = deployment_id(judge, judge.wanted.want("rolls_back"));
  if (failed.empty() || rollback.text("rollbackTriggeringDeploymentId") != failed) {
    judge.mismatch("rolls_back",
                   "deployment " + judge.wanted.want("rolls_back") + " (" + failed + ")",
                   rollback.text("rollbackTriggeringDeploymentId"), &rollback);
  }
  const TraceLine* good = nullptr;
  for (const TraceLine& line : judge.seen.lines) {
    if (line.event == "codedeploy.deployment" && line.text("status") == "Succeeded" &&
        line.n < rollback.n && line.text("creator") == "user") {
      good = &line;
    }
  }
  if (good == nullptr || good->text("revision") != rollback.text("revision")) {
    judge.mismatch("rolls_back: revision of codeDeployRollback",
                   good == nullptr ? "an earlier success" : good->text("revision"),
                   rollback.text("revision"), &rollback);
  }
}

}  // namespace

void judge_pipeline(Judge& judge) {
  const std::string number = judge.wanted.want("execution");
  const TraceLine* execution = judge.last("codepipeline.execution", {{"execution", number}});
  if (execution == nullptr) {
    judge.mismatch("execution " + number, "to have begun", "no such execution");
    return;
  }
  judge.expect_same("status", execution->text("status"), execution);
  judge.expect_same("trigger", execution->text("trigger"), execution);
  // The lab's stages by their names, any stage by "stages.<name>".
  for (const auto& [key, values] : judge.wanted.wants) {
    const bool is_any = key.rfind("stages.", 0) == 0;
    if (is_any || key == "Source" || key == "Build" || key == "Production") {
      const std::string stage = is_any ? key.substr(7) : key;
      const TraceLine* line =
          judge.last("codepipeline.stage", {{"execution", number}, {"stage", stage}});
      judge.expect_same(key, line == nullptr ? "not entered" : line->text("status"), line);
    }
  }
}

void judge_build(Judge& judge) {
  const std::string number = judge.wanted.want("number");
  const TraceLine* build = judge.last("codebuild.build", {{"buildNumber", number}});
  if (build == nullptr) {
    judge.mismatch("build " + number, "to have begun", "no such build");
    return;
  }
  judge.expect_same("status", build->text("buildStatus"), build);
  for (const auto& [key, value] : judge.wanted.wants) {
    if (key.rfind("phases.", 0) == 0) {
      const TraceLine* phase =
          judge.last("codebuild.phase", {{"buildNumber", number}, {"phaseType", key.substr(7)}});
      judge.expect_same(key, phase == nullptr ? "not run" : phase->text("phaseStatus"), phase);
    }
  }
}

void judge_deployment(Judge& judge) {
  const std::string number = judge.wanted.want("number");
  const TraceLine* deployment = judge.last("codedeploy.deployment", {{"deployment", number}});
  if (deployment == nullptr) {
    judge.mismatch("deployment " + number, "to have been created", "no such deployment");
    return;
  }
  const std::string id = deployment->text("deploymentId");
  judge.expect_same("status", deployment->text("status"), deployment);
  judge.expect_same("creator", deployment->text("creator"), deployment);
  judge.expect_same("group", deployment->text("deploymentGroupName"), deployment);
  judge.expect_same("type", deployment->text("deploymentType"), deployment);
  judge.expect_same("config", deployment->text("deploymentConfigName"), deployment);
  judge.expect_same("error", deployment->text("errorCode"), deployment);
  if (judge.wanted.has("rolls_back")) {
    judge_rollback(judge, *deployment);
  }
  judge_failure(judge, id);
  judge_target_counts(judge, id);
}

void judge_events(Judge& judge) {
  const std::string id = deployment_id(judge, judge.wanted.want("deployment"));
  std::map<std::string, std::string> labels;
  std::map<std::string, std::vector<std::string>> begun;
  for (const TraceLine& line : judge.seen.lines) {
    if (id.empty() || line.text("deploymentId") != id) {
      continue;
    }
    if (line.event == "codedeploy.target") {
      labels[line.text("instanceId")] = line.text("label");
    } else if (line.event == "codedeploy.lifecycle_event" && line.text("status") == "InProgress") {
      begun[line.text("instanceId")].push_back(line.text("lifecycleEventName"));
    }
  }
  const std::vector<std::string>& order = judge.wanted.wants.at("order");
  if (begun.empty()) {
    judge.mismatch("order", joined(order), "no lifecycle event");
  }
  for (const auto& [instance, events] : begun) {
    const bool meant = !judge.wanted.has("label") || labels[instance] == judge.wanted.want("label");
    if (meant && events != order) {
      judge.mismatch("order on " + instance, joined(order), joined(events));
    }
  }
}

void judge_s3(Judge& judge) {
  const auto versions =
      std::count_if(judge.seen.lines.begin(), judge.seen.lines.end(), [&](const TraceLine& line) {
        return line.event == "s3.object_created" && line.text("key") == judge.wanted.want("key");
      });
  judge.expect_same("versions", std::to_string(versions));
}

// Without `exists` it must be there. What is expected of one that is not there does not hold.
void judge_object(Judge& judge) {
  const WantedObject wanted{judge.wanted.want("bucket"), judge.wanted.want("key")};
  const auto found = std::find_if(judge.seen.objects.begin(), judge.seen.objects.end(),
                                  [&](const ObjectRecord& one) { return one.wanted == wanted; });
  const ObjectRecord record = found == judge.seen.objects.end() ? ObjectRecord{} : *found;
  const std::string exists = record.exists ? "true" : "false";
  if (exists != (judge.wanted.has("exists") ? judge.wanted.want("exists") : "true")) {
    judge.mismatch("exists", record.exists ? "false" : "true", exists);
  }
  expect_count(judge, "versions", record.versions);
  judge.expect_same("content", record.content);
  judge.expect_same("cache_control", record.cache_control);
  judge.expect_same("acl", record.acl);
  judge.expect_same("kms_key", record.kms_key);
  const std::string part = judge.wanted.want("contains");
  if (judge.wanted.has("contains") &&
      (!record.exists || record.content.find(part) == std::string::npos)) {
    judge.mismatch("contains", part, record.content.substr(0, k_content_shown_most));
  }
}

}  // namespace greenroom::scenario
