// The one way in: `npm start`, `npm test`, `npx travaux …` and the rest all come through here. It sees to it that the
// runtime, the packages and the build are what the sources ask for, does nothing twice, and then runs what was asked.
// Plain JavaScript and node: modules only, because it runs before anything is installed, on Node 20 or newer.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { root } from "./root.mjs";

const at = (...parts) => join(root, ...parts);
const wantedNode = 24; // the first line whose type stripping runs the engines as they are written

const say = (words) => process.stderr.write(`${words}\n`);
function stop(words) {
  say(words);
  process.exit(1);
}

/** Run a program in the house with its output shown; the exit code comes back. */
function run(program, args, options = {}) {
  const shell = process.platform === "win32" && program === "npm";
  const done = spawnSync(program, args, { cwd: root, stdio: ["ignore", 2, 2], shell, ...options });
  return done.status ?? 1;
}

const npm = (...args) => run("npm", [...args, "--no-fund", "--no-audit", "--loglevel=error"]);

/** Give the arguments to Node 24 where this is an older one; it comes from the npm registry into tools/node, once. */
function ensureNode(argv) {
  if (Number(process.versions.node.split(".")[0]) >= wantedNode) return;
  const binary = at("tools", "node", "node_modules", `node-${process.platform}-${process.arch}`, "bin", "node");
  if (!existsSync(binary)) {
    say(`This is Node ${process.versions.node}; fetching Node ${wantedNode} into tools/node (once, some 190 MB) …`);
    if (npm("ci", "--prefix", "tools/node") !== 0 || !existsSync(binary))
      stop(`Node ${wantedNode} could not be fetched for ${process.platform} ${process.arch}. Install Node ${wantedNode} from nodejs.org, then try again.`);
  }
  const path = dirname(binary) + delimiter + process.env.PATH;
  const child = spawn(binary, [fileURLToPath(import.meta.url), ...argv], { stdio: "inherit", env: { ...process.env, PATH: path } });
  return passOn(child);
}

/** End as the child ends, and let it have the signals first. */
function passOn(child) {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  return new Promise(() => child.on("exit", (code, signal) => process.exit(code ?? (signal ? 130 : 1))));
}

const skipped = new Set(["node_modules", "dist", "known-answers"]);
function* filesUnder(folder) {
  for (const it of readdirSync(folder, { withFileTypes: true })) {
    if (skipped.has(it.name) || it.name.startsWith("dist.new")) continue;
    const path = join(folder, it.name);
    if (it.isDirectory()) yield* filesUnder(path);
    else yield path;
  }
}

/** One fingerprint for the contents of files and folders. */
function fingerprint(...places) {
  const hash = createHash("sha256");
  for (const place of places.filter((it) => existsSync(it)))
    for (const file of /\.[a-z]+$/.test(place) ? [place] : [...filesUnder(place)].toSorted((a, b) => (a < b ? -1 : 1)))
      hash.update(relative(root, file)).update(readFileSync(file));
  return hash.digest("hex");
}

/** Do `work` unless the stamp says that it was done for the same contents. */
function unlessDone(stamp, contents, work) {
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === contents) return;
  rmSync(stamp, { force: true });
  work();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, contents);
}

function ensurePackages() {
  unlessDone(at("node_modules", ".travaux"), fingerprint(at("package-lock.json")), () => {
    say("Installing packages (the first time takes about half a minute) …");
    if (npm("ci") !== 0) stop("The packages could not be installed; the lines above say why. With a network, try again.");
  });
}

const tool = (name, ...args) => run(process.execPath, [at("node_modules", name), ...args]);
const tsc = (...args) => tool("typescript/bin/tsc", ...args);
const vite = (...args) => tool("vite/bin/vite.js", ...args);

function ensureBuild() {
  const contents = fingerprint(at("app", "src"), at("islands"), at("engines"), at("tsconfig.base.json"), at("app", "tsconfig.build.json"), at("package-lock.json"));
  unlessDone(at("app", "dist", ".stamp"), contents, () => {
    say("Building …");
    const fresh = at("app", `dist.new-${process.pid}`); // beside the old one, which stays whole until this one is; another start may build too
    rmSync(fresh, { recursive: true, force: true });
    if (tsc("-p", "app/tsconfig.build.json", "--outDir", fresh) !== 0 || vite("build", "islands", "--outDir", join(fresh, "assets"), "--logLevel", "warn") !== 0)
      stop("The build failed; the lines above say where.");
    rmSync(at("app", "dist"), { recursive: true, force: true });
    renameSync(fresh, at("app", "dist"));
  });
}

/** Run a file of the built application with this terminal. */
const application = (file, ...args) =>
  passOn(spawn(process.execPath, ["--enable-source-maps", at("app", "dist", "bin", file), ...args], { stdio: "inherit" }));

const verbs = {
  async start() {
    ensureBuild();
    await application("serve.js");
  },
  async dev() {
    ensureBuild();
    spawn(process.execPath, [at("node_modules/vite/bin/vite.js"), "build", "islands", "--watch", "--logLevel", "warn"], { cwd: root, stdio: "inherit" });
    await passOn(spawn(process.execPath, [at("node_modules/tsx/dist/cli.mjs"), "watch", "--tsconfig", at("tsconfig.base.json"), at("app/src/bin/serve.ts")], { cwd: root, stdio: "inherit" }));
  },
  build: () => ensureBuild(),
  async test(...args) {
    ensureBuild();
    const { testHouse } = await import("./test.mjs");
    process.exit(await testHouse(args));
  },
  async paired(...args) {
    ensureBuild();
    const { testPairs } = await import("./test.mjs");
    process.exit(await testPairs(args));
  },
  async check() {
    const { checkSources } = await import("./test.mjs");
    process.exit((await checkSources()).some((it) => it.failed) ? 1 : 0);
  },
  async bench(name) {
    ensureBuild();
    const all = readdirSync(at("bench")).filter((it) => it.endsWith(".ts") && (!name || it === `${name}.ts`));
    if (all.length === 0) stop(`There is no bench/${name}.ts. There is: ${readdirSync(at("bench")).join(", ")}.`);
    for (const file of all) if (run(process.execPath, [at("bench", file)], { stdio: "inherit" }) !== 0) process.exitCode = 1;
  },
  async real() {
    ensureBuild();
    await application("travaux.js", "import", "real");
  },
  async travaux(...args) {
    ensureBuild();
    await application("travaux.js", ...args);
  },
};

async function main(argv) {
  const [verb = "start", ...args] = argv;
  if (!Object.hasOwn(verbs, verb)) stop(`There is no “${verb}”. There is: ${Object.keys(verbs).join(", ")}.`);
  await ensureNode(argv);
  ensurePackages();
  await verbs[verb](...args);
}

/** What `npx travaux …` runs. */
export const runCommandLine = (args) => main(["travaux", ...args]);

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(process.argv.slice(2));
