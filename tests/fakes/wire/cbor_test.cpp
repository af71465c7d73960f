// The protocol rpc-v2-cbor.
#include "fakes/wire/cbor.h"

#include <catch2/catch.hpp>

#include "fakes/wire/endpoint.h"
#include "fakes/wire/values.h"
#include "tests/support/fake_world.h"

using namespace greenroom;
using namespace greenroom::test;
using namespace greenroom::wire;

namespace {

std::string bytes(std::initializer_list<int> values) {
  std::string all;
  for (const int value : values) {
    all += static_cast<char>(value);
  }
  return all;
}

std::string read(const std::string& given) {
  const Result<aws::Json> item = parse_cbor(given);
  return item.ok() ? aws::to_text(item.value()) : item.failure().code;
}

constexpr const char* k_table = R"(
service cloudwatch json-1.0 GraniteServiceVersion20100801 2010-08-01
operation Put PutInput Unit
operation Get PutInput PutInput
structure Unit
structure PutInput Name:Name! Value:Ratio Count:Count At:Time Bytes:Bytes On:Flag Names:Names
  Map:Map
string Name 1..8
double Ratio
integer Count
timestamp Time
blob Bytes
boolean Flag
list Names Name
map Map Name Count
)";

class Paper final : public Service {
 public:
  [[nodiscard]] const Table& table() const override { return table_; }
  Result<aws::Json> call(Context, const std::string&, const aws::Json& input) override {
    called = aws::to_text(input);
    return text_of(input, "Name") == "taken" ? Result<aws::Json>(Failure{"ResourceNotFound", "no"})
                                             : Result<aws::Json>(input);
  }
  [[nodiscard]] int status_of_error(const std::string&) const override { return 404; }
  std::string called;

 private:
  Table table_ = Table(k_table);
};

struct CborLab {
  CborLab() { endpoint.add(service); }
  HttpResponse post(const std::string& operation, const std::string& body) {
    HttpRequest request;
    request.method = "POST";
    request.target = "/service/GraniteServiceVersion20100801/operation/" + operation;
    request.headers = {{"smithy-protocol", "rpc-v2-cbor"}, {"Content-Type", "application/cbor"}};
    request.body = body;
    return endpoint.answer(cx, request);
  }
  FakeWorld world;
  Context cx = world.as("user");
  Paper service;
  Endpoint endpoint;
};

}  // namespace

TEST_CASE("items of CBOR are read, of definite and of indefinite length") {
  CHECK(read("") == "{}");
  CHECK(read(bytes({0x17})) == "23");
  CHECK(read(bytes({0x18, 0xff})) == "255");
  CHECK(read(bytes({0x1b, 0, 0, 0, 1, 0, 0, 0, 0})) == "4294967296");
  CHECK(read(bytes({0x38, 0x63})) == "-100");
  CHECK(read(bytes({0x43, 1, 2, 3})) == R"("AQID")");
  CHECK(read(bytes({0x62, 'h', 'i'})) == R"("hi")");
  CHECK(read(bytes({0x7f, 0x61, 'h', 0x61, 'i', 0xff})) == R"("hi")");
  CHECK(read(bytes({0x83, 0xf4, 0xf5, 0xf6})) == "[false,true,null]");
  CHECK(read(bytes({0x9f, 0x01, 0x02, 0xff})) == "[1,2]");
  CHECK(read(bytes({0xbf, 0x61, 'a', 0x01, 0xff})) == R"({"a":1})");
  CHECK(read(bytes({0xc1, 0x1a, 0x69, 0x55, 0xb9, 0x00})) == "1767225600");
  CHECK(read(bytes({0xf9, 0x3e, 0x00})) == "1.5");
  CHECK(read(bytes({0xfa, 0x3d, 0xcc, 0xcc, 0xcd})) == "0.10000000149011611938");
  CHECK(read(bytes({0xfb, 0xc0, 0x58, 0xe0, 0, 0, 0, 0, 0})) == "-99.5");
}

TEST_CASE("what is no CBOR is refused, and ends") {
  std::string nested(100, '\x81');
  std::string many = bytes({0x9b, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff});
  for (const std::string& wrong :
       {bytes({0x18}), bytes({0x62, 'h'}), bytes({0x01, 0x01}), bytes({0x9f, 0x01}),
        bytes({0xa1, 0x01, 0x01}), bytes({0xc2, 0x41, 1}), bytes({0xc1, 0x61, 'x'}),
        bytes({0xf9, 0x7e, 0x00}), bytes({0xf9, 0x7c, 0x00}), bytes({0xff}), bytes({0x1c}),
        bytes({0x7f, 0x41, 1, 0xff}), bytes({0x3b, 0xff, 0, 0, 0, 0, 0, 0, 0}), nested, many,
        bytes({0xfb, 0x7f, 0xe0, 0, 0, 0, 0, 0, 0})}) {
    CHECK(read(wrong) == "SerializationException");
  }
}

