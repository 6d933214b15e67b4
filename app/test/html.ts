// What a person reads on a page, without its marks.
const entities: Record<string, string> = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'" };
export const decoded = (it: string) => it.replaceAll(/&(?:amp|lt|gt|quot|#39);/g, (entity) => entities[entity]!);

/** The words of some HTML, tags left out, white space as one. */
export const wordsOf = (html: string) => decoded(html.replaceAll(/<(script|style)[^]*?<\/\1>/g, "").replaceAll(/<[^>]*>/g, " ")).replaceAll(/\s+/g, " ").trim();

/** The contents of every element of this name, as words. */
export const allOf = (html: string, element: string) => [...html.matchAll(new RegExp(`<${element}(?:\\s[^>]*)?>([^]*?)</${element}>`, "g"))].map((it) => wordsOf(it[1]!));

/** The part of a page that is its own: without masthead and foot. */
export const mainOf = (html: string) => /<main[^>]*>([^]*)<\/main>/.exec(html)?.[1] ?? "";
