# Messages, by capability. Keep each block in its place.

### general, refusals of the face

face-fault = Something went wrong on our side and nothing was changed. Tell your admin this reference, it is in the log: `{ $reference }`
face-form-late = The form took too long to open. Give the command or press the button again.
face-guild-only = This works in a server only. Go to a channel of your organisation and give the command there.
face-file-too-large = The file is too large: at most { $most } KiB. Attach a smaller one.
face-old-command = This command has changed since your Discord loaded it. Restart Discord (Ctrl+R), then give it again.
face-stopping = Liaison is being restarted. Give the command again in half a minute.
refuse-unknown-action = This button or form is not one of ours any more. Give the command again.
permission-view-channel = View Channels
permission-send-messages = Send Messages
permission-embed-links = Embed Links
permission-attach-files = Attach Files
permission-read-history = Read Message History
permission-add-reactions = Add Reactions
permission-create-threads = Create Public Threads
permission-send-in-threads = Send Messages in Threads
permission-manage-channels = Manage Channels
permission-manage-roles = Manage Roles

### org

### journal and audit

### standup

standup-question-done = What have you done?
standup-question-next = What comes next?
standup-question-blocked = What stands in your way?
standup-answer = Answer
standup-same = Same as yesterday
standup-away = Away today
standup-snooze = Snooze 1 h
standup-undo = Undo
standup-card-title = { $name } · { $day } · { $key }
standup-card-counts = **{ $answered } of { $asked }** have answered.
standup-card-until = Open until { $when }
standup-card-closed = Closed: **{ $answered } of { $asked }** answered. The summary is below.
standup-card-closed-next = Next: an answer given now belongs to the coming standup.
standup-card-next = Next: those still missing press Answer. The summary comes at the close.
standup-card-all-next = Next: everybody has answered; the summary comes at the close.
standup-missing = Still missing
standup-away-list = Away
standup-summary-title = Summary · { $name } · { $day } · { $key }
standup-summary-counts = **{ $answered } of { $asked }** answered · { $blockers ->
    [0] no open blockers
    [one] **one open blocker**
   *[other] **{ $blockers } open blockers**
}
standup-blockers = Blockers
standup-blocker = { $who }: { $what }
standup-blocker-helped = { $who }: { $what } — { $by } is helping
standup-blocker-resolved = ~~{ $who }: { $what }~~ — resolved by { $by } { $when }
standup-help = { $number } · I can help
standup-resolve = { $number } · Resolved
standup-also = Also answered
standup-silent = No answer
standup-streak = { $count } in a row
standup-next-step = Next
standup-lead-of = the lead of { $department }
standup-next-blockers = { $owner } sees to the open blockers. The next standup: { $next }
standup-next-round = { $owner } follows up with anyone missing. The next standup: { $next }
standup-edit-answer = Change my answer
standup-prompt = { $department } holds its standup **{ $name }**. Please answer by { $when }.
standup-reminder = Your answer to **{ $name }** of { $department } is still missing. Please answer by { $when }.
standup-prompt-next = Next: you answer, or say that you are away.
standup-offer = { $helper } can help with what stands in your way: { $what }
    Next: the two of you talk; whoever clears it presses **Resolved** under the summary.
