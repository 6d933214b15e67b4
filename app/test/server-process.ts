// Servers of other makers, each in a process that a test starts and ends.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** A running server: its port, and the lines of JSON it says after that. */
export type ServerProcess<Line> = { port: number; next(): Promise<Line>; stop(): Promise<void> };

/** Start `test/servers/NAME.mjs` and wait for its port. */
export async function startServer<Line>(name: "smtp" | "oidc", ...args: string[]): Promise<ServerProcess<Line>> {
  const child = spawn(process.execPath, [join(import.meta.dirname, `servers/${name}.mjs`), ...args], { stdio: ["ignore", "pipe", "ignore"] });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const next = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`the ${name} server has ended`);
    return JSON.parse(value) as Line;
  };
  const { port } = (await next()) as { port: number };
  return {
    port, next,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill();
      await once(child, "exit");
    },
  };
}
