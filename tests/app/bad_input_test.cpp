// What goes wrong before or around a run: one clear message, the right exit code, nothing left.
#include <arpa/inet.h>
#include <sys/socket.h>

#include <catch2/catch.hpp>

#include "tests/app/program.h"

using namespace greenroom::test;
namespace fs = std::filesystem;

namespace {

const char* const k_steps = "steps:\n  - push: v1.0\n  - wait: pipeline\n";
// The hooks have run by then; there is no server, so the deployment itself goes on.
const char* const k_short_steps = "steps:\n  - push: v1.0\n  - wait: 3m\n";
const char* const k_appspec = "version: 0.0\nos: linux\n";

// A scenario and an app of its own in a folder that goes away.
struct Bench {
  Bench() { write_text(folder / "app/a.txt", "a\n"); }

  void app(const std::string& path, const std::string& content) {
    write_text(folder / ("app/" + path), content);
  }
  void buildspec(const std::string& command) {
    app("buildspec.yml", "version: 0.2\nphases: {build: {commands: ['" + command +
                             "']}}\nartifacts: {files: ['**/*']}\n");
  }
  void hook(const std::string& script) {
    app("appspec.yml", std::string(k_appspec) +
                           "hooks: {ApplicationStart: [{location: start.sh, timeout: 60}]}\n");
    app("start.sh", script);
  }
  Ended run(const std::string& rest, const std::vector<std::string>& flags = {}) {
    const std::string file = folder / "s.yaml";
    write_text(file, "app: app\nlimits: {virtual_time: 15m, machine_disk: 20000000}\n" + rest);
    std::vector<std::string> arguments = {"run", file};
    arguments.insert(arguments.end(), flags.begin(), flags.end());
    return run_program(arguments);
  }
  // Runs the pipeline once and expects how it ends.
  Ended run_pipeline(const std::string& expectation) {
    return run(std::string(k_steps) + "expect:\n  - " + expectation + "\n");
  }

  Folder folder;
};

// Runs the program inside `shell`, a script that has it as "$@".
Ended run_inside(const std::string& shell, const std::vector<std::string>& arguments) {
  std::vector<std::string> all = {"-c", shell, "sh", program_path()};
  all.insert(all.end(), arguments.begin(), arguments.end());
  return run_command("/bin/sh", all);
}

const std::string k_story = "scenarios/golden/v1_0_in_place.yaml";
const std::string k_golden = "scenarios/golden/v1_0_in_place.trace";

}  // namespace

TEST_CASE("a wrong scenario ends with 2 and says where, before anything runs") {
  Bench bench;
  const Ended ended = bench.run("tarffic: {}\n" + std::string(k_steps));
  CHECK(ended.exit_code == 2);
  CHECK(ended.out.empty());
  CHECK_THAT(ended.err, Catch::Contains("s.yaml:3:1: unknown key 'tarffic'") &&
                            Catch::Contains("did you mean 'traffic'?"));
}

TEST_CASE("a missing app folder and a missing scenario end with 2 and are named") {
  Bench bench;
  fs::remove_all(bench.folder / "app");
  const Ended no_app = bench.run(k_steps);
  CHECK(no_app.exit_code == 2);
  CHECK_THAT(no_app.err, Catch::Contains("s.yaml:1:") && Catch::Contains("does not exist"));
  const Ended no_file = run_program({"run", bench.folder / "none.yaml"});
  CHECK(no_file.exit_code == 2);
  CHECK_THAT(no_file.err, Catch::Contains("none.yaml"));
}

TEST_CASE("a missing or broken buildspec fails the build as AWS does") {
  Bench bench;
  const std::string failed =
      "build: {number: 1, status: FAILED, phases: {DOWNLOAD_SOURCE: FAILED}}";
  const Ended missing = bench.run_pipeline(failed);
  CAPTURE(missing.out, missing.err);
  CHECK(missing.exit_code == 0);
  CHECK_THAT(missing.out, Catch::Contains("buildspec.yml: no such file or directory"));
  bench.app("buildspec.yml", "version: 0.2\nphases: {biuld: {commands: [a]}}\n");
  const Ended broken = bench.run_pipeline(failed);
  CHECK(broken.exit_code == 0);
  CHECK_THAT(broken.out, Catch::Contains("Invalid buildspec phase name: biuld"));
}

