#include "fakes/codebuild/log.h"

#include <algorithm>

namespace greenroom::codebuild {

void BuildLog::container(Context cx, const std::string& message) {
  text_ +=
      "[Container] " + slashed_microseconds(cx.epoch(), cx.now()) + " " + masked(message) + "\n";
}

void BuildLog::output(const std::string& text) {
  text_ += masked(text);
  if (!text.empty() && text.back() != '\n') {
    text_ += '\n';
  }
  text_ += '\n';
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
