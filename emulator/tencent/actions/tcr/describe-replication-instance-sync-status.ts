import { tencentAction } from "../../action.ts";
import { pagingFields } from "../../paging.ts";
import { isoInBeijing } from "../../times.ts";
import { errorsOf } from "./errors.ts";
import { registryField } from "./find.ts";
import { findReplica } from "./replica.ts";

/** There is no image here to be copied: a replica that runs has everything. */
export const describeReplicationInstanceSyncStatus = tencentAction({
  product: "tcr",
  name: "DescribeReplicationInstanceSyncStatus",
  access: "read",
  parameters: {
    RegistryId: registryField,
    ReplicationRegistryId: { type: "string", required: true, means: "the replica" },
    ReplicationRegionId: { type: "integer", means: "number of the replica's region" },
    ShowReplicationLog: { type: "boolean", means: "the log too" },
    ...pagingFields(20),
  },
  errors: errorsOf("ResourceNotFound"),
  run(call) {
    const { registry, replica } = findReplica(call, call.parameters.string("RegistryId"));
    const time = isoInBeijing(replica.createdAt);
    const log = {
      ResourceType: "image",
      Source: registry.region,
      Destination: replica.region,
      Status: "Succeed",
      StartTime: time,
      EndTime: time,
    };
    return {
      ReplicationStatus: replica.status === "Running" ? "Succeed" : "InProgress",
      ReplicationTime: time,
      ReplicationLog: call.parameters.boolean("ShowReplicationLog") === true ? log : null,
    };
  },
});
