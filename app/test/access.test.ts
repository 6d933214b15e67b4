// Who may do what, in one table: every door of the house, every kind of viewer, and what each is answered. A door without a
// row turns this red. Then every address with a part in it is walked through with the parts of others.
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { doorsOf } from "../src/bin/house-commands.ts";
import { furnishedWorld, viewers, type Name, type World } from "./access-world.ts";
import { walkers } from "./walkers.ts";

/** yes: the page, or the deed. no: 403. sign in: 403, and where to. hidden: 404. not now: allowed, and in the way of something (409). not valid: allowed, and makes no sense (422). */
type Answer = "yes" | "no" | "sign in" | "hidden" | "not now" | "not valid";
type Cells = Record<Name, Answer>;

/** The cells of a row: everybody as `rest`, visitors asked to sign in, unless said otherwise. */
const cells = (rest: Answer, others: Partial<Cells> = {}): Cells => ({ ...(Object.fromEntries(viewers.map((it) => [it, rest])) as Cells), visitor: rest === "yes" ? "yes" : "sign in", ...others });
const everyone = cells("yes");
const nobody = cells("hidden", { visitor: "hidden" });
const people = cells("yes", { visitor: "sign in" });
/** The secretariat: officers of the house who have shown their second factor. */
const officers = cells("no", { officer: "yes" });
const provenPeople = cells("no", { officer: "yes", "officer of X": "yes" });
const houseEditors = cells("no", { "editor of the house": "yes" });
const editorsOfX = cells("no", { "editor of X": "yes", "editor of the house": "yes" });
/** What is being prepared for X is not there for others. */
const readersOfDrafts = cells("hidden", { visitor: "hidden", "editor of X": "yes", "editor of the house": "yes" });
/** Officers of X and of the house, who have shown their second factor. */
const officersOfX = provenPeople;
/** Officers of X and of the house, and assessors of X. */
const assessorsOfX = cells("no", { officer: "yes", "officer of X": "yes", "assessor of X": "yes" });
const focalPoints = cells("no", { "focal point of A": "yes", "focal point of B": "yes" });
const membersOfA = cells("no", { "member of A": "yes", "focal point of A": "yes" });
const focalPointOfA = cells("no", { "focal point of A": "yes" });
/** The room of A. Strangers learn of no room, its members that they do not manage it. */
const roomOfA = cells("hidden", { "member of A": "yes", "focal point of A": "yes", officer: "yes" });
const managersOfA = { ...roomOfA, "member of A": "no" } satisfies Cells;
const itself = (name: Name) => cells("hidden", { [name]: "yes" });

/** A form that lacks something, sent by those who may send it. */
const notValidForOfficers = cells("no", { officer: "not valid", "officer of X": "not valid" });
/** What is nobody's of those who ask. */
const nobodys = cells("hidden");

/** A call or meeting that is being prepared in X. */
const readersOfDraftCalls = cells("hidden", { visitor: "hidden", "officer of X": "yes", officer: "yes" });

/** An assessment that is being prepared in X: its assessors know of it too. */
const readersOfDraftAssessments = { ...readersOfDraftCalls, "assessor of X": "yes" } satisfies Cells;

/** What A told the secretariat in confidence: for its own people and the officers of X. */
const readersOfComment = cells("hidden", { visitor: "hidden", "member of A": "yes", "focal point of A": "yes", "officer of X": "yes", officer: "yes" });
const authorOfComment = { ...readersOfComment, "officer of X": "no", officer: "no" } satisfies Cells;
const moderators = { ...readersOfComment, "member of A": "no", "focal point of A": "no" } satisfies Cells;
/** Whoever speaks for a verified body. */
const writers = cells("no", { "member of A": "yes", "focal point of A": "yes", "focal point of B": "yes", "person of a merged body": "yes" });

/** Colleagues of whoever wrote a draft that waits to be cleared; no officer reads one. */
const colleagues = cells("hidden", { "member of A": "yes", "focal point of A": "yes" });
/** A submission of A in clearance, on behalf of B too. */
const readersOfSubmission = { ...readersOfComment, "focal point of B": "yes", "person of a merged body": "yes" } satisfies Cells;
const noToReaders = { ...readersOfSubmission, ...Object.fromEntries(Object.entries(readersOfSubmission).filter(([, answer]) => answer === "yes").map(([name]) => [name, "no" as const])) } as Cells;

/** The file of A, which is accredited: for its own people and the officers of X. */
const readersOfFile = readersOfComment;
const authorOfFile = cells("hidden", { visitor: "hidden", "member of A": "no", "focal point of A": "yes" });

/** The first code of the sample’s codebook. */
const firstCode = (JSON.parse(readFileSync(new URL("../../examples/model-conference/coding.json", import.meta.url), "utf8")) as { codes: { guid: string }[] }).codes[0]!.guid;
const coding = { process: "model", assessment: "1", source: "1", memo: "none", code: firstCode, guide: "interview" };

/** Whoever is told yes, told something else: the door is theirs, and closed for now. */
const to = (who: Cells, answer: Answer): Cells => Object.fromEntries(Object.entries(who).map(([name, it]) => [name, it === "yes" ? answer : it])) as Cells;
/** A statement that A drafts and B is asked to draft: for their people, and for nobody else. */
const drafting = "/:language/:process/statements/:number/drafting";
const askedOrDrafting = cells("hidden", { visitor: "hidden", "member of A": "yes", "focal point of A": "yes", "focal point of B": "yes", "person of a merged body": "yes" });
const drafters = { ...askedOrDrafting, "focal point of B": "no", "person of a merged body": "no" } satisfies Cells;
const initiator = { ...drafters, "member of A": "no" } satisfies Cells;
const noToDrafters = { ...initiator, "focal point of A": "no" } satisfies Cells;
/** Those who registered somebody for the workshop under the Rule, and officers. */
const applicantsOfRule = cells("hidden", { visitor: "hidden", "focal point of A": "yes", "focal point of B": "yes", "officer of X": "yes", officer: "yes" });

type Row = {
  /** Method and path of a door, its parameters with the parts of `at`. */
  door: string; who: Cells; at?: Record<string, string>; form?: Record<string, string | File>;
  /** The status of a yes that is neither a page nor a way onward: a code that is wrong on purpose. */
  yes?: number;
  /** The form says for which body, and only a focal point, or any member, has one to name. */
  byForm?: true | "member";
};

const company = { kind: "organisation", name: "Fresh Body of the Matrix", sector: "academia", country: "KE", languages: "en" };
const label = { symbol: "M/CONF.1/NEXT", date: "2026-06-02", title: "Next", status: "revised", language: "en", authenticity: "authentic", source: "" };
const nextText = () => new File([JSON.stringify({ title: null, language: "en", provisions: [{ id: "art_1", kind: "article", number: "1", heading: "Drafted", text: "Zanderfisch swims.", children: [] }], fidelity: { charactersIn: 9, charactersKept: 9, doubts: [] } })], "next.json");

