// AWS: the API model of Systems Manager, version 2014-11-06. Reading only, so far: whoever asks
// from inside a machine is answered in no particular order.
#include "fakes/ssm/wire.h"

namespace greenroom::ssm {

wire::Model wire_model() {
  return wire::parse_model(R"(
service ssm json-1.1 AmazonSSM
operation GetParameter GetParameterRequest GetParameterResult
operation GetParameters GetParametersRequest GetParametersResult
operation GetParametersByPath GetParametersByPathRequest GetParametersByPathResult
structure GetParameterRequest Name:PSParameterName! WithDecryption:Boolean
structure GetParameterResult Parameter:Parameter
structure GetParametersRequest Names:ParameterNameList! WithDecryption:Boolean
structure GetParametersResult Parameters:ParameterList InvalidParameters:ParameterNameList
structure GetParametersByPathRequest Path:PSParameterName! Recursive:Boolean
  ParameterFilters:ParameterStringFilterList WithDecryption:Boolean
  MaxResults:GetParametersByPathMaxResults NextToken:NextToken
structure GetParametersByPathResult Parameters:ParameterList NextToken:NextToken
structure Parameter Name:PSParameterName Type:ParameterType Value:PSParameterValue
  Version:PSParameterVersion Selector:PSParameterSelector SourceResult:String
  LastModifiedDate:DateTime ARN:String DataType:ParameterDataType
structure ParameterStringFilter Key:ParameterStringFilterKey! Option:ParameterStringQueryOption
  Values:ParameterStringFilterValueList
list ParameterNameList PSParameterName 1..10
list ParameterList Parameter
list ParameterStringFilterList ParameterStringFilter
list ParameterStringFilterValueList ParameterStringFilterValue 1..50
string PSParameterName 1..2048
string PSParameterValue
string PSParameterSelector 0..128
string ParameterDataType 0..128
string ParameterStringFilterKey 1..132
string ParameterStringQueryOption 1..10
string ParameterStringFilterValue 1..1024
string NextToken
string String
enum ParameterType String StringList SecureString
integer GetParametersByPathMaxResults 1..10
long PSParameterVersion
boolean Boolean
timestamp DateTime
)");
}

}  // namespace greenroom::ssm
