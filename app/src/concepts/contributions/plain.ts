/** Isolates keep directions apart on a page; a file that programs read goes without them. */
export const isolatesOut = (it: string) => it.replaceAll(/[\u2066-\u2069]/g, "");
