import { parseXml, XmlElement } from "@rgrove/parse-xml";

/** One page of ListObjectsV2. */
export interface ListedPage {
  readonly objects: readonly { readonly key: string; readonly version: string | null }[];
  /** Where the next page begins; `null` when this was the last. */
  readonly next: string | null;
}

/** What an error document says. */
export interface SaidError {
  readonly code: string;
  readonly message: string;
  readonly requestId: string | null;
}

/**
 * Reads a page that was asked for with `encoding-type=url`; throws, with what is wrong, where it is no such page.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
 */
export function readListedPage(text: string): ListedPage {
  const root = rootOf(text, "ListBucketResult");
  // Both vendors say how they wrote the keys; one that does not say wrote them plainly.
  const decode = childText(root, "EncodingType") === "url" ? urlDecoded : (key: string) => key;
  const objects = children(root, "Contents").map((item) => {
    const key = childText(item, "Key");
    if (key === null) throw new Error("an object in the listing has no key");
    return { key: decode(key), version: childText(item, "ETag") };
  });
  const truncated = childText(root, "IsTruncated");
  if (truncated !== "true" && truncated !== "false") throw new Error("the listing does not say whether it is complete");
  if (truncated === "false") return { objects, next: null };
  const next = childText(root, "NextContinuationToken");
  if (next === null || next === "") throw new Error("the listing goes on and does not say where");
  return { objects, next };
}

/** Reads an error document; `null` where the text is none, as from a proxy in between. */
export function readSaidError(text: string): SaidError | null {
  try {
    const root = rootOf(text, "Error");
    const code = childText(root, "Code");
    if (code === null || code === "") return null;
    return { code, message: childText(root, "Message") ?? "", requestId: childText(root, "RequestId") };
  } catch {
    return null;
  }
}

function rootOf(text: string, name: string): XmlElement {
  const { root } = parseXml(text);
  if (root?.name !== name) throw new Error(`the answer is <${root?.name ?? ""}>, not <${name}>`);
  return root;
}

function children(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.filter((child) => child instanceof XmlElement).filter((child) => child.name === name);
}

function childText(element: XmlElement, name: string): string | null {
  return children(element, name)[0]?.text ?? null;
}

function urlDecoded(key: string): string {
  return decodeURIComponent(key.replaceAll("+", "%20"));
}
