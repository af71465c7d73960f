#include "fakes/codepipeline/variables.h"

namespace greenroom::codepipeline {
namespace {

constexpr const char* k_unresolved_code = "ConfigurationError";  // UNVERIFIED

}  // namespace

Result<std::string> resolve_variables(const std::string& text, const VariableSets& variables) {
  std::string resolved;
  std::size_t from = 0;
  for (;;) {
    const std::size_t begin = text.find("#{", from);
    const std::size_t end = begin == std::string::npos ? begin : text.find('}', begin);
    if (end == std::string::npos) {
      return resolved + text.substr(from);
    }
    const std::string name = text.substr(begin + 2, end - begin - 2);
    const std::size_t dot = name.find('.');
    const auto set = variables.find(name.substr(0, dot));
    const bool known = dot != std::string::npos && set != variables.end() &&
                       set->second.count(name.substr(dot + 1)) > 0;
    if (!known) {
      return Failure{k_unresolved_code, "The variable '#{" + name +
                                            "}' cannot be resolved: no earlier action of this "
                                            "execution has put it out"};
    }
    resolved += text.substr(from, begin - from) + set->second.at(name.substr(dot + 1));
    from = end + 1;
  }
}

}  // namespace greenroom::codepipeline
