// Stored traces as text: reading lines, comparing two, showing one as a table. Pure.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace greenroom::report {

[[nodiscard]] std::vector<std::string> split_lines(const std::string& text);

// The first line (from 0) in which two traces differ; nothing when they are the same.
[[nodiscard]] std::optional<std::size_t> first_difference(const std::string& a,
                                                          const std::string& b);
// The difference with five lines of context, for people; says so when only the order differs.
[[nodiscard]] std::string describe_difference(const std::string& a, const std::string& b,
                                              const std::string& name_a, const std::string& name_b);
// A trace as a table: virtual time, actor, event, what it says. Throws std::runtime_error with the
// line number for text that is no trace.
[[nodiscard]] std::string table_of(const std::string& trace);
// One trace line for people: "00:01:02.500  codedeploy/d-1  deployment  status=Failed ...".
[[nodiscard]] std::string readable_line(const std::string& line);

}  // namespace greenroom::report
