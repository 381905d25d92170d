# Messages, by capability. Keep each block in its place.

### general, refusals of the face

face-fault = 我们这边出错了，没有做任何更改。请把这个编号告诉管理员，日志里可以查到：`{ $reference }`
face-form-late = 表单打开得太慢了。请重新执行命令，或再按一次按钮。
face-guild-only = 此功能只能在服务器里使用。请到组织的频道里执行这条命令。
face-file-too-large = 文件太大：最多 { $most } KiB。请换一个小一些的文件。
face-old-command = 这条命令已经更新，你的 Discord 里还是旧的。请重启 Discord（Ctrl+R），然后重新执行。
face-stopping = Liaison 正在重启。请半分钟后重新执行命令。
refuse-unknown-action = 这个按钮或表单已经失效。请重新执行命令。
permission-view-channel = 查看频道
permission-send-messages = 发送消息
permission-embed-links = 嵌入链接
permission-attach-files = 添加文件
permission-read-history = 阅读消息历史记录
permission-add-reactions = 添加反应
permission-create-threads = 创建公开子区
permission-send-in-threads = 在子区内发送消息
permission-manage-channels = 管理频道
permission-manage-roles = 管理身份组

### org

### journal and audit

### standup

standup-question-done = 完成了什么？
standup-question-next = 接下来做什么？
standup-question-blocked = 遇到什么阻碍？
standup-answer = 填写
standup-same = 与上次相同
standup-away = 今天不在
standup-snooze = 1 小时后提醒
standup-undo = 撤销
standup-card-title = { $name } · { $day } · { $key }
standup-card-counts = 已有 **{ $answered }／{ $asked }** 人填写。
standup-card-until = 截止时间：{ $when }
standup-card-closed = 已结束：**{ $answered }／{ $asked }** 人填写，汇总见下方。
standup-card-closed-next = 下一步：现在填写的内容计入下一次站会。
standup-card-next = 下一步：请未填写的同事点击“填写”，截止后发布汇总。
standup-card-all-next = 下一步：全员已填写，截止后发布汇总。
standup-missing = 尚未填写
standup-away-list = 不在
standup-summary-title = 汇总 · { $name } · { $day } · { $key }
standup-summary-counts = **{ $answered }／{ $asked }** 人已填写 · { $blockers ->
    [0] 没有未解决的阻碍
   *[other] **{ $blockers } 个未解决的阻碍**
}
standup-blockers = 阻碍
standup-blocker = { $who }：{ $what }
standup-blocker-helped = { $who }：{ $what }（{ $by } 正在协助）
standup-blocker-resolved = ~~{ $who }：{ $what }~~（{ $by } 于 { $when } 标记为已解决）
standup-help = { $number } · 我来帮忙
standup-resolve = { $number } · 已解决
standup-also = 其他已填写的同事
standup-silent = 未填写
standup-streak = 连续 { $count } 次
standup-next-step = 下一步
standup-lead-of = { $department }负责人
standup-next-blockers = 请{ $owner }跟进未解决的阻碍。下次站会：{ $next }
standup-next-round = 请{ $owner }跟进未填写的同事。下次站会：{ $next }
standup-edit-answer = 修改我的内容
standup-prompt = { $department }的站会 **{ $name }** 已开始，请在 { $when } 前填写。
standup-reminder = 你还没有填写{ $department }的站会 **{ $name }**，请在 { $when } 前填写。
standup-prompt-next = 下一步：请填写，或说明今天不在。
standup-offer = { $helper } 可以帮你解决这个阻碍：{ $what }
    下一步：请双方沟通；解决后在汇总下点击 **已解决**。
