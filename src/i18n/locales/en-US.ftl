# Messages, by capability. Keep each block in its place.

### general, refusals of the face

face-fault = Something went wrong on our side and nothing was changed. Tell your admin this reference, it is in the log: `{ $reference }`
face-form-late = The form took too long to open. Give the command or press the button again.
face-form-ready = That is kept. One form is still to be filled in.
face-form-open = Open the form
face-guild-only = This works in a server only. Go to a channel of your organisation and give the command there.
face-file-too-large = The file is too large: at most { $most } KiB. Attach a smaller one.
face-old-command = This command has changed since your Discord loaded it. Restart Discord (Ctrl+R), then give it again.
face-stopping = Liaison is being restarted. Give the command again in half a minute.
refuse-unknown-action = This button or form is not one of ours any more. Give the command again.
page-previous = ◀ Back
page-next = Next ▶
page-of = Page { $page } of { $pages }
not-set = not set
nobody = nobody
and-more = and { $hidden } more
language-en = English
language-zh = Chinese
weekday-mon = Mon
weekday-tue = Tue
weekday-wed = Wed
weekday-thu = Thu
weekday-fri = Fri
weekday-sat = Sat
weekday-sun = Sun
refuse-zone = There is no time zone “{ $zone }”. One that works: `Asia/Shanghai`, `Europe/Berlin` or `America/New_York`.
refuse-hours = “{ $hours }” are not working hours. An example that works: `09:00-18:00`.
refuse-quiet = “{ $hours }” are not quiet hours. An example that works: `22:00-07:00`; `off` switches them off.
refuse-week = “{ $week }” are not working days. An example that works: `mon-fri` or `mon,wed,fri`.
refuse-locale = I do not speak “{ $locale }”. Choose `en-US` or `zh-CN`.
refuse-currency = “{ $currency }” is not a currency code. Three letters work, such as `CNY`, `EUR` or `USD`.
refuse-day = I cannot read “{ $day }” as a day. Ways that work: `{ $example }`, `tomorrow`, `fri` or `+3d`.
refuse-day-past = { $day } is already past: today is { $today }. Name today or a later day.
refuse-name-empty = The text is empty. Type at least one visible character.
refuse-name-long = The text has { $length } characters; at most { $most } fit. Shorten it and try again.
refuse-nothing-to-change = Nothing was changed, because no option was given that differs. Example: `/department edit department:ops hours:09:00-18:00`
refuse-right-admin = Only people who may manage this server (permission **Manage Server**) can do this. Ask one of them.
refuse-join-money = { $department } decides on money, so nobody simply joins it. Only its lead, its role or people who may manage this server let you in: `/department edit` with `lead:` or `role:`.
refuse-right-pmo = Only members of the project office (department `pmo`) or people who may manage this server can do this.
refuse-right-lead = Only the lead of { $department }, the project office or people who may manage this server can do this. `/department show` names the lead.
refuse-right-any-lead = Only department leads, the project office or people who may manage this server can do this.
refuse-right-member = Only members of { $department } can do this. `/department join` makes you one.
refuse-right-any-member = Only members of a department can do this. `/department join` makes you one.

### org

setup-done = This server is set up
setup-departments = Departments
setup-channels = Channels
setup-settings = Settings
setup-next = Next
setup-nothing-new = No new ones; { $departments } were there before.
setup-making = { $channels ->
    [one] One channel and its role are being made; it says hello when it is ready.
   *[other] { $channels } channels and their roles are being made; each says hello when it is ready.
}
setup-here = { $departments ->
    [one] One department posts in this channel.
   *[other] { $departments } departments post in this channel.
}
setup-settings-are = Time zone { $zone } · language { $language } · currency { $currency }{ $named ->
    [yes] {""}
   *[no] {" "}(`/setup run currency:…` changes it)
}
setup-next-steps = 1. `/department edit department:{ $key } lead:@…` names who leads it.{"\u000A"}2. `/calendar import preset:cn-2026` takes over the holidays.{"\u000A"}3. `/standup create department:{ $key } name:Daily schedule:weekdays 09:30` starts a standup.{"\u000A"}`/setup check` says what is still missing.
setup-next-departments = `/setup run departments:five` switches departments on.
setup-next-zone = Time zone is UTC: `/setup run timezone:Asia/Shanghai` changes it.
refuse-setup-departments = “{ $departments }” is not a choice. Choose `all`, `six`, `five` or `none`.
refuse-setup-channels = “{ $channels }” is not a choice. Choose `create` or `here`.
check-title = What is missing
check-fine = Everything is in place: permissions, channels and leads.
check-permissions = I lack these permissions in this server: { $permissions }. Give them to my role in Server Settings → Roles.
check-permissions-channel = In { $channel } I lack { $permissions }. Give them to my role in the channel's settings → Permissions.
check-no-departments = There is no department yet. `/setup run` switches them on.
check-no-channel = { $name } has no channel. `/department edit department:{ $key } channel:#…` binds one; `/setup run` makes one.
check-no-lead = { $name } has no lead. `/department edit department:{ $key } lead:@…` names one.
check-dead = { $posts ->
    [one] One message
   *[other] { $posts } messages
} could not be delivered. `/audit subject:delivery` shows which and why.
permission-manage-channels = Manage Channels
permission-manage-roles = Manage Roles
permission-view-channel = View Channels
permission-send-messages = Send Messages
permission-embed-links = Embed Links
permission-attach-files = Attach Files
permission-read-message-history = Read Message History
permission-create-public-threads = Create Public Threads
permission-create-private-threads = Create Private Threads
permission-send-messages-in-threads = Send Messages in Threads
permission-add-reactions = Add Reactions
welcome-title = Welcome: { $department }
welcome-body = Standups, digests and what other departments want from this one are posted here. Commands call it `{ $key }`.
welcome-next = Next: everybody who belongs here presses Join; the lead makes the first standup with /standup create.
welcome-join = Join
department-list-title = Departments
department-list-empty = There is no department yet. Somebody who may manage this server starts with `/setup run`.
department-line = `{ $key }` **{ $name }** · { $place } · { $members ->
    [one] one member
   *[other] { $members } members
}
department-no-channel = no channel yet
department-channel = Channel
department-role = Role
department-leads = Lead
department-members = Members
department-times = Working time
department-times-are = { $week }, { $hours } · { $zone } · { $language }
department-added = **{ $name }** is there now, as `{ $key }`. Next: `/department edit department:{ $key } lead:@…`
department-added-making = **{ $name }** is there now, as `{ $key }`; its channel and role are being made. Next: `/department edit department:{ $key } lead:@…`
department-joined = You belong to { $department } now. `/me show` lists what that brings.
department-left = You do not belong to { $department } any more.
refuse-department-unknown = There is no department “{ $department }”. Nearest: { $nearest }. `/department list` shows all.
refuse-no-departments = There is no department here yet. Somebody who may manage this server starts with `/setup run`.
refuse-department-without-channel = The department `{ $department }` has no channel to post in. Just after `/setup run` it is still being made: give the command again in a few seconds. Otherwise `/department edit department:{ $department } channel:#…` gives it one.
refuse-department-key = “{ $key }” cannot be a key: 2 to 20 lower-case letters, digits or hyphens, a letter first. Example: `legal`
refuse-department-exists = There is a department `{ $key }` already. `/department edit department:{ $key }` changes it.
refuse-department-changed = Somebody changed `{ $key }` at the same moment. Look at `/department show department:{ $key }`, then give the command again.
refuse-role-everyone = That role is everybody's: all members of the server would belong to the department. Choose a role of its own.
refuse-already-member = You belong to { $department } already.
refuse-not-member = You do not belong to { $department }, so there is nothing to leave. `/me show` lists your departments.
calendar-everywhere = the whole server
calendar-holiday-set = { $day } is a holiday for { $scope }. No standup or digest comes that day.
calendar-workday-set = { $day } is a working day for { $scope }.
calendar-imported = Taken over for { $scope }: { $holidays } days off and { $workdays } extra working days. `/calendar list` shows them.
calendar-removed = { $day } is an ordinary day for { $scope } again.
calendar-list-title = Holidays and extra working days
calendar-list-empty = None from today on. `/calendar import preset:cn-2026` takes over those of mainland China.
calendar-line-holiday = 🏖️ { $day } · { $scope }
calendar-line-holiday-named = 🏖️ { $day } **{ $name }** · { $scope }
calendar-line-workday = 💼 { $day } extra working day · { $scope }
calendar-line-workday-named = 💼 { $day } extra working day **{ $name }** · { $scope }
preset-cn-2026 = Mainland China 2026, holidays and extra working days
refuse-preset = There is no calendar “{ $preset }”. One that works: `cn-2026`.
refuse-import-source = Give one of the two: a file (`.ics`) or a preset. Example: `/calendar import preset:cn-2026`
refuse-ics-unreadable = This file is not an iCalendar file. Export the calendar as `.ics` and attach that.
refuse-ics-empty = This calendar has no all-day event, so there is nothing to take over. Holidays are all-day events in it.
refuse-ics-long = This calendar has more days than can be taken over at once. Export one year of it.
refuse-ics-recurrence = An event of this calendar recurs in a way I cannot follow. Export single days, or events that recur yearly.
refuse-calendar-none = { $day } is not marked for { $scope }. `/calendar list` shows what is.
away-set = You are away from { $from } to { $to }: no standup asks for you, and your departments see it. `/away cancel` takes it back.
away-set-other = { $user } is away from { $from } to { $to }. They are told by direct message.
away-told-set = { $by } noted that you are away from { $from } to { $to }. If that is wrong: `/away cancel`.
away-told-cancelled = { $by } took back your absence from { $from } to { $to }. If that is wrong: `/away set`.
away-cancelled = The absence from { $from } to { $to } is taken back.
away-list-title = Away
away-list-empty = Nobody is away from today on. `/away set from:tomorrow to:+3d` notes an absence.
away-line = { $user } · { $from } – { $to }
away-line-reason = { $user } · { $from } – { $to } · { $reason } (the reason is seen by you alone)
away-cancel-title = Which absence is to be taken back?
away-cancel-button = Take back
refuse-away-order = The end ({ $to }) is before the beginning ({ $from }). Example: `from:tomorrow to:+3d`
refuse-away-past = { $to } is already past: today is { $today }. An absence ends today or later.
refuse-away-long = An absence is a year long at most. Set its end earlier; it can be extended.
refuse-away-none = There is no absence from today on. `/away set from:tomorrow to:+3d` notes one.
refuse-away-gone = This absence was taken back or changed already. `/away list` shows what holds now.
me-title = Your settings
me-saved = Your settings are saved
me-departments = Departments
me-lead = lead
me-times = Working time
me-quiet = Quiet hours
me-delivery = What is not urgent
me-delegate = Represented by
me-away = Away
me-hint = Change it with /me settings.
delivery-instant = comes at once
delivery-digest = waits for the digest
refuse-delivery = “{ $delivery }” is not a choice. Choose `instant` or `digest`.
refuse-delegate-self = Somebody else has to represent you. Choose another person as `delegate`.
help-title = What you can do here
help-body = Only what you may run is listed. Answers to you are private; what concerns a department is posted in its channel.
help-not-for-you = You may run nothing of this topic. `/help` without a topic lists what you may.
help-footer = Commands complete what you type: departments by key, by name or by pinyin initials.
help-topic-setup = Set up
help-topic-department = Departments
help-topic-standup = Standups
help-topic-digest = Digests
help-topic-task = Tasks
help-task-create = `/task create department:ops kind:… title:…`, or **Make a task** in the menu of a message
help-task-list = `/task list mine:True` · `/task show task:TASK-7`
help-task-work = `/task take` · `check` · `comment` · `stage` · `done`, or the buttons of its card
help-task-recurring = `/task recurring … schedule:daily 02:00` makes one each time · `/task schedules`
help-task-panel = `/task panel department:service` puts buttons here with which anybody asks the department
help-topic-incident = Incidents
help-incident-declare = `/incident declare title:… severity:sev2 department:ops`, or **Declare an incident** in the menu of a message
help-incident-list = `/incident list`, `show`: what is open, and all about one
help-incident-work = `/incident ack`, `update`, `mitigate`, `resolve`, `close`, `reopen`: the buttons of its card do the same
help-incident-change = `/incident severity`, `role`, `escalate`, `merge`
help-incident-stats = `/incident stats`: how long it took to acknowledge and to resolve, and who was paged how often
help-topic-decision = Decisions
help-decision-list = `/decision list`, `show`: what waits for you, and all about one
help-decision-say = `/decision approve`, `reject`, `delegate`: the buttons of its card do the same
help-topic-knowledge = Knowledge
help-knowledge-ask = `/knowledge ask question:…`: similar ones are shown at once; `answer`, `accept`
help-knowledge-search = `/knowledge search text:…`, `show`: what is known
help-knowledge-add = `/knowledge add kind:solution title:… text:…`, `edit`, `retire`: also known issues, policies, lessons
help-topic-away = Absences
help-topic-calendar = Calendar
help-topic-me = Yourself
help-topic-budget = Budgets
help-budget-list = `/budget list` · `status`: how much of each is used
help-budget-spend = `/budget spend`: book an expense, with its receipt
help-budget-finance = `/budget create` · `edit` · `correct` · `import`: finance keeps budgets and their ledger
help-topic-audit = Looking behind
help-setup-run = `/setup run` switches departments on, makes their channels, sets time zone and language; again and again without harm
help-setup-check = `/setup check` says what is missing and what to do
help-department-list = `/department list`, `show`: which there are, who belongs to them
help-department-join = `/department join`, `leave`: where you belong
help-department-edit = `/department edit`: name, channel, role, lead, working time
help-department-add = `/department add key:legal name:Legal`: one of your own
help-standup-answer = `/standup answer`, `skip`: your part, also ahead of time
help-standup-list = `/standup list`: which there are and when they come
help-standup-report = `/standup report`: who took part, what blocks
help-standup-create = `/standup create department:ops name:Daily schedule:weekdays 09:30`
help-standup-edit = `/standup edit`, `pause`, `resume`, `run`, `delete`
help-digest-now = `/digest now department:ops`: the digest at this moment
help-digest-create = `/digest create department:ops schedule:weekdays 17:30`
help-digest-list = `/digest list`: which there are
help-away-set = `/away set from:tomorrow to:+3d`, `cancel`: no standup asks for you
help-away-other = `/away set user:@…`: for somebody of your department, who is told
help-away-list = `/away list`: who is away
help-calendar-list = `/calendar list`: holidays and extra working days
help-calendar-holiday = `/calendar holiday`, `workday`, `remove`, with `department:` for your own
help-calendar-import = `/calendar import preset:cn-2026` or a file `.ics`, for the whole server
help-me-show = `/me show`: what holds for you
help-me-settings = `/me settings`: time zone, language, working and quiet hours, who represents you
help-simulate = `/simulate from:tomorrow to:+7d`: what I would post, to whom
help-audit = `/audit`: who did what, and what could not be delivered
help-why = **Why this?** in the menu of any post of mine (Apps)
refuse-topic = There is no topic “{ $topic }”. Known: { $known }.

### journal and audit

audit-title = What was done
audit-empty = Nothing that matches. `/audit` without options shows everything you may see.
audit-line = { $when } { $by } · { $action } · { $subject }
audit-liaison = Liaison
audit-dead = { $when } ⚠️ not delivered to { $place }: { $why } ({ $key })
audit-fact = { $name }: { $value }
audit-fact-change = { $name }: { $before } → { $after }
audit-fact-and = {"; "}
audit-fact-name = { $name ->
    [again] changed afterwards
    [added] added
    [clock] clock
    [code] Discord's code
    [currency] currency
    [delegate] represented by
    [delivery] not urgent
    [hours] hours
    [locale] language
    [questions] questions
    [quiet] quiet hours
    [week] working week
    [window] minutes open
    [workdays] extra working days
    [zone] time zone
    [into] merged into
    [kind] type
    [merged] taken over
    [part] role
    [public] for customers
    [alerts] more alerts
    [hosts] more hosts
    [more] hosts not named
    [worse] severity
    [holder] on call
    [incidents] open incidents
   *[other] { $name }
}
refuse-subject = “{ $subject }” is not something the record knows. Examples that work: `ops`, `STD-7`, `calendar`.
delivery-failed = I could not post in { $place }: { $why } You are told because you lead this department or set this server up; once a day.
delivery-here = this server
delivery-mail = a mailbox
delivery-hook = an address of somebody’s own
delivery-code-unknown-channel = the channel no longer exists. Bind another one with `/department edit … channel:#…`.
delivery-code-access = I cannot see the channel. Give my role **View Channels** there.
delivery-code-permission = I lack a permission there. `/setup check` names it.
delivery-code-direct = they do not accept direct messages from this server. They can allow them in the server's privacy settings.
delivery-code-full = the server has as many channels or roles as it may have. Delete one, then run `/setup run` again.
delivery-code-other = Discord refused it for good. `/setup check` may name the cause.
journal-setup-run = server set up
journal-department-added = department added
journal-department-edited = department changed
journal-department-joined = joined
journal-department-left = left
journal-department-channel-made = channel made
journal-department-role-made = role made
journal-calendar-holiday = holiday set
journal-calendar-workday = working day set
journal-calendar-imported = calendar taken over
journal-calendar-removed = special day taken away
journal-away-set = absence noted
journal-away-cancelled = absence taken back
journal-me-changed = settings changed
journal-direct-refused = direct message refused
journal-delivery-failed = delivery failed
journal-integration-created = made an integration
journal-integration-rotated = gave an integration a new address
journal-integration-deleted = deleted an integration
journal-handoff-requested = asked for a handoff
journal-handoff-accepted = accepted a handoff
journal-handoff-assigned = gave a handoff to somebody
journal-handoff-released = freed a handoff: who had it is away or has left
journal-handoff-declined = declined a handoff
journal-handoff-asked = asked about a handoff
journal-handoff-answered = answered about a handoff
journal-handoff-delivered = delivered a handoff
journal-handoff-returned = returned a handoff
journal-handoff-confirmed = confirmed a handoff
journal-handoff-cancelled = cancelled a handoff
journal-handoff-signed = signed a handoff
journal-handoff-passed = passed a handoff on
journal-handoff-wrote = wrote about a handoff
journal-handoff-overdue = noted that a handoff is overdue
journal-handoff-incident = made an incident of a handoff
journal-handoff-exception-asked = asked for an exception from a handoff
journal-handoff-excused = noted that a handoff is excused for a time
journal-handoff-exception-over = opened a handoff again: its exception ended
journal-handoff-exception-refused = noted that a handoff is not excused
journal-handoff-given-back = noted that something lent is back
journal-freeze-made = made a release freeze
journal-freeze-ended = ended a release freeze
journal-silence-created = made a silence
journal-silence-begun = began a planned silence
journal-silence-ended = ended a silence
journal-heartbeat-created = made a heartbeat
journal-heartbeat-deleted = deleted a heartbeat
journal-watch-added = added a watch rule
journal-watch-removed = removed a watch rule

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
standup-handoff = { $number } · Handoff
standup-resolve = { $number } · Resolved
standup-task = { $number } · Make a task
standup-also = Also answered
standup-silent = No answer
standup-streak = { $count } in a row
standup-next-step = Next
standup-lead-of = The lead of { $department }
standup-next-blockers = { $owner } sees to the open blockers. The next standup: { $next }
standup-next-done = Nothing is left to follow up. The next standup: { $next }
standup-next-round = { $owner } follows up with anyone missing. The next standup: { $next }
standup-edit-answer = Change my answer
standup-prompt = { $department } holds its standup **{ $name }**. Please answer by { $when }.
standup-reminder = Your answer to **{ $name }** of { $department } is still missing. Please answer by { $when }.
standup-prompt-next = Next: you answer, or say that you are away.
standup-offer = { $helper } can help with what stands in your way: { $what }
    Next: the two of you talk; whoever clears it presses **Resolved** under the summary.
standup-form-title = { $key } · { $day }
standup-answer-kept = Your answer to { $key } of { $day } is kept. The summary comes { $when }; you can still change your answer after that.
standup-answer-renewed = Your answer to { $key } of { $day } is changed, and so is the summary.
standup-answer-ahead = Your answer is kept for the coming { $key } of { $day }, which opens { $when }.
standup-away-done = You are away for { $key } { $name } on { $day }: you are not asked or reminded.
standup-back-done = You take part in { $key } on { $day } again.
standup-snoozed = You are reminded { $when }, unless you answer before.
standup-help-done = { $user } is told that you can help, and the summary says so. Next: talk to each other.
standup-resolve-done = The blocker of { $user } is marked as resolved in the summary.
standup-created = **{ $key }** { $name } made for { $department }: `{ $schedule }` ({ $zone }), open for { $minutes } minutes, reminders { $reminders }, in { $place }. The first opens { $next }.
standup-edited = **{ $key }** { $name } of { $department } changed: `{ $schedule }` ({ $zone }), open for { $minutes } minutes, reminders { $reminders }, in { $place }. A round that is open keeps its questions and its end. The next opens { $next }.
standup-outside-hours = This lies outside the working hours of { $department }, whose time zone is { $zone }: whoever keeps those hours is not reminded. `/department edit department:{ $key }` changes hours and time zone.
standup-resumed = **{ $key }** { $name } of { $department } goes on: `{ $schedule }` ({ $zone }), open for { $minutes } minutes, reminders { $reminders }, in { $place }. The next opens { $next }.
standup-paused = **{ $key }** is paused. A round that is open goes on to its end. `/standup resume standup:{ $key }` starts it again.
standup-deleted = **{ $key }** is deleted. What it posted stays.
standup-kept = **{ $key }** stays as it is.
standup-run-done = **{ $key }** is open in { $place }.
standup-delete-confirm = Delete **{ $key }** { $name } of { $department }? The next round ({ $next }) will not open. What was answered and posted stays.
standup-delete-confirm-open = Delete **{ $key }** { $name } of { $department }? The open round ends at once, without a summary, and the next round ({ $next }) will not open. What was answered and posted stays.
standup-delete-yes = Delete it
standup-delete-no = Keep it
standup-reminders-none = none
standup-list-title = Standups
standup-list-empty = There is no standup yet. Make one: `/standup create department:ops name:Daily schedule:weekdays 09:30`
standup-list-paused = paused by { $user } { $when }
standup-report-title = Report · { $key } { $name } · { $department }
standup-report-body = { $from } to { $to }: { $rounds ->
    [one] one standup
   *[other] { $rounds } standups
}, **{ $answered } of { $asked }** answers ({ $percent }%), { $blockers ->
    [one] one blocker
   *[other] { $blockers } blockers
} raised.
standup-report-people = Participation
standup-report-person = { $number }. { $who }: { $answered } of { $asked }, away { $away }, { $streak } in a row
standup-report-blockers = Blockers
standup-report-blocker = { $day } { $who }: { $what }
standup-report-blocker-resolved = { $day } { $who }: ~~{ $what }~~ (resolved)
standup-report-legend = Rows of the picture are people as numbered above, columns are days.
standup-report-alt = Participation of { $people } people in { $rounds } standups: { $answered } of { $asked } answers, { $percent }%. The numbers of each person are in the text.
standup-picture-title = { $name } · { $department } · participation
standup-picture-digest = Standups, day by day
standup-picture-period = { $from } to { $to }
standup-picture-answered = answered
standup-picture-away = away
standup-picture-missed = no answer
standup-picture-all = everybody answered
standup-picture-some = some did
standup-picture-none = nobody did
standup-digest-alt = Participation in { $standups } standups on { $days } days: { $answered } of { $asked } answers. The numbers of each standup are in the text.
standup-digest-legend = Picture: the standups, day by day.
standup-digest-title = Standups
standup-digest-line = **{ $key }** { $name }: { $answered } of { $asked } answers in { $rounds ->
    [one] one standup
   *[other] { $rounds } standups
} ({ $percent }%), { $blockers ->
    [0] no open blockers
    [one] one open blocker
   *[other] { $blockers } open blockers
}
refuse-standup-schedule = “{ $text }” is not a schedule. One that works: `weekdays 09:30`, `mondays 09:00` or `30 9 * * 1-5`.
refuse-standup-never = “{ $text }” never comes: no day matches it. One that works: `weekdays 09:30`.
refuse-standup-zone = “{ $zone }” is not a time zone. One that works: `Asia/Shanghai` or `Europe/Berlin`.
refuse-standup-window = A window of { $minutes } minutes is not possible: 5 to 1440. Example: `window:120`
refuse-standup-reminders = “{ $text }” cannot be read as reminders within the window. Examples: `80%`, `30m,60m` or `none` (at most five).
refuse-standup-name = A name has 1 to 60 characters. Example: `name:Daily`
refuse-standup-clock = The clock is `department` (one moment for all) or `member` (each at their own local time).
refuse-standup-questions = A standup has 1 to 5 questions, one a line or separated by `|`; these are { $count }. Example: `What is done? | What is next? | What blocks you?`
refuse-standup-question-long = A question has at most 45 characters, this one has more: { $question }
refuse-standup-nothing = Nothing to change was given for **{ $key }**. Example: `/standup edit standup:{ $key } schedule:weekdays 10:00`
refuse-standup-unknown = There is no standup “{ $typed }”. `/standup list` shows all of them.
refuse-standup-unknown-near = There is no standup “{ $typed }”. Did you mean { $near }? `/standup list` shows all of them.
refuse-standup-paused = **{ $key }** was already paused by { $user }, { $when }. `/standup resume` starts it again.
refuse-standup-active = **{ $key }** is already running, since { $user } started it, { $when }. `/standup pause` stops it.
refuse-standup-changed = Somebody changed **{ $key }** at the same moment. Look at `/standup list`, then give the command again.
refuse-standup-open = **{ $key }** is open already, since { $when }. Its card is in the department's channel.
refuse-standup-held = **{ $key }** was held today already, { $when }. There is one round a day.
refuse-standup-nobody = **{ $key }** could not be opened: everybody is away, or the department has no members or no channel. `/department show` tells which.
refuse-standup-not-participant = **{ $key }** asks the members of { $department }, and you are not one of them. `/department join` adds you.
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
refuse-standup-day = “{ $text }” is not a day. Examples: `2026-03-01`, `mon`, `-7d` or `today`.
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
digest-nothing = Nothing to report: no standups, no open incidents, no special dates and nobody away.
digest-more = { $hidden } more
digest-next = Next digest
digest-footer-next-step = Next: the lead of { $department } looks at what is open here.
digest-footer-nothing = Nothing is left to do for { $department }.
digest-section-dates = Dates this week
digest-section-away = Away
digest-date-holiday = { $day }: holiday
digest-date-workday = { $day }: extra working day
digest-away-day = { $who }: { $from }
digest-away-line = { $who }: { $from } – { $to }
digest-created = **{ $key }** made for { $department }: `{ $schedule }` ({ $zone }), posted in { $place }. The first comes { $next } if there is something to tell; `/digest now department:{ $code }` shows it at once.
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
refuse-digest-unknown = There is no digest “{ $key }”. There is: { $known }. `/digest list` shows all of them.
refuse-digest-none = There is no digest yet. Make one: `/digest create department:ops schedule:weekdays 17:30`
refuse-digest-gone = The department of this digest is gone. `/digest list` shows what there is.
refuse-digest-schedule = “{ $text }” is not a schedule I can read. One that works: `weekdays 17:30`, `mondays 09:00` or `30 17 * * 1-5`.
refuse-digest-never = “{ $text }” never comes: no day matches it. One that works: `weekdays 17:30`.
refuse-digest-section = There is no section “{ $text }”. Known: { $known }. Example: `sections:standups, away`
refuse-digest-paused = **{ $key }** was already paused by { $user } { $when }. `/digest resume` starts it again.
refuse-digest-active = **{ $key }** is already running, since { $user } started it { $when }. `/digest pause` stops it.
refuse-digest-nothing = Nothing was given to change. For instance: `/digest edit digest:{ $key } schedule:weekdays 17:30`
refuse-digest-changed = Somebody changed **{ $key }** at the same moment. Look at `/digest list`, then give the command again.
journal-digest-created = digest made
journal-digest-edited = digest changed
journal-digest-paused = digest paused
journal-digest-resumed = digest resumed
journal-digest-deleted = digest deleted

