// What the two houses of a pair hold, and in what alone they may differ. Every fact about an input is drawn from a seed of its own:
// the common one, or that of the house where the fact belongs to a secret that is being varied. So two tellings differ in exactly
// the secrets that were varied; ids, references and salts come from the input's key (see `chanceFor`) and not from the order in
// which inputs arrive, which is a secret itself.
import { seededChance } from "../../src/ground/chance.ts";
import { disclosureOf, type OfferedCombination } from "../../src/concepts/disclosure/rule.ts";

/** Who comes to the doors. The press sees what a visitor sees; it and the other guises come at the end of an address, `?as=press`. */
export const viewers = [
  "visitor", "stranger", "other stakeholder", "own organisation", "participant", "delegate", "editor",
  "officer without second factor", "officer of another process", "assessor", "officer",
] as const;
export type ViewerName = (typeof viewers)[number];

/** Circles of viewers, by what is kept from them. One's own organisation is outside whatever others wrote. */
export const circles = { outsiders: viewers.filter((it) => it !== "participant" && it !== "assessor" && it !== "officer"), participants: ["participant"], assessors: ["assessor"], officers: ["officer"] } as const satisfies Record<string, readonly ViewerName[]>;
export type CircleName = keyof typeof circles;
export const circleNames = Object.keys(circles) as CircleName[];

/** What may not be known, and to whom: two houses that differ in nothing else must look the same to them. */
export const secrets = {
  "author of a kind": ["outsiders", "participants", "assessors"],
  "author of nobody’s": ["outsiders", "participants", "assessors", "officers"],
  "moment and order of arrival": ["outsiders", "participants", "assessors"],
  "person behind an organisation": ["outsiders", "participants", "assessors"],
  "words held back": ["outsiders", "participants", "assessors"],
  "words withdrawn": ["outsiders", "participants", "assessors"], // officers keep the proof of an attributed input, and in it the fingerprint of words that they could read
  "what waits for its release": ["outsiders", "participants", "assessors", "officers"],
  "what is in clearance": ["outsiders", "participants", "assessors"],
  "what a redacted copy stands for": ["outsiders", "participants", "assessors"],
  "what is for participants": ["outsiders", "assessors"],
  "what is for the secretariat": ["outsiders", "participants", "assessors"],
  "who takes part": ["outsiders", "participants", "assessors"],
  "what a call is being prepared about": ["outsiders", "participants", "assessors"],
  "who applies to be accredited": ["outsiders", "participants", "assessors"],
  "what a meeting is being prepared about": ["outsiders", "participants", "assessors"],
  "how participants of a meeting come in": ["outsiders", "assessors"],
  "who is invited to speak": ["outsiders", "participants", "assessors"],
  "who comes to a meeting": ["outsiders", "participants", "assessors"],
  "what partnership is being proposed": ["outsiders", "participants", "assessors"],
  "what practice is being proposed": ["outsiders", "participants", "assessors"],
  "what commitment nobody has confirmed": ["outsiders", "participants", "assessors"],
  "what is found and not released": ["outsiders", "participants"],
  "what an answer to a survey says": ["outsiders", "participants"],
  "what a body is about to say that it repeated": ["outsiders", "participants", "assessors", "officers"],
  "who writes to whom about an offer": ["outsiders", "participants", "assessors", "officers"],
  "what a partner says of its partnership": ["outsiders", "participants", "assessors", "officers"],
  "what is drafted in a room of others": ["outsiders", "participants", "assessors", "officers"],
  "what nobody says in a room": ["outsiders", "participants", "assessors", "officers"],
  "what an assessment is being prepared about": ["outsiders", "participants"],
  "what is answered to a survey": ["outsiders", "participants"],
  "who answers a survey for a kind": ["outsiders", "participants", "assessors"],
  "what waits of a survey": ["outsiders", "participants", "assessors", "officers"],
  "what was said in an interview": ["outsiders", "participants"],
  "who was interviewed": ["outsiders", "participants", "assessors"],
  "what a coder gives before all are done": ["outsiders", "participants", "officers"],
} as const satisfies Record<string, readonly CircleName[]>;
export type Secret = keyof typeof secrets;
export const secretNames = Object.keys(secrets) as Secret[];
export const keptFrom = (circle: CircleName): Secret[] => secretNames.filter((it) => (secrets[it] as readonly CircleName[]).includes(circle));