standup-form-title = { $key } · { $day }
standup-answer-kept = 已保存你在 { $key }（{ $day }）的内容，截止前（{ $when }）可以修改。
standup-answer-renewed = 已修改你在 { $key }（{ $day }）的内容，汇总已同步更新。
standup-answer-ahead = 已保存，计入下一次 { $key }（{ $day }），开始时间：{ $when }。
standup-away-done = 已记录你不参加 { $day } 的 { $key } { $name }，不会再询问或提醒你。
standup-back-done = 你将参加 { $day } 的 { $key }。
standup-snoozed = 若届时仍未填写，将在 { $when } 提醒你。
standup-help-done = 已告诉 { $user } 你可以帮忙，汇总也已更新。下一步：请双方沟通。
standup-resolve-done = 已在汇总中将 { $user } 的阻碍标记为已解决。
standup-created = 已为{ $department }创建 **{ $key }** { $name }：`{ $schedule }`（{ $zone }），开放 { $minutes } 分钟，提醒 { $reminders }，发布到 { $place }。首次开始：{ $next }。
standup-edited = 已修改{ $department }的 **{ $key }** { $name }：`{ $schedule }`（{ $zone }），开放 { $minutes } 分钟，提醒 { $reminders }，发布到 { $place }。进行中的站会保持原来的问题和截止时间。下次开始：{ $next }。
standup-resumed = 已恢复{ $department }的 **{ $key }** { $name }：`{ $schedule }`（{ $zone }），开放 { $minutes } 分钟，提醒 { $reminders }，发布到 { $place }。下次开始：{ $next }。
standup-paused = **{ $key }** 已暂停，进行中的站会照常结束。用 `/standup resume standup:{ $key }` 恢复。
standup-deleted = **{ $key }** 已删除，已发布的内容会保留。
standup-kept = **{ $key }** 保持不变。
standup-run-done = **{ $key }** 已在 { $place } 开始。
standup-delete-confirm = 确定删除{ $department }的 **{ $key }** { $name }？下一次（{ $next }）将不再开始。{ $open }已填写和已发布的内容会保留。
standup-delete-open = 进行中的站会将立即结束，不发布汇总。
standup-delete-yes = 删除
standup-delete-no = 保留
standup-list-title = 站会
standup-list-empty = 还没有站会。创建一个：`/standup create department:ops name:每日站会 schedule:工作日 09:30`
standup-list-paused = 由 { $user } 于 { $when } 暂停
standup-report-title = 报告 · { $key } { $name } · { $department }
standup-report-body = { $from } 至 { $to }：共 { $rounds } 次站会，**{ $answered }／{ $asked }** 人次填写（{ $percent }%），提出 { $blockers } 个阻碍。
standup-report-people = 参与情况
standup-report-person = { $number }. { $who }：填写 { $answered }／{ $asked }，不在 { $away }，连续 { $streak } 次
standup-report-blockers = 阻碍
standup-report-blocker = { $day } { $who }：{ $what }
standup-report-blocker-resolved = { $day } { $who }：~~{ $what }~~（已解决）
standup-report-legend = 每行是一位同事（序号同上），每列是一天。绿色：已填写；灰色：不在；红色：未填写。
standup-report-alt = { $people } 人在 { $rounds } 次站会中的参与情况：{ $answered }／{ $asked } 人次填写，{ $percent }%。每人的数字见正文。
standup-digest-title = 站会
standup-digest-line = **{ $key }** { $name }：{ $rounds } 次站会，{ $answered }／{ $asked } 人次填写（{ $percent }%），{ $blockers } 个未解决的阻碍
refuse-standup-schedule = 看不懂时间安排 `{ $text }`。可用的写法：`工作日 09:30`、`每周一 9:00` 或 `30 9 * * 1-5`。
refuse-standup-never = `{ $text }` 永远不会触发：没有哪一天符合。可用的写法：`工作日 09:30`。
refuse-standup-zone = `{ $zone }` 不是时区。可用的写法：`Asia/Shanghai` 或 `Europe/Berlin`。
refuse-standup-window = 开放时间不能是 { $minutes } 分钟，范围是 5 到 1440。例如：`window:120`
refuse-standup-reminders = 看不懂提醒 `{ $text }`，或它不在开放时间内。例如：`80%`、`30m,60m` 或 `none`（最多五个）。
refuse-standup-name = 名称为 1 到 60 个字符。例如：`name:每日站会`
refuse-standup-clock = 时钟可选 `department`（所有人同一时刻）或 `member`（按各自的当地时间）。
refuse-standup-questions = 站会有 1 到 5 个问题，每行一个或用 `|` 分隔；这里有 { $count } 个。例如：`完成了什么？|接下来做什么？|有什么阻碍？`
refuse-standup-question-long = 每个问题最多 45 个字符，这个太长：{ $question }
refuse-standup-nothing = 没有给出要修改的内容（**{ $key }**）。例如：`/standup edit standup:{ $key } schedule:工作日 10:00`
refuse-standup-unknown = 没有站会 `{ $typed }`。用 `/standup list` 查看全部。
refuse-standup-unknown-near = 没有站会 `{ $typed }`。是不是 { $near }？用 `/standup list` 查看全部。
refuse-standup-paused = **{ $key }** 已由 { $user } 于 { $when } 暂停。用 `/standup resume` 恢复。
refuse-standup-active = **{ $key }** 正在运行，由 { $user } 于 { $when } 启动。用 `/standup pause` 暂停。
refuse-standup-changed = 刚才有人同时修改了 **{ $key }**。请先用 `/standup list` 查看，再重新执行命令。
refuse-standup-open = **{ $key }** 已经开始（{ $when }），卡片在部门频道里。
refuse-standup-held = **{ $key }** 今天已经开过（{ $when }），每天只开一次。
refuse-standup-nobody = 无法开始 **{ $key }**：所有人都不在，或者部门没有成员或频道。用 `/department show` 查看。
refuse-standup-not-participant = **{ $key }** 面向{ $department }的成员，你不在其中。用 `/department join` 加入。
refuse-standup-no-round = **{ $key }** 没有可以填写的下一次站会：时间安排找不到工作日。
refuse-standup-no-last = 你在 **{ $key }** 里没有可以沿用的内容，请点击 **填写**。
refuse-standup-empty = 内容为空。请至少写一行，例如完成了什么。
refuse-standup-closed = **{ $key }** 的这一次已经结束。现在的操作计入下一次：`/standup answer standup:{ $key }`
refuse-standup-answered = 你已经填写了 **{ $key }**，不需要再提醒。
refuse-standup-ending = 本次站会将于 { $when } 结束，来不及稍后提醒。请点击 **填写** 或 **今天不在**。
refuse-standup-blocker-gone = **{ $key }** 里已没有这个阻碍，内容可能已被修改。
refuse-standup-resolved = { $user } 已于 { $when } 标记为已解决。
refuse-standup-helped = { $user } 已经在协助。
refuse-standup-help-self = 这是你自己的阻碍。解决后请点击 **已解决**。
refuse-standup-day = `{ $text }` 不是日期。例如：`2026-03-01`、`周一`、`-7d` 或 `今天`。
refuse-standup-period = 结束日期早于开始日期。例如：`from:2026-03-01 to:2026-03-31`
refuse-standup-period-long = 报告最长为一年。例如：`from:2026-01-01 to:2026-12-31`
refuse-standup-no-rounds = **{ $key }** 在 { $from } 至 { $to } 没有已结束的站会。请把 `from` 提前。
journal-standup-created = 创建站会
journal-standup-edited = 修改站会
journal-standup-paused = 暂停站会
journal-standup-resumed = 恢复站会
journal-standup-deleted = 删除站会
journal-standup-run = 手动开始站会
journal-standup-opened = 站会开始
journal-standup-closed = 站会结束
journal-standup-missed = 错过站会：太晚，未开始
journal-standup-nobody = 未开站会：所有人都不在
journal-standup-no-channel = 未开站会：没有频道
journal-standup-answered = 填写站会
journal-standup-away = 本次站会不在
journal-standup-back = 恢复参加站会
journal-standup-blocker-helped = 主动协助解决阻碍
journal-standup-blocker-resolved = 阻碍已解决

