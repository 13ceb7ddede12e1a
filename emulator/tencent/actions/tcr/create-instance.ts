import { regionNumbers, tencentRegistryFrom } from "../../accounts.ts";
import { tencentAction } from "../../action.ts";
import type { TencentEdition, TencentRegistry } from "../../state.ts";
import { errorsOf, refuse } from "./errors.ts";
import { nameTrouble } from "./instance-name.ts";
import { continueInstance } from "./instances.ts";

const editions = ["basic", "standard", "premium"] as const satisfies readonly TencentEdition[];
const nameCodes = {
  illegal: "InvalidParameter.ErrorNameIllegal",
  reserved: "InvalidParameter.ErrorNameReserved",
  exists: "InvalidParameter.ErrorNameExists",
} as const;

/** The instance is made in the region of `X-TC-Region`. */
export const createInstance = tencentAction({
  product: "tcr",
  name: "CreateInstance",
  access: "write",
  parameters: {
    RegistryName: { type: "string", required: true, means: "5 to 50 characters, unique everywhere" },
    RegistryType: { type: "string", required: true, oneOf: editions, means: "the edition" },
    TagSpecification: {
      type: "object",
      fields: {
        ResourceType: { type: "string", required: true, oneOf: ["instance"] },
        Tags: {
          type: "list",
          required: true,
          of: {
            type: "object",
            fields: { Key: { type: "string", required: true }, Value: { type: "string", required: true } },
          },
        },
      },
      means: "at most 10 tags",
    },
    RegistryChargeType: { type: "integer", minimum: 0, maximum: 1, means: "1 is prepaid" },
    RegistryChargePrepaid: {
      type: "object",
      fields: {
        Period: { type: "integer", required: true, minimum: 1 },
        RenewFlag: { type: "integer", required: true, minimum: 0, maximum: 2 },
      },
      means: "months and renewal",
    },
    SyncTag: { type: "boolean", means: "tags the bucket too; without effect here" },
    EnableCosMAZ: { type: "boolean", means: "bucket in several zones" },
    DeletionProtection: { type: "boolean", means: "refuses DeleteInstance" },
    EnableCosVersioning: { type: "boolean", means: "bucket keeps versions" },
  },
  errors: errorsOf(...Object.values(nameCodes), "InvalidParameter", "InvalidParameter.ErrorTagOverLimit"),
  run(call) {
    const { parameters, account, ids, clock } = call;
    const name = parameters.string("RegistryName") ?? "";
    const trouble = nameTrouble(call.state, name);
    if (trouble !== undefined) refuse(nameCodes[trouble]);
    if (!(call.region in regionNumbers)) refuse("InvalidParameter");
    const tags = parameters.object("TagSpecification")?.objects("Tags") ?? [];
    if (tags.length > 10) refuse("InvalidParameter.ErrorTagOverLimit");
    const prepaid = parameters.object("RegistryChargePrepaid");
    if (parameters.integer("RegistryChargeType") === 1 && prepaid === undefined) refuse("InvalidParameter");
    const edition = editions.find((one) => one === parameters.string("RegistryType")) ?? "basic";
    const seed = { id: ids.resource("tcr"), name, edition, region: call.region, status: "Pending" } as const;
    const registry: TencentRegistry = {
      ...tencentRegistryFrom(seed, clock.now()),
      deletionProtection: parameters.boolean("DeletionProtection") === true,
      enableCosVersioning: parameters.boolean("EnableCosVersioning") === true,
      enableCosMAZ: parameters.boolean("EnableCosMAZ") === true,
      prepaid:
        parameters.integer("RegistryChargeType") === 1 && prepaid !== undefined
          ? { months: prepaid.integer("Period") ?? 1, renewFlag: prepaid.integer("RenewFlag") ?? 0 }
          : null,
    };
    for (const tag of tags) registry.tags.set(tag.string("Key") ?? "", tag.string("Value") ?? "");
    account.registries.set(registry.id, registry);
    continueInstance(call, registry);
    return { RegistryId: registry.id };
  },
  resources: (call, { RegistryId }) => [
    `qcs::tcr:${call.region}:uin/${call.account.uin}:instance/${String(RegistryId)}`,
  ],
});
