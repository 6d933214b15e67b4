/** Addresses of the reading room, without the language in front. They are cited: never change one without a redirect. */
type Of = { slug: string };
export const textsAddress = (process: Of) => `/${process.slug}/text`;
export const instrumentAddress = (process: Of, instrument: Of) => `/${process.slug}/text/${instrument.slug}`;
export const versionAddress = (process: Of, instrument: Of, version: Of) => `/${process.slug}/text/${instrument.slug}/${version.slug}`;
export const provisionAddress = (process: Of, number: string, version?: Of) => `/${process.slug}/p/${number}${version ? `/${version.slug}` : ""}`;
export const deskAddress = (process: Of, instrument: Of, version?: Of) => `/desk/${process.slug}/${instrument.slug}${version ? `/${version.slug}` : ""}`;

/** How a version is shown: against which other one, marked or clean, in which language, which page of it, or the page with which place. */
export type View = { with?: string; show?: "clean"; text?: string; leaf?: number | "all"; at?: string };
export function viewQuery(view: View) {
  const entries = Object.entries(view).filter(([, value]) => value !== undefined && value !== 1).map(([key, value]) => [key, String(value)] as [string, string]);
  return entries.length === 0 ? "" : `?${new URLSearchParams(entries)}`;
}
