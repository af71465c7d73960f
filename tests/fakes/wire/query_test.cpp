// The protocols query and ec2: forms in, XML out.
#include "fakes/wire/query.h"

#include <catch2/catch.hpp>

#include "fakes/wire/endpoint.h"
#include "fakes/wire/values.h"
#include "tests/support/fake_world.h"

using namespace greenroom;
using namespace greenroom::test;
using namespace greenroom::wire;

namespace {

constexpr const char* k_shapes = R"(
operation Make MakeInput MakeOutput
operation Drop MakeInput Unit
structure Unit
structure MakeInput Name:Name! Count:Count Wanted:Flag Since:Time Ratio:Ratio
  Filters:Filters@xml=Filter
  Tags:Tags@xml=tagSet Labels:Labels Inner:Inner
structure MakeOutput Filters:Filters@xml=filterSet Tags:Tags@xml=tagSet Labels:Labels Since:Time
  Wanted:Flag
structure Inner Names:Names@xml=Name
structure Filter Key:Text Values:Names@xml=Value
structure Tag Key:Text@xml=key Value:Text@xml=value
list Filters Filter element=item
list Tags Tag element=item
list Names Text element=item
map Labels Text Text
string Name 1..8
string Text
integer Count 1..10
boolean Flag
timestamp Time
double Ratio
)";

// Answers with what it was given.
class Paper final : public Service {
 public:
  explicit Paper(const std::string& header) : table_(header + k_shapes) {}
  [[nodiscard]] const Table& table() const override { return table_; }
  Result<aws::Json> call(Context, const std::string& operation, const aws::Json& input) override {
    called = operation + " " + aws::to_text(input);
    if (text_of(input, "Name") == "taken") {
      return Failure{"AlreadyExists", "a < b"};
    }
    return input;
  }
  [[nodiscard]] int status_of_error(const std::string& code) const override {
    return code == "AlreadyExists" ? 409 : 400;
  }
  std::string called;

 private:
  Table table_;
};

struct QueryLab {
  QueryLab() {
    endpoint.add(query);
    endpoint.add(ec2);
    endpoint.add(sibling);
  }
  HttpResponse post(const std::string& body, const std::string& scope = "") {
    HttpRequest request;
    request.method = "POST";
    request.headers = {{"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"}};
    if (!scope.empty()) {
      request.headers.emplace_back(
          "Authorization", "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260101/us-east-1/" + scope +
                               "/aws4_request, SignedHeaders=host, Signature=00");
    }
    request.body = body;
    return endpoint.answer(cx, request);
  }

  FakeWorld world;
  Context cx = world.as("user");
  Paper query{"service elbv2 query 2015-12-01"};
  Paper ec2{"service ec2 ec2 2016-11-15"};
  Paper sibling{"service iam query 2015-12-01"};  // shares the first one's version
  Endpoint endpoint;
};

bool has(const HttpResponse& response, const std::string& text) {
  return response.body.find(text) != std::string::npos;
}

}  // namespace

TEST_CASE("a form becomes an input by the shapes") {
  QueryLab lab;
  const HttpResponse made = lab.post(
      "Action=Make&Version=2015-12-01&Name=a+%26b&Count=7&Wanted=true&Ratio=0.5"
      "&Since=2026-01-01T00%3A00%3A00.250Z&Filter.item.10.Key=ten&Filter.item.2.Key=two"
      "&Filter.item.2.Value.item.1=x&tagSet=&Labels.entry.1.key=k&Labels.entry.1.value=v"
      "&Inner.Name.item.1=n&Unknown=1");
  CHECK(lab.query.called ==
        R"(Make {"Name":"a &b","Count":7,"Wanted":true,"Since":1767225600.250,"Ratio":0.5,)"
        R"("Filters":[{"Key":"two","Values":["x"]},{"Key":"ten"}],"Tags":[],"Labels":{"k":"v"},)"
        R"("Inner":{"Names":["n"]}})");
  CHECK(made.status == 200);
}

