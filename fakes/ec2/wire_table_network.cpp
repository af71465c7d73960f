// AWS: the API model of EC2, version 2016-11-15. The network: the VPC, subnets, security groups.
#include "fakes/ec2/wire_table.h"

namespace greenroom::ec2 {

const char* const k_table_network = R"(
operation DescribeVpcs DescribeVpcsRequest DescribeVpcsResult
right DescribeVpcs = *
operation DescribeSubnets DescribeSubnetsRequest DescribeSubnetsResult
right DescribeSubnets = *
operation DescribeAvailabilityZones DescribeAvailabilityZonesRequest
  DescribeAvailabilityZonesResult
right DescribeAvailabilityZones = *
operation DescribeRegions DescribeRegionsRequest DescribeRegionsResult
right DescribeRegions = *
operation DescribeSecurityGroups DescribeSecurityGroupsRequest DescribeSecurityGroupsResult
right DescribeSecurityGroups = *
operation DescribeSecurityGroupRules DescribeSecurityGroupRulesRequest
  DescribeSecurityGroupRulesResult
right DescribeSecurityGroupRules = *
operation CreateSecurityGroup CreateSecurityGroupRequest CreateSecurityGroupResult
right CreateSecurityGroup = ~security-group/*
operation DeleteSecurityGroup DeleteSecurityGroupRequest DeleteSecurityGroupResult
right DeleteSecurityGroup = ~security-group/{GroupId}
operation AuthorizeSecurityGroupIngress AuthorizeSecurityGroupIngressRequest
  AuthorizeSecurityGroupIngressResult
right AuthorizeSecurityGroupIngress = ~security-group/{GroupId}
operation AuthorizeSecurityGroupEgress AuthorizeSecurityGroupEgressRequest
  AuthorizeSecurityGroupEgressResult
right AuthorizeSecurityGroupEgress = ~security-group/{GroupId}
operation RevokeSecurityGroupIngress RevokeSecurityGroupIngressRequest
  RevokeSecurityGroupIngressResult
right RevokeSecurityGroupIngress = ~security-group/{GroupId}
operation RevokeSecurityGroupEgress RevokeSecurityGroupEgressRequest
  RevokeSecurityGroupEgressResult
right RevokeSecurityGroupEgress = ~security-group/{GroupId}
structure DescribeVpcsRequest Filters:FilterList@xml=Filter VpcIds:VpcIdStringList@xml=VpcId
  NextToken:String MaxResults:DescribeVpcsMaxResults DryRun:Boolean@xml=dryRun
list VpcIdStringList VpcId element=VpcId
string VpcId
integer DescribeVpcsMaxResults 5..1000
structure DescribeVpcsResult NextToken:String@xml=nextToken Vpcs:VpcList@xml=vpcSet
list VpcList Vpc element=item
structure Vpc OwnerId:String@xml=ownerId InstanceTenancy:Tenancy@xml=instanceTenancy
  CidrBlockAssociationSet:VpcCidrBlockAssociationSet@xml=cidrBlockAssociationSet
  IsDefault:Boolean@xml=isDefault Tags:TagList@xml=tagSet VpcId:String@xml=vpcId
  State:VpcState@xml=state CidrBlock:String@xml=cidrBlock DhcpOptionsId:String@xml=dhcpOptionsId
list VpcCidrBlockAssociationSet VpcCidrBlockAssociation element=item
structure VpcCidrBlockAssociation AssociationId:String@xml=associationId
  CidrBlock:String@xml=cidrBlock CidrBlockState:VpcCidrBlockState@xml=cidrBlockState
structure VpcCidrBlockState State:VpcCidrBlockStateCode@xml=state
  StatusMessage:String@xml=statusMessage
enum VpcCidrBlockStateCode associating associated disassociating disassociated failing failed
enum VpcState pending available
structure DescribeSubnetsRequest Filters:FilterList@xml=Filter
  SubnetIds:SubnetIdStringList@xml=SubnetId NextToken:String MaxResults:DescribeSubnetsMaxResults
  DryRun:Boolean@xml=dryRun
list SubnetIdStringList SubnetId element=SubnetId
integer DescribeSubnetsMaxResults 5..1000
structure DescribeSubnetsResult NextToken:String@xml=nextToken Subnets:SubnetList@xml=subnetSet
list SubnetList Subnet element=item
structure Subnet AvailabilityZoneId:String@xml=availabilityZoneId OwnerId:String@xml=ownerId
  AssignIpv6AddressOnCreation:Boolean@xml=assignIpv6AddressOnCreation Tags:TagList@xml=tagSet
  SubnetArn:String@xml=subnetArn SubnetId:String@xml=subnetId State:SubnetState@xml=state
  VpcId:String@xml=vpcId CidrBlock:String@xml=cidrBlock
  AvailableIpAddressCount:Integer@xml=availableIpAddressCount
  AvailabilityZone:String@xml=availabilityZone DefaultForAz:Boolean@xml=defaultForAz
  MapPublicIpOnLaunch:Boolean@xml=mapPublicIpOnLaunch
enum SubnetState pending available unavailable failed failed-insufficient-capacity
structure DescribeAvailabilityZonesRequest ZoneNames:ZoneNameStringList@xml=ZoneName
  ZoneIds:ZoneIdStringList@xml=ZoneId AllAvailabilityZones:Boolean DryRun:Boolean@xml=dryRun
  Filters:FilterList@xml=Filter
list ZoneNameStringList String element=ZoneName
list ZoneIdStringList String element=ZoneId
structure DescribeAvailabilityZonesResult
  AvailabilityZones:AvailabilityZoneList@xml=availabilityZoneInfo
list AvailabilityZoneList AvailabilityZone element=item
structure AvailabilityZone OptInStatus:AvailabilityZoneOptInStatus@xml=optInStatus
  RegionName:String@xml=regionName ZoneName:String@xml=zoneName ZoneId:String@xml=zoneId
  GroupName:String@xml=groupName NetworkBorderGroup:String@xml=networkBorderGroup
  ZoneType:String@xml=zoneType State:AvailabilityZoneState@xml=zoneState
enum AvailabilityZoneOptInStatus opt-in-not-required opted-in not-opted-in
enum AvailabilityZoneState available information impaired unavailable constrained
structure DescribeRegionsRequest RegionNames:RegionNameStringList@xml=RegionName
  AllRegions:Boolean DryRun:Boolean@xml=dryRun Filters:FilterList@xml=Filter
list RegionNameStringList String element=RegionName
structure DescribeRegionsResult Regions:RegionList@xml=regionInfo
list RegionList Region element=item
structure Region OptInStatus:String@xml=optInStatus RegionName:String@xml=regionName
  Endpoint:String@xml=regionEndpoint
structure DescribeSecurityGroupsRequest GroupIds:GroupIdStringList@xml=GroupId
  GroupNames:GroupNameStringList@xml=GroupName NextToken:String
  MaxResults:DescribeSecurityGroupsMaxResults DryRun:Boolean@xml=dryRun
  Filters:FilterList@xml=Filter
list GroupNameStringList SecurityGroupName element=GroupName
integer DescribeSecurityGroupsMaxResults 5..1000
structure DescribeSecurityGroupsResult NextToken:String@xml=nextToken
  SecurityGroups:SecurityGroupList@xml=securityGroupInfo
list SecurityGroupList SecurityGroup element=item
structure SecurityGroup GroupId:String@xml=groupId
  IpPermissionsEgress:IpPermissionList@xml=ipPermissionsEgress Tags:TagList@xml=tagSet
  VpcId:String@xml=vpcId SecurityGroupArn:String@xml=securityGroupArn OwnerId:String@xml=ownerId
  GroupName:String@xml=groupName Description:String@xml=groupDescription
  IpPermissions:IpPermissionList@xml=ipPermissions
list IpPermissionList IpPermission element=item
structure IpPermission IpProtocol:String@xml=ipProtocol FromPort:Integer@xml=fromPort
  ToPort:Integer@xml=toPort UserIdGroupPairs:UserIdGroupPairList@xml=groups
  IpRanges:IpRangeList@xml=ipRanges Ipv6Ranges:Ipv6RangeList@xml=ipv6Ranges
  PrefixListIds:PrefixListIdList@xml=prefixListIds
list UserIdGroupPairList UserIdGroupPair element=item
structure UserIdGroupPair Description:String@xml=description UserId:String@xml=userId
  GroupName:String@xml=groupName GroupId:String@xml=groupId VpcId:String@xml=vpcId
list IpRangeList IpRange element=item
structure IpRange Description:String@xml=description CidrIp:String@xml=cidrIp
list Ipv6RangeList Ipv6Range element=item
structure Ipv6Range Description:String@xml=description CidrIpv6:String@xml=cidrIpv6
list PrefixListIdList PrefixListId element=item
structure PrefixListId Description:String@xml=description PrefixListId:String@xml=prefixListId
structure DescribeSecurityGroupRulesRequest Filters:FilterList@xml=Filter
  SecurityGroupRuleIds:SecurityGroupRuleIdList@xml=SecurityGroupRuleId DryRun:Boolean
  NextToken:String MaxResults:DescribeSecurityGroupRulesMaxResults
list SecurityGroupRuleIdList String element=item
integer DescribeSecurityGroupRulesMaxResults 5..1000
structure DescribeSecurityGroupRulesResult
  SecurityGroupRules:SecurityGroupRuleList@xml=securityGroupRuleSet NextToken:String@xml=nextToken
list SecurityGroupRuleList SecurityGroupRule element=item
structure SecurityGroupRule SecurityGroupRuleId:SecurityGroupRuleId@xml=securityGroupRuleId
  GroupId:SecurityGroupId@xml=groupId GroupOwnerId:String@xml=groupOwnerId
  IsEgress:Boolean@xml=isEgress IpProtocol:String@xml=ipProtocol FromPort:Integer@xml=fromPort
  ToPort:Integer@xml=toPort CidrIpv4:String@xml=cidrIpv4 CidrIpv6:String@xml=cidrIpv6
  PrefixListId:PrefixListResourceId@xml=prefixListId
  ReferencedGroupInfo:ReferencedSecurityGroup@xml=referencedGroupInfo
  Description:String@xml=description
string SecurityGroupRuleId
string PrefixListResourceId
structure ReferencedSecurityGroup GroupId:String@xml=groupId UserId:String@xml=userId
  VpcId:String@xml=vpcId
structure CreateSecurityGroupRequest Description:String!@xml=GroupDescription GroupName:String!
  VpcId:VpcId TagSpecifications:TagSpecificationList@xml=TagSpecification
  DryRun:Boolean@xml=dryRun
structure CreateSecurityGroupResult GroupId:String@xml=groupId Tags:TagList@xml=tagSet
  SecurityGroupArn:String@xml=securityGroupArn
structure DeleteSecurityGroupRequest GroupId:SecurityGroupId GroupName:SecurityGroupName
  DryRun:Boolean@xml=dryRun
structure DeleteSecurityGroupResult Return:Boolean@xml=return GroupId:SecurityGroupId@xml=groupId
structure AuthorizeSecurityGroupIngressRequest CidrIp:String FromPort:Integer
  GroupId:SecurityGroupId GroupName:SecurityGroupName IpPermissions:IpPermissionList
  IpProtocol:String SourceSecurityGroupName:String ToPort:Integer DryRun:Boolean@xml=dryRun
structure AuthorizeSecurityGroupIngressResult Return:Boolean@xml=return
  SecurityGroupRules:SecurityGroupRuleList@xml=securityGroupRuleSet
structure AuthorizeSecurityGroupEgressRequest DryRun:Boolean@xml=dryRun
  GroupId:SecurityGroupId!@xml=groupId IpProtocol:String@xml=ipProtocol
  FromPort:Integer@xml=fromPort ToPort:Integer@xml=toPort CidrIp:String@xml=cidrIp
  IpPermissions:IpPermissionList@xml=ipPermissions
structure AuthorizeSecurityGroupEgressResult Return:Boolean@xml=return
  SecurityGroupRules:SecurityGroupRuleList@xml=securityGroupRuleSet
structure RevokeSecurityGroupIngressRequest CidrIp:String FromPort:Integer GroupId:SecurityGroupId
  GroupName:SecurityGroupName IpPermissions:IpPermissionList IpProtocol:String
  SourceSecurityGroupName:String ToPort:Integer
  SecurityGroupRuleIds:SecurityGroupRuleIdList@xml=SecurityGroupRuleId DryRun:Boolean@xml=dryRun
structure RevokeSecurityGroupIngressResult Return:Boolean@xml=return
structure RevokeSecurityGroupEgressRequest
  SecurityGroupRuleIds:SecurityGroupRuleIdList@xml=SecurityGroupRuleId DryRun:Boolean@xml=dryRun
  GroupId:SecurityGroupId!@xml=groupId IpProtocol:String@xml=ipProtocol
  FromPort:Integer@xml=fromPort ToPort:Integer@xml=toPort CidrIp:String@xml=cidrIp
  IpPermissions:IpPermissionList@xml=ipPermissions
structure RevokeSecurityGroupEgressResult Return:Boolean@xml=return
)";

}  // namespace greenroom::ec2
