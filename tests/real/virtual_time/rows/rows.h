// The rows of virtual time: what real programs do, how long that takes, and how it ends, as data.
// Each group is one kind of program. once_test.cpp plays each row alone, repeated/ plays them all
// at once, two hundred times.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "sim/core/time.h"

namespace greenroom::real {

// How a row stands when its time is over.
enum class RowEnd {
  Done,        // it has ended and nobody holds its output
  OutputHeld,  // it has ended, at some time, but somebody held its output until the deadline
  StillRuns,   // it had not ended by the deadline
};

struct Row {
  std::string name;    // a sentence: what is shown
  std::string script;  // run by bash, as root, on a machine of its own
  Duration takes;      // virtual, exactly; the deadline when it does not end by itself
  std::string prints;  // to stdout, exactly
  int exit_code = 0;
  RowEnd end = RowEnd::Done;  // for others than Done, `takes` is how long it is waited for
};

struct Group {
  std::string name;  // also the tag of its test that repeats
  std::vector<Row> rows;
  std::map<std::string, std::string> files = {};  // path to content, on each machine, mode 0755
  std::vector<std::string> skipped = {};          // what this computer has no program for
};

[[nodiscard]] Group shell_group();
[[nodiscard]] Group curl_group();
[[nodiscard]] Group node_group();
[[nodiscard]] Group python_group();
[[nodiscard]] Group perl_group();
[[nodiscard]] Group signals_group();
[[nodiscard]] Group daemons_group();
[[nodiscard]] Group pipes_group();
[[nodiscard]] Group c_group();
[[nodiscard]] Group java_group();
[[nodiscard]] Group go_group();

// Whether this computer has a program of that name or path.
[[nodiscard]] bool is_installed(const std::string& program);

}  // namespace greenroom::real
