#include "sim/scenario/load_parts.h"

#include <algorithm>
#include <optional>

namespace greenroom::scenario {

std::string flow_text(const YAML::Node& node) {
  YAML::Emitter out;
  out.SetMapFormat(YAML::Flow);
  out.SetSeqFormat(YAML::Flow);
  out << node;
  std::string text = out.c_str();
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

void flatten(YamlReader& reader, const YAML::Node& map, const std::string& prefix, Wants& into) {
  for (const auto& entry : map) {
    const std::string key = prefix + entry.first.Scalar();
    if (entry.second.IsMap()) {
      flatten(reader, entry.second, key + ".", into);
    } else if (entry.second.IsScalar()) {
      into[key] = {entry.second.Scalar()};
    } else if (entry.second.IsSequence()) {
      std::vector<std::string>& texts = into[key];
      for (const YAML::Node& item : entry.second) {
        texts.push_back(item.IsScalar() ? item.Scalar() : "");
      }
    } else {
      reader.error(entry.first, "'" + key + "' needs a value");
    }
  }
}

bool is_known_key(const std::vector<std::string>& known, const std::string& key) {
  return std::any_of(known.begin(), known.end(), [&](const std::string& one) {
    const bool any_below = !one.empty() && one.back() == '*';
    return one == key || (any_below && key.rfind(one.substr(0, one.size() - 1), 0) == 0);
  });
}

void check_keys(YamlReader& reader, const YAML::Node& node, const std::string& what,
                const Wants& found, const std::vector<std::string>& required,
                const std::vector<std::string>& optional) {
  std::vector<std::string> known = required;
  known.insert(known.end(), optional.begin(), optional.end());
  for (const auto& [key, value] : found) {
    if (!is_known_key(known, key)) {
      const std::optional<std::string> meant = near_miss(key, known);
      reader.error(node, "unknown key '" + key + "' in " + what +
                             (meant ? "; did you mean '" + *meant + "'?" : ".") +
                             " Known keys: " + list_of(known));
    }
  }
  for (const std::string& key : required) {
    if (found.count(key) == 0) {
      reader.error(node, what + " needs the key '" + key + "'");
    }
  }
}

}  // namespace greenroom::scenario
