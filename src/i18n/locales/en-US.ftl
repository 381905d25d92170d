# Messages, by capability. Keep each block in its place.

### general, refusals of the face

face-fault = Something went wrong on our side and nothing was changed. Tell your admin this reference, it is in the log: `{ $reference }`
face-form-late = The form took too long to open. Give the command or press the button again.
face-guild-only = This works in a server only. Go to a channel of your organisation and give the command there.
face-file-too-large = The file is too large: at most { $most } KiB. Attach a smaller one.
face-old-command = This command has changed since your Discord loaded it. Restart Discord (Ctrl+R), then give it again.
face-stopping = Liaison is being restarted. Give the command again in half a minute.
refuse-unknown-action = This button or form is not one of ours any more. Give the command again.

### org

### journal and audit

### standup

### digest

digest-title = Digest · { $department }
digest-period = From { $from } to { $to }
digest-nothing = Nothing to report: no standups, no special dates and nobody away.
digest-more = { $hidden } more
digest-next = Next digest
digest-footer-next-step = Next: the lead of { $department } looks at what is open here.
digest-section-dates = Dates this week
digest-section-away = Away
digest-date-holiday = { $day }: holiday
digest-date-workday = { $day }: extra working day
digest-away-line = { $who }: { $from } – { $to }
digest-created = **{ $key }** made for { $department }: `{ $schedule }` ({ $zone }), posted in { $place }. The first comes { $next }.
digest-edited = **{ $key }** of { $department } changed: `{ $schedule }` ({ $zone }), posted in { $place }. The next comes { $next }.
digest-resumed = **{ $key }** of { $department } goes on: `{ $schedule }` ({ $zone }), posted in { $place }. The next comes { $next }.
digest-paused = **{ $key }** is paused. `/digest resume digest:{ $key }` starts it again.
digest-deleted = **{ $key }** is deleted. What it posted stays.
digest-kept = **{ $key }** stays as it is.
digest-delete-confirm = Delete **{ $key }** of { $department }? It will not be posted any more; what it posted stays.
digest-delete-yes = Delete it
digest-delete-no = Keep it
digest-now-done = The digest is on its way to { $place }.
digest-list-title = Digests
digest-list-empty = There is no digest yet. Make one: `/digest create department:ops schedule:weekdays 17:30`
digest-list-paused = paused by { $user } { $when }
refuse-digest-unknown = There is no digest `{ $key }`. `/digest list` shows all of them.
refuse-digest-gone = The department of this digest is gone. `/digest list` shows what there is.
refuse-digest-schedule = That is not a schedule. One that works: `weekdays 17:30`, `mondays 09:00` or `30 17 * * 1-5`.
refuse-digest-never = This schedule never comes: no day matches it. One that works: `weekdays 17:30`.
refuse-digest-section = There is no such section. Known: { $known }. Example: `sections:standups, away`
refuse-digest-paused = **{ $key }** was already paused by { $user } { $when }. `/digest resume` starts it again.
refuse-digest-active = **{ $key }** is already running, since { $user } started it { $when }. `/digest pause` stops it.
refuse-digest-changed = Somebody changed **{ $key }** at the same moment. Look at `/digest list`, then give the command again.
journal-digest-created = digest made
journal-digest-edited = digest changed
journal-digest-paused = digest paused
journal-digest-resumed = digest resumed
journal-digest-deleted = digest deleted

### simulate, why

### commands (names, descriptions, choices)

### departments and catalogue
