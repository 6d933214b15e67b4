import { Hono } from "hono";
import { here, type Door, type Env } from "../ground/web/env.ts";
import { InWords } from "../ground/web/in-words.tsx";
import { showPage } from "../ground/web/page.tsx";
import { networkAddress, partnershipAddress } from "../concepts/partnerships/addresses.ts";
import { drawingOf, fitted, radius, type Arc, type Drawing as Figure } from "../concepts/partnerships/register/drawing.ts";
import { drawn as atMost, listedAtOnce, networkAddressOf, readNetworkQuery, type Listed, type Network, type NetworkBody, type NetworkQuery } from "../concepts/partnerships/register/network.ts";
import { networkOf } from "../concepts/partnerships/register/store/network.ts";
import { stakeholderAddress } from "../concepts/stakeholders/addresses.ts";
import { Named } from "../concepts/stakeholders/views.tsx";
import { Regions } from "./partnership-matrix.tsx";
import { Pages } from "./pages.tsx";
import { registerCrumbs } from "./partnerships.tsx";

/** Who works with whom in the register: as a list, as a drawing, and as a table that says what the drawing does. */
export const partnershipNetwork = new Hono<Env>().get(networkAddress, (c) => showNetwork(c));

type Shown = { c: Door; query: NetworkQuery; network: Network };
/** The body at the centre; undefined when there is none, or when it works with nobody. */
const centreOf = ({ query, network }: Omit<Shown, "c">) => network.drawn.bodies.find((it) => it.slug === query.body);

async function showNetwork(c: Door) {
  const { db, words } = c.var;
  const query = readNetworkQuery(new URL(c.req.url).searchParams);
  const network = await networkOf(db, query);
  const shown = { c, query, network };
  const centre = centreOf(shown);
  const title = centre ? words.say("partnerships.network.of", { name: words.pick(centre.name).text }) : words.say("partnerships.network");
  const crumbs = registerCrumbs(c, ...(query.body ? [{ name: words.say("partnerships.network"), address: here(c)(networkAddress) }, { name: centre ? words.pick(centre.name).text : query.body }] : [{ name: title }]));
  return showPage(c, { title, crumbs, formats: [{ name: words.say("footer.json"), address: networkAddressOf(query, `/api/v1${networkAddress}`), type: "application/json" }], unlisted: networkAddressOf(query, "").length > 0 },
    <>
      <h1>{title}</h1>
      <p class="lede">{words.say("partnerships.network.lede")}</p>
      {query.body ? <p><a href={here(c)(networkAddressOf({ words: query.words, choices: query.choices }))}>{words.say("partnerships.network.all")}</a>{centre && <> · <a href={here(c)(stakeholderAddress(centre))}><Named it={centre.name} words={words} /></a></>}</p> : <Regions c={c} query={query} path={networkAddress} />}
      {network.bodies === 0 ? <div class="empty"><p>{words.say("partnerships.network.none")}</p></div> : <><Drawn shown={shown} /><List shown={shown} /></>}
    </>);
}

type Names = ReadonlyMap<string, NetworkBody>;

/** The drawing and its table: both are made of the same ties. */
function Drawn({ shown: { c, network } }: { shown: Shown }) {
  const { words } = c.var;
  const { ties, bodies } = network.drawn;
  const names: Names = new Map(bodies.map((it) => [it.id, it]));
  const said = (id: string) => words.pick(names.get(id)!.name).text;
  const first = words.list(ties.slice(0, 5).map((it) => words.say("partnerships.network.tie", { one: said(it.one), other: said(it.other), count: it.partnerships })));
  return (
    <section aria-labelledby="drawn">
      <h2 id="drawn">{words.say("partnerships.network.count", { bodies: network.bodies, ties: network.ties })}</h2>
      <p class="small soft">{words.say(ties.length < network.ties ? "partnerships.network.part" : "partnerships.network.whole", { bodies: bodies.length, ties: ties.length, most: atMost.bodies })}</p>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls sideways must be reachable by keyboard */}
      <div class="scroll" tabindex={0} role="region" aria-label={words.say("partnerships.network.drawing")}>
        <Drawing drawing={drawingOf(ties, words.direction === "rtl")} mirrored={words.direction === "rtl"} said={said} isolate={words.isolate} alt={words.say("partnerships.network.alt", { bodies: bodies.length, ties: ties.length, first })} tie={(it) => words.say("partnerships.network.tie", { one: said(it.one), other: said(it.other), count: it.partnerships })} />
      </div>
      <details>
        <summary>{words.say("partnerships.network.table")}</summary>
        <table class="stack" role="table"><caption class="hidden">{words.say("partnerships.network.table")}</caption>
          <thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">{words.say("partnerships.network.body")}</th><th role="columnheader" scope="col">{words.say("partnerships.network.with")}</th><th role="columnheader" scope="col" class="n">{words.say("partnerships.name")}</th></tr></thead>
          <tbody role="rowgroup">{ties.map((it) => <Row c={c} one={names.get(it.one)!} other={names.get(it.other)!} count={it.partnerships} />)}</tbody>
        </table>
      </details>
    </section>
  );
}