/** The policy of the house. What belongs to somebody belongs to A, its people, or the process X. */
const policy = ({ things: { A, B }, ...it }: World): Row[] => {
  const draft = { process: "model", instrument: "protocol", version: "hidden" };
  const shown = { process: "model", instrument: "convention", version: "3-rev-2" };
  const comment = { process: "model", reference: A.comment };
  const released = { process: "model", assessment: "1", release: "1", finding: "1", table: "1" };
  const committed = { process: "model", commitment: "1" };
  const forum = { process: "model", ...it.forum };
  const call = { process: "model", call: "97" };
  const meeting = { process: "model", meeting: "17" };
  const openMeeting = { process: "model", meeting: "45" };
  const registration = { ...openMeeting, registration: it.registration };
  const assessment = { process: "model", assessment: it.draftAssessment };
  const survey = { process: "model", assessment: it.openAssessment };
  const submission = { process: "model", reference: it.submission };
  const signed = { process: "model", statement: "1", version: "2", text: "2-en.txt", file: "1.csv", sequence: "0" };
  const room = { slug: A.body };
  const inRoom = "/:language/desk/stakeholders/:slug";
  return [
    // open to everyone
    ...["GET /:language", "GET /:language/about", "GET /:language/record", "GET /:language/verify", "GET /record/checkpoint", "GET /:language/api", "GET /:language/directory", "GET /:language/directory.csv", "GET /:language/directory.xlsx", "GET /:language/networks", "GET /:language/pathways", "GET /:language/pathways.csv", "GET /:language/pathways.ics", "GET /:language/pathways/find", "GET /api/v1/pathways", "GET /api/v1/pathways/find", "GET /:language/offers", "GET /:language/offers.csv", "GET /:language/offers/gaps", "GET /api/v1/offers", "GET /api/v1/offers/gaps", "GET /:language/search", "GET /:language/sign-in",
      "GET /:language/sign-in/code", "GET /:language/stakeholders/new", "GET /:language/themes", "GET /.well-known/security.txt", "GET /api", "GET /api/openapi.json", "GET /api/v1/directory", "GET /api/v1/processes", "GET /api/v1/themes", "GET /healthz"].map((door) => ({ door, who: everyone })),
    { door: "GET /:language/:process", at: shown, who: everyone }, { door: "GET /:language/:process/text", at: shown, who: everyone }, { door: "GET /:language/:process/text/:instrument", at: shown, who: everyone },
    { door: "GET /:language/:process/text/:instrument/:version", at: shown, who: everyone }, { door: "GET /:language/:process/p/:number", at: { ...shown, number: "003" }, who: everyone }, { door: "GET /:language/:process/p/:number/:version", at: { ...shown, number: "003" }, who: everyone },
    { door: "GET /api/v1/:process", at: shown, who: everyone }, { door: "GET /api/v1/:process/p/:number", at: { ...shown, number: "003" }, who: everyone }, { door: "GET /api/v1/:process/text/:instrument", at: shown, who: everyone },
    { door: "GET /api/v1/:process/text/:instrument/:version", at: shown, who: everyone }, { door: "GET /api/v1/:process/text/:instrument/:version/comparison", at: shown, who: everyone },
    { door: "GET /:language/stakeholders/:slug", at: room, who: everyone }, { door: "GET /api/v1/stakeholders/:slug", at: room, who: everyone }, { door: "GET /:language/networks/:slug", at: { slug: A.network }, who: everyone }, { door: "GET /:language/themes/:slug", at: { slug: "extradition" }, who: everyone },
    ...["GET /:language/pathways/:pathway", "GET /api/v1/pathways/:pathway"].map((door) => ({ door, at: { pathway: "t-cy" }, who: everyone })),
    { door: "GET /api/v1/:process/text/:instrument/:version/receipt", at: shown, who: everyone }, { door: "GET /record/tile/:tile", at: { tile: "0/000.p/1" }, who: everyone },
    { door: "POST /:language/verify", form: { text: "no receipt" }, who: everyone }, { door: "POST /record/cosignatures", yes: 422, who: everyone }, // what is sent proves itself
    // signing in
    { door: "POST /:language/sign-in", form: { email: "somebody@world.example" }, who: everyone }, { door: "POST /:language/sign-in/code", form: { email: "somebody@world.example", code: "12345678" }, yes: 422, who: everyone },
    { door: "GET /:language/login/:token", at: { token: it.token }, who: everyone }, { door: "POST /:language/login/:token", at: { token: it.token }, who: everyone },
    { door: "POST /auth/passkeys/sign-in/options", who: everyone }, { door: "POST /auth/passkeys/sign-in", yes: 422, who: everyone },
    { door: "POST /:language/sign-in/provider", who: nobody }, { door: "GET /auth/callback/organisation", who: nobody }, { door: "GET /:language/outbox", who: nobody }, // no provider is set up, and the mails leave
    // one's own account
    ...["GET /:language/account", "GET /:language/desk", "GET /:language/memberships", "GET /:language/letters", "GET /:language/own-data", "GET /:language/own-data/export", "GET /:language/registration", "GET /:language/second-factor",
      "POST /:language/session/end", "POST /:language/account/other-sessions/ending", "POST /:language/account/second-factor", "POST /auth/passkeys/registration/options"].map((door) => ({ door, who: people })),
    { door: "POST /:language/second-factor", form: { code: "123456" }, yes: 422, who: people }, { door: "POST /:language/account/second-factor/confirmation", form: { code: "123456" }, yes: 422, who: people }, { door: "POST /auth/passkeys/registration", yes: 422, who: people },
    ...["GET /:language/account/proof", "POST /:language/account/proof", "POST /:language/account/proof/mail"].map((door) => ({ door, who: cells("hidden") })), // without a deed that waits; proof.test.ts has the rest
    { door: "POST /:language/account/second-factor/removal", who: { ...provenPeople, "assessor of X": "yes" } }, { door: "POST /:language/account/backup-codes", who: { ...provenPeople, "assessor of X": "yes" } },
    { door: "POST /:language/account/sessions/:session/ending", at: { session: A.session }, who: itself("member of A") }, { door: "POST /:language/account/passkeys/:passkey/removal", at: { passkey: A.passkey }, who: itself("member of A") },
    { door: "POST /:language/own-data/correction", form: { name: "Another Name" }, who: people },
    { door: "POST /:language/own-data/erasure", form: { sure: "yes" }, who: { ...people, "focal point of A": "not now", "focal point of B": "not now" } },
    // bodies, and who is in them
    { door: "POST /:language/registration", form: company, who: people },
    { door: "GET /:language/stakeholders/:slug/joining", at: room, who: people }, { door: "POST /:language/stakeholders/:slug/joining", at: room, form: { capacity: "" }, who: { ...people, "member of A": "not now", "focal point of A": "not now" } },
    { door: "POST /:language/stakeholders/:slug/confirmation", at: room, who: managersOfA },
    { door: `GET ${inRoom}`, at: room, who: roomOfA }, { door: `POST ${inRoom}/self`, at: room, form: { capacity: "counsel" }, who: { ...roomOfA, officer: "hidden" } },
    { door: `GET ${inRoom}/profile`, at: room, who: managersOfA }, { door: `POST ${inRoom}/profile`, at: room, form: { ...company, name: "Tamarind Legal Network" }, who: managersOfA },
    { door: `POST ${inRoom}/clearing`, at: room, form: { clears: "yes" }, who: managersOfA }, { door: `POST ${inRoom}/invitations`, at: room, form: { email: "guest@world.example" }, who: managersOfA },
    { door: `POST ${inRoom}/invitations/:id/withdrawal`, at: { ...room, id: A.invitation }, who: managersOfA },
    { door: `POST ${inRoom}/members/:id/acceptance`, at: { ...room, id: A.asked }, who: managersOfA }, { door: `POST ${inRoom}/members/:id/refusal`, at: { ...room, id: A.asked }, who: managersOfA },
    { door: `POST ${inRoom}/members/:id/ending`, at: { ...room, id: A.member }, who: roomOfA }, { door: `POST ${inRoom}/members/:id/focal-point`, at: { ...room, id: A.member }, who: managersOfA },
    { door: `POST ${inRoom}/focal-point/dismissal`, at: room, who: { ...roomOfA, "member of A": "no", "focal point of A": "no" } },
    { door: "POST /:language/invitations/:id/acceptance", at: { id: A.invitation }, who: itself("person") }, { door: "POST /:language/invitations/:id/refusal", at: { id: A.invitation }, who: itself("person") },
    // letters
    { door: "GET /:language/stakeholders/:slug/letter", at: room, who: people }, { door: "POST /:language/stakeholders/:slug/letter", at: room, form: { subject: "Hello", body: "May we ask?" }, who: { ...people, "member of A": "not valid", "focal point of A": "not valid" } },
    ...["GET /:language/letters/:id", "POST /:language/letters/:id", "POST /:language/letters/:id/report"].map((door) => ({ door, at: { id: A.letter }, form: { body: "An answer.", reason: "Rude." }, who: cells("hidden", { person: "yes", "focal point of A": "yes" }) })),
    ...["blocking", "unblocking"].map((deed) => ({ door: `POST /:language/letters/:id/${deed}`, at: { id: A.letter }, who: cells("hidden", { person: "no", "focal point of A": "yes" }) })),
    { door: "POST /:language/letters/:id/settlement", at: { id: A.reported }, who: officers },
    // offers and needs
    ...["GET /:language/offers/:offer", "GET /api/v1/offers/:offer"].map((door) => ({ door, at: { offer: A.offer }, who: everyone })),
    { door: "GET /:language/offers/new", who: focalPoints }, { door: "POST /:language/offers/new", form: { body: A.body, side: "need", kind: "data", language: "en", title: "Figures", text: "By year.", until: "2026-12-01" }, byForm: true, who: focalPointOfA },
    { door: "GET /:language/offers/:offer/inquiry", at: { offer: B.offer }, who: focalPoints }, { door: "POST /:language/offers/:offer/inquiry", at: { offer: B.offer }, form: { body: A.body, text: "We could." }, byForm: true, who: focalPointOfA },
    { door: "POST /:language/offers/:offer/withdrawal", at: { offer: A.offer }, who: focalPointOfA }, { door: "POST /:language/offers/:offer/removal", at: { offer: A.offer }, form: { reason: "It advertises." }, who: officers },
    { door: "POST /:language/offers/:offer/inquiries/:inquiry/outcome", at: { offer: A.offer, inquiry: A.inquiry }, form: { outcome: "met" }, who: cells("hidden", { "member of A": "no", "focal point of A": "yes" }) },
    // networks
    { door: "GET /:language/networks/new", who: focalPoints }, { door: "POST /:language/networks/new", form: { convenor: A.body, kind: "network", name: "Network of the Matrix", about: "Matters." }, byForm: true, who: focalPointOfA },
    { door: "POST /:language/networks/:slug/membership", at: { slug: B.network }, form: { stakeholder: A.body }, byForm: true, who: focalPointOfA },
    { door: "POST /:language/networks/:slug/confirmation", at: { slug: A.network }, form: { stakeholder: B.body }, byForm: true, who: focalPointOfA }, { door: "POST /:language/networks/:slug/ending", at: { slug: A.network }, form: { stakeholder: "samudra-policy-lab" }, byForm: true, who: focalPointOfA },
    { door: "POST /:language/networks/:slug/items", at: { slug: A.network }, form: { kind: "paper", title: "Paper", address: "https://paper.example/", day: "2026-06-01" }, who: focalPointOfA },
    { door: "POST /:language/networks/:slug/items/:id/removal", at: { slug: A.network, id: A.item }, who: focalPointOfA },
    // speaking without being anybody: whoever has the code, whoever has a token, and nobody is looked at
    { door: "GET /:language/unattributed", who: everyone }, { door: "GET /unattributed/keys/:forum", at: { forum: it.workshop.id }, who: everyone },
    ...[["", {}], ["/standing", { stands: "yes" }], ["/audience", { audience: "secretariat" }], ["/withdrawal", { sure: "yes" }]].map(([deed, form]) => ({ door: `POST /:language/unattributed${deed as string}`, form: { code: it.code, ...(form as object) }, who: everyone })),
    { door: "POST /unattributed/comments", who: cells("not valid", { visitor: "not valid" }) }, // a form, and no token
    { door: "POST /:language/:process/forums/:forum/tokens", at: { process: "model", forum: it.workshop.slug }, who: cells("no", { "focal point of B": "not valid" }) }, // who takes part, and sent nothing to sign
    { door: "POST /:language/:process/forums/:forum/release", at: { process: "model", forum: it.workshop.slug }, who: provenPeople },
    // the secretariat
    ...["GET /:language/desk/secretariat", "GET /:language/desk/roles", "GET /:language/desk/lists", "GET /:language/desk/lists/import", "GET /:language/desk/merges"].map((door) => ({ door, who: officers })),
    { door: "POST /:language/desk/roles", form: { email: it.emails.person, role: "editor", process: "" }, who: officers }, { door: "POST /:language/desk/roles/removal", form: { person: it.editorId, role: "editor", process: "" }, who: officers },
    { door: "GET /:language/desk/registrations/:slug", at: { slug: it.unverified }, who: officers }, { door: "POST /:language/desk/registrations/:slug/verification", at: { slug: it.unverified }, who: officers }, { door: "POST /:language/desk/registrations/:slug/refusal", at: { slug: it.unverified }, form: { reason: "It is not known." }, who: officers },
    { door: "POST /:language/desk/merges", form: { from: it.unverified, into: A.body }, who: officers }, { door: "POST /:language/desk/merges/:id/undoing", at: { id: it.merge }, who: officers },
    { door: "POST /:language/desk/lists/import", form: { file: new File(["Name,Sector,Country\nListed Body Three,Academia,Kenya\n"], "members.csv") }, who: officers },
    { door: "GET /:language/desk/lists/:id", at: { id: it.lists.waiting }, who: officers }, { door: "POST /:language/desk/lists/:id/columns", at: { id: it.lists.waiting }, form: { "column.0": "name", "column.1": "sector", "column.2": "country" }, who: officers },
    { door: "POST /:language/desk/lists/:id/application", at: { id: it.lists.waiting }, who: officers }, { door: "POST /:language/desk/lists/:id/undoing", at: { id: it.lists.applied }, who: officers },
    // comments
    { door: "GET /:language/contributions", who: people }, { door: "GET /:language/:process/contributions.atom", at: shown, who: everyone }, { door: "GET /:language/:process/text/:instrument/:version/contributions.csv", at: shown, who: everyone },
    { door: "GET /api/v1/:process/text/:instrument/:version/contributions", at: shown, who: everyone }, { door: "GET /api/v1/:process/contributions/:reference", at: comment, who: readersOfComment },
    { door: "GET /:language/:process/p/:number/:version/comment", at: { ...shown, number: "003" }, who: writers },
    { door: "POST /:language/:process/p/:number/:version/comment", at: { ...shown, number: "003" }, form: { forum: it.draftForum, stakeholder: it.stakeholderOfA, combination: "public/named", language: "en", answers: "", body: "May we?" }, byForm: true, who: { ...writers, "focal point of B": "not valid", "person of a merged body": "not valid" } },
    ...["", "/receipt", "/receipt.json"].map((step) => ({ door: `GET /:language/:process/contributions/:reference${step}`, at: comment, who: readersOfComment })),
    ...["GET", "POST"].flatMap((method) => ["edition", "disclosure", "withdrawal"].map((step) => ({ door: `${method} /:language/:process/contributions/:reference/${step}`, at: comment, form: { body: "Other words.", combination: "participants/named", consent: "yes" }, who: authorOfComment }))),
    ...["GET /:language/:process/ledger", "GET /:language/:process/ledger.csv", "GET /:language/:process/ledger.xlsx", "GET /:language/:process/ledger.atom", "GET /api/v1/:process/ledger", "GET /:language/:process/clearance"].map((door) => ({ door, at: shown, who: everyone })),
    { door: "GET /:language/:process/p/:dossier", at: { ...shown, dossier: "003.docx" }, who: everyone }, { door: "GET /:language/:process/p/:dossier", at: { ...draft, dossier: `${it.number}.docx` }, who: readersOfDrafts },
    // what the secretariat does with what comes in, and what it says of asks
    { door: "GET /:language/desk/:process/answers", at: shown, who: officersOfX }, { door: "POST /:language/desk/:process/answers", at: shown, form: { ask: `${it.unanswered}/1`, state: "partly", reason: "Named in one chapter of the two that matter here.", step: "set" }, who: officersOfX },
    { door: "GET /:language/desk/:process/clearance", at: shown, who: officersOfX }, { door: "POST /:language/desk/:process/clearance/acknowledgement", at: shown, form: { submission: it.received }, who: officersOfX },
    ...["GET /:language/desk/:process/clearance/:reference", "POST /:language/desk/:process/clearance/:reference/publication", "GET /:language/desk/:process/clearance/:reference/redaction"].map((door) => ({ door, at: { process: "model", reference: it.received }, who: officersOfX })),
    { door: "POST /:language/desk/:process/clearance/:reference/return", at: { process: "model", reference: it.received }, form: { because: "It has no ask of its own." }, who: officersOfX },
    { door: "POST /:language/desk/:process/clearance/:reference/redaction", at: { process: "model", reference: it.received }, form: { title: "Taken out", because: "It named somebody who is not here.", step: "publish" }, who: officersOfX },
    ...["GET", "POST"].map((method) => ({ door: `${method} /:language/:process/contributions/:reference/hold`, at: comment, form: { reason: "repeats", because: "Filed twice." }, who: moderators })),
    { door: "POST /:language/:process/contributions/:reference/release", at: comment, who: { ...moderators, "officer of X": "not now", officer: "not now" } },
    // the register of partnerships: what is public for everyone, what waits for its partners and officers of the house
    ...["", ".csv", ".xlsx", "/checklist", "/matrix", "/comparison", "/timeline", "/network"].map((what) => ({ door: `GET /:language/partnerships${what}`, who: everyone })), ...["", "/checklist", "/matrix", "/network"].map((what) => ({ door: `GET /api/v1/partnerships${what}`, who: everyone })),
    ...["GET /:language/partnerships/:slug", "GET /api/v1/partnerships/:slug"].map((door) => ({ door, at: { slug: "clear-signal" }, who: everyone })), { door: "GET /:language/partnerships/:slug", at: { slug: "asset-desk" }, who: cells("hidden", { visitor: "hidden", officer: "yes" }) },
    { door: "GET /api/v1/partnerships/:slug/changes/:sequence/receipt", at: { slug: "clear-signal", sequence: "0" }, who: everyone },
    { door: "GET /:language/partnerships/new", who: focalPoints }, { door: "POST /:language/partnerships/new", form: it.partnershipForm, byForm: true, who: focalPointOfA },
    { door: "GET /:language/partnerships/:slug/change", at: { slug: "tamarind-circle" }, who: focalPointOfA }, { door: "POST /:language/partnerships/:slug/change", at: { slug: "tamarind-circle" }, who: { ...focalPointOfA, "focal point of A": "not valid" } },
    ...["confirmation", "denial", "renewal", "leaving"].map((deed) => ({ door: `POST /:language/partnerships/:slug/${deed}`, at: { slug: "tamarind-circle" }, form: { turn: "999999", body: it.stakeholderOfA, because: "It is not so." }, byForm: true as const, who: { ...focalPointOfA, "focal point of A": "not now" as const } })),
    { door: "POST /:language/partnerships/:slug/withdrawal", at: { slug: "tamarind-circle" }, form: { turn: "999999" }, who: { ...focalPointOfA, "focal point of A": "not now" } },
    { door: "POST /:language/partnerships/:slug/questions", at: { slug: "clear-signal" }, form: { body: it.stakeholderOfA, text: "May we ask something?" }, byForm: true, who: focalPointOfA },
    { door: "POST /:language/partnerships/:slug/answers", at: { slug: "clear-signal" }, form: { body: it.stakeholderOfA, number: "2", answer: "Not ours." }, byForm: true, who: { ...focalPointOfA, "focal point of A": "no" } },
    { door: "GET /:language/partnerships/:slug/assessment", at: { slug: "tamarind-circle" }, who: membersOfA }, { door: "POST /:language/partnerships/:slug/assessment/rounds", at: { slug: "tamarind-circle" }, who: focalPointOfA },
    ...["", "/ending"].map((deed) => ({ door: `POST /:language/partnerships/:slug/assessment${deed}`, at: { slug: "tamarind-circle" }, who: { ...focalPointOfA, "focal point of A": "not valid" as const } })),
    { door: "GET /:language/desk/partnerships", who: officers }, { door: "GET /:language/desk/partnerships/:slug", at: { slug: "asset-desk" }, who: officers },
    ...["review", "merging", "questions"].map((deed) => ({ door: `POST /:language/desk/partnerships/:slug/${deed}`, at: { slug: "asset-desk" }, who: { ...officers, officer: "not valid" as const } })),
    // accreditation: what everyone reads, the file of a body, and the desk
    ...["GET /:language/:process/accreditation", "GET /:language/:process/accreditation.csv", "GET /api/v1/:process/accreditation"].map((door) => ({ door, at: shown, who: everyone })),
    { door: "GET /:language/:process/accreditation/:slug", at: { process: "model", slug: A.body }, who: readersOfFile },
    { door: "GET /:language/:process/accreditation/:slug", at: { process: "model", slug: B.body }, who: cells("hidden", { visitor: "hidden", "focal point of B": "yes", "person of a merged body": "yes", "officer of X": "yes", officer: "yes" }) },
    ...["GET", "POST"].map((method) => ({ door: `${method} /:language/:process/accreditation/:slug/application`, at: { process: "model", slug: A.body }, who: cells("hidden", { "member of A": "no", "focal point of A": "not now" }) })),
    { door: "POST /:language/:process/accreditation/:slug/withdrawal", at: { process: "model", slug: A.body }, form: { turn: "5" }, who: authorOfFile },
    { door: "POST /:language/:process/accreditation/:slug/appeal", at: { process: "model", slug: A.body }, form: { turn: "5", appeal: "It should have been another decision." }, who: { ...authorOfFile, "focal point of A": "not now" } },
    { door: "POST /:language/:process/accreditation/:slug/reply", at: { process: "model", slug: A.body }, who: { ...authorOfFile, "focal point of A": "not valid" } },
    { door: "POST /:language/:process/accreditation/:slug/naming", at: { process: "model", slug: A.body }, form: { named: "yes" }, who: authorOfFile },
    { door: "GET /:language/desk/:process/accreditation", at: shown, who: officersOfX },
    ...["circulation", "decisions"].map((deed) => ({ door: `POST /:language/desk/:process/accreditation/${deed}`, at: shown, who: { ...officersOfX, "officer of X": "not valid", officer: "not valid" } satisfies Cells })),
    { door: "POST /:language/desk/:process/accreditation/decisions/sending", at: shown, who: { ...officersOfX, "officer of X": "not now", officer: "not now" } },
    { door: "POST /:language/desk/:process/accreditation/carrying-over", at: shown, form: { phase: "5" }, who: officersOfX }, { door: "POST /:language/desk/:process/accreditation/windows", at: shown, form: { letter: "C", opensDay: "", closesDay: "2027-01-31" }, who: officersOfX },
    ...[A.body, B.body].flatMap((slug): Row[] => [
      { door: "GET /:language/desk/:process/accreditation/:slug", at: { process: "model", slug }, who: officersOfX },
      ...["preparation/removal", "completeness", "return", "objections"].map((deed) => ({ door: `POST /:language/desk/:process/accreditation/:slug/${deed}`, at: { process: "model", slug }, form: { turn: "1", because: "The last report is missing.", reason: "A reason that is long enough." }, who: { ...officersOfX, "officer of X": "not now", officer: "not now" } satisfies Cells })),
    ]),
    ...["completeness", "return"].map((deed) => ({ door: `POST /:language/desk/:process/accreditation/:slug/${deed}`, at: { process: "model", slug: "pontic-network-operators-guild" }, form: { turn: "1", because: "The last report is missing." }, who: officersOfX })),
    { door: "POST /:language/desk/:process/accreditation/:slug/objections", at: { process: "model", slug: "high-pass-journalists-fund" }, form: { turn: "3", reason: "A reason that is long enough." }, who: officersOfX },
    { door: "POST /:language/desk/:process/accreditation/:slug/settlement", at: { process: "model", slug: "heathermoor-fraud-survivors-trust" }, form: { number: "4", outcome: "withdrawn", because: "The delegation is content." }, who: officersOfX },
    // calls: announced for everyone, prepared for officers of X
    ...["calls", "calls.atom", "calls.ics"].map((door) => ({ door: `GET /:language/:process/${door}`, at: shown, who: everyone })), { door: "GET /api/v1/:process/calls", at: shown, who: everyone },
    { door: "GET /api/v1/:process/forums", at: shown, who: everyone }, { door: "GET /api/v1/:process/forums/:forum", at: { process: "model", forum: "workshop-on-safeguards" }, who: everyone },
    ...["GET /:language/:process/calls/:call", "GET /api/v1/:process/calls/:call"].flatMap((door) => [{ door, at: { process: "model", call: "14" }, who: everyone }, { door, at: { process: "model", call: it.draftCall }, who: readersOfDraftCalls }]),
    { door: "GET /:language/:process/calls/:calendar", at: { process: "model", calendar: "14.ics" }, who: everyone }, { door: "GET /api/v1/:process/calls/:call/changes/:sequence/receipt", at: { process: "model", call: "14", sequence: "0" }, who: everyone },
    { door: "GET /:language/desk/:process/calls", at: shown, who: officersOfX }, { door: "POST /:language/desk/:process/calls", at: shown, form: it.callForm, who: officersOfX }, { door: "GET /:language/desk/:process/calls/:call", at: { process: "model", call: "14" }, who: officersOfX },
    { door: "POST /:language/desk/:process/calls/:call/changes", at: { process: "model", call: it.draftCall }, form: it.callForm, who: officersOfX }, ...["announcement", "removal"].map((deed) => ({ door: `POST /:language/desk/:process/calls/:call/${deed}`, at: { process: "model", call: it.draftCall }, who: officersOfX })),
    ...["extension", "cancellation"].flatMap((deed) => ["GET", "POST"].map((method) => ({ door: `${method} /:language/desk/:process/calls/:call/${deed}`, at: { process: "model", call: "14" }, form: { closesDay: "2026-07-03", closesHour: "18:00", because: "More is to come." }, who: officersOfX }))),
    // findings: what was cleared for everyone, what rests below it said to be protected; what is prepared for officers and assessors of the process
    { door: "GET /:language/:process/findings", at: { process: "model" }, who: everyone }, { door: "GET /api/v1/:process/findings", at: { process: "model" }, who: everyone },
    ...["GET /:language/:process/assessments/:assessment/releases/:release", "GET /api/v1/:process/assessments/:assessment/releases/:release", "GET /api/v1/:process/assessments/:assessment/releases/:release/receipt"].flatMap((door) => [{ door, at: released, who: everyone }, { door, at: { ...released, release: "2" }, who: nobody }]),
    { door: "GET /:language/:process/assessments/:assessment/releases/:file", at: { ...released, file: "1.pdf" }, who: everyone }, { door: "GET /:language/:process/assessments/:assessment/releases/:file", at: { ...released, file: "2.pdf" }, who: nobody },
    { door: "GET /:language/:process/assessments/:assessment/releases/:release/evidence/:what", at: { ...released, what: "q1" }, who: everyone },
    ...["findings", "findings/new", "findings/:finding", "tables/new", "tables/:table", "releases", "releases/new", "releases/:release"].map((what) => ({ door: `GET /:language/desk/:process/assessments/:assessment/${what}`, at: { ...released, release: "2" }, who: assessorsOfX })),
    ...["findings/new", "findings/:finding", "tables/new", "releases/new"].map((what) => ({ door: `POST /:language/desk/:process/assessments/:assessment/${what}`, at: released, who: to(assessorsOfX, "not valid") })),
    { door: "POST /:language/desk/:process/assessments/:assessment/releases/:release/clearance", at: { ...released, release: "2" }, who: to(officersOfX, "not now") }, { door: "POST /:language/desk/:process/assessments/:assessment/releases/:release/discard", at: { ...released, release: "2" }, who: assessorsOfX },
    // practices: what is public for everyone, what is proposed for its owner and officers of the house
    ...["", ".csv", ".xlsx", "/checklist"].map((what) => ({ door: `GET /:language/practices${what}`, who: everyone })), ...["", "/checklist"].map((what) => ({ door: `GET /api/v1/practices${what}`, who: everyone })),
    ...["GET /:language/practices/:slug", "GET /api/v1/practices/:slug"].map((door) => ({ door, at: { slug: "a-roster-for-the-first-hour" }, who: everyone })), { door: "GET /:language/practices/:slug", at: { slug: "a-school-for-parents" }, who: cells("hidden", { visitor: "hidden", officer: "yes" }) },
    { door: "GET /api/v1/practices/:slug/changes/:sequence/receipt", at: { slug: "a-roster-for-the-first-hour", sequence: "0" }, who: everyone },
    { door: "GET /:language/practices/new", who: focalPoints }, { door: "POST /:language/practices/new", form: it.practiceForm, byForm: true, who: cells("no", { "focal point of A": "yes" }) },
    { door: "GET /:language/practices/:slug/change", at: { slug: "a-clinic-that-follows-its-cases" }, who: { ...focalPointOfA, "focal point of A": "not now" } }, { door: "POST /:language/practices/:slug/change", at: { slug: "a-clinic-that-follows-its-cases" }, who: { ...focalPointOfA, "focal point of A": "not now" } },
    { door: "POST /:language/practices/:slug/withdrawal", at: { slug: "a-clinic-that-follows-its-cases" }, form: { turn: "999999", because: "It is not so any more." }, byForm: true, who: { ...focalPointOfA, "focal point of A": "not now" } },
    { door: "POST /:language/practices/:slug/repeats", at: { slug: "a-roster-for-the-first-hour" }, form: { body: it.stakeholderOfA, outcome: "same", text: "We did the same and it went well." }, byForm: "member", who: membersOfA },
    ...["confirmation", "removal"].map((deed) => ({ door: `POST /:language/practices/:slug/repeats/${deed}`, at: { slug: "a-roster-for-the-first-hour" }, form: { body: it.stakeholderOfA }, byForm: true as const, who: { ...focalPointOfA, "focal point of A": "hidden" as const } })),
    { door: "POST /:language/practices/:slug/questions", at: { slug: "a-roster-for-the-first-hour" }, form: { body: it.stakeholderOfA, text: "May we ask something?" }, byForm: true, who: focalPointOfA },
    { door: "POST /:language/practices/:slug/answers", at: { slug: "a-short-code-for-fraud-messages" }, form: { body: it.stakeholderOfA, number: "1", answer: "Not ours." }, who: cells("no") },
    { door: "GET /:language/desk/practices", who: officers }, { door: "GET /:language/desk/practices/:slug", at: { slug: "a-school-for-parents" }, who: officers },
    ...["review", "questions"].map((deed) => ({ door: `POST /:language/desk/practices/:slug/${deed}`, at: { slug: "a-school-for-parents" }, who: { ...officers, officer: "not valid" as const } })),
    // commitments: 1 is owned by A, 7 is confirmed by nobody
    ...["commitments", "commitments.csv", "commitments.xlsx", "commitments.ics", "commitments.atom"].map((what) => ({ door: `GET /:language/:process/${what}`, at: shown, who: everyone })), { door: "GET /api/v1/:process/commitments", at: shown, who: everyone },
    { door: "GET /:language/:process/commitments/:commitment", at: committed, who: everyone }, { door: "GET /:language/:process/commitments/:commitment", at: { ...committed, commitment: "7" }, who: readersOfDraftCalls },
    { door: "GET /api/v1/:process/commitments/:commitment", at: committed, who: everyone }, { door: "GET /api/v1/:process/commitments/:commitment", at: { ...committed, commitment: "7" }, who: nobody },
    { door: "GET /api/v1/:process/commitments/:commitment/changes/:sequence/receipt", at: { ...committed, sequence: "0" }, who: everyone },
    { door: "GET /:language/:process/commitments/new", at: shown, who: { ...focalPoints, "officer of X": "yes", officer: "yes" } }, { door: "POST /:language/:process/commitments/new", at: shown, form: { ...it.commitmentForm, body: "" }, byForm: true, who: officersOfX },
    ...Object.entries({ confirmation: {}, refusal: { because: "We have no staff." }, departure: { turn: "999999", leftBecause: "We have no staff." } }).map(([deed, form]) => ({ door: `POST /:language/:process/commitments/:commitment/${deed}`, at: committed, form: { turn: "1", body: it.stakeholderOfA, ...form }, byForm: true as const, who: to(focalPointOfA, "not now") })),
    ...Object.entries({ progress: { text: "We did what we said." }, "last-day": { dueDay: "2026-08-01", movedBecause: "It takes longer than we said." } }).map(([deed, form]) => ({ door: `POST /:language/:process/commitments/:commitment/${deed}`, at: committed, form: { turn: "1", body: it.stakeholderOfA, ...form }, byForm: true as const, who: focalPointOfA })),
    { door: "POST /:language/:process/commitments/:commitment/owners", at: committed, form: { owners: "faro-abierto" }, byForm: true, who: { ...focalPointOfA, "officer of X": "yes", officer: "yes" } },
    { door: "POST /:language/:process/commitments/:commitment/closing", at: committed, form: { turn: "999999", body: "", as: "given-up", report: "The secretariat gives it up." }, byForm: true, who: to(officersOfX, "not now") },
    { door: "GET /:language/desk/:process/commitments", at: shown, who: officersOfX },
    // meetings: announced for everyone, prepared for officers of X; what one is invited to say, for oneself
    ...["GET /:language/:process/meetings", "GET /api/v1/:process/meetings"].map((door) => ({ door, at: shown, who: everyone })), { door: "GET /api/v1/:process/meetings/:meeting/changes/:sequence/receipt", at: { process: "model", meeting: "17", sequence: "0" }, who: everyone },
    ...["GET /:language/:process/meetings/:meeting", "GET /:language/:process/meetings/:meeting/rights", "GET /api/v1/:process/meetings/:meeting"].flatMap((door) => [{ door, at: { process: "model", meeting: "17" }, who: everyone }, { door, at: { process: "model", meeting: it.draftMeeting }, who: readersOfDraftCalls }]),
    { door: "GET /:language/desk/:process/meetings", at: shown, who: officersOfX }, { door: "POST /:language/desk/:process/meetings", at: shown, form: it.templateForm, who: officersOfX }, { door: "POST /:language/desk/:process/meetings/copies", at: shown, form: { copyOf: "17", copyDay: "2026-11-02", unit: "weeks" }, who: officersOfX },
    { door: "POST /:language/desk/:process/meetings/series/:series/announcement", at: { process: "model", series: "none" }, who: { ...officersOfX, "officer of X": "hidden", officer: "hidden" } },
    ...["", "/plan", "/outcomes", "/blocks", "/blocks/:block"].map((step) => ({ door: `GET /:language/desk/:process/meetings/:meeting${step}`, at: { ...meeting, block: "1" }, who: officersOfX })),
    ...["/announcement", "/removal"].map((deed) => ({ door: `POST /:language/desk/:process/meetings/:meeting${deed}`, at: { ...meeting, meeting: it.draftMeeting }, form: { edition: "0" }, who: officersOfX })),
    ...["/plan", "/blocks", "/blocks/:block", "/cancellation", "/papers", "/links", "/speakers"].map((deed) => ({ door: `POST /:language/desk/:process/meetings/:meeting${deed}`, at: { ...meeting, meeting: it.draftMeeting, block: "1" }, who: notValidForOfficers })),
    { door: "POST /:language/desk/:process/meetings/:meeting/outcomes", at: { ...meeting, meeting: "2" }, form: { edition: "99" }, who: { ...officersOfX, "officer of X": "not now", officer: "not now" } },
    { door: "POST /:language/desk/:process/meetings/:meeting/closing", at: { ...meeting, meeting: it.draftMeeting }, form: { edition: "0" }, who: { ...officersOfX, "officer of X": "not now", officer: "not now" } },
    { door: "POST /:language/desk/:process/meetings/:meeting/blocks/:block/removal", at: { ...meeting, meeting: it.draftMeeting, block: "1" }, form: { edition: "0" }, who: officersOfX },
    ...[["papers/:paper", { paper: "99" }], ["links/:link", { link: "none" }], ["speakers/:speaker", { speaker: "none" }]].map(([part, at]) => ({ door: `POST /:language/desk/:process/meetings/:meeting/${part as string}/removal`, at: { ...meeting, meeting: it.draftMeeting, ...(at as object) }, form: { edition: "0" }, who: { ...officersOfX, "officer of X": "hidden", officer: "hidden" } as Cells })),
    { door: "GET /:language/desk/:process/meetings/:meeting/outcomes/:outcome", at: { ...meeting, meeting: "2", outcome: "summary-1" }, who: officersOfX }, { door: "POST /:language/desk/:process/meetings/:meeting/outcomes/:outcome", at: { ...meeting, meeting: "2", outcome: "summary-1" }, who: notValidForOfficers },
    { door: "POST /:language/desk/:process/meetings/:meeting/outcomes/:outcome/clearance", at: { ...meeting, meeting: "2", outcome: "summary-1" }, form: { edition: "99" }, who: { ...officersOfX, "officer of X": "not now", officer: "not now" } },
    { door: "GET /:language/speaking", who: people }, { door: "POST /:language/speaking/:speaker/acceptance", at: { speaker: "none" }, form: { name: "Nobody" }, who: nobodys }, { door: "POST /:language/speaking/:speaker/refusal", at: { speaker: "none" }, who: nobodys },
    // calendars: for everyone alike, and one's own, which is opened by its address and by nothing else
    ...["GET /:language/calendar.ics", "GET /:language/promises"].map((door) => ({ door, who: everyone })), { door: "GET /:language/:process/meetings.ics", at: shown, who: everyone },
    { door: "GET /:language/:process/meetings/:calendar", at: { process: "model", calendar: "14.ics" }, who: everyone },
    { door: "GET /:language/calendar/:secret", at: { secret: it.ownCalendar }, who: everyone }, { door: "GET /:language/calendar/:secret", at: { secret: "forged.ics" }, who: nobody },
    ...["GET", "POST"].map((method) => ({ door: `${method} /:language/account/calendar`, who: people })), { door: "POST /:language/account/calendar/revocation", who: cells("not now", { "member of A": "yes" }) },
    ...["GET", "POST"].map((method) => ({ door: `${method} /:language/desk/:process/meetings/import`, at: shown, form: { into: "as-session", timeZone: "UTC", items: JSON.stringify([]) }, who: officersOfX })),
    { door: "GET /:language/desk/bodies.docx", who: officers }, { door: "GET /:language/desk/decisions.docx", who: provenPeople },
    // answers to calls
    { door: "GET /:language/:process/calls/:call/contributions", at: call, who: everyone }, { door: "GET /:language/:process/calls/:call/campaigns/:reference", at: { ...call, reference: "C-0000000" }, who: nobody },
    { door: "POST /:language/:process/calls/:call/campaigns/:reference/exceptions", at: { ...call, reference: "C-0000000" }, form: { submission: "C-0000000", because: "It says something else." }, who: { ...officersOfX, "officer of X": "hidden", officer: "hidden" } },
    { door: "POST /:language/:process/calls/:call/exceptions/:reference/end", at: { ...call, reference: "C-0000000" }, who: { ...officersOfX, "officer of X": "hidden", officer: "hidden" } },
    { door: "GET /:language/:process/contributions/:reference/attachments/:attachment", at: { process: "model", reference: it.submission, attachment: "1" }, who: nobody },
    ...["97", "14"].flatMap((number, index) => { const open = { ...call, call: number }; return [
      { door: "GET /:language/:process/calls/:call/answer", at: open, who: writers }, { door: "POST /:language/:process/calls/:call/answer", at: open, form: { deed: "stay" }, who: writers },
      { door: "POST /:language/:process/calls/:call/draft", at: open, form: { draft: `01900000-0000-4000-8000-00000000000${8 + index}`, title: "Begun" }, who: writers },
    ]; }),
    { door: "POST /:language/unattributed/answer/:process/:call", at: call, form: { deed: "stay" }, who: everyone }, { door: "GET /api/v1/:process/calls/:call/contributions", at: call, who: everyone },
    { door: "GET /:language/drafts/:draft", at: { draft: it.draft }, who: colleagues }, { door: "POST /:language/drafts/:draft/removal", at: { draft: it.draft }, who: { ...colleagues, "focal point of A": "hidden" } },
    ...["clearing", "return"].map((deed) => ({ door: `POST /:language/drafts/:draft/${deed}`, at: { draft: it.draft }, form: { edition: "1", note: "Shorter." }, who: { ...colleagues, "member of A": "no" as const } })),
    { door: "GET /:language/:process/contributions/:reference/received.json", at: submission, who: { ...readersOfSubmission, "focal point of B": "hidden", "person of a merged body": "hidden" } },
    { door: "POST /:language/:process/contributions/:reference/co-authors", at: submission, form: { stakeholder: it.stakeholderOfB, confirms: "yes" }, who: { ...noToReaders, "focal point of B": "yes" } },
    { door: "POST /:language/:process/contributions/:reference/co-authors/leaving-out", at: submission, form: { stakeholder: it.stakeholderOfB }, who: { ...noToReaders, "member of A": "yes", "focal point of A": "yes" } },
    { door: "GET /:language/:process/contributions/:reference/reply", at: { process: "model", reference: it.published }, who: writers },
    { door: "POST /:language/:process/contributions/:reference/reply", at: { process: "model", reference: it.published }, form: { ask: "", stakeholder: it.stakeholderOfA, combination: "public/named", language: "en", body: "May we?" }, byForm: true, who: { ...writers, "focal point of B": "not valid", "person of a merged body": "not valid" } },
    // registrations and selections: 20 is a public panel of the sample, 18 a workshop under the Rule
    { door: "GET /:language/:process/meetings/:meeting/registration", at: openMeeting, who: everyone },
    { door: "POST /:language/:process/meetings/:meeting/registration", at: openMeeting, form: { stakeholder: it.stakeholderOfA, name: "Somebody Else", email: "else@example.org", mode: "online" }, byForm: true, who: cells("no", { "focal point of A": "yes", "focal point of B": "not valid" }) },
    ...["", "/receipt", "/proof", "/letter", "/letter.docx"].map((what) => ({ door: `GET /:language/:process/meetings/:meeting/registration/:registration${what}`, at: registration, who: readersOfComment })),
    { door: "POST /:language/:process/meetings/:meeting/registration/:registration/withdrawal", at: registration, who: readersOfComment },
    { door: "POST /:language/:process/meetings/:meeting/registration/:registration/proof", at: registration, who: to(readersOfComment, "not valid") }, ...["acceptance", "refusal"].map((deed) => ({ door: `POST /:language/:process/meetings/:meeting/registration/:registration/${deed}`, at: registration, who: to(readersOfComment, "not now") })),
    ...["", ".csv", ".xlsx", ".docx", "/indico.csv"].map((what) => ({ door: `GET /:language/desk/:process/meetings/:meeting/registrations${what}`, at: openMeeting, who: officersOfX })),
    { door: "POST /:language/desk/:process/meetings/:meeting/registrations/decisions", at: openMeeting, form: { decision: "waiting", chosen: `${it.registration} 1` }, who: officersOfX }, { door: "POST /:language/desk/:process/meetings/:meeting/registrations/seats", at: openMeeting, who: officersOfX },
    { door: "POST /:language/desk/:process/meetings/:meeting/registrations/decisions/removal", at: openMeeting, form: { registration: it.registration }, who: to(officersOfX, "not now") }, { door: "POST /:language/desk/:process/meetings/:meeting/registrations/decisions/sending", at: openMeeting, who: to(officersOfX, "not now") },
    { door: "POST /:language/desk/:process/meetings/:meeting/registrations/attendance", at: openMeeting, who: to(officersOfX, "not now") }, { door: "POST /:language/desk/:process/meetings/:meeting/registrations/figures", at: openMeeting, form: { what: "applied" }, who: officersOfX },
    ...["", "/categories.csv"].map((what) => ({ door: `GET /:language/:process/meetings/:meeting/selection${what}`, at: { process: "model", meeting: "18" }, who: everyone })),
    ...["/respondents.csv", "/lottery.json"].map((what) => ({ door: `GET /:language/:process/meetings/:meeting/selection${what}`, at: { process: "model", meeting: "18" }, who: applicantsOfRule })),
    ...["/respondents.csv", "/lottery.json", "/result.json"].map((what) => ({ door: `GET /:language/:process/meetings/:meeting/selection${what}`, at: { process: "model", meeting: "20" }, who: everyone })),
    { door: "GET /:language/desk/:process/meetings/:meeting/selection/panel.csv", at: { process: "model", meeting: "20" }, who: officersOfX },
    { door: "GET /:language/:process/meetings/:meeting/selection/entries/:sequence", at: { process: "model", meeting: "20", sequence: "1" }, who: everyone },
    { door: "GET /:language/desk/:process/meetings/:meeting/selection", at: { process: "model", meeting: "18" }, who: officersOfX },
    ...Object.entries({ plan: { size: "20", alternates: "2", answerDays: "3", method: "leximin" }, chances: {}, publication: { seedDay: "2026-06-20", seedPlace: "Nairobi" }, draw: { seed: "some words" }, replacement: { pseudonym: "A-NOBODY" } }).map(([deed, form]) => ({ door: `POST /:language/desk/:process/meetings/:meeting/selection/${deed}`, at: { process: "model", meeting: "18" }, form: { ...form }, who: to(officersOfX, "not now") })),
    // coding: for officers and assessors of X; who was interviewed is an officer’s to say, and what one has not been given to code one does not end
    ...["", "/codebook", "/codebook.qdc", "/codebook/:code", "/agreement", "/search", "/project.qdpx", "/guides/:guide", "/sources/:source", "/sources/:source/differences"].map((what) => ({ door: `GET /:language/desk/:process/assessments/:assessment/coding${what}`, at: coding, who: assessorsOfX })),
    { door: "GET /:language/desk/:process/assessments/:assessment/coding/sources", at: coding, who: officersOfX },
    { door: "POST /:language/desk/:process/assessments/:assessment/coding/sources", at: coding, form: { kind: "interview", title: "An interview of the matrix", language: "en", consent: "kind", pasted: "Ask: What works?\nSomebody: It does." }, who: officersOfX },
    ...["/codebook", "/codebook/import", "/codebook/:code", "/codebook/:code/memos", "/guides/:guide", ...["codings", "codings/removal", "consent", "erasure", "memos", "assignment", "differences"].map((deed) => `/sources/:source/${deed}`)].map((what) => ({ door: `POST /:language/desk/:process/assessments/:assessment/coding${what}`, at: coding, who: to(assessorsOfX, "not valid") })),
    ...["/codebook/:code/retirement", "/sources/:source/memos/:memo/removal"].map((what) => ({ door: `POST /:language/desk/:process/assessments/:assessment/coding${what}`, at: coding, who: assessorsOfX })),
    { door: "POST /:language/desk/:process/assessments/:assessment/coding/answers", at: coding, who: assessorsOfX }, { door: "POST /:language/desk/:process/assessments/:assessment/coding/sources/:source/done", at: coding, who: cells("no") },
    { door: "POST /:language/desk/:process/assessments/:assessment/coding/sources/:source/removal", at: coding, who: officersOfX },
    // needs assessments: one that is open, and one that is being prepared with a questionnaire that is written on
    { door: "GET /:language/:process/assessments", at: shown, who: everyone },
    ...["/questionnaire", "/forms/:form"].flatMap((what) => [{ door: `GET /:language/:process/assessments/:assessment${what}`, at: { process: "model", assessment: it.openAssessment, form: "1.xlsx" }, who: everyone }, { door: `GET /:language/:process/assessments/:assessment${what}`, at: { ...assessment, form: "1.xlsx" }, who: readersOfDraftAssessments }]),
    { door: "GET /:language/desk/:process/assessments", at: shown, who: officersOfX }, { door: "POST /:language/desk/:process/assessments", at: shown, form: { "title-en": "Of the Matrix", closesDay: "2026-12-31", combination: "public/named" }, who: officersOfX },
    { door: "GET /:language/desk/:process/assessments/:assessment", at: assessment, who: assessorsOfX }, ...["/questions", "/questions/new", "/questions/:item"].map((what) => ({ door: `GET /:language/desk/:process/assessments/:assessment${what}`, at: { ...assessment, item: "0" }, who: officersOfX })),
    ...["/plan", "/form"].map((deed) => ({ door: `POST /:language/desk/:process/assessments/:assessment${deed}`, at: assessment, who: notValidForOfficers })),
    ...["/opening", "/removal", "/questions"].map((deed) => ({ door: `POST /:language/desk/:process/assessments/:assessment${deed}`, at: assessment, who: officersOfX })),
    { door: "POST /:language/desk/:process/assessments/:assessment/closing", at: assessment, form: { sure: "yes" }, who: to(officersOfX, "not now") }, { door: "POST /:language/desk/:process/assessments/:assessment/closing", at: { ...assessment, assessment: it.openAssessment }, form: { sure: "yes" }, who: officersOfX },
    ...["/settings", "/new", "/keeping", "/discarding", "/:item", "/:item/place", "/:item/removal"].map((deed) => ({ door: `POST /:language/desk/:process/assessments/:assessment/questions${deed}`, at: { ...assessment, item: "0" }, form: { turn: "2", type: "text", "label-0": "What else?" }, who: officersOfX })),
    ...["GET /:language", "GET /api/v1"].flatMap((of) => [{ door: `${of}/:process/assessments/:assessment`, at: survey, who: everyone }, { door: `${of}/:process/assessments/:assessment`, at: assessment, who: readersOfDraftAssessments }]), { door: "GET /api/v1/:process/assessments", at: shown, who: everyone },
    { door: "GET /:language/:process/assessments/:assessment/survey", at: survey, who: writers }, { door: "POST /:language/:process/assessments/:assessment/survey", at: survey, form: { combination: "public/named", version: "1", deed: "begin" }, who: writers },
    ...["GET /:language/:process/assessments/:assessment/survey/receipt.json", "POST /:language/:process/assessments/:assessment/survey/withdrawal"].map((door) => ({ door, at: survey, who: nobodys })), { door: "GET /:language/:process/assessments/:assessment/survey/form.json", at: survey, who: everyone },
    { door: "POST /:language/unattributed/survey/:process/:assessment", at: survey, form: { combination: "public/unattributed", version: "1", page: "1", deed: "stay" }, who: everyone },
    // joint statements that were opened are for everyone; a body signs by its focal point, or by a member who waits for it
    ...["", ".atom", "/:statement", "/:statement/versions/:version", "/:statement/texts/:text", "/:statement/signing", "/:file"].map((what) => ({ door: `GET /:language/:process/statements${what}`, at: signed, who: everyone })),
    ...["", "/:statement", "/:statement/count", "/:statement/record", "/:statement/changes/:sequence/receipt"].map((what) => ({ door: `GET /api/v1/:process/statements${what}`, at: signed, who: everyone })),
    { door: "POST /:language/:process/statements/:statement/signing", at: signed, form: { body: "", version: "99", capacity: "Director", accepted: `en:${"0".repeat(64)}`, extent: "whole", name: "Somebody", link: "" }, who: cells("not now") }, // people may sign in their own name
    ...["confirmation", "removal"].map((deed) => ({ door: `POST /:language/:process/statements/:statement/signing/${deed}`, at: signed, form: { pending: "none" }, who: cells("not now") })),
    ...["refusal", "withdrawal"].map((deed) => ({ door: `POST /:language/:process/statements/:statement/signing/${deed}`, at: signed, form: { body: "", because: "" }, who: cells("not now") })),
    { door: "POST /:language/:process/statements/:statement/invitations", at: signed, form: { email: "matrix@body.example" }, who: cells("no", { "focal point of B": "yes", "person of a merged body": "yes" }) }, { door: "POST /:language/:process/statements/:statement/delivery", at: signed, form: { turn: "999" }, who: cells("no") },
    // the room in which A drafts a statement: B is asked to draft it, and to all others, officers among them, it is not there
    { door: "GET /:language/:process/statements/new", at: shown, who: focalPoints },
    { door: "POST /:language/:process/statements/new", at: shown, form: { body: it.stakeholderOfA, workingTitle: "Another of the Matrix", language: "en", drafters: "", toleranceMinutes: "0" }, byForm: true, who: focalPointOfA },
    { door: `GET ${drafting}`, at: it.statement, who: askedOrDrafting }, { door: `POST ${drafting}/joining`, at: it.statement, form: { body: it.stakeholderOfB }, byForm: true, who: { ...noToDrafters, "focal point of B": "yes" } },
    ...["refusal", "leaving"].map((deed) => ({ door: `POST ${drafting}/${deed}`, at: it.statement, form: { body: it.stakeholderOfA }, byForm: true as const, who: { ...noToDrafters, "focal point of A": "not now" as const } })),
    ...["GET", "POST"].map((method) => ({ door: `${method} ${drafting}/paragraphs/:paragraph`, at: it.statement, form: { edition: "1", kind: "paragraph", text: "Zanderfisch is changed." }, who: drafters })),
    ...["paragraphs", "paragraphs/:paragraph/place", "paragraphs/:paragraph/removal", "paragraphs/:paragraph/remarks"].map((deed) => ({ door: `POST ${drafting}/${deed}`, at: it.statement, form: { kind: "ask", text: "We ask.", after: "", direction: "up", edition: "1", attribution: "named" }, who: drafters })),
    { door: `POST ${drafting}/paragraphs/:paragraph/remarks/removal`, at: it.statement, form: { remark: "none" }, who: to(drafters, "hidden") }, { door: `POST ${drafting}/import`, at: it.statement, who: to(drafters, "not valid") },
    { door: `POST ${drafting}/paragraphs/:paragraph/consent`, at: it.statement, form: { edition: "1", consent: "live" }, who: initiator }, { door: `POST ${drafting}/drafters`, at: it.statement, form: { drafters: "lantern-digital-rights" }, who: initiator },
    ...["rules", "opening"].map((page) => ({ door: `GET ${drafting}/${page}`, at: it.statement, who: initiator })), { door: `GET ${drafting}/version`, at: it.statement, who: to(initiator, "not now") },
    ...["rules", "opening", "version", "closing", "abandonment"].map((deed) => ({ door: `POST ${drafting}/${deed}`, at: it.statement, form: { turn: "999", workingTitle: "Statement of the Matrix", closesDay: "", toleranceMinutes: "0", call: "", sha256: "0".repeat(64), kind: "change", because: "It is over and done." }, who: to(initiator, "not now") })),
    ...["GET", "POST"].map((method) => ({ door: `${method} ${drafting}/translations/:to`, at: { ...it.statement, to: "fr" }, who: to(drafters, "not now") })),
    // forums
    { door: "GET /:language/who-sees-what", who: everyone }, { door: "GET /:language/what-we-hold", who: everyone },
    { door: "GET /:language/:process/forums", at: forum, who: everyone }, { door: "GET /:language/:process/forums/:forum", at: forum, who: everyone },
    { door: "GET /:language/desk/:process/forums", at: forum, who: officersOfX }, { door: "POST /:language/desk/:process/forums", at: forum, form: { "title-en": "Forum of the Matrix", openTo: "stakeholders", combination: "public/named" }, who: officersOfX },
    { door: "POST /:language/:process/forums/:forum/joining", at: forum, who: cells("no", { "focal point of B": "yes" }) }, { door: "POST /:language/:process/forums/:forum/leaving", at: forum, who: { ...itself("focal point of B"), visitor: "sign in" } },
    { door: "POST /:language/:process/forums/:forum/invitations", at: forum, form: { email: it.emails["member of A"] }, who: officersOfX }, { door: "POST /:language/:process/forums/:forum/participants/:participant/ending", at: forum, who: officersOfX },
    { door: "POST /:language/:process/forums/:forum/closing", at: forum, form: { sure: "yes" }, who: officersOfX },
    // texts and themes
    { door: "GET /:language/desk/themes", who: houseEditors }, { door: "POST /:language/desk/themes", form: { kind: "topic", en: "Theme of the Matrix" }, who: houseEditors },
    { door: "GET /:language/desk/:process/instruments", at: draft, who: editorsOfX }, { door: "POST /:language/desk/:process/instruments", at: draft, form: { title: "Annex", slug: "annex" }, who: editorsOfX },
    { door: "GET /:language/desk/:process/:instrument/import", at: draft, who: editorsOfX }, { door: "POST /:language/desk/:process/:instrument/import", at: draft, form: { ...label, file: nextText() }, who: editorsOfX },
    { door: "GET /:language/desk/:process/:instrument/:version", at: draft, who: editorsOfX },
    { door: "POST /:language/desk/:process/:instrument/:version/decisions", at: { ...draft, instrument: "convention", version: "3-rev-2" }, form: { old: "art_1", new: "art_1" }, who: editorsOfX },
    ...["confirmation", "publication", "removal"].map((deed) => ({ door: `POST /:language/desk/:process/:instrument/:version/${deed}`, at: draft, who: editorsOfX })),
    { door: "POST /:language/desk/:process/p/:number/themes", at: { ...shown, number: "003" }, who: editorsOfX },
    // what is being prepared, at the doors that everyone uses
    { door: "GET /:language/:process/text/:instrument/:version", at: draft, who: readersOfDrafts }, { door: "GET /:language/:process/p/:number", at: { ...draft, number: it.number }, who: readersOfDrafts }, { door: "GET /api/v1/:process/text/:instrument/:version", at: draft, who: readersOfDrafts },
    // and a body that nobody has verified
    { door: "GET /:language/stakeholders/:slug", at: { slug: it.declined }, who: cells("hidden", { visitor: "hidden", "person of a declined body": "yes", officer: "yes" }) },
  ];
};

