import { countryByCode } from "../../ground/countries/countries.ts";
import type { ShownEdition } from "./disclosure.ts";

/** A partnership as schema.org Project, for search engines and other programs: only what every visitor sees. */
export const linkedData = (it: ShownEdition, address: string, bodyAddress: (slug: string) => string): object => ({
  "@context": "https://schema.org", "@type": "Project", "@id": address, url: address, name: it.title.en, ...(it.about.en ? { description: it.about.en } : {}),
  ...(it.startsDay ? { foundingDate: it.startsDay } : {}), ...(it.endsDay ? { dissolutionDate: it.endsDay } : {}),
  member: it.partners.map(({ body }) => ({ "@type": body.kind === "expert" ? "Person" : "Organization", "@id": bodyAddress(body.slug), name: body.name.en })),
  ...(it.countries.length > 0 ? { areaServed: it.countries.map((code) => ({ "@type": "Country", name: countryByCode(code)?.name.en ?? code, identifier: code })) } : {}),
  keywords: [...it.crimes.map((one) => one.name.en), ...it.functions], subjectOf: it.sources,
});
