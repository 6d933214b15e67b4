import { sectors, type Sector } from "../stakeholder.ts";

/** What a column of a list can be about. */
export const columnFields = [
  "name", "name.ar", "name.zh", "name.fr", "name.ru", "name.es", "shortName", "sector", "country", "website", "contactEmail",
  "languages", "description", "ecosoc", "ror", "lei",
] as const;
export type ColumnField = (typeof columnFields)[number];

/** What each column is about (null: left out), and the sector of lines that name none. */
export type Mapping = { columns: (ColumnField | null)[]; sector: Sector | null };

/** Heads people write, in the six languages and as Indico writes them; compared without case, marks and signs. */
const heads: Record<ColumnField, string[]> = {
  name: ["name", "organisation", "organization", "name of organisation", "name of organization", "organisation name", "organization name", "stakeholder", "entity", "affiliation", "institution", "company", "nom", "nom de lorganisation", "institution", "nombre", "nombre de la organizacion", "organizacion", "entidad", "название", "наименование", "название организации", "наименование организации", "организация", "الاسم", "اسم المنظمة", "المنظمة", "الجهة", "名称", "组织", "组织名称", "机构", "机构名称", "单位"],
  "name.ar": ["name ar", "name in arabic", "arabic name", "nom en arabe", "nombre en arabe", "название на арабском", "الاسم بالعربية", "阿拉伯文名称"],
  "name.zh": ["name zh", "name in chinese", "chinese name", "nom en chinois", "nombre en chino", "название на китайском", "الاسم بالصينية", "中文名称"],
  "name.fr": ["name fr", "name in french", "french name", "nom en francais", "nombre en frances", "название на французском", "الاسم بالفرنسية", "法文名称"],
  "name.ru": ["name ru", "name in russian", "russian name", "nom en russe", "nombre en ruso", "название на русском", "الاسم بالروسية", "俄文名称"],
  "name.es": ["name es", "name in spanish", "spanish name", "nom en espagnol", "nombre en espanol", "название на испанском", "الاسم بالاسبانية", "西班牙文名称"],
  shortName: ["short name", "acronym", "abbreviation", "sigle", "acronyme", "nom court", "siglas", "sigla", "acronimo", "nombre corto", "сокращение", "аббревиатура", "краткое название", "الاسم المختصر", "المختصر", "简称", "缩写"],
  sector: ["sector", "type", "category", "type of organisation", "type of organization", "organisation type", "organization type", "constituency", "stakeholder group", "secteur", "categorie", "type dorganisation", "tipo", "categoria", "tipo de organizacion", "сектор", "категория", "тип", "тип организации", "القطاع", "النوع", "الفئة", "部门", "类别", "类型"],
  country: ["country", "country or territory", "country territory", "country of registration", "pays", "pais", "страна", "البلد", "الدولة", "国家", "国别"],
  website: ["website", "web site", "web", "url", "homepage", "site web", "site internet", "sitio web", "pagina web", "сайт", "веб сайт", "الموقع", "الموقع الالكتروني", "网站", "网址"],
  contactEmail: ["email", "e mail", "email address", "contact email", "contact", "courriel", "adresse electronique", "adresse e mail", "correo", "correo electronico", "электронная почта", "эл почта", "почта", "البريد الالكتروني", "البريد", "电子邮件", "电子邮箱", "邮箱"],
  languages: ["languages", "language", "working languages", "langues", "langue", "idiomas", "idioma", "языки", "язык", "اللغات", "اللغة", "语言", "工作语言"],
  description: ["description", "about", "mandate", "summary", "presentation", "descripcion", "описание", "الوصف", "描述", "简介"],
  ecosoc: ["ecosoc", "ecosoc number", "ecosoc id", "ecosoc profile", "csonet", "numero ecosoc", "экосос", "номер экосос", "المجلس الاقتصادي والاجتماعي", "经社理事会"],
  ror: ["ror", "ror id"],
  lei: ["lei", "lei code", "legal entity identifier"],
};
const plain = (it: string) => it.normalize("NFKD").replaceAll(/\p{M}|['’ʼ]/gu, "").toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, " ").trim();
const byHead = new Map(columnFields.flatMap((field) => heads[field].map((it) => [plain(it), field] as const)));

/** Heads that are the name of a person where another one is that of an organisation, as in lists of registrants. */
const ofWhomever = new Set(["name", "nom", "nombre", "الاسم"].map(plain));
const ofPeople = new Set(["name", "full name", "first name", "firstname", "last name", "surname"]);

/** Whether a table is of people, each with an affiliation, as Indico writes its registrants. */
export const isOfPeople = (head: readonly string[]): boolean => head.some((it) => plain(it) === "affiliation") && head.some((it) => ofPeople.has(plain(it)));

/** What each column is about, as far as its head says; a second column about the same is left out. */
export function guessMapping(head: readonly string[]): Mapping {
  const taken = new Set<ColumnField>();
  const saysOrganisation = head.some((it) => byHead.get(plain(it)) === "name" && !ofWhomever.has(plain(it)));
  const columns = head.map((it) => {
    const field = saysOrganisation && ofWhomever.has(plain(it)) ? null : (byHead.get(plain(it)) ?? null);
    if (field === null || taken.has(field)) return null;
    taken.add(field);
    return field;
  });
  return { columns, sector: null };
}

/** How lists name the sectors, in the six languages. */
const sectorWords: Record<Sector, string[]> = {
  "civil-society": ["civil society", "ngo", "non governmental organization", "non governmental organisation", "nongovernmental organization", "cso", "civil society organization", "civil society organisation", "societe civile", "ong", "organisation non gouvernementale", "sociedad civil", "organizacion no gubernamental", "гражданское общество", "нпо", "неправительственная организация", "المجتمع المدني", "منظمة غير حكومية", "民间社会", "非政府组织"],
  academia: ["academia", "academic", "academic institution", "university", "research", "universite", "milieu universitaire", "milieux universitaires", "monde universitaire", "recherche", "universidad", "instituciones academicas", "sector academico", "mundo academico", "academica", "университет", "научные круги", "наука", "академические круги", "الاوساط الاكاديمية", "جامعة", "学术界", "大学", "学术机构"],
  "private-sector": ["private sector", "private", "business", "company", "industry", "secteur prive", "entreprise", "sector privado", "empresa", "частный сектор", "компания", "бизнес", "القطاع الخاص", "شركة", "私营部门", "企业", "公司"],
  intergovernmental: ["intergovernmental", "intergovernmental organization", "intergovernmental organisation", "igo", "international organization", "organisation intergouvernementale", "oig", "organizacion intergubernamental", "межправительственная организация", "мпо", "منظمة حكومية دولية", "政府间组织"],
  "member-state": ["member state", "state", "government", "etat membre", "gouvernement", "estado miembro", "gobierno", "государство член", "правительство", "دولة عضو", "حكومة", "会员国", "政府"],
  "un-entity": ["un entity", "united nations entity", "united nations", "un agency", "un", "entite des nations unies", "entidad de las naciones unidas", "структура оон", "организация системы оон", "оон", "كيان الامم المتحدة", "联合国实体"],
};
const bySectorWord = new Map(sectors.flatMap((sector) => [sector.replaceAll("-", " "), ...sectorWords[sector]].map((it) => [plain(it), sector] as const)));

/** The sector that a list means; null when it is none of ours. */
export const sectorNamed = (it: string): Sector | null => bySectorWord.get(plain(it)) ?? null;
