// A report with one of everything, for the tests of what is made of it.
import type { Report } from "./report.ts";

export const report: Report = {
  title: "Needs assessment 1: partnerships", process: "Model Conference", day: "9 June 2026", about: ["Release 1"], language: "en", direction: "ltr", contents: "Contents", annex: "Annex",
  chapters: [
    { title: "What was found", blocks: [
      { kind: "paragraph", text: "Partnerships fail where one person leaves. #panic() $x$ <l> \\" },
      { kind: "section", text: "Needs" }, { kind: "paragraph", text: "Second." }, { kind: "list", items: ["A number to call", "A legal basis"] },
      { kind: "table", caption: "Needs by region", head: ["Region", "Telephone", "Law"], rows: [{ head: "Africa", cells: ["41", "< 10"] }, { head: "Asia", cells: ["52", "+"] }], note: "Counts." },
      { kind: "quote", text: "« La loi nous a retardés. »", attribution: "Private sector, Africa; name withheld", language: "fr" },
      { kind: "ranges", caption: "Needs, in order", inWords: "The telephone was named by 62 per cent, the law by 55.", head: ["Need", "Share"], ranges: [{ label: "Telephone", low: 54, high: 69, middle: 62, written: "62% (54–69)" }, { label: "Law", low: 47, high: 63, middle: 55, written: "55% (47–63)" }] },
    ] },
    { title: "How we know", blocks: [{ kind: "paragraph", text: "Third." }, { kind: "note", text: "A note." }] },
  ],
  annexes: [{ title: "Questions", blocks: [{ kind: "paragraph", text: "Fourth." }] }],
};

export const arabic: Report = { ...report, language: "ar", direction: "rtl", title: "تقييم الاحتياجات", contents: "المحتويات", annex: "المرفق", chapters: [{ title: "ما وجدناه", blocks: [{ kind: "paragraph", text: "تفشل الشراكات حين يغادر الشخص \u2066CERT\u2069." }, { kind: "list", items: ["رقم هاتف"] }] }], annexes: [] };
