import { countryByCode } from "../../ground/countries/countries.ts";
import type { Localized, Words } from "../../ground/words.ts";
import { addressOf } from "./identifiers.ts";
import type { Twin } from "./import/plan.ts";
import type { ShownMember, ShownStakeholder } from "./disclosure.ts";
import { freshUntil, isStale, type Exchange, type Identifier } from "./stakeholder.ts";

/** A country's name by the United Nations, in the reader's language. */
export const countryName = (words: Words, code: string | null): string | null => {
  const country = code === null ? undefined : countryByCode(code);
  return country ? words.pick(country.name).text : null;
};

/** A name and the language that it is in. */
export const Named = ({ it, words }: { it: Localized; words: Words }) => {
  const { text, language } = words.pick(it);
  return <bdi lang={language === words.language ? undefined : language}>{text}</bdi>;
};

/** "Civil society · Kenya, African States": what a body is, in a line. */
export function kindLine(words: Words, it: Pick<ShownStakeholder, "sector" | "country" | "regionalGroup" | "kind" | "invented">): string {
  const place = [countryName(words, it.country), it.regionalGroup && words.say(`stakeholders.group.${it.regionalGroup}`)].filter((one) => one !== null && one !== "");
  return [words.say(`stakeholders.sector.${it.sector}`), it.kind === "expert" ? words.say("stakeholders.kind.expert") : null, place.join(words.say("stakeholders.comma")), it.invented ? words.say("stakeholders.invented") : null].filter(Boolean).join(" · ");
}

/** Why a body may be another: "same name, same country". */
export const sayLikeness = (words: Words, { likeness, formerly }: Pick<Twin, "likeness" | "formerly">): string => {
  const said = words.say(`stakeholders.likeness.${likeness}`);
  return formerly === null ? said : words.say("stakeholders.likeness.former", { name: formerly, likeness: said });
};

/** What a body says of itself, in the reader's language where it does. */
export function Description({ it, words }: { it: ShownStakeholder["description"]; words: Words }) {
  const [language, text] = it[words.language] ? [words.language, it[words.language]] : it.en ? ["en", it.en] : (Object.entries(it)[0] ?? [null, null]);
  return text ? <p class="lede" lang={language === words.language ? undefined : (language ?? undefined)} dir="auto">{text}</p> : null;
}

/** Since when nobody said that a profile is true, or until when it holds. */
export const Freshness = ({ it, words, now }: { it: ShownStakeholder; words: Words; now: Date }) => (
  isStale(it, now)
    ? <p class="stale"><strong>{words.say("stakeholders.stale")}</strong> {it.confirmedAt ? words.say("stakeholders.stale.since", { day: words.day(it.confirmedAt) }) : words.say("stakeholders.stale.never")}</p>
    : <p class="small">{it.confirmedAt ? words.say("stakeholders.confirmed", { day: words.day(it.confirmedAt), until: words.day(freshUntil(it)) }) : words.say("stakeholders.unconfirmed", { until: words.day(freshUntil(it)) })}</p>
);

/** What is offered and what is looked for. */
export const Exchanges = ({ items, words }: { items: Exchange[]; words: Words }) => (
  <dl class="facts">
    {(["offers", "needs"] as const).filter((side) => items.some((it) => it.side === side)).map((side) => (
      <><dt>{words.say(`stakeholders.${side}`)}</dt><dd><ul class="plain">{items.filter((it) => it.side === side).map((it) => <li>{words.say(`stakeholders.exchange.${it.kind}`)}{it.text && <>: <span dir="auto">{it.text}</span></>}</li>)}</ul></dd></>
    ))}
  </dl>
);

/** Numbers in registers, each with the place where its register shows it. */
export const Identifiers = ({ items }: { items: Identifier[] }) => (
  <>{items.map((it) => <><dt>{it.scheme.toUpperCase()}</dt><dd>{addressOf(it) ? <a href={addressOf(it)!} rel="external"><bdi>{it.value}</bdi></a> : <bdi>{it.value}</bdi>}</dd></>)}</>
);

/** Members as far as the viewer may know them; the others are counted. */
export function Members({ members, words }: { members: ShownMember[]; words: Words }) {
  const active = members.filter((it) => it.state === "active");
  const named = active.filter((it) => it.name);
  return (
    <>
      <ul class="plain">{named.map((it) => <li><bdi>{it.name}</bdi>{it.capacity && <>, <span dir="auto">{it.capacity}</span></>} <span class="soft small">{words.say(`stakeholders.role.${it.role}`)}</span></li>)}</ul>
      <p class="small soft">{words.say("stakeholders.members.count", { count: active.length, unnamed: active.length - named.length })}</p>
    </>
  );
}
