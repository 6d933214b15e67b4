import { html, raw } from "hono/html";
import type { Child } from "hono/jsx";
import { getCookie, deleteCookie, setCookie } from "hono/cookie";
import { isKey, languages, ownNames, type Key, type Localized, type Values, type Words } from "../words.ts";
import { isEditor, needsSecondFactor, type Viewer } from "../viewer.ts";
import type { Assets, PageScript } from "./assets.ts";
import { forEveryone, forNobody } from "./caching.ts";
import { addressIn, here, type Door } from "./env.ts";
import { GuiseBanner, GuiseMenu, type ViewAs } from "./guise.tsx";
import { holdsForm, withFormTokens } from "./form-tokens.ts";
import { policy } from "./security.ts";
import { wayBackFrom, withWayBack } from "./way-back.ts";

/** The process that a page belongs to, for the bar under the masthead. */
export type ProcessBar = { slug: string; shortName: Localized; note: string; here: "now" | "process" | "text" | "calls" | "meetings" | "assessments" | "directory" | "themes" | null; textAddress: string | null; callsAddress: string | null; meetingsAddress: string | null; assessmentsAddress: string | null };

export type PageProps = {
  title: string;
  /** Where the reader is, from the outermost; the last one is this page. */
  crumbs?: { name: string; lang?: string; address?: string }[];
  process?: ProcessBar | null;
  /** Rules of this page's own `<style>`: places and sizes of its data. Nothing a person typed may enter here. */
  style?: string;
  /** The same page in data formats, for the footer and for machines. */
  formats?: { name: string; address: string; type: string }[];
  /** `noindex` for pages of one's own. */
  unlisted?: boolean;
  /** Another origin that a form of this page leads to. */
  formsTo?: string;
  /** A script that only this page has. */
  script?: PageScript;
  /** Link to the one address to cite. */
  canonical?: string;
};

type ShellProps = PageProps & { words: Words; viewer: Viewer; path: string; query: string; from: string | null; demonstration: boolean; viewAs: ViewAs | null; flash: string | null; assets: Assets };

/** Whoever is looked at would not be sent it. */
const guiseBanner = /<aside class="guise"[^]*?<\/aside>/;

const kilobytes = "%%WEIGHT%%"; // stands where the weight goes until the page is weighed

/** Write a page: doctype, policy, weight. Every page leaves the house through here. */
export async function showPage(c: Door, props: PageProps, body: Child, status: 200 | 201 | 403 | 404 | 409 | 413 | 422 | 429 | 500 = 200) {
  const { house, words, viewer, unlinked } = c.var;
  const viewAs = ["GET", "HEAD"].includes(c.req.method) ? (c.var.viewAs ?? null) : null; // the answer to a form is nobody else's
  const flash = unlinked ? null : takeFlash(c, words);
  const url = new URL(c.req.url);
  const path = url.pathname.replace(/^\/[a-z]{2}(?=\/|$)/, "") || "/";
  const shell = (
    <Shell {...props} words={words} viewer={viewer} path={path} query={url.search} from={wayBackFrom(c)} demonstration={(await c.var.demonstration) ?? false} flash={flash} viewAs={viewAs} assets={house.assets}>
      {body}
    </Shell>
  );
  const plain = String(await html`<!DOCTYPE html>${await shell}`);
  const forms = holdsForm(plain);
  const text = forms && !unlinked ? withFormTokens(c, plain) : plain; // the code that is typed there is all that counts
  const weight = words.number(Math.round((Buffer.byteLength(text.replace(guiseBanner, "")) + house.assets.bytes + ownScript(props, house.assets).bytes) / 1000));
  c.header("Content-Security-Policy", policy(props.style ?? "", props.formsTo));
  c.header("Content-Language", words.language);
  c.header("Cache-Control", unlinked ? "no-store" : viewer.kind === "visitor" && !viewAs && !flash && !forms && status === 200 ? forEveryone : forNobody);
  if (!unlinked) c.header("Vary", "Cookie");
  const at = text.lastIndexOf(kilobytes); // the foot's: the words of a page may say anything
  return c.html(at < 0 ? text : text.slice(0, at) + weight + text.slice(at + kilobytes.length), status);
}

