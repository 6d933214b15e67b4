import { readFileSync } from "node:fs";
import { addPerson } from "../ground/auth/people.ts";
import type { Db } from "../ground/db/database.ts";
import type { House } from "../ground/web/env.ts";
import type { Localized } from "../ground/words.ts";
import { addMembership } from "../concepts/stakeholders/store/members.ts";
import { addStakeholders, replaceExchanges, replaceExpertise } from "../concepts/stakeholders/store/stakeholders.ts";
import type { Exchange, Stakeholder } from "../concepts/stakeholders/stakeholder.ts";
import type { NetworkItem, NetworkKind } from "../concepts/stakeholders/networks/network.ts";
import { addItem, addNetwork, keepTie } from "../concepts/stakeholders/networks/store.ts";
import { allThemes } from "../concepts/themes/store.ts";

type InventedBody = Pick<Stakeholder, "slug" | "kind" | "name" | "sector" | "country" | "regionalGroup" | "languages" | "description"> & {
  expertise: string[]; exchanges: Exchange[]; focalPoint: { name: string; email: string; capacity: string; showName: boolean };
  registered: string; confirmed: string | null; state: "registered" | "verified"; mergedInto?: string;
};
type Linked = { title: string; date: string; address: string };
type InventedNetwork = {
  slug: string; kind: NetworkKind; name: Localized; about: Localized; convenor: string; founded: string;
  /** Both ends agree; only the member has said so; only the convenor has. */
  members: string[]; asked: string[]; invited: string[];
  papers: Linked[]; events: (Linked & { kind: NetworkItem["kind"] })[];
};
type Invented = { stakeholders: InventedBody[]; networks: InventedNetwork[] };

const at = (day: string) => new Date(`${day}T09:00:00Z`);

/** The invented organisations of the Model Conference, their focal points and their networks. */
export async function loadStakeholders(db: Db, house: House) {
  const { stakeholders, networks } = JSON.parse(readFileSync(new URL("../../../examples/model-conference/stakeholders.json", import.meta.url), "utf8")) as Invented;
  const ids = new Map(stakeholders.map((it) => [it.slug, house.chance.id()]));
  const idOf = (slug: string) => ids.get(slug) ?? unknown(slug);
  const themes = new Map((await allThemes(db)).map((it) => [it.slug, it.id]));
  const survivorsFirst = stakeholders.toSorted((a, b) => Number(a.mergedInto !== undefined) - Number(b.mergedInto !== undefined));
  await addStakeholders(db, survivorsFirst.map((it) => keptAs(it, idOf)));
  for (const it of stakeholders) {
    await replaceExpertise(db, idOf(it.slug), it.expertise.map((slug) => themes.get(slug) ?? unknown(slug)));
    await replaceExchanges(db, idOf(it.slug), it.exchanges);
    await addFocalPoint(db, house, it, idOf(it.slug));
  }
  for (const it of networks) await addInventedNetwork(db, house, it, idOf);
}

const unknown = (slug: string): never => { throw new RangeError(`the sample names ${slug}, which it does not hold`); };

function keptAs(it: InventedBody, idOf: (slug: string) => string): Stakeholder {
  const { slug, kind, name, sector, country, regionalGroup, languages, description, state } = it;
  return {
    id: idOf(slug), slug, kind, name, sector, country, regionalGroup, languages, description, state, shortName: null, website: null, contactEmail: null, contactPublic: false, declinedBecause: null,
    invented: true, clearsBeforeFiling: false, registeredAt: at(it.registered), verifiedAt: state === "verified" ? at(it.registered) : null, confirmedAt: it.confirmed ? at(it.confirmed) : null,
    mergedIntoId: it.mergedInto ? idOf(it.mergedInto) : null,
  };
}

/** The people of a merged body went with it: theirs is a member of the body that stays. */
async function addFocalPoint(db: Db, house: House, it: InventedBody, stakeholderId: string) {
  const { name, email, capacity, showName } = it.focalPoint;
  const person = await addPerson(db, { name, email, language: "en" }, house.clock(), house.chance);
  const joined = at(it.registered);
  if (it.mergedInto) return;
  await addMembership(db, { id: house.chance.id(), stakeholderId, personId: person.id, role: "focal-point", state: "active", capacity, showName, askedAt: joined, since: joined, endedAt: null });
}

async function addInventedNetwork(db: Db, house: House, it: InventedNetwork, idOf: (slug: string) => string) {
  const id = house.chance.id();
  const founded = at(it.founded);
  await addNetwork(db, { id, slug: it.slug, kind: it.kind, name: it.name, about: it.about, convenorId: idOf(it.convenor), foundedAt: founded });
  for (const slug of [it.convenor, ...it.members]) await keepTie(db, { networkId: id, stakeholderId: idOf(slug), declaredAt: founded, confirmedAt: founded });
  for (const slug of it.asked) await keepTie(db, { networkId: id, stakeholderId: idOf(slug), declaredAt: founded, confirmedAt: null });
  for (const slug of it.invited) await keepTie(db, { networkId: id, stakeholderId: idOf(slug), declaredAt: null, confirmedAt: founded });
  for (const { date, ...paper } of it.papers) await addItem(db, id, { id: house.chance.id(), kind: "paper", ...paper, day: date });
  for (const { date, ...event } of it.events) await addItem(db, id, { id: house.chance.id(), ...event, day: date });
}
