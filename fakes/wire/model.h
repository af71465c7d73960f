// What a service's API looks like, as data: operations, structures, types, limits. Parsing,
// checking and serialising follow from it; no operation has any of its own.
//
// A table is text, one declaration a line, in the words of AWS's own API models:
//
//   service ssm json-1.1 AmazonSSM
//   operation GetParameter GetParameterRequest GetParameterResult
//   structure GetParameterRequest Name:PSParameterName! WithDecryption:Boolean   (! is required)
//   string PSParameterName 1..2048                                               (its length)
//   string ProjectName 2..150 ~[A-Za-z0-9][A-Za-z0-9\-_]{1,254}                  (its pattern)
//   integer MaxResults 1..10                                                     (its value)
//   enum ParameterType String StringList SecureString
//   list ParameterNameList PSParameterName 1..10
//   map VersionsToStages VersionId Stages
//   boolean Boolean
//
// and long, double, float, timestamp and blob likewise. A line that begins with a space goes on
// with the last one. `tools/wire_table SERVICE OPERATION...` writes a table.
//
// Of rest-xml the rest is said as well: where a member travels, and what an operation's address is.
//
//   service s3 rest-xml S3
//   operation GetObject GetObjectRequest GetObjectOutput GET /{Bucket}/{Key+}
//   operation ListBuckets ListBucketsRequest ListBucketsOutput GET / ListAllMyBucketsResult
//   structure GetObjectRequest Bucket:BucketName!@uri VersionId:VersionId@query=versionId
//     Range:Range@header=Range Metadata:Metadata@headers=x-amz-meta- Body:Body@payload
//   list ObjectList Object flat        (elements without one around them)
//   list Buckets Bucket element=Bucket (their name; "member" otherwise)
//
// Of query and ec2 the last word of `service` is the API's version:
//
//   service elbv2 query 2015-12-01
//   structure Tag Key:String@xml=key   (an element's name where it is not the member's)
//   map Attributes String Value key=Name value=Value   (of its entries; "key", "value" otherwise)
//
// A service that speaks JSON 1.0, and query with those who know no better, says its version last,
// and in `@xml=` and the like what its members are called in query. A failure may have another code
// there, and another text:
//
//   service sqs json-1.0 AmazonSQS 2012-11-05
//   list QueueUrlList String flat=QueueUrl     (an element has this name, not the list's member's)
//   map QueueAttributeMap QueueAttributeName String flat key=Name value=Value
//   error QueueDoesNotExist AWS.SimpleQueueService.NonExistentQueue 400 It does not exist.
//
// Which rights of IAM an operation needs, and on what (rights.h says how it is filled in). "=" is
// the action of the operation's own name, "~" begins an ARN of the service,
// "arn:aws:codebuild:{region}:{account}:". With `if=Member` or `unless=Member` only when the input
// has it, or has it not; `to=` is the service that a role is passed to:
//
//   right GetObject s3:GetObjectVersion arn:aws:s3:::{Bucket}/{Key} if=VersionId
//   right StartBuild = ~project/{projectName}
//   right CreateProject iam:PassRole {serviceRole} if=serviceRole to=codebuild.amazonaws.com
//   right GetCallerIdentity none                                       (everybody may)
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace greenroom::wire {

enum class ShapeKind {
  Structure,
  List,
  Map,
  String,
  Enum,
  Integer,
  Long,
  Double,  // and float
  Boolean,
  Timestamp,
  Blob
};

// Where a member travels. Headers: a map, each entry a header whose name begins so.
enum class Travels { Body, Uri, Query, Header, Headers, Payload };

struct Member {
  std::string name;
  std::string shape;
  std::size_t shape_number = 0;  // of Model::shapes
  bool required = false;
  Travels travels = Travels::Body;
  std::string wire_name;  // of the header, the parameter, the element
};

struct Shape {
  std::string name;
  ShapeKind kind = ShapeKind::String;
  std::vector<Member> members;      // of a Structure
  std::string key;                  // of a Map: the shape of its keys
  std::string item;                 // of a List, and of a Map's values
  std::size_t item_number = 0;      // of Model::shapes
  std::vector<std::string> values;  // of an Enum
  std::optional<std::int64_t> min;  // length of a String, size of a List, value of an Integer
  std::optional<std::int64_t> max;
  std::string pattern;              // of a String: a regular expression that all of it must match
  bool flat = false;                // of a List or a Map
  std::string element = "member";   // of a List; of a flat one "" when its member's name is it
  std::string key_element = "key";  // of a Map's entries
  std::string value_element = "value";
};

// What IAM is asked before an operation (rights.h).
struct Right {
  std::string action;
  std::string resource;   // "arn:aws:s3:::{Bucket}/{Key}"
  std::string only_with;  // a member's path; "" = always
  std::string only_without;
  std::string passed_to;  // of iam:PassRole: "codebuild.amazonaws.com"
};

struct Operation {
  std::string input;
  std::string output;
  std::size_t input_number = 0;  // of Model::shapes
  std::size_t output_number = 0;
  std::string method;  // of rest-xml
  std::string path;    // "/{Bucket}/{Key+}"; with '+' it takes the slashes that follow as well
  std::string query;   // "list-type=2", "location": what must be asked for
  std::string root;    // the outermost element of its XML; of query: around its result
  std::vector<Right> rights;    // all of them are needed
  bool needs_no_right = false;  // `right ... none`
};

// A failure as query has it.
struct QueryError {
  std::string code;
  int status = 400;     // of the HTTP answer
  std::string message;  // "": the failure's own
};

enum class Protocol { Json10, Json11, RestXml, Query, Ec2 };

// What IAM calls the service, where its API model has another name.
[[nodiscard]] std::string action_prefix(const std::string& service);

// What a table's first line says.
struct ServiceNames {
  std::string service;  // "ssm", as in host names and credential scopes
  Protocol protocol = Protocol::Json11;
  std::string target_prefix;  // "AmazonSSM" of X-Amz-Target; of query and ec2 empty
  std::string version;        // of what speaks query or ec2: "2015-12-01"
};

struct Model : ServiceNames {
  std::map<std::string, Operation> operations;
  std::vector<Shape> shapes;                         // in the table's order
  std::map<std::string, std::size_t> shape_numbers;  // by name
  std::map<std::string, QueryError> query_errors;    // by the code in JSON, where they differ

  // The shape must be there: a table that names one which it does not declare is our mistake.
  [[nodiscard]] const Shape& shape(const std::string& name) const;
  // Without a look-up: a request asks for some dozens.
  [[nodiscard]] const Shape& shape(const Member& member) const {
    return shapes[member.shape_number];
  }
  [[nodiscard]] const Shape& input(const Operation& operation) const {
    return shapes[operation.input_number];
  }
  [[nodiscard]] const Shape& output(const Operation& operation) const {
    return shapes[operation.output_number];
  }
  [[nodiscard]] const Shape& item(const Shape& list_or_map) const {
    return shapes[list_or_map.item_number];
  }
};

// Asserts that the table is whole: every shape that is named is declared.
[[nodiscard]] Model parse_model(std::string_view table);

// A service's table, of which only the first line is read until somebody asks for more: a server
// that reads all of them before its first call is ready twice as late.
class Table {
 public:
  explicit Table(std::string_view text);
  [[nodiscard]] const ServiceNames& names() const { return names_; }
  [[nodiscard]] const Model& model() const&;
  [[nodiscard]] Model model() && { return parse_model(text_); }

 private:
  std::string text_;
  ServiceNames names_;
  mutable std::optional<Model> model_;
};

}  // namespace greenroom::wire
