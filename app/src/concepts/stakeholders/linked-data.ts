import { countryByCode } from "../../ground/countries/countries.ts";
import type { ShownStakeholder } from "./disclosure.ts";
import { addressOf } from "./identifiers.ts";
import type { Identifier } from "./stakeholder.ts";

type Described = { identifiers: Identifier[]; expertise: { name: { en: string } }[]; networks: { name: { en: string } }[] };

/** A profile as schema.org Organization (an expert: Person), for search engines and other programs; only what every visitor sees. */
export function linkedData(it: ShownStakeholder, { identifiers, expertise, networks }: Described, address: string): object {
  const others = Object.values(it.name).filter((name) => name !== it.name.en);
  return {
    "@context": "https://schema.org", "@type": it.kind === "expert" ? "Person" : "Organization", "@id": address, url: it.website ?? address, name: it.name.en,
    ...some("alternateName", [...others, ...(it.shortName ? [it.shortName] : [])]),
    ...(it.description.en ? { description: it.description.en } : {}), ...(it.contactEmail ? { email: it.contactEmail } : {}),
    ...(it.country ? { address: { "@type": "PostalAddress", addressCountry: countryByCode(it.country)?.code ?? it.country } } : {}),
    ...some("knowsAbout", expertise.map((theme) => theme.name.en)), ...some("knowsLanguage", it.languages),
    ...some("memberOf", networks.map((network) => ({ "@type": "Organization", name: network.name.en }))),
    ...some("sameAs", identifiers.map(addressOf).filter((one) => one !== null)),
    ...some("identifier", identifiers.map((one) => ({ "@type": "PropertyValue", propertyID: one.scheme.toUpperCase(), value: one.value }))),
    ...(it.kind === "organisation" && identifiers.some((one) => one.scheme === "lei") ? { leiCode: identifiers.find((one) => one.scheme === "lei")!.value } : {}),
  };
}

const some = (name: string, items: unknown[]) => (items.length > 0 ? { [name]: items } : {});
