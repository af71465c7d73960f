// AWS: the API model of CodeBuild, version 2016-10-06; written by tools/wire_table, without
// webhooks. The operations, and projects; builds and reports are in wire_table_builds.cpp.
#include "fakes/codebuild/wire.h"
#include "fakes/codebuild/wire_tables.h"

namespace greenroom::codebuild {
namespace {

const char* const k_projects_table = R"(
service codebuild json-1.1 CodeBuild_20161006
operation CreateProject CreateProjectInput CreateProjectOutput
right CreateProject = ~project/{name}
right CreateProject iam:PassRole {serviceRole} if=serviceRole to=codebuild.amazonaws.com
operation UpdateProject UpdateProjectInput UpdateProjectOutput
right UpdateProject = ~project/{name}
right UpdateProject iam:PassRole {serviceRole} if=serviceRole to=codebuild.amazonaws.com
operation DeleteProject DeleteProjectInput DeleteProjectOutput
right DeleteProject = ~project/{name}
operation BatchGetProjects BatchGetProjectsInput BatchGetProjectsOutput
right BatchGetProjects = ~project/{arn(names)}
operation ListProjects ListProjectsInput ListProjectsOutput
right ListProjects = *
operation StartBuild StartBuildInput StartBuildOutput
right StartBuild = ~project/{projectName}
operation StopBuild StopBuildInput StopBuildOutput
right StopBuild = ~project/{project_of_build(id)}
operation RetryBuild RetryBuildInput RetryBuildOutput
right RetryBuild = ~project/{project_of_build(id)}
operation BatchGetBuilds BatchGetBuildsInput BatchGetBuildsOutput
right BatchGetBuilds = ~project/{project_of_build(ids)}
operation BatchDeleteBuilds BatchDeleteBuildsInput BatchDeleteBuildsOutput
right BatchDeleteBuilds = ~project/{project_of_build(ids)}
operation ListBuilds ListBuildsInput ListBuildsOutput
right ListBuilds = *
operation ListBuildsForProject ListBuildsForProjectInput ListBuildsForProjectOutput
right ListBuildsForProject = ~project/{projectName}
operation ListReports ListReportsInput ListReportsOutput
right ListReports = *
operation ListReportsForReportGroup ListReportsForReportGroupInput ListReportsForReportGroupOutput
right ListReportsForReportGroup = {reportGroupArn}
operation BatchGetReports BatchGetReportsInput BatchGetReportsOutput
right BatchGetReports = {group_of_report(reportArns)}
operation DescribeTestCases DescribeTestCasesInput DescribeTestCasesOutput
right DescribeTestCases = {group_of_report(reportArn)}
operation DescribeCodeCoverages DescribeCodeCoveragesInput DescribeCodeCoveragesOutput
right DescribeCodeCoverages = {group_of_report(reportArn)}
operation ListReportGroups ListReportGroupsInput ListReportGroupsOutput
right ListReportGroups = *
operation BatchGetReportGroups BatchGetReportGroupsInput BatchGetReportGroupsOutput
right BatchGetReportGroups = {reportGroupArns}
operation ListCuratedEnvironmentImages ListCuratedEnvironmentImagesInput
  ListCuratedEnvironmentImagesOutput
right ListCuratedEnvironmentImages = *
structure CreateProjectInput name:ProjectName! description:ProjectDescription
  source:ProjectSource! secondarySources:ProjectSources sourceVersion:String
  secondarySourceVersions:ProjectSecondarySourceVersions artifacts:ProjectArtifacts!
  secondaryArtifacts:ProjectArtifactsList cache:ProjectCache environment:ProjectEnvironment!
  serviceRole:NonEmptyString! timeoutInMinutes:BuildTimeOut queuedTimeoutInMinutes:TimeOut
  encryptionKey:NonEmptyString tags:TagList vpcConfig:VpcConfig badgeEnabled:WrapperBoolean
  logsConfig:LogsConfig fileSystemLocations:ProjectFileSystemLocations
  buildBatchConfig:ProjectBuildBatchConfig concurrentBuildLimit:WrapperInt
  autoRetryLimit:WrapperInt
string ProjectName 2..150 ~[A-Za-z0-9][A-Za-z0-9\-_]{1,149}
string ProjectDescription 0..255
structure ProjectSource type:SourceType! location:String gitCloneDepth:GitCloneDepth
  gitSubmodulesConfig:GitSubmodulesConfig buildspec:String auth:SourceAuth
  reportBuildStatus:WrapperBoolean buildStatusConfig:BuildStatusConfig insecureSsl:WrapperBoolean
  sourceIdentifier:String
enum SourceType CODECOMMIT CODEPIPELINE GITHUB GITLAB GITLAB_SELF_MANAGED S3 BITBUCKET
  GITHUB_ENTERPRISE NO_SOURCE
string String
integer GitCloneDepth 0..2147483647
structure GitSubmodulesConfig fetchSubmodules:WrapperBoolean!
boolean WrapperBoolean
structure SourceAuth type:SourceAuthType! resource:String
enum SourceAuthType OAUTH CODECONNECTIONS SECRETS_MANAGER
structure BuildStatusConfig context:String targetUrl:String
list ProjectSources ProjectSource 0..12
list ProjectSecondarySourceVersions ProjectSourceVersion 0..12
structure ProjectSourceVersion sourceIdentifier:String! sourceVersion:String!
structure ProjectArtifacts type:ArtifactsType! location:String path:String
  namespaceType:ArtifactNamespace name:String packaging:ArtifactPackaging
  overrideArtifactName:WrapperBoolean encryptionDisabled:WrapperBoolean artifactIdentifier:String
  bucketOwnerAccess:BucketOwnerAccess
enum ArtifactsType CODEPIPELINE S3 NO_ARTIFACTS
enum ArtifactNamespace NONE BUILD_ID
enum ArtifactPackaging NONE ZIP
enum BucketOwnerAccess NONE READ_ONLY FULL
list ProjectArtifactsList ProjectArtifacts 0..12
structure ProjectCache type:CacheType! location:String modes:ProjectCacheModes
  cacheNamespace:String
enum CacheType NO_CACHE S3 LOCAL
list ProjectCacheModes CacheMode
enum CacheMode LOCAL_DOCKER_LAYER_CACHE LOCAL_SOURCE_CACHE LOCAL_CUSTOM_CACHE
structure ProjectEnvironment type:EnvironmentType! image:NonEmptyString! computeType:ComputeType!
  computeConfiguration:ComputeConfiguration fleet:ProjectFleet
  environmentVariables:EnvironmentVariables privilegedMode:WrapperBoolean certificate:String
  registryCredential:RegistryCredential imagePullCredentialsType:ImagePullCredentialsType
  dockerServer:DockerServer
enum EnvironmentType WINDOWS_CONTAINER LINUX_CONTAINER LINUX_GPU_CONTAINER ARM_CONTAINER
  WINDOWS_SERVER_2019_CONTAINER WINDOWS_SERVER_2022_CONTAINER LINUX_LAMBDA_CONTAINER
  ARM_LAMBDA_CONTAINER LINUX_EC2 ARM_EC2 WINDOWS_EC2 MAC_ARM
string NonEmptyString 1..2147483647
enum ComputeType BUILD_GENERAL1_SMALL BUILD_GENERAL1_MEDIUM BUILD_GENERAL1_LARGE
  BUILD_GENERAL1_XLARGE BUILD_GENERAL1_2XLARGE BUILD_LAMBDA_1GB BUILD_LAMBDA_2GB BUILD_LAMBDA_4GB
  BUILD_LAMBDA_8GB BUILD_LAMBDA_10GB ATTRIBUTE_BASED_COMPUTE CUSTOM_INSTANCE_TYPE
structure ComputeConfiguration vCpu:WrapperLong memory:WrapperLong disk:WrapperLong
  machineType:MachineType instanceType:NonEmptyString
long WrapperLong
enum MachineType GENERAL NVME
structure ProjectFleet fleetArn:String
list EnvironmentVariables EnvironmentVariable
structure EnvironmentVariable name:NonEmptyString! value:String! type:EnvironmentVariableType
enum EnvironmentVariableType PLAINTEXT PARAMETER_STORE SECRETS_MANAGER
structure RegistryCredential credential:NonEmptyString! credentialProvider:CredentialProviderType!
enum CredentialProviderType SECRETS_MANAGER
enum ImagePullCredentialsType CODEBUILD SERVICE_ROLE
structure DockerServer computeType:ComputeType! securityGroupIds:SecurityGroupIds
  status:DockerServerStatus
list SecurityGroupIds NonEmptyString 0..5
structure DockerServerStatus status:String message:String
integer BuildTimeOut 5..2160
integer TimeOut 5..480
list TagList Tag 0..50
structure Tag key:KeyInput value:ValueInput
string KeyInput 1..127
string ValueInput 0..255
structure VpcConfig vpcId:NonEmptyString subnets:Subnets securityGroupIds:SecurityGroupIds
list Subnets NonEmptyString 0..16
structure LogsConfig cloudWatchLogs:CloudWatchLogsConfig s3Logs:S3LogsConfig
structure CloudWatchLogsConfig status:LogsConfigStatusType! groupName:String streamName:String
enum LogsConfigStatusType ENABLED DISABLED
structure S3LogsConfig status:LogsConfigStatusType! location:String
  encryptionDisabled:WrapperBoolean bucketOwnerAccess:BucketOwnerAccess
list ProjectFileSystemLocations ProjectFileSystemLocation
structure ProjectFileSystemLocation type:FileSystemType location:String mountPoint:String
  identifier:String mountOptions:String
enum FileSystemType EFS
structure ProjectBuildBatchConfig serviceRole:NonEmptyString combineArtifacts:WrapperBoolean
  restrictions:BatchRestrictions timeoutInMins:WrapperInt batchReportMode:BatchReportModeType
structure BatchRestrictions maximumBuildsAllowed:WrapperInt
  computeTypesAllowed:ComputeTypesAllowed fleetsAllowed:FleetsAllowed
integer WrapperInt
list ComputeTypesAllowed NonEmptyString
list FleetsAllowed NonEmptyString
enum BatchReportModeType REPORT_INDIVIDUAL_BUILDS REPORT_AGGREGATED_BATCH
structure CreateProjectOutput project:Project
structure Project name:ProjectName arn:String description:ProjectDescription source:ProjectSource
  secondarySources:ProjectSources sourceVersion:String
  secondarySourceVersions:ProjectSecondarySourceVersions artifacts:ProjectArtifacts
  secondaryArtifacts:ProjectArtifactsList cache:ProjectCache environment:ProjectEnvironment
  serviceRole:NonEmptyString timeoutInMinutes:BuildTimeOut queuedTimeoutInMinutes:TimeOut
  encryptionKey:NonEmptyString tags:TagList created:Timestamp lastModified:Timestamp
   vpcConfig:VpcConfig badge:ProjectBadge logsConfig:LogsConfig
  fileSystemLocations:ProjectFileSystemLocations buildBatchConfig:ProjectBuildBatchConfig
  concurrentBuildLimit:WrapperInt projectVisibility:ProjectVisibilityType
  publicProjectAlias:NonEmptyString resourceAccessRole:NonEmptyString autoRetryLimit:WrapperInt
timestamp Timestamp
structure ProjectBadge badgeEnabled:Boolean badgeRequestUrl:String
boolean Boolean
enum ProjectVisibilityType PUBLIC_READ PRIVATE
structure UpdateProjectInput name:NonEmptyString! description:ProjectDescription
  source:ProjectSource secondarySources:ProjectSources sourceVersion:String
  secondarySourceVersions:ProjectSecondarySourceVersions artifacts:ProjectArtifacts
  secondaryArtifacts:ProjectArtifactsList cache:ProjectCache environment:ProjectEnvironment
  serviceRole:NonEmptyString timeoutInMinutes:BuildTimeOut queuedTimeoutInMinutes:TimeOut
  encryptionKey:NonEmptyString tags:TagList vpcConfig:VpcConfig badgeEnabled:WrapperBoolean
  logsConfig:LogsConfig fileSystemLocations:ProjectFileSystemLocations
  buildBatchConfig:ProjectBuildBatchConfig concurrentBuildLimit:WrapperInt
  autoRetryLimit:WrapperInt
structure UpdateProjectOutput project:Project
structure DeleteProjectInput name:NonEmptyString!
structure DeleteProjectOutput
structure BatchGetProjectsInput names:ProjectNames!
list ProjectNames NonEmptyString 1..100
structure BatchGetProjectsOutput projects:Projects projectsNotFound:ProjectNames
list Projects Project
structure ListProjectsInput sortBy:ProjectSortByType sortOrder:SortOrderType
  nextToken:NonEmptyString
enum ProjectSortByType NAME CREATED_TIME LAST_MODIFIED_TIME
enum SortOrderType ASCENDING DESCENDING
structure ListProjectsOutput nextToken:String projects:ProjectNames
)";

}  // namespace

wire::Table wire_table() {
  return wire::Table(std::string(k_projects_table) + k_builds_table);
}

}  // namespace greenroom::codebuild