/** Who files: a body of the sample whose people are known throughout; some body of a kind, drawn; or anybody at all, drawn. */
type By = "own" | "named" | "somebody of a kind" | "anybody";
type Slot = { key: string; combination: OfferedCombination; forum: "open" | "workshop"; by: By; place: number; answers?: string; becomes?: "edited" | "held" | "withdrawn" | "released" | "narrowed" | "published" | "redacted" | "returned" | "taken back"; showPerson?: true; submitted?: "with a co-author" | "alone" };

const slot = (key: string, combination: OfferedCombination, by: By, place: number, more: Partial<Slot> = {}): Slot => ({ key, combination, forum: "open", by, place, ...more });
const inWorkshop = { forum: "workshop" } as const;

/** One of everything that may be written, by those who always write it and by those who are drawn. */
export const slots: readonly Slot[] = [
  slot("signed", "public/named", "named", 0, { showPerson: true }), slot("unsigned", "public/named", "named", 0), slot("own", "public/named", "own", 1),
  slot("own kind", "public/kind", "own", 1), slot("own sealed", "secretariat/named", "own", 1), slot("own held", "public/named", "own", 2, { becomes: "held" }),
  slot("kind", "public/kind", "somebody of a kind", 0), slot("kind too", "public/kind", "somebody of a kind", 1), slot("kind edited", "public/kind", "somebody of a kind", 2, { becomes: "edited" }),
  slot("kind inside", "participants/kind", "somebody of a kind", 0, inWorkshop), slot("kind answered", "public/kind", "own", 0, { answers: "kind" }), slot("answer of a kind", "public/kind", "somebody of a kind", 0, { answers: "signed" }),
  slot("inside", "participants/named", "named", 1), slot("inside the workshop", "participants/kind", "somebody of a kind", 2, inWorkshop), slot("answer inside", "participants/named", "named", 0, { answers: "signed" }),
  slot("sealed", "secretariat/named", "named", 0), slot("held", "public/named", "named", 2, { becomes: "held" }), slot("held of a kind", "public/kind", "somebody of a kind", 1, { becomes: "held" }),
  slot("narrowed", "secretariat/named", "named", 1, { becomes: "narrowed" }), slot("left behind", "public/named", "own", 1, { answers: "narrowed" }), // was public when it was answered
  slot("narrowed answer", "secretariat/named", "named", 1, { answers: "signed", becomes: "narrowed" }), slot("left behind below", "public/named", "own", 1, { answers: "narrowed answer" }),
  slot("withdrawn", "public/named", "named", 2, { becomes: "withdrawn" }), slot("withdrawn of a kind", "public/kind", "somebody of a kind", 2, { becomes: "withdrawn" }),
  slot("nobody’s", "public/unattributed", "anybody", 0, { becomes: "released" }), slot("nobody’s answer", "public/unattributed", "anybody", 0, { answers: "signed", becomes: "released" }),
  slot("nobody’s inside", "participants/unattributed", "anybody", 1, { ...inWorkshop, becomes: "released" }), slot("nobody’s sealed", "secretariat/unattributed", "anybody", 1, { becomes: "released" }),
  slot("nobody’s too", "public/unattributed", "anybody", 2, { becomes: "released" }), // with it three of each forum are in every house, and a batch is no smaller
  ...["aloud", "aloud too", "aloud again"].map((it, place) => slot(`nobody’s ${it}`, "public/unattributed", "anybody", place, { ...inWorkshop, becomes: "released" })),
  slot("submitted", "public/named", "named", 0, { submitted: "alone", becomes: "published" }), slot("submitted of a kind", "public/kind", "somebody of a kind", 1, { submitted: "alone", becomes: "published" }),
  slot("own submitted", "public/named", "own", 1, { submitted: "alone" }), slot("submitted inside", "participants/named", "named", 1, { submitted: "alone", becomes: "published" }), slot("submitted sealed", "secretariat/named", "named", 1, { submitted: "alone", becomes: "published" }),
  slot("submitted in confidence", "public/named", "named", 2, { submitted: "with a co-author" }), slot("submitted and returned", "public/named", "named", 0, { submitted: "alone", becomes: "returned" }), slot("submitted and taken back", "public/kind", "somebody of a kind", 0, { submitted: "alone", becomes: "taken back" }),
  slot("redacted", "public/named", "named", 2, { submitted: "alone", becomes: "redacted" }), ...["", " too", " again"].map((it) => slot(`nobody’s submitted${it}`, "public/unattributed", "anybody", 1, { submitted: "alone", becomes: "released" })),
  slot("waiting", "public/unattributed", "anybody", 0), slot("waiting inside", "participants/unattributed", "anybody", 1, inWorkshop), slot("waiting sealed", "secretariat/unattributed", "anybody", 2),
];

