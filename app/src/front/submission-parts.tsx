import { redline } from "@travaux/treaty-text";
import type { Words } from "../ground/words.ts";
import type { Question } from "../concepts/calls/call.ts";
import type { AskDocument, Pin } from "../concepts/contributions/ask.ts";
import { Paragraphs, placeName } from "../concepts/contributions/views.tsx";
import type { AttachmentDocument, SubmissionDocument } from "../concepts/contributions/submission.ts";
import { provisionAddress } from "../concepts/texts/addresses.ts";
import { Redline } from "../concepts/texts/views.tsx";
import type { Theme } from "../concepts/themes/theme.ts";

/** What a submission names besides its words: drafts by id with the numbers of provisions, themes, and the questions of its call. */
export type Named = { words: Words; address: (path: string) => string; process: { slug: string }; versions: ReadonlyMap<string, { slug: string; symbol: string; numbers: ReadonlyMap<string, string> }>; themes: readonly Theme[]; questions: readonly Question[]; /** Where its files are to be had; none before it is filed. */ files?: string; /** Those left out of a redacted copy, for whoever may still have them. */ leftOut?: (place: number) => AttachmentDocument | null };

/** Where an ask is pinned, each with the way to the provision as it stands there. */
export function PinList({ pins, themeIds, named: { words, address, process, versions, themes } }: { pins: readonly Pin[]; themeIds: readonly string[]; named: Named }) {
  const parts = [
    ...pins.map((pin) => {
      const version = versions.get(pin.versionId);
      const number = version?.numbers.get(pin.place);
      const name = [placeName(words, pin.place), version && words.isolate(version.symbol)].filter(Boolean).join(", ");
      return version && number ? <a href={address(provisionAddress(process, number, version))}>{name}</a> : <>{name}</>;
    }),
    ...themes.filter((it) => themeIds.includes(it.id)).map((it) => <a href={address(`/themes/${it.slug}`)} lang={words.pick(it.name).language}>{words.pick(it.name).text}</a>),
  ];
  return <>{parts.map((it, index) => <>{index > 0 && " · "}{it}</>)}</>;
}

/** One ask with its wording marked against what stands in the draft. */
export const AskWords = ({ it, lang, words }: { it: AskDocument; lang: string; words: Words }) => (
  <>
    <Paragraphs text={it.text} lang={lang} />
    {it.proposal && <><p class="small soft">{words.say("answering.proposed")}</p><p lang={lang} dir="auto" class="treaty"><Redline parts={redline(it.proposal.before, it.proposal.after)} /></p></>}
  </>
);

/** A submission part by part as it was, or will be, filed: text, asks, answers to the questions, interest. */
export function DocumentParts({ it, lang, named }: { it: SubmissionDocument; lang: string; named: Named }) {
  const { words } = named;
  return (
    <>
      {it.text.trim() !== "" && <Paragraphs text={it.text} lang={lang} />}
      {it.asks.length > 0 && <ol class="asks" aria-label={words.say("contributions.asks")}>{it.asks.map((ask, index) => <li id={`words-${index + 1}`}><AskWords it={ask} lang={lang} words={words} /><p class="small"><PinList pins={ask.pins} themeIds={ask.themeIds} named={named} /></p></li>)}</ol>}
      {it.answers.length > 0 && <dl class="qa">{it.answers.map((answer) => { const question = named.questions.find((one) => one.number === answer.question); const text = question && words.pick(question.text); return <><dt lang={text?.language}>{answer.question}. {text?.text}</dt><dd><Paragraphs text={answer.text} lang={lang} /></dd></>; })}</dl>}
      {it.interest !== null && <p class="small"><strong>{words.say("answering.interest.said")}</strong> <span lang={lang} dir="auto">{it.interest}</span></p>}
      <FileList files={it.attachments} named={named} />
    </>
  );
}

/** The files that came with it, each to be saved from its own place; of one that is left out the same is said to everybody, and its name to those who still have it. */
export function FileList({ files, named: { words, files: at, leftOut } }: { files: SubmissionDocument["attachments"]; named: Pick<Named, "words" | "files" | "leftOut"> }) {
  if (files.length === 0) return null;
  const name = (file: AttachmentDocument, index: number) => (at ? <a href={`${at}/${index + 1}`} download><bdi>{file.name}</bdi></a> : <bdi>{file.name}</bdi>);
  return (
    <ul class="small" aria-label={words.say("submissions.files")}>{files.map((file, index) => {
      const aside = file ? null : (leftOut?.(index) ?? null);
      return <li>{file ? name(file, index) : <span class="soft">{words.say("submissions.file-left-out")}</span>}{aside && <> {words.say("submissions.file-left-out.yours")} {name(aside, index)}</>}</li>;
    })}</ul>
  );
}