TEST_CASE("the lists of ec2 have numbers only, and their names are those of its XML, capitalized") {
  QueryLab lab;
  const HttpResponse made = lab.post(
      "Action=Make&Version=2016-11-15&Name=n&Filter.1.Key=tag:a&Filter.1.Value.1=x"
      "&Filter.1.Value.2=y&TagSet.1.Key=k");
  CHECK(lab.ec2.called == R"(Make {"Name":"n","Filters":[{"Key":"tag:a","Values":["x","y"]}],)"
                          R"("Tags":[{"Key":"k"}]})");
  CHECK(has(made, "<MakeResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\"><requestId>"));
  CHECK(has(made,
            "<filterSet><item><Key>tag:a</Key><Value><item>x</item><item>y</item></Value>"
            "</item></filterSet><tagSet><item><key>k</key></item></tagSet></MakeResponse>"));
  CHECK(has(lab.post("Action=Drop&Version=2016-11-15&Name=n"),
            "</requestId><return>true</return></DropResponse>"));
}

TEST_CASE("an answer of query has its result, and its request's id after it") {
  QueryLab lab;
  const HttpResponse made = lab.post(
      "Action=Make&Version=2015-12-01&Name=n&Since=1767225600&Wanted=false"
      "&Labels.entry.1.key=a%3Cb&Labels.entry.1.value=v");
  CHECK(find_header(made.headers, "Content-Type") == "text/xml;charset=UTF-8");
  const std::string id(find_header(made.headers, "x-amzn-RequestId"));
  CHECK(id.size() == 36);
  CHECK(made.body ==
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<MakeResponse xmlns=\"http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/\">"
        "<MakeResult><Labels><entry><key>a&lt;b</key><value>v</value></entry></Labels>"
        "<Since>2026-01-01T00:00:00.000Z</Since><Wanted>false</Wanted></MakeResult>"
        "<ResponseMetadata><RequestId>" +
            id + "</RequestId></ResponseMetadata></MakeResponse>");
  CHECK(has(lab.post("Action=Drop&Version=2015-12-01&Name=n"),
            "2015-12-01/\"><ResponseMetadata><RequestId>"));
}

TEST_CASE("what is refused is an error in the shape of its protocol, with the service's status") {
  QueryLab lab;
  const HttpResponse taken = lab.post("Action=Make&Version=2015-12-01&Name=taken");
  CHECK(taken.status == 409);
  CHECK(has(taken,
            "<Error><Type>Sender</Type><Code>AlreadyExists</Code><Message>a &lt; b</Message>"
            "</Error><RequestId>"));
  const HttpResponse of_ec2 = lab.post("Action=Make&Version=2016-11-15&Name=taken");
  CHECK(has(of_ec2,
            "<Response><Errors><Error><Code>AlreadyExists</Code><Message>a &lt; b</Message>"
            "</Error></Errors><RequestID>"));
  const HttpResponse wrong = lab.post("Action=Make&Version=2015-12-01&Count=70");
  CHECK(wrong.status == 400);
  CHECK(has(wrong, "<Code>ValidationError</Code>"));
  CHECK(has(wrong, "2 validation errors detected: Value null at "));
  CHECK(has(lab.post("Action=Make&Version=2016-11-15"), "<Code>MissingParameter</Code>"));
  CHECK(has(lab.post("Action=Make&Version=2016-11-15&Name=123456789"),
            "<Code>InvalidParameterValue</Code>"));
  CHECK(has(lab.post("Action=Make&Version=2015-12-01&Name=n&Count=two"),
            "<Code>MalformedInput</Code>"));
  CHECK(lab.query.called.find("Count") == std::string::npos);
}

TEST_CASE("numbers that lists and maps want and do not have are refused") {
  QueryLab lab;
  for (const char* wrong :
       {"Filter.item.x.Key=1", "Filter.1.Key=1", "Filter.item.0.Key=1", "Labels.entry.1.value=v",
        "Labels.entry.1.key=v", "Filter.item.99999999999999999999.Key=1", "Name.inner=1"}) {
    CAPTURE(wrong);
    CHECK(has(lab.post(std::string("Action=Make&Version=2015-12-01&") + wrong),
              "<Code>MalformedInput</Code>"));
  }
  CHECK(has(lab.post("Action=Make&Version=2016-11-15&Name=n&Filter.item.1.Key=1"),
            "<Code>UnknownParameter</Code>"));
  CHECK(lab.query.called.empty());
  CHECK(lab.ec2.called.empty());
}