/** An input as a house is told to hold it; `author` is the number of one among those who may have written it. */
export type Entry = Slot & { words: string; author: number; minute: number };
/** A house as it is told: its inputs in the order in which they arrive, who takes part in the forums beside those who always do, the word of a call that is being prepared, if one is, and who applies to be accredited, if somebody does, in which words. */
export type Telling = { entries: Entry[]; /** The word of a statement that others draft; null: they draft none. */ drafted: string | null; /** What somebody says without a name in a room, and which of those who draft it is. */ remarked: { word: string; author: number }; /** The word of a finding, of the table it rests on and of a release that is prepared; null: none of it. */ found: string | null; /** What somebody answered to a survey, for the secretariat. */ surveyed: string; guests: boolean[]; draftCall: string | null; application: { body: number; word: string } | null; draftMeeting: string | null; /** A way in for participants, and somebody invited to speak, at a meeting of the sample. */ wayIn: string; invited: string; /** A word about somebody who is registered, their place in a draw, and a draw in preparation; null: nothing of it. */ comes: string | null; /** The word of a partnership that is proposed, of a change of a public one, and of a body that denies being in another; null: none of it. */ partnership: string | null; /** What another partner of one’s own partnership says of it, while not all have answered. */ assessed: string; /** The word of a practice that is proposed; null: none. */ practice: string | null; /** The word of a commitment that nobody has confirmed, and of a body that declines one; null: none. */ commitment: string | null; /** What was said in an interview, with whom it was, and what a coder gives who is not done. */ said: string; interviewed: string; coded: string; /** What a member of a body reports of a practice, unconfirmed. */ repeated: string; /** In which letters a body asks about what another offers. */ asking: string; /** The word of an assessment that is prepared; null: none. */ draftAssessment: string | null; /** What is answered to a survey, by whom for a kind; what is nobody’s, by whom it is marked that they answered, and what somebody saved; null: nothing of that. */ survey: { word: string; author: number; waiting: { word: string; author: number } | null } };

/** Whether an input is still to be released when the day is over. */
export const waits = (it: Slot) => it.by === "anybody" && it.becomes !== "released";

/** Whether a submission is not shown to its audience when the day is over. */
export const isInClearance = (it: Slot) => it.submitted !== undefined && it.becomes !== "published" && it.becomes !== "redacted";

/** The secret that the words of an input, and whether it is there at all, belong to; null: they are the same in every house. */
function secretOfWords(it: Slot): Secret | null {
  if (waits(it)) return "what waits for its release";
  if (it.by === "own") return null;
  if (it.becomes === "held") return "words held back";
  if (it.becomes === "withdrawn") return "words withdrawn";
  if (it.becomes === "redacted") return "what a redacted copy stands for";
  if (isInClearance(it)) return "what is in clearance";
  const { audience } = disclosureOf(it.combination);
  return audience === "public" ? null : audience === "participants" ? "what is for participants" : "what is for the secretariat";
}
function secretOfAuthor(it: Slot): Secret | null {
  if (it.by === "anybody") return "author of nobody’s";
  if (it.by === "somebody of a kind") return "author of a kind";
  return it.by === "named" && !it.showPerson ? "person behind an organisation" : null;
}
const secretOfMoment = (it: Slot): Secret | null => (it.by === "anybody" ? "author of nobody’s" : it.by === "own" ? null : "moment and order of arrival");

