// The protocol rest-xml, of S3: an operation by method, path and parameters; members in headers,
// parameters, the path, or the body, as it is or in XML.
//
// AWS: reference codebuild-codepipeline-s3 3.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "fakes/aws/json.h"
#include "fakes/wire/model.h"
#include "sim/core/http.h"
#include "sim/core/result.h"

namespace greenroom::wire {

// The code of a failure that means: nobody here serves this (501 NotImplemented).
inline constexpr const char* k_not_here = "NotHere";

struct RestCall {
  std::string operation;
  aws::Json input;  // not checked yet, but for what came in XML
};

// Of several operations with one address the one that has most of what it requires ("uploadId",
// "x-amz-copy-source"). k_not_here: no operation of the table is meant; a parameter that stands for
// a subresource which no operation has (?torrent) means none. MalformedXML,
// MissingRequestBodyError.
[[nodiscard]] Result<RestCall> read_rest(const Model& model, const HttpRequest& request);

// The answer with headers, and the payload as it is or XML. To HEAD it has the output's "Body": who
// writes it to a socket tells its length and leaves it out. An output whose only member is named as
// its root is that member alone (<LocationConstraint>).
[[nodiscard]] HttpResponse write_rest(const Model& model, const std::string& operation, int status,
                                      aws::Json output);

// What an error tells besides code and text: name and value, in this order.
using ErrorElements = std::vector<std::pair<std::string, std::string>>;

struct RestError {
  int status = 400;
  Failure failure;
  ErrorElements elements;
  std::string resource;  // the path that was asked for
  std::string request_id;
};

// <Error>, without a namespace. A redirection or 304 has no body.
[[nodiscard]] HttpResponse write_rest_error(const RestError& error);

// What AWS wants to be told with a request's id when somebody asks it for help (x-amz-id-2).
// Simplified: it follows from the request's id.
[[nodiscard]] std::string host_id_of(const std::string& request_id);

}  // namespace greenroom::wire
