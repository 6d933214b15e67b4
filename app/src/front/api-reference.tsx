import { Hono } from "hono";
import { here, type Env } from "../ground/web/env.ts";
import { showPage } from "../ground/web/page.tsx";

type Operation = { summary?: string; parameters?: { name: string; in: string; description?: string; required?: boolean }[]; responses: Record<string, { description: string }> };
export type OpenApiDocument = { info: { title: string; version: string }; paths: Record<string, Record<string, Operation>> };

/** The reference of the API, read from its own OpenAPI document. */
export const apiReference = (document: () => OpenApiDocument) => new Hono<Env>().get("/api", (c) => {
  const { words } = c.var;
  const operations = Object.entries(document().paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, it]) => ({ path, method: method.toUpperCase(), ...it })));
  return showPage(c, { title: words.say("api.title"), crumbs: [{ name: words.say("shell.now"), address: here(c)("/") }, { name: words.say("footer.api") }] },
    <>
      <h1>{words.say("api.title")}</h1>
      <p class="lede">{words.say("api.lede")} <a href="/api/openapi.json">openapi.json</a></p>
      {operations.map((it) => (
        <section aria-labelledby={`${it.method}${it.path}`} lang="en" dir="ltr">
          <h2 id={`${it.method}${it.path}`}><code>{it.method} {it.path}</code></h2>
          <p>{it.summary}</p>
          {(it.parameters ?? []).length > 0 && <dl class="facts">{it.parameters!.map((one) => <><dt><code>{one.name}</code></dt><dd>{one.in}{one.required ? ", required" : ""}{one.description ? `: ${one.description}` : ""}</dd></>)}</dl>}
          <dl class="facts">{Object.entries(it.responses).map(([status, one]) => <><dt>{status}</dt><dd>{one.description}</dd></>)}</dl>
        </section>
      ))}
    </>);
});
