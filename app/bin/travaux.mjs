#!/usr/bin/env node
// The command line. Hands over to scripts/run.mjs, which sees to the runtime and the build first.
import { runCommandLine } from "../../scripts/run.mjs";

await runCommandLine(process.argv.slice(2));
