const escapes: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" };

/** Isolates keep directions apart on a page; a file that programs read goes without them. */
export const isolatesOut = (it: string) => it.replaceAll(/[\u2066-\u2069]/g, "");

/** Words with the signs that XML and HTML take for their own written out. */
export const escaped = (it: string) => it.replaceAll(/[&<>"']/g, (sign) => escapes[sign]!);

/** Words as the content of an element: XML 1.0 has no place for other control characters, nor for halves of a pair. */
export const xmlText = (it: string) => escaped(isolatesOut(it).toWellFormed().replaceAll(/[^\P{Cc}\t\n\r]|[\uFFFE\uFFFF]/gu, ""));
