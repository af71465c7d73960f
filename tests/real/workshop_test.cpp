// Instances on which people develop: they reach the npm registry, and what they did in an earlier
// run is repeated unless anybody else had to do with it.
#include "sim/real/workshop.h"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "tests/real/real_lab.h"

using namespace greenroom;
using namespace greenroom::real;
namespace fs = std::filesystem;

namespace {

const std::string k_ask_registry =
    "curl --silent ${npm_config_registry}left-pad/-/a.tgz || echo $?";

// A registry of one package, and a folder for the cache.
class Folders {
 public:
  Folders() {
    std::string pattern = (fs::temp_directory_path() / "greenroom-workshop-XXXXXX").string();
    path_ = mkdtemp(pattern.data());
    fs::create_directories(path_ + "/npm/left-pad/-");
    std::ofstream(path_ + "/npm/index.json")
        << R"({"left-pad":{"versions":{"1.0.0":{"dist":{"tarball":"left-pad/-/a.tgz"}}}}})";
    std::ofstream(path_ + "/npm/left-pad/-/a.tgz") << "a tarball\n";
  }
  ~Folders() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  Folders(const Folders&) = delete;
  Folders& operator=(const Folders&) = delete;
  [[nodiscard]] BuildSurroundings around(BuildCacheUse use) const {
    return {"", path_ + "/cache", use, path_ + "/npm"};
  }
  [[nodiscard]] bool anything_kept() const { return fs::exists(path_ + "/cache"); }

 private:
  std::string path_;
};

// Two instances, i-1 for developers; both have metadata that nobody knows anything about.
struct Office {
  explicit Office(BuildSurroundings around)
      : metadata(lab.kernel.limits(), lab.settlement, {"nothing of", "169.254.169.254", 8181},
                 [](const std::string&, const HttpRequest&, Instant) {
                   HttpResponse response;
                   response.status = 200;
                   response.reason = "OK";
                   response.body = "asked\n";
                   return response;
                 }),
        endpoint(lab.kernel.limits(), lab.settlement, {"AWS of", k_endpoint_ip, k_endpoint_port},
                 [](const std::string&, const HttpRequest&, Instant) { return HttpResponse{}; }),
        hardware(lab.kernel, lab.settlement, std::move(around)) {
    hardware.connect(metadata, endpoint);
    hardware.make_developers("i-1");
  }
  ~Office() { lab.kernel.shutdown(); }

  Task<void> boot(Context cx, std::string id, std::string ip) {
    ec2::InstanceIdentity identity{id, ip, "ip-10-0-1-10.ec2.internal"};
    co_await hardware.power_on(cx, std::move(identity));
  }
  Task<void> sh(Context cx, std::string id, std::string script) {
    Machine* machine = hardware.machine(id);
    const ProcessId process = machine->start(cx, shell(std::move(script)));
    const Instant deadline = cx.now() + minutes(5);
    const ProcessStatus status = co_await machine->wait(cx, process, deadline);
    told += status.stdout_text + status.stderr_text;
  }

  RealLab lab;
  GuestFront metadata;
  GuestFront endpoint;
  RealHardware hardware;
  std::string told;
};

using Disturb = std::function<void(Office&, Context)>;

struct Day {
  Duration pause = seconds(7);
  std::string last = "cat /tmp/log; date +%s";
  Disturb disturb = [](Office&, Context) {};
};

Task<void> work(Context cx, Office& office, Day day) {
  co_await office.boot(cx, "i-1", "10.0.1.10");
  co_await office.sh(cx, "i-1", k_ask_registry);
  co_await office.sh(cx, "i-1", "(while sleep 2; do echo tick; done) > /tmp/log 2>&1 & sleep 1");
  co_await cx.sleep_for(day.pause);
  day.disturb(office, cx);
  co_await office.sh(cx, "i-1", day.last);
}

struct Told {
  std::string text;
  bool replayed = false;
  bool broken = false;
};

Told play(const Folders& folders, const Day& day, BuildCacheUse use = BuildCacheUse::Use) {
  Office office(folders.around(use));
  Told told;
  try {
    office.lab.run(work(office.lab.context("people"), office, day));
  } catch (const ReplayBroken&) {
    told.broken = true;
  }
  told.text = office.told;
  told.replayed = office.hardware.replayed_developers() > 0;
  return told;
}

const std::string k_told = "a tarball\ntick\ntick\ntick\n1767225608\n";

}  // namespace

