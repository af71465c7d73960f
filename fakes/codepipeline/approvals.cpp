#include "fakes/codepipeline/approvals.h"

#include "fakes/aws/json.h"

namespace greenroom::codepipeline {
namespace {

constexpr std::size_t k_name_in_subject_most = 24;

std::string cut(const std::string& name) {
  return name.size() <= k_name_in_subject_most ? name
                                               : name.substr(0, k_name_in_subject_most) + "...";
}

void add(std::string& json, const char* name, const std::string& value, bool may_be_null = false) {
  json += json.back() == '{' ? "\"" : ",\"";
  json += name;
  json += "\":";
  if (may_be_null && value.empty()) {
    json += "null";
  } else {
    aws::append_json_text(json, value);
  }
}

// "2022-08-30T11:09Z": minutes only.
std::string minutes_of(Epoch epoch, Instant instant) {
  return iso8601(epoch, instant).substr(0, 16) + "Z";
}

}  // namespace

std::string approval_subject(const ApprovalFacts& facts) {
  return "APPROVAL NEEDED: AWS CodePipeline " + cut(facts.pipelineName) + " for action " +
         cut(facts.actionName);
}

std::string approval_message(const ApprovalFacts& facts, Epoch epoch) {
  const std::string link = "https://console.aws.amazon.com/codesuite/codepipeline/pipelines/" +
                           facts.pipelineName + "/view?region=" + facts.region;
  std::string json = "{";
  add(json, "region", facts.region);
  add(json, "consoleLink", link);
  json += ",\"approval\":{";
  add(json, "pipelineName", facts.pipelineName);
  add(json, "stageName", facts.stageName);
  add(json, "actionName", facts.actionName);
  add(json, "token", facts.token);
  add(json, "expires", minutes_of(epoch, facts.expires));
  add(json, "externalEntityLink", facts.externalEntityLink, true);
  add(json, "approvalReviewLink",
      link + "#/" + facts.stageName + "/" + facts.actionName + "/approve/" + facts.token);
  add(json, "customData", facts.customData, true);
  return json + "}}";
}

}  // namespace greenroom::codepipeline
