/**
 * How a report looks on paper, in Typst. All words come as data (`sys.inputs`), never as source, so that nothing in them is read as a command. Tables keep
 * their head on each page; the plot of ranges is a figure with words for who does not see it, and the table below it has the same numbers.
 */
export const template = String.raw`
#let report = json(bytes(sys.inputs.report))
#let side(it) = if report.direction == "rtl" { (right: it) } else { (left: it) }
#set document(title: report.title, author: (), date: none)
#set page(paper: "a4", margin: (x: 25mm, top: 25mm, bottom: 22mm), footer: context align(center, text(size: 8.5pt, counter(page).display("1"))))
#set text(lang: report.language, dir: if report.direction == "rtl" { rtl } else { ltr }, font: report.fonts, size: if report.language == "ar" { 12pt } else { 10pt }, fallback: false, hyphenate: false)
#set par(leading: if report.language == "ar" { 0.85em } else { 0.7em }, spacing: 1.05em, linebreaks: "optimized")
#set heading(numbering: none)
#show heading.where(level: 1): it => block(above: 2em, below: 1em, sticky: true, text(size: 1.3em, weight: "bold", it.body))
#show heading.where(level: 2): it => block(above: 1.6em, below: 0.9em, sticky: true, text(size: 1.08em, weight: "bold", it.body))
#show title: set text(size: 1.7em, weight: "bold")
#show title: set par(leading: 0.5em)
#show figure: set figure.caption(position: top)
#show figure.caption: it => align(start, block(below: 0.7em, text(size: 0.95em, weight: "bold", it.body)))
#show figure: set block(breakable: true, above: 1.6em, below: 1.3em)
#show enum: set block(above: 1.05em, below: 1.05em)
#set enum(spacing: 0.9em)
#set table(stroke: (x, y) => (bottom: if y == 0 { 0.8pt } else { 0.3pt + rgb("#7d786b") }), inset: (x: 4pt, y: 5pt), align: (x, y) => if x == 0 { start } else { end })
#show table.cell: set text(size: 0.88em)
#show table.cell.where(y: 0): set text(weight: "bold")
#show table.cell: set par(leading: 0.5em)
#show quote.where(block: true): it => block(inset: side(10pt), stroke: side(1.5pt + rgb("#7a3110")), above: 1.2em, below: 1.2em, width: 100%, it.body)
#show outline.entry: set block(above: 0.8em)

#let number(it) = if it != "" [#it#sym.space#h(0.4em)]
#let note(words) = text(size: 0.88em, fill: rgb("#44484e"), words)
#let ranges(it) = {
  let line(range) = (
    align(start, text(size: 0.88em, range.label)),
    align(start, block(width: 100%, height: 1em, {
      place(horizon + start, rect(width: 100%, height: 0.4pt, fill: rgb("#7d786b"), stroke: none))
      place(horizon + start, dx: if report.direction == "rtl" { -range.low * 1% } else { range.low * 1% }, rect(width: calc.max(0.6, range.high - range.low) * 1%, height: 5pt, fill: rgb("#98b9c4"), stroke: none))
      place(horizon + start, dx: if report.direction == "rtl" { -range.middle * 1% } else { range.middle * 1% }, rect(width: 1.6pt, height: 10pt, fill: rgb("#0b475c"), stroke: none))
    })),
    align(end, text(size: 0.88em, range.written)),
  )
  figure(kind: image, supplement: none, caption: it.caption, alt: it.inWords, grid(columns: (1fr, 45%, auto), column-gutter: 8pt, row-gutter: 6pt, align: horizon, ..it.ranges.map(line).flatten()))
}
#let one(it) = {
  let block-of = it.block
  if block-of.kind == "section" { heading(level: 2)[#number(it.number)#block-of.text] }
  else if block-of.kind == "paragraph" { par[#number(it.number)#block-of.text] }
  else if block-of.kind == "note" { par(note(block-of.text)) }
  else if block-of.kind == "list" { enum(numbering: at => it.items.at(at - 1), indent: 1.5em, body-indent: 0.7em, ..block-of.items.map(words => enum.item[#words])) }
  else if block-of.kind == "quote" { quote(block: true)[#text(lang: block-of.language, dir: auto, block-of.text) #parbreak() #note(block-of.attribution)] }
  else if block-of.kind == "ranges" { ranges(block-of) }
  else if block-of.kind == "table" {
    figure(kind: table, supplement: none, caption: block-of.caption, table(columns: (1.6fr,) + (1fr,) * (block-of.head.len() - 1), table.header(..block-of.head.map(words => [#words])), ..block-of.rows.map(row => (row.head, ..row.cells)).flatten().map(words => [#words])))
    if "note" in block-of { par(note(block-of.note)) }
  }
}

#text(fill: rgb("#44484e"))[#report.process]
#title()
#for words in (report.day, ..report.about) { par(note(words)) }
#v(1em)
#outline(title: report.contents, depth: 2, indent: 1.2em)
#for chapter in report.chapters {
  heading(level: 1)[#number(chapter.number)#chapter.title]
  for it in chapter.blocks { one(it) }
}
`;