TEST_CASE("a missing or broken appspec, or a missing hook file, fails the deployment by name") {
  Bench bench;
  bench.buildspec("true");
  const Ended missing = bench.run_pipeline("deployment: {number: 1, status: Failed}");
  CAPTURE(missing.out, missing.err);
  CHECK(missing.exit_code == 0);
  CHECK_THAT(missing.out, Catch::Contains("did not find an AppSpec file"));
  bench.app("appspec.yml", "version: 9\nos: linux\n");
  const Ended broken =
      bench.run_pipeline("deployment: {number: 1, status: Failed, failed_event: BeforeInstall}");
  CAPTURE(broken.out);
  CHECK(broken.exit_code == 0);
  bench.hook("true\n");
  fs::remove(bench.folder / "app/start.sh");
  const Ended no_hook = bench.run_pipeline(
      "deployment: {number: 1, status: Failed, failed_event: ApplicationStart, error_code: "
      "ScriptMissing}");
  CAPTURE(no_hook.out);
  CHECK(no_hook.exit_code == 0);
  CHECK_THAT(no_hook.out, Catch::Contains("Script does not exist at specified location"));
}

TEST_CASE("a port of the instance that is already in use fails the hook that wants it") {
  Bench bench;
  bench.buildspec("true");
  const std::string listen =
      "perl -MSocket -e 'socket(S, PF_INET, SOCK_STREAM, 0); bind(S, sockaddr_in(8080, "
      "INADDR_ANY)) "
      "or die qq(cannot listen on 8080: $!\\n); listen(S, 1); exit if fork; close STDOUT; close "
      "STDERR; accept(C, S)'\n";
  bench.hook("#!/bin/sh\nset -e\n" + listen + listen);
  const Ended ended = bench.run_pipeline(
      "deployment: {number: 1, status: Failed, failed_event: ApplicationStart, "
      "log_contains: 'cannot listen on 8080: Address already in use'}");
  CAPTURE(ended.out, ended.err);
  CHECK(ended.exit_code == 0);
}