### incidents: timeline, postmortem, actions, statistics

timeline-rang = level { $level }{ $round ->
    [1] {""}
   *[other] {" "}(round { $round })
} rang{ $why ->
    [opened] {""}
    [reopened] {" "}anew, as it was opened again
    [grew] {" "}anew, as it had grown
    [expired] {" "}anew, as an acknowledgement had run out
    [handover] {" "}anew, as a shift had ended
    [shift] {" "}anew, as the shift had changed and nobody had it
    [policy] {" "}anew, as the policy had been changed
    [silence] , as the silence was over
    [escalated] , as somebody asked for the next level
   *[other] {""}
}: { $who }
timeline-mentioned = {" "}· mentioned in the channel
timeline-asked = asked in the thread { $why ->
    [commander] who is commander
    [update] for an update
   *[stale] why it is open still
}
timeline-office = told { $who } { $why ->
    [exhausted] that everybody was paged and nobody came
    [unowned] that still nobody has it
   *[other] of it
}
timeline-page-person = { $user } by { $road ->
    [mail] mail
    [hook] their own address
   *[direct] direct message
} ({ $came })
timeline-page-channel = the channel { $user }
timeline-page-office = the project office ({ $came })
timeline-page-came = { $came ->
    [late] late, still tried
    [delivered] delivered
    [slow] delivered after { $took }
    [refused] refused
   *[sent] sent
}
timeline-level-skipped = skipped level { $level }: { $why }
timeline-missing = { $target }: { $missing ->
    [absent] away
    [left] has left the server
    [gone] is gone
    [unreachable] every road was refused
    [already] paged already
   *[nobody] nobody is there
}
timeline-repeats = began the policy again, round { $round }
timeline-ack-expired = the acknowledgement of { $user } ran out
timeline-handed-over = the shift of { $user } ended, so that somebody else is asked
timeline-page-refused = { $user } could not be reached by { $road ->
    [mail] mail
    [hook] their own address
   *[direct] direct message
}; { $next ->
    [mail] mail is tried
    [hook] their own address is tried
    [direct] a direct message is tried
   *[none] there is no other road
}
timeline-silenced = silenced until { $until }
timeline-grew = it grew: { $what }
page-grew-hosts = { $count ->
    [one] one more host
   *[other] { $count } more hosts
}: { $hosts }
timeline-opened = opened it as { $severity }
timeline-acknowledged = acknowledged it
timeline-acknowledged-outside = somebody acknowledged it at its source
timeline-mitigated = said it is mitigated
timeline-resolved = resolved it
timeline-recovered = all of its alerts recovered
timeline-recovered-all = resolved: all of its alerts recovered
timeline-reopened = reopened it
timeline-closed = closed it
timeline-escalated = escalated it to the next level
timeline-customers = said that customers are affected
timeline-merged = merged it into { $into }
timeline-absorbed = merged { $incident } into it: { $title }
timeline-updated = update: { $text }
timeline-updated-public = {" "}(for customers: { $text })
timeline-severity = changed { $before } to { $after }
timeline-role = made { $user } { $role ->
    [commander] commander
    [communications] responsible for communications
   *[scribe] scribe
}
timeline-noted = note: { $text }
length-unit = { $unit ->
    [s] { $number } s
    [m] { $number } min
    [h] { $number } h
   *[d] { $number } d
}
length-both = { $large } { $small }
incident-stats-title = Incidents · { $place } · { $from } to { $to }
incident-stats-all = all departments
incident-stats-whole = **{ $incidents }** { $incidents ->
    [one] incident
   *[other] incidents
}: { $open } not over, { $reopened } reopened, { $unacknowledged } never acknowledged
incident-stats-acknowledge = Acknowledged: half within **{ $median }**, nine of ten within **{ $p90 }** ({ $number })
incident-stats-resolve = Resolved: half within **{ $median }**, nine of ten within **{ $p90 }** ({ $number })
incident-stats-severity = By severity
incident-stats-department = By department
incident-stats-week = By week (from Monday)
incident-stats-people = Pages
incident-stats-line = { $name }: **{ $incidents }** · acknowledged { $acknowledge } · resolved { $resolve }
incident-stats-person = { $who }: **{ $pages }**, { $night } of them at night
incident-stats-legend = Lengths: median / 90 %, from opening. Merged incidents and drills are not counted. Night: each person’s quiet hours, or 22:00 to 07:00 on their clock.
incident-stats-picture = Picture, by week: incidents by severity; below, the median time to acknowledge and to resolve.
incident-picture-title = Incidents by week
incident-picture-period = { $from } to { $to }, weeks from Monday
incident-picture-number = How many, by severity
incident-picture-acknowledge = Median time to acknowledge
incident-picture-resolve = Median time to resolve
incident-stats-alt = Incidents of { $weeks } { $weeks ->
    [one] week
   *[other] weeks
}: { $incidents } in all, acknowledged within { $acknowledge } and resolved within { $resolve } in half of the cases. The text has the figures.
refuse-incident-day = I cannot read “{ $text }” as a day. Ways that work: `2026-03-01`, `mon`, `-7d` or `today`.
refuse-incident-period = The period ends before it begins. For example: `from:2026-03-01 to:2026-03-31`
refuse-incident-period-long = Statistics cover at most a year. For example: `from:2026-01-01 to:2026-12-31`
refuse-incident-no-stats = No incident was opened from { $from } to { $to }. Begin earlier, for example `from:-90d`.
postmortem-title = Postmortem · { $incident }
postmortem-made = The postmortem of **{ $incident }**, as far as it writes itself. What went well and badly is for you to fill in. **Post it** puts it into the incident’s thread and sets a day for the review.
postmortem-made-early = The postmortem of **{ $incident }** so far: it is not over, so this is preliminary.
postmortem-body = The file has what the timeline knows. Next: { $user } fills in what went well and badly, adds the actions, and holds the review by { $when }.
postmortem-posted = The postmortem of **{ $incident }** is in its thread. The review is due { $when }.
postmortem-post = Post it
review-held = Review held
review-later = A week later
review-due = { $who } The review of **{ $incident }** was due { $when }. Talk about what is to be learnt, then press **Review held**.
review-is-held = Noted: the review of **{ $incident }** was held. Its actions are asked about when they are due.
review-is-later = The review of **{ $incident }** is due { $when } now.
refuse-review-held = The review of { $incident } was held already: { $user } said so { $when }.
incident-postmortem = Postmortem
incident-actions = Actions
incident-actions-title = Actions · { $incident }
incident-actions-none = There is no action yet. **Add action** takes what is to be done, who does it and by when.
incident-action-add = Add action
incident-action-title = Action · { $incident }
incident-action-text = What is to be done
incident-action-owner = Who does it
incident-action-due = By when
incident-action-due-hint = fri, +7d or 2026-03-31
incident-action-line = { $text } · { $owner }, by { $due }
incident-action-line-done = ✅ ~~{ $text }~~ · { $user } { $when }
incident-action-line-cancelled = ✖ ~~{ $text }~~ · cancelled by { $user } { $when }
incident-action-done = Done
incident-action-done-numbered = { $number } · Done
incident-action-is-due = Due { $due }, after **{ $incident }**: { $text }
    Next: do it, then press **Done**. I ask again in a week.
incident-action-is-given = { $user } gave you an action after **{ $incident }**, due { $due }: { $text }
    Press **Done** when it is; I remind you on that day.
refuse-action-is-task = { $task } was made of it, and is what is worked on: `/task done task:{ $task }` finishes both.
incident-action-is-done = Done, after **{ $incident }**: { $text }
refuse-action-due = I cannot read “{ $text }” as a day. Ways that work: `fri`, `+7d`, `tomorrow` or `2026-03-31`.
refuse-action-owner = I know nobody called “{ $text }” who could do this. Write a name as the member list shows it, such as `{ $you }`, or paste `<@…>`.
refuse-action-done = It is done already: { $user } said so { $when }.
refuse-action-cancelled = It was cancelled already: { $user }, { $when }.
timeline-action-added = added an action for { $user }, due { $due }: { $text }
timeline-action-done = did an action: { $text }
timeline-action-cancelled = cancelled an action: { $text }
timeline-linked = linked it with { $other }
timeline-unlinked = took the link with { $other } away
journal-incident-postmortem = postmortem posted
journal-incident-reviewed = review held
journal-incident-review-moved = review put off
journal-incident-action-added = action added
journal-incident-action-done = action done
journal-incident-action-cancelled = action cancelled
journal-incident-linked = linked
journal-incident-unlinked = link taken away
postmortem-preliminary = Preliminary: the incident is not over.
postmortem-severity = Severity:
postmortem-type = Type:
postmortem-department = Department:
postmortem-service = Service:
postmortem-project = Project:
postmortem-state = State:
postmortem-customers = Customers:
postmortem-merged = Merged into it:
postmortem-review = Review:
postmortem-review-held = held { $when }
postmortem-zone = Written by Liaison at { $when }. All times are { $zone }.
postmortem-happened = What happened
postmortem-impact = Impact
postmortem-times = Times
postmortem-people = People
postmortem-timeline = Timeline
postmortem-cause = Cause
postmortem-well = What went well
postmortem-badly = What went badly
postmortem-actions = Actions
postmortem-write = _To be written._
postmortem-what = What
postmortem-when = When
postmortem-after = After
postmortem-who = Who
postmortem-opened = Opened
postmortem-acknowledged = Acknowledged
postmortem-mitigated = Mitigated
postmortem-resolved = Resolved
postmortem-closed = Closed
postmortem-declared-by = Declared by:
postmortem-acknowledged-by = First to acknowledge:
postmortem-role-commander = Commander:
postmortem-role-communications = Communications:
postmortem-role-scribe = Scribe:
postmortem-paged = Paged:
postmortem-alert-firing = firing
postmortem-alert-recovered = recovered
postmortem-no-actions = No actions were noted.
postmortem-action = Action
postmortem-owner = Owner
postmortem-due = Due
postmortem-state-of = State
postmortem-done = done { $when }
postmortem-cancelled = cancelled { $when }
postmortem-open = open
incident-digest-title = Open incidents
incident-stats-digest-title = Incidents of the week
incident-stats-digest-line = **{ $incidents }** { $incidents ->
    [one] incident
   *[other] incidents
}, { $open } not over · acknowledged { $acknowledge } · resolved { $resolve } (median / 90 %)
incident-stats-digest-pages = { $pages ->
    [one] **1** page
   *[other] **{ $pages }** pages
}, { $night } at night

### escalation

escalation-list = Escalation policies
escalation-none = None has been made: the usual one holds. SEV1 and SEV2: `primary 5m > secondary 10m > lead 15m > pmo 15m`, three times; SEV3 slower, once; SEV4 only tells the channel. A lead makes one with `/escalation create`.
escalation-level = { $level }. for { $seconds ->
    [0] { $minutes } min
   *[other] { $minutes } min { $seconds } s
}
escalation-skipped = Nobody: this level is skipped at once.
escalation-missing = { $why ->
    [nobody] – nobody
    [absent] – away
    [left] – left the server
    [gone] – gone
    [already] – paged at this level already
   *[unreachable] – cannot be reached
}
escalation-office = the project office
escalation-then = After the last level
escalation-then-office = The project office hears that nobody came.
escalation-then-again = { $times ->
    [one] Once more from the first level;
   *[other] { $times } times more from the first level;
} then the project office hears that nobody came.
escalation-holds = Holds for
escalation-nowhere = Nothing yet: `/escalation assign`
escalation-assigned = **{ $policy }** holds for { $place } from now on, open incidents included.
escalation-picture-level = Level { $level }
escalation-picture-wait = then, after { $length }
escalation-picture-channel = a channel
escalation-picture-alt-level = { $name }: { $who }; { $wait }.{" "}
escalation-picture-at-once = at once
escalation-picture-separator = ,{" "}
escalation-picture-alt = { $title }. { $levels }{ $end }
refuse-escalation-name = A policy needs a name of at most { $most } characters on one line.
refuse-escalation-unknown = There is no policy “{ $typed }”. `/escalation show` lists those there are.
journal-escalation-created = policy made
journal-escalation-edited = policy changed
journal-escalation-assigned = policy assigned

### pages that may not arrive

reach-title = Pages may not arrive: { $department }
reach-title-solved = Pages arrive again: { $department }
reach-field = Pages may not arrive
reach-look = Look again
reach-next = Next: whoever leads the department sets this right. It is told once; what is solved is ticked off here.
reach-more = … and { $hidden } more. /oncall who and /escalation show name them.
reach-solved = ✅ ~~{ $problem }~~ – solved { $when }
reach-list-separator = ,{" "}
reach-rotation-own = the rotation
reach-rotation = the rotation { $name }
reach-lead = lead of the department
reach-left = { $user } has **left the server** and is still counted on: { $parts }. Pages go on to the next level at once. Name somebody else: `/oncall rotation`, `/escalation edit` or `/department edit`
reach-closed = { $user } **takes no direct messages** and is counted on: { $parts }. { $road ->
    [yes] Pages take their other road.
   *[no] Pages only mention them in the channel.
} They open direct messages for this server in Discord’s privacy settings{ $road ->
    [yes] .
   *[no] , or give another road: `/oncall contact`
}
reach-channel-gone = The department’s channel has been **deleted**: nothing can be posted for it. Name another: `/department edit channel:`
reach-policy-channel-gone = The channel { $channel } has been **deleted**, and **{ $policy }** pages it. Change it: `/escalation edit`
reach-channel-shut = In { $channel } the bot lacks { $permissions }. Allow it in the channel’s settings, under Permissions.
reach-role-gone = The department’s role has been **deleted**: who has it is no longer known. Name another: `/department edit role:`
reach-no-channel = The department has **no channel**: incidents have no card, and nobody is mentioned. Name one: `/department edit channel:`
reach-no-rotation = **{ $policy }** pages the rotation “{ $rotation }”, and there is none of this name. Make it with `/oncall rotation name:`, or change the policy: `/escalation edit`
reach-empty = Level { $level } of **{ $policy }** reaches **nobody** and is skipped: { $why }. Change it: `/escalation edit`
reach-nobody = Nobody here would be paged, only the project office: nobody is on call, and the department has no lead who is there. Set it right: `/oncall rotation` or `/department edit lead:`
reach-gap = **Nobody will be on call** from { $from } to { $to } ({ $rotation }). Close the gap: `/oncall override` or `/oncall rotation`
reach-uncovered = **Nobody will be on call** outside the hours of { $rotation }, next from { $from } to { $to }. If somebody should be: another layer with `/oncall rotation layer:2`
reach-looking = I look again now. What is solved is ticked off; who takes no direct messages is sent one to see if it arrives.
reach-trying = Direct messages from me reach you: so will pages.
journal-reach-told = told what keeps pages from arriving
journal-reach-solved = what kept pages from arriving is solved
why-rule-incident-reach = Pages of the department may not reach somebody. It is looked for on every change and daily, told once, and ticked off when it is solved.

### a page that has not happened

foresee-title = Who would be paged
foresee-usual = the policy that ships
foresee-begins = It begins { $when }. Policy: { $policy }
foresee-quiet = 🔇 Its alert is kept quiet by { $what } until { $until }: it pages only then, if it still fires. What somebody declares by hand pages at once.
foresee-level = { $turn ->
    [1] Level { $level }
   *[other] Turn { $turn }, level { $level }
}: { $when } (+{ $after })
foresee-level-skipped = { $turn ->
    [1] Level { $level }
   *[other] Turn { $turn }, level { $level }
}: skipped at once
foresee-person = { $user }: { $roads }
foresee-person-mentioned = { $user }: mentioned in the channel; { $roads }
foresee-road-direct = direct message
foresee-road-mail = mail
foresee-road-hook = their address
foresee-road-then = , if that fails{" "}
foresee-again-title = If nobody comes
foresee-again = 🔁 The same again from { $when }
foresee-end = { $when }: the project office hears that nobody came, and again until somebody does.
foresee-end-later = Your period ends { $to }; if nobody comes at all, the project office hears it { $when }.
foresee-others = Not paged
foresee-not-away = { $user } – away then
foresee-not-turn = { $user } – it is not their turn then
foresee-not-named = { $user } – no level of the policy means them
foresee-footer = Nobody was paged. An acknowledgement at any moment ends it. Next: change what does not suit with /escalation edit or /oncall rotation.
refuse-simulate-page = I cannot read “{ $part }” as a part of a page. What works: `page:service=db sev1` – labels as alerts have them, and `sev1` to `sev4`.
refuse-simulate-page-department = Say for which department the page would be: `/simulate from:sun 03:10 to:mon page:service=db sev1 department:ops`

### on call

oncall-rotation-title = On call: { $name }
oncall-order = Turns: { $order }
oncall-now-one = Now: { $first }
oncall-now-both = Now: { $first }, then { $second }
oncall-now-nobody = Now: **nobody**. Close the gap with `/oncall override` or `/oncall rotation`.
oncall-next = Next: { $user }, { $when }
oncall-next-nobody = Next: **nobody**, { $when }
oncall-who-title = On call
oncall-who-none = Nobody has set up a rotation yet. A lead does it with `/oncall rotation department:ops members:@A @B handoff:mon 09:00`.
oncall-removed = That layer of the rotation of { $department } is gone. `/oncall who` shows who is on call now.
oncall-overridden = { $user } is on call for { $department } from { $from } to { $to }, whoever’s turn it is.
oncall-calendar-made = Your calendar can follow your shifts, 90 days ahead: subscribe to this address there.
oncall-calendar-address = Address
oncall-calendar-once = It is shown this once and is a secret. /oncall calendar makes another, and the one before stops working.
oncall-calendar-removed = The address of your calendar no longer works. `/oncall calendar` makes another.
oncall-calendar-name = On call
oncall-calendar-shift = On call: { $place }
oncall-shifts-title = Shifts
oncall-shifts-of = Coming shifts of { $user }:
oncall-shifts-none = { $user } has no shift in the coming 60 days.
oncall-shifts-more = … and { $more } more
oncall-shift = **{ $name }**: { $from } to { $to }
oncall-contact-title = How else you can be reached
oncall-contact-mail = Mail: { $address }
oncall-contact-hook = Address: { $address }
oncall-contact-order = A page is a direct message first; if that does not get through, mail, then your address. `/oncall contact clear:True` forgets both.
oncall-contact-none = Only by direct message. Give another road for when Discord is down: `/oncall contact mail:you@example.org`
oncall-gap = { $from } to { $to }: **nobody**
oncall-digest-title = On call
refuse-oncall-mail = “{ $text }” is not a mail address. For example: `mail:mei@example.org`
refuse-oncall-hook = “{ $text }” is not a web address. For example: `hook:https://example.org/pages`
journal-oncall-contact = other roads changed
journal-oncall-calendar = address of the calendar changed
oncall-swap-title = Swap a shift? { $name }
oncall-swap-body = { $asker } asks you to take { $one }, and takes yours, { $other }. Nothing changes unless you agree.
oncall-swap-yes = Agree
oncall-swap-no = Decline
oncall-swap-waiting = { $user } has been asked. Nothing changes before they agree; you will hear.
oncall-swap-accepted = Swapped: { $asked } has { $one }, { $asker } has { $other }.
oncall-swap-declined = { $asked } does not swap: everything stays as it was.
refuse-oncall-swap-self = A swap takes two people: name somebody else.
refuse-oncall-swap-none = { $user } has no such shift in the coming 60 days. `/oncall shifts` shows the shifts there are.
refuse-oncall-swap-over = That shift of { $user } is over. Ask anew: `/oncall swap`
refuse-oncall-swap-theirs = That shift is no longer { $user }’s from beginning to end. Ask anew: `/oncall swap`
refuse-oncall-swap-away = { $user } is away in that shift. Choose another one with `mine:` or `theirs:`.
refuse-oncall-swap-other = { $user } was asked, and answers themselves.
refuse-oncall-swap-done = This question has been answered already.
journal-oncall-swap-asked = swap asked
journal-oncall-swap-accepted = swap agreed
journal-oncall-swap-declined = swap declined
why-rule-oncall-swap = Somebody asked to swap a shift, or answered.
refuse-oncall-layer = Layer { $layer } does not exist: choose 1 to { $most }. A higher one wins where it has somebody.
refuse-oncall-none = { $department } has no such rotation. `/oncall who` shows those there are; `/oncall rotation` makes one.
refuse-oncall-length = “{ $text }” is not a length of a turn. What works: `day`, `week`, `month`, `12h`, `2w`.
refuse-oncall-handoff = “{ $text }” is not a handoff time. What works: `{ $example }`, `09:00`, `1. 09:00` or `2026-03-02 09:00`.
refuse-oncall-fits = A turn of that length cannot always be handed over at “{ $text }”. Weekly turns take a weekday, monthly ones a day of the month, daily ones only a time: `handoff:09:00`
refuse-oncall-zone = I do not know the time zone “{ $text }”. What works: `Asia/Shanghai`, `Europe/Berlin`, `UTC`.
refuse-oncall-hours = “{ $text }” are no hours. What works: `09:00-18:00`, or over midnight `18:00-09:00`.
refuse-oncall-name = “{ $text }” cannot be the name of a rotation: letters, digits, - and _, at most 40.
refuse-oncall-members = I cannot read “{ $text }” as people. Mention them in the order of their turns: `members:@Mei @Tom @Li`
refuse-oncall-many = A rotation has at most { $most } turns.
refuse-oncall-department = I do not know for which department: they have turns in none. Say it: `department:ops`
refuse-oncall-when = I cannot read “{ $text }” as a moment. What works: `fri 18:00`, `tomorrow 09:00`, `2026-03-02 09:00`, `+3h`.
refuse-oncall-period = That period is over, or ends before it begins. For example: `from:fri 18:00 to:mon 09:00`
journal-oncall-rotation = rotation set up
journal-oncall-rotation-removed = rotation removed
journal-oncall-override = taken over for a while

### incident

refuse-policy-empty = The policy is empty. An example that works: `{ $example }`
refuse-policy-repeat = A policy is repeated 0 to { $most } times, not { $repeat }.
refuse-policy-long = A policy has at most { $most } levels. Put targets together with `+`. An example that works: `{ $example }`
refuse-policy-wide = Level { $level } has too many targets: at most { $most } fit. An example that works: `{ $example }`
refuse-policy-level-empty = Level { $level } is empty: there is nothing between two `>`. An example that works: `{ $example }`
refuse-policy-wait-missing = Level { $level } (“{ $text }”) does not say how long to wait before the next one. An example that works: `{ $example }`
refuse-policy-wait-unit = The wait “{ $wait }” of level { $level } has no unit: write `{ $wait }m` for minutes or `{ $wait }s` for seconds. An example that works: `{ $example }`
refuse-policy-wait = I cannot read “{ $wait }” at level { $level } as a wait. Ways that work: `90s`, `5m`, `1h30m`. An example that works: `{ $example }`
refuse-policy-wait-range = The wait “{ $wait }” of level { $level } does not fit: whole seconds, from { $least } to { $most }. An example that works: `{ $example }`
refuse-policy-twice = “{ $target }” stands twice at level { $level }. Name it once. An example that works: `{ $example }`
refuse-policy-target-missing = Level { $level } does not say who is paged. An example that works: `{ $example }`
refuse-policy-target = “{ $text }” at level { $level } is nobody who can be paged. Nearest: { $nearest }. An example that works: `{ $example }`
refuse-policy-rotation = I cannot read “{ $text }” at level { $level }. A rotation is named behind `primary` or `secondary`, such as `primary(db)`. An example that works: `{ $example }`
refuse-incident-right-member = Only members of the incident’s department and people called to { $incident } can do this.
refuse-incident-right-responder = Only people called to { $incident } and leads can do this.
refuse-incident-state = { $incident } is { $state ->
    [triggered] triggered
    [acknowledged] acknowledged
    [mitigated] mitigated
    [resolved] resolved
   *[closed] closed
} since { $at }, by { $by }, so this cannot be done with it. `/incident show incident:{ $incident }` shows what can.
refuse-incident-state-source = { $incident } is { $state ->
    [triggered] triggered
    [acknowledged] acknowledged
    [mitigated] mitigated
    [resolved] resolved
   *[closed] closed
} since { $at }; its source said so. `/incident show incident:{ $incident }` shows what can be done with it.
refuse-incident-merged = { $incident } was merged into { $into }. Do it there: `/incident show incident:{ $into }`
refuse-incident-merge-self = { $incident } cannot be merged into itself. Name the incident that carries on.
refuse-incident-merge-merged = { $into } was itself merged into { $end }. Merge into { $end }.
refuse-incident-merge-over = { $into } is { $state ->
    [resolved] resolved
   *[closed] closed
}. Merge into one that is open, or reopen it first: `/incident reopen incident:{ $into }`