TEST_CASE("a form's service is that of its credential scope, or of its version and action") {
  QueryLab lab;
  CHECK(has(lab.post("Action=Make&Version=2015-12-01&Name=n", "iam"),
            "https://iam.amazonaws.com/doc/2015-12-01/"));
  CHECK(has(lab.post("Action=Make&Version=2015-12-01&Name=n", "elasticloadbalancing"),
            "http://elasticloadbalancing.amazonaws.com/"));
  const HttpResponse classic =
      lab.post("Action=Make&Version=2012-06-01&Name=n", "elasticloadbalancing");
  CHECK(classic.status == 501);
  CHECK(has(classic, "elasticloadbalancing 2012-06-01:Make is not served here"));
  CHECK(lab.post("Action=Make&Version=2010-03-31&Name=n").status == 501);
  const HttpResponse unknown = lab.post("Action=Break&Version=2016-11-15");
  CHECK(unknown.status == 501);
  CHECK(has(unknown,
            "<Response><Errors><Error><Code>NotImplemented</Code>"
            "<Message>ec2:Break is not served here"));
  CHECK(has(lab.post("Version=2016-11-15"), "<Code>MissingAction</Code>"));
  CHECK(has(lab.post("Action=%zz"), "<Code>MissingAction</Code>"));
}

TEST_CASE("a presigned query is a GET whose scope is in its address") {
  QueryLab lab;
  HttpRequest request;
  request.target =
      "/?Action=Make&Version=2015-12-01&Name=n&X-Amz-Credential=AKID%2F20260101%2Fus-east-1%2Fiam"
      "%2Faws4_request";
  CHECK(lab.endpoint.answer(lab.cx, request).status == 200);
  CHECK(lab.sibling.called == R"(Make {"Name":"n"})");
  CHECK(lab.query.called.empty());
}

TEST_CASE("timestamps in forms may have fractions, offsets, or be seconds") {
  CHECK(seconds_of_iso8601("2026-01-01T00:00:00Z") == "1767225600.000");
  CHECK(seconds_of_iso8601("2026-01-01T00:00:00.1239Z") == "1767225600.123");
  CHECK(seconds_of_iso8601("2026-01-01T01:30:00+01:30") == "1767225600.000");
  CHECK(seconds_of_iso8601("2025-12-31T23:00:00-0100") == "1767225600.000");
  CHECK(seconds_of_iso8601("2024-02-29") == "1709164800.000");
  CHECK(seconds_of_iso8601("2026-12-31T23:59:59Z") == "1798761599.000");
  CHECK(seconds_of_iso8601("1767225600.25") == "1767225600.250");
  CHECK(seconds_of_iso8601("2026") == "2026.000");  // seconds
  for (const char* wrong :
       {"", "yesterday", "2026-13-01", "2026-01-01T00", "-5", "2026-01-01T00:00:00Zx",
        "20260101T000000Z", "1970-01-01T00:00:00+01:00", "2026-02-29", "2026-04-31", "2026-12-32",
        "2026-01-01T24:00:00Z", "2026-01-01T00:60:00Z", "2026-01-01T00:00:60Z",
        "2026-01-01T00:00:00+24:00"}) {
    CAPTURE(wrong);
    CHECK_FALSE(seconds_of_iso8601(wrong));
  }
}

TEST_CASE("a number with zeros before it is that number") {
  QueryLab lab;
  lab.post("Action=Make&Version=2015-12-01&Name=n&Count=007");
  CHECK(lab.query.called == R"(Make {"Name":"n","Count":7})");
}

TEST_CASE("of two entries of a form's map with one key the last counts") {
  QueryLab lab;
  lab.post(
      "Action=Make&Version=2015-12-01&Name=n&Labels.entry.1.key=k&Labels.entry.1.value=v"
      "&Labels.entry.2.key=k&Labels.entry.2.value=w");
  CHECK(lab.query.called == R"(Make {"Name":"n","Labels":{"k":"w"}})");
}

