// The build cache: what is replayed is what was run, and nothing else ever is.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "tests/real/real_lab.h"

using namespace greenroom;
using namespace greenroom::real;
namespace fs = std::filesystem;

namespace {

class CacheFolder {
 public:
  CacheFolder() {
    std::string pattern = (fs::temp_directory_path() / "greenroom-cache-XXXXXX").string();
    path_ = mkdtemp(pattern.data());
  }
  ~CacheFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  CacheFolder(const CacheFolder&) = delete;
  CacheFolder& operator=(const CacheFolder&) = delete;
  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] std::vector<fs::path> files() const {
    std::vector<fs::path> all;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(path_)) {
      if (entry.is_regular_file()) {
        all.push_back(entry.path());
      }
    }
    return all;
  }

 private:
  std::string path_;
};

struct BuildTold {
  std::string out;
  std::int64_t took_microseconds = 0;
  std::string read;
  std::string missing;
  std::string zip;
  std::size_t files = 0;
  std::uint64_t events = 0;
  std::int64_t replayed = 0;
  bool broken = false;

  bool operator==(const BuildTold& other) const {
    return out == other.out && took_microseconds == other.took_microseconds && read == other.read &&
           missing == other.missing && zip == other.zip && files == other.files &&
           events == other.events;
  }
};

struct Asked {
  std::uint64_t seed = 1;
  std::string name = "lab-app:1";
  std::string input = "hello";
  std::string script =
      "cat /in; sleep 90; od -An -N8 -tx1 /dev/urandom >/dev/null; echo made >/out";
  Instant patience = k_start + minutes(5);
  bool real_time = false;
  BuildCacheUse use = BuildCacheUse::Use;
};

Task<void> build(Context cx, RealBuildContainers& containers, Asked asked, BuildTold& told) {
  std::string name = asked.name;
  const std::unique_ptr<Machine> machine = co_await containers.provision(cx, std::move(name));
  std::vector<FileChange> changes;
  changes.push_back(write_file("/in", asked.input));
  const Status applied = co_await machine->apply(cx, std::move(changes));
  REQUIRE(applied.ok());
  Command command = shell(asked.script);
  if (asked.real_time) {
    command.environment[k_time_variable] = "real";
  }
  const Instant before = cx.now();
  const ProcessId process = machine->start(cx, std::move(command));
  const ProcessStatus status = co_await machine->wait(cx, process, asked.patience);
  if (!status.done()) {
    machine->signal_group(process, 9);
  }
  told.out = status.stdout_text;
  told.took_microseconds = (cx.now() - before).microseconds;
  const Result<std::string> read = co_await machine->read_file(cx, "/out");
  told.read = read.ok() ? read.value() : read.failure().code;
  const Result<std::string> missing = co_await machine->read_file(cx, "/nowhere");
  told.missing = missing.ok() ? "" : missing.failure().code + missing.failure().message;
  const Result<std::vector<FileEntry>> listing = co_await machine->list(cx, "/root");
  told.files = listing.ok() ? listing.value().size() : 99;
  PackRequest pack;
  pack.directory = "/";
  pack.files = {"in"};
  pack.at = cx.now();
  const Result<std::string> zip = co_await machine->pack(cx, std::move(pack));
  told.zip = zip.ok() ? zip.value() : zip.failure().code;
}

BuildTold play(const CacheFolder& folder, const Asked& asked) {
  KernelOptions options;
  options.seed = Seed{asked.seed};
  RealLab lab(options);
  RealBuildContainers containers(lab.kernel, lab.settlement, {"", folder.path(), asked.use, ""});
  BuildTold told;
  const Context cx = lab.context("builder");
  try {
    lab.run(build(cx, containers, asked, told));
  } catch (const ReplayBroken&) {
    told.broken = true;
  }
  lab.kernel.shutdown();  // the container goes, and what it did is kept
  told.events = lab.kernel.events();
  told.replayed = containers.replayed_builds();
  return told;
}

}  // namespace

