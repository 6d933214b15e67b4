// Counts of protected people, so that nobody can be told from them. A group of fewer than `least` is hidden, and so is one of nobody: that
// nobody applied tells as much as that one did. What is hidden must not come out by subtraction from the total either: at least two
// groups are hidden together, and together they are at least `least`; the smallest of the others join them until that is so.

/** A count, or null where it is hidden. */
export type Figure = { value: string; count: number | null };
/** Figures by sector and by region, with their total; null where that is hidden too. */
export type Figures = { total: number | null; sector: Figure[]; region: Figure[] };

/** The counts of all `values`, those hidden that would tell of a few. */
export function protectedFigures(values: readonly string[], counts: ReadonlyMap<string, number>, least: number): Figure[] {
  const all = values.map((value) => ({ value, count: counts.get(value) ?? 0 }));
  const hidden = new Set(all.filter((it) => it.count < least).map((it) => it.value));
  const inside = () => all.filter((it) => hidden.has(it.value)).reduce((sum, it) => sum + it.count, 0);
  const others = all.toSorted((a, b) => a.count - b.count);
  while (hidden.size > 0 && hidden.size < all.length && (hidden.size < 2 || inside() < least)) hidden.add(others.find((it) => !hidden.has(it.value))!.value);
  return all.map((it) => ({ value: it.value, count: hidden.has(it.value) ? null : it.count }));
}

/** Figures of people by their sector and region. */
export function figuresOf(people: readonly { sector: string; region: string }[], { sectors, regions }: { sectors: readonly string[]; regions: readonly string[] }, least: number): Figures {
  const count = (of: "sector" | "region") => new Map([...Map.groupBy(people, (it) => it[of])].map(([value, all]) => [value, all.length]));
  return { total: people.length < least ? null : people.length, sector: protectedFigures(sectors, count("sector"), least), region: protectedFigures(regions, count("region"), least) };
}
