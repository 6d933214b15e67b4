ALTER TABLE "journal" ADD COLUMN "by_person" text;--> statement-breakpoint
CREATE INDEX "journal_by_person" ON "journal" USING btree ("by_person");