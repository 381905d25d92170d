# Messages, by capability. Keep each block in its place.

### general, refusals of the face

face-fault = 我们这边出错了，没有做任何更改。请把这个编号告诉管理员，日志里可以查到：`{ $reference }`
face-form-late = 表单打开得太慢了。请重新执行命令，或再按一次按钮。
face-guild-only = 此功能只能在服务器里使用。请到组织的频道里执行这条命令。
face-file-too-large = 文件太大：最多 { $most } KiB。请换一个小一些的文件。
face-old-command = 这条命令已经更新，你的 Discord 里还是旧的。请重启 Discord（Ctrl+R），然后重新执行。
face-stopping = Liaison 正在重启。请半分钟后重新执行命令。
refuse-unknown-action = 这个按钮或表单已经失效。请重新执行命令。

### org

### journal and audit

### standup

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

### commands (names, descriptions, choices)

### departments and catalogue
