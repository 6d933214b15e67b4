import { Checks, TextArea } from "../ground/web/choices.tsx";
import { here, type Door } from "../ground/web/env.ts";
import { ChoiceField, type Typed } from "../ground/web/forms.tsx";
import type { Localized } from "../ground/words.ts";
import { reviewOutcomes } from "../concepts/partnerships/partnership.ts";

type ReviewingProps = { c: Door; /** Where it is sent. */ to: string; it: { turn: number; reviews: readonly unknown[] }; checklist: readonly { slug: string; text: Localized }[]; hint: "partnerships.review.because" | "practices.review.because"; form: Typed };
/** What an officer finds: the checklist with a box beside each line, a decision, and a reason. */
export const Reviewing = ({ c: { var: { words } }, c, to, it, checklist, hint, form }: ReviewingProps) => (
  <section class="card strong" aria-labelledby="review"><h2 id="review">{words.say("partnerships.review")}</h2>
    <p>{words.say("partnerships.review.text", { count: it.reviews.length })}</p>
    <form method="post" action={here(c)(`${to}/review`)}><input type="hidden" name="turn" value={String(it.turn)} />
      <Checks name="checks" legend={words.say("partnerships.checklist")} form={form} choices={checklist.map((one) => ({ value: one.slug, name: words.pick(one.text).text, lang: words.pick(one.text).language }))} />
      <ChoiceField name="outcome" label={words.say("accreditation.desk.outcome")} form={form} choices={[{ value: "", name: words.say("accreditation.desk.outcome.choose") }, ...reviewOutcomes.map((value) => ({ value, name: words.say(`partnerships.outcome.${value}`) }))]} />
      <TextArea name="because" label={words.say("calls.form.because")} hint={words.say(hint)} form={form} rows={3} />
      <div class="actions"><button class="main">{words.say("partnerships.review")}</button></div>
    </form>
  </section>
);
