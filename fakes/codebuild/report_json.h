// A report file in JSON: read by Boost.JSON, refused with the line of a syntax error.
#pragma once

#include <string>
#include <string_view>

namespace boost::json {
class object;
class value;
}  // namespace boost::json

namespace greenroom::codebuild {

// Throws RejectedReport; so do the others where a member is there but has another type.
[[nodiscard]] boost::json::value parse_report_json(const std::string& path,
                                                   const std::string& text);
// "" when there is no such member. `where` says what the object is: "feature 1".
[[nodiscard]] std::string json_text(const std::string& path, const boost::json::object& object,
                                    std::string_view key, const std::string& where);

}  // namespace greenroom::codebuild
