import { readFileSync } from "node:fs";

const last = new URL("../examples/model-conference/convention/3-rev-2.en.txt", import.meta.url);

/**
 * A third revision, made from the second: laundering moves from the offences to the recovery of proceeds, funding is
 * reworded, the safeguard for human rights is split in two, and the contact points are written anew, so that no
 * comparison of words can tell what they come from.
 */
export function nextDraft(): string {
  const pieces = readFileSync(last, "utf8").replace("Second revised draft text", "Third revised draft text").split(/^(?=Article \d+$|Chapter [IVX]+$)/m);
  const at = (heading: string) => pieces.findIndex((it) => it.split("\n")[1] === heading);
  const [laundering] = pieces.splice(at("Laundering of proceeds of crime"), 1);
  pieces.splice(at("Freezing, seizure and confiscation"), 0, laundering!);
  edit(pieces, at("Funding"), "made up of voluntary contributions", "made up of assessed and of voluntary contributions");
  edit(pieces, at("Safeguard for human rights"), "\n2. Nothing in this Convention", "\nArticle 0\nConduct that is not to be punished\n\n1. Nothing in this Convention");
  pieces[at("Contact points available at all hours")] = "Article 0\nStanding network\n\nEvery Government names an office, open day and night, which colleagues abroad can telephone. Calls are answered promptly in a common language.\n\n";
  let number = 0;
  return pieces.join("").replaceAll(/^Article \d+$/gm, () => `Article ${++number}`);
}

function edit(pieces: string[], index: number, from: string, to: string) {
  if (!pieces[index]?.includes(from)) throw new Error(`the sample no longer says “${from}”`);
  pieces[index] = pieces[index].replace(from, to);
}
