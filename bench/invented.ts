// Fifty thousand bodies that do not exist, for measuring the directory: names of common and rare words, shares of sectors,
// groups, countries and languages as uneven as real ones.
import { countries } from "../app/src/ground/countries/countries.ts";
import type { Exchange, Stakeholder } from "../app/src/concepts/stakeholders/stakeholder.ts";

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
export function numbersFrom(seed: number) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let it = Math.imul(state ^ (state >>> 15), 1 | state);
    it = (it + Math.imul(it ^ (it >>> 7), 61 | it)) ^ it;
    return ((it ^ (it >>> 14)) >>> 0) / 4294967296;
  };
}

const kinds = ["Institute", "Centre", "Forum", "Association", "League", "Network", "Union", "Laboratory", "Council", "Watch", "Alliance", "Cooperative"];
const matters = ["Digital Rights", "Electronic Evidence", "Online Safety", "Incident Response", "Data Protection", "Children Online", "Payments", "Open Networks", "Criminal Justice", "Security Research", "Victim Support", "Privacy"];
const begin = ["Ar", "Bel", "Cor", "Dun", "El", "Fal", "Gor", "Hal", "Il", "Jor", "Kal", "Lun", "Mar", "Nor", "Or", "Pel", "Quen", "Ral", "Sal", "Tor", "Ul", "Val", "Wes", "Yar", "Zan"];
const middle = ["a", "an", "ba", "de", "en", "fi", "go", "ia", "ka", "li", "mo", "na", "o", "pe", "ri", "sa", "ta", "u", "ve", "zi"];
const end = ["bor", "dale", "dan", "far", "gard", "hold", "keth", "lin", "mere", "mont", "nia", "port", "quay", "ros", "stead", "tara", "ton", "vale", "wick", "zor"];
const does = ["trains judges and prosecutors", "answers victims by telephone", "publishes figures on fraud", "reads draft texts together", "examines seized devices", "reports faults in good faith", "counsels small firms", "follows requests to providers"];
const inRussian = ["обучает судей и прокуроров", "отвечает потерпевшим по телефону", "публикует данные о мошенничестве", "изучает изъятые устройства"];
const inChinese = ["培训法官和检察官", "通过电话答复受害者", "公布诈骗数据", "检查被扣押的设备"];
const inArabic = ["تدرب القضاة والمدعين العامين", "ترد على الضحايا عبر الهاتف", "تنشر أرقاما عن الاحتيال", "تفحص الأجهزة المضبوطة"];
const sectors = ["civil-society", "civil-society", "civil-society", "civil-society", "academia", "academia", "private-sector", "private-sector", "intergovernmental", "un-entity"] as const;
const languages = ["en", "en", "en", "en", "es", "es", "fr", "fr", "ar", "ru", "zh", "pt", "sw", "hi", "de", "id"];

export type InventedBody = { body: Stakeholder; themes: number[]; exchanges: Exchange[] };

/** `count` bodies; `themes` says how many themes there are to choose from. */
export function* inventedBodies(count: number, themes: number, chance = numbersFrom(2026)): Generator<InventedBody> {
  const members = countries.filter((it) => it.group !== null);
  const pick = <T>(from: readonly T[], skew = 1): T => from[Math.floor(chance() ** skew * from.length)]!;
  for (let n = 0; n < count; n++) {
    const country = chance() < 0.92 ? pick(members, 1.6) : null;
    const place = pick(begin) + pick(middle) + pick(end);
    const at = new Date(Date.UTC(2024, 0, 1) + Math.floor(chance() * 880) * 86_400_000);
    const wanted = Math.floor(chance() * 5);
    yield {
      body: {
        id: `invented-${String(n).padStart(6, "0")}`, slug: `invented-${n}`, kind: "organisation", shortName: null, sector: pick(sectors), country: country?.code ?? null,
        name: { en: `${place} ${pick(kinds)} for ${pick(matters, 1.5)} ${n}` }, regionalGroup: country?.group ?? null,
        languages: [...new Set([pick(languages, 1.4), pick(languages, 1.4), pick(languages)])],
        description: { en: `${place} ${pick(does)}.`, ...(n % 9 === 0 && { ru: pick(inRussian) }), ...(n % 11 === 0 && { zh: pick(inChinese) }), ...(n % 13 === 0 && { ar: pick(inArabic) }) },
        website: null, contactEmail: null, contactPublic: false, state: "verified", declinedBecause: null, invented: true, clearsBeforeFiling: false,
        registeredAt: at, verifiedAt: at, confirmedAt: chance() < 0.9 ? at : null, mergedIntoId: null,
      },
      themes: themes === 0 ? [] : [...new Set(Array.from({ length: wanted }, () => Math.floor(chance() ** 1.5 * themes)))],
      exchanges: chance() < 0.5 ? [{ side: chance() < 0.5 ? "offers" : "needs", kind: pick(["training", "panellist", "partners", "funding", "travel"] as const), text: "" }] : [],
    };
  }
}
