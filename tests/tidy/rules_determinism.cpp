// What would make a run depend on anything but its input, banned by name in sim/core and the fakes.
#include <regex>

#include "tests/tidy/rules.h"

namespace greenroom::tidy {
namespace {

bool must_be_deterministic(const File& file) {
  return is_cpp(file.path) && starts_with_any(file.path, {"sim/core/", "fakes/"});
}

struct Ban {
  std::string_view word;     // a whole word; with a final '*' the beginning of one
  std::string_view instead;  // what to use
};

constexpr Ban k_bans[] = {
    {"chrono", "Instant and Duration (sim/core/time.h)"},
    {"gettimeofday", "Context::now()"},
    {"clock_gettime", "Context::now()"},
    {"localtime*", "civil_time (sim/core/time.h)"},
    {"gmtime*", "civil_time (sim/core/time.h)"},
    {"strftime", "iso8601 and its sisters (sim/core/time.h)"},
    {"sleep", "co_await cx.sleep_for"},
    {"usleep", "co_await cx.sleep_for"},
    {"rand", "a RandomStream (sim/core/random.h)"},
    {"srand", "a RandomStream (sim/core/random.h)"},
    {"random_device", "the run's Seed (sim/core/random.h)"},
    {"mt19937*", "a RandomStream (sim/core/random.h)"},
    {"default_random_engine", "a RandomStream (sim/core/random.h)"},
    {"uniform_int_distribution", "RandomStream::below"},
    {"uniform_real_distribution", "RandomStream::chance with a Ratio"},
    {"bernoulli_distribution", "RandomStream::chance with a Ratio"},
    {"normal_distribution", "RandomStream::below"},
    {"shuffle", "RandomStream::below and std::swap"},
    {"unordered_*", "std::map, std::set or a sorted vector"},
    {"float", "integers, or a Ratio (sim/core/random.h)"},
    {"double", "integers, or a Ratio (sim/core/random.h)"},
    {"thread*", "a Task (sim/core/task.h)"},
    {"jthread", "a Task (sim/core/task.h)"},
    {"mutex", "nothing: there is one thread"},
    {"atomic*", "nothing: there is one thread"},
    {"condition_variable", "a Signal (sim/core/waiting.h)"},
    {"std::future", "a Slot (sim/core/waiting.h)"},
    {"std::async", "a Task (sim/core/task.h)"},
    {"std::promise", "a Slot (sim/core/waiting.h)"},
    {"getenv", "a value handed in by sim/app"},
    {"environ", "a value handed in by sim/app"},
    {"filesystem", "a port that sim/real implements"},
    {"fstream", "a port that sim/real implements"},
    {"ifstream", "a port that sim/real implements"},
    {"ofstream", "a port that sim/real implements"},
    {"fopen", "a port that sim/real implements"},
    {"iostream", "a trace line"},
    {"cout", "a trace line"},
    {"cerr", "a trace line"},
    {"printf", "a trace line"},
    {"fprintf", "a trace line"},
    {"locale", "hand-written rendering"},
    {"setlocale", "hand-written rendering"},
    {"shared_ptr", "a value, a unique_ptr or an id"},
    {"weak_ptr", "an id"},
    {"uintptr_t", "an id"},
    {"reinterpret_cast", "a value of the right type"},
};

// The assertion prints and ends the process; there is no trace any more.
bool is_excused(const File& file, std::string_view word) {
  return file.path == "sim/core/assert.cpp" && word == "fprintf";
}

std::size_t find_banned(const std::string& code, std::string_view word, std::size_t from) {
  if (!word.ends_with('*')) {
    return find_word(code, word, from);
  }
  word.remove_suffix(1);
  for (std::size_t at = code.find(word, from); at != std::string::npos;
       at = code.find(word, at + 1)) {
    if (at == 0 || !is_word_character(code[at - 1])) {
      return at;
    }
  }
  return std::string::npos;
}

std::string place(const File& file, std::size_t at) {
  return file.path + ":" + std::to_string(line_at(file.code, at)) + ": ";
}

// Calls `report` with the place of each match of `pattern` in the code of deterministic files.
template <typename Report>
void for_each_match(const Tree& tree, const std::regex& pattern, Report report) {
  for (const File& file : tree) {
    if (!must_be_deterministic(file)) {
      continue;
    }
    for (std::sregex_iterator match(file.code.begin(), file.code.end(), pattern), end; match != end;
         ++match) {
      report(file, *match);
    }
  }
}

// Parentheses that are open between the start of the statement and `at`, but for a "(void)".
int open_parentheses(const std::string& code, std::size_t at) {
  const std::size_t before = code.find_last_of(";{}", at);
  int open = 0;
  for (std::size_t i = before == std::string::npos ? 0 : before; i < at; ++i) {
    open += code[i] == '(' ? 1 : 0;
    open -= code[i] == ')' ? 1 : 0;
  }
  return open;
}

}  // namespace

Findings banned_words(const Tree& tree) {
  Findings findings;
  for (const File& file : tree) {
    if (!must_be_deterministic(file)) {
      continue;
    }
    for (const Ban& ban : k_bans) {
      const std::size_t at = find_banned(file.code, ban.word, 0);
      if (at != std::string::npos && !is_excused(file, ban.word)) {
        findings.push_back(place(file, at) + std::string(ban.word) + " is banned here; use " +
                           std::string(ban.instead));
      }
    }
    const std::string std_hash = "std::hash";
    const std::size_t hash = file.code.find(std_hash);
    if (hash != std::string::npos && !is_word_character(file.code[hash + std_hash.size()])) {
      findings.push_back(place(file, hash) + "std::hash is banned here; use hash_text");
    }
    const std::size_t percent_p = file.text.find(
        "%"
        "p");
    if (percent_p != std::string::npos) {
      findings.push_back(place(file, percent_p) + "an address is printed; use an id");
    }
  }
  return findings;
}

Findings pointer_order(const Tree& tree) {
  static const std::regex pattern(R"(\b(map|set|multimap|multiset)<[^<>,;(]*\*\s*[,>])");
  Findings findings;
  for_each_match(tree, pattern, [&](const File& file, const std::smatch& match) {
    findings.push_back(place(file, static_cast<std::size_t>(match.position())) +
                       "ordered by address; use an id as the key");
  });
  return findings;
}

Findings static_state(const Tree& tree) {
  static const std::regex pattern(
      R"((^|\n)\s*(inline\s+)?(static|thread_local)\s+([^;{(=]*)[;{=(])");
  static const std::regex constant(R"(^(inline\s+)?(constexpr|const|consteval)\b)");
  Findings findings;
  for_each_match(tree, pattern, [&](const File& file, const std::smatch& match) {
    const std::string rest = match[4].str();
    const bool is_function = match.str().ends_with('(');
    if (!is_function && !std::regex_search(rest, constant)) {
      findings.push_back(place(file, static_cast<std::size_t>(match.position(3))) +
                         "a static with state; make it a member");
    }
  });
  return findings;
}

Findings coroutine_hygiene(const Tree& tree) {
  static const std::regex awaits(R"(\bco_await\b)");
  static const std::regex lambdas(R"(\[[^\]\[]+\]\s*(\([^)]*\))?\s*(mutable\s*)?->\s*Task<)");
  static const std::regex signatures(
      R"(\bTask<[^;{}()]*>\s+[\w:]+\(([^;{}]*?)\)\s*(const\s*)?(override\s*)?(= 0\s*)?[;{])");
  Findings findings;
  for_each_match(tree, awaits, [&](const File& file, const std::smatch& match) {
    const auto at = static_cast<std::size_t>(match.position());
    const bool is_operator = file.code.substr(at < 9 ? 0 : at - 9, 9) == "operator ";
    if (!is_operator && open_parentheses(file.code, at) > 0) {
      findings.push_back(place(file, at) +
                         "co_await in a condition or an argument; name the result first");
    }
  });
  for_each_match(tree, lambdas, [&](const File& file, const std::smatch& match) {
    findings.push_back(place(file, static_cast<std::size_t>(match.position())) +
                       "a coroutine lambda with captures, which die before it; make it a function");
  });
  for_each_match(tree, signatures, [&](const File& file, const std::smatch& match) {
    if (match[1].str().find('&') != std::string::npos) {
      findings.push_back(place(file, static_cast<std::size_t>(match.position())) +
                         "a coroutine takes a reference; take it by value");
    }
  });
  return findings;
}

}  // namespace greenroom::tidy
