// Text in XML, as everybody here writes it.
#pragma once

#include <string>
#include <string_view>

namespace greenroom::aws {

// Appends `text` as the content of an element or of an attribute in double quotes; U+FFFD for the
// control characters that XML 1.0 has no way to say.
void append_xml_text(std::string& out, std::string_view text);

}  // namespace greenroom::aws