namespace {

// Posted to an address, by whom its scope names.
std::optional<QueryCall> read_post(const std::string& target, const std::string& body,
                                   const std::string& scope = "") {
  HttpRequest request;
  request.method = "POST";
  request.target = target;
  request.headers = {{"Content-Type", "application/x-www-form-urlencoded"}};
  if (!scope.empty()) {
    request.headers.emplace_back("Authorization", "AWS4-HMAC-SHA256 Credential=A/20260101/r/" +
                                                      scope + "/aws4_request, Signature=00");
  }
  request.body = body;
  return read_query(request);
}

}  // namespace

TEST_CASE("a form at a queue's address is a query that means this queue") {
  const auto call = read_post("/123456789012/jobs", "Action=SendMessage&MessageBody=x");
  REQUIRE(call);
  CHECK(call->operation == "SendMessage");
  CHECK(call->parameters.at("QueueUrl") == "/123456789012/jobs");
  CHECK(read_post("/123456789012/a-b_c.fifo/", "")->parameters.at("QueueUrl") ==
        "/123456789012/a-b_c.fifo");
  CHECK(read_post("/123456789012/jobs", "Action=A&QueueUrl=other")->parameters.at("QueueUrl") ==
        "other");
  CHECK(read_post("/", "Action=A")->parameters.count("QueueUrl") == 0);
  CHECK(read_post("/123456789012/jobs", "Action=%zz", "sqs")->operation.empty());
  HttpRequest get;
  get.target = "/123456789012/jobs?Action=ReceiveMessage";
  CHECK(read_query(get)->operation == "ReceiveMessage");
}

TEST_CASE("what S3's clients ask of a bucket that is called as an account is stays theirs") {
  CHECK_FALSE(read_post("/123456789012/jobs?uploads", ""));
  CHECK_FALSE(read_post("/123456789012/jobs?uploads", "Action=A", "s3"));
  CHECK_FALSE(read_post("/123456789012/jobs", "", "s3"));
  for (const char* target :
       {"/123456789012", "/123456789012/", "/123456789012//", "/12345678901/jobs",
        "/1234567890123/jobs", "/12345678901x/jobs", "/123456789012/jobs/more",
        "/123456789012/a%20b", "/photos/jobs", "/123456789012xjobs"}) {
    CAPTURE(target);
    CHECK_FALSE(read_post(target, "Action=A"));
  }
  HttpRequest get;
  get.target = "/123456789012/jobs";
  CHECK_FALSE(read_query(get));
}

TEST_CASE("flat lists and maps have nothing around them, and elements of a name of their own") {
  FakeWorld world;
  Paper service(R"(service sqs json-1.0 Queues 2012-11-05
operation Give Given Given
structure Given Names:Flat Plain:Plain@xml=Each Tags:TagMap@xml=Tag
list Flat Text flat=Named
list Plain Text flat
map TagMap Text Text flat key=Key value=Value
)");
  Endpoint endpoint;
  endpoint.add(service);
  const auto ask = [&](const std::string& form) {
    HttpRequest request;
    request.method = "POST";
    request.headers = {{"Content-Type", "application/x-www-form-urlencoded"}};
    request.body = "Action=Give&Version=2012-11-05" + form;
    return endpoint.answer(world.as("user"), request).body;
  };
  const std::string body =
      ask("&Named.2=b&Named.1=a&Each.1=c&Tag.1.Key=k&Tag.1.Value=v&Tag.2.Key=l&Tag.2.Value=w");
  CHECK(service.called == R"(Give {"Names":["a","b"],"Plain":["c"],"Tags":{"k":"v","l":"w"}})");
  CHECK(body.find("<GiveResult><Named>a</Named><Named>b</Named><Each>c</Each><Tag><Key>k</Key>"
                  "<Value>v</Value></Tag><Tag><Key>l</Key><Value>w</Value></Tag></GiveResult>") !=
        std::string::npos);
  ask("&Names=");
  CHECK(service.called == R"(Give {"Names":[]})");
  ask("&Named=a&Tag.Key=k&Tag.Value=v");
  CHECK(service.called == R"(Give {"Names":["a"],"Tags":{"k":"v"}})");
  service.called.clear();
  CHECK(ask("&Tag.1.Key=k").find("<Code>MalformedInput</Code>") != std::string::npos);
  CHECK(ask("&Tag.Key=k").find("<Code>MalformedInput</Code>") != std::string::npos);
  CHECK(service.called.empty());
}
