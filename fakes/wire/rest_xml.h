// The protocol rest-xml, of S3: an operation by method, path and parameters; members in headers,
// parameters, the path, or XML.
//
// AWS: reference codebuild-codepipeline-s3 3. Input in XML is not read yet: no operation that needs
// it is served.
#pragma once

#include <optional>
#include <string>

#include "fakes/aws/json.h"
#include "fakes/wire/model.h"
#include "sim/core/http.h"

namespace greenroom::wire {

struct RestCall {
  std::string operation;
  aws::Json input;  // not checked yet
};

// Nothing when no operation of the table is meant. A parameter that stands for a subresource which
// no operation has (?acl) means none.
[[nodiscard]] std::optional<RestCall> read_rest(const Model& model, const HttpRequest& request);

// The answer with headers, and the payload as it is or XML. To HEAD it has the output's "Body": who
// writes it to a socket tells its length and leaves it out.
[[nodiscard]] HttpResponse write_rest(const Model& model, const std::string& operation, int status,
                                      const aws::Json& output);

// <Error>, without a namespace.
[[nodiscard]] HttpResponse write_rest_error(int status, const std::string& code,
                                            const std::string& message, const std::string& resource,
                                            const std::string& request_id);

}  // namespace greenroom::wire
