/** An element: its text, its children, or one element for each item of a list. */
export type XmlValue = string | number | boolean | XmlElements | readonly XmlValue[] | undefined;

export interface XmlElements {
  readonly [name: string]: XmlValue;
}

/** A document with one root; what is `undefined` is left out. */
export function xml(root: string, content: XmlValue): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element(root, content)}`;
}

function element(name: string, value: XmlValue): string {
  if (value === undefined) return "";
  if (isList(value)) return value.map((item) => element(name, item)).join("");
  if (typeof value === "object") {
    const inner = Object.entries(value).map(([child, one]) => element(child, one));
    return `<${name}>${inner.join("")}</${name}>`;
  }
  return `<${name}>${escaped(String(value))}</${name}>`;
}

function isList(value: XmlValue): value is readonly XmlValue[] {
  return Array.isArray(value);
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("\r", "&#13;");
}
