// The commands of the program; one source file each. Each gives the exit code.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/app/log_text.h"
#include "sim/core/exit_code.h"

namespace greenroom::app {

struct RunArguments {
  std::vector<std::string> paths;
  std::optional<std::uint64_t> seed;
  int repeat = 1;
  int jobs = 0;  // 0 = all cores
  std::string trace;
  std::string junit;
  bool json = false;
  std::string keep;
  std::string output;
  std::string only;
  bool update = false;
  bool build_cache = true;
  std::string npm_packages;         // "" = what `make apps` has fetched, beside the program
  std::vector<std::string> faults;  // hidden: tests break the product on purpose
};

struct LogsArguments {
  std::string file;
  LogRequest request;
  std::optional<std::uint64_t> seed;
};

struct ServeArguments {
  std::string address = "127.0.0.1";
  int port = 4566;
  std::string speed = "max";
  std::uint64_t seed = 1;
  std::string environment;  // a scenario file; "" = an empty account
  std::string npm_packages;
  int load_balancer_port = 0;
  std::string data;
  std::string authentication = "open";
};

ExitCode run_command(const RunArguments& arguments);
ExitCode logs_command(const LogsArguments& arguments);
ExitCode serve_command(const ServeArguments& arguments);
ExitCode check_command(const std::vector<std::string>& files);
ExitCode diff_command(const std::string& a, const std::string& b);
ExitCode show_command(const std::string& trace);
ExitCode doctor_command();
ExitCode schema_command();

}  // namespace greenroom::app