TEST_CASE("developers' instances reach the npm registry, and others do not") {
  const Folders folders;
  Office office(folders.around(BuildCacheUse::Off));
  const auto story = [](Office& o) -> Task<void> {
    const Context cx = o.lab.context("people");
    co_await o.boot(cx, "i-1", "10.0.1.10");
    co_await o.boot(cx, "i-2", "10.0.2.10");
    co_await o.sh(cx, "i-1", k_ask_registry);
    co_await o.sh(cx, "i-2", "echo \"<$npm_config_registry>\"; curl -s 127.0.0.1:4873 || echo $?");
    o.hardware.set_network("i-1", false);
    co_await o.sh(cx, "i-1", k_ask_registry);
    o.hardware.set_network("i-1", true);
    co_await o.hardware.shut_down(cx, "i-1", seconds(1));
    co_await o.boot(cx, "i-1", "10.0.1.10");
    co_await o.sh(cx, "i-1", k_ask_registry);
  };
  office.lab.run(story(office));
  CHECK(office.told == "a tarball\n<>\n7\n52\na tarball\n");
}

TEST_CASE("what developers did before is replayed, at the same virtual time only") {
  const Folders folders;
  CHECK(play(folders, {}, BuildCacheUse::Off).text == k_told);
  CHECK_FALSE(folders.anything_kept());
  const Told first = play(folders, {});
  CHECK(first.text == k_told);
  CHECK_FALSE(first.replayed);
  const Told again = play(folders, {});
  CHECK(again.text == k_told);
  CHECK(again.replayed);
  // What runs in the background has gone on for longer: the cache cannot know what there is then.
  CHECK(play(folders, {.pause = seconds(9)}).broken);
  CHECK(play(folders, {.pause = seconds(9)}, BuildCacheUse::Fill).text ==
        "a tarball\ntick\ntick\ntick\ntick\n1767225610\n");
  CHECK(play(folders, {.pause = seconds(9)}).replayed);
}

TEST_CASE("developers whom others had to do with are not replayed, nor kept") {
  const std::vector<Day> days = {
      {.last = "curl --silent http://169.254.169.254:8181/ > /dev/null; cat /tmp/log; date +%s"},
      {.last = "curl --silent http://127.0.0.1:4566/; cat /tmp/log; date +%s"},
      {.disturb = [](Office& office, Context) { (void)office.hardware.watched("i-1"); }},
      {.disturb = [](Office& office, Context) { office.hardware.set_network("i-1", false); }},
  };
  for (const Day& day : days) {
    const Folders folders;
    CHECK(play(folders, day).text == k_told);
    CHECK_FALSE(folders.anything_kept());
    (void)play(folders, {});
    CHECK(play(folders, day).broken);
  }
}

TEST_CASE("developers whose power goes are not kept, nor what they do on the same disk then") {
  const Folders folders;
  const auto story = [](Office& o) -> Task<void> {
    const Context cx = o.lab.context("people");
    co_await o.boot(cx, "i-1", "10.0.1.10");
    co_await o.sh(cx, "i-1", "echo kept > /var/kept");
    o.hardware.power_off(cx, "i-1");
    CHECK(o.hardware.machine("i-1") == nullptr);
    co_await o.boot(cx, "i-1", "10.0.1.10");
    co_await o.sh(cx, "i-1", "cat /var/kept");
  };
  {
    Office office(folders.around(BuildCacheUse::Use));
    office.lab.run(story(office));
    CHECK(office.told == "kept\n");
  }
  CHECK_FALSE(folders.anything_kept());
}

TEST_CASE("developers whom nobody asked anything can be switched off, more than once") {
  const Folders folders;
  const auto story = [](Office& o) -> Task<void> {
    const Context cx = o.lab.context("people");
    co_await o.boot(cx, "i-1", "10.0.1.10");
    CHECK(o.hardware.machine("i-1") != nullptr);
    o.hardware.power_off(cx, "i-1");
    o.hardware.power_off(cx, "i-1");
    CHECK(o.hardware.machine("i-1") == nullptr);
    CHECK(o.hardware.watched("i-1") == nullptr);
    CHECK(o.hardware.open_tcp_socket("i-1") == -1);
    o.hardware.discard_disk("i-1");
  };
  Office office(folders.around(BuildCacheUse::Use));
  office.lab.run(story(office));
}
