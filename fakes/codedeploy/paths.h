// Arithmetic of paths inside a machine, as Ruby's File does it. Pure.
#pragma once

#include <string>

namespace greenroom::codedeploy {

// "a/b" from "a" and "b"; `name` may be empty.
[[nodiscard]] std::string joined(const std::string& directory, const std::string& name);
[[nodiscard]] std::string without_slashes(const std::string& path);
// "/a" of "/a/b"; "/" of "/a".
[[nodiscard]] std::string parent_of(const std::string& path);
[[nodiscard]] std::string base_name(const std::string& path);
// Whether `path` is inside `directory` at any depth; everything is inside "".
[[nodiscard]] bool is_below(const std::string& path, const std::string& directory);
// File.expand_path: absolute, without ".", "..", double or trailing slashes. A relative path is
// relative to the agent's working directory, which is "/" under systemd.
[[nodiscard]] std::string expand_path(const std::string& path);

}  // namespace greenroom::codedeploy
