// Each include rule at work: files that keep it, and files that break it.
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "tests/tidy/rules.h"

using namespace greenroom::tidy;

namespace {

std::size_t findings_for(const std::string& path, const std::string& include) {
  return include_direction({made_file(path, "// What it is.\n#include " + include + "\n")}).size();
}

}  // namespace

TEST_CASE("includes that point down the layers are fine") {
  CHECK(findings_for("sim/core/kernel.cpp", "<map>") == 0);
  CHECK(findings_for("sim/core/kernel.cpp", "\"sim/core/time.h\"") == 0);
  CHECK(findings_for("fakes/elb/service.cpp", "\"sim/core/context.h\"") == 0);
  CHECK(findings_for("fakes/elb/service.cpp", "\"fakes/aws/ids.h\"") == 0);
  CHECK(findings_for("fakes/ssm/wire.cpp", "\"fakes/wire/endpoint.h\"") == 0);
  CHECK(findings_for("fakes/elb/service.cpp", "\"fakes/elb/state.h\"") == 0);
  CHECK(findings_for("fakes/codebuild/buildspec.cpp", "<yaml-cpp/yaml.h>") == 0);
  CHECK(findings_for("fakes/codebuild/report_xml.cpp", "<pugixml.hpp>") == 0);
  CHECK(findings_for("fakes/wire/xml_reader.cpp", "<pugixml.hpp>") == 0);
  CHECK(findings_for("fakes/codebuild/report_json.cpp", "<boost/json.hpp>") == 0);
  CHECK(findings_for("fakes/aws/json.cpp", "<boost/json/basic_parser_impl.hpp>") == 0);
  CHECK(findings_for("sim/scenario/parse.cpp", "<yaml-cpp/yaml.h>") == 0);
  CHECK(findings_for("sim/report/junit.cpp", "\"sim/scenario/types.h\"") == 0);
  CHECK(findings_for("sim/real/sandbox.cpp", "<sys/mount.h>") == 0);
  CHECK(findings_for("sim/real/hardware.cpp", "\"fakes/ec2/ports.h\"") == 0);
  CHECK(findings_for("sim/app/world.cpp", "\"sim/real/hardware.h\"") == 0);
  CHECK(findings_for("sim/library/stage.cpp", "\"sim/app/world.h\"") == 0);
  CHECK(findings_for("sim/library/world.cpp", "\"greenroom/world.h\"") == 0);
  CHECK(findings_for("sim/library/greenroom/world.h", "\"greenroom/values.h\"") == 0);
  CHECK(findings_for("tests/real/machine_test.cpp", "\"sim/app/world.h\"") == 0);
}

TEST_CASE("includes that point up or sideways are found") {
  CHECK(findings_for("sim/core/kernel.cpp", "\"fakes/elb/types.h\"") == 1);
  CHECK(findings_for("sim/core/kernel.cpp", "<unistd.h>") == 1);
  CHECK(findings_for("sim/core/kernel.cpp", "<boost/url.hpp>") == 1);
  CHECK(findings_for("fakes/elb/service.cpp", "\"fakes/ec2/types.h\"") == 1);
  CHECK(findings_for("fakes/elb/service.cpp", "\"sim/real/sandbox.h\"") == 1);
  CHECK(findings_for("fakes/codebuild/buildspec.h", "<yaml-cpp/yaml.h>") == 1);
  CHECK(findings_for("fakes/aws/json.h", "<boost/json.hpp>") == 1);
  CHECK(findings_for("fakes/codebuild/buildspec.cpp", "<fmt/format.h>") == 1);
  CHECK(findings_for("fakes/codebuild/report_xml.h", "<pugixml.hpp>") == 1);
  CHECK(findings_for("fakes/elb/service.cpp", "<pugixml.hpp>") == 1);
  CHECK(findings_for("fakes/wire/endpoint.cpp", "<pugixml.hpp>") == 1);
  CHECK(findings_for("fakes/aws/ids.cpp", "\"fakes/s3/types.h\"") == 1);
  CHECK(findings_for("fakes/wire/endpoint.cpp", "\"fakes/ssm/wire.h\"") == 1);
  CHECK(findings_for("sim/scenario/parse.cpp", "\"sim/report/junit.h\"") == 1);
  CHECK(findings_for("sim/report/junit.cpp", "\"sim/app/world.h\"") == 1);
  CHECK(findings_for("sim/report/junit.cpp", "<unistd.h>") == 1);
  CHECK(findings_for("sim/real/sandbox.cpp", "\"sim/app/world.h\"") == 1);
  CHECK(findings_for("sim/app/server.cpp", "\"sim/library/stage.h\"") == 1);
  CHECK(findings_for("sim/library/greenroom/world.h", "\"sim/core/time.h\"") == 1);
  CHECK(findings_for("sim/library/greenroom/world.h", "<boost/json.hpp>") == 1);
}

TEST_CASE("an include in a comment is none") {
  const std::string text = "// #include \"fakes/elb/types.h\"\n";
  CHECK(include_direction({made_file("sim/core/kernel.cpp", text)}).empty());
}

TEST_CASE("Asio is for a few sources of sim/real, never for a header") {
  const std::string text = "#include <boost/asio/io_context.hpp>\n";
  CHECK(asio_is_confined({made_file("sim/real/settlement.cpp", text)}).empty());
  CHECK(asio_is_confined({made_file("sim/real/settlement.h", text)}).size() == 1);
  CHECK(asio_is_confined({made_file("sim/app/run.cpp", text)}).size() == 1);
  Tree many;
  for (int i = 0; i < 11; ++i) {
    many.push_back(made_file("sim/real/part" + std::to_string(i) + ".cpp", text));
  }
  CHECK(asio_is_confined(many).size() == 1);
  many.pop_back();
  CHECK(asio_is_confined(many).empty());
}

TEST_CASE("a source includes its own header first, when it has one") {
  const File header = made_file("sim/core/time.h", "");
  const std::string right = "#include \"sim/core/time.h\"\n#include <map>\n";
  const std::string wrong = "#include <map>\n#include \"sim/core/time.h\"\n";
  CHECK(own_header_first({header, made_file("sim/core/time.cpp", right)}).empty());
  CHECK(own_header_first({header, made_file("sim/core/time.cpp", wrong)}).size() == 1);
  CHECK(own_header_first({header, made_file("sim/core/other.cpp", wrong)}).empty());
}

TEST_CASE("a header has #pragma once and somebody includes it") {
  const File source = made_file("sim/core/time.cpp", "#include \"sim/core/time.h\"\n");
  CHECK(header_is_used({source, made_file("sim/core/time.h", "#pragma once\n")}).empty());
  CHECK(header_is_used({source, made_file("sim/core/time.h", "// none\n")}).size() == 1);
  CHECK(header_is_used({source, made_file("sim/core/lost.h", "#pragma once\n")}).size() == 1);
}
