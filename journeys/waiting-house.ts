// Loaded before the house itself (`node --import`): its modules are read while another house still runs, so that opening it costs no
// more than opening. It waits for a byte on standard input; a test that ends closes that, and the house that waits ends too.
import { once } from "node:events";
import { enableCompileCache, flushCompileCache } from "node:module";
import { isMainThread } from "node:worker_threads";

const emitted = (file: string) => import(new URL(`../app/dist/${file}`, import.meta.url).href);

async function waitAtTheDoor() {
  enableCompileCache(process.env.WAITING_CACHE);
  await Promise.all(["app.js", "bin/house.js", "bin/sample.js", "bin/run-command.js", "ground/jobs.js", "ground/mail.js"].map(emitted));
  flushCompileCache(); // a house that is killed would never keep it
  process.stdin.once("end", () => process.exit(0));
  await once(process.stdin, "data");
  process.stdin.unref();
}

if (isMainThread) await waitAtTheDoor(); // the thread of the embedded database is given the same arguments