function Row({ c, one, other, count }: { c: Door; one: NetworkBody; other: NetworkBody; count: number }) {
  const { words } = c.var;
  const link = (it: NetworkBody) => <a href={here(c)(stakeholderAddress(it))}><Named it={it.name} words={words} /></a>;
  return <tr role="row"><th role="rowheader" scope="row">{link(one)}</th><td role="cell" data-label={words.say("partnerships.network.with")}>{link(other)}</td><td role="cell" class="n" data-label={words.say("partnerships.name")}>{words.number(count)}</td></tr>;
}

type DrawingProps = { drawing: Figure; mirrored: boolean; alt: string; said: (id: string) => string; isolate: (it: string) => string; tie: (it: Arc) => string };

/** Names in a column, and an arc for each tie. What ends a line of names is beside the arcs in either direction of reading. */
const Drawing = ({ drawing: { width, height, nodes, arcs }, mirrored, alt, said, isolate, tie }: DrawingProps) => (
  <svg class="ties" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={alt}>
    {arcs.map((it) => <path class={`t${it.strength}`} d={it.path}><title>{tie(it)}</title></path>)}
    {nodes.map((it) => <><circle cx={it.x} cy={it.y} r={radius} /><text x={mirrored ? it.x + radius * 2 : it.x - radius * 2} y={it.y + 5}><title>{said(it.id)}</title>{isolate(fitted(said(it.id)))}</text></>)}
  </svg>
);

/** Bodies, each with those whom it works with most; of one at the centre, those whom it works with, and in what. */
function List({ shown: { c, query, network } }: { shown: Shown }) {
  const { words } = c.var;
  const total = query.body === null ? network.bodies : Math.max(0, network.bodies - 1);
  return (
    <section aria-labelledby="list">
      <h2 id="list">{words.say(query.body === null ? "partnerships.network.list" : "partnerships.network.partners")}</h2>
      <ul class="entries">{network.listed.map((it) => <Entry c={c} query={query} it={it} />)}</ul>
      {total > listedAtOnce.bodies && <Pages c={c} page={query.page} total={total} size={listedAtOnce.bodies} address={(page) => networkAddressOf({ ...query, page })} />}
    </section>
  );
}

function Entry({ c, query, it }: { c: Door; query: NetworkQuery; it: Listed }) {
  const { words } = c.var;
  const around = (slug: string) => here(c)(networkAddressOf({ words: query.words, choices: query.choices, body: slug }));
  const more = it.others - it.with.length;
  return (
    <li>
      <h3><a href={here(c)(stakeholderAddress(it))}><Named it={it.name} words={words} /></a></h3>
      <p class="small">{words.say(`stakeholders.sector.${it.sector}`)} · <a href={around(it.slug)}>{words.say("partnerships.network.others", { bodies: it.others })}</a> · {words.say("partnerships.count", { count: it.partnerships })}</p>
      {query.body === null
        ? <p class="small soft">{it.with.map((one, index) => <>{index > 0 && " · "}<a href={here(c)(stakeholderAddress(one))}><Named it={one.name} words={words} /></a> ({words.number(one.partnerships)})</>)}{more > 0 && <> · <a href={around(it.slug)}>{words.say("partnerships.network.more", { count: more })}</a></>}</p>
        : <p class="small soft">{words.say("partnerships.network.together", { count: it.togetherInAll })}: {it.together.map((one, index) => <>{index > 0 && " · "}<a href={here(c)(partnershipAddress(one))}><InWords it={one.title} words={words} /></a></>)}{it.togetherInAll > it.together.length && " …"}</p>}
    </li>
  );
}
