// An install plan as text (the agent's install.json) and as changes of files.
#include <algorithm>
#include <cstdlib>

#include "fakes/aws/json.h"
#include "fakes/codedeploy/install_plan.h"

namespace greenroom::codedeploy {
namespace {

std::string json_text(const std::string& text) {
  std::string out;
  aws::append_json_text(out, text);
  return out;
}

std::string json_or_null(const std::string& text) {
  return text.empty() ? "null" : json_text(text);
}

std::string json_of(const Instruction& instruction) {
  const std::string file = ",\"file\":" + json_text(instruction.path) + "}";
  switch (instruction.type) {
    case InstructionType::copy:
      return "{\"type\":\"copy\",\"source\":" + json_text(instruction.from) +
             ",\"destination\":" + json_text(instruction.path) + "}";
    case InstructionType::mkdir:
      return "{\"type\":\"mkdir\",\"directory\":" + json_text(instruction.path) + "}";
    case InstructionType::chmod:
      return "{\"type\":\"chmod\",\"mode\":" + json_text(instruction.text) + file;
    case InstructionType::setfacl: {
      std::string list;
      for (std::size_t begin = 0; begin < instruction.text.size();) {
        const std::size_t end =
            std::min(instruction.text.find(',', begin), instruction.text.size());
        list += (list.empty() ? "" : ",") + json_text(instruction.text.substr(begin, end - begin));
        begin = end + 1;
      }
      return "{\"type\":\"setfacl\",\"acl\":[" + list + "]" + file;
    }
    case InstructionType::semanage:
      return "{\"type\":\"semanage\",\"context\":" + json_text(instruction.text) + file;
    case InstructionType::chown: {
      const std::size_t colon = instruction.text.find(':');
      return "{\"type\":\"chown\",\"owner\":" + json_or_null(instruction.text.substr(0, colon)) +
             ",\"group\":" + json_or_null(instruction.text.substr(colon + 1)) + file;
    }
  }
  return "";
}

FileChange note(const std::string& cleanup_path, const std::string& created) {
  return {FileChangeKind::AppendToFile, cleanup_path, "", created + "\n", 0644};
}

}  // namespace

std::string install_json(const InstallPlan& plan) {
  std::string text;
  for (const Instruction& instruction : plan.instructions) {
    text += (text.empty() ? "" : ",") + json_of(instruction);
  }
  return "{\"instructions\":[" + text + "]}";
}

std::vector<FileChange> changes_of(const InstallPlan& plan, const std::string& cleanup_path) {
  std::vector<FileChange> changes;
  for (const Instruction& each : plan.instructions) {
    switch (each.type) {
      case InstructionType::copy:
        changes.push_back(note(cleanup_path, each.path));
        changes.push_back({FileChangeKind::CopyFile, each.text, each.from, "", 0644});
        break;
      case InstructionType::mkdir:
        changes.push_back({FileChangeKind::MakeDirectory, each.path, "", "", 0755});
        changes.push_back(note(cleanup_path, each.path));
        break;
      case InstructionType::chmod:
        changes.push_back({FileChangeKind::ChangeMode, each.path, "", "",
                           static_cast<std::uint32_t>(std::strtol(each.text.c_str(), nullptr, 8))});
        break;
      case InstructionType::setfacl:
        changes.push_back({FileChangeKind::SetAcl, each.path, "", each.text, 0});
        break;
      case InstructionType::chown:
        changes.push_back({FileChangeKind::ChangeOwner, each.path, "", each.text, 0});
        break;
      case InstructionType::semanage:
        return changes;
    }
  }
  return changes;
}

std::string context_failure(const InstallPlan& plan) {
  for (const Instruction& each : plan.instructions) {
    if (each.type == InstructionType::semanage) {
      // A host without the tools of SELinux. The pid that the agent prints has no place in a trace.
      return "The deployment failed because the application specification file contains an error "
             "in the settings for the context parameter. Update the permissions section of the "
             "AppSpec file, and then try again. Failed command: semanage fcontext -a " +
             each.text + " " + each.path + ". Exit code: pid <pid> exit 127";
    }
  }
  return "";
}

std::string install_failure(const Failure& failure) {
  if (failure.code != k_invalid_acl) {
    return failure.message;
  }
  const std::size_t space = failure.message.find(' ');  // "<list> <path>"
  return "The deployment failed because of a problem with the acls permission settings in the "
         "application specification file for this object: " +
         failure.message.substr(space + 1) + ". Failed command: setfacl --set " + failure.message +
         ". Exit code: pid <pid> exit 2";
}

}  // namespace greenroom::codedeploy
