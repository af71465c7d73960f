// What belongs together is there: READMEs, the shape of a fake, tests that name what they must.
#include <algorithm>
#include <filesystem>
#include <regex>
#include <set>

#include "tests/tidy/rules.h"

namespace greenroom::tidy {
namespace {

// The folders a newcomer meets: the first level, and the second of those listed.
std::set<std::string> folders_to_explain(const Tree& tree) {
  std::set<std::string> folders;
  for (const File& file : tree) {
    const std::vector<std::string_view> deep = {"sim/", "fakes/", "scenarios/"};
    const std::size_t first = file.path.find('/');
    if (first == std::string::npos || file.path[0] == '.') {
      continue;
    }
    folders.insert(file.path.substr(0, first));
    std::size_t next = file.path.find('/', first + 1);
    if (starts_with_any(file.path, deep) && next != std::string::npos) {
      folders.insert(file.path.substr(0, next));
    }
    if (file.path.rfind("scenarios/apps/", 0) == 0 && next != std::string::npos) {
      next = file.path.find('/', next + 1);
      if (next != std::string::npos) {
        folders.insert(file.path.substr(0, next));
      }
    }
  }
  return folders;
}

std::set<std::string> fakes_in(const Tree& tree) {
  std::set<std::string> fakes;
  for (const File& file : tree) {
    const std::string folder(folder_of(file.path));
    if (folder.rfind("fakes/", 0) == 0 && folder.find('/', 6) == std::string::npos &&
        folder != "fakes/aws" && folder != "fakes/wire") {
      fakes.insert(folder);
    }
  }
  return fakes;
}

// Whether any test's text contains one of the words.
bool named_in_a_test(const Tree& tree, const std::vector<std::string>& words) {
  return std::any_of(tree.begin(), tree.end(), [&](const File& file) {
    return file.path.rfind("tests/", 0) == 0 && file.path.rfind("tests/tidy/", 0) != 0 &&
           std::any_of(words.begin(), words.end(), [&](const std::string& word) {
             return find_word(file.text, word) != std::string_view::npos;
           });
  });
}

// Findings for each match of `pattern`, whose groups are names, in files named `file_name`.
Findings untested(const Tree& tree, std::string_view file_name, const std::regex& pattern,
                  const std::string& what) {
  Findings findings;
  for (const File& file : tree) {
    if (file.path.rfind("fakes/", 0) != 0 || name_of(file.path).rfind(file_name, 0) != 0) {
      continue;
    }
    for (std::sregex_iterator match(file.text.begin(), file.text.end(), pattern), end; match != end;
         ++match) {
      std::vector<std::string> words;
      for (std::size_t i = 1; i < match->size(); ++i) {
        if ((*match)[i].matched) {
          words.push_back((*match)[i].str());
        }
      }
      if (!named_in_a_test(tree, words)) {
        const auto at = static_cast<std::size_t>(match->position());
        findings.push_back(file.path + ":" + std::to_string(line_at(file.text, at)) + ": " + what +
                           " " + words.back() + " is named in no test; show it at work");
      }
    }
  }
  return findings;
}

}  // namespace

Findings folder_has_readme(const Tree& tree) {
  Findings findings;
  for (const std::string& folder : folders_to_explain(tree)) {
    if (find_file(tree, folder + "/README.md") == nullptr) {
      findings.push_back(folder + ":1: no README.md; say what lives here and how to add one");
    }
  }
  return findings;
}

Findings fake_has_its_shape(const Tree& tree) {
  Findings findings;
  for (const std::string& fake : fakes_in(tree)) {
    for (const std::string file : {"README.md", "types.h", "state.h", "state.cpp", "service.h",
                                   "service.cpp", "ports.h", "sites.h", "checks.h", "checks.cpp"}) {
      if (find_file(tree, fake + "/" + file) == nullptr) {
        findings.push_back(fake + "/" + file + ":1: is missing; every fake has the same shape");
      }
    }
  }
  return findings;
}

Findings site_is_tested(const Tree& tree) {
  static const std::regex site(
      R"re((?:FaultSite\s+(\w+)\s*(?:=\s*)?)?\{\s*"([a-z0-9_]+\.[a-z0-9_.]+)")re");
  return untested(tree, "sites.h", site, "the fault site");
}

Findings invariant_is_tested(const Tree& tree) {
  static const std::regex invariant(R"re(\bInvariant\s*[({]\s*"([a-z0-9_]+\.[a-z0-9_.]+)")re");
  return untested(tree, "checks", invariant, "the invariant");
}

// A golden scenario has its trace beside it and is found with its folder; any other is named, or
// its folder is.
Findings scenario_is_reachable(const Tree& tree) {
  Findings findings;
  for (const File& file : tree) {
    const std::string folder(folder_of(file.path));
    if (folder.rfind("scenarios/", 0) != 0 || folder.rfind("scenarios/apps", 0) == 0 ||
        !file.path.ends_with(".yaml")) {
      continue;
    }
    const std::string stem = file.path.substr(0, file.path.size() - 5);
    if (folder == "scenarios/golden" && find_file(tree, stem + ".trace") == nullptr) {
      findings.push_back(file.path + ":1: has no golden trace; make it with run --update");
    }
    if (!named_in_a_test(tree,
                         {folder, std::string(name_of(file.path)), std::string(name_of(stem))})) {
      findings.push_back(file.path + ":1: no test plays it; name it or its folder in one");
    }
  }
  return findings;
}

Findings links_lead_somewhere(const Tree& tree) {
  static const std::regex link(R"(\]\(([^)#:\s]+)(#[^)]*)?\))");
  std::set<std::string> places;
  for (const File& file : tree) {
    places.insert(file.path);
    for (std::string_view up = folder_of(file.path); !up.empty(); up = folder_of(up)) {
      places.insert(std::string(up));
    }
  }
  Findings findings;
  for (const File& file : tree) {
    if (!file.path.ends_with(".md")) {
      continue;
    }
    for (std::sregex_iterator match(file.text.begin(), file.text.end(), link), end; match != end;
         ++match) {
      const std::filesystem::path base(folder_of(file.path));
      std::string target = (base / (*match)[1].str()).lexically_normal().generic_string();
      if (target.ends_with('/')) {
        target.pop_back();
      }
      if (places.find(target) == places.end()) {
        const auto at = static_cast<std::size_t>(match->position());
        findings.push_back(file.path + ":" + std::to_string(line_at(file.text, at)) +
                           ": the link to " + target + " leads nowhere");
      }
    }
  }
  return findings;
}

}  // namespace greenroom::tidy
