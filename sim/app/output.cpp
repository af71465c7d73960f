#include "sim/app/output.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>

#include "sim/app/files.h"
#include "sim/app/log_text.h"
#include "sim/core/harness_error.h"

namespace greenroom::app {
namespace {

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("._-#@+,=").find(c) != std::string_view::npos;
}

// A name of one file, which can neither be a folder's nor lead anywhere else.
std::string as_file_name(const std::string& name) {
  std::string out;
  for (const char c : name) {
    out += is_plain(c)
               ? std::string(1, c)
               : fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
  }
  return out == "." || out == ".." ? "%2E" + out.substr(1) : out;
}

// "/aws/codebuild/lab-app" becomes "aws/codebuild/lab-app".
std::string as_folder(const std::string& group) {
  std::string folder;
  for (std::size_t begin = 0; begin <= group.size();) {
    const std::size_t end = std::min(group.find('/', begin), group.size());
    const std::string part = group.substr(begin, end - begin);
    if (!part.empty()) {
      folder += (folder.empty() ? "" : "/") + as_file_name(part);
    }
    begin = end + 1;
  }
  return folder.empty() ? "%2F" : folder;
}

}  // namespace

void write_logs(const std::string& directory, const logs::Logs& logs, Epoch epoch) {
  std::set<std::string> written;
  for (const auto& [group_name, group] : logs.state().groups()) {
    for (const auto& [stream_name, stream] : group.streams) {
      const std::string path =
          directory + "/logs/" + as_folder(group_name) + "/" + as_file_name(stream_name) + ".log";
      if (!written.insert(path).second) {
        throw HarnessError("two log streams would be written to " + path +
                           "; give their groups other names");
      }
      std::string text;
      for (const auto& [key, event] : stream.events) {
        text += detailed_time(epoch, key.timestamp) + " " + without_line_end(event.message) + "\n";
      }
      write_atomically(path, text);
    }
  }
}

void write_mails(const std::string& directory, const std::vector<Mail>& mails) {
  for (std::size_t i = 0; i < mails.size(); ++i) {
    const Mail& mail = mails[i];
    const std::string path =
        fmt::format("{}/mail/{:04}-{}", directory, i + 1, as_file_name(mail.address));
    if (mail.is_json) {
      write_atomically(path + ".json", mail.body + "\n");
    } else {
      write_atomically(path + ".txt", "To: " + mail.address + "\nSubject: " + mail.subject +
                                          "\nDate: " + mail.date + "\n\n" + mail.body + "\n");
    }
  }
}

}  // namespace greenroom::app
