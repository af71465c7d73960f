// A report file in XML: read by pugixml, refused with the place and what was expected.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <vector>

#include "fakes/codebuild/report_formats.h"

namespace pugi {
class xml_document;
class xml_node;
}  // namespace pugi

namespace greenroom::codebuild {

// Elements within elements of a file; deeper ones are refused.
inline constexpr int k_report_depth_max = 100;

// Every member that reads may throw RejectedReport.
class XmlReport {
 public:
  // The root must have one of the names; the last one is told when it has not.
  XmlReport(const std::string& path, const std::string& text,
            std::initializer_list<const char*> root_names);
  ~XmlReport();
  XmlReport(const XmlReport&) = delete;
  XmlReport& operator=(const XmlReport&) = delete;

  [[nodiscard]] pugi::xml_node root() const;

  [[noreturn]] void reject(const pugi::xml_node& node, const std::string& expected) const;
  // "<testsuite> at line 3"; without the line where pugixml had to translate the file's encoding.
  [[nodiscard]] std::string place(const pugi::xml_node& node) const;

  [[nodiscard]] std::string required(const pugi::xml_node& node, const char* attribute) const;
  [[nodiscard]] std::int64_t required_count(const pugi::xml_node& node,
                                            const char* attribute) const;
  // 0 when the attribute is missing, or empty as in the time="" of trivy's files.
  [[nodiscard]] std::int64_t count(const pugi::xml_node& node, const char* attribute) const;
  [[nodiscard]] std::int64_t nanoseconds(const pugi::xml_node& node, const char* attribute,
                                         DurationUnit unit) const;
  // A file that says so many covered of so many, as counts. "covered" is at most "all".
  [[nodiscard]] std::int64_t missed(const pugi::xml_node& node, const char* covered,
                                    const char* all) const;
  // Refuses the element for its missing_case.
  void require_cases(const pugi::xml_node& node, std::int64_t tests, std::int64_t failures,
                     const std::vector<TestCase>& cases, std::size_t first) const;
  void require_depth(const pugi::xml_node& node, int depth) const;

 private:
  const std::string& path_;
  const std::string& text_;
  std::unique_ptr<pugi::xml_document> document_;
  bool lines_known_ = false;
};

// All text and CDATA directly in the element, without the blanks around it.
[[nodiscard]] std::string xml_text(const pugi::xml_node& node);
// UNVERIFIED: which words of a failure AWS takes for TestCase$message. Here the short message, and
// what tells more on the lines below it.
[[nodiscard]] std::string message_and_details(const std::string& message,
                                              const std::string& details);

}  // namespace greenroom::codebuild
