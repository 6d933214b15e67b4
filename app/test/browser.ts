// A browser without JavaScript for tests at the doors: it keeps cookies, and sends the forms of the page it is on.
import { tokenField } from "../src/ground/web/form-tokens.ts";
import type { TestHouse } from "./house.ts";

export type Page = { status: number; headers: Headers; html: string; at: string };
export type PlainBrowser = {
  /** Open a page, following redirects within the house. */
  open(path: string): Promise<Page>;
  /** Fill in and send a form of the page that is open. */
  send(path: string, form?: Record<string, string>): Promise<Page>;
  /** One request as it is, with this browser's cookies; nothing is followed. */
  request(path: string, init?: RequestInit): Promise<Response>;
  cookies: Map<string, string>;
  /** The names and attributes of every cookie that was ever set. */
  set: string[];
};

/** A new browser before this house. */
export function plainBrowser({ house, app }: TestHouse, headers: Record<string, string> = {}): PlainBrowser {
  const cookies = new Map<string, string>();
  const set: string[] = [];
  let html = "";
  const keep = (response: Response) => {
    for (const it of response.headers.getSetCookie()) {
      const [pair = ""] = it.split(";");
      const [name = "", ...value] = pair.split("=");
      set.push(it.replace(pair, name));
      if (/max-age=0/i.test(it)) cookies.delete(name);
      else cookies.set(name, value.join("="));
    }
  };
  const request: PlainBrowser["request"] = async (path, init = {}) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await app.request(new URL(path, house.baseUrl).href, { ...init, headers: { ...headers, ...(cookie ? { cookie } : {}), ...(init.headers as Record<string, string>) } });
    keep(response);
    return response;
  };
  async function follow(response: Response, at: string): Promise<Page> {
    const to = response.headers.get("location");
    if (to?.startsWith("/") || to?.startsWith(`${house.baseUrl}/`)) return open(to);
    html = await response.text();
    return { status: response.status, headers: response.headers, html, at };
  }
  const open = async (path: string) => follow(await request(path), new URL(path, house.baseUrl).pathname);
  return {
    open, request, cookies, set,
    async send(path, form = {}) {
      const token = new RegExp(`name="${tokenField}" value="([^"]+)"`).exec(html)?.[1] ?? "";
      const body = new URLSearchParams({ [tokenField]: token, ...form });
      return follow(await request(path, { method: "POST", body, headers: { origin: house.baseUrl } }), path);
    },
  };
}
