import { type TencentAction, tencentAction } from "../../action.ts";
import { cloudauditErrors, refuse } from "./errors.ts";

/** Tracks deliver records to a store; none is emulated, and none tells of the feed to the event bus. */
export const describeAuditTracks: TencentAction = tencentAction({
  product: "cloudaudit",
  name: "DescribeAuditTracks",
  access: "read",
  parameters: {
    PageNumber: { type: "integer", required: true, means: "from 1" },
    PageSize: { type: "integer", required: true, means: "tracks a page" },
  },
  errors: [cloudauditErrors.page],
  run({ parameters }) {
    if ((parameters.integer("PageNumber") ?? 0) < 1 || (parameters.integer("PageSize") ?? 0) < 1)
      refuse(cloudauditErrors.page);
    return { Tracks: [], TotalCount: 0 };
  },
});

export const describeAuditTrack: TencentAction = tencentAction({
  product: "cloudaudit",
  name: "DescribeAuditTrack",
  access: "read",
  parameters: { TrackId: { type: "integer", required: true, means: "the track" } },
  errors: [cloudauditErrors.trackNotFound],
  run: () => refuse(cloudauditErrors.trackNotFound),
});
