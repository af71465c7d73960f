// Event patterns, row by row: what matches, what does not, and what is no pattern.
//
// AWS: reference codebuild-codepipeline-s3 4.3 and the README of event-ruler.
#include "fakes/events/event_pattern.h"

#include <catch2/catch.hpp>

using namespace greenroom;
using namespace greenroom::events;

namespace {

// The sample event of event-ruler's README.
const char* const k_sample = R"({
  "version": "0",
  "id": "ddddd4-aaaa-7777-4444-345dd43cc333",
  "detail-type": "EC2 Instance State-change Notification",
  "source": "aws.ec2",
  "account": "012345679012",
  "time": "2017-10-02T16:24:49Z",
  "region": "us-east-1",
  "resources": ["arn:aws:ec2:us-east-1:123456789012:instance/i-000000aaaaaa00000"],
  "detail": {
    "c-count": 5,
    "d-count": 3,
    "x-limit": 301.8,
    "source-ip": "10.0.0.33",
    "instance-id": "i-000000aaaaaa00000",
    "state": "running"
  }
})";

bool wants(const std::string& pattern, const std::string& event) {
  const Result<EventPattern> parsed = parse_event_pattern(pattern);
  if (!parsed.ok()) {
    FAIL(parsed.failure().message);
  }
  return matches(parsed.value(), aws::parse_json(event).value());
}

// Whether {"f": [match]} wants {"f": value}.
bool wants_value(const std::string& match, const std::string& value) {
  return wants(R"({"f": [)" + match + "]}", R"({"f": )" + value + "}");
}

std::string refusal(const std::string& pattern) {
  const Result<EventPattern> parsed = parse_event_pattern(pattern);
  if (parsed.ok()) {
    return "accepted";
  }
  CHECK(parsed.failure().code == "InvalidEventPatternException");
  const std::string begin = "Event pattern is not valid. Reason: ";
  CHECK(parsed.failure().message.rfind(begin, 0) == 0);
  return parsed.failure().message.substr(begin.size());
}

struct ValueRow {
  std::string match;
  std::string value;
  bool matches;
};

struct RefusalRow {
  std::string pattern;
  std::string reason;
};

void check_refusals(const std::vector<RefusalRow>& rows) {
  for (const RefusalRow& row : rows) {
    CAPTURE(row.pattern);
    CHECK(refusal(row.pattern) == row.reason);
  }
}

void check_rows(const std::vector<ValueRow>& rows) {
  for (const ValueRow& row : rows) {
    CAPTURE(row.match, row.value);
    CHECK(wants_value(row.match, row.value) == row.matches);
  }
}

}  // namespace

TEST_CASE("event-ruler's README: these patterns want its sample event") {
  const std::vector<std::string> rows = {
      R"({"detail-type": ["EC2 Instance State-change Notification"],
          "resources": ["arn:aws:ec2:us-east-1:123456789012:instance/i-000000aaaaaa00000"],
          "detail": {"state": ["initializing", "running"]}})",
      R"({"time": [{"prefix": "2017-10-02"}]})",
      R"({"source": [{"suffix": "ec2"}]})",
      R"({"source": [{"equals-ignore-case": "AWS.EC2"}]})",
      R"({"source": [{"wildcard": "aws.*2"}]})",
      R"({"detail": {"state": [{"anything-but": "initializing"}]}})",
      R"({"detail": {"x-limit": [{"anything-but": 123}]}})",
      R"({"detail": {"state": [{"anything-but": ["stopped", "overloaded"]}]}})",
      R"({"detail": {"x-limit": [{"anything-but": [100, 200, 300]}]}})",
      R"({"detail": {"state": [{"anything-but": {"prefix": "init"}}]}})",
      R"({"detail": {"c-count": [{"numeric": [">", 0, "<=", 5]}],
                     "d-count": [{"numeric": ["<", 10]}],
                     "x-limit": [{"numeric": ["=", 3.018e2]}]}})",
      R"({"detail": {"source-ip": [{"cidr": "10.0.0.0/24"}]}})",
      R"({"detail": {"c-count": [{"exists": true}]}})",
      R"({"detail": {"e-count": [{"exists": false}]}})",
      R"({"time": [{"prefix": "2017-10-02"}],
          "detail": {"state": [{"anything-but": "initializing"}],
                     "c-count": [{"numeric": [">", 0, "<=", 5]}],
                     "d-count": [{"numeric": ["<", 10]}],
                     "x-limit": [{"anything-but": [100, 200, 300]}],
                     "source-ip": [{"cidr": "10.0.0.0/8"}]}})",
  };
  for (const std::string& pattern : rows) {
    CAPTURE(pattern);
    CHECK(wants(pattern, k_sample));
  }
}

