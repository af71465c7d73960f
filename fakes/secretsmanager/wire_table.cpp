// AWS: the API model of Secrets Manager, version 2017-10-17.
#include "fakes/secretsmanager/wire.h"

#include <string_view>

namespace greenroom::secretsmanager {
namespace {

constexpr std::string_view k_table = R"(
service secretsmanager json-1.1 secretsmanager
operation CreateSecret CreateSecretRequest CreateSecretResponse
right CreateSecret = ~secret:{Name}-??????
operation PutSecretValue PutSecretValueRequest PutSecretValueResponse
right PutSecretValue = ~secret:{secret(SecretId)}
operation UpdateSecret UpdateSecretRequest UpdateSecretResponse
right UpdateSecret = ~secret:{secret(SecretId)}
operation GetSecretValue GetSecretValueRequest GetSecretValueResponse
right GetSecretValue = ~secret:{secret(SecretId)}
operation DescribeSecret DescribeSecretRequest DescribeSecretResponse
right DescribeSecret = ~secret:{secret(SecretId)}
operation ListSecrets ListSecretsRequest ListSecretsResponse
right ListSecrets = *
operation ListSecretVersionIds ListSecretVersionIdsRequest ListSecretVersionIdsResponse
right ListSecretVersionIds = ~secret:{secret(SecretId)}
operation DeleteSecret DeleteSecretRequest DeleteSecretResponse
right DeleteSecret = ~secret:{secret(SecretId)}
operation RestoreSecret RestoreSecretRequest RestoreSecretResponse
right RestoreSecret = ~secret:{secret(SecretId)}
operation UpdateSecretVersionStage UpdateSecretVersionStageRequest
  UpdateSecretVersionStageResponse
right UpdateSecretVersionStage = ~secret:{secret(SecretId)}
operation TagResource TagResourceRequest Unit
right TagResource = ~secret:{secret(SecretId)}
operation UntagResource UntagResourceRequest Unit
right UntagResource = ~secret:{secret(SecretId)}
operation GetResourcePolicy GetResourcePolicyRequest GetResourcePolicyResponse
right GetResourcePolicy = ~secret:{secret(SecretId)}
operation PutResourcePolicy PutResourcePolicyRequest PutResourcePolicyResponse
right PutResourcePolicy = ~secret:{secret(SecretId)}
operation DeleteResourcePolicy DeleteResourcePolicyRequest DeleteResourcePolicyResponse
right DeleteResourcePolicy = ~secret:{secret(SecretId)}
operation BatchGetSecretValue BatchGetSecretValueRequest BatchGetSecretValueResponse
right BatchGetSecretValue = *
right BatchGetSecretValue secretsmanager:ListSecrets * if=Filters
operation GetRandomPassword GetRandomPasswordRequest GetRandomPasswordResponse
right GetRandomPassword = *
structure Unit
structure CreateSecretRequest Name:NameType! ClientRequestToken:ClientRequestTokenType
  Description:DescriptionType KmsKeyId:KmsKeyIdType SecretBinary:SecretBinaryType
  SecretString:SecretStringType Tags:TagListType AddReplicaRegions:AddReplicaRegionListType
  ForceOverwriteReplicaSecret:BooleanType Type:MedeaTypeType
string NameType 1..512
string ClientRequestTokenType 32..64
string DescriptionType 0..2048
string KmsKeyIdType 0..2048
blob SecretBinaryType 1..65536
string SecretStringType 1..65536
list TagListType Tag
structure Tag Key:TagKeyType Value:TagValueType
string TagKeyType 1..128
string TagValueType 0..256
list AddReplicaRegionListType ReplicaRegionType 1..2147483647
structure ReplicaRegionType Region:RegionType KmsKeyId:KmsKeyIdType
string RegionType 1..128 ~^([a-z]+-)+\d+$
boolean BooleanType
string MedeaTypeType 0..256
structure CreateSecretResponse ARN:SecretARNType Name:SecretNameType VersionId:SecretVersionIdType
  ReplicationStatus:ReplicationStatusListType
string SecretARNType 20..2048
string SecretNameType 1..256
string SecretVersionIdType 32..64
list ReplicationStatusListType ReplicationStatusType
structure ReplicationStatusType Region:RegionType KmsKeyId:KmsKeyIdType Status:StatusType
  StatusMessage:StatusMessageType LastAccessedDate:LastAccessedDateType
enum StatusType InSync Failed InProgress
string StatusMessageType 1..4096
timestamp LastAccessedDateType
structure PutSecretValueRequest SecretId:SecretIdType! ClientRequestToken:ClientRequestTokenType
  SecretBinary:SecretBinaryType SecretString:SecretStringType
  VersionStages:SecretVersionStagesType RotationToken:RotationTokenType
string SecretIdType 1..2048
list SecretVersionStagesType SecretVersionStageType 1..20
string SecretVersionStageType 1..256
string RotationTokenType 36..256 ~^[a-zA-Z0-9\-]+$
structure PutSecretValueResponse ARN:SecretARNType Name:SecretNameType
  VersionId:SecretVersionIdType VersionStages:SecretVersionStagesType
structure UpdateSecretRequest SecretId:SecretIdType! ClientRequestToken:ClientRequestTokenType
  Description:DescriptionType KmsKeyId:KmsKeyIdType SecretBinary:SecretBinaryType
  SecretString:SecretStringType Type:MedeaTypeType
structure UpdateSecretResponse ARN:SecretARNType Name:SecretNameType VersionId:SecretVersionIdType
structure GetSecretValueRequest SecretId:SecretIdType! VersionId:SecretVersionIdType
  VersionStage:SecretVersionStageType
structure GetSecretValueResponse ARN:SecretARNType Name:SecretNameType
  VersionId:SecretVersionIdType SecretBinary:SecretBinaryType SecretString:SecretStringType
  VersionStages:SecretVersionStagesType CreatedDate:CreatedDateType
timestamp CreatedDateType
structure DescribeSecretRequest SecretId:SecretIdType!
structure DescribeSecretResponse ARN:SecretARNType Name:SecretNameType Type:MedeaTypeType
  Description:DescriptionType KmsKeyId:KmsKeyIdType RotationEnabled:RotationEnabledType
  RotationLambdaARN:RotationLambdaARNType RotationRules:RotationRulesType
  ExternalSecretRotationMetadata:ExternalSecretRotationMetadataType
  ExternalSecretRotationRoleArn:RoleARNType LastRotatedDate:LastRotatedDateType
  LastChangedDate:LastChangedDateType LastAccessedDate:LastAccessedDateType
  DeletedDate:DeletedDateType NextRotationDate:NextRotationDateType Tags:TagListType
  VersionIdsToStages:SecretVersionsToStagesMapType OwningService:OwningServiceType
  CreatedDate:TimestampType PrimaryRegion:RegionType ReplicationStatus:ReplicationStatusListType
boolean RotationEnabledType
string RotationLambdaARNType 0..2048
structure RotationRulesType AutomaticallyAfterDays:AutomaticallyRotateAfterDaysType
  Duration:DurationType ScheduleExpression:ScheduleExpressionType
long AutomaticallyRotateAfterDaysType 1..1000
string DurationType 2..3 ~[0-9]+h
string ScheduleExpressionType 1..256
list ExternalSecretRotationMetadataType ExternalSecretRotationMetadataItem
structure ExternalSecretRotationMetadataItem Key:ExternalSecretRotationMetadataItemKeyType
  Value:ExternalSecretRotationMetadataItemValueType
string ExternalSecretRotationMetadataItemKeyType 1..256
string ExternalSecretRotationMetadataItemValueType 1..2048
string RoleARNType 20..2048
timestamp LastRotatedDateType
timestamp LastChangedDateType
timestamp DeletedDateType
timestamp NextRotationDateType
map SecretVersionsToStagesMapType SecretVersionIdType SecretVersionStagesType
string OwningServiceType 1..128
timestamp TimestampType
structure ListSecretsRequest IncludePlannedDeletion:BooleanType MaxResults:MaxResultsType
  NextToken:NextTokenType Filters:FiltersListType SortOrder:SortOrderType SortBy:SortByType
integer MaxResultsType 1..100
string NextTokenType 1..4096
list FiltersListType Filter 0..10
structure Filter Key:FilterNameStringType Values:FilterValuesStringList
enum FilterNameStringType description name tag-key tag-value primary-region owning-service all
list FilterValuesStringList FilterValueStringType 1..10
string FilterValueStringType 0..512
enum SortOrderType asc desc
enum SortByType created-date last-accessed-date last-changed-date name
structure ListSecretsResponse SecretList:SecretListType NextToken:NextTokenType
list SecretListType SecretListEntry
structure SecretListEntry ARN:SecretARNType Name:SecretNameType Type:MedeaTypeType
  Description:DescriptionType KmsKeyId:KmsKeyIdType RotationEnabled:RotationEnabledType
  RotationLambdaARN:RotationLambdaARNType RotationRules:RotationRulesType
  ExternalSecretRotationMetadata:ExternalSecretRotationMetadataType
  ExternalSecretRotationRoleArn:RoleARNType LastRotatedDate:LastRotatedDateType
  LastChangedDate:LastChangedDateType LastAccessedDate:LastAccessedDateType
  DeletedDate:DeletedDateType NextRotationDate:NextRotationDateType Tags:TagListType
  SecretVersionsToStages:SecretVersionsToStagesMapType OwningService:OwningServiceType
  CreatedDate:TimestampType PrimaryRegion:RegionType
structure ListSecretVersionIdsRequest SecretId:SecretIdType! MaxResults:MaxResultsType
  NextToken:NextTokenType IncludeDeprecated:BooleanType
structure ListSecretVersionIdsResponse Versions:SecretVersionsListType NextToken:NextTokenType
  ARN:SecretARNType Name:SecretNameType
list SecretVersionsListType SecretVersionsListEntry
structure SecretVersionsListEntry VersionId:SecretVersionIdType
  VersionStages:SecretVersionStagesType LastAccessedDate:LastAccessedDateType
  CreatedDate:CreatedDateType KmsKeyIds:KmsKeyIdListType
list KmsKeyIdListType KmsKeyIdType
structure DeleteSecretRequest SecretId:SecretIdType! RecoveryWindowInDays:RecoveryWindowInDaysType
  ForceDeleteWithoutRecovery:BooleanType
long RecoveryWindowInDaysType
structure DeleteSecretResponse ARN:SecretARNType Name:SecretNameType DeletionDate:DeletionDateType
timestamp DeletionDateType
structure RestoreSecretRequest SecretId:SecretIdType!
structure RestoreSecretResponse ARN:SecretARNType Name:SecretNameType
structure UpdateSecretVersionStageRequest SecretId:SecretIdType!
  VersionStage:SecretVersionStageType! RemoveFromVersionId:SecretVersionIdType
  MoveToVersionId:SecretVersionIdType
structure UpdateSecretVersionStageResponse ARN:SecretARNType Name:SecretNameType
structure TagResourceRequest SecretId:SecretIdType! Tags:TagListType!
structure UntagResourceRequest SecretId:SecretIdType! TagKeys:TagKeyListType!
list TagKeyListType TagKeyType
structure GetResourcePolicyRequest SecretId:SecretIdType!
structure GetResourcePolicyResponse ARN:SecretARNType Name:NameType
  ResourcePolicy:NonEmptyResourcePolicyType
string NonEmptyResourcePolicyType 1..20480
structure PutResourcePolicyRequest SecretId:SecretIdType!
  ResourcePolicy:NonEmptyResourcePolicyType! BlockPublicPolicy:BooleanType
structure PutResourcePolicyResponse ARN:SecretARNType Name:NameType
structure DeleteResourcePolicyRequest SecretId:SecretIdType!
structure DeleteResourcePolicyResponse ARN:SecretARNType Name:NameType
structure BatchGetSecretValueRequest SecretIdList:SecretIdListType Filters:FiltersListType
  MaxResults:MaxResultsBatchType NextToken:NextTokenType
list SecretIdListType SecretIdType 1..20
integer MaxResultsBatchType 1..20
structure BatchGetSecretValueResponse SecretValues:SecretValuesType NextToken:NextTokenType
  Errors:APIErrorListType
list SecretValuesType SecretValueEntry
structure SecretValueEntry ARN:SecretARNType Name:SecretNameType VersionId:SecretVersionIdType
  SecretBinary:SecretBinaryType SecretString:SecretStringType
  VersionStages:SecretVersionStagesType CreatedDate:CreatedDateType
list APIErrorListType APIErrorType
structure APIErrorType SecretId:SecretIdType ErrorCode:ErrorCode Message:ErrorMessage
string ErrorCode
string ErrorMessage
structure GetRandomPasswordRequest PasswordLength:PasswordLengthType
  ExcludeCharacters:ExcludeCharactersType ExcludeNumbers:ExcludeNumbersType
  ExcludePunctuation:ExcludePunctuationType ExcludeUppercase:ExcludeUppercaseType
  ExcludeLowercase:ExcludeLowercaseType IncludeSpace:IncludeSpaceType
  RequireEachIncludedType:RequireEachIncludedTypeType
long PasswordLengthType 1..4096
string ExcludeCharactersType 0..4096
boolean ExcludeNumbersType
boolean ExcludePunctuationType
boolean ExcludeUppercaseType
boolean ExcludeLowercaseType
boolean IncludeSpaceType
boolean RequireEachIncludedTypeType
structure GetRandomPasswordResponse RandomPassword:RandomPasswordType
string RandomPasswordType 0..4096
)";

}  // namespace

wire::Table wire_table() {
  return wire::Table(k_table);
}

}  // namespace greenroom::secretsmanager
