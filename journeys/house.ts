// The real application over real HTTP, and a browser in front of it.
import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { AxeBuilder } from "@axe-core/playwright";
import { chromium, type Browser, type BrowserContextOptions, type Locator, type Page } from "playwright-core";
import { openHouse, type TestHouse, type Who } from "../app/test/house.ts";
import { asViewer } from "../app/src/ground/db/request.ts";
import { offerLogin } from "../app/src/ground/auth/login.ts";
import { visitor } from "../app/src/ground/viewer.ts";

export type Doors = {
  /** Where the house stands, without a closing slash. */
  address: string;
  test: TestHouse;
  /** A page in a browser of its own: no cookie of another visitor's. */
  visit(path: string, options?: BrowserContextOptions): Promise<Page>;
  /** The same in the session of somebody whom the test’s house let in; for "visitor", without one. */
  visitAs(who: Who, path: string, options?: BrowserContextOptions): Promise<Page>;
  /** A link that opens an editor's session once, as `travaux login --as editor` prints it. */
  loginLink(name?: string): Promise<string>;
  close(): Promise<void>;
};

/** Switches that keep Chromium from calling home and let it run as root, as build servers do. */
const switches = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

/** A house with the sample, its doors on a free port, and a browser. Passkeys want a name for a `host`, not a number. */
export async function openDoors({ sample = true, host = "127.0.0.1" }: { sample?: boolean; host?: "127.0.0.1" | "localhost" } = {}): Promise<Doors> {
  const [test, browser] = await Promise.all([openHouse({ sample }), openBrowser()]);
  const server = await new Promise<ReturnType<typeof serve>>((done) => {
    const it = serve({ fetch: test.app.fetch, port: 0, hostname: "127.0.0.1" }, () => done(it));
  });
  const address = `http://${host}:${(server.address() as AddressInfo).port}`;
  test.house.baseUrl = address; // origin checks and citations go by it
  const visitAs: Doors["visitAs"] = async (who, path, options = {}) => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "en", reducedMotion: "reduce", baseURL: address, ...options });
    if (who !== "visitor") await context.addCookies(cookiesOf(test, who, address));
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    watch(page, address, options.javaScriptEnabled !== false);
    await page.goto(path);
    return page;
  };
  return {
    address, test, visitAs, visit: (path, options) => visitAs("visitor", path, options),
    async loginLink(name = "Ines Calloway") {
      const { house } = test;
      const token = await asViewer(house.database.db, visitor, (tx) => offerLogin(tx, house, { role: "editor", email: `${name.toLowerCase().replaceAll(" ", ".")}@conference.example`, name, processId: null }));
      return `${address}/login/${token}`;
    },
    async close() {
      await browser.close();
      await new Promise((done) => server.close(done));
      await test.close();
    },
  };
}

const cookiesOf = (test: TestHouse, who: Who, url: string) =>
  test.cookiesOf(who).split("; ").map((it) => ({ name: it.slice(0, it.indexOf("=")), value: it.slice(it.indexOf("=") + 1), url }));

export function openBrowser(): Promise<Browser> {
  const executablePath = process.env.TRAVAUX_BROWSER;
  if (!executablePath) throw new Error("TRAVAUX_BROWSER names no browser: run the journeys through npm test, which finds one");
  return chromium.launch({ executablePath, args: switches });
}

/** Click a link or a button, and wait for where it leads: another page, or another place on this one. */
export async function follow(link: Locator): Promise<void> {
  await Promise.all([link.page().waitForNavigation(), link.click()]); // a click alone does not wait for what it sets off
}

type Watched = { faults: string[]; scripted: boolean };
const watched = new WeakMap<Page, Watched>();

/** Note what no page of ours may do: fail in its script, break its policy, or ask another host for anything. */
function watch(page: Page, address: string, scripted: boolean) {
  const faults: string[] = [];
  watched.set(page, { faults, scripted });
  page.on("pageerror", (error) => faults.push(`script failed: ${error.message}`));
  page.on("console", (it) => it.type() === "error" && !/status of 4\d\d/.test(it.text()) && faults.push(`console: ${it.text()}`));
  page.on("request", (it) => !it.url().startsWith(`${address}/`) && !it.url().startsWith("data:") && faults.push(`asked another host: ${it.url()}`));
}

/** What went wrong on a page since it was opened; empty when nothing did. */
export const faultsOf = (page: Page): readonly string[] => watched.get(page)!.faults;

const standards = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Fail with what axe finds on the page as it stands. */
export async function expectAccessible(page: Page): Promise<void> {
  const said = await barriersOn(page);
  if (said.length > 0) throw new Error(`${page.url()} is not accessible to all:\n${said.join("\n")}`);
}

/** What axe finds on the page as it stands, each fault with its places; empty when nothing. */
export async function barriersOn(page: Page): Promise<string[]> {
  const { scripted } = watched.get(page)!;
  const shown = scripted ? page : await withScripts(page); // axe is a script itself
  // Legacy mode leaves out the page that would gather the findings of frames: there are none, and it takes seconds.
  const { violations } = await new AxeBuilder({ page: shown }).options({ resultTypes: ["violations"] }).withTags(standards).setLegacyMode().analyze();
  if (shown !== page) await shown.context().close();
  return violations.map((it) => `${it.id}: ${it.help}\n${it.nodes.slice(0, 4).map((node) => `    ${node.target.join(" ")}\n      ${node.failureSummary?.replaceAll(/\s+/g, " ")}\n      ${node.html.slice(0, 160)}`).join("\n")}`);
}

/** The same HTML, as it came to a page without scripts, in a page with them. */
async function withScripts(page: Page): Promise<Page> {
  const body = await page.content();
  const context = await page.context().browser()!.newContext({ viewport: page.viewportSize(), reducedMotion: "reduce" });
  const twin = await context.newPage();
  const url = page.url().replace(/#.*/, "");
  await twin.route(url, (route) => route.fulfill({ body, contentType: "text/html; charset=utf-8" }));
  await twin.goto(url);
  return twin;
}