TEST_CASE("all fields must fit: one that does not is enough") {
  CHECK(wants(R"({"source": ["aws.ec2"], "region": ["us-east-1"]})", k_sample));
  CHECK_FALSE(wants(R"({"source": ["aws.ec2"], "region": ["eu-west-1"]})", k_sample));
  CHECK_FALSE(wants(R"({"source": ["aws.ec2"], "detail": {"state": ["stopped"]}})", k_sample));
  CHECK_FALSE(wants(R"({"source": ["aws.ec2"], "absent": ["x"]})", k_sample));
  CHECK_FALSE(wants(R"({"absent": {"deep": ["x"]}})", k_sample));
}

TEST_CASE("reference 4.3: exact values") {
  check_rows({
      {R"("a")", R"("a")", true},
      {R"("a")", R"("A")", false},  // case-sensitive
      {R"("a")", R"("ab")", false},
      {R"("")", R"("")", true},
      {R"("")", "null", false},  // `null` and "" are different
      {"null", R"("")", false},
      {"null", "null", true},
      {R"("null")", "null", false},
      {"true", "true", true},
      {"true", "false", false},
      {"true", R"("true")", false},
      {"3", "3", true},
      {"3", "3.0", true},  // numbers by value
      {"300", "3.0e2", true},
      {"0", "-0", true},
      {"0.1", "0.10", true},
      {"0.1", "0.100001", false},
      {"3", R"("3")", false},
      {R"("3")", "3", false},
      {"123456789012", "123456789012", true},    // beyond 5.0e9: equal as a text,
      {"123456789012", "123456789012.0", false}  // and only so
  });
}