#### incident: pages

page-level = Level { $level } of { $levels }{ $round ->
    [1] {""}
   *[other] , round { $round }
}. Next level at { $at } ({ $when }), unless somebody acknowledges.
page-reason-opened = It is open, and nobody has it yet.
page-reason-reopened = It is not over after all: it was opened again.
page-reason-grew-private = It has grown.
page-reason-grew = It has grown: { $what }
page-grew-alerts = { $number ->
    [one] one more alert
   *[other] { $number } more alerts
}
page-reason-expired = { $user } acknowledged it, and nothing was heard since: it rings again.
page-reason-handover = The shift of { $user } is over: take it over with **Acknowledge**.
page-reason-shift = The shift has changed, and nobody has it.
page-reason-policy = The escalation policy was changed, and nobody has it.
page-reason-silence = Its silence is over, and it is still open.
page-reason-escalated = { $user } asks for the next level.
page-reason-exhausted = Everybody on its escalation policy was paged, and nobody came. Find somebody now, or press **Acknowledge**.
page-reason-unowned = Still nobody has it. Find somebody now, or press **Acknowledge**.
page-reason-commander = It has no commander yet. Whoever leads: **Show**, then **More…**, **I take command**.
page-reason-update = No update for a while. Say how it stands: `/incident update`
page-reason-stale = It has been open for long. Resolve it, or say what it waits for: `/incident update`
page-elsewhere = Acknowledge it in Discord: `/incident ack incident:{ $incident }`
page-settled-by = { $user } has it, since { $when }.
page-settled-open = Nobody has to come any more, since { $when }.
page-settled-over = It is over, since { $when }.
journal-incident-level-skipped = level skipped: nobody there
journal-incident-repeats = policy begins again
journal-incident-exhausted = everybody paged, nobody came
journal-incident-ack-expired = acknowledgement ran out
journal-incident-handed-over = handed over at the change of shift
journal-incident-page-refused = page refused
journal-incident-grew = it grew
journal-incident-policy-changed = escalation policy changed
journal-incident-silenced = silenced
journal-incident-held-back = not rung: silenced
journal-incident-silence-over = silence over
why-rule-incident-page = You, or those named, stand on the escalation policy of this incident, and nobody had it.

#### incident: changes of shift

handover-title = Change of shift: { $name }
handover-both = { $goes } goes, and { $comes } is on call from now on.
handover-comes = { $comes } is on call from now on. Nobody was before.
handover-nobody = { $goes } goes, and **nobody** comes.
handover-none = **Nobody** is on call.
handover-until = Until { $when }.
handover-yours = You are on call for { $name } from now on.
handover-yours-until = You are on call for { $name } from now on, until { $when }.
handover-quiet = No incident is open: nothing has to be done.
handover-gap = Next: whoever leads the department closes the gap with `/oncall override` or `/oncall rotation`.
handover-gap-open = Next: whoever leads the department finds somebody for what is open, or takes it: **I have it**.
handover-accept-by = Next: { $user } presses **I have it** by { $when }; what nobody has by then is told to whoever leads.
handover-accepted = ✅ { $user } has it, since { $when }.
handover-is-late = ⏳ Nobody has accepted it; whoever leads was told { $when }.
handover-passed = The next shift has begun, { $when }.
handover-incidents = Open incidents · { $count }
handover-more = … and { $more } more: `/incident list`
handover-accept = I have it
handover-have = You have the duty for { $name }. Nothing of it waits for anybody.
handover-have-with = You have the duty for { $name }, and with it { $incidents }.
handover-late = **Nobody has accepted the change of shift of { $when }** ({ $user } was to come), and { $count ->
    [one] one incident has
   *[other] { $count } incidents have
} nobody. Find somebody now, or take it: **I have it**.
refuse-handover-accepted = { $user } has it already, since { $when }.
refuse-handover-passed = The next shift has begun, { $when }: its announcement is the one to accept.
refuse-handover-other = This is for { $user }, whoever is on call now, and whoever leads the department. An incident is yours with **Acknowledge** on its card.
journal-incident-handover = change of shift
journal-incident-handover-accepted = change of shift accepted
journal-incident-handover-late = change of shift not accepted in time
why-rule-incident-handover = Whoever is on call changed: by a turn, an override, a swap or an absence. It is said once for each change. Muting it spares you the direct message and the mention; pages ring all the same.

#### drills: the bot sends itself a page

drill-title = Drill: nothing is wrong
drill-body = Liaison checks that a page arrives. Nobody is asked for anything; this message goes away by itself.
drill-passed = Drills arrive again: the one of { $when } took { $seconds } s.
drill-late = The drill of { $when } came late: it took { $seconds } s until its card stood. A page would have been as late.
drill-late-next = Next: whoever keeps the bot looks at /metrics (outbox_oldest_seconds, db_seconds) and its log.
drill-lost-unheard = **The drill of { $when } never came in**: the bot could not be reached at its own address. Alerts from outside may not arrive.
drill-lost-unheard-next = Next: whoever keeps the bot looks at /readyz, its log and LIAISON_HTTP_ADDR.
drill-lost-unsaid = **The card of the drill of { $when } did not arrive** within a minute. A page would not have arrived either.
drill-lost-unsaid-next = Next: whoever keeps the bot looks at /readyz and its log, and whether Discord is well.
journal-drill-passed = drills arrive again
journal-drill-late = drill late
journal-drill-lost = drill lost
why-rule-alert-drill = The bot sends itself a page at set times, to see that one arrives and how long it takes. It says so when one is late or lost, and when they arrive again.

#### incident: its life

incident-state = { $state ->
    [triggered] Triggered
    [acknowledged] Acknowledged
    [mitigated] Mitigated
    [resolved] Resolved
   *[closed] Closed
}
incident-state-by = **{ $state }** by { $user } · { $when }
incident-state-alone = **{ $state }** · { $when }
incident-unowned = ⏱️ Nobody has it: unowned since { $when }
incident-unowned-again = ⏱️ Somebody is wanted again since { $when }
incident-unowned-exhausted = ⏱️ Everybody was paged and nobody came: unowned since { $when }
incident-merged-into = Merged into **{ $into }**.
incident-from-message = From this message: { $link }
incident-severity = Severity
incident-severity-meaning = { $severity ->
    [sev1] everything stands still, or people, money or data are in danger
    [sev2] something important does not work
    [sev3] something works badly; there is a way around it
   *[sev4] small; no hurry
}
incident-where = Where
incident-affects = Affects: { $name }
incident-service = Service: { $name }
incident-project = Project: { $name }
incident-kind = { $kind ->
    [security] Security
    [data] Data
    [customer] Customers’ side
   *[fault] Fault
}
incident-customers = Customers are affected
incident-roles = Roles
incident-role-commander = Commander: { $user }
incident-role-communications = Communications: { $user }
incident-role-scribe = Scribe: { $user }
incident-alerts = Alerts
incident-alerts-are = **{ $firing }** firing, **{ $recovered }** recovered{ $flapping ->
    [0] {""}
   *[other] , { $flapping } flapping
}{ $reports ->
    [0] {""}
    [one] ; reported once
   *[other] ; reported { $reports } times
}
incident-absorbed = Merged into it
incident-links = Linked with
incident-said-linked = { $user } linked this with { $other }.
incident-said-unlinked = { $user } took the link with { $other } away.
incident-said-action-cancelled = { $user } cancelled { $task }: what was to be done after this is not done. { $text }
incident-last-update = Last update
incident-last-update-is = { $text }
    — { $user } { $when }
incident-cause = Cause
incident-impact = Impact
incident-next = Next
incident-next-merged = Nothing here: it goes on as **{ $into }**.
incident-next-acknowledge = { $who } presses **Acknowledge**. If nobody does, the next level rings { $when }.
incident-next-anybody = { $who }, or whoever can, presses **Acknowledge**: nobody is being paged right now.
incident-next-silenced = Silenced until { $when }; after that it rings if it is still open.
incident-next-update = { $owner } works on it; the next update is due { $when }.
incident-next-work = { $owner } works on it.
incident-next-mitigated = { $owner } removes the cause, then presses **Resolve**.
incident-next-resolved = { $owner } checks that it stays away and writes down what was learnt, then presses **Close**.
incident-next-closed = Nothing is left to do.
incident-lead-of = the lead of { $department }
incident-origin-person = Declared by a person
incident-origin-message = Declared from a message
incident-origin-integration = Opened by alerts of { $name }
incident-origin-test = Somebody tries out the alerts of { $name }
incident-origin-heartbeat = Opened because { $name } was not heard of in time
incident-origin-watch = Opened by a watch rule
incident-origin-drill = A drill: Liaison checks that a page arrives
incident-private-title = Security incident
incident-private-body = Security and operations are on it, in a room of their own. Its details are for those who work on it only.
    Do you know something about it? Tell { $who } directly, not here.
incident-acknowledge = Acknowledge
incident-update = Update
incident-resolve = Resolve
incident-reopen = Reopen
incident-close = Close
incident-more = More…
incident-show = Show
incident-timeline = Timeline
incident-mitigate = Mitigated
incident-escalate = Escalate
incident-merge = Merge into…
incident-customers-on = Customers are affected
incident-take-commander = I take command
incident-take-communications = I do communications
incident-take-scribe = I am the scribe
incident-more-body = What else can be done. The menu changes the severity; a higher one rings again.
incident-nowhere = no channel: bind one with `/department edit department:… channel:#…`
incident-declared = **{ $incident }** is open; its card is in { $place }. { $paged }
incident-declared-private = **{ $incident }** is open and kept private: security and operations talk about it in a room of their own, and { $place } shows only that there is one. { $paged }
incident-declared-paged = Paged now: { $who }.
incident-declared-nobody = Nobody could be paged at once; the timeline says why. Ask somebody to press **Acknowledge**.
incident-acknowledged = **{ $incident }** is yours: nobody else is paged for it. The next update is due { $when }.
incident-mitigated = **{ $incident }** is mitigated. It stays open until its cause is gone.
incident-resolved = **{ $incident }** is resolved. Nobody is paged for it any more.
incident-reopened = **{ $incident }** is open again, and its first level is paged.
incident-closed = **{ $incident }** is closed.
incident-merged = **{ $incident }** goes on as **{ $into }**: alerts, people and timeline are there.
incident-updated = The update of **{ $incident }** is on its card and in its thread. The next one is due { $when }.
incident-updated-public = The update of **{ $incident }** is on its card and in its thread; customer service and support have your plain words. The next one is due { $when }.
incident-severity-set = **{ $incident }** is { $severity } now.
incident-role-set = { $user } is { $role ->
    [commander] commander
    [communications] responsible for communications
   *[scribe] scribe
} of **{ $incident }** now.
incident-role-told = { $user } made you { $role ->
    [commander] commander
    [communications] responsible for communications
   *[scribe] scribe
} of **{ $incident }** { $title }
incident-escalated = The next level of **{ $incident }** is paged now.
incident-customers-told = Customer service and support know that **{ $incident }** affects customers, and hear every public update.
incident-said-acknowledged = { $user } has it now.
incident-said-mitigated = { $user }: mitigated. The cause is still there.
incident-said-resolved = { $user }: resolved. The card says cause and impact.
incident-said-resolved-alone = All alerts have recovered and nobody was on it: resolved.
incident-said-recovered = All alerts have recovered. Whoever is on it decides whether it is over.
incident-said-acknowledged-outside = Its source says that somebody is on it there. Here it is still to be acknowledged.
incident-said-noted = From outside: { $text }
incident-said-quoted = One more message: { $text } · { $link }
incident-said-closed = { $user }: closed.
incident-said-reopened = { $user }: it is not over, open again.
incident-said-merged = { $user }: this is the same as { $into }. It goes on there.
incident-said-absorbed = { $user }: { $incident } is the same and goes on here.
incident-said-updated = **Update** by { $user }
    { $text }
incident-said-severity = { $user }: { $before } → { $after }
incident-said-role = { $user } is { $role ->
    [commander] commander
    [communications] responsible for communications
   *[scribe] scribe
} now.
incident-said-escalated = { $user }: escalated to the next level.
incident-customers-title = Customers are affected · { $incident }
incident-customers-something = Customers may notice that something does not work as it should.
incident-customers-service = Customers may notice that { $name } does not work as it should.
incident-customers-open = It began at { $since }. Colleagues are working on it. Next news by { $next }, at the latest.
incident-customers-over = It began at { $since } and is over: everything works again.
incident-customers-title-over = Customers were affected · { $incident }
incident-customers-footer-over = Next: customer service and support may tell customers that it is over.
incident-customers-footer = Next: customer service and support answer customers with these words; nothing else is confirmed.
incident-customers-updated = **News about { $incident }**. Next news by { $next }, at the latest.
incident-customers-resolved = **{ $incident } is over**: everything works again. Customers may be told.
incident-customers-reopened = **{ $incident } is not over** after all. Colleagues are working on it again. Next news by { $next }, at the latest.
incident-list-title = Incidents
incident-list-empty = There is none. `/incident list state:all` shows those that are over too.
incident-list-not-closed = Resolved, not closed yet
incident-timeline-title = Timeline of { $incident }, newest first
incident-form-update-title = Update of { $incident }
incident-form-update = What is known, what is being done?
incident-form-update-example = Disk of db-1 is full; logs are being moved. Orders are late.
incident-form-public = For customers, in plain words (optional)
incident-form-public-example = Some orders arrive late. None is lost.
incident-form-resolve-title = { $incident } is over
incident-form-cause = What was the cause?
incident-form-impact = What was the impact?
incident-form-impact-example = Who noticed it, for how long
incident-form-merge-title = { $incident } is the same as …
incident-form-into = Which incident carries on?
incident-form-declare-title = Declare an incident
incident-form-title = What is wrong?
incident-form-severity = How bad? sev1 (worst) to sev4
incident-form-severity-example = sev2
incident-form-department = Which department?
incident-form-details = Details
refuse-incident-title = An incident needs a title. Example: `title:Orders are not accepted`
refuse-incident-severity = “{ $text }” is not a severity. Choose `sev1` (everything stands still), `sev2`, `sev3` or `sev4` (small).
refuse-incident-kind = “{ $text }” is not a type. Choose `fault`, `security`, `data` or `customer`.
refuse-incident-role = “{ $text }” is not a role. Choose `commander`, `communications` or `scribe`.
refuse-incident-list-state = “{ $text }” is not a state. Choose `open`, `all`, `triggered`, `acknowledged`, `mitigated`, `resolved` or `closed`.
refuse-incident-unknown = There is no incident “{ $typed }”. `/incident list` shows those that are open.
refuse-incident-unknown-near = There is no incident “{ $typed }”. Did you mean { $near }? `/incident list` shows those that are open.
refuse-incident-private = { $incident } is a matter of security: its details are for those who work on it. If you know something about it, tell the lead of security.
refuse-incident-declared = { $user } declared **{ $incident }** from this message already, { $when }. `/incident show incident:{ $incident }`
refuse-incident-severity-same = { $incident } is { $severity } already.
refuse-incident-role-taken = { $user } is { $role ->
    [commander] commander
    [communications] responsible for communications
   *[scribe] scribe
} of { $incident } already, since { $when }. `/incident role incident:{ $incident }` hands it over.
refuse-incident-role-same = { $user } is { $role ->
    [commander] commander
    [communications] responsible for communications
   *[scribe] scribe
} of { $incident } already.
refuse-incident-customers = It is known already that { $incident } affects customers. **Update** has a field for what they may be told.
refuse-incident-merge-private = { $incident } is private and { $into } is not: everybody would read what is for few. Merge the other way round.
journal-incident-opened = opened
journal-incident-acknowledged = acknowledged
journal-incident-mitigated = mitigated
journal-incident-resolved = resolved
journal-incident-closed = closed
journal-incident-reopened = opened again
journal-incident-merged = merged into another
journal-incident-absorbed = took another over
journal-incident-updated = update
journal-incident-severity = severity changed
journal-incident-role = role given
journal-incident-escalated = escalated by hand
journal-incident-customers = customers affected
journal-incident-recovered = all alerts recovered
journal-incident-acknowledged-outside = acknowledged at its source
journal-incident-noted = note from outside

### alert

alert-storm-title = Many alerts at once from { $name }
alert-test-title = TEST: an alert of { $name }. Nothing is wrong
alert-test-line = This is a test
alert-test-message = Sent by /integration test. Nobody is paged.
alert-truncated = **{ $key }** { $name } left off { $alerts ->
    [one] one alert
   *[other] { $alerts } alerts
} of a batch that was too large: look at the sender itself for the rest. A smaller `max_alerts` group or finer `group_by` keeps batches whole.
integration-tested = **{ $key }** works: a marked test alert opened { $incident } in { $place } as { $severity } and resolved it. Nobody was paged.
silence-created = **{ $key }**: alerts that match { $match } page nobody until { $ends }.{ $incidents ->
    [0] {""}
    [one] {" "}One open incident is quiet until then.
   *[other] {" "}{ $incidents } open incidents are quiet until then.
} What fires still pages at the end.
silence-planned = **{ $key }**: from { $begins } to { $ends } alerts that match { $match } page nobody.
silence-ended = **{ $key }** has ended: { $match } pages again. What fired meanwhile and still does pages now.
silence-list-title = Silences
silence-list-empty = None. `/silence create match:service=db for:2h` makes one.
silence-line = **{ $key }** { $match } · until { $ends }
silence-line-waiting = **{ $key }** { $match } · planned from { $begins } to { $ends }
silence-summary-title = Silence { $key } is over
silence-summary = { $match } kept quiet: { $over } over by now, **{ $firing }** firing still{ $firing ->
    [0] .
   *[other] {" "}and paging from now on:
}
heartbeat-created = **{ $key }** { $name } is expected every { $every }; { $grace } later { $department } is paged. First call expected by { $when }.
heartbeat-address = Address
heartbeat-call = At the end of the job
heartbeat-once = The address is shown this once.
heartbeat-list-title = Heartbeats
heartbeat-list-empty = None yet. `/heartbeat create name:backup every:24h department:…` makes one and shows its address.
heartbeat-line = **{ $key }** { $name } · { $department } · every { $every }, grace { $grace }
heartbeat-line-last = last heard { $when }
heartbeat-line-never = never heard; missed { $when }
heartbeat-line-missing = missing: **{ $incident }**
heartbeat-delete-confirm = Delete **{ $key }** { $name }? Nobody is paged any more when it stays away.
heartbeat-deleted = **{ $key }** { $name } is deleted.
heartbeat-kept = **{ $key }** { $name } stays.
heartbeat-missed-title = { $name } was not heard of in time
heartbeat-missed-details = Expected every { $every }, with { $grace } of grace.
refuse-silence-length = “{ $typed }” is not a length from a second to 31 days. Ways that work: `2h`, `90m`, `1d`.
refuse-silence-from = I cannot read “{ $typed }” as a moment within a year. Ways that work: `tomorrow 22:00`, `+2h`, `sat 03:00`.
refuse-silence-past = This silence would be over already: { $when }. Name a later beginning or a longer time.
refuse-silence-unknown = There is no silence “{ $typed }”. `/silence list` shows those that stand.
refuse-silence-ended = { $key } has ended: { $user }, { $when }.
refuse-heartbeat-span = “{ $typed }” is not a length of 30 seconds or more. Ways that work: `24h`, `15m`, `7d`.
refuse-heartbeat-unknown = There is no heartbeat “{ $typed }”. `/heartbeat list` shows all.
watch-way-out = Whoever runs the bot switches on **Message Content Intent** on the Bot page of the developer portal.
watch-draft = **{ $key }**: a message in { $channel } that fits { $pattern } will { $action ->
    [task] become a task of { $department }; the same words are not made a second task while the first is open
    [handoff] become a request to { $department } from the department whose channel it is; the same words are not asked again while that is open
   *[incident] open a { $severity } incident of { $department }; further ones are added to it while it is open
    }. It is not saved yet.
watch-draft-deaf = ⚠️ Discord does not let the bot read messages yet, so it can neither be tried on what was written nor hear anything. { $way }
watch-draft-silent = Nothing was written there lately to try it on.
watch-draft-found = Of the last { $looked } { $looked ->
    [one] message
   *[other] messages
} there, { $matching } would have fitted.
watch-draft-more = … and { $more } more.
watch-draft-save = **Save** makes it work from now on; **Try it** takes lines of your own.
watch-save = Save
watch-try = Try it
watch-discard = Discard
watch-form-title = Try { $key }
watch-form-lines = Messages to try it on, one a line
watch-form-placeholder = One that should fit, and one that should not
watch-tried = **{ $key }** { $pattern } in { $channel }: { $matching } of { $lines ->
    [one] one line fits.
   *[other] { $lines } lines fit.
}
watch-saved = **{ $key }** watches { $channel } for { $pattern }.
watch-discarded = **{ $key }** { $pattern } was not saved; { $channel } is not watched for it.
watch-removed = **{ $key }** { $pattern } no longer watches { $channel }.
watch-list-title = Watch rules
watch-list-empty = None yet. `/watch add` makes one.
watch-list-deaf = ⚠️ They hear nothing since { $since }: Discord does not let the bot read messages. { $way }
watch-line = **{ $key }** { $pattern } · { $channel } · { $action ->
    [task] task
    [handoff] handoff
   *[incident] { $severity }
    } for { $department } · { $matches ->
    [0] never fitted
    [one] fitted once
   *[other] fitted { $matches } times
}
watch-too-many = { $key } has fitted more than { $most } times within a minute: further messages of this minute are only counted.
watch-too-many-today = { $key } has made { $most } within a day, which is the most: further messages of today are only counted. `/watch list` shows how many; a narrower expression makes fewer.
scan-rest-title = { $count } more findings of { $key }
watch-deaf = { $rules ->
    [one] The watch rule { $keys } hears
   *[other] The watch rules { $keys } hear
} nothing: Discord does not let the bot read messages. { $way } { $makers }
watch-hearing = { $rules ->
    [one] The watch rule { $keys } hears
   *[other] The watch rules { $keys } hear
} again. { $makers }
refuse-watch-hidden = You cannot read { $channel } yourself, so you cannot watch it. Choose a channel you can read.
refuse-watch-channel = I cannot read { $channel }. Give the bot **View Channel** and **Read Message History** there, then give the command again.
refuse-watch-severity = Only incidents have a severity. Leave it out, or choose `action:incident`.
refuse-watch-handoff = A handoff needs two departments, and { $channel } is not the channel of another one than `{ $department }`. Choose `action:task`, or watch the channel of the department that asks.
refuse-watch-many = There are { $most } watch rules here, which is the most. `/watch remove` makes room.
refuse-watch-exists = **{ $key }** does that already. `/watch list` shows all.
refuse-watch-long = The expression has { $length } characters; { $most } is the most. Watch for its telling part.
refuse-watch-large = “{ $pattern }” is too large once its repetitions are written out. Use smaller numbers of repetitions.
refuse-watch-pattern = “{ $pattern }” is not a regular expression I can use: { $why }. An example that works: `(?i)(panic|out of memory)`.
refuse-watch-everything = “{ $pattern }” fits every message. Name something that only stands in those that matter: `(?i)(panic|out of memory)`.
refuse-watch-unknown = There is no watch rule “{ $typed }”. `/watch list` shows all.
refuse-alert-severity = “{ $typed }” is not a severity. Choose `sev1`, `sev2`, `sev3` or `sev4`.
integration-created = **{ $key }** { $name } reports to { $department } now.
integration-rotated = **{ $key }** { $name } has a new address. The one before is good for another 24 hours.
integration-address = Address
integration-routing-key = Routing key (integration key)
integration-secret = Secret
integration-secret-optional = Secret, if the sender signs (`X-Signature`)
integration-setup-alertmanager = Into alertmanager.yml
integration-setup-grafana = Into Grafana's provisioning/alerting, or as a contact point of type Webhook
integration-setup-pagerduty = For example into alertmanager.yml; anything that can page PagerDuty works
integration-setup-github = Repository → Settings → Webhooks
integration-setup-generic = Try it
integration-setup-measure = Try it
integration-setup-junit = At the end of a test run: its pass rate, failures and duration become measures
integration-setup-scanner = At the end of a scan (SARIF, or JSON with `findings`): what it finds becomes vulnerabilities
integration-once = Address and secret are shown this once. /integration rotate makes new ones for { $key }.
integration-list-title = Integrations
integration-list-empty = None yet. `/integration create` makes one and shows its address.
integration-list-last = last heard { $when }
integration-list-never = never heard
integration-list-rotated = old address good until { $when }
integration-delete-confirm = Delete **{ $key }** { $name } of { $department }? What it sends is refused from then on; open incidents stay open.
integration-delete-yes = Delete
integration-delete-no = Keep
integration-deleted = **{ $key }** { $name } is deleted. What comes to its address is refused.
integration-kept = **{ $key }** { $name } stays.
refuse-alert-severity-map = I cannot read “{ $part }” as a severity map. An example that works: `critical=sev1,warning=sev3,default=sev3`.
refuse-integration-kind = “{ $kind }” is not a kind of sender. Choose `alertmanager`, `grafana`, `pagerduty`, `github` or `generic`.
refuse-integration-mapping-kind = A mapping is for the kind `generic` only: the others have a format of their own. Leave it out, or choose `kind:generic`.
refuse-integration-test-measure = { $key } takes values of measures, and a test would be a value. Send one as shown when it was made; `/measure show` has it.
refuse-integration-test-scanner = { $key } takes what a scanner finds, and a test would open work. Send a report as shown when it was made; its answer says what became of each finding.
refuse-integration-mapping = This mapping cannot be read: { $why }. An example that works: `{ $example }`
refuse-integration-exists = There is an integration { $name } already: { $key }. Choose another name, or `/integration rotate integration:{ $key }` for a new address.
refuse-integration-unknown = There is no integration “{ $typed }”. `/integration list` shows all.
refuse-silence-matcher = I cannot read “{ $part }” as a condition. An example that works: `service=db severity=~"warn.*" name!=test`.
refuse-silence-pattern = “{ $pattern }” is not a regular expression I can use: it is malformed or too large. An example that works: `severity=~"warn.*"`.
refuse-silence-everything = “{ $match }” fits every alert. Name at least one value, for example `service=db`.

