// The rules all sources keep. Each is a pure function of the tree; a finding says where, what, and
// what to do instead. rules_*_test.cpp shows each rule at work; tree_test.cpp holds the tree to it.
#pragma once

#include <string>
#include <vector>

#include "tests/tidy/tree.h"

namespace greenroom::tidy {

// "path:line: what is wrong; what to do".
using Findings = std::vector<std::string>;

// rules_determinism.cpp: what sim/core and the fakes may not use, and how coroutines are written.
Findings banned_words(const Tree& tree);
Findings pointer_order(const Tree& tree);
Findings static_state(const Tree& tree);
Findings coroutine_hygiene(const Tree& tree);

// rules_includes.cpp: the one way dependencies point.
Findings include_direction(const Tree& tree);
Findings asio_is_confined(const Tree& tree);
Findings own_header_first(const Tree& tree);
Findings header_is_used(const Tree& tree);

// rules_text.cpp: how a file looks.
Findings file_length(const Tree& tree);
Findings function_length(const Tree& tree);
Findings line_form(const Tree& tree);
Findings leftover_marks(const Tree& tree);
Findings file_bytes(const Tree& tree);
Findings opening_sentence(const Tree& tree);
// `root` is where the tree was read: no file may know that place.
Findings machine_paths(const Tree& tree, const std::string& root);

// rules_structure.cpp: what belongs together is there.
Findings folder_has_readme(const Tree& tree);
Findings fake_has_its_shape(const Tree& tree);
Findings site_is_tested(const Tree& tree);
Findings invariant_is_tested(const Tree& tree);
Findings scenario_is_reachable(const Tree& tree);
Findings links_lead_somewhere(const Tree& tree);

// functions.cpp
struct Function {
  std::size_t first_line = 0;
  std::size_t lines = 0;
};
// The function bodies at namespace and class level of a source, by counting braces.
[[nodiscard]] std::vector<Function> functions_in(const std::string& code);

}  // namespace greenroom::tidy