standup-form-title = { $key } · { $day }
standup-answer-kept = Your answer to { $key } of { $day } is kept. You can change it until the close, { $when }.
standup-answer-renewed = Your answer to { $key } of { $day } is changed, and so is the summary.
standup-answer-ahead = Your answer is kept for the coming { $key } of { $day }, which opens { $when }.
standup-away-done = You are away for { $key } { $name } on { $day }: you are not asked or reminded.
standup-back-done = You take part in { $key } on { $day } again.
standup-snoozed = You are reminded { $when }, unless you answer before.
standup-help-done = { $user } is told that you can help, and the summary says so. Next: talk to each other.
standup-resolve-done = The blocker of { $user } is marked as resolved in the summary.
standup-created = **{ $key }** { $name } made for { $department }: `{ $schedule }` ({ $zone }), open for { $minutes } minutes, reminders { $reminders }, in { $place }. The first opens { $next }.
standup-edited = **{ $key }** { $name } of { $department } changed: `{ $schedule }` ({ $zone }), open for { $minutes } minutes, reminders { $reminders }, in { $place }. A round that is open keeps its questions and its end. The next opens { $next }.
standup-resumed = **{ $key }** { $name } of { $department } goes on: `{ $schedule }` ({ $zone }), open for { $minutes } minutes, reminders { $reminders }, in { $place }. The next opens { $next }.
standup-paused = **{ $key }** is paused. A round that is open goes on to its end. `/standup resume standup:{ $key }` starts it again.
standup-deleted = **{ $key }** is deleted. What it posted stays.
standup-kept = **{ $key }** stays as it is.
standup-run-done = **{ $key }** is open in { $place }.
standup-delete-confirm = Delete **{ $key }** { $name } of { $department }? The next round ({ $next }) will not open. { $open } What was answered and posted stays.
standup-delete-open = The open round ends at once, without a summary.
standup-delete-yes = Delete it
standup-delete-no = Keep it
standup-list-title = Standups
standup-list-empty = There is no standup yet. Make one: `/standup create department:ops name:Daily schedule:weekdays 09:30`
standup-list-paused = paused by { $user } { $when }
standup-report-title = Report · { $key } { $name } · { $department }
standup-report-body = { $from } to { $to }: { $rounds ->
    [one] one standup
   *[other] { $rounds } standups
}, **{ $answered } of { $asked }** answers ({ $percent } %), { $blockers ->
    [one] one blocker
   *[other] { $blockers } blockers
} raised.
standup-report-people = Participation
standup-report-person = { $number }. { $who }: { $answered } of { $asked }, away { $away }, { $streak } in a row
standup-report-blockers = Blockers
standup-report-blocker = { $day } { $who }: { $what }
standup-report-blocker-resolved = { $day } { $who }: ~~{ $what }~~ (resolved)
standup-report-legend = Rows are people as numbered, columns are days. Green: answered. Grey: away. Red: no answer.
standup-report-alt = Participation of { $people } people in { $rounds } standups: { $answered } of { $asked } answers, { $percent } %. The numbers of each person are in the text.
standup-digest-title = Standups
standup-digest-line = **{ $key }** { $name }: { $answered } of { $asked } answers in { $rounds ->
    [one] one standup
   *[other] { $rounds } standups
} ({ $percent } %), { $blockers ->
    [one] one open blocker
   *[other] { $blockers } open blockers
}
refuse-standup-schedule = `{ $text }` is not a schedule. One that works: `weekdays 09:30`, `mondays 09:00` or `30 9 * * 1-5`.
refuse-standup-never = `{ $text }` never comes: no day matches it. One that works: `weekdays 09:30`.
refuse-standup-zone = `{ $zone }` is not a time zone. One that works: `Asia/Shanghai` or `Europe/Berlin`.
refuse-standup-window = A window of { $minutes } minutes is not possible: 5 to 1440. Example: `window:120`
refuse-standup-reminders = `{ $text }` cannot be read as reminders within the window. Examples: `80%`, `30m,60m` or `none` (at most five).
refuse-standup-name = A name has 1 to 60 characters. Example: `name:Daily`
refuse-standup-clock = The clock is `department` (one moment for all) or `member` (each at their own local time).
refuse-standup-questions = A standup has 1 to 5 questions, one a line or separated by `|`; these are { $count }. Example: `What is done? | What is next? | What blocks you?`
refuse-standup-question-long = A question has at most 45 characters, this one has more: { $question }
refuse-standup-nothing = Nothing to change was given for **{ $key }**. Example: `/standup edit standup:{ $key } schedule:weekdays 10:00`
refuse-standup-unknown = There is no standup `{ $typed }`. `/standup list` shows all of them.
refuse-standup-unknown-near = There is no standup `{ $typed }`. Did you mean { $near }? `/standup list` shows all of them.
refuse-standup-paused = **{ $key }** was already paused by { $user }, { $when }. `/standup resume` starts it again.
refuse-standup-active = **{ $key }** is already running, since { $user } started it, { $when }. `/standup pause` stops it.
refuse-standup-changed = Somebody changed **{ $key }** at the same moment. Look at `/standup list`, then give the command again.
refuse-standup-open = **{ $key }** is open already, since { $when }. Its card is in the department's channel.
refuse-standup-held = **{ $key }** was held today already, { $when }. There is one round a day.
refuse-standup-nobody = **{ $key }** could not be opened: everybody is away, or the department has no members or no channel. `/department show` tells which.
refuse-standup-not-participant = **{ $key }** asks the members of { $department }, and you are none. `/department join` makes you one.
refuse-standup-no-round = **{ $key }** has no coming round to answer to: its schedule finds no working day.
refuse-standup-no-last = You have no earlier answer to **{ $key }** to take over. Press **Answer** instead.
refuse-standup-empty = The answer is empty. Write at least one line, for instance what you have done.
refuse-standup-closed = That round of **{ $key }** is closed. What you do now is for the coming one: `/standup answer standup:{ $key }`
refuse-standup-answered = You have answered **{ $key }** already: there is nothing to be reminded of.
refuse-standup-ending = This round closes { $when }: too soon to snooze. Press **Answer** or **Away today**.
refuse-standup-blocker-gone = **{ $key }** has no such blocker any more; the answer may have been changed.
refuse-standup-resolved = { $user } marked it as resolved already, { $when }.
refuse-standup-helped = { $user } is helping with it already.
refuse-standup-help-self = It is your own blocker. When it is out of the way, press **Resolved**.
refuse-standup-day = `{ $text }` is not a day. Examples: `2026-03-01`, `mon`, `-7d` or `today`.
refuse-standup-period = The period ends before it begins. Example: `from:2026-03-01 to:2026-03-31`
refuse-standup-period-long = A report spans a year at most. Example: `from:2026-01-01 to:2026-12-31`
refuse-standup-no-rounds = **{ $key }** had no finished round from { $from } to { $to }. Try an earlier `from`.
journal-standup-created = standup made
journal-standup-edited = standup changed
journal-standup-paused = standup paused
journal-standup-resumed = standup resumed
journal-standup-deleted = standup deleted
journal-standup-run = standup opened by hand
journal-standup-opened = round opened
journal-standup-closed = round closed
journal-standup-missed = round missed: too late to open
journal-standup-nobody = no round: everybody away
journal-standup-no-channel = no round: no channel
journal-standup-answered = answered
journal-standup-away = away for a round
journal-standup-back = back for a round
journal-standup-blocker-helped = offered help with a blocker
journal-standup-blocker-resolved = blocker resolved

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