let world: World;
let rows: Row[];
beforeAll(async () => { world = await furnishedWorld(); rows = policy(world); });
beforeEach(() => world.freshSessions()); // whoever has come is not asked for a factor anew, however long these tests take; proof.test.ts has that
afterAll(() => world?.house.close());

const plain = (door: string) => door.replaceAll(/\{[^}]*\}/g, "");
const split = (door: string) => door.split(" ") as [string, string];
const addressOf = (path: string, at: Record<string, string>) => path.replaceAll(/:(\w+)/g, (_, name: string) => (name === "language" ? "en" : (at[name] ?? fail(path, name))));
const fail = (path: string, name: string): never => { throw new RangeError(`${path} has a :${name} that its row gives no part for`); };
const said = async (answer: Response, yes = 200): Promise<Answer | number> => {
  const { status } = answer;
  if (status === yes || status === 200 || (status > 300 && status < 304)) return "yes";
  if (status === 403) return /signed in/.test(await answer.text()) ? "sign in" : "no";
  return ({ 404: "hidden", 409: "not now", 422: "not valid" } as const)[status] ?? status;
};

test("every door of the house stands in the policy, and no other", () => {
  const doors = doorsOf(world.house.house).map((it) => plain(`${it.method} ${it.path}`));
  expect([...new Set(rows.map((it) => it.door))].toSorted()).toEqual(doors.toSorted());
});

