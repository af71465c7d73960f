// The protocols query and ec2: forms that name an operation and its input, answered in XML.
//
// AWS: reference codebuild-codepipeline-s3 0.1, and what botocore's serializers and parsers do. ec2
// differs in lists ("Filter.1.Name", without "member"), in names (those of its XML, capitalized)
// and in what is around its answers and errors. SQS has lists and maps without anything around them
// ("AttributeName.1", "Attribute.1.Name"), and is asked at its queues' addresses as well.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "fakes/aws/json.h"
#include "fakes/wire/model.h"
#include "sim/core/http.h"
#include "sim/core/result.h"

namespace greenroom::wire {

using QueryParameters = std::map<std::string, std::string, std::less<>>;  // decoded

struct QueryCall {
  std::string service;    // as its credential scope names it; "" when it is not signed
  std::string version;    // "2015-12-01"
  std::string operation;  // "" when the form names none, or cannot be read
  QueryParameters parameters;
};

// Nothing when the request is in another protocol: a query is a form that is posted to "/", or a
// request for "/" with an Action (what a presigned one is). "/123456789012/jobs" may stand for "/",
// and then is the parameter QueueUrl where none is given: clients of SQS post to a queue's own URL
// (AWS: SQS developer guide, "Making Query API requests"). What S3's clients want of a bucket of
// such a name stays theirs: their signatures say so, or there is no Action.
[[nodiscard]] std::optional<QueryCall> read_query(const HttpRequest& request);

// As credential scopes have it: "elasticloadbalancing" of elbv2.
[[nodiscard]] std::string signing_name(const ServiceNames& names);

// The input by its shape, not checked yet: what is no number stays text, and the check says so.
// Of a map's entries with one key the last counts (UNVERIFIED).
// MalformedInput (of ec2: UnknownParameter): a list's elements without their numbers, a map's
// entries without a key.
[[nodiscard]] Result<aws::Json> query_input(const Model& model, const std::string& shape,
                                            const QueryParameters& parameters);

// What the check of an input found, in the words of these protocols: ValidationError, or ec2's
// MissingParameter and InvalidParameterValue.
[[nodiscard]] Failure query_failure(const Model& model, const std::string& shape,
                                    const aws::Json& input, Failure failure);

// A failure's code, text and status in query, where the service has others in JSON; what it is told
// with (`status`) otherwise.
[[nodiscard]] QueryError query_error(const Model& model, const Failure& failure, int status);

// What forms and answers call a member: a flat list's elements may have a name of their own.
[[nodiscard]] const std::string& query_name(const Model& model, const Member& member);

[[nodiscard]] HttpResponse write_query(const Model& model, const std::string& operation,
                                       const aws::Json& output, const std::string& request_id);

// Without a model: of a service that is not here.
[[nodiscard]] HttpResponse write_query_error(const Model* model, int status, const Failure& failure,
                                             const std::string& request_id);

// "2026-01-01T00:00:00.250Z", or seconds since 1970, as our outputs have timestamps
// ("1767225600.250"); nothing when it is neither.
[[nodiscard]] std::optional<std::string> seconds_of_iso8601(const std::string& text);

}  // namespace greenroom::wire
