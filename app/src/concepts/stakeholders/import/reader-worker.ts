// Reads and checks a member list in a thread of its own, which is ended when it takes too long or too much memory.
import { parentPort, workerData } from "node:worker_threads";
import { readList } from "./read.ts";

parentPort!.postMessage(await readList(workerData as Uint8Array));
