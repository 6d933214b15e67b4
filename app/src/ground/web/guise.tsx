import type { Key, Words } from "../words.ts";

/** For somebody with a session: as whom they see this page (null: as themselves), and as whom they may. */
export type ViewAs = { now: string | null; choices: readonly string[] };

/** The parameter of an address that says as whom its page is looked at. */
export const guiseParameter = "as";

type Props = { viewAs: ViewAs; address: string; query: string; words: Words };

const nameOf = (words: Words, guise: string) => words.say(`guise.${guise}` as Key);
const lookedAt = ({ address, query }: Props, guise: string) => `${address}${query ? `${query}&` : "?"}${guiseParameter}=${guise}`;

const Choices = (props: Props) => (
  <>{props.viewAs.choices.map((it, index) => <>{index > 0 && " · "}<a href={lookedAt(props, it)} aria-current={it === props.viewAs.now ? "true" : undefined} rel="nofollow">{nameOf(props.words, it)}</a></>)}</>
);

/** Over a page that is seen as somebody else would see it: whose eyes these are, and the way back. */
export const GuiseBanner = (props: Props) => (
  <aside class="guise" aria-label={props.words.say("guise.label")}>
    <p class="wide"><strong>{props.words.say("guise.now", { guise: nameOf(props.words, props.viewAs.now!) })}</strong> {props.words.say("guise.text")} <a href={`${props.address}${props.query}`}>{props.words.say("guise.back")}</a></p>
    <p class="wide small"><Choices {...props} /></p>
  </aside>
);

/** In the foot of every page of somebody with a session. */
export const GuiseMenu = (props: Props) => (
  <nav aria-label={props.words.say("guise.menu")}><h2>{props.words.say("guise.menu")}</h2><p><Choices {...props} /></p></nav>
);

/** An address without the question as whom it is looked at: pages know nothing of it. */
export function withoutGuise(url: string): string {
  const [address = "", query = ""] = url.split("?", 2);
  const kept = query.split("&").filter((it) => it && !it.startsWith(`${guiseParameter}=`));
  return kept.length > 0 ? `${address}?${kept.join("&")}` : address;
}
