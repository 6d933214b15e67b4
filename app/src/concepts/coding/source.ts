import type { Turn } from "@travaux/coded-texts";
import { Refusal } from "../../ground/refusal.ts";
import type { Language } from "../../ground/words.ts";
import type { Sector, RegionalGroup } from "../stakeholders/stakeholder.ts";
import type { Consent } from "./consent.ts";

/** interview: of one person; focus-group: of several, of whom nobody is kept; answers: what was answered to one question of the survey. */
export const sourceKinds = ["interview", "focus-group", "answers"] as const;
export type SourceKind = (typeof sourceKinds)[number];

/** A text that is coded. Who was interviewed is not in it: see `Interviewee`. */
export type Source = {
  id: string; assessmentId: string;
  /** “Source 3”: counted for each assessment. */
  number: number;
  kind: SourceKind; title: string; language: Language;
  /** What may be done with the words of a segment that says nothing else. */
  consent: Consent;
  /** Of whoever spoke; null where several are, or where nothing may be said. */
  sector: Sector | null; region: RegionalGroup | null;
  heldDay: string | null;
  /** The path of the question in the form, of answers. */
  question: string | null;
  addedDay: string; by: string;
};

/** Who was interviewed: for officers alone, and for a focus group nobody. */
export type Interviewee = { sourceId: string; kind: "interview"; name: string; organisation: string; contact: string; /** Whether they agreed to be quoted under their name. */ isNamed: boolean };

/** interviewer, or somebody who answers. Names that a transcript has in front of words are never kept. */
export const voices = ["interviewer", "speaker"] as const;
export type Voice = (typeof voices)[number];

/** A piece of a source: what one voice said without a break, or one answer. */
export type Segment = {
  id: string; sourceId: string;
  /** From 1, in the order of the source. */
  position: number;
  voice: Voice;
  /** “Speaker 2”: counted in the source. */
  voiceNumber: number;
  fromSeconds: number | null; toSeconds: number | null;
  /** Null once its words are erased. */
  text: string | null;
  consent: Consent;
  sector: Sector | null; region: RegionalGroup | null;
  /** The answer it was taken from; null for what was spoken. */
  answerId: string | null;
};

/** Nobody’s language or region is told by a text of fewer words; a transcript of eight hours has some 12,000 turns. */
export const mostSegments = 20_000;

/** A turn with names taken away: who speaks is a role and a number. `interviewers` are names as they stand in the transcript; without any, whoever speaks first is one. */
export function withoutNames(turns: readonly Turn[], interviewers: readonly string[]): Pick<Segment, "voice" | "voiceNumber" | "fromSeconds" | "toSeconds" | "text">[] {
  const first = turns.find((it) => it.speaker !== null)?.speaker ?? null;
  const asking = new Set(interviewers.length > 0 ? interviewers.map(plain) : first === null ? [] : [plain(first)]);
  const unknown = interviewers.find((it) => !turns.some((turn) => turn.speaker !== null && plain(turn.speaker) === plain(it)));
  if (unknown !== undefined) throw new Refusal("not-valid", "interviewer-unknown", { name: unknown });
  if (turns.length > mostSegments) throw new Refusal("too-large", "transcript-too-many-turns", { limit: mostSegments });
  const numbers: Record<Voice, Map<string, number>> = { interviewer: new Map(), speaker: new Map() };
  return turns.map(({ speaker, from, to, text }) => {
    const name = plain(speaker ?? "");
    const voice: Voice = asking.has(name) ? "interviewer" : "speaker";
    const known = numbers[voice];
    if (!known.has(name)) known.set(name, known.size + 1);
    return { voice, voiceNumber: known.get(name)!, fromSeconds: whole(from), toSeconds: whole(to), text };
  });
}

const plain = (it: string) => it.trim().toLocaleLowerCase();
const whole = (seconds: number | null) => (seconds === null ? null : Math.floor(seconds));