TEST_CASE("numbers of IEEE are told as decimals, and decimals become the nearest of them") {
  struct Case {
    std::uint64_t bits;
    const char* decimal;
  };
  for (const Case& one :
       {Case{0x0, "0"}, Case{0x3fe0000000000000, "0.5"}, Case{0x4008000000000000, "3"},
        Case{0xc058e00000000000, "-99.5"}, Case{0x41da556e40100000, "1767225600.25"},
        Case{0x3e10000000000000, "0.00000000093132257461547851562"},
        Case{0x43b0000000000001, "1152921504606847232"}}) {
    CAPTURE(one.decimal);
    CHECK(decimal_of_ieee(one.bits, 11, 52) == one.decimal);
  }
  CHECK(decimal_of_ieee(0x1, 11, 52) == "0");  // nothing measures that
  CHECK(decimal_of_ieee(0x3fb999999999999a, 11, 52) == "0.10000000000000000555");
  CHECK_FALSE(decimal_of_ieee(0x7ff0000000000000, 11, 52));
  for (const Case& one :
       {Case{0x3fb999999999999a, "0.1"}, Case{0xc058e00000000000, "-99.50"},
        Case{0x41da556e40100000, "1767225600.250"}, Case{0x0, "0.0"},
        Case{0x419d6f34547e6b40, "123456789.123456"}, Case{0x3ff0000000000000, "1"},
        Case{0x3eb0c6f7a0b5ed8d, "0.000001"}, Case{0x4376345785d8a000, "99999999999999999"},
        Case{0x3fefffffffffffff, "0.99999999999999989"},
        Case{0x3fd5555555555555, "0.3333333333333333333333333"}}) {
    CAPTURE(one.decimal);
    CHECK(ieee_of_decimal(one.decimal) == one.bits);
  }
}

TEST_CASE("an operation is called by its address, and answered in CBOR") {
  CborLab lab;
  // {"Name": "n", "Value": 0.5, "Count": -3, "At": 1(1767225600), "Bytes": b"\x01", "On": true}
  const std::string input = bytes(
      {0xa6, 0x64, 'N',  'a',  'm', 'e', 0x61, 'n', 0x65, 'V',  'a',  'l',  'u',  'e',  0xf9,
       0x38, 0x00, 0x65, 'C',  'o', 'u', 'n',  't', 0x22, 0x62, 'A',  't',  0xc1, 0x1a, 0x69,
       0x55, 0xb9, 0x00, 0x65, 'B', 'y', 't',  'e', 's',  0x41, 0x01, 0x62, 'O',  'n',  0xf5});
  const HttpResponse got = lab.post("Get", input);
  CHECK(lab.service.called ==
        R"({"Name":"n","Value":0.5,"Count":-3,"At":1767225600,"Bytes":"AQ==","On":true})");
  CHECK(got.status == 200);
  CHECK(find_header(got.headers, "smithy-protocol") == "rpc-v2-cbor");
  CHECK(find_header(got.headers, "Content-Type") == "application/cbor");
  CHECK(got.body ==
        bytes({0xa6, 0x64, 'N',  'a', 'm', 'e',  0x61, 'n',  0x65, 'V',  'a',  'l',  'u', 'e',
               0xfb, 0x3f, 0xe0, 0,   0,   0,    0,    0,    0,    0x65, 'C',  'o',  'u', 'n',
               't',  0x22, 0x62, 'A', 't', 0xc1, 0xfb, 0x41, 0xda, 0x55, 0x6e, 0x40, 0,   0,
               0,    0x65, 'B',  'y', 't', 'e',  's',  0x41, 0x01, 0x62, 'O',  'n',  0xf5}));
  CHECK(lab.post("Put", bytes({0xa1, 0x64, 'N', 'a', 'm', 'e', 0x61, 'n'})).body == bytes({0xa0}));
}

TEST_CASE("refusals in CBOR carry the code twice, for clients of then and now") {
  CborLab lab;
  const HttpResponse refused =
      lab.post("Get", bytes({0xa1, 0x64, 'N', 'a', 'm', 'e', 0x65, 't', 'a', 'k', 'e', 'n'}));
  CHECK(refused.status == 404);
  CHECK(read(refused.body) == R"({"__type":"ResourceNotFound","message":"no"})");
  CHECK(find_header(refused.headers, "x-amzn-query-error") == "ResourceNotFound;Sender");
  CHECK(read(lab.post("Get", "").body).find("ValidationException") != std::string::npos);
  CHECK(read(lab.post("Get", "\x18").body).find("SerializationException") != std::string::npos);
  const HttpResponse unknown = lab.post("Unknown", "");
  CHECK(unknown.status == 501);
  CHECK(read(unknown.body).find("cloudwatch:Unknown is not served here") != std::string::npos);
}

TEST_CASE("the same service answers in JSON 1.0, in kind, and to forms") {
  CborLab lab;
  HttpRequest request;
  request.method = "POST";
  request.headers = {{"X-Amz-Target", "GraniteServiceVersion20100801.Get"},
                     {"Content-Type", "application/x-amz-json-1.0"}};
  request.body = R"({"Name": "n", "Value": 0.5})";
  const HttpResponse json = lab.endpoint.answer(lab.cx, request);
  CHECK(find_header(json.headers, "Content-Type") == "application/x-amz-json-1.0");
  CHECK(json.body == R"({"Name":"n","Value":0.5})");
  request.body = R"({"Name": "taken"})";
  const HttpResponse refused = lab.endpoint.answer(lab.cx, request);
  CHECK(refused.status == 404);
  CHECK(find_header(refused.headers, "x-amzn-query-error") == "ResourceNotFound;Sender");
  request.headers = {{"Content-Type", "application/x-www-form-urlencoded"}};
  request.body =
      "Action=Get&Version=2010-08-01&Name=n&Names.member.1=a&Map.entry.1.key=k"
      "&Map.entry.1.value=2";
  const HttpResponse xml = lab.endpoint.answer(lab.cx, request);
  CHECK(xml.body.find("<GetResponse xmlns=\"http://monitoring.amazonaws.com/doc/2010-08-01/\">"
                      "<GetResult><Name>n</Name><Names><member>a</member></Names><Map><entry>"
                      "<key>k</key><value>2</value></entry></Map></GetResult>") !=
        std::string::npos);
}

TEST_CASE("of two entries of a map with one key the last counts") {
  CHECK(read(bytes({0xa2, 0x61, 'a', 0x01, 0x61, 'a', 0x02})) == R"({"a":2})");
}
