CREATE TABLE "offers" (
	"id" text PRIMARY KEY NOT NULL,
	"reference" text NOT NULL,
	"stakeholder_id" text NOT NULL,
	"side" text NOT NULL,
	"kind" text NOT NULL,
	"title" jsonb NOT NULL,
	"text" jsonb NOT NULL,
	"regions" text[] NOT NULL,
	"countries" text[] NOT NULL,
	"languages" text[] NOT NULL,
	"until_day" date NOT NULL,
	"state" text NOT NULL,
	"posted_day" date NOT NULL,
	"ended_day" date,
	"ended_by" text,
	"ended_because" text,
	CONSTRAINT "offers_reference_unique" UNIQUE("reference")
);
--> statement-breakpoint
CREATE TABLE "offer_themes" (
	"offer_id" text NOT NULL,
	"theme_id" text NOT NULL,
	CONSTRAINT "offer_themes_offer_id_theme_id_pk" PRIMARY KEY("offer_id","theme_id")
);
--> statement-breakpoint
CREATE TABLE "offer_inquiries" (
	"id" text PRIMARY KEY NOT NULL,
	"offer_id" text NOT NULL,
	"stakeholder_id" text NOT NULL,
	"correspondence_id" text NOT NULL,
	"day" date NOT NULL,
	"poster_outcome" text,
	"asker_outcome" text,
	CONSTRAINT "offer_inquiries_once" UNIQUE("offer_id","stakeholder_id")
);
--> statement-breakpoint
ALTER TABLE "offers" ADD CONSTRAINT "offers_stakeholder_id_stakeholders_id_fk" FOREIGN KEY ("stakeholder_id") REFERENCES "public"."stakeholders"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offer_themes" ADD CONSTRAINT "offer_themes_offer_id_offers_id_fk" FOREIGN KEY ("offer_id") REFERENCES "public"."offers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offer_themes" ADD CONSTRAINT "offer_themes_theme_id_themes_id_fk" FOREIGN KEY ("theme_id") REFERENCES "public"."themes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offer_inquiries" ADD CONSTRAINT "offer_inquiries_offer_id_offers_id_fk" FOREIGN KEY ("offer_id") REFERENCES "public"."offers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offer_inquiries" ADD CONSTRAINT "offer_inquiries_stakeholder_id_stakeholders_id_fk" FOREIGN KEY ("stakeholder_id") REFERENCES "public"."stakeholders"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "offers_by_body" ON "offers" USING btree ("stakeholder_id","posted_day");--> statement-breakpoint
CREATE INDEX "offers_by_state" ON "offers" USING btree ("state","until_day");--> statement-breakpoint
-- What follows is written by hand. What bodies offer and need is public; a body posts and ends its own, and officers of the house take down.
alter table offers enable row level security;
--> statement-breakpoint
create policy offers_read on offers for select to travaux_viewer using (true);
--> statement-breakpoint
create policy offers_post on offers for insert to travaux_viewer with check (viewer_speaks_for(stakeholder_id));
--> statement-breakpoint
create policy offers_end on offers for update to travaux_viewer using (viewer_speaks_for(stakeholder_id) or viewer_officiates(''));
--> statement-breakpoint
create function viewer_posted(offer text) returns boolean language sql stable as $$
  select exists (select from offers where id = offer and viewer_speaks_for(stakeholder_id))
$$;
--> statement-breakpoint
-- Who asked whom for what, and what became of it, is known to those two alone.
alter table offer_inquiries enable row level security;
--> statement-breakpoint
create policy offer_inquiries_read on offer_inquiries for select to travaux_viewer using (viewer_speaks_for(stakeholder_id) or viewer_posted(offer_id));
--> statement-breakpoint
create policy offer_inquiries_ask on offer_inquiries for insert to travaux_viewer with check (viewer_speaks_for(stakeholder_id));
--> statement-breakpoint
create policy offer_inquiries_say on offer_inquiries for update to travaux_viewer using (viewer_speaks_for(stakeholder_id) or viewer_posted(offer_id));
--> statement-breakpoint
-- How many needs were met, as both ends say, by region of whoever needed and by kind: counts alone, which the house protects before anybody sees them.
create function offer_outcomes() returns table (region text, kind text, met bigint) language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(s.regional_group, 'none'), o.kind, count(*)
  from offer_inquiries i join offers o on o.id = i.offer_id join stakeholders s on s.id = case o.side when 'need' then o.stakeholder_id else i.stakeholder_id end
  where i.poster_outcome in ('met', 'partly') and i.asker_outcome in ('met', 'partly') group by 1, 2
$$;
--> statement-breakpoint
select keep_in_inbox(it::regclass) from unnest(array['offers', 'offer_themes', 'offer_inquiries']) as it;
