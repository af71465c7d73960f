// The npm registry of builds: what npm asks for, what is not there, and a slow reader.
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "sim/real/npm_registry.h"
#include "tests/real/real_lab.h"

using namespace greenroom;
using namespace greenroom::real;
namespace fs = std::filesystem;

namespace {

class Packages {
 public:
  Packages() {
    std::string pattern = (fs::temp_directory_path() / "greenroom-npm-XXXXXX").string();
    path_ = mkdtemp(pattern.data());
    write("index.json",
          R"({"left-pad":{"name":"left-pad","dist-tags":{"latest":"1.3.0"},"versions":)"
          R"({"1.3.0":{"dist":{"tarball":"left-pad/-/left-pad-1.3.0.tgz"}}}},)"
          R"("@scope/a":{"name":"@scope/a","versions":)"
          R"({"2.0.0":{"dist":{"tarball":"@scope/a/-/a-2.0.0.tgz"}}}}})");
    write("left-pad/-/left-pad-1.3.0.tgz", "a tarball");
    write("@scope/a/-/a-2.0.0.tgz", std::string(24'000'000, 'x'));
    write("secret", "not in the index");
  }
  ~Packages() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  Packages(const Packages&) = delete;
  Packages& operator=(const Packages&) = delete;
  void write(const std::string& name, const std::string& content) const {
    const fs::path path = fs::path(path_) / name;
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << content;
  }
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

HttpResponse get(NpmRegistry& registry, const std::string& target,
                 const std::string& method = "GET") {
  HttpRequest request;
  request.method = method;
  request.target = target;
  return registry.answer(request);
}

}  // namespace

TEST_CASE("a package's document names the tarballs at the registry's own address") {
  const Packages packages;
  NpmRegistry registry(packages.path());
  const HttpResponse document = get(registry, "/left-pad");
  CHECK(document.status == 200);
  CHECK(document.body.find(R"("tarball":"http://127.0.0.1:4873/left-pad/-/left-pad-1.3.0.tgz")") !=
        std::string::npos);
  CHECK(get(registry, "/@scope%2fa").status == 200);
  CHECK(get(registry, "/@scope%2Fa").body == get(registry, "/@scope/a").body);
  CHECK(get(registry, "/left-pad/-/left-pad-1.3.0.tgz").body == "a tarball");
  // The same whether or not somebody has asked before.
  CHECK_FALSE(registry.version().empty());
  CHECK(registry.version() == NpmRegistry(packages.path()).version());
}

TEST_CASE("what is not in the index is not there, and the registry is read-only") {
  const Packages packages;
  NpmRegistry registry(packages.path());
  for (const char* target : {"/right-pad", "/secret", "/../secret", "/left-pad/-/left-pad-9.tgz",
                             "/-/npm/v1/security/advisories/bulk", "/", ""}) {
    CAPTURE(target);
    CHECK(get(registry, target).status == 404);
  }
  CHECK(get(registry, "/right-pad").body ==
        R"({"error":"right-pad is not among the npm packages that builds have here"})");
  CHECK(get(registry, "/left-pad", "PUT").status == 405);
  NpmRegistry empty("");
  CHECK(get(empty, "/left-pad").body.find("`make apps`") != std::string::npos);
}

TEST_CASE("an index that is none is trouble with a next step") {
  const Packages packages;
  for (const char* index : {R"({"left-pad": 1})", "{", "[]"}) {
    packages.write("index.json", index);
    NpmRegistry registry(packages.path());
    CHECK_THROWS_WITH(
        get(registry, "/left-pad"),
        Catch::Contains("is not an index of npm packages") && Catch::Contains("make apps"));
  }
}

TEST_CASE("a build finds the registry in its container, also one that reads slowly") {
  const Packages packages;
  RealLab lab;
  RealBuildContainers containers(lab.kernel, lab.settlement,
                                 {"", "", BuildCacheUse::Off, packages.path()});
  const Context cx = lab.context("builder");
  std::string told;
  const auto story = [&]() -> Task<void> {
    const std::unique_ptr<Machine> machine = co_await containers.provision(cx, "lab-app:1");
    Command command;
    command.argv = {"bash", "-c",
                    "curl --silent ${npm_config_registry}left-pad/-/left-pad-1.3.0.tgz; "
                    "exec 3<>/dev/tcp/127.0.0.1/4873; "
                    "printf 'GET /@scope/a/-/a-2.0.0.tgz HTTP/1.0\\r\\n\\r\\n' >&3; "
                    "sleep 30; sed '1,/^.$/d' <&3 | tr -d '\\n' | wc -c; echo $SECONDS"};
    command.environment = containers.environment();
    command.environment["PATH"] = "/usr/bin:/bin";
    const ProcessId process = machine->start(cx, std::move(command));
    const Instant deadline = cx.now() + minutes(5);
    const ProcessStatus status = co_await machine->wait(cx, process, deadline);
    told = status.stdout_text + status.stderr_text;
  };
  lab.run(story());
  CHECK(told == "a tarball24000000\n30\n");
}

TEST_CASE("a build that is over leaves no descriptor open") {
  RealLab lab;
  RealBuildContainers containers(lab.kernel, lab.settlement, {"", "", BuildCacheUse::Off, ""});
  const Context cx = lab.context("builder");
  std::vector<std::ptrdiff_t> open;
  const auto story = [&]() -> Task<void> {
    for (const char* name : {"lab-app:1", "lab-app:2", "lab-app:3"}) {
      {
        const std::unique_ptr<Machine> machine = co_await containers.provision(cx, name);
        const Status done = co_await machine->apply(cx, {});
        CHECK(done.ok());
      }
      const fs::directory_iterator descriptors("/proc/self/fd");
      open.push_back(std::distance(begin(descriptors), end(descriptors)));
    }
  };
  lab.run(story());
  REQUIRE(open.size() == 3);
  CHECK(open[1] == open[0]);
  CHECK(open[2] == open[0]);
}