why-title = Why this message?
why-next = Next time: { $when }
why-schedule = Schedule: `{ $schedule }` ({ $zone })
why-by = Asked for by { $user }
why-about = About: { $key } { $name } · { $day }
why-unknown-rule = Rule: `{ $rule }`
why-mute = Mute this for me
why-unmute = Tell me again
why-muted = You will not get these any more. The button takes it back.
why-unmuted = You will get these again.
why-rule-standup-open = The standup opened on its schedule, on a working day of the department.
why-rule-standup-close = The standup reached its end, so its answers were summed up.
why-rule-standup-remind = You are a member of the department, you are not away, and your answer was missing at a moment set for asking or reminding.
why-rule-standup-help = A colleague pressed **I can help** under a blocker of yours.
why-rule-digest-post = The digest came on its schedule, and there was something to tell.
why-rule-digest-now = Somebody asked for the digest.
why-rule-outbox-fallback = A direct message was refused, so the person is mentioned here once instead. Allowing direct messages from this server ends that.
refuse-why-not-ours = This is not a message Liaison keeps record of. Choose one it posted on its own.

### commands (names, descriptions, choices)

cmd-standup = standup
    .description = Daily rounds of short answers
cmd-standup-create = create
    .description = Make a standup for a department
cmd-standup-create-opt-department = department
    .description = Department the standup belongs to
cmd-standup-create-opt-name = name
    .description = What the standup is called
cmd-standup-create-opt-schedule = schedule
    .description = When it is held: weekdays 09:30, or cron
cmd-standup-create-opt-timezone = timezone
    .description = Time zone of the schedule; default the department’s
cmd-standup-create-opt-window = window
    .description = How long it is open, in minutes (5 to 1440, default 120)
cmd-standup-create-opt-reminders = reminders
    .description = When those missing are reminded: 80%, 30m,60m or none
cmd-standup-create-opt-questions = questions
    .description = One to five, one a line or separated by |
cmd-standup-create-opt-clock = clock
    .description = One moment for all, or each member’s own local time
    .choice-department = department
    .choice-member = member
cmd-standup-edit = edit
    .description = Change a standup, from its next round on
cmd-standup-edit-opt-standup = standup
    .description = Key or name of the standup
cmd-standup-edit-opt-name = name
    .description = What the standup is called
cmd-standup-edit-opt-schedule = schedule
    .description = When it is held: weekdays 09:30, or cron
cmd-standup-edit-opt-timezone = timezone
    .description = Time zone of the schedule; default the department’s
cmd-standup-edit-opt-window = window
    .description = How long it is open, in minutes (5 to 1440, default 120)
cmd-standup-edit-opt-reminders = reminders
    .description = When those missing are reminded: 80%, 30m,60m or none
cmd-standup-edit-opt-questions = questions
    .description = One to five, one a line or separated by |
cmd-standup-edit-opt-clock = clock
    .description = One moment for all, or each member’s own local time
    .choice-department = department
    .choice-member = member
cmd-standup-answer = answer
    .description = Answer, early or in time, or change your answer
cmd-standup-answer-opt-standup = standup
    .description = Key or name of the standup
cmd-standup-skip = skip
    .description = Say that you are away this time
cmd-standup-skip-opt-standup = standup
    .description = Key or name of the standup
cmd-standup-list = list
    .description = All standups and when they come next
cmd-standup-pause = pause
    .description = Stop a standup until it is resumed
cmd-standup-pause-opt-standup = standup
    .description = Key or name of the standup
cmd-standup-resume = resume
    .description = Go on with a paused standup
cmd-standup-resume-opt-standup = standup
    .description = Key or name of the standup
cmd-standup-delete = delete
    .description = Delete a standup; asks before it does
cmd-standup-delete-opt-standup = standup
    .description = Key or name of the standup
cmd-standup-run = run
    .description = Open today’s round now
cmd-standup-run-opt-standup = standup
    .description = Key or name of the standup
cmd-standup-report = report
    .description = Participation and blockers over a period
cmd-standup-report-opt-standup = standup
    .description = Key or name of the standup
cmd-standup-report-opt-from = from
    .description = First day, for instance 2026-03-01
cmd-standup-report-opt-to = to
    .description = Last day, default today
cmd-menu-why-this = Why this?

### departments and catalogue