TEST_CASE("a build that ran before is replayed: same answers, same virtual time, same events") {
  const CacheFolder folder;
  const BuildTold uncached = play(folder, {.use = BuildCacheUse::Off});
  const BuildTold first = play(folder, {});
  const BuildTold again = play(folder, {});
  CHECK(uncached.out == "hello");
  CHECK(uncached.read == "made\n");
  CHECK(uncached.took_microseconds == seconds(90).microseconds);
  CHECK(first == uncached);
  CHECK(again == uncached);
  CHECK(first.replayed == 0);
  CHECK(again.replayed == 1);
  CHECK(play(folder, {.use = BuildCacheUse::Off}).replayed == 0);
}

TEST_CASE("what a machine is and is told first decides whether it is another build") {
  const CacheFolder folder;
  (void)play(folder, {});
  CHECK(play(folder, {.seed = 2}).replayed == 0);
  CHECK(play(folder, {.name = "lab-app:2"}).replayed == 0);
  const BuildTold other = play(folder, {.input = "bye"});
  CHECK(other.replayed == 0);
  CHECK(other.out == "bye");
  CHECK(play(folder, {.input = "bye"}).replayed == 1);
}

TEST_CASE("a replayed build that goes on otherwise is broken off, run, and known from then on") {
  const CacheFolder folder;
  (void)play(folder, {});
  const Asked otherwise{.script = "cat /in; echo more"};
  CHECK(play(folder, otherwise).broken);
  Asked filling = otherwise;
  filling.use = BuildCacheUse::Fill;
  const BuildTold run = play(folder, filling);
  CHECK(run.out == "hellomore\n");
  CHECK(run.replayed == 0);
  const BuildTold replayed = play(folder, otherwise);
  CHECK(replayed == run);
  CHECK(replayed.replayed == 1);
  CHECK(play(folder, {}).replayed == 1);  // the first one is still known
}

TEST_CASE("a build that is given up is not kept, and a kept one that is given up is broken off") {
  const CacheFolder folder;
  const Asked impatient{.patience = k_start + seconds(10)};
  CHECK(play(folder, impatient).took_microseconds == seconds(10).microseconds);
  CHECK(folder.files().empty());
  (void)play(folder, {});
  CHECK(play(folder, impatient).broken);
}

TEST_CASE("a build on real time is not kept") {
  const CacheFolder folder;
  (void)play(folder, {.script = "cat /in; echo made >/out", .real_time = true});
  CHECK(folder.files().empty());
}

TEST_CASE("damaged, cut and foreign entries are removed, and the build runs") {
  const CacheFolder folder;
  const BuildTold first = play(folder, {});
  const auto write = [](const fs::path& path, const std::string& content) {
    std::ofstream(path, std::ios::binary | std::ios::trunc) << content;
  };
  const auto content_of = [](const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(in), {});
  };
  const std::vector<std::function<std::string(std::string)>> harms = {
      [](std::string content) {
        content.back() = static_cast<char>(content.back() ^ 1);
        return content;
      },
      [](const std::string& content) { return content.substr(0, content.size() / 2); },
      [](const std::string&) { return std::string(); },
      [](const std::string& content) {
        return "greenroom build cache 9" + content.substr(content.find('\n'));
      },
  };
  for (const auto& harm : harms) {
    const std::vector<fs::path> files = folder.files();
    REQUIRE(files.size() == 6);  // one for each call
    for (const fs::path& file : files) {
      write(file, harm(content_of(file)));
    }
    const BuildTold again = play(folder, {});
    CHECK(again == first);
    CHECK(again.replayed == 0);
    CHECK(play(folder, {}).replayed == 1);
  }
}

TEST_CASE("entries are for their owner alone") {
  const CacheFolder folder;
  (void)play(folder, {});
  for (const fs::path& file : folder.files()) {
    const fs::perms others = fs::perms::group_all | fs::perms::others_all;
    CHECK((fs::status(file).permissions() & others) == fs::perms::none);
    CHECK((fs::status(file.parent_path()).permissions() & others) == fs::perms::none);
  }
}

TEST_CASE("a cache that cannot be written changes nothing") {
  const CacheFolder folder;
  std::ofstream(folder.path() + "/file") << "in the way";
  KernelOptions options;
  RealLab lab(options);
  RealBuildContainers containers(lab.kernel, lab.settlement,
                                 {"", folder.path() + "/file", BuildCacheUse::Use, ""});
  BuildTold told;
  const Context cx = lab.context("builder");
  lab.run(build(cx, containers, {}, told));
  CHECK(told.out == "hello");
}