/** Say something on the next page. It survives one redirect, as a code: nothing typed goes into the cookie. */
export function flash(c: Door, key: Key, values: Values = {}) {
  setCookie(c, "flash", JSON.stringify([key, values]), { path: "/", httpOnly: true, sameSite: "Lax", maxAge: 60, secure: isSecure(c) });
}
/** Say on the next page what was done, and lead there. */
export function onward(c: Door, address: string, key: Key, values?: Values): Response {
  flash(c, key, values);
  return c.redirect(here(c)(address), 303);
}
export const isSecure = (c: Door) => c.var.house.baseUrl.startsWith("https:");

function takeFlash(c: Door, words: Words) {
  const cookie = getCookie(c, "flash");
  if (!cookie) return null;
  deleteCookie(c, "flash", { path: "/" });
  try {
    const [key, values] = JSON.parse(cookie) as [string, Values];
    return isKey(key) && key.startsWith("flash.") ? words.say(key, values) : null;
  } catch {
    return null; // a cookie that we did not write
  }
}

function Shell(props: ShellProps & { children?: Child }) {
  const { words, path, assets } = props;
  const address = addressIn(words.language);
  return (
    <html lang={words.language} dir={words.direction}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${props.title} – Travaux`}</title>
        {props.unlisted && <meta name="robots" content="noindex" />}
        {props.canonical && <link rel="canonical" href={props.canonical} />}
        {languages.map((it) => <link rel="alternate" hreflang={it} href={addressIn(it)(path)} />)}
        {(props.formats ?? []).map((it) => <link rel="alternate" type={it.type} href={it.address} title={it.name} />)}
        <link rel="icon" href="data:," />
        {assets.styles && <link rel="stylesheet" href={assets.styles} />}
        {props.style && html`<style>${raw(safeStyle(props.style))}</style>`}
        {assets.script && <script type="module" src={assets.script}></script>}
        {ownScript(props, assets).address && <script type="module" src={ownScript(props, assets).address}></script>}
      </head>
      <body>
        <a class="skip" href="#main">{words.say("shell.skip")}</a>
        {props.viewAs?.now && <GuiseBanner viewAs={props.viewAs} address={address(path)} query={props.query} words={words} />}
        {props.demonstration && <Demonstration words={words} />}
        <header>
          <Masthead {...props} address={address} />
          {props.process && <Bar process={props.process} words={words} address={address} />}
        </header>
        <main id="main" tabindex={-1}>
          {props.crumbs && props.crumbs.length > 1 && <Crumbs crumbs={props.crumbs} words={words} />}
          {props.flash && <div class="flash" role="status"><p>{props.flash}</p></div>}
          {props.children}
        </main>
        <Footer formats={props.formats ?? []} words={words} address={address}>
          {props.viewAs && !props.viewAs.now && <GuiseMenu viewAs={props.viewAs} address={address(path)} query={props.query} words={words} />}
        </Footer>
      </body>
    </html>
  );
}

const ownScript = ({ script }: PageProps, { scripts }: Assets) => (script && scripts[script]) || { address: "", bytes: 0 };

/** The style is ours, made from numbers; the check keeps it from ever closing its element. */
function safeStyle(style: string) {
  if (style.includes("<")) throw new RangeError(`a page's style may hold no “<”: ${style.slice(0, 80)}`);
  return style;
}

const Demonstration = ({ words }: { words: Words }) => (
  <aside class="demonstration" aria-label={words.say("shell.demonstration.label")}>
    <p class="wide"><strong>{words.say("shell.demonstration.label")}</strong> {words.say("shell.demonstration")}</p>
  </aside>
);

function Masthead({ words, viewer, path, query, from, address, process }: ShellProps & { address: (path: string) => string }) {
  return (
    <div class="masthead">
      <a class="mark" href={address("/")} lang="fr">Travaux</a>
      <div class="tools">
        <form class="find" role="search" action={address("/search")}>
          <label class="hidden" for="find">{words.say("shell.search.label")}</label>
          <input id="find" name="q" type="search" />
          <button>{words.say("shell.search")}</button>
        </form>
        {(isEditor(viewer) || needsSecondFactor(viewer)) && <a href={address("/desk")}>{words.say("shell.desk")}</a>}
        {viewer.kind === "visitor" ? <a href={withWayBack(address("/sign-in"), from)} rel="nofollow">{words.say("signin.link")}</a> : <a href={address("/account")}>{words.say("account.link")}</a>}
        {process && <button class="opens little" type="button" popovertarget="menu">{words.say("shell.menu")}</button>}
      </div>
      <ul class="languages" aria-label={words.say("shell.languages")}>
        {languages.map((it) => (
          <li><a href={addressIn(it)(path) + query} lang={it} hreflang={it} aria-current={it === words.language ? "true" : undefined}>{ownNames[it]}</a></li>
        ))}
      </ul>
    </div>
  );
}

function Bar({ process, words, address }: { process: ProcessBar; words: Words; address: (path: string) => string }) {
  const name = words.pick(process.shortName);
  const entry = (it: ProcessBar["here"], path: string | null, key: Key) =>
    path && <a href={address(path)} aria-current={process.here === it ? "page" : undefined}>{words.say(key)}</a>;
  return (
    <div class="process"><div class="wide">
      <p><a href={address(`/${process.slug}`)} lang={name.language}>{name.text}</a><span>{process.note}</span></p>
      <nav class="menu drawer" id="menu" popover="auto" aria-label={words.say("shell.process")}>
        <button class="closes little" type="button" popovertarget="menu" popovertargetaction="hide">{words.say("shell.close")}</button>
        {entry("now", "/", "shell.now")}
        {entry("process", `/${process.slug}`, "shell.process.page")}
        {entry("text", process.textAddress, "shell.text")}
        {entry("calls", process.callsAddress, "shell.contribute")}
        {entry("meetings", process.meetingsAddress, "meetings.title")}
        {entry("assessments", process.assessmentsAddress, "assessments.title")}
        {entry("directory", "/directory", "directory.name")}
        {entry("themes", "/themes", "shell.themes")}
        <a class="phone" href={address("/search")}>{words.say("shell.search")}</a>
      </nav>
    </div></div>
  );
}

const Crumbs = ({ crumbs, words }: { crumbs: NonNullable<PageProps["crumbs"]>; words: Words }) => (
  <nav class="crumbs" aria-label={words.say("shell.crumbs")}>
    <ol>
      {crumbs.map((it, index) => index < crumbs.length - 1 && it.address
        ? <li><a href={it.address} lang={it.lang}>{it.name}</a></li>
        : <li aria-current={index === crumbs.length - 1 ? "page" : undefined}><span lang={it.lang}>{it.name}</span></li>)}
    </ol>
  </nav>
);

const Footer = ({ formats, words, address, children }: { formats: NonNullable<PageProps["formats"]>; words: Words; address: (path: string) => string; children?: Child }) => (
  <footer><div>
    <div><h2>{words.say("footer.how")}</h2><p>{words.say("footer.how.text")}</p></div>
    {formats.length > 0 && (
      <nav aria-label={words.say("footer.take")}>
        <h2>{words.say("footer.take")}</h2>
        <p>{formats.map((it, index) => <>{index > 0 && " · "}<a href={it.address} type={it.type}>{it.name}</a></>)}</p>
      </nav>
    )}
    <div><h2>{words.say("footer.slow")}</h2><p>{words.say("footer.slow.text", { size: kilobytes })}</p></div>
    <nav aria-label="Travaux">
      <h2 lang="fr">Travaux</h2>
      <p>
        <a href={address("/directory")}>{words.say("directory.name")}</a> · <a href={address("/partnerships")}>{words.say("partnerships.name")}</a> · <a href={address("/practices")}>{words.say("practices.name")}</a> · <a href={address("/themes")}>{words.say("shell.themes")}</a> · <a href={address("/pathways")}>{words.say("pathways.name")}</a> · <a href={address("/offers")}>{words.say("offers.name")}</a> · <a href={address("/record")}>{words.say("ledger.link")}</a> · <a href="/api">{words.say("footer.api")}</a> · <a href={address("/about")}>{words.say("footer.about")}</a> · <a href={address("/who-sees-what")}>{words.say("disclosure.title")}</a> · <a href={address("/what-we-hold")}>{words.say("holdings.short")}</a>
      </p>
    </nav>
    {children}
  </div></footer>
);
