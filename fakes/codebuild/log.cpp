#include "fakes/codebuild/log.h"

namespace greenroom::codebuild {

void BuildLog::container(Context cx, const std::string& message) {
  text_ += "[Container] " + slashed_microseconds(cx.epoch(), cx.now()) + " " + message + "\n";
}

void BuildLog::output(const std::string& text) {
  text_ += text;
  if (!text.empty() && text.back() != '\n') {
    text_ += '\n';
  }
  text_ += '\n';
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
