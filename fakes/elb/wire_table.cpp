// AWS: the API model of Elastic Load Balancing, version 2015-12-01, without what only network and
// gateway load balancers have, and without sign-in actions.
#include "fakes/elb/wire.h"

namespace greenroom::elb {

namespace {

constexpr const char* k_table = R"(
service elbv2 query 2015-12-01
operation CreateLoadBalancer CreateLoadBalancerInput CreateLoadBalancerOutput
right CreateLoadBalancer = ~loadbalancer/app/{Name}/*
operation DeleteLoadBalancer DeleteLoadBalancerInput DeleteLoadBalancerOutput
right DeleteLoadBalancer = {LoadBalancerArn}
operation DescribeLoadBalancers DescribeLoadBalancersInput DescribeLoadBalancersOutput
right DescribeLoadBalancers = *
operation DescribeLoadBalancerAttributes DescribeLoadBalancerAttributesInput
  DescribeLoadBalancerAttributesOutput
right DescribeLoadBalancerAttributes = *
operation ModifyLoadBalancerAttributes ModifyLoadBalancerAttributesInput
  ModifyLoadBalancerAttributesOutput
right ModifyLoadBalancerAttributes = {LoadBalancerArn}
operation SetSecurityGroups SetSecurityGroupsInput SetSecurityGroupsOutput
right SetSecurityGroups = {LoadBalancerArn}
operation SetSubnets SetSubnetsInput SetSubnetsOutput
right SetSubnets = {LoadBalancerArn}
operation CreateListener CreateListenerInput CreateListenerOutput
right CreateListener = {LoadBalancerArn}
operation ModifyListener ModifyListenerInput ModifyListenerOutput
right ModifyListener = {ListenerArn}
operation DeleteListener DeleteListenerInput DeleteListenerOutput
right DeleteListener = {ListenerArn}
operation DescribeListeners DescribeListenersInput DescribeListenersOutput
right DescribeListeners = *
operation CreateRule CreateRuleInput CreateRuleOutput
right CreateRule = {ListenerArn}
operation ModifyRule ModifyRuleInput ModifyRuleOutput
right ModifyRule = {RuleArn}
operation DeleteRule DeleteRuleInput DeleteRuleOutput
right DeleteRule = {RuleArn}
operation SetRulePriorities SetRulePrioritiesInput SetRulePrioritiesOutput
right SetRulePriorities = {RulePriorities.RuleArn}
operation DescribeRules DescribeRulesInput DescribeRulesOutput
right DescribeRules = *
operation CreateTargetGroup CreateTargetGroupInput CreateTargetGroupOutput
right CreateTargetGroup = ~targetgroup/{Name}/*
operation ModifyTargetGroup ModifyTargetGroupInput ModifyTargetGroupOutput
right ModifyTargetGroup = {TargetGroupArn}
operation DeleteTargetGroup DeleteTargetGroupInput DeleteTargetGroupOutput
right DeleteTargetGroup = {TargetGroupArn}
operation DescribeTargetGroups DescribeTargetGroupsInput DescribeTargetGroupsOutput
right DescribeTargetGroups = *
operation DescribeTargetGroupAttributes DescribeTargetGroupAttributesInput
  DescribeTargetGroupAttributesOutput
right DescribeTargetGroupAttributes = *
operation ModifyTargetGroupAttributes ModifyTargetGroupAttributesInput
  ModifyTargetGroupAttributesOutput
right ModifyTargetGroupAttributes = {TargetGroupArn}
operation RegisterTargets RegisterTargetsInput RegisterTargetsOutput
right RegisterTargets = {TargetGroupArn}
operation DeregisterTargets DeregisterTargetsInput DeregisterTargetsOutput
right DeregisterTargets = {TargetGroupArn}
operation DescribeTargetHealth DescribeTargetHealthInput DescribeTargetHealthOutput
right DescribeTargetHealth = *
operation AddTags AddTagsInput AddTagsOutput
right AddTags = {ResourceArns}
operation RemoveTags RemoveTagsInput RemoveTagsOutput
right RemoveTags = {ResourceArns}
operation DescribeTags DescribeTagsInput DescribeTagsOutput
right DescribeTags = *
operation DescribeAccountLimits DescribeAccountLimitsInput DescribeAccountLimitsOutput
right DescribeAccountLimits = *
structure CreateLoadBalancerInput Name:LoadBalancerName! Subnets:Subnets
  SubnetMappings:SubnetMappings SecurityGroups:SecurityGroups Scheme:LoadBalancerSchemeEnum
  Tags:TagList Type:LoadBalancerTypeEnum IpAddressType:IpAddressType
  CustomerOwnedIpv4Pool:CustomerOwnedIpv4Pool IpamPools:IpamPools
string LoadBalancerName
list Subnets SubnetId
string SubnetId
list SubnetMappings SubnetMapping
structure SubnetMapping SubnetId:SubnetId AllocationId:AllocationId
  PrivateIPv4Address:PrivateIPv4Address IPv6Address:IPv6Address
  SourceNatIpv6Prefix:SourceNatIpv6Prefix
string AllocationId
string PrivateIPv4Address
string IPv6Address
string SourceNatIpv6Prefix
list SecurityGroups SecurityGroupId
string SecurityGroupId
enum LoadBalancerSchemeEnum internet-facing internal
list TagList Tag 1..2147483647
structure Tag Key:TagKey! Value:TagValue
string TagKey 1..128
string TagValue 0..256
enum LoadBalancerTypeEnum application network gateway
enum IpAddressType ipv4 dualstack dualstack-without-public-ipv4
string CustomerOwnedIpv4Pool 0..256 ~^(ipv4pool-coip-)[a-zA-Z0-9]+$
structure IpamPools Ipv4IpamPoolId:IpamPoolId
string IpamPoolId 0..1000 ~^(ipam-pool-)[a-zA-Z0-9]+$
structure CreateLoadBalancerOutput LoadBalancers:LoadBalancers
list LoadBalancers LoadBalancer
structure LoadBalancer LoadBalancerArn:LoadBalancerArn DNSName:DNSName
  CanonicalHostedZoneId:CanonicalHostedZoneId CreatedTime:CreatedTime
  LoadBalancerName:LoadBalancerName Scheme:LoadBalancerSchemeEnum VpcId:VpcId
  State:LoadBalancerState Type:LoadBalancerTypeEnum AvailabilityZones:AvailabilityZones
  SecurityGroups:SecurityGroups IpAddressType:IpAddressType
string LoadBalancerArn
string DNSName
string CanonicalHostedZoneId
timestamp CreatedTime
string VpcId
structure LoadBalancerState Code:LoadBalancerStateEnum Reason:StateReason
enum LoadBalancerStateEnum active provisioning active_impaired failed
string StateReason
list AvailabilityZones AvailabilityZone
structure AvailabilityZone ZoneName:ZoneName SubnetId:SubnetId
  LoadBalancerAddresses:LoadBalancerAddresses
string ZoneName
list LoadBalancerAddresses LoadBalancerAddress
structure LoadBalancerAddress IpAddress:IpAddress AllocationId:AllocationId
  PrivateIPv4Address:PrivateIPv4Address IPv6Address:IPv6Address
string IpAddress
structure DeleteLoadBalancerInput LoadBalancerArn:LoadBalancerArn!
structure DeleteLoadBalancerOutput
structure DescribeLoadBalancersInput LoadBalancerArns:LoadBalancerArns Names:LoadBalancerNames
  Marker:Marker PageSize:PageSize
list LoadBalancerArns LoadBalancerArn
list LoadBalancerNames LoadBalancerName
string Marker
integer PageSize 1..400
structure DescribeLoadBalancersOutput LoadBalancers:LoadBalancers NextMarker:Marker
structure DescribeLoadBalancerAttributesInput LoadBalancerArn:LoadBalancerArn!
structure DescribeLoadBalancerAttributesOutput Attributes:LoadBalancerAttributes
list LoadBalancerAttributes LoadBalancerAttribute 0..20
structure LoadBalancerAttribute Key:LoadBalancerAttributeKey Value:LoadBalancerAttributeValue
string LoadBalancerAttributeKey 0..256 ~^[a-zA-Z0-9._]+$
string LoadBalancerAttributeValue 0..1024
structure ModifyLoadBalancerAttributesInput LoadBalancerArn:LoadBalancerArn!
  Attributes:LoadBalancerAttributes!
structure ModifyLoadBalancerAttributesOutput Attributes:LoadBalancerAttributes
structure SetSecurityGroupsInput LoadBalancerArn:LoadBalancerArn! SecurityGroups:SecurityGroups!
structure SetSecurityGroupsOutput SecurityGroupIds:SecurityGroups
structure SetSubnetsInput LoadBalancerArn:LoadBalancerArn! Subnets:Subnets
  SubnetMappings:SubnetMappings IpAddressType:IpAddressType
structure SetSubnetsOutput AvailabilityZones:AvailabilityZones IpAddressType:IpAddressType
structure CreateListenerInput LoadBalancerArn:LoadBalancerArn! Protocol:ProtocolEnum Port:Port
  SslPolicy:SslPolicyName Certificates:CertificateList DefaultActions:Actions!
  AlpnPolicy:AlpnPolicyName Tags:TagList
enum ProtocolEnum HTTP HTTPS TCP TLS UDP TCP_UDP GENEVE QUIC TCP_QUIC
integer Port 1..65535
string SslPolicyName
list CertificateList Certificate
structure Certificate CertificateArn:CertificateArn IsDefault:Default
string CertificateArn
boolean Default
list Actions Action
structure Action Type:ActionTypeEnum! TargetGroupArn:TargetGroupArn Order:ActionOrder
  RedirectConfig:RedirectActionConfig FixedResponseConfig:FixedResponseActionConfig
  ForwardConfig:ForwardActionConfig
enum ActionTypeEnum forward authenticate-oidc authenticate-cognito redirect fixed-response
  jwt-validation
string TargetGroupArn
integer ActionOrder 1..50000
structure RedirectActionConfig Protocol:RedirectActionProtocol Port:RedirectActionPort
  Host:RedirectActionHost Path:RedirectActionPath Query:RedirectActionQuery
  StatusCode:RedirectActionStatusCodeEnum!
string RedirectActionProtocol ~^(HTTPS?|#\{protocol\})$
string RedirectActionPort
string RedirectActionHost 1..128
string RedirectActionPath 1..128
string RedirectActionQuery 0..128
enum RedirectActionStatusCodeEnum HTTP_301 HTTP_302
structure FixedResponseActionConfig MessageBody:FixedResponseActionMessage
  StatusCode:FixedResponseActionStatusCode! ContentType:FixedResponseActionContentType
string FixedResponseActionMessage 0..1024
string FixedResponseActionStatusCode ~^(2|4|5)\d\d$
string FixedResponseActionContentType 0..32
structure ForwardActionConfig TargetGroups:TargetGroupList
  TargetGroupStickinessConfig:TargetGroupStickinessConfig
list TargetGroupList TargetGroupTuple
structure TargetGroupTuple TargetGroupArn:TargetGroupArn Weight:TargetGroupWeight
integer TargetGroupWeight
structure TargetGroupStickinessConfig Enabled:TargetGroupStickinessEnabled
  DurationSeconds:TargetGroupStickinessDurationSeconds
boolean TargetGroupStickinessEnabled
integer TargetGroupStickinessDurationSeconds
list AlpnPolicyName AlpnPolicyValue
string AlpnPolicyValue
structure CreateListenerOutput Listeners:Listeners
list Listeners Listener
structure Listener ListenerArn:ListenerArn LoadBalancerArn:LoadBalancerArn Port:Port
  Protocol:ProtocolEnum DefaultActions:Actions
string ListenerArn
structure ModifyListenerInput ListenerArn:ListenerArn! Port:Port Protocol:ProtocolEnum
  SslPolicy:SslPolicyName Certificates:CertificateList DefaultActions:Actions
  AlpnPolicy:AlpnPolicyName
structure ModifyListenerOutput Listeners:Listeners
structure DeleteListenerInput ListenerArn:ListenerArn!
structure DeleteListenerOutput
structure DescribeListenersInput LoadBalancerArn:LoadBalancerArn ListenerArns:ListenerArns
  Marker:Marker PageSize:PageSize
list ListenerArns ListenerArn
structure DescribeListenersOutput Listeners:Listeners NextMarker:Marker
structure CreateRuleInput ListenerArn:ListenerArn! Conditions:RuleConditionList!
  Priority:RulePriority! Actions:Actions! Tags:TagList Transforms:RuleTransformList
list RuleConditionList RuleCondition
structure RuleCondition Field:ConditionFieldName Values:ListOfString
  HostHeaderConfig:HostHeaderConditionConfig PathPatternConfig:PathPatternConditionConfig
  HttpHeaderConfig:HttpHeaderConditionConfig QueryStringConfig:QueryStringConditionConfig
  HttpRequestMethodConfig:HttpRequestMethodConditionConfig SourceIpConfig:SourceIpConditionConfig
  RegexValues:ListOfString
string ConditionFieldName 0..64
list ListOfString StringValue
string StringValue
structure HostHeaderConditionConfig Values:ListOfString RegexValues:ListOfString
structure PathPatternConditionConfig Values:ListOfString RegexValues:ListOfString
structure HttpHeaderConditionConfig HttpHeaderName:HttpHeaderConditionName Values:ListOfString
  RegexValues:ListOfString
string HttpHeaderConditionName
structure QueryStringConditionConfig Values:QueryStringKeyValuePairList
list QueryStringKeyValuePairList QueryStringKeyValuePair
structure QueryStringKeyValuePair Key:StringValue Value:StringValue
structure HttpRequestMethodConditionConfig Values:ListOfString
structure SourceIpConditionConfig Values:ListOfString
integer RulePriority 1..50000
list RuleTransformList RuleTransform
structure RuleTransform Type:TransformTypeEnum! HostHeaderRewriteConfig:HostHeaderRewriteConfig
  UrlRewriteConfig:UrlRewriteConfig
enum TransformTypeEnum host-header-rewrite url-rewrite
structure HostHeaderRewriteConfig Rewrites:RewriteConfigList
list RewriteConfigList RewriteConfig
structure RewriteConfig Regex:StringValue! Replace:StringValue!
structure UrlRewriteConfig Rewrites:RewriteConfigList
structure CreateRuleOutput Rules:Rules
list Rules Rule
structure Rule RuleArn:RuleArn Priority:String Conditions:RuleConditionList Actions:Actions
  IsDefault:IsDefault
string RuleArn
string String
boolean IsDefault
structure ModifyRuleInput RuleArn:RuleArn! Conditions:RuleConditionList Actions:Actions
  Transforms:RuleTransformList ResetTransforms:ResetTransforms
boolean ResetTransforms
structure ModifyRuleOutput Rules:Rules
structure DeleteRuleInput RuleArn:RuleArn!
structure DeleteRuleOutput
structure SetRulePrioritiesInput RulePriorities:RulePriorityList!
list RulePriorityList RulePriorityPair
structure RulePriorityPair RuleArn:RuleArn Priority:RulePriority
structure SetRulePrioritiesOutput Rules:Rules
structure DescribeRulesInput ListenerArn:ListenerArn RuleArns:RuleArns Marker:Marker
  PageSize:PageSize
list RuleArns RuleArn
structure DescribeRulesOutput Rules:Rules NextMarker:Marker
structure CreateTargetGroupInput Name:TargetGroupName! Protocol:ProtocolEnum
  ProtocolVersion:ProtocolVersion Port:Port VpcId:VpcId HealthCheckProtocol:ProtocolEnum
  HealthCheckPort:HealthCheckPort HealthCheckEnabled:HealthCheckEnabled HealthCheckPath:Path
  HealthCheckIntervalSeconds:HealthCheckIntervalSeconds
  HealthCheckTimeoutSeconds:HealthCheckTimeoutSeconds
  HealthyThresholdCount:HealthCheckThresholdCount
  UnhealthyThresholdCount:HealthCheckThresholdCount Matcher:Matcher TargetType:TargetTypeEnum
  Tags:TagList IpAddressType:TargetGroupIpAddressTypeEnum TargetControlPort:TargetControlPort
string TargetGroupName
string ProtocolVersion
string HealthCheckPort
boolean HealthCheckEnabled
string Path 1..1024
integer HealthCheckIntervalSeconds 5..300
integer HealthCheckTimeoutSeconds 2..120
integer HealthCheckThresholdCount 2..10
structure Matcher HttpCode:HttpCode GrpcCode:GrpcCode
string HttpCode
string GrpcCode
enum TargetTypeEnum instance ip lambda alb
enum TargetGroupIpAddressTypeEnum ipv4 ipv6
integer TargetControlPort 1..65535
structure CreateTargetGroupOutput TargetGroups:TargetGroups
list TargetGroups TargetGroup
structure TargetGroup TargetGroupArn:TargetGroupArn TargetGroupName:TargetGroupName
  Protocol:ProtocolEnum Port:Port VpcId:VpcId HealthCheckProtocol:ProtocolEnum
  HealthCheckPort:HealthCheckPort HealthCheckEnabled:HealthCheckEnabled
  HealthCheckIntervalSeconds:HealthCheckIntervalSeconds
  HealthCheckTimeoutSeconds:HealthCheckTimeoutSeconds
  HealthyThresholdCount:HealthCheckThresholdCount
  UnhealthyThresholdCount:HealthCheckThresholdCount HealthCheckPath:Path Matcher:Matcher
  LoadBalancerArns:LoadBalancerArns TargetType:TargetTypeEnum ProtocolVersion:ProtocolVersion
  IpAddressType:TargetGroupIpAddressTypeEnum
structure ModifyTargetGroupInput TargetGroupArn:TargetGroupArn! HealthCheckProtocol:ProtocolEnum
  HealthCheckPort:HealthCheckPort HealthCheckPath:Path HealthCheckEnabled:HealthCheckEnabled
  HealthCheckIntervalSeconds:HealthCheckIntervalSeconds
  HealthCheckTimeoutSeconds:HealthCheckTimeoutSeconds
  HealthyThresholdCount:HealthCheckThresholdCount
  UnhealthyThresholdCount:HealthCheckThresholdCount Matcher:Matcher
structure ModifyTargetGroupOutput TargetGroups:TargetGroups
structure DeleteTargetGroupInput TargetGroupArn:TargetGroupArn!
structure DeleteTargetGroupOutput
structure DescribeTargetGroupsInput LoadBalancerArn:LoadBalancerArn
  TargetGroupArns:TargetGroupArns Names:TargetGroupNames Marker:Marker PageSize:PageSize
list TargetGroupArns TargetGroupArn
list TargetGroupNames TargetGroupName
structure DescribeTargetGroupsOutput TargetGroups:TargetGroups NextMarker:Marker
structure DescribeTargetGroupAttributesInput TargetGroupArn:TargetGroupArn!
structure DescribeTargetGroupAttributesOutput Attributes:TargetGroupAttributes
list TargetGroupAttributes TargetGroupAttribute
structure TargetGroupAttribute Key:TargetGroupAttributeKey Value:TargetGroupAttributeValue
string TargetGroupAttributeKey 0..256 ~^[a-zA-Z0-9._]+$
string TargetGroupAttributeValue
structure ModifyTargetGroupAttributesInput TargetGroupArn:TargetGroupArn!
  Attributes:TargetGroupAttributes!
structure ModifyTargetGroupAttributesOutput Attributes:TargetGroupAttributes
structure RegisterTargetsInput TargetGroupArn:TargetGroupArn! Targets:TargetDescriptions!
list TargetDescriptions TargetDescription
structure TargetDescription Id:TargetId! Port:Port AvailabilityZone:ZoneName
string TargetId
structure RegisterTargetsOutput
structure DeregisterTargetsInput TargetGroupArn:TargetGroupArn! Targets:TargetDescriptions!
structure DeregisterTargetsOutput
structure DescribeTargetHealthInput TargetGroupArn:TargetGroupArn! Targets:TargetDescriptions
  Include:ListOfDescribeTargetHealthIncludeOptions
list ListOfDescribeTargetHealthIncludeOptions DescribeTargetHealthInputIncludeEnum
enum DescribeTargetHealthInputIncludeEnum AnomalyDetection All
structure DescribeTargetHealthOutput TargetHealthDescriptions:TargetHealthDescriptions
list TargetHealthDescriptions TargetHealthDescription
structure TargetHealthDescription Target:TargetDescription HealthCheckPort:HealthCheckPort
  TargetHealth:TargetHealth AnomalyDetection:AnomalyDetection
structure TargetHealth State:TargetHealthStateEnum Reason:TargetHealthReasonEnum
  Description:Description
enum TargetHealthStateEnum initial healthy unhealthy unhealthy.draining unused draining
  unavailable
enum TargetHealthReasonEnum Elb.RegistrationInProgress Elb.InitialHealthChecking
  Target.ResponseCodeMismatch Target.Timeout Target.FailedHealthChecks Target.NotRegistered
  Target.NotInUse Target.DeregistrationInProgress Target.InvalidState Target.IpUnusable
  Target.HealthCheckDisabled Elb.InternalError
string Description
structure AnomalyDetection Result:AnomalyResultEnum MitigationInEffect:MitigationInEffectEnum
enum AnomalyResultEnum anomalous normal
enum MitigationInEffectEnum yes no
structure AddTagsInput ResourceArns:ResourceArns! Tags:TagList!
list ResourceArns ResourceArn
string ResourceArn
structure AddTagsOutput
structure RemoveTagsInput ResourceArns:ResourceArns! TagKeys:TagKeys!
list TagKeys TagKey
structure RemoveTagsOutput
structure DescribeTagsInput ResourceArns:ResourceArns!
structure DescribeTagsOutput TagDescriptions:TagDescriptions
list TagDescriptions TagDescription
structure TagDescription ResourceArn:ResourceArn Tags:TagList
structure DescribeAccountLimitsInput Marker:Marker PageSize:PageSize
structure DescribeAccountLimitsOutput Limits:Limits NextMarker:Marker
list Limits Limit
structure Limit Name:Name Max:Max
string Name
string Max
)";

}  // namespace

wire::Table wire_table() {
  return wire::Table(k_table);
}

}  // namespace greenroom::elb