### kinds of work, fields, proof

priority-low = Low
priority-normal = Normal
priority-high = High
priority-urgent = Urgent
value-percent = { $number } %
value-rating = { $number } of 5
field-example-number = 42.5
field-example-whole = 42
field-example-percent = 95 %
field-example-money = 12,000.50, 12k or 1.2万
field-example-rating = 1 to 5, where 5 is the best
field-example-link = https://…
field-example-person = A name as it stands in the member list
field-example-date = 2026-03-01, fri or +3d
field-example-moment = tomorrow 17:00 or 2026-03-01 09:00
field-example-duration = 2h30m or 3d
refuse-field-empty = “{ $field }” is still empty. Fill it in and send the form again.
refuse-field-number = “{ $field }” takes a number such as `42` or `1,234.5`; “{ $typed }” is none.
refuse-field-range = “{ $field }” takes a number from { $least } to { $most }; you gave “{ $typed }”.
refuse-field-range-whole = “{ $field }” takes a whole number from { $least } to { $most }; you gave “{ $typed }”.
refuse-field-least = “{ $field }” takes a number of { $least } or more; you gave “{ $typed }”.
refuse-field-least-whole = “{ $field }” takes a whole number of { $least } or more; you gave “{ $typed }”.
refuse-field-positive = “{ $field }” takes an amount above zero; you gave “{ $typed }”. An example that works: `12,000.50`.
refuse-field-choice = “{ $typed }” is none of the choices for “{ $field }”. Type one of these: { $choices }
refuse-field-link = “{ $field }” takes an address that begins with `https://`; “{ $typed }” is none. For a file: post it in Discord, then copy its link.
refuse-field-person = “{ $field }” names a person, and I know nobody called “{ $typed }” here. Type the name as it stands in the member list, or the person’s number.
refuse-field-person-near = “{ $field }” names a person, and “{ $typed }” fits nobody, or more than one. The nearest: { $nearest }
refuse-field-date = “{ $field }” takes a day such as `2026-03-01`, `tomorrow`, `fri` or `+3d`; I cannot read “{ $typed }” as one.
refuse-field-moment = “{ $field }” takes a day and time such as `tomorrow 17:00` or `2026-03-01 09:00`; I cannot read “{ $typed }” as one.
refuse-field-duration = “{ $field }” takes a length of time such as `90m`, `2h30m` or `3d`; I cannot read “{ $typed }” as one.
refuse-field-long = “{ $field }” has { $length } characters; at most { $most } fit. Shorten it, or put the rest into a document and link it.
refuse-field-order = “{ $until }” lies before “{ $from }”. Swap the two, or correct one of them.
department-work = Work of this department
department-asked = What other departments can ask of it
department-work-more = `/help topic:` with the name of a kind of work or of a request says what it needs.
work-line = **{ $name }** `{ $key }` · { $needs }
work-needs-proof = proof
work-has-stages = stages
work-needs-decision = decision
work-asks-csat = rated by who asked
work-needs-signatures = both sign
work-is-urgent = urgent
work-days = { $number ->
    [one] 1 working day
   *[other] { $number } working days
}
work-hours = { $number } h
work-minutes = { $number } min
work-between = { $least } to { $most }
work-kind-label = { $name } (kind of work)
work-playbook-label = { $name } (request)
work-flow-task = Work to be done: open, doing, done; or cancelled.
work-flow-record = A document that holds: draft, active, closed; looked at again from time to time.
work-flow-run = Something that is run: scheduled, running, passed or failed; with evidence.
work-flow-case = What somebody asks for: new, accepted, answered, closed by who asked; or reopened, or declined.
work-of = Work of
work-any = Any department
work-list-between = { ", " }
work-respond = Taken within
work-finish = Finished within
work-complete = Delivered within
work-every = Usually recurs
work-particulars = Asked at the beginning
work-checklist = Checklist
work-stages = Stages
work-outcome = Asked at the end
work-delivery = Asked when it is delivered
work-proof = Proof, without which it cannot be finished
work-decision = Needs a decision
work-seat-own = a lead of the department
work-seat-of = a lead of { $department }
work-decided-all = Before it counts, these must agree: { $seats }
work-decided-some = Before it counts, { $needed } of these must agree: { $seats }
work-review = Review
work-review-days = Looked at again after { $days ->
    [one] 1 day
   *[other] { $days } days
}
work-seen = Who sees it
work-seen-department = The departments concerned and the project office
work-seen-lead = The leads of the department; nothing of its contents is posted
work-csat = Satisfaction
work-csat-asked = Who asked is asked for one to five stars when it is closed.
work-field = • { $field }
work-field-optional = • { $field } (optional)
work-who = Who asks whom
work-from-to = { $from } → { $to }
work-between-both = { $from } ↔ { $to }
work-signed = Signatures
work-both-sign = A lead of each department signs before it is confirmed.
work-hours-title = At any hour
work-any-hour = Reminders go out also outside the receiver’s working hours.
work-kind-example = /task create department:{ $department } kind:{ $kind } title:…
work-playbook-example = /handoff request to:{ $department } playbook:{ $playbook } title:…

### task
attached-line = [{ $name }]({ $link }) · { $size } · SHA-256 `{ $hash }`
task-state-open = open
task-state-doing = in progress
task-state-done = done
task-state-draft = draft
task-state-active = active
task-state-scheduled = scheduled
task-state-running = running
task-state-passed = passed
task-state-failed = failed
task-state-new = new
task-state-accepted = accepted
task-state-answered = answered
task-state-closed = closed
task-state-declined = declined
task-state-cancelled = cancelled
task-step-start = Start
task-step-activate = Put in force
task-step-accept = Accept
task-step-done = Done
task-step-close = Close
task-step-pass = Passed
task-step-answer = Answer
task-step-fail = Failed
task-step-confirm = Solved
task-step-reopen = Not solved
task-step-decline = Decline
task-step-cancel = Cancel it
task-field-kind = Kind
task-field-state = State
task-field-assignee = Assignee
task-field-due = Due
task-field-review = Next review
task-field-project = Project
task-field-requester = Asked by
task-field-checklist = Checklist · { $done } of { $all }
task-field-links = Linked with
task-field-proof = Proof
task-field-reason = Reason
task-field-answer = Answer
task-field-details = Details
task-field-csat = Satisfaction
task-field-comment = Last comment
task-field-brought = What { $key } brought
task-brought-private = It is there; its words are for the two departments of it only. The form that finishes this begins with them.
task-nobody = nobody yet
task-no-due = no due date
task-overdue = **Overdue**: it was due { $when }.
task-blocked = **Blocked** by { $keys }.
task-undecided = It needs a decision before it holds.
task-private = This is for those it concerns only. It is { $state }.
task-csat-of = { $score } of 5
task-link-blocks = blocks { $key }
task-link-blocked-by = is blocked by { $key }
task-link-caused-by = was caused by { $key }
task-link-causes = led to { $key }
task-link-part-of = is part of { $key }
task-link-has-part = has the part { $key }
task-link-verifies = verifies { $key }
task-link-verified-by = is verified by { $key }
task-next-take = Next: somebody in { $department } takes it.
task-next-start = Next: the assignee starts it.
task-next-activate = Next: the assignee puts it in force.
task-next-decision = Next: the assignee asks for the decision it needs.
task-next-accept = Next: the assignee accepts it.
task-next-finish = Next: the assignee finishes it.
task-next-result = Next: the assignee says how it went.
task-next-review = It holds. Next: the review.
task-next-answer = Next: the assignee answers.
task-next-confirm = Next: whoever asked says whether that solved it. Without a word it counts as solved after three working days.
task-next-over = { $key } is over.
task-next-released = Next: whoever has time takes them.
task-button-take = Take it
task-button-checklist = Checklist
task-button-particulars = Particulars
task-button-comment = Comment
task-button-watch = Watch
task-button-show = Show
task-button-transcript = Transcript
task-button-reply = Reply
task-button-withdraw = Withdraw
task-button-solved = Solved
task-button-unsolved = Not solved
task-button-pause = Pause
task-button-resume = Resume
task-button-delete = Delete
task-button-onward = Ask another department
task-button-answer-all = Answer all ({ $count })
task-line-due = due { $when }
task-line-overdue = **overdue**, { $when }
task-made = **{ $key }** is made.
task-attached = **{ $other }** has what you wrote as a comment, and you hear of what happens to it. **{ $key }** is cancelled.
task-attached-reason = It is part of { $key }.
task-commented = Your comment stands on **{ $key }**.
task-watched = You hear of what happens to **{ $key }**. Press **Watch** again to stop.
task-unwatched = You hear no more of **{ $key }**.
task-snoozed = **{ $key }** stays quiet for you until { $when }.
task-snooze-hour = In 1 hour
task-snooze-tomorrow = Tomorrow 9:00
task-snooze-workday = Next working day
task-cap-set = By rotation you are given nothing more while you have { $most } open { $most ->
    [one] task
   *[other] tasks
}.
task-how-did-it-go = How did it go?
task-checklist-title = { $key } · checklist · { $done } of { $all }
task-checklist-choose = Choose a line to tick it, or to take the tick back
task-turn-given = It is { $user }’s now. Why:
task-turn-nobody = Nobody can be given it now. Why:
task-turn-away = { $who } is away.
task-turn-full = { $who } has { $load } open, which is as many as they want.
task-turn-off-hours = { $who } is not at work now.
task-turn-busier = { $who } has { $load } open, more than others.
task-turn-later = { $who } was given something more recently.
task-turn-taken = { $who }: there, { $load } open, and longest without.
task-list-title = Tasks
task-list-empty = None. `/task create` makes one.
task-list-none = None like that. `/task list` shows all that is open, `/task list state:all` also what is over.
task-list-end = No more. Press **⏮ First** to go back to the beginning.
task-list-further = None among those looked through so far. There are more: press **Next**.
task-list-first = ⏮ First
task-list-mine = mine
task-list-all = also those that are over
task-list-overdue = overdue
task-recurring-title = Recurring work
task-recurring-none = None. `/task recurring` sets one up.
task-recurring-line = **{ $key }** { $title } · `{ $schedule }` · next { $next }
task-recurring-line-paused = **{ $key }** { $title } · `{ $schedule }` · paused{ $next }
task-recurring-line-deleted = **{ $key }** { $title } · `{ $schedule }` · deleted{ $next }
task-recurring-turn = whoever’s turn it is
task-recurring-deleted = **{ $key }** makes no more tasks. Those it made stay.
task-form-make = Make a task
task-form-title = What is to be done
task-form-department = Department
task-form-kind = Kind of work
task-form-due = Due, such as fri or tomorrow 17:00
task-form-details = Details
task-form-about = What it is about
task-form-particulars = { $key }: particulars
task-form-outcome = { $key }: what came of it
task-form-answer = Answer to whoever asked
task-form-evidence = What shows that it took place
task-form-reason = { $key }: why?
task-form-why = Reason
task-form-comment = Comment on { $key }
task-form-words = Comment
task-form-csat = { $key }: thank you
task-form-csat-why = Anything to add? (may stay empty)
task-asked = Thank you. **{ $key }** has reached { $department }: you hear from them by { $due }. You talk with them in the thread you were just added to.
task-room-new = { $department } has your request. Nobody has taken it yet; due { $due }.
task-room-accepted = { $user } of { $department } is on it; due { $due }.
task-room-answered = { $user } has answered. Does that solve it?
task-room-closed = Solved. If it was not after all, press **Not solved** within 30 days.
task-room-declined = { $department } has declined it; the reason stands below.
task-room-over = This is over.
task-transcript = What was said and done about **{ $key }**, as of { $when }.
task-panel-title = { $department }: how can we help?
task-panel-body = Press what fits best. A form opens, and you get a thread of your own with us.
task-panel-next = Next: you press a button; { $department } takes it from there.
task-panel-posted = The panel stands in { $channel }. Give the command again to bring it up to date.
task-csat-question = How satisfied are you with how this was handled? 5 is the best.
task-csat-thanks = Thank you: that is kept with your request.
task-csat-line = { $mean } of 5 on average, from { $count } { $count ->
    [one] answer
   *[other] answers
}; { $low } of them 1 or 2
task-complaint-title = { $score } of 5 for { $key }: { $title }
task-decision-asked = { $decision } was asked for: **{ $key }** comes into force as soon as it is approved.
task-today = My tasks
task-today-asked = Asked of others
task-digest-title = Tasks and cases
task-digest-overdue = Overdue
task-digest-fast = Due within four working hours
task-digest-week = Due this week
task-digest-reviews = To be reviewed
task-digest-cases = Cases waiting for us
task-digest-csat = Satisfaction
task-news-title = What happened to tasks you watch
task-news-hint = You chose to hear of this once a day: `/me settings delivery:`
task-said-taken = { $user } took it.
task-said-assigned = It is { $user }’s now.
task-said-released = { $user } is away until { $until }: nobody has it now.
task-said-begun = { $user } has begun.
task-said-done = { $user } has finished it.
task-said-failed = It failed, says { $user }.
task-said-answered = { $user } has answered.
task-said-closed = { $user } has closed it.
task-said-closed-itself = It counts as solved: nobody objected.{ $user }
task-said-declined = { $user } has declined it.
task-said-cancelled = { $user } has cancelled it.
task-said-active = It holds from now on.{ $user }
task-said-reopened = { $user } says it is not solved.
task-said-stage = { $user }: { $stage }
task-said-attached = { $user } attached **{ $key }**, which asked for the same.
task-said-comment = { $user }: { $text }
task-said-brought = { $key } has brought an answer.
task-said-nothing = Nothing comes of { $key } any more.
task-said-rescanned = { $which ->
    [fixed] { $scanner } does not find { $finding } any more.
   *[back] { $scanner } finds { $finding } again.
}
task-said-left = { $user } does not belong to the department any more: nobody has it now.
task-told-assigned = { $user } gave it to you, for { $department }. Due { $due }.
task-told-turn = It is your turn in { $department }. Due { $due }. Why you:
task-told-untaken = Nobody has taken this yet. Somebody should by { $due }.
task-told-unanswered = Nobody in { $department } took this in time. Due { $due }. `/task assign` gives it to somebody.
task-told-soon = This is due { $due }.
task-told-overdue = This is overdue: it was due { $due }.
task-told-overdue-lead = This is overdue in { $department }: it was due { $due }. Assignee: { $user }.
task-told-silent = Nothing was heard of this since { $since }. How does it go? A comment is enough.
task-told-silent-lead = Nothing was heard of this in { $department } since { $since }. Assignee: { $user }.
task-told-review = The review of this is due: { $due }. Does it still hold?
task-told-failed = This failed in { $department }. Assignee: { $user }.
task-told-reopened = Whoever asked says this is not solved. Due { $due }.
task-told-csat-low = Whoever asked { $department } for this is not satisfied. Assignee: { $user }.
task-told-approved = { $decision } was approved: it holds from now on.{ $reason }
task-told-rejected = { $decision } was rejected: { $reason }
task-told-undecided = { $decision } came to nothing in time. Ask again when it matters.{ $reason }
task-told-not-doubled = The next one of { $key } is due, and this one is not done: it is overdue, and no second one was made.
task-told-brought = { $thing } is answered. This waited for it.
task-told-nothing = Nothing comes of { $thing } any more. This waited for it.
task-told-brought-together = { $thing } is answered. { $count ->
    [one] One task
   *[other] { $count } tasks
} of yours waited for it: { $keys }
task-told-nothing-together = Nothing comes of { $thing } any more. { $count ->
    [one] One task
   *[other] { $count } tasks
} of yours waited for it: { $keys }
task-next-brought = Next: somebody sends it on, to each or to all at once.
task-answered-all = Answered with { $thing }: { $keys } ({ $count })
task-answered-not = **{ $key }** stays open, and whoever asked has the answer as a comment: { $why }
task-missed = { $name }: { $value }, and it should be { $target }
task-told-released = { $user } is away until { $until }. { $count ->
    [one] One task they had taken is
   *[other] { $count } tasks they had taken are
} free again:
task-told-left = { $user } does not belong to the department any more. { $count ->
    [one] One task of theirs is
   *[other] { $count } tasks of theirs are
} free again:
refuse-task-title = A task needs a title that can be read, such as `Renew the certificate`.
refuse-task-unknown = There is no task “{ $typed }”. `/task list` shows those there are.
refuse-task-unknown-near = There is no task “{ $typed }”. The nearest: { $near }
refuse-task-private = { $key } is for those it concerns only: its department’s leads, its assignee and whoever asked for it.
refuse-task-right = Only members of { $department } and whoever { $key } is assigned to can do this. `/department join` makes you a member.
refuse-task-right-requester = Only whoever asked for { $key }, or a lead of { $department }, can say whether it is solved.
refuse-task-state = { $key } is { $state } since { $when } ({ $user }). What works now: { $steps }
refuse-task-state-itself = { $key } is { $state } since { $when }. What works now: { $steps }
refuse-task-over = { $key } is { $state } since { $when } ({ $user }). Nothing more is to be done about it; `/task create` makes a new one.
refuse-task-over-itself = { $key } is { $state } since { $when }. Nothing more is to be done about it; `/task create` makes a new one.
refuse-task-changed = Somebody changed { $key } at the same moment. Look at `/task show`, then give the command again.
refuse-task-yours = You have { $key } already, { $user }.
refuse-task-taken = { $user } has { $key } already. `/task assign` gives it to somebody else.
refuse-task-checklist = { $open ->
    [one] One line
   *[other] { $open } lines
} of { $key }’s checklist { $open ->
    [one] is
   *[other] are
} not ticked. `/task check` shows them.
refuse-task-outcome = { $key } cannot be finished without: { $fields }. `/task done` opens the form.
refuse-task-proof = { $key } is finished with proof: `/task done task:{ $key } proof:` and a file.
refuse-task-undecided = { $decision } about { $key } is still open. `/decision show decision:{ $decision }` says who is to decide.
refuse-task-kind = “{ $typed }” is not a kind of work of this department. The nearest: { $near }
refuse-task-priority = “{ $typed }” is not a priority. What works: `low`, `normal`, `high`, `urgent`.
refuse-task-due = I cannot read “{ $typed }” as a moment within ten years. Ways that work: `fri`, `tomorrow 17:00`, `+3d`, `2026-03-01`.
refuse-task-due-past = That is in the past: { $when }. Name a moment that is still to come, such as `tomorrow 17:00`.
refuse-task-due-length = “{ $typed }” is not a length up to a year. For recurring work, `due` is how long after it is made: `4h`, `2d`.
refuse-task-stage = “{ $typed }” is nothing { $key } can be brought to now. What works: { $stages }
refuse-task-no-checklist = { $key } has no checklist.
refuse-task-item = “{ $typed }” is not a line of { $key }’s checklist. Type its number, 1 to { $most }.
refuse-task-link = “{ $typed }” is not the key of anything that can be linked. What works: `TASK-7`, `HO-4`, `INC-2`.
refuse-task-link-self = { $key } cannot be linked with itself.
refuse-task-link-circle = { $other } blocks { $key } already: the two cannot block each other.
refuse-task-list-state = “{ $typed }” is not a state. What works: `open`, `all`, `done`, `new`, `active`, …
refuse-task-list-kind = “{ $typed }” is not a kind of work. Choose one from the list that appears while you type.
refuse-task-list-project = No task belongs to a project called “{ $typed }”. It is compared with what was typed as `project:` when tasks were made; `/task list` shows those of all projects.
refuse-task-schedule = I cannot read “{ $part }” as a schedule. Ways that work: `daily 02:00`, `weekdays 09:30`, `mon 09:00`, `30 9 * * 1-5`.
refuse-task-schedule-never = “{ $typed }” never comes. A schedule that works: `weekdays 09:30`.
refuse-task-recurring-unknown = There is no recurring work “{ $typed }”. `/task schedules` shows what there is.
refuse-task-recurring-state = { $key } was changed already: { $user }, { $when }. `/task schedules schedule:{ $key }` shows how it stands.
refuse-task-panel = { $department } has no kind of work that people outside could ask for.
refuse-task-cap = Say a number from 1 to { $most }.
refuse-task-answer-all = Nothing of yours waits for { $key } any more, or all of it has been answered.
refuse-task-csat = Only whoever asked for { $key } says how satisfied they are.
refuse-task-rated = You have said so already: { $score } of 5 for { $key }.
refuse-task-reopen-late = { $key } was closed { $when }, more than 30 days ago. Ask anew, and name { $key }.
journal-task-created = made a task
journal-task-specified = said the particulars
journal-task-taken = took it
journal-task-assigned = gave it to somebody
journal-task-released = freed it: its assignee is away or has left
journal-task-brought = brought an answer
journal-task-nothing = came to nothing elsewhere
journal-task-taken-back = took an answer back
journal-task-moved = moved it on
journal-task-reopened = opened it again
journal-task-staged = brought it to a stage
journal-task-commented = commented
journal-task-checked = ticked a line
journal-task-unchecked = took a tick back
journal-task-proved = attached proof
journal-task-linked = linked it
journal-task-unlinked = took a link away
journal-task-snoozed = put reminders off
journal-task-reminded = reminded
journal-task-rated = said how satisfied they are
journal-task-not-doubled = made no second one: this one is not done
journal-task-decision-asked = asked for a decision
journal-task-rejected = rejected by decision
journal-task-recurring-created = set up recurring work
journal-task-recurring-paused = paused recurring work
journal-task-recurring-resumed = resumed recurring work
journal-task-recurring-deleted = ended recurring work
why-about-task = About: { $key } { $name }
why-rule-task-card = A task of this department: its one card, kept up to date.
why-rule-task-said = Somebody commented on the task.
why-rule-task-watch = You watch this task, or you asked for it. **Watch** on its card ends that.
why-rule-task-assigned = The task was given to you, by a colleague or by rotation.
why-rule-task-untaken = Four fifths of the working time in which somebody is to take this have passed, and nobody has.
why-rule-task-unanswered = Nobody took this within the working time its kind sets, and you lead the department.
why-rule-task-soon = It is yours, and four fifths of its working time have passed.
why-rule-task-overdue = It was due and is not done: first its assignee hears of that, a working day later the department’s leads.
why-rule-task-silent = Nobody touched it for five working days: first its assignee is asked, a working day later the leads are told.
why-rule-task-review = What is in force is looked at again on its day.
why-rule-task-reopened = Whoever asked for it said it is not solved.
why-rule-task-failed = A run failed in a department you lead.
why-rule-task-decided = The decision it needed was made, or came to nothing.
why-rule-task-csat = You asked for this and it was answered or closed: you are asked whether you are content.
why-rule-task-csat-low = Somebody who asked your department for something was not satisfied.
why-rule-task-transcript = A case ended: all that was said about it is kept with it.
why-rule-task-panel = A lead put the department’s panel here.
why-rule-task-not-doubled = A scheduled occurrence came while the last one was not done.
why-rule-task-released = Somebody who had these tasks is away, or has left the department.
why-rule-task-brought = A handoff or an incident that these tasks waited for is answered, or nothing comes of it any more.

