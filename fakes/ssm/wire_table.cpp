// AWS: the API model of Systems Manager, version 2014-11-06.
#include "fakes/ssm/wire.h"

#include <string_view>

namespace greenroom::ssm {
namespace {

constexpr std::string_view k_table = R"(
service ssm json-1.1 AmazonSSM
operation PutParameter PutParameterRequest PutParameterResult
right PutParameter = ~parameter/{parameter(Name)}
operation GetParameter GetParameterRequest GetParameterResult
right GetParameter = ~parameter/{parameter(Name)}
operation GetParameters GetParametersRequest GetParametersResult
right GetParameters = ~parameter/{parameter(Names)}
operation GetParametersByPath GetParametersByPathRequest GetParametersByPathResult
right GetParametersByPath = ~parameter/{parameter(Path)}
operation DeleteParameter DeleteParameterRequest DeleteParameterResult
right DeleteParameter = ~parameter/{parameter(Name)}
operation DeleteParameters DeleteParametersRequest DeleteParametersResult
right DeleteParameters = ~parameter/{parameter(Names)}
operation DescribeParameters DescribeParametersRequest DescribeParametersResult
right DescribeParameters = *
operation GetParameterHistory GetParameterHistoryRequest GetParameterHistoryResult
right GetParameterHistory = ~parameter/{parameter(Name)}
operation LabelParameterVersion LabelParameterVersionRequest LabelParameterVersionResult
right LabelParameterVersion = ~parameter/{parameter(Name)}
operation AddTagsToResource AddTagsToResourceRequest AddTagsToResourceResult
right AddTagsToResource = ~parameter/{parameter(ResourceId)}
operation ListTagsForResource ListTagsForResourceRequest ListTagsForResourceResult
right ListTagsForResource = ~parameter/{parameter(ResourceId)}
operation RemoveTagsFromResource RemoveTagsFromResourceRequest RemoveTagsFromResourceResult
right RemoveTagsFromResource = ~parameter/{parameter(ResourceId)}
structure PutParameterRequest Name:PSParameterName! Description:ParameterDescription
  Value:PSParameterValue! Type:ParameterType KeyId:ParameterKeyId Overwrite:Boolean
  AllowedPattern:AllowedPattern Tags:TagList Tier:ParameterTier Policies:ParameterPolicies
  DataType:ParameterDataType
string PSParameterName 1..2048
string ParameterDescription 0..1024
string PSParameterValue
enum ParameterType String StringList SecureString
string ParameterKeyId 1..256 ~^([a-zA-Z0-9:/_-]+)$
boolean Boolean
string AllowedPattern 0..1024
list TagList Tag 0..1000
structure Tag Key:TagKey! Value:TagValue!
string TagKey 1..128
string TagValue 0..256
enum ParameterTier Standard Advanced Intelligent-Tiering
string ParameterPolicies 1..4096
string ParameterDataType 0..128
structure PutParameterResult Version:PSParameterVersion Tier:ParameterTier
long PSParameterVersion
structure GetParameterRequest Name:PSParameterName! WithDecryption:Boolean
structure GetParameterResult Parameter:Parameter
structure Parameter Name:PSParameterName Type:ParameterType Value:PSParameterValue
  Version:PSParameterVersion Selector:PSParameterSelector SourceResult:String
  LastModifiedDate:DateTime ARN:String DataType:ParameterDataType
string PSParameterSelector 0..128
string String
timestamp DateTime
structure GetParametersRequest Names:ParameterNameList! WithDecryption:Boolean
list ParameterNameList PSParameterName 1..10
structure GetParametersResult Parameters:ParameterList InvalidParameters:ParameterNameList
list ParameterList Parameter
structure GetParametersByPathRequest Path:PSParameterName! Recursive:Boolean
  ParameterFilters:ParameterStringFilterList WithDecryption:Boolean
  MaxResults:GetParametersByPathMaxResults NextToken:NextToken
list ParameterStringFilterList ParameterStringFilter
structure ParameterStringFilter Key:ParameterStringFilterKey! Option:ParameterStringQueryOption
  Values:ParameterStringFilterValueList
string ParameterStringFilterKey 1..132 ~tag:.+|Name|Type|KeyId|Path|Label|Tier|DataType
string ParameterStringQueryOption 1..10
list ParameterStringFilterValueList ParameterStringFilterValue 1..50
string ParameterStringFilterValue 1..1024
integer GetParametersByPathMaxResults 1..10
string NextToken
structure GetParametersByPathResult Parameters:ParameterList NextToken:NextToken
structure DeleteParameterRequest Name:PSParameterName!
structure DeleteParameterResult
structure DeleteParametersRequest Names:ParameterNameList!
structure DeleteParametersResult DeletedParameters:ParameterNameList
  InvalidParameters:ParameterNameList
structure DescribeParametersRequest Filters:ParametersFilterList
  ParameterFilters:ParameterStringFilterList MaxResults:MaxResults NextToken:NextToken
  Shared:Boolean
list ParametersFilterList ParametersFilter
structure ParametersFilter Key:ParametersFilterKey! Values:ParametersFilterValueList!
enum ParametersFilterKey Name Type KeyId
list ParametersFilterValueList ParametersFilterValue 1..50
string ParametersFilterValue 1..1024
integer MaxResults 1..50
structure DescribeParametersResult Parameters:ParameterMetadataList NextToken:NextToken
list ParameterMetadataList ParameterMetadata
structure ParameterMetadata Name:PSParameterName ARN:String Type:ParameterType
  KeyId:ParameterKeyId LastModifiedDate:DateTime LastModifiedUser:String
  Description:ParameterDescription AllowedPattern:AllowedPattern Version:PSParameterVersion
  Tier:ParameterTier Policies:ParameterPolicyList DataType:ParameterDataType
list ParameterPolicyList ParameterInlinePolicy
structure ParameterInlinePolicy PolicyText:String PolicyType:String PolicyStatus:String
structure GetParameterHistoryRequest Name:PSParameterName! WithDecryption:Boolean
  MaxResults:MaxResults NextToken:NextToken
structure GetParameterHistoryResult Parameters:ParameterHistoryList NextToken:NextToken
list ParameterHistoryList ParameterHistory
structure ParameterHistory Name:PSParameterName Type:ParameterType KeyId:ParameterKeyId
  LastModifiedDate:DateTime LastModifiedUser:String Description:ParameterDescription
  Value:PSParameterValue AllowedPattern:AllowedPattern Version:PSParameterVersion
  Labels:ParameterLabelList Tier:ParameterTier Policies:ParameterPolicyList
  DataType:ParameterDataType
list ParameterLabelList ParameterLabel 1..10
string ParameterLabel 1..100
structure LabelParameterVersionRequest Name:PSParameterName! ParameterVersion:PSParameterVersion
  Labels:ParameterLabelList!
structure LabelParameterVersionResult InvalidLabels:ParameterLabelList
  ParameterVersion:PSParameterVersion
structure AddTagsToResourceRequest ResourceType:ResourceTypeForTagging! ResourceId:ResourceId!
  Tags:TagList!
enum ResourceTypeForTagging Document ManagedInstance MaintenanceWindow Parameter PatchBaseline
  OpsItem OpsMetadata Automation Association
string ResourceId
structure AddTagsToResourceResult
structure ListTagsForResourceRequest ResourceType:ResourceTypeForTagging! ResourceId:ResourceId!
structure ListTagsForResourceResult TagList:TagList
structure RemoveTagsFromResourceRequest ResourceType:ResourceTypeForTagging!
  ResourceId:ResourceId! TagKeys:KeyList!
list KeyList TagKey
structure RemoveTagsFromResourceResult
)";

}  // namespace

wire::Table wire_table() {
  return wire::Table(k_table);
}

}  // namespace greenroom::ssm