const walking = walkers<Name>(viewers, ["visitor", "focal point of A", "officer of X", "assessor of X"]);

describe("at every door, each is answered as the policy says, and nothing stays of it", () => {
  test.each(walking)("%s", async (name) => {
    const before = await world.stateOf();
    const app = world.appFor(world.takenBack);
    const found: Record<string, Answer | number> = {};
    const right: Record<string, Answer> = {};
    for (const { door, at = {}, form = {}, who, yes } of rows) {
      const [method, path] = split(door);
      const key = `${method} ${addressOf(path, at)}`;
      [found[key], right[key]] = [await said(await world.send(app, name, method, addressOf(path, at), form), yes), who[name]];
    }
    expect(found).toEqual(right);
    expect(await world.stateOf()).toEqual(before);
  }, 180_000);

  test.each(walking)("%s, who is told no, is told so whatever they send", async (name) => {
    const app = world.appFor(world.takenBack);
    const found: Record<string, Answer | number> = {};
    const right: Record<string, Answer> = {};
    for (const { door, at = {}, who } of rows.filter((it) => it.door.startsWith("POST") && ["no", "sign in", "hidden"].includes(it.who[name]) && !(it.byForm && name.startsWith("focal point")) && !(it.byForm === "member" && name === "person of a merged body"))) {
      const [method, path] = split(door);
      [found[door], right[door]] = [await said(await world.send(app, name, method, addressOf(path, at))), who[name]];
    }
    expect(found).toEqual(right);
  }, 180_000);
});

