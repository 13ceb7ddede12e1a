import { tencentAction } from "../../action.ts";
import { isoInBeijing } from "../../times.ts";
import { errorsOf } from "./errors.ts";
import { findReplica, replicaFields } from "./replica.ts";

export const describeReplicationInstanceCreateTasks = tencentAction({
  product: "tcr",
  name: "DescribeReplicationInstanceCreateTasks",
  access: "read",
  parameters: replicaFields,
  errors: errorsOf("ResourceNotFound"),
  run(call) {
    const { replica } = findReplica(call);
    const isDone = replica.status !== "Deploying";
    const status = isDone ? "SUCCESS" : "RUNNING";
    const finishedAt = replica.createdAt + call.settings.instanceReadyMs;
    return {
      TaskDetail: [
        {
          TaskName: "CreateReplication",
          TaskUUID: replica.id,
          TaskStatus: status,
          TaskMessage: "",
          CreatedTime: isoInBeijing(replica.createdAt),
          FinishedTime: isDone ? isoInBeijing(finishedAt) : "",
        },
      ],
      Status: status,
    };
  },
});
