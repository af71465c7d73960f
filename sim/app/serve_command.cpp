// `greenroom serve`: the cloud behind AWS's own protocols, until it is interrupted.
#include <cstdio>
#include <utility>

#include "sim/app/commands.h"
#include "sim/app/files.h"
#include "sim/app/needs.h"
#include "sim/app/server.h"
#include "sim/core/harness_error.h"
#include "sim/real/cached_machine.h"
#include "sim/real/digests.h"
#include "sim/real/sandbox.h"
#include "sim/scenario/loader.h"

namespace greenroom::app {
namespace {

// Sets the options' environment. Whether it is one.
bool load_environment(const std::string& file, ServeOptions& options) {
  const std::optional<std::string> text = read_whole_file(file);
  if (!text) {
    std::fprintf(stderr,
                 "greenroom: cannot read %s; --environment wants a scenario file, of which the "
                 "environment is furnished\n",
                 file.c_str());
    return false;
  }
  scenario::Loaded loaded = scenario::load_scenario(file, *text);
  for (const scenario::LoadError& error : loaded.errors) {
    std::fprintf(stderr, "%s\n", scenario::describe(file, error).c_str());
  }
  options.environment = std::move(loaded.scenario);
  options.environment_digest = "environment of SHA-256 " + real::Digests().sha256_hex(*text) + "\n";
  return options.environment.has_value();
}

void tell(const std::string& line) {
  std::printf("%s\n", line.c_str());
  std::fflush(stdout);
}

void tell_summary(const ServeCounts& counts) {
  tell(std::to_string(counts.requests) + (counts.requests == 1 ? " request" : " requests"));
  for (const auto& [what, count] : counts.not_here) {
    tell("not implemented, asked for " + std::to_string(count) +
         (count == 1 ? " time: " : " times: ") + what);
  }
}

void tell_where(const ServeOptions& options, Server& server) {
  tell("greenroom serves AWS at http://" + options.address + ":" + std::to_string(server.port()) +
       " (export AWS_ENDPOINT_URL); Ctrl-C ends it");
  if (options.authentication != Authentication::Open) {
    const sts::Credentials keys = server.keys();
    tell("export AWS_ACCESS_KEY_ID=" + keys.AccessKeyId +
         " AWS_SECRET_ACCESS_KEY=" + keys.SecretAccessKey);
  }
}

// Whether all is well.
ExitCode tell_problems(const WorldProblems& problems) {
  for (const std::string& wait : problems.on_real_time) {
    tell("not deterministic: virtual time does not reach " + wait);
  }
  for (const Violation& violation : problems.violations) {
    std::fprintf(stderr, "greenroom: invariant %s broken in trace line %lld: %s\n",
                 violation.invariant.c_str(), static_cast<long long>(violation.line),
                 violation.witness.c_str());
  }
  return problems.violations.empty() ? ExitCode::Held : ExitCode::InvariantBroken;
}

}  // namespace

ExitCode serve_command(const ServeArguments& arguments) {
  ServeOptions options;
  const std::optional<Speed> speed = parse_speed(arguments.speed);
  if (!speed) {
    std::fprintf(stderr, "greenroom: --speed is max, or a factor such as 1x or 60x, not '%s'\n",
                 arguments.speed.c_str());
    return ExitCode::Usage;
  }
  options.speed = *speed;
  options.address = arguments.address;
  options.port = arguments.port;
  options.seed = arguments.seed;
  options.data = arguments.data;
  options.authentication = arguments.authentication == "strict"   ? Authentication::Strict
                           : arguments.authentication == "signed" ? Authentication::Signed
                                                                  : Authentication::Open;
  options.load_balancer_port = arguments.load_balancer_port;
  options.npm_packages =
      arguments.npm_packages.empty() ? npm_packages_beside_program() : arguments.npm_packages;
  options.tell = tell;
  if (!arguments.environment.empty()) {
    if (!load_environment(arguments.environment, options)) {
      return ExitCode::Usage;
    }
    check_needs(*options.environment, options.npm_packages);
  }
  real::enter_private_space();
  std::optional<real::DoorOfTheNextWorld> door;
  ExitCode code = ExitCode::Held;
  bool again = true;
  for (bool told = false; again; told = true) {
    Server server(options, door);
    if (!told) {
      tell_where(options, server);
    }
    options.port = server.port();
    try {
      door = server.run();
      again = door.has_value();
    } catch (const real::ReplayBroken& broken) {
      tell("what " + options.data + " keeps of builds does not fit (" + broken.what() +
           "): they run again");
      options.builds_run_again = true;
      door.reset();
      continue;
    }
    tell_summary(server.counts());
    const ExitCode ended = tell_problems(server.problems());
    code = ended == ExitCode::Held ? code : ended;
  }
  return code;
}

}  // namespace greenroom::app
