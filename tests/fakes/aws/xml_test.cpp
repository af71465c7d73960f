// Text in XML.
#include "fakes/aws/xml.h"

#include <catch2/catch.hpp>

using namespace greenroom;

TEST_CASE("what XML would misread is escaped, and what it cannot say is replaced") {
  std::string out;
  aws::append_xml_text(out, "a<b>&\"c\"");
  CHECK(out == "a&lt;b&gt;&amp;&quot;c&quot;");
  out.clear();
  aws::append_xml_text(out, "a\x01\r\n\tb");
  CHECK(out == "a\xEF\xBF\xBD&#13;\n\tb");
}
