#include "fakes/codebuild/report_json.h"

#include <boost/json.hpp>

#include "fakes/codebuild/report_formats.h"

namespace greenroom::codebuild {

// UNVERIFIED: how AWS words it; its agent words a wrong XML file much like this.
boost::json::value parse_report_json(const std::string& path, const std::string& text) {
  // Editors of Windows begin a file with a mark of its encoding.
  const std::string_view mark = "\xef\xbb\xbf";
  const std::size_t begin = text.rfind(mark, 0) == 0 ? mark.size() : 0;
  boost::json::parser parser;
  boost::system::error_code error;
  const std::size_t read = parser.write_some(text.data() + begin, text.size() - begin, error);
  if (error) {
    reject_report(path, "JSON syntax error on line " +
                            std::to_string(line_of_offset(text, begin + read)) + ": " +
                            error.message());
  }
  const std::size_t rest = text.find_first_not_of(" \t\r\n", begin + read);
  if (rest != std::string::npos) {
    reject_report(path, "JSON syntax error on line " + std::to_string(line_of_offset(text, rest)) +
                            ": expected nothing behind the value");
  }
  return parser.release();
}

std::string json_text(const std::string& path, const boost::json::object& object,
                      std::string_view key, const std::string& where) {
  const boost::json::value* value = object.if_contains(key);
  if (value == nullptr || value->is_null()) {
    return "";
  }
  if (!value->is_string()) {
    reject_report(path, where + ": expected " + std::string(key) + " to be text");
  }
  return std::string(value->get_string());
}

}  // namespace greenroom::codebuild
