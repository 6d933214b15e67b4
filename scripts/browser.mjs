// Finds a Chromium for the browser journeys, or installs one the ordinary ways.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { root } from "./root.mjs";

const usualPlaces = [
  "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/usr/bin/google-chrome-stable", "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/** The headless shells that Playwright keeps for all projects of a user. */
function playwrightsOwn() {
  const cache = process.env.PLAYWRIGHT_BROWSERS_PATH ?? join(homedir(), process.platform === "darwin" ? "Library/Caches/ms-playwright" : ".cache/ms-playwright");
  if (!existsSync(cache)) return [];
  return readdirSync(cache).filter((it) => it.startsWith("chromium"))
    .flatMap((it) => ["chrome-linux/headless_shell", "chrome-headless-shell-linux64/chrome-headless-shell", "chrome-linux/chrome", "chrome-mac/headless_shell"].map((file) => join(cache, it, file)));
}

const atHand = () => [process.env.CHROMIUM_PATH, ...usualPlaces, ...playwrightsOwn()].find((it) => it && existsSync(it));

/** `{ path }` of a browser, or `{ reason }` why there is none. */
export async function findBrowser() {
  if (atHand()) return { path: atHand() };
  process.stdout.write("No browser at hand; asking Playwright for one …\n");
  spawnSync(process.execPath, [join(root, "node_modules/playwright-core/cli.js"), "install", "chromium-headless-shell"], { stdio: "ignore", timeout: 180_000 });
  if (atHand()) return { path: atHand() };
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    process.stdout.write("… and Debian.\n");
    spawnSync("apt-get", ["install", "-y", "--no-install-recommends", "chromium"], { stdio: "ignore", timeout: 600_000 });
  }
  return atHand() ? { path: atHand() } : { reason: "no Chromium found, and none could be installed; set CHROMIUM_PATH to one" };
}