### handoff
handoff-state = { $state ->
    [requested] requested
    [needs-info] waiting for an answer
    [accepted] accepted
    [delivered] delivered
    [confirmed] confirmed
    [declined] declined
   *[cancelled] cancelled
}
handoff-state-by = **{ $state }** · { $user } · { $when }
handoff-state-alone = **{ $state }** · { $when }
handoff-private = What it is about is for the two departments only. **Details** shows it to them.
handoff-excused = Excused until { $when }: until then its clocks stand still.
handoff-of-message = About this message: { $link }
handoff-way = From → to
handoff-way-is = { $sender } → { $receiver }
handoff-way-before = before that { $department }, { $length } of working time
handoff-meta = About it
handoff-wanted = wanted by { $when }
handoff-project = project: { $project }
handoff-assignee = with { $user }
handoff-returns = { $count ->
    [one] returned once
   *[other] returned { $count } times
}
handoff-particulars = Particulars
handoff-value = { $name }: { $value }
handoff-file = File
handoff-clock = Clocks
handoff-respond-by = { $late ->
    [yes] **late**: to respond by { $when }
   *[no] respond by { $when }
}
handoff-complete-by = { $late ->
    [yes] **late**: to deliver by { $when }
   *[no] deliver by { $when }
}
handoff-clock-stopped = stopped until the question is answered
handoff-confirms-at = counts as confirmed { $when } if nobody says otherwise
handoff-question = Question
handoff-answer = Answer
handoff-reason = Why
handoff-delivered = Delivered
handoff-delivered-values = Delivered
handoff-proof = Proof
handoff-signatures = Signatures
handoff-signed-by = { $department }: { $user }, { $when }
handoff-not-signed = { $department }: not yet
handoff-lent = Lent
handoff-lent-back = given back: { $user }, { $when }
handoff-links = Linked
handoff-for-parent = for { $key }, which waits for this answer
handoff-waits-for = waits for { $key } ({ $state })
handoff-task = { $key } { $title }
handoff-task-waits = { $key } { $title } waits for this answer
handoff-incident = incident { $incident }
handoff-next = Next
handoff-next-requested = { $who }: accept, ask, pass it on or decline.
handoff-next-needs-info = { $who }: answer the question.
handoff-next-accepted = { $who }: do it and deliver.
handoff-next-sign = A lead of each department signs.
handoff-next-verify = { $who }: check it, then confirm or return it.
handoff-next-delivered = { $who }: confirm, or return it and say why.
handoff-next-none = Nothing is left to do.
handoff-origin-person = { $about }
handoff-origin-message = Made from a message · { $about }
handoff-origin-blocker = Made from a blocker of a standup · { $about }
handoff-origin-task = Asked for a task · { $about }
handoff-origin-scanner = Found by a scanner · { $about }
handoff-due = due { $when }
handoff-do-accept = Accept
handoff-do-take = Take it
handoff-do-deliver = Deliver
handoff-do-ask = Ask
handoff-do-decline = Decline
handoff-do-pass = Pass on
handoff-do-sign = Sign
handoff-do-answer = Answer
handoff-do-confirm = Confirm
handoff-do-return = Return
handoff-do-cancel = Cancel request
handoff-do-show = Details
handoff-do-write = Write
handoff-do-onward = Ask onwards
handoff-do-incident = Make it an incident
handoff-do-excuse = Ask for an exception
handoff-do-back = Given back
handoff-do-history = History
handoff-do-deliver-it = Deliver this answer
handoff-said = { $event ->
    [accept] { $user } accepted **{ $key }**; { $about } does it.
    [assign] { $user } gave **{ $key }** to { $about }.
    [decline] { $user } declined **{ $key }**:
    [ask] { $user } asks about **{ $key }**:
    [answer] { $user } answered about **{ $key }**:
    [deliver] { $user } delivered **{ $key }**:
    [return] { $user } returned **{ $key }**:
    [confirm] { $user } confirmed **{ $key }**.
    [cancel] { $user } cancelled **{ $key }**.
    [attach] { $user } needs **{ $key }** too and attached { $about }:
    [sign] { $user } signed **{ $key }**.
    [pass] { $user } passed **{ $key }** on to { $about }.
    [incident] { $user } made { $about } of **{ $key }**.
    [excuse] { $user } asks for an exception from **{ $key }** ({ $about }):
    [back] { $user } says that what was lent with **{ $key }** is back.
    [check-passed] { $about } passed, says { $user }: **{ $key }** is confirmed.
    [check-failed] { $about } failed, says { $user }: **{ $key }** is returned.
   *[write] { $user } writes about **{ $key }**:
}
handoff-said-alone = { $event ->
    [excused] **{ $key }** is excused for a time: { $about } was approved.
    [exception-over] The exception from **{ $key }** has ended ({ $about }): it is open again, and its clocks begin anew.
    [exception-refused] There is no exception from **{ $key }**: { $about } was not approved.
    [deliver] **{ $key }** is delivered with what its incident came to:
    [check-passed] { $about } passed: **{ $key }** is confirmed.
    [check-failed] { $about } failed: **{ $key }** is returned.
    [released-away] { $about }, who had **{ $key }**, is away: nobody has it now.
    [released-left] { $about }, who had **{ $key }**, does not belong to the department any more: nobody has it now.
    [scan-fixed] { $about } does not find any more what **{ $key }** is about:
    [scan-back] { $about } finds again what **{ $key }** is about:
   *[confirm] **{ $key }** counts as confirmed: nobody said otherwise in time.
}
handoff-passed-on = **{ $key }** { $name } was passed on to { $department }.
handoff-remind = **{ $key }** { $name }, from { $sender }: { $which ->
    [respond] somebody has to respond by { $when }.
   *[complete] it has to be delivered by { $when }.
}
handoff-overdue = **{ $key }** { $name }, from { $sender }, is overdue: { $which ->
    [respond] nobody of { $receiver } has responded by { $when }.
   *[complete] { $receiver } has not delivered it by { $when }.
} { $assigned ->
    [yes] It is with { $user }.
   *[no] Nobody has it.
}
handoff-escalated = **{ $key }** { $name }: { $sender } waits for { $receiver } a working day longer than agreed. { $which ->
    [respond] Nobody has responded by { $when }.
   *[complete] It has not been delivered by { $when }.
} { $assigned ->
    [yes] It is with { $user }.
   *[no] Nobody has it.
}
handoff-snooze-hour = In an hour
handoff-snooze-tomorrow = Tomorrow 9:00
handoff-snooze-working = Next working day
handoff-snoozed = You hear of **{ $key }** again { $when }, unless it is overdue before.
handoff-nudge-answer = **{ $key }** { $name }: { $receiver } waits for your answer since { $since }. Until then its clocks stand still.
handoff-nudge-confirms = **{ $key }** { $name }: { $receiver } delivered { $since }. Confirm or return it; otherwise it counts as confirmed { $when }.
handoff-nudge-verify = **{ $key }** { $name }: { $receiver } delivered { $since }. Somebody has to check it, then confirm or return it.
handoff-nudge-sign = **{ $key }** { $name } was delivered { $since }. A lead of each department signs it.
handoff-lent-soon = **{ $key }** { $name }: what { $receiver } lent { $sender } is to be given back on { $day }.
handoff-lent-over = **{ $key }** { $name }: the time of what { $receiver } lent { $sender } is over ({ $day }). { $receiver } takes it back; then press **Given back**.
handoff-given-to-you = **{ $key }** { $name }, from { $sender }, is yours{ $given ->
    [yes] : { $user } gave it to you
   *[no] { "" }
}.{ $due ->
    [yes] { " " }It is due { $when }.
   *[no] { "" }
}
handoff-told-away = **{ $key }** { $name }, from { $sender }, is with { $user }, who is { $away ->
    [yes] away until { $until }
   *[no] away
}. Somebody gave it to them, so it stays theirs unless you give it to somebody else.
handoff-told-released = **{ $key }** { $name }, from { $sender }: { $user } { $away ->
    [yes] is away until { $until }
   *[no] does not belong to the department any more
}, and nobody has it now. Give it to somebody, or take it.
handoff-child-done = **{ $key }** { $name } is answered. { $parent } waits for this answer.
handoff-done-requested = **{ $key }** is with { $receiver }{ $placed ->
    [yes] { " " }({ $place })
   *[no] { "" }
}. They respond by { $when }.{ $with ->
    [yes] { " " }{ $incident } was opened with it.
   *[no] { "" }
}
handoff-done-accepted = **{ $key }** is accepted and with { $user }.{ $due ->
    [yes] { " " }Deliver by { $when }.
   *[no] { "" }
}
handoff-done-assigned = **{ $key }** is with { $user } now.
handoff-done-assigned-next = **{ $key }** is with { $user } now: not away, and with { $count ->
    [0] no open handoff
    [one] one open handoff
   *[other] { $count } open handoffs
} the one who has least.
handoff-done-declined = **{ $key }** is declined. { $sender } is told why.
handoff-done-asked = { $sender } is asked. Until they answer, the clocks of **{ $key }** stand still.
handoff-done-answered = { $receiver } has your answer, and the clocks of **{ $key }** go on.
handoff-done-delivered = **{ $key }** is delivered. { $sender } looks at it.
handoff-done-returned = **{ $key }** is back with { $receiver }, who are told why.
handoff-done-confirmed = **{ $key }** is confirmed. Nothing is left to do.
handoff-done-attached = What you wrote stands with **{ $other }**, and its departments are told. **{ $key }** is cancelled.
handoff-done-cancelled = **{ $key }** is cancelled. { $receiver } is told.
handoff-done-signed = You have signed **{ $key }**. The other department's lead signs too.
handoff-done-signed-all = **{ $key }** is signed by both departments, and so confirmed.
handoff-done-passed = **{ $key }** is with { $receiver } now. Their clocks begin.
handoff-done-wrote = Both departments read it in the threads of **{ $key }**.
handoff-done-back = What was lent with **{ $key }** is back.
handoff-parent-waits = { $parent } waits for this answer.
handoff-check-title = { $key }: { $name }
handoff-check-again = **{ $check }** was opened: **{ $key }** is confirmed as soon as it passes.
handoff-assign = Give it to somebody else
handoff-assign-next = Whose turn it is
handoff-assign-next-how = Not away, with the fewest open handoffs
handoff-assign-away = away today · { $count } open
handoff-assign-load = { $count } open
handoff-sure-cancel = Cancel **{ $key }** { $name }? { $receiver } is told, and it cannot be taken up again.
handoff-sure-yes = Cancel it
handoff-sure-no = Keep it
handoff-form-title = What is needed, in a line
handoff-form-details = Details
handoff-form-why = Why
handoff-form-question = What do you need to know?
handoff-form-answer = Your answer
handoff-form-return = What is missing or wrong
handoff-form-write = What the other department should read
handoff-form-delivered = What you deliver, in words
handoff-form-proof = A link, or where to find it
handoff-again = Correct it
handoff-menu-from = From which department
handoff-menu-to = To which department
handoff-menu-playbook = What it is
handoff-menu-attach = Or wait for one that is open already
handoff-draft-title = A new handoff
handoff-draft-body = { $title }
handoff-draft-choose = Choose, then go on.
handoff-draft-more = One more form, then it is made.
handoff-draft-go = Go on
handoff-draft-drop = Discard
handoff-draft-dropped = Discarded. Nothing was asked.
handoff-attached = **{ $task }** waits for **{ $key }** now. What it comes to is brought to it.
handoff-incident-how-bad = How bad is **{ $key }** { $name }?
handoff-incident-severity = Severity
handoff-incident-made = { $incident } is open, made of **{ $key }**. What it comes to goes back to { $sender }.
handoff-incident-over = { $incident } is resolved. **{ $key }** { $name } still waits: { $sender } needs the answer.
handoff-excuse-until = Excused until
handoff-excuse-example = 2026-09-30
handoff-excuse-why = Why it cannot be done before, and what protects meanwhile
handoff-excuse-title = Exception from { $key } ({ $name }) until { $day }
handoff-excuse-asked = { $decision } asks the lead of { $sender }. If it is approved, the clocks of **{ $key }** stand still until then; after that it is open again.
handoff-pass-where = Who should have **{ $key }** { $name } instead?
handoff-freeze-title = Release freezes
handoff-freeze-none = Nothing is frozen. `/handoff freeze from:fri 18:00 until:mon 08:00 reason:Holidays` makes a freeze.
handoff-freeze-line = **{ $number }** · { $from } – { $until } · { $reason } · { $user }
handoff-freeze-end = End freeze
handoff-list-title = { $which ->
    [waiting-on-us] Handoffs waiting on us
    [waiting-on-others] Handoffs waiting on others
    [mine] My handoffs
    [closed] Handoffs that are over
   *[open] Open handoffs
}{ $of ->
    [yes] { " " }· { $department }
   *[no] { "" }
}
handoff-list-empty = { $page ->
    [first] { $which ->
        [waiting-on-us] Nothing waits on { $department }. `/handoff list` shows all that is open.
        [waiting-on-others] { $department } waits for nobody. `/handoff list` shows all that is open.
        [mine] You have none, and wait for none. `/handoff list` shows all that is open, `/handoff request` asks for something.
        [closed] None has ended yet. `/handoff list` shows all that is open.
       *[open] None is open. `/handoff request` asks another department for something; `/handoff list which:closed` shows what is over.
    }
   *[later] No more. Press **Newest** to go back to the beginning.
}
handoff-list-first = Newest
handoff-list-further = Older
handoff-history = History, newest first
handoff-history-line = { $when } · { $by ->
    [yes] { $user } { $action }
   *[no] Liaison { $action }
}
handoff-matrix-title = Who waits for whom
handoff-matrix-line = **{ $waits }** waits for **{ $on }**: { $count }{ $late ->
    [0] { "" }
   *[other] { " " }({ $late } overdue)
} · { $mean } on average, { $oldest } at most
handoff-matrix-none = Nobody waits for anybody.
handoff-matrix-bottleneck = Most is held up at **{ $on }**: { $count } open{ $late ->
    [0] { "" }
   *[other] , { $late } overdue
}.
handoff-held-title = Where it is held up
handoff-held-line = **{ $on }**: { $count }{ $late ->
    [0] { "" }
   *[other] { " " }({ $late } overdue)
} · { $oldest } at most
handoff-picture-how = Rows wait for columns: how many, and how long on average
handoff-picture-held-how = How many are waited for, and how long the oldest is
handoff-picture-held = { $count }{ $late ->
    [0] { "" }
   *[other] { " " }· { $late } overdue
} · { $oldest }
handoff-picture-short = Under a day
handoff-picture-while = A day or longer
handoff-picture-long = Three days or longer
handoff-picture-in-time = None overdue
handoff-picture-some-late = Some overdue
handoff-picture-most-late = Most overdue
handoff-picture-separator = ; {""}
handoff-picture-pair = { $waits } waits for { $on }: { $count }{ $late ->
    [0] { "" }
   *[other] { " " }({ $late } overdue)
}, { $mean } on average
handoff-picture-alt = { $title }: { $said }
handoff-figures-title = What ended from { $from } to { $to }, in working time
handoff-figures-line = **{ $department }**: { $count } · responded in { $respond } · delivered in { $complete } · { $late } late · { $returns } returned
handoff-figures-none = Nothing ended.
handoff-digest-overdue = Handoffs overdue
handoff-digest-fast = Handoffs due soon
handoff-digest-us = Handoffs waiting on us
handoff-digest-others = Handoffs waiting on others
handoff-digest-title = Handoffs
refuse-handoff-attach-over = **{ $other }** is over, so nothing can be attached to it. **{ $key }** stays as it is.
refuse-handoff-state = **{ $key }** is { $state ->
    [requested] requested
    [needs-info] waiting for an answer
    [accepted] accepted
    [delivered] delivered
    [confirmed] confirmed
    [declined] declined
   *[cancelled] cancelled
}: { $user }, { $when }. { $state ->
    [requested] Now it can be accepted, declined, asked about, passed on or cancelled.
    [needs-info] Now the question can be answered, or the request cancelled.
    [accepted] Now it can be delivered, asked about, passed on or cancelled.
    [delivered] Now it can be confirmed or returned.
   *[over] It is over; `/handoff request` makes a new one.
}
refuse-handoff-state-alone = **{ $key }** is { $state ->
    [requested] requested
    [needs-info] waiting for an answer
    [accepted] accepted
    [delivered] delivered
    [confirmed] confirmed, by itself
    [declined] declined
   *[cancelled] cancelled
}, { $when }. `/handoff request` makes a new one.
refuse-handoff-taken = **{ $key }** was already accepted by { $user } at { $when }.
refuse-handoff-sender = Only members of { $sender }, who asked, can do this with **{ $key }**.
refuse-handoff-receiver = Only members of { $receiver }, who were asked, can do this with **{ $key }**.
refuse-handoff-neither = Only { $sender } and { $receiver } can do this with **{ $key }**.
refuse-handoff-outside = Only the two departments of **{ $key }** can do this.
refuse-handoff-both-sign = **{ $key }** is drawn up together: a lead of { $sender } and a lead of { $receiver } sign it. `/handoff sign` does.
refuse-handoff-sign-none = **{ $key }** needs no signatures: { $sender } confirms it with `/handoff confirm`.
refuse-handoff-sign-lead = Only a lead of { $sender } and a lead of { $receiver } sign **{ $key }**.
refuse-handoff-signed = **{ $key }** was already signed for your department by { $user } at { $when }.
refuse-handoff-private = What **{ $key }** is about is for its two departments only.
refuse-handoff-unknown = There is no handoff “{ $typed }”. `/handoff list` shows those that are open.
refuse-handoff-unknown-near = There is no handoff “{ $typed }”. Nearest: { $near }.
refuse-handoff-title = A handoff needs a title: what is needed, in a line.
refuse-handoff-priority = “{ $typed }” is no priority. Known: low, normal, high, urgent.
refuse-handoff-why = Say why, in at least a word.
refuse-handoff-text = Write at least a word.
refuse-handoff-playbook = There is no playbook “{ $typed }”. What works: { $near }.
refuse-handoff-from = You belong to several departments that can ask this. Say which: { $departments }
refuse-handoff-list-department = You belong to no department yet, so name the one you mean: `/handoff list which:waiting-on-us department:ops`. `/department join` makes you belong to one.
refuse-handoff-no-department = You belong to no department yet. `/department join` is how; whoever leads one names it with `from:`.
refuse-handoff-same = { $sender } does not hand over to itself ({ $receiver }). `/task create` is for work within a department.
refuse-handoff-way = { $playbook } does not go from { $sender } to { $receiver }. What does: { $able }
refuse-handoff-when = I cannot read “{ $typed }” as a moment. Ways that work: `fri 17:00`, `+3d`, `2026-03-01`.
refuse-handoff-past = { $when } is past. Name a later moment.
refuse-handoff-draft = This request was made or discarded already. `/handoff request` begins a new one.
refuse-handoff-proof = **{ $key }** is delivered only with its proof: press **Deliver** and name a link, or attach a file with `/handoff deliver handoff:{ $key } proof:`.
refuse-handoff-nothing = Say what you deliver, for example `/handoff deliver handoff:{ $key } text:Done, see the wiki`.
refuse-handoff-has-it = **{ $key }** is with { $user } already.
refuse-handoff-nobody = Nobody of { $department } is there today. Choose somebody by name.
refuse-handoff-pass-same = **{ $key }** is with { $department } already.
refuse-handoff-pass-back = { $department } asked for **{ $key }**: decline it and say why, or ask them.
refuse-handoff-pass-private = What **{ $key }** is about is not for { $department }. Decline it and say who should be asked.
refuse-handoff-back = What was lent with **{ $key }** is back: { $user }, { $when }.
refuse-handoff-freeze = Nothing is released from { $from } to { $until }: { $reason }. Ask for another time.
refuse-handoff-freeze-order = A freeze ends after it begins, and not in the past: { $from } – { $until }.
refuse-handoff-freeze-over = This freeze has ended already.
refuse-handoff-window = This collides with **{ $key }** { $name }, { $from } – { $until }. Ask for another time.
refuse-handoff-incident = { $incident } was made of **{ $key }** already.
refuse-handoff-excused = **{ $key }** is excused until { $when } already.
refuse-handoff-check = **{ $key }** is confirmed by **{ $check }** alone: as soon as that passes. If it fails, this goes back.
refuse-handoff-excuse-until = “{ $typed }” is no moment within the next { $days } days. Ways that work: `+14d`, `2026-09-30`.

### decision

decision-title = { $key } · { $title }
decision-field-asker = Asked by
decision-field-amount = Amount
decision-field-holds = If approved, holds until
decision-field-who = Who decides
decision-field-represented = Represented
decision-field-votes = Said so far
decision-who-leads = the leads of { $department }
decision-who-members = the people of { $department }
decision-who-any-lead = the leads of all departments
decision-who-office = the project office
decision-or = {" "}or{" "}
decision-need = { $need ->
    [one] **One** of { $who }
   *[other] **{ $need }** of { $who }
}
decision-nobody = Nobody can decide this yet. Name a lead: `/department edit department:… lead:@…`
decision-more-people = and { $more } more
decision-represented-away = { $by } for { $person }, who is away
decision-represented = { $by } for { $person }
decision-vote-for = ✅ { $person }
decision-vote-for-by = ✅ { $hand } for { $person }
decision-vote-against = ❌ { $person }: { $reason }
decision-vote-against-by = ❌ { $hand } for { $person }: { $reason }
decision-stands-open = To be decided by { $when }; otherwise it lapses.
decision-stands-approved = Approved { $when }.
decision-stands-rejected = Rejected { $when }.
decision-stands-expired = Lapsed { $when }: not decided in time. It can be asked again.
decision-stands-voided = Void since { $when }: { $reason }
decision-stands-ended = The approval ended { $when }.
decision-voided-edited = what was to be decided has been changed since. It has to be asked again.
decision-voided-anew = it has been asked anew.
decision-voided-withdrawn = it is not needed any more.
decision-button-approve = Approve
decision-button-reject = Reject
decision-button-delegate = Pass on
decision-reject-title = Reject { $key }
decision-reject-reason = Why? (whoever asked reads this)
decision-delegate-how = Who decides { $key } in your place? Choose below, or name anybody: `/decision delegate decision:{ $key } user:@…`. Their word counts as yours, and the record says so.
decision-delegate-choose = Choose a colleague
decision-delegated = { $user } may decide { $key } in your place until { $when }, and has been told. If you speak yourself, that counts.
decision-said = { $key }: { $vote }
    { $standing }
decision-lead = You are asked to decide.
decision-lead-for = You are asked to decide for { $person }.
decision-told-represented = While you are away, { $by } may decide { $key } “{ $title }” for you, as you set with `/me settings delegate`. If you speak yourself, that counts.
decision-told-settled = { $state ->
    [approved] { $key } is approved.
    [rejected] { $key } is rejected.
    [expired] { $key } was not decided in time.
    [ended] The approval { $key } is over.
   *[other] { $key } is void.
}
decision-reminder = Your decision is still missing: it lapses { $when }.
decision-line = **{ $key }** { $title } · { $standing }
decision-list-title = Decisions
decision-list-empty = No decisions that concern you. They are asked by what needs them: policies, exceptions, expenses over a limit.
decision-list-waiting = Waiting for you
decision-list-asked = Asked by you
decision-list-open = Open in your departments
decision-list-settled = Settled lately
decision-list-more = and { $more } more; type `/decision show decision:` to find them
decision-today-title = To decide
decision-today-line = **{ $key }** { $title } · by { $when }
decision-today-line-for = **{ $key }** { $title } · for { $person } · by { $when }
decision-digest-title = Decisions due
decision-digest-line = **{ $key }** { $title } · by { $when } · waits for { $who }
refuse-decision-unknown = There is no decision “{ $typed }” that you may see. `/decision list` shows those that concern you.
refuse-decision-unknown-near = There is no decision “{ $typed }” that you may see. Did you mean { $near }?
refuse-decision-hidden = Only those who asked for { $decision }, who decide it, and the departments concerned can do this.
refuse-decision-own = You asked for { $decision }: somebody else has to decide it.
refuse-decision-not-yours = { $decision } is not yours to decide. `/decision show decision:{ $decision }` shows who may.
refuse-decision-spoken = Whom you represent in { $decision } has already spoken.
refuse-decision-settled = { $decision } is settled: { $state ->
    [approved] approved
    [rejected] rejected
    [expired] it lapsed
    [ended] the approval ended
   *[other] void
} { $when }.
refuse-decision-settled-by = { $decision } is settled: { $state ->
    [approved] approved
    [rejected] rejected
   *[other] void
} by { $by } { $when }.
refuse-decision-reason = A rejection needs a reason: whoever asked has to know what to change. Example: `reason:no budget for it this quarter`.
refuse-decision-delegate-self = You cannot represent yourself: name somebody else.
refuse-decision-delegate-asker = { $user } asked for { $decision }, and so cannot decide it. Name somebody else.
refuse-decision-delegate-voter = { $user } may decide { $decision } already, and counts once. Name somebody else.
refuse-decision-until = I cannot read “{ $typed }” as a moment to come. Examples that work: `fri 18:00`, `+3d`, `2026-01-31 12:00`.
journal-decision-asked = decision asked
journal-decision-agreed = agreed
journal-decision-opposed = opposed
journal-decision-delegated = decision passed on
journal-decision-approved = decision approved
journal-decision-rejected = decision rejected
journal-decision-expired = decision lapsed
journal-decision-voided = decision voided
journal-decision-ended = approval ended
why-rule-decision-card = Something has to be decided. The card stands where it concerns people, and changes with what is said.
why-rule-decision-asked = You may decide this, or represent somebody who may.
why-rule-decision-remind = Your decision was still missing when four fifths of the working time had passed.
why-rule-decision-represented = You are away, and named who represents you.
why-rule-decision-settled = You asked for this decision, and it came out.

### knowledge

