import { resources, type Scope, textOf } from "./right.ts";

/** Virtual Private Cloud ("Virtual Private Cloud" of "CAM-Enabled API", 598/57179). */
export const vpcScope: Scope = (asked) => {
  const { action, call } = asked;
  const network = () => resources(asked, "vpc", [textOf(asked, "VpcId")]);
  const subnet = () => resources(asked, "subnet", [textOf(asked, "SubnetId")]);
  switch (action.name) {
    case "CreateSubnet":
    case "CreateSubnets":
      return [...network(), ...subnet()];
    case "DeleteSubnet":
    case "ModifySubnetAttribute":
      return subnet();
    default:
      if (action.access === "write") return network();
      if (call.settings.vpcReadGranularity === "operation") return null;
      return action.name === "DescribeSubnets" ? resources(asked, "subnet", []) : resources(asked, "vpc", []);
  }
};
