const longest = 63;
const form = /^[A-Za-z0-9]+(?:[-_.][A-Za-z0-9]+)*$/;

/**
 * What is wrong with a deployment's name, as a sentence for people; `null`: nothing is. It is part of keys in the store,
 * so that no two names may stand for the same key.
 */
export function deploymentProblem(name: string): string | null {
  if (name.length <= longest && form.test(name)) return null;
  return `the deployment "${name.slice(0, 80)}" is no name: write up to ${longest} letters and digits, with single - _ or . between them`;
}
