#include "fakes/codedeploy/agent.h"

#include <utility>

#include "fakes/codedeploy/agent_parts.h"
#include "fakes/codedeploy/lifecycle.h"
#include "fakes/codedeploy/ruby_yaml.h"
#include "sim/core/harness_error.h"

namespace greenroom::codedeploy {

std::string deployment_directory(const std::string& group_id, const std::string& deployment_id) {
  return k_root + "/" + group_id + "/" + deployment_id;
}

Task<EventOutcome> Agent::execute(Context cx, HostCommand command) {
  EventOutcome outcome;
  if (command.eventName == "DownloadBundle") {
    co_await begin_command(cx, command);
    outcome = co_await download_bundle(cx, command);
    co_await end_command(cx, command, outcome);
  } else if (command.eventName == "Install") {
    co_await begin_command(cx, command);
    outcome = co_await install(cx, command);
    co_await end_command(cx, command, outcome);
  } else {
    outcome = co_await run_hook(cx, command);
  }
  co_return outcome;
}

// The directory of a deployment is made by its first command on a host, whichever that is. While a
// command runs, a tracking file tells a restarted agent about it (reference 3.3, 3.5).
Task<void> Agent::begin_command(Context cx, HostCommand command) {
  std::vector<FileChange> changes;
  changes.push_back({FileChangeKind::MakeDirectory, directory_of(command), "", "", 0755});
  changes.push_back(write_file(tracking_file(command), command.eventName + "\n"));
  const Status begun = co_await change_files(cx, std::move(changes));
  (void)begun;  // a full disk shows where the command itself writes
}

Task<void> Agent::end_command(Context cx, HostCommand command, EventOutcome outcome) {
  const std::vector<std::string> lines = agent_log_lines(cx.epoch(), cx.now(), outcome);
  std::string text;
  for (const std::string& line : lines) {
    text += line + "\n";
  }
  std::vector<FileChange> changes;
  changes.push_back({FileChangeKind::RemoveFile, tracking_file(command), "", "", 0});
  changes.push_back(append_to_file(k_agent_log, text));
  const Status ended = co_await change_files(cx, std::move(changes));
  if (ended.ok()) {
    tell(cx, k_agent_log, lines);
  }
}

Task<Status> Agent::change_files(Context cx, std::vector<FileChange> changes) {
  Status done = co_await machine_.apply(cx, std::move(changes));
  if (!done.ok() && done.failure().code == k_beyond_this_computer) {
    throw HarnessError(done.failure().message);
  }
  co_return done;
}

// Simplified: hooks, too, fall back to appspec.yaml, as agent 2 does; agent 1.8.1 did so at Install
// only (reference 14).
Task<Result<std::string>> Agent::read_appspec(Context cx, std::string directory) {
  for (const std::string name : {"appspec.yml", "appspec.yaml"}) {
    const std::string path = directory + "/deployment-archive/" + name;
    Result<std::string> text = co_await machine_.read_file(cx, path);
    if (text.ok()) {
      co_return text;
    }
  }
  co_return Failure{
      "AppSpecMissing",
      "The CodeDeploy agent did not find an AppSpec file within the unpacked "
      "revision directory at revision-relative path \"appspec.yml\". The revision was "
      "unpacked to directory \"" +
          directory +
          "/deployment-archive\", and the AppSpec file was expected but not found at "
          "path \"" +
          directory +
          "/deployment-archive/appspec.yml\". Consult the AWS CodeDeploy Appspec "
          "documentation for more information at "
          "http://docs.aws.amazon.com/codedeploy/latest/userguide/"
          "reference-appspec-file.html"};
}

Task<std::string> Agent::select_revision(Context cx, HostCommand command) {
  const std::string current = directory_of(command);
  const RevisionSource source = revision_source(command.eventName, command.creator, command.type);
  if (source == RevisionSource::Current) {
    co_return current;
  }
  std::vector<std::string> archive = {current + "/deployment-archive"};
  const std::vector<FileKind> kinds = co_await machine_.probe(cx, std::move(archive));
  if (kinds.at(0) != FileKind::Missing) {
    co_return current;  // already downloaded: the current revision is used
  }
  const std::string pointer = k_instructions + "/" + command.deploymentGroupId +
                              (source == RevisionSource::LastSuccessful ? "_last_successful_install"
                                                                        : "_most_recent_install");
  const Result<std::string> text = co_await machine_.read_file(cx, pointer);
  co_return text.ok() ? ruby_strip(text.value()) : std::string();
}

}  // namespace greenroom::codedeploy