/** What answers comes after what it answers, whatever is drawn. */
const minuteIn = (it: Slot, drawn: number) => (it.key === "left behind below" ? 1200 + (drawn % 200) : it.answers ? 600 + drawn : drawn);

const vocabulary = ["zander", "pelican", "otter", "heron", "lapwing", "marten", "lynx", "bittern"];
const commonWords = "about the safeguards of this article";

/** Where a house stands: drawn by its seed; or at one of two ends, which differ in every fact that is varied, and of which one holds all that may be hidden and the other nothing of it. */
export type Presence = "drawn" | "all" | "nothing";
/** Half of the way round, and an odd number, so that it is another one among two as well. */
const opposite = (drawn: number, under: number) => (drawn + (Math.floor(under / 2) | 1)) % under;

/** A house by `seed`, which may differ from the common one in the secrets of `varied` alone. */
export function tell(seed: string, varied: readonly Secret[], presence: Presence = "drawn"): Telling {
  const draw = (secret: Secret | null, what: string, under: number) => {
    const isVaried = secret !== null && varied.includes(secret);
    const bytes = seededChance(`${isVaried && presence === "drawn" ? seed : "the common house"}/${secret}/${what}`).bytes(4);
    const drawn = new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0) % under;
    return isVaried && presence === "nothing" ? opposite(drawn, under) : drawn;
  };
  const entries = slots.map((it): Entry => {
    const ofWords = secretOfWords(it);
    const word = vocabulary[draw(ofWords, `words of ${it.key}`, vocabulary.length)]!;
    return { ...it, words: `The ${word} speaks ${commonWords}: ${it.key}.`, author: draw(secretOfAuthor(it), `author of ${it.key}`, 2 ** 16), minute: minuteIn(it, draw(secretOfMoment(it), `minute of ${it.key}`, 600)) };
  }).filter((it) => isThere(it, varied, presence, draw));
  const guests = Array.from({ length: 4 }, (_, index) => draw("who takes part", `guest ${index}`, 2) === 1);
  const prepared: Secret = "what a call is being prepared about";
  const isPrepared = !varied.includes(prepared) || (presence === "drawn" ? draw(prepared, "presence of the call", 3) > 0 : presence === "all");
  const draftCall = isPrepared ? vocabulary[draw(prepared, "word of the call", vocabulary.length)]! : null;
  const applies: Secret = "who applies to be accredited";
  const isApplied = !varied.includes(applies) || (presence === "drawn" ? draw(applies, "presence of the application", 3) > 0 : presence === "all");
  const application = isApplied ? { body: draw(applies, "body of the application", 2), word: vocabulary[draw(applies, "word of the application", vocabulary.length)]! } : null;
  const meeting: Secret = "what a meeting is being prepared about";
  const draftMeeting = !varied.includes(meeting) || (presence === "drawn" ? draw(meeting, "presence of the meeting", 3) > 0 : presence === "all") ? vocabulary[draw(meeting, "word of the meeting", vocabulary.length)]! : null;
  const [wayIn, invited] = (["how participants of a meeting come in", "who is invited to speak"] as const).map((it) => vocabulary[draw(it, "word", vocabulary.length)]!) as [string, string];
  const coming: Secret = "who comes to a meeting";
  const isComing = !varied.includes(coming) || (presence === "drawn" ? draw(coming, "presence at the meeting", 3) > 0 : presence === "all");
  const comes = isComing ? vocabulary[draw(coming, "word of the registration", vocabulary.length)]! : null;
  const proposing: Secret = "what partnership is being proposed";
  const isProposed = !varied.includes(proposing) || (presence === "drawn" ? draw(proposing, "presence of the partnership", 3) > 0 : presence === "all");
  const partnership = isProposed ? vocabulary[draw(proposing, "word of the partnership", vocabulary.length)]! : null;
  const assessed = vocabulary[draw("what a partner says of its partnership", "word", vocabulary.length)]!;
  const practising: Secret = "what practice is being proposed";
  const isPractised = !varied.includes(practising) || (presence === "drawn" ? draw(practising, "presence of the practice", 3) > 0 : presence === "all");
  const practice = isPractised ? vocabulary[draw(practising, "word of the practice", vocabulary.length)]! : null;
  const committing: Secret = "what commitment nobody has confirmed";
  const isCommitted = !varied.includes(committing) || (presence === "drawn" ? draw(committing, "presence of the commitment", 3) > 0 : presence === "all");
  const commitment = isCommitted ? vocabulary[draw(committing, "word of the commitment", vocabulary.length)]! : null;
  const finding: Secret = "what is found and not released";
  const isFound = !varied.includes(finding) || (presence === "drawn" ? draw(finding, "presence of the finding", 3) > 0 : presence === "all");
  const found = isFound ? vocabulary[draw(finding, "word of the finding", vocabulary.length)]! : null;
  const surveyed = vocabulary[draw("what an answer to a survey says", "word", vocabulary.length)]!;
  const repeated = vocabulary[draw("what a body is about to say that it repeated", "word", vocabulary.length)]!;
  const asking = vocabulary[draw("who writes to whom about an offer", "word", vocabulary.length)]!;
  const [said, interviewed, coded] = (["what was said in an interview", "who was interviewed", "what a coder gives before all are done"] as const).map((it) => vocabulary[draw(it, "word", vocabulary.length)]!) as [string, string, string];
  const preparing: Secret = "what an assessment is being prepared about";
  const isPreparing = !varied.includes(preparing) || (presence === "drawn" ? draw(preparing, "presence of the assessment", 3) > 0 : presence === "all");
  const draftAssessment = isPreparing ? vocabulary[draw(preparing, "word of the assessment", vocabulary.length)]! : null;
  const waiting: Secret = "what waits of a survey";
  const isWaiting = !varied.includes(waiting) || (presence === "drawn" ? draw(waiting, "presence of what waits", 3) > 0 : presence === "all");
  const survey = {
    word: vocabulary[draw("what is answered to a survey", "word", vocabulary.length)]!, author: draw("who answers a survey for a kind", "author", 2 ** 16),
    waiting: isWaiting ? { word: vocabulary[draw(waiting, "word", vocabulary.length)]!, author: draw(waiting, "author", 2 ** 16) } : null,
  };
  const drafting: Secret = "what is drafted in a room of others";
  const isDrafted = !varied.includes(drafting) || (presence === "drawn" ? draw(drafting, "presence of the statement", 3) > 0 : presence === "all");
  const drafted = isDrafted ? vocabulary[draw(drafting, "word of the statement", vocabulary.length)]! : null;
  const remarked = { word: vocabulary[draw("what nobody says in a room", "word", vocabulary.length)]!, author: draw("what nobody says in a room", "author", 2 ** 16) };
  return { drafted, remarked, draftAssessment, survey, said, interviewed, coded, practice, commitment, found, surveyed, repeated, asking, application, draftCall, draftMeeting, wayIn, invited, comes, partnership, assessed, entries: entries.toSorted((a, b) => a.minute - b.minute || (a.key < b.key ? -1 : 1)), guests };
}

/** Whether an input is there belongs to the secret too, where its words are kept from all who ask: then how many there are must not show. */
function isThere(it: Slot, varied: readonly Secret[], presence: Presence, draw: (secret: Secret | null, what: string, under: number) => number): boolean {
  const secret = secretOfWords(it);
  if (secret === null || secret.startsWith("words") || secret.startsWith("what a redacted") || !varied.includes(secret)) return true;
  return presence === "drawn" ? draw(secret, `presence of ${it.key}`, 3) > 0 : presence === "all";
}

/** Chance for one deed about one input: the same in every house, whenever it is done. */
export const chanceFor = (key: string, deed = "filed") => seededChance(`paired worlds/${key}/${deed}`);
