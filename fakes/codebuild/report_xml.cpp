#include "fakes/codebuild/report_xml.h"

#include <algorithm>
#include <pugixml.hpp>

namespace greenroom::codebuild {

// The agent is written in Go, whose encoding/xml words both errors: "expected element type
// <testsuite> but have <coverage>" (aws/aws-cdk issue 13867), and, UNVERIFIED, "XML syntax error on
// line 3: "; what follows there is pugixml's.
XmlReport::XmlReport(const std::string& path, const std::string& text,
                     std::initializer_list<const char*> root_names)
    : path_(path), text_(text), document_(std::make_unique<pugi::xml_document>()) {
  const pugi::xml_parse_result parsed = document_->load_buffer(text.data(), text.size());
  lines_known_ = parsed.encoding == pugi::encoding_utf8;
  if (!parsed) {
    const std::string line = lines_known_
                                 ? " on line " + std::to_string(line_of_offset(
                                                     text, static_cast<std::size_t>(parsed.offset)))
                                 : "";
    reject_report(path, "XML syntax error" + line + ": " + parsed.description());
  }
  const std::string name = document_->document_element().name();
  if (std::find(root_names.begin(), root_names.end(), name) == root_names.end()) {
    reject_report(path, "expected element type <" + std::string(*(root_names.end() - 1)) +
                            "> but have <" + name + ">");
  }
}

XmlReport::~XmlReport() = default;

pugi::xml_node XmlReport::root() const {
  return document_->document_element();
}

std::string XmlReport::place(const pugi::xml_node& node) const {
  const std::string element = "<" + std::string(node.name()) + ">";
  const std::ptrdiff_t offset = node.offset_debug();
  if (!lines_known_ || offset < 0) {
    return element;
  }
  return element + " at line " +
         std::to_string(line_of_offset(text_, static_cast<std::size_t>(offset)));
}

void XmlReport::reject(const pugi::xml_node& node, const std::string& expected) const {
  reject_report(path_, place(node) + ": expected " + expected);
}

std::string XmlReport::required(const pugi::xml_node& node, const char* attribute) const {
  const std::string value = node.attribute(attribute).value();
  if (value.empty()) {
    reject(node, "the attribute " + std::string(attribute));
  }
  return value;
}

std::int64_t XmlReport::required_count(const pugi::xml_node& node, const char* attribute) const {
  const std::string value = required(node, attribute);
  const std::optional<std::int64_t> counted = count_of(value);
  if (!counted) {
    reject(node, std::string(attribute) + " to be a whole number from 0 to " +
                     std::to_string(k_count_max) + ", but have \"" + value + "\"");
  }
  return *counted;
}

std::int64_t XmlReport::count(const pugi::xml_node& node, const char* attribute) const {
  const bool told = node.attribute(attribute).value() != std::string();
  return told ? required_count(node, attribute) : 0;
}

std::int64_t XmlReport::nanoseconds(const pugi::xml_node& node, const char* attribute,
                                    DurationUnit unit) const {
  const std::string value = node.attribute(attribute).value();
  if (value.empty()) {
    return 0;
  }
  const std::optional<std::int64_t> told = nanoseconds_of(value, unit);
  if (!told) {
    reject(node, std::string(attribute) + " to be a number of " +
                     (unit == DurationUnit::SECONDS ? "seconds" : "milliseconds") +
                     " as 0.25, but have \"" + value + "\"");
  }
  return *told;
}

std::int64_t XmlReport::missed(const pugi::xml_node& node, const char* covered,
                               const char* all) const {
  const std::int64_t left = required_count(node, all) - required_count(node, covered);
  if (left < 0) {
    reject(node, std::string(covered) + " to be at most " + all);
  }
  return left;
}

void XmlReport::require_cases(const pugi::xml_node& node, std::int64_t tests, std::int64_t failures,
                              const std::vector<TestCase>& cases, std::size_t first) const {
  if (const std::optional<std::string> wrong = missing_case(tests, failures, cases, first)) {
    reject_report(path_, place(node) + " " + *wrong);
  }
}

void XmlReport::require_depth(const pugi::xml_node& node, int depth) const {
  if (depth > k_report_depth_max) {
    reject(node, "at most " + std::to_string(k_report_depth_max) + " elements within each other");
  }
}

std::string xml_text(const pugi::xml_node& node) {
  std::string text;
  for (const pugi::xml_node child : node.children()) {
    if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) {
      text += child.value();
    }
  }
  return trimmed(text);
}

std::string message_and_details(const std::string& message, const std::string& details) {
  if (message.empty() || details.find(message) != std::string::npos) {
    return details;
  }
  return details.empty() ? message : message + "\n" + details;
}

}  // namespace greenroom::codebuild
