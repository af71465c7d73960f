// Reports for machines: JUnit XML and NDJSON.
#pragma once

#include <string>
#include <vector>

#include "sim/report/run_summary.h"

namespace greenroom::report {

// The common subset of JUnit XML: one suite per scenario, one case per expectation, plus one case
// for the run itself.
[[nodiscard]] std::string junit(const std::vector<RunSummary>& summaries);
// One JSON object a line: first the schema version, then a line per run, last the summary.
[[nodiscard]] std::string ndjson(const std::vector<RunSummary>& summaries);

}  // namespace greenroom::report