knowledge-kind = { $kind ->
    [question] question
    [solution] solution
    [known-issue] known issue
    [policy] policy
   *[lesson] lesson
}
knowledge-title = { $key } · { $title } ({ $kind })
knowledge-field-department = Department
knowledge-field-asked-by = Asked by
knowledge-field-owner = Kept by
knowledge-field-seen-by = Seen by
knowledge-private = the department only
knowledge-field-tags = Tags
knowledge-field-review = To be reviewed
knowledge-field-helped = Helped
knowledge-helped-people = { $people ->
    [one] { $people } person
   *[other] { $people } people
}
knowledge-field-answer = Answer
knowledge-field-accepted = ✅ Accepted answer
knowledge-field-read = Read
knowledge-field-versions = Versions
knowledge-answer = **{ $number }** · { $by }: { $text }
knowledge-answer-accepted = **{ $number }** · { $by }: { $text }
knowledge-read-by = { $read } of { $all } have read it.
knowledge-not-read-by = Not yet: { $people }
knowledge-version-line = Version { $version } · { $when } · { $by } · { $title }
knowledge-stands-open = Not answered yet. Whoever knows: press **Answer**.
knowledge-stands-answered = Answered.
knowledge-stands-draft = Not in force: the departments have not agreed yet.
knowledge-stands-in-force = Version { $version } is in force since { $when }.
knowledge-stands-next = Version { $version } is being decided on.
knowledge-stands-until = Known, and expected to be over by { $when }.
knowledge-stands-known = Known; not fixed yet.
knowledge-stands-valid = Version { $version }.
knowledge-stands-retired = No longer valid since { $when }.
knowledge-button-answer = Answer
knowledge-button-accept = Accept answer { $number }
knowledge-button-accept-this = Accept this answer
knowledge-button-helped = This helped
knowledge-button-this-helped = { $key } helped
knowledge-button-open = Open { $key }
knowledge-button-case = Make it a task
knowledge-button-read = I have read it
knowledge-button-valid = Still valid
knowledge-button-show = Show it
knowledge-answer-title = Answer { $key }
knowledge-answer-label = What helps? Steps, links, where to look
knowledge-asked = **{ $key }** “{ $title }” is asked in { $department }. You hear of every answer. If nobody answers within a working day, the department’s lead is told.
knowledge-answered = Your answer to **{ $key }** “{ $title }” is kept, and { $owner } is told.
knowledge-accepted = Answer { $number } to **{ $key }** “{ $title }” is accepted. Whoever asks something similar will be shown it.
knowledge-added = **{ $key }** “{ $title }” ({ $kind }) is kept, and found by `/knowledge search`.
knowledge-added-policy = **{ $key }** “{ $title }” is drafted. It is in force as soon as { $decision } is approved by its departments.
knowledge-edited = **{ $key }** “{ $title }” is changed: version { $version }.
knowledge-edited-policy = Version { $version } of **{ $key }** “{ $title }” is in force as soon as { $decision } is approved. Until then the version in force stays so.
knowledge-retired = **{ $key }** “{ $title }” ({ $kind }) is retired, and found no more.
knowledge-reviewed = **{ $key }** “{ $title }” is still valid. Next review: { $when }
knowledge-read = Noted: you have read version { $version } of **{ $key }** “{ $title }”.
knowledge-thanks = Good. **{ $key }** “{ $title }” is shown before others from now on where it fits.
knowledge-offer = About { $about }:
knowledge-may-help = This may help:
knowledge-near-title = Open already, and much the same
knowledge-near-how = If yours is one of these, attach it there: what you wrote goes with it, and yours is closed.
knowledge-button-attach = Attach to { $key }
knowledge-hit = **{ $key }** { $title } · { $kind }{ $helped ->
    [0] {""}
    [one] {" "}· helped { $helped } person
   *[other] {" "}· helped { $helped } people
}
knowledge-found = Found for “{ $text }”
knowledge-found-nothing = Nothing fits “{ $text }” yet. Ask the people: `/knowledge ask question:…`
knowledge-told-answer = { $by } answered { $key } “{ $title }”
knowledge-told-accepted = Your answer to **{ $key }** “{ $title }” was accepted. Thank you.
knowledge-told-unanswered = Nobody has answered **{ $key }** “{ $title }” for a working day. Answer it, or make it somebody’s task.
knowledge-told-review = **{ $key }** “{ $title }” ({ $kind }) is to be looked at again today. If it still holds, press **Still valid**; else change it: `/knowledge edit entry:{ $key }`, or end it: `/knowledge retire entry:{ $key }`.
knowledge-told-review-lead = { $owner } has not looked at **{ $key }** “{ $title }” ({ $kind }) again, which was due two working days ago. You can: press **Still valid**, or `/knowledge edit entry:{ $key }`.
knowledge-told-lapsed = The known issue **{ $key }** “{ $title }” was to be over by today, and is no longer shown. If it is not over: `/knowledge add kind:known-issue`.
knowledge-today-title = To read and to review
knowledge-today-review = **{ $key }** { $title } · { $kind } · review { $when }
knowledge-today-read = **{ $key }** { $title } · { $kind } · not read yet: `/knowledge acknowledge entry:{ $key }`
knowledge-digest-title = Knowledge: to answer and to review
knowledge-digest-question = **{ $key }** { $title } · asked { $when }, no answer
knowledge-digest-review = **{ $key }** { $title } · { $kind } · review { $when } · { $owner }
refuse-knowledge-unknown = Nothing you may see is called “{ $typed }”. `/knowledge search` finds by words.
refuse-knowledge-unknown-near = Nothing you may see is called “{ $typed }”. Did you mean { $near }?
refuse-knowledge-kind = “{ $typed }” is not a kind. Known: `question`, `solution`, `known-issue`, `policy`, `lesson`.
refuse-knowledge-tags = At most { $most } tags of at most { $length } characters. Example: `tags:backup, database`.
refuse-knowledge-not-question = { $entry } is not a question. `/knowledge ask` asks one.
refuse-knowledge-not-policy = { $entry } is not a policy: only policies are acknowledged.
refuse-knowledge-not-in-force = { $entry } is not in force yet: there is nothing to acknowledge.
refuse-knowledge-other-version = { $entry } has another version in force by now. Read that one: `/knowledge show entry:{ $entry }`.
refuse-knowledge-retired = { $entry } is no longer valid since { $when }. { $by }
refuse-knowledge-department = Say which department: `department:support`. Without one, a question goes to technical support if there is such a department.
refuse-knowledge-answers = { $entry } has as many answers as fit. Accept one, or ask anew: `/knowledge ask`.
refuse-knowledge-no-answer = { $entry } has no answer { $number }; it has { $answers }.
refuse-knowledge-accept = Only { $owner }, who asked { $entry }, or a lead of { $department } accepts an answer.
refuse-knowledge-edit = Only { $owner }, who keeps { $entry }, or a lead of its department changes it.
refuse-knowledge-nothing = Nothing would change. Name what: `title:`, `text:`, `tags:`, `review:` or `until:`.
refuse-knowledge-add-question = A question is asked: `/knowledge ask question:…`
refuse-knowledge-joint = `with` names the second department of a joint policy that everybody may see: another department, `kind:policy`, not `seen_by:department`.
refuse-knowledge-day = I cannot read “{ $typed }” as a day to come, at most ten years away. Examples that work: `2027-01-31`, `+90d`, `next monday`.
journal-knowledge-asked = question asked
journal-knowledge-answered = question answered
journal-knowledge-accepted = answer accepted
journal-knowledge-unanswered = nobody answered in time
journal-knowledge-added = knowledge added
journal-knowledge-edited = knowledge changed
journal-knowledge-retired = knowledge retired
journal-knowledge-reviewed = reviewed, still valid
journal-knowledge-in-force = policy in force
journal-knowledge-read = policy read
journal-knowledge-helped = it helped
why-rule-knowledge-card = Somebody asked or wrote something down for this department. The card changes with it.
why-rule-knowledge-answered = You asked a question, and somebody answered.
why-rule-knowledge-accepted = You answered a question, and your answer was accepted.
why-rule-knowledge-unanswered = A question to your department had no answer after a working day.
why-rule-knowledge-review = You keep an entry whose review was due.
why-rule-knowledge-review-lead = An entry of your department was due for review two working days ago.
why-rule-knowledge-offer = You opened something, and something similar is known already.
why-rule-knowledge-lapsed = You keep a known issue that was to be over by now.

### budget

money = { $currency } { $amount }
money-short = { $number }{ $scale ->
    [k] k
    [m] M
    [bn] bn
   *[one] {""}
}
refuse-money = “{ $typed }” is not an amount. Ways that work: `{ $example }`, `12.5k`, `1.2万`.
refuse-money-ambiguous = “{ $typed }” can mean two amounts. Write it with a point before the decimals and every digit: `{ $example }`.
refuse-money-precise = “{ $typed }” is more exact than { $currency } is, which has { $decimals ->
    [0] no decimals
    [one] one decimal
   *[other] { $decimals } decimals
}. Round it, for instance `{ $example }`.
refuse-money-large = “{ $typed }” is too large to keep exactly. Amounts up to ten trillion fit, for instance `{ $example }`.
refuse-money-currency = “{ $typed }” does not say clearly which currency it is in. Put its three letters in front: `{ $example }`.

budget-alert-title = { $class ->
    [critical] Budget “{ $name }” needs a decision
    [warn] Budget “{ $name }” needs a look
   *[info] Budget “{ $name }”: for your information
}
budget-alert-of = **{ $key }** { $name }
budget-alert-since = Since then: **{ $percent }** is spent now.
budget-alert-numbers = Numbers
budget-alert-figures = Spent **{ $actual }** of **{ $limit }**, committed { $committed }, left **{ $available }**
    Forecast **{ $forecast }**, { $pace }; runs out: { $runs-out }
    Period { $from } – { $to }, { $days } of { $total } days over
budget-alert-top = Cost most since the last alert
budget-alert-top-line = • { $label }: { $amount }
budget-alert-method = How it is worked out
budget-alert-next = Next
budget-alert-acked = Answered for
budget-alert-acked-by = { $user }, { $when }
budget-fired-actual = Spending has reached **{ $threshold }** of the limit: { $amounts ->
    [yes] { $value }, { $percent }
   *[no] { $percent }
}
budget-fired-forecast = At this pace **{ $threshold }** of the limit will be reached: { $amounts ->
    [yes] { $value }, { $percent }
   *[no] { $percent }
}
budget-fired-committed = Spent and committed have reached **{ $threshold }** of the limit: { $amounts ->
    [yes] { $value }, { $percent }
   *[no] { $percent }
}
budget-fired-fast = Spending is very fast: **{ $pace }×** the even pace on the last day, and at least 3× over three days
budget-fired-slow = Spending is too fast: **{ $pace }×** the even pace over three days, and at least 1.2× over two weeks
budget-fired-unbudgeted = Money is spent or committed, and there is no budget for it
budget-pace = pace { $factor }× of even
budget-pace-none = nothing was spent yet
budget-pace-unknown = no pace without a limit
budget-no-forecast = not enough data
budget-spent-already = nothing is left
budget-lasts = not within the period
budget-no-label = without vendor or category
budget-method-none = No forecast yet: it needs three days and a tenth of the period. { $days ->
    [one] One day
   *[other] { $days } days
} of data so far.
budget-method-run-rate = One-off spending + recurring spending ÷ planned share of the period + open commitments. { $days ->
    [one] One day
   *[other] { $days } days
} of data.
budget-method-blend = Spending so far carried on, drawn towards the mean of the last closed periods. { $days ->
    [one] One day
   *[other] { $days } days
} of data.
budget-next-info = Nothing has to be done. `/budget status budget:{ $key }` shows it at any time.
budget-next-warn = The owner checks what is still to come, and moves or drops what can wait: `/budget status budget:{ $key }`.
budget-next-critical = The owner stops what can wait and agrees with finance on a new limit: `/budget edit budget:{ $key } amount:…`. Press **I will see to it** so that others know.
budget-button-ack = I will see to it
budget-button-status = Status
budget-button-amounts = Amounts
budget-button-undo = Undo
budget-button-book = Book it anyway
budget-button-drop = Do not book
budget-button-category = By category
budget-button-vendor = By vendor
budget-button-month = By month
budget-late-title = “{ $name }” is past its limit after all
budget-late-body = An entry came late: { $from } – { $to } of { $key } now comes to { $total }, { $percent } of its limit. The period is closed; finance decides how to cover it.
budget-unacked = Nobody has answered for this alert since { $when }. You lead the department it concerns: press **I will see to it**, or ask the owner to.

budget-created = **{ $key }** { $name } is there: { $amount } for { $from } – { $to }.
budget-created-open-end = ⚠️ No last day was given, so it runs to the end of the year, { $to }. `/budget edit budget:{ $key } end:…` changes that.
budget-field-rules = Alerts
budget-field-told = Who is told
budget-field-approval = Approval
budget-field-about = About
budget-rule-off = off
budget-rules = Spent: { $actual } · Forecast: { $forecast } · Committed: { $committed } · Pace: { $burn ->
    [yes] watched
   *[no] not watched
}
budget-told-both = The channel of { $department }, as shares of the limit; the channel of finance, with amounts
budget-told-finance = The channel of finance
budget-approval-over = An expense of more than { $amount } counts once finance has approved it
budget-approval-none = No expense needs an approval
budget-edited = **{ $key }** { $name } was changed.
budget-edited-amount = The limit of **{ $key }** { $name } is { $after } now; it was { $before }. Thresholds that are no longer reached will alert again.
budget-booked = **{ $entry }** { $amount } ({ $label }, { $day }) is booked on { $key } { $name }.
budget-booked-income = **{ $entry }** Income of { $amount } ({ $label }, { $day }) is noted on { $key } { $name }.
budget-booked-rate = { $original } at a rate of { $rate }
budget-effect = Used and committed: { $before } before, **{ $after }** with it; left: { $available }.
budget-effect-unbudgeted = This budget has no money in it: finance is told.
budget-confirm = { $amount } ({ $label }, { $day }) is **not booked yet**: it would take { $key } { $name } past a critical threshold.
budget-confirm-crosses = • { $name }: { $basis ->
    [actual] spending would reach { $threshold }
    [forecast] the forecast would reach { $threshold }
    [committed] spent and committed would reach { $threshold }
    [burn] spending would be very fast
   *[unbudgeted] there is no budget for it
}
budget-dropped = Nothing was booked.
budget-asked = { $amount } ({ $label }, { $day }) is reserved on { $key } { $name } and not booked yet: over { $over } finance decides ({ $decision }). It counts once it is approved; else it is free again.
budget-decided-booked = { $decision } is approved: { $amount } ({ $label }, { $day }) is booked on { $key } { $name } as **{ $more }**. Nothing is left to do.
budget-decided-committed = { $decision } is approved: { $amount } ({ $label }) is committed on { $key } { $name } for { $day } as **{ $commitment }**. I ask you on that day whether it has been spent.
budget-decided-there = { $decision } is approved, but “{ $reference }” had been booked meanwhile as **{ $more }**: { $amount } ({ $label }, { $day }) is not booked a second time, and what was reserved is free again on { $key } { $name }. If it is another expense, give `/budget spend` again with another reference.
budget-decided-rejected = { $decision } is rejected: { $amount } ({ $label }, { $day }) is not booked, and what was reserved is free again on { $key } { $name }. The reason: { $more }
budget-decided-not = Nobody decided { $decision } in time: { $amount } ({ $label }, { $day }) is not booked, and what was reserved is free again on { $key } { $name }. If it is still wanted, give `/budget spend` again.
budget-ask-title = Expense from { $key } “{ $name }”, { $day }{ $named ->
    [yes] : { $label }
   *[no] {""}
}
budget-ask-effect = Used and committed: { $before } before, { $after } with it; left: { $available }.
budget-ask-receipt = Receipt: { $file }
budget-promise-made = **{ $commitment }** { $amount } ({ $label }) is committed on { $key } { $name } for { $day }. It counts as committed until it is booked or released; I ask you on that day.
budget-promise-shown = **{ $commitment }** { $amount } ({ $label }) is committed on { $key } { $name } for { $day }. **Book it** once it is spent; **Release** frees the money.
budget-promise-expected = **{ $commitment }** { $amount } ({ $label }) on { $key } { $name } is expected by { $day }. Has it been spent? Until you say so it counts as committed.
budget-promise-booked = **{ $entry }** { $spent } ({ $label }) is booked on { $key } { $name }; { $commitment } is settled.
budget-promise-rest = { $amount } stay committed for { $day } as **{ $commitment }**.
budget-promise-released = { $commitment } is released: { $amount } ({ $label }) are free again on { $key } { $name }.
budget-promise-line = **{ $commitment }** { $amount } · { $day } · { $label }
budget-promise-more = … and more: `/budget export` has all of them.
budget-promise-title = { $commitment }
budget-promise-amount = What it came to; less leaves the rest committed
budget-promise-day = When it is expected instead
budget-promise-day-hint = fri, +7d or 2026-03-31
budget-field-committed = Committed
budget-button-promise-book = Book it
budget-button-promise-later = Later
budget-button-promise-release = Release
budget-undone = { $entry } was taken back by { $back }; both stay in the ledger.
budget-corrected = { $entry } ({ $was }) was taken back by { $back } and booked anew as **{ $new }**: { $is }. All three stay in the ledger.
budget-corrected-away = { $entry } ({ $was }) was taken back by { $back }; it is { $is } now. { $new }Both stay in the ledger.
budget-acknowledged = Noted: you see to { $key } { $name }. Reminders stop.
budget-status-title = { $key } · { $name }
budget-status = `{ $bar }` **{ $used }** used
    Spent **{ $actual }** of **{ $limit }**, committed { $committed }, left **{ $available }**
    Planned by now { $planned }; forecast **{ $forecast }**, { $pace }; runs out: { $runs-out }
    Period { $from } – { $to }, { $days } of { $total } days over; { $entries ->
        [one] one entry
       *[other] { $entries } entries
    }
budget-status-carried = Carried over from the period before: { $amount }
budget-status-income = Income noted: { $amount }
budget-status-over = Its last period is closed.
budget-status-shares = Shares of the limit; amounts are for finance, the owner and the department’s leads.
budget-about-department = Department: { $department }
budget-about-project = Project: { $project }
budget-about-owner = Owner: { $user }
budget-about-parent = Part of { $key } { $name }
budget-about-children = Holds { $names }
budget-list-title = Budgets
budget-list-line = `{ $bar }` **{ $key }** { $name }: { $used }{ $amounts ->
    [yes] {" "}of { $limit }
   *[no] {""}
}{ $over ->
    [yes] {" "}(closed)
   *[no] {""}
}
budget-list-empty = There are none yet. Finance makes one with `/budget create`.
budget-statement-category = { $name }: by category
budget-statement-vendor = { $name }: by vendor
budget-statement-month = { $name }: by month
budget-statement-line = { $label }: **{ $amount }**{ $whole ->
    [yes] {" "}({ $percent } of what was spent)
   *[no] {""}
}, { $entries ->
    [one] one entry
   *[other] { $entries } entries
}
budget-statement-empty = Nothing was booked yet.
budget-picture-alt = Spending of { $name } against its plan: spent { $actual }, planned by now { $planned }, forecast { $forecast }, limit { $limit }
budget-chart-actual = Spent
budget-chart-planned = Plan
budget-chart-forecast = Forecast
budget-chart-limit = Limit { $amount }
budget-chart-today = Today
budget-exported = { $key } { $name }, { $from } – { $to }: { $entries ->
    [one] one entry
   *[other] { $entries } entries
}, with limits, commitments and alerts.
budget-granted = { $amount } granted with { $request } went into { $key } { $name }: its limit is { $limit } now.
budget-granted-nowhere = { $amount } was granted with { $request }, and it is not clear into which budget it goes. Finance puts it there: `/budget edit budget:… amount:…`.
why-rule-budget-grant = A request for money was confirmed, and what finance approved goes into a budget.
budget-digest-title = Budgets
budget-digest-line = **{ $key }** { $name }: { $used } used, forecast { $forecast }{ $waits ->
    [yes] {" "}· nobody answers for its alert yet
   *[no] {""}
}
budget-digest-line-early = **{ $key }** { $name }: { $used } used{ $forecast }{ $waits ->
    [yes] {" "}· nobody answers for its alert yet
   *[no] {""}
}
budget-digest-closed = **{ $key }** { $name }: { $from } – { $to } is closed at { $used } of its limit
budget-digest-restated = **{ $key }** { $name }: { $from } – { $to } is restated after late entries: { $used } of its limit

import-bad-title = Nothing was imported: { $bad ->
    [one] one row
   *[other] { $bad } rows
} cannot be booked ({ $good } could)
import-bad-whole-line = • line { $line }: { $why }
import-column-line = line
import-column-name = column
import-column-why = why
import-bad-line = • line { $line }, { $column }: { $why }
import-bad-more = … and { $hidden } more: all are in the file.
import-fine = { $entries ->
    [one] One row
   *[other] { $entries } rows
} can be booked. Nothing was imported yet.
import-checked = The file that was checked: SHA-256 { $hash }. The button imports just these rows; they are kept for a day.
import-button = Import these rows
import-line = { $key } { $name }: { $entries ->
    [one] one entry
   *[other] { $entries } entries
}, { $total }
import-progress = { $done } of { $all } rows ({ $percent } %)
import-done = { $entries ->
    [0] Nothing new was imported
    [one] One entry was imported
   *[other] { $entries } entries were imported
}{ $known ->
    [0] .
    [one] ; one was there already.
   *[other] ; { $known } were there already.
}

refuse-budget-none = There is no budget “{ $typed }”{ $near }: there are none yet. Finance makes one with `/budget create`.
refuse-budget-unknown = There is no budget “{ $typed }”. The nearest: { $near }.
refuse-budget-entry = There is no entry “{ $typed }”. An example that works: `EXP-12`; `/budget export` lists them.
refuse-budget-amounts = Only finance, the owner and the leads of its department see amounts. `/budget status` shows shares of the limit.
refuse-budget-acked = { $user } saw to it at { $when }.
refuse-budget-thresholds = I cannot read “{ $typed }” as thresholds. Ways that work: `50 80 100`, `actual 80 100; forecast 110; burn off`.
refuse-budget-currency = The amount is in { $typed } and the budget in { $currency }. Give the amount in { $currency }.
refuse-budget-negative = “{ $typed }” is negative. An amount of zero or more works here.
refuse-budget-zero = An amount of zero changes nothing. Give what was spent, such as `12.50`; refunds are negative: `-12.50`.
refuse-budget-fiscal = The business year begins with a month from 1 to 12, for instance `4` for April.
refuse-budget-days = The end is before the start. Give days in order, for instance `start:{ $example }`.
refuse-budget-end = { $key } is filled anew each period and has no last day. `/budget edit budget:{ $key } amount:…` changes its limit.
refuse-budget-end-over = The days of { $key } are over, and its total is closed. Make a new budget with `/budget create`.
refuse-budget-end-booked = { $key } has something booked or committed on { $day }. Give that day or a later one.
refuse-budget-long = A budget that is filled once lasts at most five years. Give an earlier end, counted from `{ $example }`.
refuse-budget-curve = I cannot read “{ $typed }” as a curve. It needs { $months ->
    [one] one share
   *[other] { $months } shares
}, one for each month, such as `10 20 30`; `even` spreads it evenly.
refuse-budget-many = There are { $most } budgets already, more than can be overseen. Use one of them.
refuse-budget-parent-currency = A part has the currency of the whole: { $currency }.
refuse-budget-deep = Budgets nest at most { $most } deep. Name a parent further up.
refuse-budget-exists = There is a budget called “{ $name }” already. Give another name, such as one with its year.
refuse-budget-same = Nothing was changed on { $key }, because nothing was given that differs.
refuse-budget-reference = Reference “{ $reference }” is booked already: { $entry }. Nothing was booked twice.
refuse-budget-future = { $day } is still to come: today is { $today }. Give the day on which it was spent.
refuse-budget-far = { $day } is too far ahead: money is committed until { $last } at the latest.
refuse-budget-promise-over = { $commitment } is { $state ->
    [settled] settled already: it is in the ledger
    [released] released already
   *[other] waiting for finance’s decision
}. `/budget status` shows what is committed.
refuse-budget-promise-more = That is more than the { $amount } that were agreed on, and over the limit for approvals. Release this one and ask for the whole with `/budget spend budget:{ $key }`.
refuse-budget-outside = { $day } is not in this budget: it covers { $from } – { $to }.
refuse-budget-rate = The amount is in { $currency } and the budget in { $budget }: give the rate, in { $budget } for one { $currency }, for instance `rate:7.1234`.
refuse-budget-bad-rate = “{ $typed }” is not a rate from { $currency } to { $budget } that can be used. One that works: `7.1234`.
refuse-budget-draft = This was booked or dropped already, or somebody else typed it. Give `/budget spend` again.
refuse-budget-undo = { $entry } can be taken back with this button for one minute, by who booked it. Finance corrects it with `/budget correct entry:{ $entry }`.
refuse-budget-corrected = { $entry } was corrected already: see { $by }.
refuse-budget-order = { $to } is before { $from }. Give the days in order.
refuse-budget-export = These days hold { $entries } entries, more than the { $most } that go into one file. Give fewer days with `from` and `to`.
refuse-import-encoding = The file is not UTF-8. In Excel, save it as “CSV UTF-8”, and give the command again.
refuse-import-header = The first line must name the columns, at least `day` and `amount`: `day,amount,budget,category,vendor,note,reference,currency,rate,kind,one_off`.
refuse-import-budget = The file names no budget for its rows. Add a column `budget`, or give the option `budget`.
refuse-import-long = The file has more than { $most } rows. Split it.
refuse-import-empty = The file has no rows. The first line names the columns, each further one is an entry.
refuse-import-gone = The rows of the file with SHA-256 { $hash } are not kept any more: they were imported already, or the check is older than a day. Nothing was changed; give `/budget import` again with the file.
refuse-import-line = This line cannot be read: a quote may be missing.
refuse-import-twice = Reference “{ $reference }” stands on line { $line } with other contents. A reference stands for one entry.
refuse-import-kind = “{ $typed }” is neither `expense` nor `income`.
refuse-import-day = “{ $typed }” is not a date as files hold it. One that works: `2026-04-30`.

journal-budget-created = budget made
journal-budget-edited = budget changed
journal-budget-limit = limit changed
journal-budget-spent = expense booked
journal-budget-committed = expense committed
journal-budget-settled = commitment booked
journal-budget-reserved = expense reserved, finance asked
journal-budget-approved = expense approved and booked
journal-budget-released = reserved amount released
journal-budget-corrected = entry taken back
journal-budget-imported = entries imported
journal-budget-acknowledged = budget alert answered for
why-rule-budget-alert = A threshold of this budget was reached. Each is told once a period, and again after a new limit; a forecast at most twice.
why-rule-budget-decided = You asked for this expense, and finance has decided about it, or has not in time.
why-rule-budget-late = An entry dated in a closed period took it past its limit. It is told once.
why-rule-budget-expected = You committed this expense, and its day has come. It is asked about every week until it is booked or released.
why-rule-budget-unacked = Nobody has answered for a critical budget alert within a working day, and you lead the department it concerns.
simulate-budget = budget **{ $key }** { $name }: { $basis ->
    [committed] spent and committed reach
   *[actual] spending reaches
} { $threshold } of the limit, if it goes on as now (forecast for the whole period: { $forecast })

