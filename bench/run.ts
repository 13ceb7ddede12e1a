import { measureBundle } from "./bundle.ts";
import { measureCalls } from "./calls.ts";

/** `npm run bench`: the numbers of docs/performance.md, measured anew. Takes a few minutes. */
const sizes = process.argv.includes("--quick") ? [10] : [10, 100, 1_000];
const { rows, roundTripsBeforeAttach } = await measureCalls(sizes);
console.log("| cloud | networks | registries | pass | vendor calls | least | seconds here |");
console.log("|---|---:|---:|---|---:|---:|---:|");
for (const { cloud, networks, registries, pass, calls, least, seconds } of rows) {
  const cells = [cloud, networks, registries, pass, calls, least ?? "", seconds.toFixed(2)];
  console.log(`| ${cells.map((cell) => (typeof cell === "number" ? cell.toLocaleString("en") : cell)).join(" | ")} |`);
}
console.log(`\nvendor round trips from event to attach call: ${roundTripsBeforeAttach}`);
const bundle = measureBundle();
console.log(`bundle: ${(bundle.bytes / 1024).toFixed(0)} KB, ${(bundle.packed / 1024).toFixed(0)} KB packed`);
console.log(`process that loads the bundle: ${bundle.load.toFixed(0)} ms; bare node: ${bundle.bare.toFixed(0)} ms`);
