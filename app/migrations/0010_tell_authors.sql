-- Write to whoever filed an input, without telling who that is: the one who answers it or decides about it may not know. The mail is
-- handed in in every language, the author's is taken. Nobody is written to about their own deed, nor about an answer they may not read;
-- an unattributed input has no author to find. Written by hand.
create function contribution_tell_author(told_of text, told_answer text, mail text, said jsonb, at timestamptz) returns boolean language plpgsql security definer set search_path = public as $$
declare
  reader record;
begin
  select people.email, case when said ? people.language then people.language else 'en' end as language into reader
  from authorships join people on people.id = authorships.person_id
  where authorships.contribution_id = told_of and position('@' in people.email) > 0 and not viewer_speaks_for(authorships.stakeholder_id) and case
    when told_answer is null then viewer_officiates_over(told_of)
    else exists (select from contributions answer where answer.id = told_answer and answer.parent_id = told_of and viewer_wrote(answer.id) and (answer.audience = 'public' or (answer.audience = 'participants'
      and exists (select from forum_participants taking where taking.forum_id = answer.forum_id and taking.person_id = authorships.person_id and taking.accepted_at is not null and taking.ended_at is null)))) end;
  if not found then return false; end if;
  insert into outbox (id, recipient, language, subject, body, created_at)
  values (mail, reader.email, reader.language, said -> reader.language ->> 'subject', said -> reader.language ->> 'body', at);
  return true;
end $$;
