import type { FunctionDefinition } from "../../function-host/definition.ts";

export const defaultNamespace = "default";

type Named = Pick<FunctionDefinition, "account" | "region" | "namespace" | "name">;

/** What tells a function from every other: account, region, namespace and name. */
export function scfKey({ account, region, namespace = defaultNamespace, name }: Named): string {
  return `${account}/${region}/${namespace}/${name}`;
}

/** `qcs::scf:<region>:uin/<uin>:namespace/<namespace>/function/<name>`. */
export function functionName({ account, region, namespace = defaultNamespace, name }: Named): string {
  return `qcs::scf:${region}:uin/${account}:namespace/${namespace}/function/${name}`;
}

const sixSegments =
  /^qcs::scf:(?<region>[a-z0-9-]+):uin\/(?<account>\d+):namespace\/(?<namespace>[A-Za-z][A-Za-z0-9_-]*)\/function\/(?<name>[A-Za-z][A-Za-z0-9_-]*)(?:\/(?<qualifier>[^/]+))?$/;

/** A function and the version or alias that a six-segment name asks for; `undefined` for any other text. */
export function parseFunctionName(text: string): (Required<Named> & { readonly qualifier: string }) | undefined {
  const found = sixSegments.exec(text)?.groups;
  if (found === undefined) return undefined;
  const { account = "", region = "", namespace = "", name = "", qualifier = "$LATEST" } = found;
  return { account, region, namespace, name, qualifier };
}
