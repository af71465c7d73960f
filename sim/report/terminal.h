// The report of one run for people, and the closing lines of a whole call.
#pragma once

#include <string>
#include <vector>

#include "sim/report/run_summary.h"

namespace greenroom::report {

struct Style {
  bool colour = false;
  bool unicode = true;
};

// Virtual times at the left, passed parts folded to a line each, the failed event opened with its
// log tail, traffic, expectations. Real time only in the last line.
[[nodiscard]] std::string terminal_report(const RunSummary& summary, const Style& style);
[[nodiscard]] std::string closing_lines(const std::vector<RunSummary>& summaries);

}  // namespace greenroom::report