### measure
measure-recorded = **{ $key }** { $name }: **{ $value }** is recorded for { $when }.
measure-recorded-late = A newer value is known, or this one is long ago: it is kept for the picture, and nobody is told.
measure-made = This measure is new and belongs to { $department }.
measure-standing-none = It is held against nothing: `/measure target` sets a target and thresholds.
measure-standing-fine = Within its target and thresholds.
measure-standing = { $side ->
    [below] Below
   *[above] Above
} { $level ->
    [missed] its target of
    [warn] its warning threshold of
   *[critical] its critical threshold of
} **{ $guard }**.
measure-targeted = **{ $key }** { $name } is held against:
measure-guard-target = Target **{ $value }**
measure-guard-warn = Warning at { $value }
measure-guard-critical = Critical at { $value }
measure-guard-better = { $better ->
    [higher] Higher is better.
   *[lower] Lower is better.
}
measure-now = Now: **{ $value }** ({ $when }). { $standing }
measure-crossed-missed = { $name } misses its target: { $value }
measure-crossed-warn = Warning: { $name } is { $value }
measure-crossed-critical = Critical: { $name } is { $value }
measure-back = { $name } is back: { $value }
measure-before = Before: { $value }, { $when }.
measure-crossed-next = Next: find out why, and record the next value. It is told again only after it has come back.
measure-back-next = If it crosses again, that is told anew.
measure-back-partly = Not all is well yet.
measure-field-guards = Held against
measure-field-source = From
measure-field-values = Latest values
measure-footer = /measure show measure:{ $key }
measure-title = { $key } { $name } · { $department }
measure-empty = No value yet: `/measure record` adds one.
measure-value = **{ $value }** { $when }
measure-alt = { $name }, { $values } values: lowest { $least }, highest { $most }, latest { $latest }; target { $target }. The latest values are in the text.
measure-picture-period = { $from }{ $several ->
    [yes] {" "}to { $to }
   *[no] {""}
}{ $named ->
    [yes] , in { $unit }
   *[no] {""}
}
measure-picture-target = target { $value }
measure-picture-warn = warning { $value }
measure-picture-critical = critical { $value }
measure-line = **{ $key }** { $name }: **{ $value }** ({ $when }). { $standing }
measure-line-empty = **{ $key }** { $name }: no value yet
measure-list-title = Measures
measure-list-empty = None yet. `/measure record measure:CSAT value:4.6` makes one.
measure-digest-title = Figures off target
journal-measure-created = made a measure
journal-measure-recorded = recorded a value
journal-measure-target = changed target or thresholds
journal-measure-crossed = crossed a threshold
journal-measure-back = came back
refuse-measure-unknown = There is no measure “{ $typed }”. `/measure list` shows all; `/measure record measure:CSAT value:4.6 department:service` makes one.
refuse-measure-meant = There is no measure “{ $typed }”. Did you mean **{ $near }**? To make a new one, name its `department`.
refuse-measure-place = There is no measure “{ $typed }” yet. To make it, say whose it is: `department:service`.
refuse-measure-homeless = The department of this measure is gone. Record it under another name, with `department`.
refuse-measure-many = There are { $most } measures, and no more can be made. Use one that exists: `/measure list`.
refuse-measure-value = “{ $typed }” is not a figure I can keep. Ways that work: `4.6`, `95%`, `1,234.5`, `12k`, `1.2万`.
refuse-measure-unit = “{ $typed }” is too long for a unit: at most { $most } characters, such as `%`, `min` or `days`.
refuse-measure-at = I cannot read “{ $typed }” as a moment of the past three years. Ways that work: `yesterday`, `2026-01-05 17:00`, `now`.
refuse-measure-direction = “{ $typed }” is not a choice. Choose `higher` or `lower`.
refuse-measure-thresholds = I cannot read “{ $typed }” as thresholds. Ways that work: `4.0, 3.5` (warning, critical), `critical 3.5`, `none`.
refuse-measure-order = { $better ->
    [higher] Higher is better here, so each has to be lower than the one before: target, warning, critical. { $severe } is not lower than { $mild }.
   *[lower] Lower is better here, so each has to be higher than the one before: target, warning, critical. { $severe } is not higher than { $mild }.
} If it is the other way round, set `direction`.

### my day

today-title = Your day: { $day }
today-nothing = Nothing waits for you. Enjoy the calm.
today-calm = Nothing waits for you today.
today-waiting = { $count ->
    [one] **One thing** waits for you.
   *[other] **{ $count } things** wait for you.
}
today-more = … and { $more } more
incident-declare = Declare an incident
incident-today-title = Incidents
incident-today = **{ $incident }** { $severity } · { $title } · { $part ->
    [called] 🚨 **you are being paged**: `/incident ack incident:{ $incident }`
    [has] you have it
    [commander] you are its commander
    [communications] you speak for it
    [scribe] you write it down
    [had] you acknowledged it
   *[was-called] you were paged, and somebody else has it
} · opened { $when }
incident-today-actions = To be done after incidents
incident-today-action = **{ $incident }** · { $text } · due { $day }
incident-today-action-overdue = **{ $incident }** · { $text } · **overdue since { $day }**
standup-today-title = Standups that wait for your answer
standup-today = **{ $key }** { $name } · until { $when } · `/standup answer standup:{ $key }`
oncall-today-title = On call
oncall-today-now = **Now**: { $name }, until { $to }
oncall-today-next = **Next**: { $name }, from { $from } until { $to }

### simulate, why

simulate-title = What I would post
simulate-period = From { $from } to { $to }
simulate-summary = **{ $posts }** { $posts ->
        [one] post in a channel
       *[other] posts in channels
    }, **{ $messages }** { $messages ->
        [one] direct message
       *[other] direct messages
    } if nobody answers. Nothing has been posted.
simulate-cut = Only the first { $most } are shown. A shorter period, or one `department:`, shows the rest.
simulate-empty = Nothing would be posted from { $from } to { $to }: no schedule comes in this time. `/standup list` and `/digest list` show when the next ones come.
simulate-footer = Next: change what does not suit with /standup edit, /digest edit or /calendar holiday.
simulate-line = { $when } · { $what } · in { $whom } · { $language }
simulate-line-direct = { $when } · { $what } · to { $whom } · { $language }
simulate-open = standup **{ $key }** { $name } opens and asks { $people ->
        [one] { $people } person
       *[other] { $people } people
    }
simulate-prompt = questions of **{ $key }** { $name } by direct message
simulate-remind = reminder of **{ $key }** { $name } by direct message
simulate-close = summary of **{ $key }** { $name }
simulate-digest = digest **{ $key }**, if there is something to tell
simulate-column-when = When
simulate-column-what = What
simulate-column-whom = To
simulate-column-language = Language
refuse-simulate-when = “{ $text }” is not a day or a moment I can read. What works: `{ $example }`, `tomorrow`, `fri 09:00` or `+7d`.
refuse-simulate-order = The end, { $to }, is before the beginning, { $from }. For instance: `/simulate from:tomorrow to:+7d`
refuse-simulate-past = This period is over since { $to }; I can only look ahead. For instance: `/simulate from:today to:+7d`
refuse-simulate-long = I look at { $most } days at most. Choose a shorter period, for instance `/simulate from:today to:+7d`
why-title = Why this message?
why-next = Next time: { $when }
why-schedule = Schedule: `{ $schedule }` ({ $zone })
why-by = Asked for by { $user }
why-about = About: { $key } { $name } · { $day }
why-about-thing = About: { $key }.
why-about-handoff = About: { $key }. `/handoff show handoff:{ $key }` shows all of it.
why-about-incident = About: { $key }. `/incident show incident:{ $key }` shows all of it.
why-now = As it stands now
why-policy = Policy: `{ $policy }`
why-held = { $user } has it. If nothing is heard, it rings again { $when }.
why-ringing = Level { $level } rings; the next one { $when }.
why-order = If nobody has it, these are called in order:
why-rank = { $level }. { $who }
why-rank-not = {" "}(not { $who })
why-rank-skipped = { $level }. skipped: { $who }
why-office = the project office
why-page-level = Level { $level } of { $levels }{ $round ->
    [1] {""}
   *[other] , round { $round }
} of the policy `{ $policy }`.
why-page-called = { $how ->
    [turn] { $user } is called as `{ $target }`: it is their turn.
    [override] { $user } is called as `{ $target }`: they took over.
    [override-of] { $user } is called as `{ $target }`: they took over from { $of }.
    [stand-in] { $user } is called as `{ $target }`: it is the turn of { $of }, who is away.
    [second] { $user } is called as `{ $target }`: they are next in the rotation.
    [had-it] { $user } is called because they had it before.
   *[named] { $user } is called as `{ $target }`.
}
why-page-not = Not called: { $what }
why-page-then = { $then ->
    [again] Next, { $when }: the policy begins again, unless somebody acknowledges.
    [office] Next, { $when }: the project office hears that nobody came, unless somebody acknowledges.
   *[other] Next, { $when }: `{ $then }`, unless somebody acknowledges.
}
why-page-mute = A page cannot be muted. Give the duty to somebody else with `/oncall swap` or `/oncall override`.
why-about-measure = It is about { $key } { $name }; `/measure show` has its values.
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
why-rule-incident-postmortem = Somebody asked for the postmortem of this incident.
why-rule-incident-review = The postmortem of this incident was posted, its review is overdue and nobody has said that it was held.
why-rule-incident-action-given = Somebody gave you this action after an incident.
why-rule-incident-action-due = This action after an incident is yours, and it is due.
why-rule-incident-card = An incident was opened for this department. The card shows how it stands and is kept up to date.
why-rule-incident-said = Something changed about the incident of this thread.
why-rule-incident-role = Somebody gave you a role in this incident.
why-rule-incident-customers = The incident affects customers, so customer service and support are told in plain words.
why-rule-outbox-fallback = A direct message was refused, so the person is mentioned here once instead. Allowing direct messages from this server ends that.
why-rule-handoff-card = This department asked for this, or was asked for it: its card is kept up to date here.
why-rule-handoff-said = Something happened to a handoff of the two departments.
why-rule-handoff-told = It is this department's turn with a handoff, or something happened to it that concerns it.
why-rule-handoff-remind = A handoff is yours or waits for you, and part of its time has passed.
why-rule-handoff-reminded = A handoff that nobody here has taken has used up part of its time.
why-rule-handoff-overdue = The time of a handoff of this department is up.
why-rule-handoff-escalated = A handoff is overdue by more than a working day: the project office is told.
why-rule-handoff-assigned = Somebody gave you a handoff.
why-rule-handoff-released = Somebody of this department who had a handoff is away, or has left.
why-rule-handoff-lent = Something that was lent with a handoff is to be given back.
why-rule-handoff-child-done = A handoff is confirmed that another one waited for.
why-rule-handoff-incident-over = An incident is resolved that was made of a handoff.
why-rule-alert-silence-over = A silence ended that had kept alerts of this department quiet.
why-rule-measure-crossed = A measure of this department crossed its target or a threshold. A crossing is told once, and anew only after the measure has come back.
why-rule-alert-watch-deaf = There are watch rules here, and Discord does not let the bot read messages. It is told once, until it is well again.
why-rule-alert-watch-flood = A watch rule of this department fits more often than it may make tasks or handoffs. What is above is only counted.
why-rule-alert-watch-hearing = It was told that watch rules hear nothing; now they do.
why-rule-alert-truncated = A sender said that it left alerts off a batch. This is told once a day.
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
cmd-digest = digest
    .description = What a department should know, on a schedule or now
cmd-digest-create = create
    .description = Post a digest to a department on a schedule
cmd-digest-create-opt-department = department
    .description = Department the digest is for
cmd-digest-create-opt-schedule = schedule
    .description = When it comes: weekdays 17:30, mondays 09:00, or cron
cmd-digest-create-opt-sections = sections
    .description = What it shows, separated by commas, or all; default what is usual for the department
cmd-digest-now = now
    .description = Post a department’s digest now
cmd-digest-now-opt-department = department
    .description = Department the digest is for
cmd-digest-list = list
    .description = All digests and when they come next
cmd-digest-edit = edit
    .description = Change when a digest comes and what it shows
cmd-digest-edit-opt-digest = digest
    .description = Key of the digest, such as DIG-1
cmd-digest-edit-opt-schedule = schedule
    .description = When it comes: weekdays 17:30, mondays 09:00, or cron
cmd-digest-edit-opt-sections = sections
    .description = What it shows, separated by commas
cmd-digest-edit-opt-timezone = timezone
    .description = Time zone of the schedule
cmd-digest-pause = pause
    .description = Stop a digest until it is resumed
cmd-digest-pause-opt-digest = digest
    .description = Key of the digest, such as DIG-1
cmd-digest-resume = resume
    .description = Go on with a paused digest
cmd-digest-resume-opt-digest = digest
    .description = Key of the digest, such as DIG-1
cmd-digest-delete = delete
    .description = Delete a digest; asks before it does
cmd-digest-delete-opt-digest = digest
    .description = Key of the digest, such as DIG-1
cmd-simulate = simulate
    .description = What would be posted in a period, to whom, in which language
cmd-simulate-opt-from = from
    .description = First day or moment: today, tomorrow, 2026-03-01, fri 09:00
cmd-simulate-opt-to = to
    .description = Last day or moment: +7d, fri, 2026-03-31; at most 31 days
cmd-simulate-opt-department = department
    .description = Only this department; default all of yours
cmd-simulate-opt-page = page
    .description = Whom a page would call instead, from that moment on: service=db sev1
cmd-menu-why-this = Why this?
cmd-setup = setup
    .description = Set this server up
cmd-setup-run = run
    .description = Switch departments on, make their channels, set time zone and language
cmd-setup-run-opt-departments = departments
    .description = Which departments to switch on
    .choice-all = All eleven
    .choice-six = The six departments of the project office side
    .choice-five = The five departments of the operations side
    .choice-none = None now
cmd-setup-run-opt-channels = channels
    .description = Make a channel for each, or use this one
    .choice-create = Make channels and roles
    .choice-here = Use this channel
cmd-setup-run-opt-timezone = timezone
    .description = The server's time zone, such as Asia/Shanghai
cmd-setup-run-opt-locale = locale
    .description = The language of posts
    .choice-en-us = English
    .choice-zh-cn = Chinese
cmd-setup-run-opt-currency = currency
    .description = Currency code, such as CNY
cmd-setup-check = check
    .description = What is missing, and what to do
cmd-department = department
    .description = Departments of this organisation
cmd-department-list = list
    .description = All departments
cmd-department-add = add
    .description = Add a department of your own
cmd-department-add-opt-key = key
    .description = Short name for commands: lower-case letters, digits, hyphens
cmd-department-add-opt-name = name
    .description = What it is called
cmd-department-add-opt-channel = channel
    .description = Its channel; without one, a channel is made
cmd-department-edit = edit
    .description = Change how a department is set up
cmd-department-edit-opt-department = department
    .description = Which department
cmd-department-edit-opt-name = name
    .description = What it is called
cmd-department-edit-opt-channel = channel
    .description = Where it is posted to
cmd-department-edit-opt-role = role
    .description = The role whose holders are its members
cmd-department-edit-opt-lead = lead
    .description = Who leads it
cmd-department-edit-opt-timezone = timezone
    .description = Its time zone, such as Asia/Shanghai
cmd-department-edit-opt-locale = locale
    .description = The language of its posts
    .choice-en-us = English
    .choice-zh-cn = Chinese
cmd-department-edit-opt-workdays = workdays
    .description = Working days, such as mon-fri
cmd-department-edit-opt-hours = hours
    .description = Working hours, such as 09:00-18:00
cmd-department-join = join
    .description = Become a member
cmd-department-join-opt-department = department
    .description = Which department
cmd-department-leave = leave
    .description = Stop being a member
cmd-department-leave-opt-department = department
    .description = Which department
cmd-department-show = show
    .description = Channel, role, lead, members and working time
cmd-department-show-opt-department = department
    .description = Which department
cmd-calendar = calendar
    .description = Holidays and extra working days
cmd-calendar-holiday = holiday
    .description = Mark a day as a holiday
cmd-calendar-holiday-opt-date = date
    .description = Such as 2026-10-01, fri or +3d
cmd-calendar-holiday-opt-name = name
    .description = What the day is called
cmd-calendar-holiday-opt-department = department
    .description = For one department; without it, for the whole server
cmd-calendar-workday = workday
    .description = Mark a day as an extra working day
cmd-calendar-workday-opt-date = date
    .description = Such as 2026-10-10, sat or +3d
cmd-calendar-workday-opt-name = name
    .description = What the day is called
cmd-calendar-workday-opt-department = department
    .description = For one department; without it, for the whole server
cmd-calendar-import = import
    .description = Take over a calendar that ships, or an .ics file
cmd-calendar-import-opt-preset = preset
    .description = A calendar that ships
cmd-calendar-import-opt-file = file
    .description = An .ics file with all-day events
cmd-calendar-import-opt-department = department
    .description = For one department; without it, for the whole server
cmd-calendar-list = list
    .description = Special days from today on
cmd-calendar-list-opt-department = department
    .description = What holds for one department
cmd-calendar-remove = remove
    .description = Make a day an ordinary one again
cmd-calendar-remove-opt-date = date
    .description = Which day
cmd-calendar-remove-opt-department = department
    .description = Where it was marked for one department
cmd-away = away
    .description = Who is away, from when to when
cmd-away-set = set
    .description = Note an absence
cmd-away-set-opt-from = from
    .description = First day, such as tomorrow or 2026-08-03
cmd-away-set-opt-to = to
    .description = Last day, such as fri or +3d
cmd-away-set-opt-reason = reason
    .description = Seen by nobody but you
cmd-away-set-opt-user = user
    .description = Somebody of your department (leads only; they are told)
cmd-away-list = list
    .description = Who is away from today on
cmd-away-list-opt-user = user
    .description = One person only
cmd-away-cancel = cancel
    .description = Take an absence back
cmd-away-cancel-opt-user = user
    .description = Somebody of your department (leads only; they are told)
cmd-me = me
    .description = What holds for you
cmd-me-show = show
    .description = Your departments, working time and absences
cmd-me-settings = settings
    .description = Time zone, language, working and quiet hours, who represents you
cmd-me-settings-opt-timezone = timezone
    .description = Such as Europe/Berlin
cmd-me-settings-opt-locale = locale
    .description = The language of direct messages to you
    .choice-en-us = English
    .choice-zh-cn = Chinese
cmd-me-settings-opt-workdays = workdays
    .description = Such as mon-fri
cmd-me-settings-opt-hours = hours
    .description = Such as 09:00-18:00
cmd-me-settings-opt-quiet_hours = quiet_hours
    .description = Such as 22:00-07:00; off switches them off
cmd-me-settings-opt-delivery = delivery
    .description = When what is not urgent reaches you
    .choice-instant = At once
    .choice-digest = In the digest
cmd-me-settings-opt-delegate = delegate
    .description = Who represents you while you are away
cmd-help = help
    .description = What you can do here
cmd-help-opt-topic = topic
    .description = One topic only
cmd-audit = audit
    .description = Who did what, and what could not be delivered
cmd-audit-opt-subject = subject
    .description = Such as ops, STD-7 or calendar
cmd-audit-opt-user = user
    .description = Done by one person
cmd-audit-opt-from = from
    .description = From this day on
cmd-audit-opt-to = to
    .description = Up to this day
cmd-integration = integration
    .description = Systems that report alerts
cmd-integration-create = create
    .description = Connect a system that reports alerts; shows its address once
cmd-integration-create-opt-department = department
    .description = Who is paged for its alerts
cmd-integration-create-opt-kind = kind
    .description = Which system sends
    .choice-alertmanager = Prometheus Alertmanager
    .choice-grafana = Grafana
    .choice-pagerduty = PagerDuty Events API v2
    .choice-github = GitHub
    .choice-generic = Anything else (JSON)
    .choice-measure = Values of measures (JSON)
    .choice-junit = Test results (JUnit XML)
    .choice-scanner = A scanner's findings (SARIF or JSON)
cmd-integration-create-opt-name = name
    .description = What people call it
cmd-integration-create-opt-severity_map = severity_map
    .description = The sender's words for severities, such as critical=sev1,warning=sev3
cmd-integration-create-opt-mapping = mapping
    .description = For generic: where the parts stand, as JSON pointers
cmd-integration-list = list
    .description = All integrations, and when each was last heard
cmd-integration-rotate = rotate
    .description = New address and secret; the old one is good for another day
cmd-integration-rotate-opt-integration = integration
    .description = Which one
cmd-integration-delete = delete
    .description = Disconnect a system
cmd-integration-delete-opt-integration = integration
    .description = Which one
cmd-integration-test = test
    .description = Send a marked test alert; nobody is paged
cmd-integration-test-opt-integration = integration
    .description = Which one
cmd-silence = silence
    .description = Keep alerts quiet for a time
cmd-silence-create = create
    .description = Alerts that match page nobody until it ends; they are recorded
cmd-silence-create-opt-match = match
    .description = Conditions on labels, such as service=db severity=~"warn.*"
cmd-silence-create-opt-for = for
    .description = How long, such as 2h or 90m
cmd-silence-create-opt-reason = reason
    .description = Why, for everybody who wonders
cmd-silence-create-opt-from = from
    .description = For a maintenance window: when it begins, such as sat 22:00
cmd-silence-list = list
    .description = Silences that stand or are planned
cmd-silence-end = end
    .description = End a silence now
cmd-silence-end-opt-silence = silence
    .description = Which one
cmd-heartbeat = heartbeat
    .description = Jobs that must report in time
cmd-heartbeat-create = create
    .description = An address a job calls; if it stays away, people are paged
cmd-heartbeat-create-opt-name = name
    .description = What reports, such as nightly backup
cmd-heartbeat-create-opt-every = every
    .description = How often it reports, such as 24h
cmd-heartbeat-create-opt-department = department
    .description = Who is paged
cmd-heartbeat-create-opt-grace = grace
    .description = How much later than that is still fine, such as 1h
cmd-heartbeat-create-opt-severity = severity
    .description = How bad it is when it stays away
    .choice-sev1 = SEV1
    .choice-sev2 = SEV2
    .choice-sev3 = SEV3
    .choice-sev4 = SEV4
cmd-heartbeat-list = list
    .description = All heartbeats, and when each was last heard
cmd-heartbeat-delete = delete
    .description = Expect it no longer
cmd-heartbeat-delete-opt-heartbeat = heartbeat
    .description = Which one

cmd-watch = watch
    .description = Messages of a channel that open an incident
cmd-watch-add = add
    .description = Watch a channel; shows what it would have found before it is saved
cmd-watch-add-opt-channel = channel
    .description = Where to listen; you have to be able to read it
cmd-watch-add-opt-pattern = pattern
    .description = A regular expression, such as (?i)(panic|out of memory)
cmd-watch-add-opt-action = action
    .description = What a message that fits does
    .choice-incident = opens an incident
    .choice-task = becomes a task
    .choice-handoff = becomes a handoff
cmd-watch-add-opt-department = department
    .description = Who has to see to it
cmd-watch-add-opt-severity = severity
    .description = How bad an incident it is; SEV3 unless said otherwise
    .choice-sev1 = SEV1
    .choice-sev2 = SEV2
    .choice-sev3 = SEV3
    .choice-sev4 = SEV4
cmd-watch-list = list
    .description = All watch rules, and how often each has fitted
cmd-watch-remove = remove
    .description = Take a watch rule away
cmd-watch-remove-opt-watch = watch
    .description = Which one
cmd-watch-test = test
    .description = Try a watch rule on a text
cmd-watch-test-opt-watch = watch
    .description = Which one
cmd-watch-test-opt-text = text
    .description = What somebody might write

cmd-oncall = oncall
    .description = Who is asked first when something breaks
cmd-oncall-rotation = rotation
    .description = Set up who takes turns
cmd-oncall-rotation-opt-department = department
    .description = Whose rotation
cmd-oncall-rotation-opt-members = members
    .description = Mentions in the order of their turns: @A @B @C
cmd-oncall-rotation-opt-handoff = handoff
    .description = When turns change: mon 09:00, 09:00, 2026-03-02 09:00
cmd-oncall-rotation-opt-length = length
    .description = day, week (usual), month, or such as 12h or 2w
cmd-oncall-rotation-opt-timezone = timezone
    .description = On whose clocks; the department's unless said otherwise
cmd-oncall-rotation-opt-name = name
    .description = For a second rotation of the department, such as db
cmd-oncall-rotation-opt-layer = layer
    .description = 1 to 10; a higher one wins where it has somebody
cmd-oncall-rotation-opt-hours = hours
    .description = Only at these hours of working days, such as 18:00-09:00
cmd-oncall-rotation-opt-remove = remove
    .description = Takes this layer away
cmd-oncall-override = override
    .description = Somebody takes over for a while
cmd-oncall-override-opt-user = user
    .description = Who takes over
cmd-oncall-override-opt-from = from
    .description = When it begins, such as fri 18:00
cmd-oncall-override-opt-to = to
    .description = When it ends, such as mon 09:00
cmd-oncall-override-opt-department = department
    .description = For which department; theirs unless said otherwise
cmd-oncall-override-opt-rotation = rotation
    .description = For which rotation, if there are several
cmd-oncall-shifts = shifts
    .description = Coming shifts, yours unless said otherwise
cmd-oncall-shifts-opt-user = user
    .description = Whose
cmd-oncall-contact = contact
    .description = How else you can be reached when Discord is down
cmd-oncall-contact-opt-mail = mail
    .description = A mail address
cmd-oncall-contact-opt-hook = hook
    .description = A web address that pages are posted to as JSON
cmd-oncall-contact-opt-clear = clear
    .description = Forget what you gave
cmd-oncall-calendar = calendar
    .description = An address for your calendar to follow your shifts
cmd-oncall-calendar-opt-remove = remove
    .description = Take the address back
cmd-oncall-swap = swap
    .description = Swap a shift with somebody, if they agree
cmd-oncall-swap-opt-user = user
    .description = Who takes your shift
cmd-oncall-swap-opt-mine = mine
    .description = A moment in your shift, such as fri 12:00; your next one unless said
cmd-oncall-swap-opt-theirs = theirs
    .description = A moment in theirs; their next one unless said
cmd-oncall-who = who
    .description = Who is on call now and next
cmd-oncall-who-opt-department = department
    .description = One department only
cmd-escalation = escalation
    .description = Who is paged in which order, and how long each has
cmd-escalation-create = create
    .description = Make a policy; the first one of a department holds at once
cmd-escalation-create-opt-department = department
    .description = Whose policy
cmd-escalation-create-opt-name = name
    .description = What it is called
cmd-escalation-create-opt-levels = levels
    .description = Such as: primary 5m > secondary 10m > lead 15m > pmo
cmd-escalation-create-opt-repeat = repeat
    .description = How often the whole is repeated after the first time, 0 to 10
cmd-escalation-show = show
    .description = Policies, and who would be paged now
cmd-escalation-show-opt-policy = policy
    .description = Key or name; all unless said
cmd-escalation-edit = edit
    .description = Change a policy; open incidents follow
cmd-escalation-edit-opt-policy = policy
    .description = Key or name of the policy
cmd-escalation-edit-opt-levels = levels
    .description = Such as: primary 5m > secondary 10m > lead 15m > pmo
cmd-escalation-edit-opt-repeat = repeat
    .description = How often the whole is repeated after the first time, 0 to 10
cmd-escalation-edit-opt-name = name
    .description = What it is called
cmd-escalation-assign = assign
    .description = Say where a policy holds
cmd-escalation-assign-opt-policy = policy
    .description = Key or name of the policy
cmd-escalation-assign-opt-department = department
    .description = For incidents of this department
cmd-escalation-assign-opt-severity = severity
    .description = Only for this severity
    .choice-sev1 = SEV1
    .choice-sev2 = SEV2
    .choice-sev3 = SEV3
    .choice-sev4 = SEV4
cmd-escalation-assign-opt-service = service
    .description = Only for this service
cmd-incident = incident
    .description = What is wrong, who has it, and how it ends
