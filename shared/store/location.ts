/** Where the store is, as `MOORING_STORE` says it. */
export type StoreLocation =
  | { readonly kind: "folder"; readonly path: string }
  | { readonly kind: "oss"; readonly bucket: string; readonly region: string; readonly internal: boolean }
  | { readonly kind: "cos"; readonly bucket: string; readonly region: string };

export type ParsedStoreLocation =
  | { readonly ok: true; readonly location: StoreLocation }
  | { readonly ok: false; readonly problem: string };

const forms = "folder:PATH, oss://BUCKET?region=REGION[&internal] or cos://BUCKET?region=REGION";
// OSS: 3 to 63 lower-case letters, digits and hyphens. COS: the same with the account's APPID at the end.
const ossBucket = /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/;
const cosBucket = /^[a-z0-9][a-z0-9-]{0,47}-[0-9]{5,}$/;
const regionForm = /^[a-z]+(?:-[a-z0-9]+)+$/;

/** Reads `folder:PATH | oss://bucket?region=R[&internal] | cos://bucket?region=R`; a problem is a sentence for people. */
export function parseStoreLocation(text: string): ParsedStoreLocation {
  const given = text.trim();
  if (given === "") return problem(`the store's location is empty; write ${forms}.`);
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(given)?.[1]?.toLowerCase();
  if (scheme === "folder") return folder(given.slice("folder:".length));
  if (scheme === "oss" || scheme === "cos") return bucket(scheme, given.slice(scheme.length + 1));
  if (scheme !== undefined)
    return problem(`the store's location starts with "${scheme}:", which Mooring does not know; write ${forms}.`);
  return problem(
    `the store's location does not say what kind of store it names; for a folder write "folder:" before the path.`,
  );
}

/** The same location in the form of `MOORING_STORE`. */
export function formatStoreLocation(location: StoreLocation): string {
  switch (location.kind) {
    case "folder":
      return `folder:${location.path}`;
    case "oss":
      return `oss://${location.bucket}?region=${location.region}${location.internal ? "&internal" : ""}`;
    case "cos":
      return `cos://${location.bucket}?region=${location.region}`;
  }
}

function folder(path: string): ParsedStoreLocation {
  if (path === "")
    return problem(`the store's location names no folder after "folder:"; write for example folder:/var/lib/mooring.`);
  if (path.startsWith("//"))
    return problem(`the store's location has slashes after "folder:"; write the path alone: folder:/var/lib/mooring.`);
  if (path.includes("\0")) return problem("the store's location holds a zero byte.");
  return { ok: true, location: { kind: "folder", path } };
}

function bucket(kind: "oss" | "cos", rest: string): ParsedStoreLocation {
  // Whatever stands before an @ may be a key pair: it is never repeated.
  if (rest.includes("@"))
    return problem(
      "the store's location must hold no credentials; Mooring takes them from the platform or the vendor's own chain.",
    );
  const [place = "", query = "", ...more] = rest.split("?");
  const name = place.replace(/^\/\//, "").replace(/\/$/, "");
  const form = kind === "oss" ? ossBucket : cosBucket;
  if (!place.startsWith("//") || more.length > 0 || name.includes("/"))
    return problem(`the store's location must be ${kind}://BUCKET?region=REGION, without a path in the bucket.`);
  if (!form.test(name))
    return problem(
      kind === "oss"
        ? `"${name}" is no name of an OSS bucket: 3 to 63 lower-case letters, digits and hyphens.`
        : `"${name}" is no name of a COS bucket: lower-case letters, digits and hyphens, ending in the account's APPID, such as mooring-1250000000.`,
    );
  const options = new URLSearchParams(query);
  const known = kind === "oss" ? ["region", "internal"] : ["region"];
  const foreign = [...options.keys()].find((key) => !known.includes(key));
  // Its value is not repeated either: people put keys there.
  if (foreign !== undefined)
    return problem(
      `the store's location has the option "${foreign}", which ${kind}:// does not have; known: ${known.join(", ")}.`,
    );
  const region = options.get("region") ?? "";
  if (!regionForm.test(region))
    return problem(
      `the store's location names no region for the bucket; write for example ${kind}://${name}?region=${kind === "oss" ? "cn-hangzhou" : "ap-guangzhou"}.`,
    );
  if (kind === "cos") return { ok: true, location: { kind, bucket: name, region } };
  if (!["", "true", null].includes(options.get("internal")))
    return problem('The option "internal" takes no value; leave it away for the public endpoint.');
  return { ok: true, location: { kind, bucket: name, region, internal: options.has("internal") } };
}

function problem(sentence: string): ParsedStoreLocation {
  return { ok: false, problem: sentence };
}
