#include "fakes/codedeploy/acl.h"

#include <algorithm>

namespace greenroom::codedeploy {
namespace {

std::vector<std::string> parts_of(const std::string& text) {
  std::vector<std::string> parts;
  std::size_t begin = 0;
  for (std::size_t colon = text.find(':'); colon != std::string::npos;
       colon = text.find(':', begin)) {
    parts.push_back(text.substr(begin, colon - begin));
    begin = colon + 1;
  }
  parts.push_back(text.substr(begin));
  return parts;
}

// "u" and "user" are the same; "" for anything else.
std::string type_named(const std::string& word) {
  for (const std::string type : {"user", "group", "mask", "other"}) {
    if (word == type || word == type.substr(0, 1)) {
      return type;
    }
  }
  return "";
}

bool is_default_word(const std::string& word) {
  return word == "d" || word == "default";
}

Failure rejected(const std::string& message) {
  return {"AppSpecValidationException", "The deployment failed because " + message};
}

Failure invalid(const std::string& entry) {
  return rejected(
      "of a problem with the acls permission settings in the application specification file. "
      "Invalid acl entry (" +
      entry + ").");
}

Result<int> permissions_of(const std::string& text, const std::string& entry) {
  if (text.size() == 1 && text[0] >= '0' && text[0] <= '7') {
    return text[0] - '0';
  }
  int permissions = 0;
  for (const char c : text) {
    if (c == 'r') {
      permissions |= 4;
    } else if (c == 'w') {
      permissions |= 2;
    } else if (c == 'x') {
      permissions |= 1;
    } else if (c != '-') {
      return rejected("the access control list (ACL) named " + entry +
                      " in the application specification file contains an invalid character (" +
                      std::string(1, c) +
                      "). Correct the ACL in the hooks section of the AppSpec file, and then try "
                      "again.");
    }
  }
  return permissions;
}

// The part before the permissions: a type word alone ("mask"), or the name.
void take_name(const std::string& word, AclEntry& entry) {
  const std::string type = type_named(word);
  const bool says_type = type == "mask" || type == "other";
  if (entry.type.empty() && says_type) {
    entry.type = type;
    return;
  }
  if (entry.type.empty()) {
    entry.type = "user";
  }
  entry.name = says_type ? type : word;
}

bool any(const std::vector<AclEntry>& entries, bool is_default, const std::string& type) {
  return std::any_of(entries.begin(), entries.end(), [&](const AclEntry& entry) {
    return entry.is_default == is_default && entry.type == type && entry.name.empty();
  });
}

bool any_named(const std::vector<AclEntry>& entries, bool is_default) {
  return std::any_of(entries.begin(), entries.end(), [&](const AclEntry& entry) {
    return entry.is_default == is_default && !entry.name.empty();
  });
}

int permissions_in(const std::vector<AclEntry>& entries, bool is_default, const std::string& type) {
  const auto found = std::find_if(entries.begin(), entries.end(), [&](const AclEntry& entry) {
    return entry.is_default == is_default && entry.type == type && entry.name.empty();
  });
  return found == entries.end() ? 0 : found->permissions;
}

}  // namespace

Result<AclEntry> parse_acl_entry(const std::string& text, bool internal) {
  const std::vector<std::string> parts = parts_of(text);
  AclEntry entry;
  if (parts.size() < 2 || parts.size() > 4) {
    return invalid(text);
  }
  if (parts.size() == 4) {
    if (!is_default_word(parts[0])) {
      return invalid(text);
    }
    entry.is_default = true;
  }
  if (parts.size() >= 3) {
    const std::string& word = parts[parts.size() - 3];
    if (is_default_word(word) && !entry.is_default) {
      entry.is_default = true;
    } else {
      entry.type = type_named(word);
      if (entry.type.empty()) {
        return invalid(text);
      }
    }
  }
  take_name(parts[parts.size() - 2], entry);
  const bool nameless_type = entry.type == "mask" || entry.type == "other";
  if (nameless_type && !entry.name.empty()) {
    return invalid(text);
  }
  if (!internal && !entry.is_default && entry.type != "mask" && entry.name.empty()) {
    return rejected(
        "of a problem with the acls permission settings in the application specification file. Use "
        "mode to set the base acl entry (" +
        text + "). Update the permissions section of the AppSpec file, and then try again.");
  }
  const Result<int> permissions = permissions_of(parts.back(), text);
  if (!permissions.ok()) {
    return permissions.failure();
  }
  entry.permissions = permissions.value();
  return entry;
}

std::string to_string(const AclEntry& entry) {
  std::string text = (entry.is_default ? "default:" : "") + entry.type + ":" + entry.name + ":";
  text += (entry.permissions & 4) != 0 ? 'r' : '-';
  text += (entry.permissions & 2) != 0 ? 'w' : '-';
  text += (entry.permissions & 1) != 0 ? 'x' : '-';
  return text;
}

std::string complete_acl(const std::vector<AclEntry>& entries, std::uint32_t mode) {
  const int owner = static_cast<int>(mode >> 6 & 7u);
  const int group = static_cast<int>(mode >> 3 & 7u);
  const int other = static_cast<int>(mode & 7u);
  std::vector<AclEntry> all = entries;
  all.push_back({false, "user", "", owner});
  all.push_back({false, "group", "", group});
  all.push_back({false, "other", "", other});
  if (any_named(all, false) && !any(all, false, "mask")) {
    all.push_back({false, "mask", "", group});
  }
  const bool has_default =
      std::any_of(all.begin(), all.end(), [](const AclEntry& entry) { return entry.is_default; });
  if (has_default) {
    const std::vector<std::pair<std::string, int>> base = {
        {"user", owner}, {"group", group}, {"other", other}};
    for (const auto& [type, permissions] : base) {
      if (!any(all, true, type)) {
        all.push_back({true, type, "", permissions});
      }
    }
    if (any_named(all, true) && !any(all, true, "mask")) {
      all.push_back({true, "mask", "", permissions_in(all, true, "group")});
    }
  }
  std::string text;
  for (const AclEntry& entry : all) {
    text += (text.empty() ? "" : ",") + to_string(entry);
  }
  return text;
}

}  // namespace greenroom::codedeploy
