// Plays rows, each on a machine of its own, all at once on one clock.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "sim/core/machine.h"
#include "tests/real/virtual_time/rows/rows.h"

namespace greenroom::real {

struct Ending {
  ProcessStatus status;
  Duration took;
};

struct Played {
  std::vector<Ending> endings;    // in the order of the rows
  std::string trace;              // a line for each row that ended, as it ended
  std::string chain;              // of the whole trace
  std::set<std::string> escapes;  // waits that were not on virtual time
};

[[nodiscard]] Played play(const std::vector<Row>& rows,
                          const std::map<std::string, std::string>& files = {});

// How the ending differs from what the row says; "" when it does not.
[[nodiscard]] std::string difference(const Row& row, const Ending& ending);
// The first lines in which two traces differ; "" when they do not.
[[nodiscard]] std::string first_difference(const std::string& one, const std::string& other);

}  // namespace greenroom::real
