import { html } from "hono/html";

/** Linked data in a page: “<” is written as its escape, so that nothing typed can close the element. */
export const LinkedData = ({ it }: { it: object }) => html`<script type="application/ld+json">${asData(it)}</script>`;

const asData = (it: object) => html([JSON.stringify(it).replaceAll("<", "\\u003c").replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029")] as unknown as TemplateStringsArray);