### digest

digest-title = 摘要 · { $department }
digest-period = { $from } 至 { $to }
digest-nothing = 暂无内容：没有站会，近期没有特殊日期，也没有人请假。
digest-more = 还有 { $hidden } 条
digest-next = 下一次摘要
digest-footer-next-step = 下一步：请{ $department }负责人查看以上待办。
digest-section-dates = 本周日期
digest-section-away = 请假
digest-date-holiday = { $day }：放假
digest-date-workday = { $day }：调休上班
digest-away-line = { $who }：{ $from } 至 { $to }
digest-created = 已为{ $department }创建 **{ $key }**：`{ $schedule }`（{ $zone }），发布到 { $place }。首次发布：{ $next }。
digest-edited = 已修改{ $department }的 **{ $key }**：`{ $schedule }`（{ $zone }），发布到 { $place }。下次发布：{ $next }。
digest-resumed = 已恢复{ $department }的 **{ $key }**：`{ $schedule }`（{ $zone }），发布到 { $place }。下次发布：{ $next }。
digest-paused = **{ $key }** 已暂停。用 `/digest resume digest:{ $key }` 恢复。
digest-deleted = **{ $key }** 已删除，已发布的内容会保留。
digest-kept = **{ $key }** 保持不变。
digest-delete-confirm = 确定删除{ $department }的 **{ $key }**？删除后不再发布，已发布的内容会保留。
digest-delete-yes = 删除
digest-delete-no = 保留
digest-now-done = 摘要即将发布到 { $place }。
digest-list-title = 摘要
digest-list-empty = 还没有摘要。创建一个：`/digest create department:ops schedule:工作日 17:30`
digest-list-paused = 由 { $user } 于 { $when } 暂停
refuse-digest-unknown = 没有编号为 `{ $key }` 的摘要。用 `/digest list` 查看全部。
refuse-digest-gone = 这份摘要所属的部门已不存在。用 `/digest list` 查看现有摘要。
refuse-digest-schedule = 看不懂这个时间安排。可用的写法：`工作日 17:30`、`每周一 9:00` 或 `30 17 * * 1-5`。
refuse-digest-never = 这个时间安排永远不会触发：没有哪一天符合。可用的写法：`工作日 17:30`。
refuse-digest-section = 没有这个栏目。可选：{ $known }。例如：`sections:standups, away`
refuse-digest-paused = **{ $key }** 已由 { $user } 于 { $when } 暂停。用 `/digest resume` 恢复。
refuse-digest-active = **{ $key }** 正在运行，由 { $user } 于 { $when } 启动。用 `/digest pause` 暂停。
refuse-digest-changed = 刚才有人同时修改了 **{ $key }**。请先用 `/digest list` 查看，再重新执行命令。
journal-digest-created = 创建摘要
journal-digest-edited = 修改摘要
journal-digest-paused = 暂停摘要
journal-digest-resumed = 恢复摘要
journal-digest-deleted = 删除摘要

