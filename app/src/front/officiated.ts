import { officerOf } from "../ground/viewer.ts";
import { inAddress, type Door } from "../ground/web/env.ts";
import type { Process } from "../concepts/processes/process.ts";
import { processBySlug } from "../concepts/processes/store.ts";

/** The process of the address, for its officers; a refusal for everyone else. */
export async function officiatedProcess(c: Door): Promise<Process> {
  const process = await processBySlug(c.var.db, inAddress(c, "process"));
  officerOf(c.var.viewer, process.id);
  return process;
}
