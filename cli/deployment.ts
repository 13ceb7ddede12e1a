import { deploymentProblem } from "../shared/model/deployment.ts";
import { Fault } from "./fault.ts";

/** The deployment's name, as it was given; a `Fault` where it is none. */
export function readDeployment(name: string): string {
  const problem = deploymentProblem(name);
  if (problem !== null) throw new Fault(problem);
  return name;
}
