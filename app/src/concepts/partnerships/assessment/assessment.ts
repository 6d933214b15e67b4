/** What every partner places on the scale. */
export const aspects = ["purpose", "roles", "trust", "resources", "safeguards", "results"] as const;
export type Aspect = (typeof aspects)[number];
/** What every partner says in words. */
export const headings = ["strengths", "needs", "challenges", "opportunities"] as const;
export type Heading = (typeof headings)[number];
/** What may be shown or kept by itself: the scale as a whole, and each heading. */
export const parts = ["scale", ...headings] as const;
export type Part = (typeof parts)[number];
/** The scale by its words, from 1 (not at all) to 5 (wholly). */
export const steps = ["none", "little", "partly", "mostly", "wholly"] as const;
export const scale = { least: 1, most: steps.length } as const;

/** A round: every partner of the day on which it was opened answers once; ended before that, nothing of it is ever shown. */
export type Round = { partnershipId: string; number: number; openerId: string; openedDay: string; /** In the order of their ids. */ partnerIds: string[]; endedDay: string | null };
/** What one partner says; `shows` are the parts that the other may see, where there are two. */
export type Answers = { scale: Record<Aspect, number>; words: Record<Heading, string>; shows: Part[] };
/** Its answers as they are kept, for its own body alone. */
export type Assessment = Answers & { partnershipId: string; number: number; stakeholderId: string; day: string };

/** One thing that one of the partners said, without whose it is: a number on the scale, or words. */
export type Saying = { part: Aspect | Heading; said: string };
/** open: somebody has not answered; together: all have, and it is shown; ended: given up before that. */
export const standings = ["open", "together", "ended"] as const;
export type Standing = (typeof standings)[number];

/** Where a round stands, by how many have answered. */
export function standingOf({ partnerIds, endedDay }: Pick<Round, "partnerIds" | "endedDay">, answered: number): Standing {
  if (endedDay !== null) return "ended";
  return answered >= partnerIds.length ? "together" : "open";
}

/** Whether what one partner does not say is said by the other: with two, "the others" are one body whose name is known. */
export const namesTheOther = ({ partnerIds }: Pick<Round, "partnerIds">): boolean => partnerIds.length <= 2;

/** Numbers further apart than this differ: between 2 and 4 somebody is on each side of the middle. */
const nearest = 1;
/** How partners place one aspect: all numbers from the least, their mean, and whether they agree. */
export type Placed = { aspect: Aspect; numbers: number[]; mean: number; agree: boolean };

/** What was placed on the scale, aspect by aspect; nothing where it is not shown. */
export function placedIn(sayings: readonly Saying[]): Placed[] {
  return aspects.flatMap((aspect) => {
    const numbers = sayings.filter((it) => it.part === aspect).map((it) => Number(it.said)).toSorted((a, b) => a - b);
    if (numbers.length === 0) return [];
    return [{ aspect, numbers, mean: numbers.reduce((sum, it) => sum + it, 0) / numbers.length, agree: numbers.at(-1)! - numbers[0]! <= nearest }];
  });
}

/** The words under one heading, in an order that tells nothing of who said them. */
export const wordsUnder = (sayings: readonly Saying[], heading: Heading): string[] => sayings.filter((it) => it.part === heading).map((it) => it.said);

/** An aspect over the rounds in which all answered and showed it; null where one did not. */
export type Course = { aspect: Aspect; means: (number | null)[] };
/** How what partners say has moved, round by round. */
export const courseOf = (rounds: readonly (readonly Saying[])[]): Course[] => {
  const placed = rounds.map(placedIn);
  return aspects.map((aspect) => ({ aspect, means: placed.map((one) => one.find((it) => it.aspect === aspect)?.mean ?? null) }));
};
