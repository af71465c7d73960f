#include "fakes/codebuild/log.h"

#include <algorithm>
#include <utility>

namespace greenroom::codebuild {

LogsLocation logs_location(const Project& project, const aws::Account& account,
                           const std::string& uuid) {
  const CloudWatchLogsConfig& config = project.cloudWatchLogs;
  LogsLocation logs;
  if (config.status == LogsConfigStatusType::DISABLED) {
    return logs;
  }
  logs.groupName = config.groupName.empty() ? "/aws/codebuild/" + project.name : config.groupName;
  logs.streamName = config.streamName.empty() ? uuid : config.streamName + "/" + uuid;
  logs.cloudWatchLogsArn = "arn:aws:logs:" + account.region + ":" + account.id +
                           ":log-group:" + logs.groupName + ":log-stream:" + logs.streamName;
  logs.deepLink = "https://console.aws.amazon.com/cloudwatch/home?region=" + account.region +
                  "#logEvent:group=" + logs.groupName + ";stream=" + logs.streamName;
  return logs;
}

void BuildLog::container(Context cx, const std::string& message) {
  add("[Container] " + slashed_microseconds(cx.epoch(), cx.now()) + " " + masked(message) + "\n");
}

void BuildLog::output(const std::string& text) {
  std::string lines = masked(text);
  if (!text.empty() && text.back() != '\n') {
    lines += '\n';
  }
  add(lines + '\n');
}

// Each line is a message of its own (reference 1.10: "Each message ends with \n").
void BuildLog::add(const std::string& lines) {
  text_ += lines;
  if (!listener_) {
    return;
  }
  std::vector<std::string> messages;
  for (std::size_t begin = 0; begin < lines.size();) {
    const std::size_t end = lines.find('\n', begin);
    messages.push_back(lines.substr(begin, end - begin + 1));
    begin = end == std::string::npos ? lines.size() : end + 1;
  }
  listener_(std::move(messages));
}

void BuildLog::mask(const std::string& secret) {
  if (secret.empty()) {
    return;
  }
  secrets_.push_back(secret);
  std::stable_sort(secrets_.begin(), secrets_.end(),
                   [](const std::string& a, const std::string& b) { return a.size() > b.size(); });
}

std::string BuildLog::masked(std::string text) const {
  for (const std::string& secret : secrets_) {
    for (std::size_t at = text.find(secret); at != std::string::npos;
         at = text.find(secret, at + std::char_traits<char>::length(k_mask))) {
      text.replace(at, secret.size(), k_mask);
    }
  }
  return text;
}

std::vector<std::string> BuildLog::last_lines(std::size_t count) const {
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin < text_.size();) {
    const std::size_t end = std::min(text_.find('\n', begin), text_.size());
    lines.push_back(text_.substr(begin, end - begin));
    begin = end + 1;
  }
  if (lines.size() > count) {
    lines.erase(lines.begin(), lines.end() - static_cast<std::ptrdiff_t>(count));
  }
  return lines;
}

}  // namespace greenroom::codebuild
