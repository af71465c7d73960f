// The repository: the same folders at the same virtual time give the same commits anywhere.
#include "sim/real/git_repository.h"

#include <stdlib.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "sim/core/kernel.h"

using namespace greenroom;
using namespace greenroom::real;
namespace fs = std::filesystem;

namespace {

// Folders of one test; gone afterwards.
class Folders {
 public:
  Folders() {
    std::string pattern = (fs::temp_directory_path() / "greenroom-git-XXXXXX").string();
    root_ = mkdtemp(pattern.data());
  }
  ~Folders() { fs::remove_all(root_); }
  Folders(const Folders&) = delete;
  Folders& operator=(const Folders&) = delete;

  std::string app(const std::string& name, const std::map<std::string, std::string>& files) const {
    const fs::path folder = root_ / name;
    for (const auto& [path, content] : files) {
      fs::create_directories((folder / path).parent_path());
      std::ofstream(folder / path, std::ios::binary) << content;
    }
    return folder.string();
  }
  [[nodiscard]] std::string path(const std::string& name) const { return (root_ / name).string(); }

 private:
  fs::path root_;
};

scm::PushRequest request(std::vector<std::string> folders) {
  scm::PushRequest push;
  push.folders = std::move(folders);
  push.message = "app v1.0";
  push.author_name = "student";
  push.author_email = "student@example.com";
  return push;
}

struct Lab {
  Kernel kernel{{Seed{7}, Epoch{}, {}}};
  Context cx{kernel, kernel.actor("scm")};
};

}  // namespace

TEST_CASE("the same files at the same virtual time give the same commit id, whatever the clone") {
  const Folders folders;
  const std::string app = folders.app("app", {{"a.txt", "a"}, {"b/c.txt", "c"}});
  Lab lab;
  GitRepository one(folders.path("one"));
  GitRepository other(folders.path("other"));
  const auto first = one.push(lab.cx, request({app}));
  const auto second = other.push(lab.cx, request({app}));
  REQUIRE(first.ok());
  CHECK(first.value().id.size() == 40);
  CHECK(first.value().id == second.value().id);
  CHECK(first.value().changed_files == std::vector<std::string>{"a.txt", "b/c.txt"});
  CHECK(one.zip(lab.cx, first.value().id) == other.zip(lab.cx, second.value().id));
}

TEST_CASE("what .gitignore names is neither committed nor zipped") {
  const Folders folders;
  const std::string app = folders.app("app", {{".gitignore", "node_modules/\n*.log\n"},
                                              {"a.txt", "a"},
                                              {"x.log", "l"},
                                              {"node_modules/m/i.js", "m"}});
  Lab lab;
  GitRepository repository(folders.path("repository"));
  const auto commit = repository.push(lab.cx, request({app}));
  REQUIRE(commit.ok());
  CHECK(commit.value().changed_files == std::vector<std::string>{".gitignore", "a.txt"});
}

TEST_CASE("an overlay changes what it brings and nothing else; nothing new is nothing to commit") {
  const Folders folders;
  const std::string app = folders.app("app", {{"a.txt", "a"}, {"b.txt", "b"}});
  const std::string overlay = folders.app("overlay", {{"b.txt", "new b"}});
  Lab lab;
  GitRepository repository(folders.path("repository"));
  REQUIRE(repository.push(lab.cx, request({app})).ok());
  const auto second = repository.push(lab.cx, request({app, overlay}));
  REQUIRE(second.ok());
  CHECK(second.value().changed_files == std::vector<std::string>{"b.txt"});
  const auto third = repository.push(lab.cx, request({app, overlay}));
  REQUIRE_FALSE(third.ok());
  CHECK(third.failure().code == "NothingToCommit");
}

TEST_CASE("the author's own git configuration changes nothing") {
  const Folders folders;
  const std::string app = folders.app("app", {{"a.txt", "a\r\nb\n"}});
  Lab lab;
  GitRepository usual(folders.path("usual"));
  const auto first = usual.push(lab.cx, request({app}));
  const std::string home =
      folders.app("home", {{".gitconfig", "[core]\n\tautocrlf = true\n\texcludesFile = ~/ignore\n"},
                           {"ignore", "a.txt\n"}});
  const char* before = getenv("HOME");
  const std::string kept = before == nullptr ? "" : before;
  setenv("HOME", home.c_str(), 1);
  GitRepository configured(folders.path("configured"));
  const auto second = configured.push(lab.cx, request({app}));
  setenv("HOME", kept.c_str(), 1);
  REQUIRE(second.ok());
  CHECK(first.value().id == second.value().id);
}