test("the table would show a leak: with a second factor, an officer is answered otherwise than without", () => {
  const differing = rows.filter((it) => it.who.officer !== it.who["officer without second factor"]).map((it) => it.door);
  expect(differing.length).toBeGreaterThan(20);
});

/** What may stand for each part of an address: of A, of B, and of what is hidden. Which of them are one's own is said of each walker. */
function partsOf(path: string, name: string, { things: { A, B }, ...it }: World): string[] {
  if (name === "id") {
    if (path.includes("/members/")) return [A.member, A.asked, B.member, B.asked];
    if (path.includes("/invitations/")) return [A.invitation, B.invitation];
    if (path.includes("/letters/")) return [A.letter, A.reported, B.letter, B.reported];
    if (path.includes("/items/")) return [A.item, B.item];
    return path.includes("/lists/") ? [it.lists.waiting, it.lists.applied] : [it.merge];
  }
  if (name === "slug") return path.includes("/networks/") ? [A.network, B.network] : path.includes("/themes/") ? ["extradition"] : [A.body, B.body, it.unverified, it.declined, it.merged];
  if (name === "statement") return ["1"];
  if (name === "number" && path.includes("/statements/")) return [it.statement.number];
  if (name === "paragraph") return [it.statement.paragraph];
  if (name === "to") return ["fr"];
  if (name === "text") return ["2-en.txt"];
  if (name === "offer") return [A.offer, B.offer];
  if (name === "inquiry") return [A.inquiry, B.inquiry];
  return { commitment: ["1", "7"], source: ["1"], memo: ["none"], code: [firstCode], guide: ["interview"], pathway: ["t-cy"], assessment: [it.openAssessment, it.draftAssessment], form: ["1.xlsx"], item: ["0"], meeting: path.includes("/selection") ? ["18"] : path.includes("/registration") ? ["45"] : ["17", it.draftMeeting], registration: [it.registration], secret: ["forged.ics"], draft: [it.draft], attachment: ["1"], call: ["14", it.draftCall], block: ["1"], paper: ["1"], link: ["none"], speaker: ["none"], outcome: ["summary-1"], series: ["none"], calendar: ["14.ics", `${path.includes("/meetings/") ? it.draftMeeting : it.draftCall}.ics`], sequence: ["0"], reference: [A.comment, B.comment], session: [A.session, B.session], passkey: [A.passkey, B.passkey], process: ["model", "committee"], instrument: ["convention", "protocol"], version: ["3-rev-2", "hidden"], number: ["003", it.number], dossier: ["003.docx", `${it.number}.docx`], release: ["1", "2"], file: ["1.csv", "2.csv"], what: ["q1"], finding: ["1"], table: ["1"], tile: ["0/000.p/1"], forum: [it.forum.forum, "nowhere", it.workshop.slug, it.workshop.id], participant: [it.forum.participant, A.member], token: [`${it.token.slice(0, -1)}_`, A.session, A.letter] }[name] ?? fail(path, name);
}