TEST_CASE("a port of this computer that is already in use ends with 6 and is named") {
  const int taken = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  REQUIRE(bind(taken, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
  REQUIRE(listen(taken, 1) == 0);
  socklen_t size = sizeof address;
  getsockname(taken, reinterpret_cast<sockaddr*>(&address), &size);
  const std::string port = std::to_string(ntohs(address.sin_port));
  Bench bench;
  const Ended ended =
      bench.run("environment: {load_balancer: {host_port: " + port + "}}\n" + k_steps);
  close(taken);
  CHECK(ended.exit_code == 6);
  CHECK_THAT(ended.out, Catch::Contains(port) && Catch::Contains("in use"));
}

TEST_CASE("an app that cannot be put where a host should have it ends with 6 and is named") {
  Bench bench;
  const Ended ended =
      bench.run("environment: {hosts: [{app: /etc/passwd/app}]}\n" + std::string(k_short_steps));
  CAPTURE(ended.out, ended.err);
  CHECK(ended.exit_code == 6);
  CHECK_THAT(ended.out, Catch::Contains("cannot be put into /etc/passwd/app of the host i-") &&
                            Catch::Contains("Not a directory") &&
                            Catch::Contains("Next step: change `app:`"));
}

TEST_CASE("a hook that fills the instance's disk fails with what the disk said") {
  Bench bench;
  bench.buildspec("true");
  bench.hook("#!/bin/sh\nhead -c 40000000 /dev/zero > /var/filler\n");
  const Ended ended = bench.run_pipeline(
      "deployment: {number: 1, status: Failed, log_contains: No space left on device}");
  CAPTURE(ended.out, ended.err);
  CHECK(ended.exit_code == 0);
}

TEST_CASE("a full disk of this computer ends with 6, and no half trace is left") {
  // A file system of its own, so that it can be full: in a mount namespace that ends with the
  // shell.
  const Ended ended = run_inside(
      "unshare --user --map-root-user --mount sh -c 'mount -t tmpfs -o size=8k full /mnt && "
      "\"$@\"; "
      "code=$?; ls -A /mnt; exit $code' sh \"$@\"",
      {"run", source_path(k_story), "--trace", "/mnt/story.trace"});
  CAPTURE(ended.out, ended.err);
  CHECK(ended.exit_code == 6);
  CHECK_THAT(ended.err, Catch::Contains("/mnt/story.trace") && Catch::Contains("No space left"));
  CHECK(ended.out.find("story.trace") == std::string::npos);
}

TEST_CASE("without permission for namespaces the run ends with 6 and says how to get it") {
  const Ended ended = run_inside(
      "unshare --user --map-root-user sh -c 'echo 0 > /proc/sys/user/max_mnt_namespaces && "
      "exec \"$@\"' sh \"$@\"",
      {"run", source_path(k_story)});
  CAPTURE(ended.out, ended.err);
  CHECK(ended.exit_code == 6);
  CHECK_THAT(ended.out, Catch::Contains("no permission to make") && Catch::Contains("greenroom"));
}

TEST_CASE("a time-out that escapes virtual time ends with 5, and is named") {
  Bench bench;
  bench.buildspec("true");
  bench.hook(
      // semtimedop: 0.1 real seconds
      "#!/bin/sh\nperl -e '$id = syscall(64, 0, 1, 0600); $op = pack(q(sss), 0, -1, 0); "
      "$t = pack(q(qq), 0, 100_000_000); syscall(220, $id, $op, 1, $t); exit 0'\n");
  const Ended ended = bench.run(k_short_steps, {"--json"});
  CAPTURE(ended.out, ended.err);
  CHECK(ended.exit_code == 5);
  CHECK_THAT(ended.out, Catch::Contains("\"deterministic\":false"));
  const Ended told = bench.run(k_short_steps);
  CHECK_THAT(told.out, Catch::Contains("perl waits in semtimedop"));
}

TEST_CASE("a run with `time: real` may pass, and says that it is not deterministic") {
  Bench bench;
  bench.buildspec("sleep 0.1");
  bench.hook("#!/bin/sh\ntrue\n");
  const Ended ended = bench.run("time: {build: real}\n" + std::string(k_short_steps));
  CAPTURE(ended.out, ended.err);
  CHECK(ended.exit_code == 0);
  CHECK_THAT(ended.out, Catch::Contains("not deterministic: `time: real` is set for build"));
}

TEST_CASE("a place where no report can be written ends with 6 and is named") {
  Bench bench;
  bench.buildspec("true");
  const std::string nowhere = bench.folder / "app/a.txt/report.xml";
  const Ended ended = bench.run(k_steps, {"--junit", nowhere});
  CHECK(ended.exit_code == 6);
  CHECK_THAT(ended.err, Catch::Contains(nowhere));
}

TEST_CASE("an ordinary user gets the same trace as root") {
  if (geteuid() != 0) {
    SUCCEED("already an ordinary user: every other test shows it");
    return;
  }
  // The program may lie where nobody else may look: it is played from a copy.
  Folder copy;
  fs::permissions(copy.path(), fs::perms(0755));
  fs::copy_file(program_path(), copy / "greenroom");
  fs::create_directories(copy / "scenarios/apps");
  fs::copy(source_path("scenarios/apps/instant"), copy / "scenarios/apps/instant",
           fs::copy_options::recursive);
  fs::create_directories(copy / "scenarios/golden");
  fs::copy_file(source_path(k_story), copy / k_story);
  // The run fails when its trace is not the golden one.
  fs::copy_file(source_path(k_golden), copy / k_golden);
  const Ended ended =
      run_command("/usr/bin/setpriv", {"--reuid=65534", "--regid=65534", "--clear-groups",
                                       copy / "greenroom", "run", copy / k_story});
  CAPTURE(ended.out, ended.err);
  CHECK(ended.exit_code == 0);
}

TEST_CASE("root of a user namespace (a container without privileges) gets the same trace") {
  const Ended ended =
      run_inside("unshare --user --map-root-user \"$@\"", {"run", source_path(k_story)});
  CAPTURE(ended.out, ended.err);
  CHECK(ended.exit_code == 0);
}

TEST_CASE("a scenario that needs npm packages is not played without them, and says what to do") {
  const Folder folder;
  write_text(folder / "lab.yaml", "app: " + source_path("scenarios/apps/instant") +
                                      "\nneeds: [npm_packages]\nsteps:\n  - push: v1.0\n");
  const Ended ended =
      run_program({"run", folder / "lab.yaml", "--npm-packages", folder / "nothing"});
  CHECK(ended.exit_code == 6);
  CHECK(ended.out.find("Next step: run `make apps`.") != std::string::npos);
  CHECK(ended.out.find("push") == std::string::npos);
}