TEST_CASE("reference 4.3: prefix, suffix, equals-ignore-case, wildcard") {
  check_rows({
      {R"({"prefix": "a"})", R"("abc")", true},
      {R"({"prefix": "b"})", R"("abc")", false},
      {R"({"prefix": ""})", R"("abc")", true},
      {R"({"prefix": "1"})", "12", false},  // strings only
      {R"({"prefix": {"equals-ignore-case": "aB"}})", R"("AbC")", true},
      {R"({"prefix": {"equals-ignore-case": "abcd"}})", R"("abc")", false},
      {R"({"suffix": ".zip"})", R"("source.zip")", true},
      {R"({"suffix": ".zip"})", R"("source.zipx")", false},
      {R"({"suffix": {"equals-ignore-case": ".ZIP"}})", R"("source.zip")", true},
      {R"({"suffix": {"equals-ignore-case": "source.zip"}})", R"("zip")", false},
      {R"({"equals-ignore-case": "RunNing"})", R"("running")", true},
      {R"({"equals-ignore-case": "run"})", R"("running")", false},
      {R"({"wildcard": "dir/*.zip"})", R"("dir/a/b.zip")", true},
      {R"({"wildcard": "dir/*.zip"})", R"("dir/.zip")", true},
      {R"({"wildcard": "dir/*.zip"})", R"("dir.zip")", false},
      {R"({"wildcard": "a*a"})", R"("a")", false},  // both ends need a letter of their own
      {R"({"wildcard": "*b*c*"})", R"("abxcd")", true},
      {R"({"wildcard": "*c*b*"})", R"("abxcd")", false},
      {R"({"wildcard": "a*bc*c"})", R"("abcbc")", true},
      {R"({"wildcard": "abc"})", R"("abc")", true},
      {R"({"wildcard": "a\\*c"})", R"("a*c")", true},
      {R"({"wildcard": "a\\*c"})", R"("abc")", false},
      {R"({"wildcard": "a\\\\*"})", R"("a\\b")", true},
      {R"({"wildcard": "*"})", "1", false},
  });
}

TEST_CASE("reference 4.3: anything-but") {
  check_rows({
      {R"({"anything-but": "a"})", R"("a")", false},
      {R"({"anything-but": "a"})", R"("b")", true},
      {R"({"anything-but": "a"})", "1", true},
      {R"({"anything-but": "a"})", "null", true},
      {R"({"anything-but": ["a", "b"]})", R"("b")", false},
      {R"({"anything-but": 3})", "3.0", false},
      {R"({"anything-but": 3})", "4", true},
      {R"({"anything-but": 3})", R"("3")", true},
      {R"({"anything-but": {"prefix": "in"}})", R"("init")", false},
      {R"({"anything-but": {"prefix": ["x", "in"]}})", R"("init")", false},
      {R"({"anything-but": {"prefix": "in"}})", R"("run")", true},
      {R"({"anything-but": {"suffix": ".md"}})", R"("a.md")", false},
      {R"({"anything-but": {"suffix": [".md", ".txt"]}})", R"("a.zip")", true},
      {R"({"anything-but": {"equals-ignore-case": "A"}})", R"("a")", false},
      {R"({"anything-but": {"equals-ignore-case": ["B", "A"]}})", R"("a")", false},
      {R"({"anything-but": {"wildcard": "a*c"}})", R"("abc")", false},
      {R"({"anything-but": {"wildcard": ["x*", "a*c"]}})", R"("abd")", true},
  });
  CHECK_FALSE(wants(R"({"f": [{"anything-but": "a"}]})", R"({"g": "b"})"));
}

TEST_CASE("reference 4.3: numeric") {
  check_rows({
      {R"({"numeric": ["=", 5]})", "5.000000", true},
      {R"({"numeric": ["=", 5]})", "5.000001", false},
      {R"({"numeric": ["<", 5]})", "5", false},
      {R"({"numeric": ["<", 5]})", "4.999999", true},
      {R"({"numeric": ["<=", 5]})", "5", true},
      {R"({"numeric": [">", -1.5]})", "-1.5", false},
      {R"({"numeric": [">", -1.5]})", "-1.499999", true},
      {R"({"numeric": [">=", 0]})", "0", true},
      {R"({"numeric": [">", 0, "<=", 5]})", "5", true},
      {R"({"numeric": [">", 0, "<=", 5]})", "0", false},
      {R"({"numeric": [">=", 0, "<", 5]})", "0", true},
      {R"({"numeric": [">=", 0, "<", 5]})", "5", false},
      {R"({"numeric": ["<", 5]})", R"("4")", false},          // JSON numbers only
      {R"({"numeric": ["<", 5]})", "-5000000001", false},     // beyond what is compared
      {R"({"numeric": [">=", -5e9]})", "-5000000000", true},  // the end itself is not
      {R"({"numeric": [">", 0]})", "0.0000001", false},
      // No two of these are the same number to a computer that rounds.
      {R"({"numeric": ["=", 4999999999.999999]})", "4999999999.999999", true},
      {R"({"numeric": ["<", 4999999999.999999]})", "4999999999.999998", true},
      {R"({"numeric": ["=", 0.3]})", "3e-1", true},
  });
}

TEST_CASE("reference 4.3: exists speaks of leaves") {
  check_rows({
      {R"({"exists": true})", "null", true},
      {R"({"exists": true})", R"({"c1": 100})", false},  // an object-valued field does not exist
      {R"({"exists": false})", R"({"c1": 100})", true},
      {R"({"exists": false})", R"("x")", false},
      {R"({"exists": true})", "[1]", true},
      {R"({"exists": true})", "[]", false},
  });
  CHECK(wants(R"({"f": [{"exists": false}]})", R"({"g": 1})"));
  CHECK_FALSE(wants(R"({"f": [{"exists": true}]})", R"({"g": 1})"));
  CHECK(wants(R"({"detail": {"f": [{"exists": false}]}})", R"({"g": 1})"));
  CHECK(wants(R"({"f": [{"exists": false}, "x"]})", R"({"f": "x"})"));
  CHECK_FALSE(
      wants(R"({"list": {"f": [{"exists": false}]}})", R"({"list": [{"f": 1}, {"g": 2}]})"));
}

TEST_CASE("reference 4.3: cidr") {
  check_rows({
      {R"({"cidr": "10.0.0.0/24"})", R"("10.0.0.255")", true},
      {R"({"cidr": "10.0.0.0/24"})", R"("10.0.1.0")", false},
      {R"({"cidr": "10.0.0.128/25"})", R"("10.0.0.127")", false},
      {R"({"cidr": "10.0.0.128/25"})", R"("10.0.0.129")", true},
      {R"({"cidr": "0.0.0.0/0"})", R"("255.1.2.3")", true},
      {R"({"cidr": "10.0.0.1/32"})", R"("10.0.0.1")", true},
      {R"({"cidr": "10.0.0.0/8"})", R"("10.0.0")", false},
      {R"({"cidr": "10.0.0.0/8"})", R"("10.0.0.256")", false},
      {R"({"cidr": "10.0.0.0/8"})", R"("::a00:1")", false},
      {R"({"cidr": "0.0.0.0/0"})", "10", false},
      {R"({"cidr": "2001:db8::/32"})", R"("2001:db8:1::1")", true},
      {R"({"cidr": "2001:db8::/32"})", R"("2001:DB8::1")", true},
      {R"({"cidr": "2001:db8::/32"})", R"("2001:db9::1")", false},
      {R"({"cidr": "::1/128"})", R"("0:0:0:0:0:0:0:1")", true},
      {R"({"cidr": "::1/128"})", R"("1:2:3")", false},
  });
}

TEST_CASE("an array of the event stands for any of its elements") {
  check_rows({
      {R"("b")", R"(["a", "b"])", true},
      {R"("c")", R"(["a", "b"])", false},
      {R"("b")", R"(["a", ["x", "b"]])", true},
      {R"({"anything-but": "a"})", R"(["a", "b"])", true},
      {R"({"anything-but": "a"})", R"(["a", "a"])", false},
      {R"("a")", "[]", false},
  });
}

TEST_CASE("fields inside of an array's objects are met by one and the same object") {
  const std::string staff = R"({"staff": [{"first": "Anna", "last": "Doe"},
                                          {"first": "John", "last": "Smith"}]})";
  CHECK(wants(R"({"staff": {"first": ["John"], "last": ["Smith"]}})", staff));
  CHECK_FALSE(wants(R"({"staff": {"first": ["Anna"], "last": ["Smith"]}})", staff));
}

TEST_CASE("event-ruler's README: $or") {
  // "source" && ("metricName" || ("metricType" && "namespace" && ("metricId" || "spaceId")) ||
  // "scope")
  const std::string pattern = R"({
    "source": ["aws.cloudwatch"],
    "$or": [
      {"metricName": ["CPUUtilization", "ReadLatency"]},
      {"metricType": ["MetricType"], "namespace": ["AWS/EC2", "AWS/ES"],
       "$or": [{"metricId": [1234]}, {"spaceId": [1000]}]},
      {"scope": ["Service"]}]})";
  struct Row {
    std::string event;
    bool matches;
  };
  const std::vector<Row> rows = {
      {R"({"source": "aws.cloudwatch", "metricName": "ReadLatency"})", true},
      {R"({"source": "aws.cloudwatch", "scope": "Service"})", true},
      {R"({"source": "aws.cloudwatch", "metricType": "MetricType", "namespace": "AWS/ES",
           "spaceId": 1000})",
       true},
      {R"({"source": "aws.cloudwatch", "metricType": "MetricType", "namespace": "AWS/ES"})", false},
      {R"({"source": "aws.cloudwatch"})", false},
      {R"({"source": "aws.other", "scope": "Service"})", false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.event);
    CHECK(wants(pattern, row.event) == row.matches);
  }
  const std::string inside = R"({"detail": {"$or": [{"a": [1]}, {"b": [2]}]}})";
  CHECK(wants(inside, R"({"detail": {"b": 2}})"));
  CHECK_FALSE(wants(inside, R"({"detail": {"a": 2, "b": 1}})"));
}

TEST_CASE("event-ruler's README: $or that is a field like any other") {
  CHECK(wants(R"({"source": ["s"], "$or": {"metricType": ["MetricType"]}})",
              R"({"source": "s", "$or": {"metricType": "MetricType"}})"));
  CHECK(wants(R"({"$or": [{"numeric": ["=", 123]}, {"prefix": "abc"}]})", R"({"$or": "abcd"})"));
}

TEST_CASE("of two fields with one name the last counts") {
  CHECK(wants(R"({"a": ["x"], "a": ["y"]})", R"({"a": "y"})"));
  CHECK_FALSE(wants(R"({"a": ["x"], "a": ["y"]})", R"({"a": "x"})"));
}

TEST_CASE("what is no pattern is refused with the reason and the path") {
  const std::vector<RefusalRow> rows = {
      {R"(["a"])", "Filter is not an object"},
      {R"({})", "Empty objects are not allowed"},
      {R"({"detail": {}})", "Empty objects are not allowed, at detail"},
      {R"({"detail": {"state": []}})", "Empty arrays are not allowed, at detail.state"},
      {R"({"detail": {"state": "running"}})",
       "\"state\" must be an object or an array, at detail.state"},
      {R"({"a": [["b"]]})", "Match value must be String, number, true, false, or null, at a"},
      {R"({"a": [{}]})", "Match expression name not found, at a"},
      {R"({"a": [{"prefix": "x", "suffix": "y"}]})",
       "Only one key allowed in match expression, at a"},
      {R"({"a": [{"starts": "x"}]})", "Unrecognized match type starts, at a"},
      {R"({"a": [{"prefix": 1}]})", "prefix match pattern must be a string, at a"},
      {R"({"a": [{"prefix": {"suffix": "x"}}]})", "Unsupported prefix pattern: suffix, at a"},
      {R"({"a": [{"suffix": ["x"]}]})", "suffix match pattern must be a string, at a"},
      {R"({"a": [{"suffix": {"equals-ignore-case": 1}}]})",
       "equals-ignore-case match pattern must be a string, at a"},
      {R"({"a": [{"equals-ignore-case": null}]})",
       "equals-ignore-case match pattern must be a string, at a"},
      {R"({"a": [{"wildcard": 1}]})", "wildcard match pattern must be a string, at a"},
      {R"({"a": [{"wildcard": "x**"}]})", "Consecutive wildcard characters at pos 1, at a"},
      {R"({"a": [{"wildcard": "x\\y"}]})", "Invalid escape character at pos 1, at a"},
      {R"({"a": [{"wildcard": "x\\"}]})", "Invalid escape character at pos 1, at a"},
      {R"({"a": [{"anything-but": true}]})",
       "Value of anything-but must be an array or single string/number value., at a"},
      {R"({"a": [{"anything-but": ["x", null]}]})",
       "Inside anything but list, start|null|boolean is not supported., at a"},
      {R"({"a": [{"anything-but": ["x", 1]}]})",
       "Inside anything but list, either all values are number or string, mixed type is not "
       "supported, at a"},
      {R"({"a": [{"anything-but": []}]})",
       "Inside anything but list, either all values are number or string, mixed type is not "
       "supported, at a"},
      {R"({"a": [{"anything-but": {"cidr": "x"}}]})",
       "Unsupported anything-but pattern: cidr, at a"},
      {R"({"a": [{"anything-but": {"prefix": ""}}]})", "Null prefix/suffix not allowed, at a"},
      {R"({"a": [{"anything-but": {"suffix": [1]}}]})",
       "suffix match pattern must be a string, at a"},
      {R"({"a": [{"anything-but": {"suffix": []}}]})", "Empty arrays are not allowed, at a"},
      {R"({"a": [{"anything-but": {"wildcard": "**"}}]})",
       "Consecutive wildcard characters at pos 0, at a"},
      {R"({"a": [{"exists": "true"}]})",
       "exists match pattern must be either true or false., at a"},
  };
  check_refusals(rows);
}

TEST_CASE("numbers, addresses and alternatives are refused with the reason and the path") {
  const std::vector<RefusalRow> rows = {
      {R"({"a": [{"numeric": 5}]})", "Value of numeric must be an array., at a"},
      {R"({"a": [{"numeric": []}]})", "Invalid member in numeric match: ], at a"},
      {R"({"a": [{"numeric": [5]}]})", "Invalid member in numeric match: 5, at a"},
      {R"({"a": [{"numeric": ["!=", 5]}]})", "Unrecognized numeric range operator: !=, at a"},
      {R"({"a": [{"numeric": ["="]}]})", "Value of equals must be numeric, at a"},
      {R"({"a": [{"numeric": ["<", "5"]}]})", "Value of < must be numeric, at a"},
      {R"({"a": [{"numeric": ["<", 5, ">", 1]}]})",
       "Too many elements in numeric expression, at a"},
      {R"({"a": [{"numeric": [">", 5, 6]}]})", "Bad value in numeric range: 6, at a"},
      {R"({"a": [{"numeric": [">", 5, ">", 6]}]})", "Bad numeric range operator: >, at a"},
      {R"({"a": [{"numeric": [">", 5, "<"]}]})", "Value of < must be numeric, at a"},
      {R"({"a": [{"numeric": [">", 5, "<", 6, "<"]}]})",
       "Too many terms in numeric range expression, at a"},
      {R"({"a": [{"numeric": [">", 6, "<", 5]}]})", "Bottom must be less than top, at a"},
      {R"({"a": [{"numeric": ["<", 5000000000.1]}]})",
       "Value must be between -5.0E9 and 5.0E9, inclusive, with up to 6 decimals, at a"},
      {R"({"a": [{"cidr": 1}]})", "cidr match pattern must be a string, at a"},
      {R"({"a": [{"cidr": "10.0.0.0"}]})", "Malformed CIDR, one '/' required, at a"},
      {R"({"a": [{"cidr": "10.0.0/8"}]})", "Malformed CIDR, badly formatted IP address, at a"},
      {R"({"a": [{"cidr": "10.0.0.0/x"}]})", "Malformed CIDR, mask bits must be an integer, at a"},
      {R"({"a": [{"cidr": "10.0.0.0/33"}]})", "Malformed CIDR, mask bits must be at most 32, at a"},
      {R"({"$or": [{"a": ["x"]}]})", "Unrecognized match type a, at $or"},
      {R"({"detail": {"$or": [{"a": ["x"]}, {"b": "y"}]}})",
       "\"b\" must be an object or an array, at detail.b"},
  };
  check_refusals(rows);
}

TEST_CASE("what is no JSON is refused with line and column") {
  CHECK(refusal("{\"a\":\n  [1,}") == "syntax error at line 2, column 6");
  CHECK(refusal("{\"a\": [1]} x") == "something follows the end at line 1, column 12");
  CHECK(refusal("") == "incomplete JSON at line 1, column 1");
}

TEST_CASE("reference 4.3: up to 1000 combinations of $or") {
  const auto choices = [](int count, const std::string& name) {
    std::string text;
    for (int i = 0; i < count; ++i) {
      text += (i == 0 ? "" : ",") + (R"({")" + name) + std::to_string(i) + R"(": ["x"]})";
    }
    return R"({"$or": [)" + text + "]}";
  };
  const auto pattern = [&](int a, int b) {
    return R"({"a": )" + choices(a, "x") + R"(, "b": )" + choices(b, "y") + "}";
  };
  CHECK(refusal(pattern(10, 100)) == "accepted");
  CHECK(refusal(pattern(10, 101)) == "more than 1000 combinations of $or");
}