/** Whose parts each may use. */
const ownOf = (name: Name, { things: { A, B }, ...it }: World): string[] =>
  ({ "focal point of A": Object.values(A).filter((one) => ![A.session, A.passkey].includes(one)), "member of A": [A.body, A.member, A.session, A.passkey], person: [A.letter, A.reported, A.invitation], "person of a declined body": [it.declined], "person of a merged body": [B.body, "model", B.comment], "editor of Y": ["committee", "convention", "protocol"], "officer of X": ["7", "model", it.openAssessment, it.draftAssessment, "0", "1.xlsx", it.draftCall, it.draftMeeting, "14", "17", "1", "none", firstCode, "interview", "summary-1", A.comment, B.comment, it.workshop.slug, it.forum.forum, it.forum.participant] } as Partial<Record<Name, string[]>>)[name] ?? [];

const combinations = (path: string, names: string[], it: World): Record<string, string>[] =>
  names.reduce<Record<string, string>[]>((all, name) => all.flatMap((one) => partsOf(path, name, it).map((part) => ({ ...one, [name]: part }))), [{}]);

describe("with the parts of others in an address, nothing opens and nothing changes", () => {
  test.each(walkers<Name>(["visitor", "person", "member of A", "focal point of A", "person of a declined body", "person of a merged body", "editor of Y", "officer of X", "officer without second factor"], ["visitor", "focal point of A", "officer of X"]))("for %s", async (name) => {
    const { things: { A, B }, merged, workshop } = world;
    const own = new Set(ownOf(name, world));
    const open = new Set([world.openAssessment, "2-en.txt", "1.xlsx", "14", "17", "14.ics", "0", "18", "45", A.body, B.body, A.network, B.network, A.offer, B.offer, "t-cy", merged, "extradition", "model", "committee", "convention", "protocol", "3-rev-2", "003", "003.docx", "1.csv", "q1", "0/000.p/1", workshop.id, workshop.slug, world.forum.forum]); // that there is a text or a forum is public, and so is the record; what is being prepared of it is not
    const before = await world.stateOf();
    const app = world.appFor();
    const opened: string[] = [];
    let asked = 0;
    for (const { door, form = {}, who } of rows.filter((row, index) => rows.findIndex((one) => one.door === row.door) === index)) {
      const [method, path] = split(door);
      const names = [...path.matchAll(/:(\w+)/g)].map((it) => it[1]!).filter((it) => it !== "language");
      const isOpen = who.person === "yes" && !/invitations|letters\/|login/.test(path);
      const sent = path.endsWith("/networks/:slug/membership") || path.endsWith("/ending") ? { ...form, stakeholder: B.body } : form;
      for (const at of names.length === 0 ? [] : combinations(path, names, world)) {
        const parts = Object.values(at);
        if (rows.some((row) => row.door === door && ["yes", "not now", "not valid"].includes(row.who[name]) && names.every((it) => row.at?.[it] === at[it]))) continue; // the table says so
        if (parts.every((it) => own.has(it)) || (isOpen && parts.every((it) => open.has(it) || own.has(it)))) continue;
        const answer = await world.send(app, name, method, addressOf(path, at), sent);
        asked += 1;
        if (![403, 404].includes(answer.status)) opened.push(`${answer.status} ${method} ${addressOf(path, at)}`);
      }
    }
    expect(opened).toEqual([]);
    expect(asked).toBeGreaterThan(100);
    expect(await world.stateOf()).toEqual(before);
  }, 180_000);
});

