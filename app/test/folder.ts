import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

/** Makes empty folders that are removed when the test file is done; call at the top of the file. */
export function folders(): () => string {
  const made: string[] = [];
  afterAll(() => made.forEach((it) => rmSync(it, { recursive: true, force: true })));
  return () => {
    made.push(mkdtempSync(join(tmpdir(), "travaux-test-")));
    return made.at(-1)!;
  };
}