### simulate, why

why-title = 为什么有这条消息？
why-next = 下一次：{ $when }
why-schedule = 时间安排：`{ $schedule }`（{ $zone }）
why-by = 由 { $user } 发起
why-about = 相关：{ $key } { $name } · { $day }
why-unknown-rule = 规则：`{ $rule }`
why-mute = 不再提醒我
why-unmute = 恢复提醒我
why-muted = 你不会再收到这类消息，点击按钮可以恢复。
why-unmuted = 你会重新收到这类消息。
why-rule-standup-open = 站会按时间安排开始，当天是部门的工作日。
why-rule-standup-close = 站会已到截止时间，因此汇总了大家的内容。
why-rule-standup-remind = 你是该部门成员，没有请假，并且在设定的询问或提醒时刻尚未填写。
why-rule-standup-help = 有同事在你的阻碍下点击了 **我来帮忙**。
why-rule-digest-post = 摘要按时间安排发布，并且有内容可报。
why-rule-digest-now = 有人要求立即发布摘要。
why-rule-outbox-fallback = 私信被拒收，因此改为在这里提及一次。允许来自本服务器的私信即可恢复。
refuse-why-not-ours = 这不是 Liaison 有记录的消息。请选择它主动发布的消息。

### commands (names, descriptions, choices)

### departments and catalogue