test("a body that was declined takes no number back, so that whoever it belongs to can register it", async () => {
  const app = world.appFor(world.takenBack);
  const who = world.emails["person of a declined body"];
  await world.house.send(who, `/en/desk/stakeholders/${world.declined}/profile`, { ...company, name: "Quiet Declined House", ror: "05gq02987" });
  expect(await world.one("select count(*)::text from stakeholder_identifiers where held and value = '05gq02987'")).toBe("0");
  expect((await world.send(app, "person", "POST", "/en/registration", { ...company, ror: "05gq02987" })).status).toBe(303);
});

test("the journal tells each what they did themselves and nobody else, whatever name they take, and holds no name of a person", async () => {
  const path = "/en/own-data";
  const recorded = async (who: string) => (JSON.parse(await world.house.read(who, `${path}/export`)) as { recorded: { what: string }[] }).recorded.map((it) => it.what);
  const { person, "member of A": member } = world.emails;
  const before = { person: await recorded(person), member: await recorded(member) };
  expect(before).toEqual({ person: ["letter written", "letter written"], member: ["membership asked", "calendar address made", "joint statement paragraph added"] });
  await world.house.send(person, `${path}/correction`, { name: "command line" });
  expect(await recorded(person)).toEqual([...before.person, "name corrected"]);
  await world.house.send(person, `${path}/correction`, { name: "member" });
  expect([await recorded(person), await recorded(member)]).toEqual([[...before.person, "name corrected", "name corrected"], before.member]);
  expect(await world.one("select count(*)::text from journal where by_person is not null")).not.toBe("0");
  expect(await world.one("select count(*)::text from journal j join people p on p.name = j.by or j.details::text like '%' || p.name || '%' where p.name like '% %'")).toBe("0");
});

test("the last officer of the house cannot erase themselves before somebody else is one", async () => {
  const officersNow = "select count(*)::text from roles where role = 'officer' and process_id = ''";
  for (const email of [world.emails["officer without second factor"], "officer@test.example"]) expect((await world.house.send(email, "/en/own-data/erasure", { sure: "yes" })).status).toBe(303);
  while ((await world.one(officersNow)) !== "1") { // those of the sample
    const person = await world.one(`select person_id from roles join people p on p.id = person_id where role = 'officer' and process_id = '' and p.email <> '${world.emails.officer}' limit 1`);
    expect((await world.house.send(world.emails.officer, "/en/desk/roles/removal", { person, role: "officer", process: "" })).status).toBe(303);
  }
  expect((await world.house.send(world.emails.officer, "/en/own-data/erasure", { sure: "yes" })).status).toBe(409);
});
