/** Words of a form as XLSForm writes them: “**strong**”, “_” and “*” for stress, “#” for a heading, and tags that style. Only what is strong is shown so; everything else is its words. */
export function SurveyText({ text }: { text: string }) {
  const plain = plainText(text);
  return <>{plain.split(/\*\*([^*]+)\*\*|__([^_]+)__/).map((part, index) => (index % 3 === 0 ? part : part ? <strong>{part}</strong> : null))}</>;
}

/** The same without anything that is strong: for a document or a list. */
export const plainText = (text: string): string => text.replaceAll(/<br\s*\/?>/gi, "\n").replaceAll(/<\/?[a-z][^<>]{0,300}>/gi, "").replaceAll(/^#{1,6}\s+/gm, "").trim();