cmd-incident-declare = declare
    .description = Open an incident; people are paged at once
cmd-incident-declare-opt-title = title
    .description = What is wrong, in a line
cmd-incident-declare-opt-severity = severity
    .description = How bad it is
    .choice-sev1 = SEV1 · everything stands still
    .choice-sev2 = SEV2 · important, does not work
    .choice-sev3 = SEV3 · works badly
    .choice-sev4 = SEV4 · small
cmd-incident-declare-opt-department = department
    .description = The department it concerns
cmd-incident-declare-opt-type = type
    .description = What sort of thing; default fault
    .choice-fault = Fault
    .choice-security = Security (kept private)
    .choice-data = Data
    .choice-customer = Customers’ side
cmd-incident-declare-opt-service = service
    .description = What does not work, as customers call it
cmd-incident-declare-opt-project = project
    .description = The project it concerns
cmd-incident-declare-opt-details = details
    .description = What else is known
cmd-incident-declare-opt-customers_affected = customers_affected
    .description = Customer service and support are told
cmd-incident-list = list
    .description = Incidents, the open ones unless told otherwise
cmd-incident-list-opt-state = state
    .description = Which ones
    .choice-open = Open
    .choice-all = All
    .choice-triggered = Triggered
    .choice-acknowledged = Acknowledged
    .choice-mitigated = Mitigated
    .choice-resolved = Resolved
    .choice-closed = Closed
cmd-incident-list-opt-department = department
    .description = Those of one department
cmd-incident-show = show
    .description = All about one incident
cmd-incident-show-opt-incident = incident
    .description = Key or title of the incident
cmd-incident-ack = ack
    .description = You have it; nobody else is paged
cmd-incident-ack-opt-incident = incident
    .description = Key or title of the incident
cmd-incident-update = update
    .description = Say what is known and what is being done
cmd-incident-update-opt-incident = incident
    .description = Key or title of the incident
cmd-incident-update-opt-text = text
    .description = What is known, what is being done
cmd-incident-update-opt-public = public
    .description = Plain words for customers: service and support get them
cmd-incident-severity = severity
    .description = Change how bad it is; worse rings again
cmd-incident-severity-opt-incident = incident
    .description = Key or title of the incident
cmd-incident-severity-opt-severity = severity
    .description = How bad it is
    .choice-sev1 = SEV1 · everything stands still
    .choice-sev2 = SEV2 · important, does not work
    .choice-sev3 = SEV3 · works badly
    .choice-sev4 = SEV4 · small
cmd-incident-role = role
    .description = Give somebody a role
cmd-incident-role-opt-incident = incident
    .description = Key or title of the incident
cmd-incident-role-opt-role = role
    .description = Which role
    .choice-commander = Commander
    .choice-communications = Communications
    .choice-scribe = Scribe
cmd-incident-role-opt-user = user
    .description = Who has it from now on
cmd-incident-escalate = escalate
    .description = Page the next level now
cmd-incident-escalate-opt-incident = incident
    .description = Key or title of the incident
cmd-incident-mitigate = mitigate
    .description = It harms no more; the cause is still there
cmd-incident-mitigate-opt-incident = incident
    .description = Key or title of the incident
cmd-incident-resolve = resolve
    .description = It is over; asks for cause and impact
cmd-incident-resolve-opt-incident = incident
    .description = Key or title of the incident
cmd-incident-resolve-opt-cause = cause
    .description = What caused it
cmd-incident-resolve-opt-impact = impact
    .description = Who noticed it, for how long
cmd-incident-reopen = reopen
    .description = It is not over: page again
cmd-incident-reopen-opt-incident = incident
    .description = Key or title of the incident
cmd-incident-merge = merge
    .description = It is the same as another one
cmd-incident-merge-opt-incident = incident
    .description = Key or title of the incident
cmd-incident-merge-opt-into = into
    .description = The incident that carries on
cmd-incident-close = close
    .description = Nothing is left to do
cmd-incident-close-opt-incident = incident
    .description = Key or title of the incident
cmd-incident-postmortem = postmortem
    .description = A file made from the timeline, to learn from it
cmd-incident-postmortem-opt-incident = incident
    .description = Key or title of the incident
cmd-incident-stats = stats
    .description = How long incidents took, how often people were paged
cmd-incident-stats-opt-from = from
    .description = From this day on, such as -90d
cmd-incident-stats-opt-to = to
    .description = Up to this day
cmd-incident-stats-opt-department = department
    .description = Those of one department
cmd-menu-declare-an-incident = Declare an incident

#### commands: task
cmd-menu-make-a-task = Make a task
cmd-task = task
    .description = Work of a department: make, take, finish and follow it
cmd-task-create = create
    .description = Make a task in a department
cmd-task-create-opt-department = department
    .description = Whose work it is
cmd-task-create-opt-kind = kind
    .description = What kind of work it is
cmd-task-create-opt-title = title
    .description = What is to be done, in one line
cmd-task-create-opt-project = project
    .description = The project it belongs to
cmd-task-create-opt-assignee = assignee
    .description = Who is to do it
cmd-task-create-opt-due = due
    .description = When it is due, such as fri, tomorrow 17:00 or +3d
cmd-task-create-opt-priority = priority
    .description = How urgent it is
    .choice-low = Low
    .choice-normal = Normal
    .choice-high = High
    .choice-urgent = Urgent
cmd-task-create-opt-details = details
    .description = Whatever helps whoever does it
cmd-task-list = list
    .description = Tasks, the soonest due first
cmd-task-list-opt-mine = mine
    .description = Only those that are yours
cmd-task-list-opt-department = department
    .description = Only this department’s
cmd-task-list-opt-state = state
    .description = Only those in this state
    .choice-open = Not over
    .choice-all = All
    .choice-doing = In progress
    .choice-done = Done
    .choice-draft = Draft
    .choice-active = Active
    .choice-scheduled = Scheduled
    .choice-running = Running
    .choice-passed = Passed
    .choice-failed = Failed
    .choice-new = New
    .choice-accepted = Accepted
    .choice-answered = Answered
    .choice-closed = Closed
    .choice-declined = Declined
    .choice-cancelled = Cancelled
cmd-task-list-opt-kind = kind
    .description = Only this kind of work
cmd-task-list-opt-overdue = overdue
    .description = Only what is overdue
cmd-task-list-opt-project = project
    .description = Only this project’s
cmd-task-show = show
    .description = All about a task
cmd-task-show-opt-task = task
    .description = Its key or title
cmd-task-take = take
    .description = Take a task that nobody has
cmd-task-take-opt-task = task
    .description = Its key or title
cmd-task-assign = assign
    .description = Give a task to somebody, or to whoever’s turn it is
cmd-task-assign-opt-task = task
    .description = Its key or title
cmd-task-assign-opt-user = user
    .description = To whom; left out: by rotation, with reasons
cmd-task-comment = comment
    .description = Say something about a task
cmd-task-comment-opt-task = task
    .description = Its key or title
cmd-task-comment-opt-text = text
    .description = What you have to say
cmd-task-stage = stage
    .description = Bring a task to its next stage or state
cmd-task-stage-opt-task = task
    .description = Its key or title
cmd-task-stage-opt-stage = stage
    .description = A stage of its kind, or a step such as Start
cmd-task-check = check
    .description = Tick a line of a task’s checklist
cmd-task-check-opt-task = task
    .description = Its key or title
cmd-task-check-opt-item = item
    .description = The line; left out: the whole list
cmd-task-done = done
    .description = Finish a task: a form asks what came of it
cmd-task-done-opt-task = task
    .description = Its key or title
cmd-task-done-opt-proof = proof
    .description = A file that proves it
cmd-task-cancel = cancel
    .description = Call a task off
cmd-task-cancel-opt-task = task
    .description = Its key or title
cmd-task-cancel-opt-reason = reason
    .description = Why it is called off
cmd-task-recurring = recurring
    .description = Work that comes again and again: a task each time
cmd-task-recurring-opt-department = department
    .description = Whose work it is
cmd-task-recurring-opt-kind = kind
    .description = What kind of work it is
cmd-task-recurring-opt-title = title
    .description = What is to be done, in one line
cmd-task-recurring-opt-schedule = schedule
    .description = When, such as daily 02:00, mon 09:00 or a cron expression
cmd-task-recurring-opt-project = project
    .description = The project it belongs to
cmd-task-recurring-opt-assignee = assignee
    .description = Who is to do it; left out: whoever’s turn it is
cmd-task-recurring-opt-due = due
    .description = How long after it is made it is due, such as 4h
cmd-task-recurring-opt-priority = priority
    .description = How urgent it is
    .choice-low = Low
    .choice-normal = Normal
    .choice-high = High
    .choice-urgent = Urgent
cmd-task-recurring-opt-details = details
    .description = Whatever helps whoever does it
cmd-task-recurring-opt-holidays = holidays
    .description = On holidays too
cmd-task-schedules = schedules
    .description = Recurring work, to look at, pause or end
cmd-task-schedules-opt-department = department
    .description = Only this department’s
cmd-task-schedules-opt-schedule = schedule
    .description = One of them, with its buttons
cmd-task-link = link
    .description = Link a task with another, a handoff or an incident
cmd-task-link-opt-task = task
    .description = Its key or title
cmd-task-link-opt-relation = relation
    .description = What it has to do with the other
    .choice-blocks = blocks
    .choice-caused-by = was caused by
    .choice-part-of = is part of
    .choice-verifies = verifies
cmd-task-link-opt-other = other
    .description = The other’s key, such as TASK-7, HO-4 or INC-2
cmd-task-link-opt-remove = remove
    .description = Take the link away
cmd-task-cap = cap
    .description = How many open tasks rotation gives you at most
cmd-task-cap-opt-most = most
    .description = A number from 1 to 100
cmd-task-panel = panel
    .description = Put buttons into a channel with which anybody asks the department
cmd-task-panel-opt-department = department
    .description = Who is asked
cmd-task-panel-opt-channel = channel
    .description = Where the buttons stand; left out: here

#### commands: handoff
cmd-handoff = handoff
    .description = Requests from one department to another
cmd-handoff-request = request
    .description = Ask another department for something
cmd-handoff-request-opt-to = to
    .description = The department you ask
cmd-handoff-request-opt-playbook = playbook
    .description = What kind of request it is
cmd-handoff-request-opt-title = title
    .description = What is needed, in a line
cmd-handoff-request-opt-from = from
    .description = The department that asks; yours if you belong to one
cmd-handoff-request-opt-details = details
    .description = What the other department should know
cmd-handoff-request-opt-project = project
    .description = The project it is for
cmd-handoff-request-opt-due = due
    .description = By when, such as fri 17:00 or +3d
cmd-handoff-request-opt-priority = priority
    .description = How much it presses
    .choice-low = Low
    .choice-normal = Normal
    .choice-high = High
    .choice-urgent = Urgent
cmd-handoff-request-opt-file = file
    .description = A file that goes with it
cmd-handoff-list = list
    .description = Handoffs of a department
cmd-handoff-list-opt-which = which
    .description = Which ones; the open ones if left out
    .choice-waiting-on-us = Waiting on us
    .choice-waiting-on-others = Waiting on others
    .choice-mine = Mine
    .choice-open = Open
    .choice-closed = Over
cmd-handoff-list-opt-department = department
    .description = Only of this department
cmd-handoff-matrix = matrix
    .description = Who waits for whom and how long
cmd-handoff-matrix-opt-from = from
    .description = First day of what has ended
cmd-handoff-matrix-opt-to = to
    .description = Last day of what has ended
cmd-handoff-freeze = freeze
    .description = Set a time in which nothing is released, or see them
cmd-handoff-freeze-opt-from = from
    .description = When it begins
cmd-handoff-freeze-opt-until = until
    .description = When it ends
cmd-handoff-freeze-opt-reason = reason
    .description = Why nothing is released
cmd-handoff-show = show
    .description = Everything about a handoff
cmd-handoff-show-opt-handoff = handoff
    .description = Its key or title
cmd-handoff-accept = accept
    .description = Take it
cmd-handoff-accept-opt-handoff = handoff
    .description = Its key or title
cmd-handoff-accept-opt-assignee = assignee
    .description = Who does it; you if left out
cmd-handoff-decline = decline
    .description = Do not take it, and say why
cmd-handoff-decline-opt-handoff = handoff
    .description = Its key or title
cmd-handoff-decline-opt-text = text
    .description = Why
cmd-handoff-ask = ask
    .description = Ask the other department; its clocks stop meanwhile
cmd-handoff-ask-opt-handoff = handoff
    .description = Its key or title
cmd-handoff-ask-opt-text = text
    .description = What you need to know
cmd-handoff-answer = answer
    .description = Answer what you were asked
cmd-handoff-answer-opt-handoff = handoff
    .description = Its key or title
cmd-handoff-answer-opt-text = text
    .description = Your answer
cmd-handoff-deliver = deliver
    .description = Deliver what was asked for
cmd-handoff-deliver-opt-handoff = handoff
    .description = Its key or title
cmd-handoff-deliver-opt-text = text
    .description = What you deliver, in words
cmd-handoff-deliver-opt-proof = proof
    .description = A file that shows it
cmd-handoff-return = return
    .description = Give back what was delivered, and say why
cmd-handoff-return-opt-handoff = handoff
    .description = Its key or title
cmd-handoff-return-opt-text = text
    .description = What is missing or wrong
cmd-handoff-confirm = confirm
    .description = What was delivered is what was needed
cmd-handoff-confirm-opt-handoff = handoff
    .description = Its key or title
cmd-handoff-cancel = cancel
    .description = It is not needed any more
cmd-handoff-cancel-opt-handoff = handoff
    .description = Its key or title
cmd-handoff-sign = sign
    .description = Sign for your department
cmd-handoff-sign-opt-handoff = handoff
    .description = Its key or title
cmd-handoff-pass = pass
    .description = Pass it on to another department
cmd-handoff-pass-opt-handoff = handoff
    .description = Its key or title
cmd-handoff-pass-opt-to = to
    .description = The department that should have it
cmd-handoff-pass-opt-text = text
    .description = Why
cmd-menu-make-a-handoff = Make a handoff

#### commands: decision

cmd-decision = decision
    .description = What has to be decided, and by whom
cmd-decision-list = list
    .description = What waits for you, what you asked, what is open
cmd-decision-show = show
    .description = One decision: who decides, what has been said
cmd-decision-show-opt-decision = decision
    .description = Which one, such as DEC-7
cmd-decision-approve = approve
    .description = Approve it as it was asked
cmd-decision-approve-opt-decision = decision
    .description = Which one, such as DEC-7
cmd-decision-reject = reject
    .description = Reject it, with the reason
cmd-decision-reject-opt-decision = decision
    .description = Which one, such as DEC-7
cmd-decision-reject-opt-reason = reason
    .description = Why: whoever asked has to know what to change
cmd-decision-delegate = delegate
    .description = Let somebody else decide it in your place
cmd-decision-delegate-opt-decision = decision
    .description = Which one, such as DEC-7
cmd-decision-delegate-opt-user = user
    .description = Who represents you
cmd-decision-delegate-opt-until = until
    .description = How long, such as fri 18:00; unless said, until it is decided

#### commands: knowledge

cmd-knowledge = knowledge
    .description = Questions, solutions, known issues, policies, lessons
cmd-knowledge-ask = ask
    .description = Ask a question; similar ones are shown at once
cmd-knowledge-ask-opt-question = question
    .description = What you want to know
cmd-knowledge-ask-opt-department = department
    .description = Who should know; unless said, technical support
cmd-knowledge-answer = answer
    .description = Answer a question
cmd-knowledge-answer-opt-question = question
    .description = Which one, such as KB-7
cmd-knowledge-answer-opt-text = text
    .description = The answer
cmd-knowledge-answer-opt-accept = accept
    .description = It settles the question (for who asked, and leads)
cmd-knowledge-accept = accept
    .description = Accept an answer to your question
cmd-knowledge-accept-opt-question = question
    .description = Which one, such as KB-7
cmd-knowledge-accept-opt-answer = answer
    .description = The number of the answer, such as 1
cmd-knowledge-search = search
    .description = Find what is known
cmd-knowledge-search-opt-text = text
    .description = Words to look for
cmd-knowledge-search-opt-kind = kind
    .description = Only this kind
    .choice-question = Question
    .choice-solution = Solution
    .choice-known-issue = Known issue
    .choice-policy = Policy
    .choice-lesson = Lesson
cmd-knowledge-add = add
    .description = Write something down for others
cmd-knowledge-add-opt-kind = kind
    .description = What it is
    .choice-solution = Solution
    .choice-known-issue = Known issue
    .choice-policy = Policy
    .choice-lesson = Lesson
cmd-knowledge-add-opt-title = title
    .description = In a line: what people would look for
cmd-knowledge-add-opt-text = text
    .description = What they need to know
cmd-knowledge-add-opt-department = department
    .description = Whose it is; unless said, yours
cmd-knowledge-add-opt-tags = tags
    .description = Words it belongs to, such as backup, database
cmd-knowledge-add-opt-review = review
    .description = When to look at it again, such as +90d; a policy after a year unless said
cmd-knowledge-add-opt-with = with
    .description = The second department of a joint policy
cmd-knowledge-add-opt-seen_by = seen_by
    .description = Who may see it; unless said, everyone
    .choice-everyone = Everyone
    .choice-department = The department only
cmd-knowledge-add-opt-until = until
    .description = When a known issue will be over
cmd-knowledge-show = show
    .description = One entry: what it says, its versions
cmd-knowledge-show-opt-entry = entry
    .description = Which one, such as KB-7
cmd-knowledge-edit = edit
    .description = Change an entry; a policy is decided on again
cmd-knowledge-edit-opt-entry = entry
    .description = Which one, such as KB-7
cmd-knowledge-edit-opt-title = title
    .description = The new title
cmd-knowledge-edit-opt-text = text
    .description = The new text
cmd-knowledge-edit-opt-tags = tags
    .description = The new tags
cmd-knowledge-edit-opt-review = review
    .description = When to look at it again, such as +90d
cmd-knowledge-edit-opt-until = until
    .description = When a known issue will be over
cmd-knowledge-retire = retire
    .description = It is no longer valid
cmd-knowledge-retire-opt-entry = entry
    .description = Which one, such as KB-7
cmd-knowledge-acknowledge = acknowledge
    .description = Say that you have read a policy
cmd-knowledge-acknowledge-opt-entry = entry
    .description = Which one, such as KB-7

#### commands: budget

cmd-budget = budget
    .description = Budgets: what may be spent, what was, who is told
cmd-budget-create = create
    .description = Make a budget
cmd-budget-create-opt-name = name
    .description = What it is called
cmd-budget-create-opt-amount = amount
    .description = An amount: 12000, 12k, 1.2万, USD 12.50
cmd-budget-create-opt-department = department
    .description = The department that spends it
cmd-budget-create-opt-project = project
    .description = The project it is for
cmd-budget-create-opt-period = period
    .description = How often it is filled anew; monthly if not given
    .choice-once = once
    .choice-month = monthly
    .choice-quarter = quarterly
    .choice-year = yearly
cmd-budget-create-opt-currency = currency
    .description = Three letters, such as CNY
cmd-budget-create-opt-thresholds = thresholds
    .description = When to alert: 50 80 100; or actual 80 100; forecast 110; burn off
cmd-budget-create-opt-approval_over = approval_over
    .description = Expenses over this need finance’s approval
cmd-budget-create-opt-start = start
    .description = First day, if it is filled once
cmd-budget-create-opt-end = end
    .description = Last day, if it is filled once
cmd-budget-create-opt-fiscal_start = fiscal_start
    .description = Month in which the business year begins, 1–12
cmd-budget-create-opt-parent = parent
    .description = The budget it is a part of
cmd-budget-create-opt-rollover = rollover
    .description = What is carried into the next period
    .choice-none = nothing
    .choice-under = what is left
    .choice-over = what is overspent
    .choice-both = both
cmd-budget-create-opt-rollover_cap = rollover_cap
    .description = At most so much is carried over
cmd-budget-create-opt-curve = curve
    .description = Planned shares of the months: 10 20 30; or even
cmd-budget-create-opt-method = method
    .description = How the forecast is made
    .choice-run-rate = spending so far, carried on
    .choice-blend = drawn towards past periods
cmd-budget-create-opt-visibility = visibility
    .description = Who sees amounts
    .choice-restricted = finance, owner and leads
    .choice-members = members of the department too
cmd-budget-create-opt-owner = owner
    .description = Who answers for it
cmd-budget-spend = spend
    .description = Book an expense or a refund
cmd-budget-spend-opt-budget = budget
    .description = Its key or name
cmd-budget-spend-opt-amount = amount
    .description = An amount: 12000, 12k, 1.2万, USD 12.50
cmd-budget-spend-opt-category = category
    .description = What kind of expense
cmd-budget-spend-opt-vendor = vendor
    .description = Who is paid
cmd-budget-spend-opt-day = day
    .description = When it was spent; today if not given
cmd-budget-spend-opt-note = note
    .description = What it was for
cmd-budget-spend-opt-receipt = receipt
    .description = The receipt or invoice
cmd-budget-spend-opt-kind = kind
    .description = Expense, or income to note
    .choice-expense = expense
    .choice-income = income
cmd-budget-spend-opt-one_off = one_off
    .description = Will not recur: left out of pace and run rate
cmd-budget-spend-opt-rate = rate
    .description = For another currency: units of the budget’s for one of it
cmd-budget-spend-opt-reference = reference
    .description = Invoice number; each is booked once
cmd-budget-status = status
    .description = How a budget stands
cmd-budget-status-opt-budget = budget
    .description = Its key or name
cmd-budget-list = list
    .description = All budgets and how much is used
cmd-budget-list-opt-department = department
    .description = The department that spends it
cmd-budget-edit = edit
    .description = Change a budget or its limit
cmd-budget-edit-opt-budget = budget
    .description = Its key or name
cmd-budget-edit-opt-amount = amount
    .description = An amount: 12000, 12k, 1.2万, USD 12.50
cmd-budget-edit-opt-reason = reason
    .description = Why
cmd-budget-edit-opt-name = name
    .description = What it is called
cmd-budget-edit-opt-department = department
    .description = The department that spends it
cmd-budget-edit-opt-project = project
    .description = The project it is for
cmd-budget-edit-opt-thresholds = thresholds
    .description = When to alert: 50 80 100; or actual 80 100; forecast 110; burn off
cmd-budget-edit-opt-approval_over = approval_over
    .description = Expenses over this need finance’s approval
cmd-budget-edit-opt-end = end
    .description = Last day, if it is filled once
cmd-budget-edit-opt-rollover = rollover
    .description = What is carried into the next period
    .choice-none = nothing
    .choice-under = what is left
    .choice-over = what is overspent
    .choice-both = both
cmd-budget-edit-opt-rollover_cap = rollover_cap
    .description = At most so much is carried over
cmd-budget-edit-opt-curve = curve
    .description = Planned shares of the months: 10 20 30; or even
cmd-budget-edit-opt-method = method
    .description = How the forecast is made
    .choice-run-rate = spending so far, carried on
    .choice-blend = drawn towards past periods
cmd-budget-edit-opt-visibility = visibility
    .description = Who sees amounts
    .choice-restricted = finance, owner and leads
    .choice-members = members of the department too
cmd-budget-edit-opt-owner = owner
    .description = Who answers for it
cmd-budget-import = import
    .description = Book the rows of a CSV file
cmd-budget-import-opt-file = file
    .description = A CSV file, UTF-8, with a line of column names
cmd-budget-import-opt-dry_run = dry_run
    .description = Only say what would happen
cmd-budget-import-opt-budget = budget
    .description = Its key or name
cmd-budget-correct = correct
    .description = Put an entry right; the old one stays in the ledger
cmd-budget-correct-opt-entry = entry
    .description = Which entry, such as EXP-12
cmd-budget-correct-opt-amount = amount
    .description = An amount: 12000, 12k, 1.2万, USD 12.50
cmd-budget-correct-opt-reason = reason
    .description = Why
cmd-budget-correct-opt-category = category
    .description = What kind of expense
cmd-budget-correct-opt-vendor = vendor
    .description = Who is paid
cmd-budget-correct-opt-day = day
    .description = When it was spent; today if not given
cmd-budget-export = export
    .description = The ledger as CSV files
cmd-budget-export-opt-budget = budget
    .description = Its key or name
cmd-budget-export-opt-from = from
    .description = First day
cmd-budget-export-opt-to = to
    .description = Last day

#### commands: measure
cmd-measure = measure
    .description = Figures over time with targets: satisfaction, pass rate, response time
cmd-measure-record = record
    .description = Record a value; a measure that is new is made
cmd-measure-record-opt-measure = measure
    .description = Its name or key, such as CSAT
cmd-measure-record-opt-value = value
    .description = The figure, such as 4.6, 95% or 1,234.5
cmd-measure-record-opt-project = project
    .description = Which project it belongs to
cmd-measure-record-opt-at = at
    .description = What moment it is of, such as yesterday; now if left out
cmd-measure-record-opt-note = note
    .description = What to know about it
cmd-measure-record-opt-unit = unit
    .description = Such as %, min or days
cmd-measure-record-opt-department = department
    .description = Whose it is, for a measure that is new
cmd-measure-target = target
    .description = Set a target, and thresholds that are told once when they are crossed
cmd-measure-target-opt-measure = measure
    .description = Its name or key, such as CSAT
cmd-measure-target-opt-value = value
    .description = The target, such as 4.5, or none
cmd-measure-target-opt-thresholds = thresholds
    .description = Warning and critical, such as 4.0, 3.5
cmd-measure-target-opt-direction = direction
    .description = Which way is better; higher if it was never said
    .choice-higher = Higher is better
    .choice-lower = Lower is better
cmd-measure-target-opt-unit = unit
    .description = Such as %, min or days
cmd-measure-target-opt-department = department
    .description = Whose it is, for a measure that is new
cmd-measure-show = show
    .description = How a measure stands, with its picture
cmd-measure-show-opt-measure = measure
    .description = Its name or key, such as CSAT
cmd-measure-list = list
    .description = All measures, and how they stand
cmd-measure-list-opt-department = department
    .description = Only this department's

### departments and catalogue
