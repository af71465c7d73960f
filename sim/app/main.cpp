// The greenroom program: parses the command line and calls the command.
#include <malloc.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <functional>

#include "sim/app/commands.h"
#include "sim/core/harness_error.h"

namespace {

constexpr const char* k_version = "0.1.0";

constexpr const char* k_about =
    "Greenroom rehearses an AWS deployment on one machine: your real buildspec, appspec, hook\n"
    "scripts and app, as local processes behind a local load balancer, in virtual time.\n";

constexpr const char* k_footer =
    "Examples:\n"
    "  greenroom run scenarios/golden                        play every scenario of a folder\n"
    "  greenroom run scenarios/golden --only v1_1_rolled_back --trace out.trace\n"
    "  greenroom run my.yaml --repeat 20                     prove that it is deterministic\n"
    "  greenroom run my.yaml --output out                    log streams and mails as files\n"
    "  greenroom logs my.yaml                                which log groups and streams there "
    "are\n"
    "  greenroom logs my.yaml --group /aws/codebuild/lab-app --filter-pattern ERROR --tail 20\n"
    "  greenroom check my.yaml                               validate without running\n"
    "  greenroom diff a.trace b.trace                        where two runs part\n"
    "  greenroom show out.trace                              a trace as a table\n"
    "  greenroom serve                                       AWS's own clients drive it\n"
    "  greenroom doctor                                      what this computer can do\n"
    "  greenroom schema > scenario.schema.json               for editors\n"
    "\n"
    "Exit codes: 0 all held, 1 an expectation failed, 2 usage or invalid scenario,\n"
    "  3 an invariant broken, 4 a limit or deadlock, 5 not deterministic,\n"
    "  6 environment trouble, 70 internal error, 130 interrupted.\n";

using namespace greenroom;

CLI::App* add_run_command(CLI::App& program, app::RunArguments& run) {
  CLI::App* run_command = program.add_subcommand("run", "play scenarios and judge them");
  run_command->add_option("paths", run.paths, "scenario files, or folders of them")->required();
  run_command->add_option("--seed", run.seed, "another seed than the scenario's");
  run_command->add_option("--repeat", run.repeat, "play each N times; exit 5 when traces differ")
      ->check(CLI::Range(1, 10'000));
  run_command->add_option("-j,--jobs", run.jobs, "how many at once (default: all cores)")
      ->check(CLI::Range(1, 256));
  run_command->add_option("--trace", run.trace, "write the canonical trace to FILE");
  run_command->add_option("--junit", run.junit, "write a JUnit XML report to FILE");
  run_command->add_flag("--json", run.json, "print NDJSON instead of text");
  run_command->add_option("--keep", run.keep, "leave logs, artifacts and file systems in DIR");
  run_command->add_option("--output", run.output, "write log streams and mails to files in DIR");
  run_command->add_option("--only", run.only, "only the scenario of this name or file name");
  run_command->add_flag("--build-cache,!--no-build-cache", run.build_cache,
                        "replay builds that ran before with the same sources, buildspec,\n"
                        "environment and programs (default); --no-build-cache runs them");
  run_command->add_option("--npm-packages", run.npm_packages,
                          "folder of the packages in the npm registry of builds\n"
                          "(default: what `make apps` fetches)");
  run_command->add_flag("--update", run.update, "rewrite the golden traces");
  run_command
      ->add_option("--fault", run.faults, "switch a fault site on (for greenroom's own tests)")
      ->group("");
  return run_command;
}

CLI::App* add_logs_command(CLI::App& program, app::LogsArguments& logs, std::string& log_format) {
  CLI::App* logs_command =
      program.add_subcommand("logs", "play a scenario and show its CloudWatch Logs");
  logs_command->footer(
      "Examples:\n"
      "  greenroom logs my.yaml                                   groups, streams, how many "
      "events\n"
      "  greenroom logs my.yaml --group /aws/codebuild/lab-app    a group's events, by time\n"
      "  greenroom logs my.yaml --group codedeploy-agent-deployment-log --filter-pattern stderr\n"
      "  greenroom logs my.yaml --group codedeploy-agent-log --tail 10 --format short\n");
  logs_command->add_option("file", logs.file, "a scenario file")->required();
  logs_command->add_option("--group", logs.request.query.group, "a log group");
  logs_command->add_option(
      "--filter-pattern,--filter", logs.request.query.filter,
      "as FilterLogEvents takes it: 'ERROR', '?a ?b', '-x', '{ $.f = \"v\" }'");
  logs_command->add_option("--log-stream-name-prefix", logs.request.query.stream_prefix,
                           "only streams that begin so");
  logs_command->add_option("--tail", logs.request.tail, "only the newest N events");
  logs_command->add_option("--format", log_format, "as of `aws logs tail`: detailed or short")
      ->check(CLI::IsMember({"detailed", "short"}));
  logs_command->add_option("--seed", logs.seed, "another seed than the scenario's");
  return logs_command;
}

CLI::App* add_serve_command(CLI::App& program, app::ServeArguments& serve) {
  CLI::App* serve_command =
      program.add_subcommand("serve", "the cloud behind AWS's own protocols, for its clients");
  serve_command->footer(
      "Examples:\n"
      "  greenroom serve\n"
      "  export AWS_ENDPOINT_URL=http://127.0.0.1:4566 AWS_DEFAULT_REGION=us-east-1 \\\n"
      "         AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test\n"
      "  aws s3 mb s3://my-bucket\n"
      "  greenroom serve --data my-account                all of it is there again next time\n"
      "  curl http://127.0.0.1:4566/_greenroom/health\n"
      "  curl -d '{\"advance\": \"20m\"}' http://127.0.0.1:4566/_greenroom/clock\n"
      "\n"
      "At --speed max virtual time runs ahead whenever something is under way, so that a waiter's\n"
      "first question sees the end; at 60x a minute passes in a second.\n");
  serve_command->add_option("--port", serve.port, "default 4566; 0: any free one")
      ->check(CLI::Range(0, 65535));
  serve_command->add_option("--address", serve.address,
                            "where to listen (default 127.0.0.1: only this computer)");
  serve_command->add_option("--speed", serve.speed, "max (default), 1x, 60x ...");
  serve_command->add_option("--seed", serve.seed, "of all that is random, ids for example");
  serve_command->add_option("--environment", serve.environment,
                            "begin with the environment of this scenario file (its steps are not\n"
                            "taken); default: an empty account");
  serve_command->add_option("--data", serve.data,
                            "keep everything in this folder, across restarts and crashes\n"
                            "(default: in memory only)");
  serve_command
      ->add_option("--auth", serve.authentication,
                   "open (default): any keys, or none; signed: only requests that are signed with\n"
                   "keys that were lent, or with the student's, which are told at the start;\n"
                   "strict: and signed at about the time of this world, which is virtual")
      ->check(CLI::IsMember({"open", "signed", "strict"}));
  serve_command->add_option("--npm-packages", serve.npm_packages,
                            "folder of the packages in the npm registry of builds");
  serve_command
      ->add_option("--load-balancer-port", serve.load_balancer_port,
                   "where the first listener is reached on this computer (default: any free port)")
      ->check(CLI::Range(0, 65535));
  return serve_command;
}

// Runs a command, and tells its trouble.
int run_and_tell(const std::function<greenroom::ExitCode()>& command) {
  try {
    return static_cast<int>(command());
  } catch (const HarnessError& error) {
    std::fprintf(stderr, "greenroom: %s\n", error.what());
    return static_cast<int>(ExitCode::EnvironmentTrouble);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "greenroom: internal error: %s\n", error.what());
    return static_cast<int>(ExitCode::InternalError);
  }
}

// Bundles and artifacts are some megabytes and pass through many hands. By default the C library
// gives each such block fresh pages of the kernel and gives them back at once, which costs more
// than all that is done with them.
void keep_large_blocks() {
  mallopt(M_MMAP_THRESHOLD, 32 << 20);  // the most that is allowed
  mallopt(M_TRIM_THRESHOLD, 256 << 20);
}

}  // namespace

int main(int argc, char** argv) {
  keep_large_blocks();
  CLI::App program{k_about, "greenroom"};
  program.footer(k_footer);
  program.set_version_flag("--version", std::string("greenroom ") + k_version);
  program.require_subcommand(1);

  app::RunArguments run;
  CLI::App* run_command = add_run_command(program, run);

  app::LogsArguments logs;
  std::string log_format = "detailed";
  CLI::App* logs_command = add_logs_command(program, logs, log_format);

  app::ServeArguments serve;
  CLI::App* serve_command = add_serve_command(program, serve);

  std::vector<std::string> check_files;
  CLI::App* check_command = program.add_subcommand("check", "validate scenarios without running");
  check_command->add_option("files", check_files, "scenario files, or folders of them")->required();

  std::string diff_a;
  std::string diff_b;
  CLI::App* diff_command = program.add_subcommand("diff", "the first divergence of two traces");
  diff_command->add_option("a", diff_a, "a trace")->required();
  diff_command->add_option("b", diff_b, "another trace")->required();

  std::string shown;
  CLI::App* show_command = program.add_subcommand("show", "a trace as a table");
  show_command->add_option("trace", shown, "a trace")->required();
  CLI::App* doctor_command =
      program.add_subcommand("doctor", "what this computer can do, and how to mend what it cannot");

  CLI::App* schema_command = program.add_subcommand(
      "schema", "the JSON Schema of scenario files, for editors that complete and check");

  try {
    program.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const int code = program.exit(error);
    return code == 0 ? 0 : static_cast<int>(ExitCode::Usage);
  }
  logs.request.format =
      log_format == "short" ? app::LogFormat::short_form : app::LogFormat::detailed;
  return run_and_tell([&] {
    return *run_command      ? app::run_command(run)
           : *logs_command   ? app::logs_command(logs)
           : *serve_command  ? app::serve_command(serve)
           : *check_command  ? app::check_command(check_files)
           : *diff_command   ? app::diff_command(diff_a, diff_b)
           : *show_command   ? app::show_command(shown)
           : *doctor_command ? app::doctor_command()
           : *schema_command ? app::schema_command()
                             : ExitCode::Usage;
  });
}
