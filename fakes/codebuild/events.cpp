#include "fakes/codebuild/events.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <cstdlib>

namespace greenroom::codebuild {
namespace {

namespace json = boost::json;

// The project's variables with those of StartBuild over them. Values that are not plain are names.
json::array variables_of(const EventContext& context) {
  EnvironmentVariables all = context.request.environmentVariablesOverride;
  all.insert(context.project.environmentVariables.begin(),
             context.project.environmentVariables.end());
  json::array list;
  for (const auto& [name, variable] : all) {
    list.push_back(json::object{
        {"name", name}, {"type", to_string(variable.type)}, {"value", variable.value}});
  }
  return list;
}

// "<statusCode>: <message>", so ": " for a clean phase; the first two phases have none.
std::string context_text(const BuildPhase& phase) {
  const bool early = phase.phaseType <= BuildPhaseType::QUEUED;
  return early ? "" : phase.context.statusCode + ": " + phase.context.message;
}

json::object phase_object(Epoch epoch, const BuildPhase& phase) {
  json::object object;
  if (phase.phaseType != BuildPhaseType::COMPLETED) {
    const std::string text = context_text(phase);
    object["phase-context"] = text.empty() ? json::array{} : json::array{json::value(text)};
  }
  object["start-time"] = event_time(epoch, phase.startTime);
  if (phase.phaseType != BuildPhaseType::COMPLETED) {
    object["end-time"] = event_time(epoch, phase.endTime);
    object["duration-in-seconds"] = (phase.endTime - phase.startTime).whole_seconds();
  }
  object["phase-type"] = to_string(phase.phaseType);
  if (phase.phaseType != BuildPhaseType::COMPLETED) {
    object["phase-status"] = to_string(phase.phaseStatus);
  }
  return object;
}

json::object environment_of(const EventContext& context) {
  return {{"image", context.project.image},
          {"privileged-mode", context.project.privilegedMode},
          {"compute-type", context.project.computeType},
          {"type", context.project.environmentType},
          {"environment-variables", variables_of(context)}};
}

json::object source_of(const ProjectSource& source) {
  json::object object{{"type", to_string(source.type)}};
  if (!source.location.empty()) {
    object["location"] = source.location;
  }
  return object;
}

// `phases` empty: the event of a build that was only just submitted.
json::object additional_information(const EventContext& context, const Build& build,
                                    json::array phases) {
  json::object information{
      {"artifact", {{"location", context.request.artifact_location}}},
      {"environment", environment_of(context)},
      {"timeout-in-minutes", context.project.timeout.whole_seconds() / 60},
      {"queued-timeout-in-minutes", context.project.queuedTimeout.whole_seconds() / 60},
      {"build-complete", build.buildStatus != StatusType::IN_PROGRESS &&
                             build.currentPhase == BuildPhaseType::COMPLETED},
      {"initiator", build.initiator},
      {"build-start-time", event_time(context.epoch, build.startTime)},
      {"source", source_of(context.request.source)},
      {"source-version", context.request.sourceVersion},
  };
  // The stream is there from PROVISIONING on.
  const bool provisioned = std::any_of(
      build.phases.begin(), build.phases.end(),
      [](const BuildPhase& phase) { return phase.phaseType == BuildPhaseType::PROVISIONING; });
  if (provisioned && !build.logs.groupName.empty()) {
    information["logs"] = json::object{{"group-name", build.logs.groupName},
                                       {"stream-name", build.logs.streamName},
                                       {"deep-link", build.logs.deepLink}};
  }
  if (!phases.empty()) {
    information["phases"] = std::move(phases);
  }
  return information;
}

json::array phases_of(Epoch epoch, const Build& build) {
  json::array phases;
  for (const BuildPhase& phase : build.phases) {
    phases.push_back(phase_object(epoch, phase));
  }
  return phases;
}

EventBridgeEvent event_of(const char* detail_type, const Build& build, const json::object& detail) {
  EventBridgeEvent event;
  event.detail_type = detail_type;
  event.resources = {build.arn};
  event.detail = json::serialize(detail);
  return event;
}

}  // namespace

std::string event_time(Epoch epoch, Instant instant) {
  static constexpr std::array k_months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::string iso = iso8601(epoch, instant);  // 2018-05-20T04:12:23.000Z
  const auto number = [&](std::size_t at) { return std::atoi(iso.substr(at, 2).c_str()); };
  const int hour = number(11);
  return std::string(k_months.at(static_cast<std::size_t>(number(5) - 1))) + " " +
         std::to_string(number(8)) + ", " + iso.substr(0, 4) + " " +
         std::to_string(hour % 12 == 0 ? 12 : hour % 12) + iso.substr(13, 6) +
         (hour < 12 ? " AM" : " PM");
}

EventBridgeEvent state_change_event(const EventContext& context, const Build& build) {
  const json::object detail{
      {"build-status", to_string(build.buildStatus)},
      {"project-name", build.projectName},
      {"build-id", build.arn},
      {"additional-information",
       additional_information(context, build, phases_of(context.epoch, build))},
      {"current-phase", to_string(build.currentPhase)},
      {"current-phase-context", "[]"},
      {"version", "1"},
  };
  return event_of("CodeBuild Build State Change", build, detail);
}

EventBridgeEvent phase_change_event(const EventContext& context, const Build& build,
                                    const BuildPhase& completed, BuildPhaseType next) {
  json::array phases = phases_of(context.epoch, build);
  phases.push_back(json::object{{"start-time", event_time(context.epoch, completed.endTime)},
                                {"phase-type", to_string(next)}});
  const json::object detail{
      {"completed-phase", to_string(completed.phaseType)},
      {"project-name", build.projectName},
      {"build-id", build.arn},
      {"completed-phase-context", "[" + context_text(completed) + "]"},
      {"additional-information", additional_information(context, build, std::move(phases))},
      {"completed-phase-status", to_string(completed.phaseStatus)},
      {"completed-phase-duration-seconds",
       (completed.endTime - completed.startTime).whole_seconds()},
      {"version", "1"},
      {"completed-phase-start", event_time(context.epoch, completed.startTime)},
      {"completed-phase-end", event_time(context.epoch, completed.endTime)},
  };
  return event_of("CodeBuild Build Phase Change", build, detail);
}

}  // namespace greenroom::codebuild
