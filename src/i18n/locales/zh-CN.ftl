# Messages, by capability. Keep each block in its place.

### general, refusals of the face

face-fault = 我们这边出错了，没有做任何更改。请把这个编号告诉管理员，日志里可以查到：`{ $reference }`
face-form-late = 表单打开得太慢了。请重新执行命令，或再按一次按钮。
face-form-ready = 已保存。还需要填写一张表单。
face-form-open = 打开表单
face-guild-only = 此功能只能在服务器里使用。请到组织的频道里执行这条命令。
face-file-too-large = 文件太大：最多 { $most } KiB。请换一个小一些的文件。
face-old-command = 这条命令已经更新，您的 Discord 里还是旧的。请重启 Discord（Ctrl+R），然后重新执行。
face-stopping = Liaison 正在重启。请半分钟后重新执行命令。
refuse-unknown-action = 这个按钮或表单已经失效。请重新执行命令。
page-previous = ◀ 上一页
page-next = 下一页 ▶
page-of = 第 { $page } / { $pages } 页
not-set = 未设置
nobody = 无
and-more = 等，另有 { $hidden } 人
language-en = 英文
language-zh = 中文
weekday-mon = 周一
weekday-tue = 周二
weekday-wed = 周三
weekday-thu = 周四
weekday-fri = 周五
weekday-sat = 周六
weekday-sun = 周日
refuse-zone = 没有“{ $zone }”这个时区。可用的写法：`Asia/Shanghai`、`Europe/Berlin` 或 `America/New_York`。
refuse-hours = “{ $hours }”不是有效的工作时间。可用的写法：`09:00-18:00`。
refuse-quiet = “{ $hours }”不是有效的免打扰时段。可用的写法：`22:00-07:00`；输入 `off` 关闭。
refuse-week = “{ $week }”不是有效的工作日。可用的写法：`周一至周五` 或 `mon,wed,fri`。
refuse-locale = 不支持“{ $locale }”这种语言。请选择 `zh-CN` 或 `en-US`。
refuse-currency = “{ $currency }”不是货币代码。请用三个字母，例如 `CNY`、`EUR` 或 `USD`。
refuse-day = 看不懂日期“{ $day }”。可用的写法：`{ $example }`、`明天`、`周五` 或 `+3d`。
refuse-day-past = { $day } 已经过去，今天是 { $today }。请填写今天或之后的日期。
refuse-name-empty = 内容为空。请至少输入一个可见字符。
refuse-name-long = 文字有 { $length } 个字符，最多 { $most } 个。请缩短后重试。
refuse-nothing-to-change = 没有任何改动：请至少填写一个与现状不同的选项。例如：`/department edit department:ops hours:09:00-18:00`
refuse-right-admin = 只有拥有**管理服务器**权限的人可以这样做，请联系他们。
refuse-join-money = { $department }决定资金事项，不能自行加入。只有其负责人、拥有其身份组或有管理服务器权限的人可以让您加入：`/department edit` 的 `lead:` 或 `role:`。
refuse-right-pmo = 只有项目管理部门（`pmo`）的成员或拥有管理服务器权限的人可以这样做。
refuse-right-lead = 只有{ $department }的负责人、项目管理部门或拥有管理服务器权限的人可以这样做。用 `/department show` 查看负责人。
refuse-right-any-lead = 只有部门负责人、项目管理部门或拥有管理服务器权限的人可以这样做。
refuse-right-member = 只有{ $department }的成员可以这样做。用 `/department join` 加入。
refuse-right-any-member = 只有部门成员可以这样做。用 `/department join` 加入部门。

### org

setup-done = 服务器设置完成
setup-departments = 部门
setup-channels = 频道
setup-settings = 设置
setup-next = 下一步
setup-nothing-new = 没有新增，原有 { $departments } 个部门。
setup-making = 正在创建 { $channels } 个频道及对应身份组，建好后会在频道内发送欢迎消息。
setup-here = { $departments } 个部门的消息将发布到本频道。
setup-settings-are = 时区 { $zone } · 语言 { $language } · 货币 { $currency }{ $named ->
    [yes] {""}
   *[no] （可用 `/setup run currency:…` 更改）
}
setup-next-steps = 1. 用 `/department edit department:{ $key } lead:@…` 指定负责人。{"\u000A"}2. 用 `/calendar import preset:cn-2026` 导入节假日。{"\u000A"}3. 用 `/standup create department:{ $key } name:每日站会 schedule:工作日 09:30` 创建站会。{"\u000A"}用 `/setup check` 检查还缺什么。
setup-next-departments = 用 `/setup run departments:five` 启用部门。
setup-next-zone = 当前时区为 UTC，可用 `/setup run timezone:Asia/Shanghai` 修改。
refuse-setup-departments = “{ $departments }”不是可选项。请选择 `all`、`six`、`five` 或 `none`。
refuse-setup-channels = “{ $channels }”不是可选项。请选择 `create` 或 `here`。
check-title = 尚缺内容
check-fine = 一切就绪：权限、频道和负责人均已设置。
check-permissions = 我在本服务器缺少以下权限：{ $permissions }。请在“服务器设置 → 身份组”中授予我的身份组。
check-permissions-channel = 我在 { $channel } 缺少以下权限：{ $permissions }。请在该频道设置的“权限”中授予我的身份组。
check-no-departments = 还没有部门。用 `/setup run` 启用。
check-no-channel = { $name }还没有频道。用 `/department edit department:{ $key } channel:#…` 绑定，或用 `/setup run` 创建。
check-no-lead = { $name }还没有负责人。用 `/department edit department:{ $key } lead:@…` 指定。
check-dead = 有 { $posts } 条消息未能送达。用 `/audit subject:delivery` 查看详情和原因。
permission-manage-channels = 管理频道
permission-manage-roles = 管理身份组
permission-view-channel = 查看频道
permission-send-messages = 发送消息
permission-embed-links = 嵌入链接
permission-attach-files = 附加文件
permission-read-message-history = 阅读消息历史记录
permission-create-public-threads = 创建公开子区
permission-create-private-threads = 创建私密子区
permission-send-messages-in-threads = 在子区内发送消息
permission-add-reactions = 添加反应
welcome-title = 欢迎来到{ $department }
welcome-body = 站会、摘要以及其他部门的请求都会发布在这里。在命令中，本部门的代号是 `{ $key }`。
welcome-next = 下一步：本部门成员点击“加入”；负责人用 /standup create 创建第一个站会。
welcome-join = 加入
department-list-title = 部门
department-list-empty = 还没有部门。请由拥有管理服务器权限的人执行 `/setup run`。
department-line = `{ $key }` **{ $name }** · { $place } · { $members } 名成员
department-no-channel = 暂无频道
department-channel = 频道
department-role = 身份组
department-leads = 负责人
department-members = 成员
department-times = 工作时间
department-times-are = { $week }，{ $hours } · { $zone } · { $language }
department-added = 已添加 **{ $name }**，代号 `{ $key }`。下一步：`/department edit department:{ $key } lead:@…`
department-added-making = 已添加 **{ $name }**，代号 `{ $key }`，正在创建频道和身份组。下一步：`/department edit department:{ $key } lead:@…`
department-joined = 您已加入{ $department }。用 `/me show` 查看详情。
department-left = 您已退出{ $department }。
refuse-department-unknown = 没有“{ $department }”这个部门。相近的有：{ $nearest }。用 `/department list` 查看全部。
refuse-no-departments = 这里还没有部门。请由拥有管理服务器权限的人执行 `/setup run`。
refuse-department-without-channel = 部门 `{ $department }` 还没有可发布的频道。如果刚执行过 `/setup run`，频道正在创建，请几秒后重试；否则用 `/department edit department:{ $department } channel:#…` 设置。
refuse-department-key = “{ $key }”不能作为代号：须为 2 到 20 个小写字母、数字或连字符，并以字母开头。例如：`legal`
refuse-department-exists = 部门 `{ $key }` 已存在。用 `/department edit department:{ $key }` 修改。
refuse-department-changed = 刚才有人同时修改了 `{ $key }`。请先用 `/department show department:{ $key }` 查看，再重新执行命令。
refuse-role-everyone = 这个身份组包含所有人，整个服务器的成员都会成为该部门成员。请选择专用的身份组。
refuse-already-member = 您已经是{ $department }的成员。
refuse-not-member = 您不是{ $department }的成员，无需退出。用 `/me show` 查看您所在的部门。
calendar-everywhere = 整个服务器
calendar-holiday-set = { $day } 已设为{ $scope }的假日，当天不发站会。
calendar-workday-set = { $day } 已设为{ $scope }的工作日。
calendar-imported = 已为{ $scope }导入 { $holidays } 天假日和 { $workdays } 天调休上班日。用 `/calendar list` 查看。
calendar-removed = { $day } 已恢复为{ $scope }的普通日。
calendar-list-title = 假日与调休上班日
calendar-list-empty = 今天起没有特殊日期。用 `/calendar import preset:cn-2026` 导入中国大陆的节假日安排。
calendar-line-holiday = 🏖️ { $day } · { $scope }
calendar-line-holiday-named = 🏖️ { $day } **{ $name }** · { $scope }
calendar-line-workday = 💼 { $day } 调休上班 · { $scope }
calendar-line-workday-named = 💼 { $day } 调休上班 **{ $name }** · { $scope }
preset-cn-2026 = 中国大陆 2026 年节假日与调休
refuse-preset = 没有“{ $preset }”这份日历。可用：`cn-2026`。
refuse-import-source = 请在文件（`.ics`）和预设中二选一。例如：`/calendar import preset:cn-2026`
refuse-ics-unreadable = 这不是 iCalendar 文件。请将日历导出为 `.ics` 后再上传。
refuse-ics-empty = 这份日历没有全天事件，没有可导入的内容。假日应为全天事件。
refuse-ics-long = 这份日历的天数过多，无法一次导入。请只导出一年的内容。
refuse-ics-recurrence = 这份日历中有无法识别的重复规则。请导出单日事件或每年重复的事件。
refuse-calendar-none = { $scope }没有标记 { $day }。用 `/calendar list` 查看已有日期。
away-set = 已登记您从 { $from } 到 { $to } 请假：期间站会不会催您，部门同事可以看到。用 `/away cancel` 撤销。
away-set-other = 已登记 { $user } 从 { $from } 到 { $to } 请假，并已私信告知本人。
away-told-set = { $by } 已为您登记从 { $from } 到 { $to } 请假。如有误，请用 `/away cancel` 撤销。
away-told-cancelled = { $by } 已撤销您从 { $from } 到 { $to } 的请假。如有误，请用 `/away set` 重新登记。
away-cancelled = 已撤销从 { $from } 到 { $to } 的请假。
away-list-title = 请假
away-list-empty = 今天起没有人请假。用 `/away set from:明天 to:+3d` 登记请假。
away-line = { $user } · { $from } 至 { $to }
away-line-reason = { $user } · { $from } 至 { $to } · { $reason }（原因仅自己可见）
away-cancel-title = 要撤销哪次请假？
away-cancel-button = 撤销
refuse-away-order = 结束日期（{ $to }）早于开始日期（{ $from }）。例如：`from:明天 to:+3d`
refuse-away-past = { $to } 已经过去，今天是 { $today }。请假的结束日期须为今天或之后。
refuse-away-long = 一次请假最长一年。请提前结束日期，之后可以再延长。
refuse-away-none = 今天起没有请假记录。用 `/away set from:明天 to:+3d` 登记。
refuse-away-gone = 这次请假已被撤销或修改。用 `/away list` 查看现状。
me-title = 个人设置
me-saved = 个人设置已保存
me-departments = 所在部门
me-lead = 负责人
me-times = 工作时间
me-quiet = 免打扰时段
me-delivery = 非紧急消息
me-delegate = 代理人
me-away = 请假
me-hint = 用 /me settings 修改。
delivery-instant = 立即送达
delivery-digest = 汇总到摘要
refuse-delivery = “{ $delivery }”不是可选项。请选择 `instant` 或 `digest`。
refuse-delegate-self = 代理人不能是自己。请在 `delegate` 中选择其他人。
help-title = 您可以做什么
help-body = 这里只列出您可以使用的命令。给您的回复仅自己可见；与部门有关的内容会发布到部门频道。
help-not-for-you = 这个主题下没有您可以使用的命令。直接用 `/help` 查看可用命令。
help-footer = 输入命令时会自动补全：部门可用代号、名称或拼音首字母查找。
help-topic-setup = 初始设置
help-topic-department = 部门
help-topic-standup = 站会
help-topic-digest = 摘要
help-topic-task = 任务
help-task-create = `/task create department:ops kind:… title:…` 新建任务，也可在消息菜单中选择**新建任务**
help-task-list = `/task list mine:True` 查看我的任务 · `/task show task:TASK-7` 查看一项
help-task-work = `/task take` 领取 · `check` 打勾 · `comment` 评论 · `stage` 阶段 · `done` 完成，也可用卡片上的按钮
help-task-recurring = `/task recurring … schedule:每天 2:00` 每次产生一项任务 · `/task schedules` 查看
help-task-panel = `/task panel department:service` 在这里放上按钮，任何人都可以向部门提出请求
help-topic-incident = 故障
help-incident-declare = `/incident declare title:… severity:sev2 department:ops` 上报故障，也可在消息菜单中选择**上报故障**
help-incident-list = `/incident list`、`show`：未结束的故障及详情
help-incident-work = `/incident ack`、`update`、`mitigate`、`resolve`、`close`、`reopen`：与卡片上的按钮相同
help-incident-change = `/incident severity`、`role`、`escalate`、`merge`
help-incident-stats = `/incident stats`：确认和解决用时，以及各人的呼叫次数
help-topic-decision = 决定
help-decision-list = `/decision list`、`show`：等您决定的事项及详情
help-decision-say = `/decision approve`、`reject`、`delegate`：与卡片上的按钮相同
help-topic-knowledge = 知识
help-knowledge-ask = `/knowledge ask question:…`：立即显示类似的内容；`answer`、`accept`
help-knowledge-search = `/knowledge search text:…`、`show`：查找已有的知识
help-knowledge-add = `/knowledge add kind:solution title:… text:…`、`edit`、`retire`：还有已知问题、制度、经验教训
help-topic-away = 请假
help-topic-calendar = 日历
help-topic-me = 个人
help-topic-budget = 预算
help-budget-list = `/budget list` · `status`：预算用了多少
help-budget-spend = `/budget spend`：记录支出，可附凭证
help-budget-finance = `/budget create` · `edit` · `correct` · `import`：由财务管理预算和账目
help-topic-audit = 追溯
help-setup-run = `/setup run`：启用部门、创建频道、设置时区和语言，可重复执行
help-setup-check = `/setup check`：检查缺少什么以及如何处理
help-department-list = `/department list`、`show`：查看部门及成员
help-department-join = `/department join`、`leave`：加入或退出部门
help-department-edit = `/department edit`：修改名称、频道、身份组、负责人、工作时间
help-department-add = `/department add key:legal name:法务`：添加自定义部门
help-standup-answer = `/standup answer`、`skip`：填写或跳过站会，可提前填写
help-standup-list = `/standup list`：查看站会及时间
help-standup-report = `/standup report`：查看参与情况和阻碍
help-standup-create = `/standup create department:ops name:每日站会 schedule:工作日 09:30`
help-standup-edit = `/standup edit`、`pause`、`resume`、`run`、`delete`
help-digest-now = `/digest now department:ops`：立即发布摘要
help-digest-create = `/digest create department:ops schedule:工作日 17:30`
help-digest-list = `/digest list`：查看摘要
help-away-set = `/away set from:明天 to:+3d`、`cancel`：登记或撤销请假，期间站会不会催您
help-away-other = `/away set user:@…`：为本部门成员登记请假，会通知本人
help-away-list = `/away list`：查看谁在请假
help-calendar-list = `/calendar list`：查看假日与调休上班日
help-calendar-holiday = `/calendar holiday`、`workday`、`remove`：用 `department:` 设置本部门的日期
help-calendar-import = `/calendar import preset:cn-2026` 或 `.ics` 文件：为整个服务器导入
help-me-show = `/me show`：查看您的设置
help-me-settings = `/me settings`：时区、语言、工作与免打扰时段、代理人
help-simulate = `/simulate from:明天 to:+7d`：预览将发布的内容和对象
help-audit = `/audit`：查看谁做了什么，以及未送达的消息
help-why = 在我发布的任意消息上右键 → 应用 → **为什么有这条？**
refuse-topic = 没有“{ $topic }”这个主题。可选：{ $known }。

### journal and audit

audit-title = 操作记录
audit-empty = 没有符合条件的记录。直接用 `/audit` 查看您有权查看的全部记录。
audit-line = { $when } { $by } · { $action } · { $subject }
audit-liaison = Liaison
audit-dead = { $when } ⚠️ 未能送达 { $place }：{ $why }（{ $key }）
audit-fact = { $name }：{ $value }
audit-fact-change = { $name }：{ $before } → { $after }
audit-fact-and = ；
audit-fact-name = { $name ->
    [added] 新增
    [again] 事后修改
    [answered] 已填写
    [asked] 邀请
    [at] 时刻
    [channel] 频道
    [clock] 时钟
    [code] Discord 代码
    [currency] 货币
    [day] 日期
    [delegate] 代理人
    [delivery] 非紧急消息
    [from] 开始
    [holidays] 假日
    [hours] 工作时间
    [key] 代号
    [lead] 负责人
    [locale] 语言
    [missing] 未填写
    [name] 名称
    [questions] 问题
    [quiet] 免打扰时段
    [reminders] 提醒
    [role] 身份组
    [schedule] 时间安排
    [sections] 板块
    [state] 状态
    [to] 结束
    [user] 成员
    [week] 工作日
    [window] 开放分钟
    [workdays] 调休上班日
    [zone] 时区
    [cause] 原因
    [customers] 影响客户
    [holder] 负责人
    [impact] 影响
    [into] 并入
    [kind] 类型
    [merged] 并入的故障
    [part] 分工
    [public] 对客户的说明
    [severity] 严重程度
    [text] 内容
    [title] 标题
    [alerts] 新增告警
    [hosts] 新增主机
    [more] 未列出的主机
    [worse] 严重程度
    [holder] 值班人员
    [incidents] 未结束的故障
   *[other] { $name }
}
refuse-subject = 记录中没有“{ $subject }”这类对象。可用的写法：`ops`、`STD-7`、`calendar`。
delivery-failed = 我无法在 { $place } 发布消息：{ $why }您是该部门负责人或服务器设置者，因此收到此通知（每天最多一次）。
delivery-here = 本服务器
delivery-mail = 某个邮箱
delivery-hook = 某个自定义地址
delivery-code-unknown-channel = 频道已不存在。请用 `/department edit … channel:#…` 绑定其他频道。
delivery-code-access = 我看不到该频道。请在该频道授予我的身份组**查看频道**权限。
delivery-code-permission = 我在那里缺少权限。用 `/setup check` 查看缺少哪项。
delivery-code-direct = 对方不接收来自本服务器的私信，可在服务器隐私设置中开启。
delivery-code-full = 服务器的频道或身份组数量已达上限。请删除一些后重新执行 `/setup run`。
delivery-code-other = Discord 拒绝了该消息。可用 `/setup check` 查找原因。
journal-setup-run = 设置服务器
journal-department-added = 添加部门
journal-department-edited = 修改部门
journal-department-joined = 加入部门
journal-department-left = 退出部门
journal-department-channel-made = 创建频道
journal-department-role-made = 创建身份组
journal-calendar-holiday = 设置假日
journal-calendar-workday = 设置工作日
journal-calendar-imported = 导入日历
journal-calendar-removed = 移除特殊日期
journal-away-set = 登记请假
journal-away-cancelled = 撤销请假
journal-me-changed = 修改个人设置
journal-direct-refused = 私信被拒
journal-delivery-failed = 送达失败
journal-integration-created = 新建了接入
journal-integration-rotated = 为接入换了新地址
journal-integration-deleted = 删除了接入
journal-handoff-requested = 提出了交接
journal-handoff-accepted = 接受了交接
journal-handoff-assigned = 将交接交给了他人
journal-handoff-released = 释放了交接：负责人不在或已离开
journal-handoff-declined = 谢绝了交接
journal-handoff-asked = 就交接提问
journal-handoff-answered = 答复了交接
journal-handoff-delivered = 交付了交接
journal-handoff-returned = 退回了交接
journal-handoff-confirmed = 确认了交接
journal-handoff-cancelled = 取消了交接
journal-handoff-signed = 签署了交接
journal-handoff-passed = 转交了交接
journal-handoff-wrote = 就交接留言
journal-handoff-overdue = 记录交接超时
journal-handoff-incident = 将交接转为故障
journal-handoff-exception-asked = 为交接申请豁免
journal-handoff-excused = 记录交接暂时豁免
journal-handoff-exception-over = 豁免到期，重新开放交接
journal-handoff-exception-refused = 记录交接未获豁免
journal-handoff-given-back = 记录借用资源已归还
journal-freeze-made = 设定了发布冻结期
journal-freeze-ended = 结束了发布冻结期
journal-silence-created = 新建了静默
journal-silence-begun = 开始了计划的静默
journal-silence-ended = 结束了静默
journal-heartbeat-created = 新建了心跳
journal-heartbeat-deleted = 删除了心跳
journal-watch-added = 新建了监听规则
journal-watch-removed = 移除了监听规则

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
standup-handoff = { $number } · 交接
standup-resolve = { $number } · 已解决
standup-task = { $number } · 转为任务
standup-also = 其他已填写的同事
standup-silent = 未填写
standup-streak = 连续 { $count } 次
standup-next-step = 下一步
standup-lead-of = { $department }负责人
standup-next-blockers = 请{ $owner }跟进未解决的阻碍。下次站会：{ $next }
standup-next-done = 没有待跟进的事项。下次站会：{ $next }
standup-next-round = 请{ $owner }跟进未填写的同事。下次站会：{ $next }
standup-edit-answer = 修改我的内容
standup-prompt = { $department }的站会 **{ $name }** 已开始，请在 { $when } 前填写。
standup-reminder = 您还没有填写{ $department }的站会 **{ $name }**，请在 { $when } 前填写。
standup-prompt-next = 下一步：请填写，或说明今天不在。
standup-offer = { $helper } 可以帮您解决这个阻碍：{ $what }
    下一步：请双方沟通；解决后在汇总下点击 **已解决**。
standup-form-title = { $key } · { $day }
standup-answer-kept = 已保存您在 { $key }（{ $day }）的内容。汇总将于 { $when } 发布，之后仍可修改。
standup-answer-renewed = 已修改您在 { $key }（{ $day }）的内容，汇总已同步更新。
standup-answer-ahead = 已保存，计入下一次 { $key }（{ $day }），开始时间：{ $when }。
standup-away-done = 已记录您不参加 { $day } 的 { $key } { $name }，不会再询问或提醒您。
standup-back-done = 您将参加 { $day } 的 { $key }。
standup-snoozed = 若届时仍未填写，将在 { $when } 提醒您。
standup-help-done = 已告诉 { $user } 您可以帮忙，汇总也已更新。下一步：请双方沟通。
standup-resolve-done = 已在汇总中将 { $user } 的阻碍标记为已解决。
standup-created = 已为{ $department }创建 **{ $key }** { $name }：`{ $schedule }`（{ $zone }），开放 { $minutes } 分钟，提醒：{ $reminders }，发布到 { $place }。首次开始：{ $next }。
standup-edited = 已修改{ $department }的 **{ $key }** { $name }：`{ $schedule }`（{ $zone }），开放 { $minutes } 分钟，提醒：{ $reminders }，发布到 { $place }。进行中的站会保持原来的问题和截止时间。下次开始：{ $next }。
standup-outside-hours = 该时段完全不在{ $department }的工作时间内（部门时区 { $zone }），按此作息的成员不会收到提醒。可用 `/department edit department:{ $key }` 修改工作时间和时区。
standup-resumed = 已恢复{ $department }的 **{ $key }** { $name }：`{ $schedule }`（{ $zone }），开放 { $minutes } 分钟，提醒：{ $reminders }，发布到 { $place }。下次开始：{ $next }。
standup-paused = **{ $key }** 已暂停，进行中的站会照常结束。用 `/standup resume standup:{ $key }` 恢复。
standup-deleted = **{ $key }** 已删除，已发布的内容会保留。
standup-kept = **{ $key }** 保持不变。
standup-run-done = **{ $key }** 已在 { $place } 开始。
standup-delete-confirm = 确定删除{ $department }的 **{ $key }** { $name }？下一次（{ $next }）将不再开始。已填写和已发布的内容会保留。
standup-delete-confirm-open = 确定删除{ $department }的 **{ $key }** { $name }？进行中的站会将立即结束，不发布汇总；下一次（{ $next }）将不再开始。已填写和已发布的内容会保留。
standup-delete-yes = 删除
standup-delete-no = 保留
standup-reminders-none = 无
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
standup-report-legend = 图中每行是一位同事（序号同上），每列是一天。
standup-report-alt = { $people } 人在 { $rounds } 次站会中的参与情况：{ $answered }／{ $asked } 人次填写，{ $percent }%。每人的数字见正文。
standup-picture-title = { $name } · { $department } · 参与情况
standup-picture-digest = 每天的站会
standup-picture-period = { $from } 至 { $to }
standup-picture-answered = 已填写
standup-picture-away = 不在
standup-picture-missed = 未填写
standup-picture-all = 全员填写
standup-picture-some = 部分填写
standup-picture-none = 无人填写
standup-digest-alt = { $standups } 个站会在 { $days } 天里的参与情况：{ $answered }／{ $asked } 人次填写。每个站会的数字见正文。
standup-digest-legend = 图：各站会每天的填写情况。
standup-digest-title = 站会
standup-digest-line = **{ $key }** { $name }：{ $rounds } 次站会，{ $answered }／{ $asked } 人次填写（{ $percent }%），{ $blockers ->
    [0] 没有未解决的阻碍
   *[other] { $blockers } 个未解决的阻碍
}
refuse-standup-schedule = 看不懂时间安排“{ $text }”。可用的写法：`工作日 09:30`、`每周一 9:00` 或 `30 9 * * 1-5`。
refuse-standup-never = “{ $text }”永远不会触发：没有哪一天符合。可用的写法：`工作日 09:30`。
refuse-standup-zone = “{ $zone }”不是时区。可用的写法：`Asia/Shanghai` 或 `Europe/Berlin`。
refuse-standup-window = 开放时间不能是 { $minutes } 分钟，范围是 5 到 1440。例如：`window:120`
refuse-standup-reminders = 看不懂提醒“{ $text }”，或它不在开放时间内。例如：`80%`、`30m,60m` 或 `none`（最多五个）。
refuse-standup-name = 名称为 1 到 60 个字符。例如：`name:每日站会`
refuse-standup-clock = 时钟可选 `department`（所有人同一时刻）或 `member`（按各自的当地时间）。
refuse-standup-questions = 站会有 1 到 5 个问题，每行一个或用 `|` 分隔；这里有 { $count } 个。例如：`完成了什么？|接下来做什么？|有什么阻碍？`
refuse-standup-question-long = 每个问题最多 45 个字符，这个太长：{ $question }
refuse-standup-nothing = 没有给出要修改的内容（**{ $key }**）。例如：`/standup edit standup:{ $key } schedule:工作日 10:00`
refuse-standup-unknown = 没有站会“{ $typed }”。用 `/standup list` 查看全部。
refuse-standup-unknown-near = 没有站会“{ $typed }”。是不是 { $near }？用 `/standup list` 查看全部。
refuse-standup-paused = **{ $key }** 已由 { $user } 于 { $when } 暂停。用 `/standup resume` 恢复。
refuse-standup-active = **{ $key }** 正在运行，由 { $user } 于 { $when } 启动。用 `/standup pause` 暂停。
refuse-standup-changed = 刚才有人同时修改了 **{ $key }**。请先用 `/standup list` 查看，再重新执行命令。
refuse-standup-open = **{ $key }** 已经开始（{ $when }），卡片在部门频道里。
refuse-standup-held = **{ $key }** 今天已经开过（{ $when }），每天只开一次。
refuse-standup-nobody = 无法开始 **{ $key }**：所有人都不在，或者部门没有成员或频道。用 `/department show` 查看。
refuse-standup-not-participant = **{ $key }** 面向{ $department }的成员，您不在其中。用 `/department join` 加入。
refuse-standup-no-round = **{ $key }** 没有可以填写的下一次站会：时间安排找不到工作日。
refuse-standup-no-last = 您在 **{ $key }** 里没有可以沿用的内容，请点击 **填写**。
refuse-standup-empty = 内容为空。请至少写一行，例如完成了什么。
refuse-standup-closed = **{ $key }** 的这一次已经结束。现在的操作计入下一次：`/standup answer standup:{ $key }`
refuse-standup-answered = 您已经填写了 **{ $key }**，不需要再提醒。
refuse-standup-ending = 本次站会将于 { $when } 结束，来不及稍后提醒。请点击 **填写** 或 **今天不在**。
refuse-standup-blocker-gone = **{ $key }** 里已没有这个阻碍，内容可能已被修改。
refuse-standup-resolved = { $user } 已于 { $when } 标记为已解决。
refuse-standup-helped = { $user } 已经在协助。
refuse-standup-help-self = 这是您自己的阻碍。解决后请点击 **已解决**。
refuse-standup-day = “{ $text }”不是日期。例如：`2026-03-01`、`周一`、`-7d` 或 `今天`。
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
digest-nothing = 暂无内容：没有站会和未结束的故障，近期没有特殊日期，也没有人请假。
digest-more = 还有 { $hidden } 条
digest-next = 下一次摘要
digest-footer-next-step = 下一步：请{ $department }负责人查看以上待办。
digest-footer-nothing = { $department }没有待办事项。
digest-section-dates = 本周日期
digest-section-away = 请假
digest-date-holiday = { $day }：放假
digest-date-workday = { $day }：调休上班
digest-away-day = { $who }：{ $from }
digest-away-line = { $who }：{ $from } 至 { $to }
digest-created = 已为{ $department }创建 **{ $key }**：`{ $schedule }`（{ $zone }），发布到 { $place }。首次发布：{ $next }（有内容时才发布）。想马上看到，请用 `/digest now department:{ $code }`。
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
refuse-digest-unknown = 没有摘要“{ $key }”。现有：{ $known }。用 `/digest list` 查看全部。
refuse-digest-none = 还没有摘要。创建一个：`/digest create department:ops schedule:工作日 17:30`
refuse-digest-gone = 这份摘要所属的部门已不存在。用 `/digest list` 查看现有摘要。
refuse-digest-schedule = 看不懂时间安排“{ $text }”。可用的写法：`工作日 17:30`、`每周一 9:00` 或 `30 17 * * 1-5`。
refuse-digest-never = “{ $text }”永远不会触发：没有哪一天符合。可用的写法：`工作日 17:30`。
refuse-digest-section = 没有栏目“{ $text }”。可选：{ $known }。例如：`sections:standups, away`
refuse-digest-paused = **{ $key }** 已由 { $user } 于 { $when } 暂停。用 `/digest resume` 恢复。
refuse-digest-active = **{ $key }** 正在运行，由 { $user } 于 { $when } 启动。用 `/digest pause` 暂停。
refuse-digest-nothing = 没有填写要修改的内容。例如：`/digest edit digest:{ $key } schedule:工作日 17:30`
refuse-digest-changed = 刚才有人同时修改了 **{ $key }**。请先用 `/digest list` 查看，再重新执行命令。
journal-digest-created = 创建摘要
journal-digest-edited = 修改摘要
journal-digest-paused = 暂停摘要
journal-digest-resumed = 恢复摘要
journal-digest-deleted = 删除摘要

### incidents: timeline, postmortem, actions, statistics

timeline-rang = 第 { $level } 级{ $round ->
    [1] {""}
   *[other] （第 { $round } 轮）
}{ $why ->
    [reopened] 因重新打开而再次呼叫
    [grew] 因故障扩大而再次呼叫
    [expired] 因确认过期而再次呼叫
    [handover] 因交班而再次呼叫
    [shift] 因换班且无人接手而再次呼叫
    [policy] 因策略修改而再次呼叫
    [silence] 因静默结束而呼叫
    [escalated] 因有人要求升级而呼叫
   *[opened] 呼叫
}：{ $who }
timeline-mentioned = {" "}· 已在频道中提及
timeline-asked = 在子区中询问{ $why ->
    [commander] 由谁指挥
    [update] 进展
   *[stale] 为何仍未结束
}
timeline-office = 告知{ $who }：{ $why ->
    [exhausted] 已全部呼叫，无人响应
    [unowned] 仍无人接手
   *[other] 故障情况
}
timeline-page-person = { $user }，{ $road ->
    [mail] 邮件
    [hook] 自定义地址
   *[direct] 私信
}（{ $came }）
timeline-page-channel = 频道 { $user }
timeline-page-office = 项目管理部门（{ $came }）
timeline-page-came = { $came ->
    [late] 迟到，仍在尝试
    [delivered] 已送达
    [slow] { $took }后送达
    [refused] 被拒收
   *[sent] 已发出
}
timeline-level-skipped = 跳过第 { $level } 级：{ $why }
timeline-missing = { $target }：{ $missing ->
    [absent] 请假
    [left] 已离开服务器
    [gone] 已不存在
    [unreachable] 各种方式均被拒收
    [already] 已呼叫过
   *[nobody] 无人
}
timeline-repeats = 策略从头开始，第 { $round } 轮
timeline-ack-expired = { $user } 的确认已过期
timeline-handed-over = { $user } 的班次结束，改由他人接手
timeline-page-refused = 无法用{ $road ->
    [mail] 邮件
    [hook] 自定义地址
   *[direct] 私信
}联系 { $user }；{ $next ->
    [mail] 改用邮件
    [hook] 改用自定义地址
    [direct] 改用私信
   *[none] 没有其他方式
}
timeline-silenced = 静默至 { $until }
timeline-grew = 故障扩大：{ $what }
page-grew-hosts = 新增 { $count } 台主机：{ $hosts }
timeline-opened = 开启，级别 { $severity }
timeline-acknowledged = 确认处理
timeline-acknowledged-outside = 告警来源处已有人确认
timeline-mitigated = 标记为已缓解
timeline-resolved = 标记为已解决
timeline-recovered = 所有告警均已恢复
timeline-recovered-all = 已解决：所有告警均已恢复
timeline-reopened = 重新打开
timeline-closed = 关闭
timeline-escalated = 升级到下一级
timeline-customers = 标明客户受到影响
timeline-merged = 并入 { $into }
timeline-absorbed = 将 { $incident } 并入：{ $title }
timeline-updated = 更新：{ $text }
timeline-updated-public = （对客户的说明：{ $text }）
timeline-severity = 严重程度由 { $before } 改为 { $after }
timeline-role = 由 { $user } 负责{ $role ->
    [commander] 指挥
    [communications] 对外沟通
   *[scribe] 记录
}
timeline-noted = 备注：{ $text }
length-unit = { $unit ->
    [s] { $number } 秒
    [m] { $number } 分钟
    [h] { $number } 小时
   *[d] { $number } 天
}
length-both = { $large } { $small }
incident-stats-title = 故障统计 · { $place } · { $from } 至 { $to }
incident-stats-all = 所有部门
incident-stats-whole = 共 **{ $incidents }** 起故障：{ $open } 起未结束，{ $reopened } 起重新打开过，{ $unacknowledged } 起始终无人确认
incident-stats-acknowledge = 确认用时：一半在 **{ $median }** 内，九成在 **{ $p90 }** 内（{ $number } 起）
incident-stats-resolve = 解决用时：一半在 **{ $median }** 内，九成在 **{ $p90 }** 内（{ $number } 起）
incident-stats-severity = 按级别
incident-stats-department = 按部门
incident-stats-week = 按周（周一起）
incident-stats-people = 呼叫次数
incident-stats-line = { $name }：**{ $incidents }** 起 · 确认 { $acknowledge } · 解决 { $resolve }
incident-stats-person = { $who }：**{ $pages }** 次，其中夜间 { $night } 次
incident-stats-legend = 用时：中位数 / 90%，从开启算起。已并入其他故障的和演练不计。夜间：各人设置的免打扰时段，未设置则为本人时区 22:00 至 07:00。
incident-stats-picture = 图：每周的故障数（按级别），以及确认和解决用时的中位数。
incident-picture-title = 每周故障
incident-picture-period = { $from } 至 { $to }，每周从周一起
incident-picture-number = 故障数（按级别）
incident-picture-acknowledge = 确认用时中位数
incident-picture-resolve = 解决用时中位数
incident-stats-alt = { $weeks } 周的故障：共 { $incidents } 起，半数在 { $acknowledge }内确认、{ $resolve }内解决。具体数字见正文。
refuse-incident-day = 看不懂日期“{ $text }”。可用的写法：`2026-03-01`、`周一`、`-7d` 或 `今天`。
refuse-incident-period = 结束日期早于开始日期。例如：`from:2026-03-01 to:2026-03-31`
refuse-incident-period-long = 统计最长为一年。例如：`from:2026-01-01 to:2026-12-31`
refuse-incident-no-stats = { $from } 至 { $to } 没有开启过故障。请把开始日期提前，例如 `from:-90d`。
postmortem-title = 复盘 · { $incident }
postmortem-made = 这是 **{ $incident }** 的复盘文档，已填入能自动整理的内容，做得好和不好的地方请自行补充。点击 **发布** 会把它发到故障的子区，并定下复盘会的日期。
postmortem-made-early = 这是 **{ $incident }** 目前的复盘文档：故障尚未结束，内容仅供参考。
postmortem-body = 文档包含时间线中的全部内容。下一步：请 { $user } 补充做得好和不好的地方，添加改进项，并在 { $when } 前召开复盘会。
postmortem-posted = **{ $incident }** 的复盘文档已发到故障的子区。复盘会截止时间：{ $when }。
postmortem-post = 发布
review-held = 复盘会已开
review-later = 推迟一周
review-due = { $who } **{ $incident }** 的复盘会应在 { $when } 前召开。请一起讨论可以学到什么，然后点击 **复盘会已开**。
review-is-held = 已记录：**{ $incident }** 的复盘会已召开。改进项到期时会提醒负责人。
review-is-later = **{ $incident }** 的复盘会推迟到 { $when }。
refuse-review-held = { $incident } 的复盘会已经开过：{ $user } 于 { $when } 标记。
incident-postmortem = 复盘
incident-actions = 改进项
incident-actions-title = 改进项 · { $incident }
incident-actions-none = 还没有改进项。点击 **添加改进项**，填写要做什么、谁来做、何时完成。
incident-action-add = 添加改进项
incident-action-title = 改进项 · { $incident }
incident-action-text = 要做什么
incident-action-owner = 谁来做
incident-action-due = 何时完成
incident-action-due-hint = 周五、+7d 或 2026-03-31
incident-action-line = { $text } · { $owner }，{ $due } 前
incident-action-line-done = ✅ ~~{ $text }~~ · { $user } { $when }
incident-action-line-cancelled = ✖ ~~{ $text }~~ · { $user } 已取消，{ $when }
incident-action-done = 已完成
incident-action-done-numbered = { $number } · 已完成
incident-action-is-due = **{ $incident }** 的改进项到期（{ $due }）：{ $text }
    下一步：完成后点击 **已完成**。如未完成，一周后再提醒。
incident-action-is-given = { $user } 把 **{ $incident }** 的一个改进项交给您，{ $due } 前完成：{ $text }
    完成后点击 **已完成**；到期当天会提醒您。
refuse-action-is-task = 它已转为任务 { $task }，请在任务上处理：用 `/task done task:{ $task }` 一并完成。
incident-action-is-done = 已完成 **{ $incident }** 的改进项：{ $text }
refuse-action-due = 看不懂日期“{ $text }”。可用的写法：`周五`、`+7d`、`明天` 或 `2026-03-31`。
refuse-action-owner = 找不到名为“{ $text }”的人。请写成员列表里的名字，例如 `{ $you }`，或粘贴 `<@…>`。
refuse-action-done = 已经完成：{ $user } 于 { $when } 标记。
refuse-action-cancelled = 已被取消：{ $user }，{ $when }。
timeline-action-added = 添加改进项，负责人 { $user }，{ $due } 前完成：{ $text }
timeline-action-done = 完成改进项：{ $text }
timeline-action-cancelled = 取消改进项：{ $text }
timeline-linked = 与 { $other } 建立关联
timeline-unlinked = 取消与 { $other } 的关联
journal-incident-postmortem = 发布复盘文档
journal-incident-reviewed = 召开复盘会
journal-incident-review-moved = 推迟复盘会
journal-incident-action-added = 添加改进项
journal-incident-action-done = 完成改进项
journal-incident-action-cancelled = 改进项已取消
journal-incident-linked = 建立关联
journal-incident-unlinked = 取消关联
postmortem-preliminary = 初稿：故障尚未结束。
postmortem-severity = 级别：
postmortem-type = 类型：
postmortem-department = 部门：
postmortem-service = 服务：
postmortem-project = 项目：
postmortem-state = 状态：
postmortem-customers = 客户：
postmortem-merged = 并入的故障：
postmortem-review = 复盘会：
postmortem-review-held = 已于 { $when } 召开
postmortem-zone = 由 Liaison 于 { $when } 整理。所有时间均为 { $zone }。
postmortem-happened = 经过
postmortem-impact = 影响
postmortem-times = 用时
postmortem-people = 人员
postmortem-timeline = 时间线
postmortem-cause = 原因
postmortem-well = 做得好的地方
postmortem-badly = 做得不好的地方
postmortem-actions = 改进项
postmortem-write = _待补充。_
postmortem-what = 事项
postmortem-when = 时间
postmortem-after = 距开启
postmortem-who = 谁
postmortem-opened = 开启
postmortem-acknowledged = 确认
postmortem-mitigated = 缓解
postmortem-resolved = 解决
postmortem-closed = 关闭
postmortem-declared-by = 上报人：
postmortem-acknowledged-by = 最先确认：
postmortem-role-commander = 指挥：
postmortem-role-communications = 对外沟通：
postmortem-role-scribe = 记录：
postmortem-paged = 呼叫过：
postmortem-alert-firing = 告警中
postmortem-alert-recovered = 已恢复
postmortem-no-actions = 没有记录改进项。
postmortem-action = 改进项
postmortem-owner = 负责人
postmortem-due = 截止
postmortem-state-of = 状态
postmortem-done = 已于 { $when } 完成
postmortem-cancelled = 已于 { $when } 取消
postmortem-open = 未完成
incident-digest-title = 未结束的故障
incident-stats-digest-title = 本周故障
incident-stats-digest-line = 共 **{ $incidents }** 起，{ $open } 起未结束 · 确认 { $acknowledge } · 解决 { $resolve }（中位数 / 90%）
incident-stats-digest-pages = 呼叫 **{ $pages }** 次，其中夜间 { $night } 次

### escalation

escalation-list = 升级策略
escalation-none = 还没有自定义策略，按默认执行。SEV1 和 SEV2：`primary 5m > secondary 10m > lead 15m > pmo 15m`，共三轮；SEV3 更慢，一轮；SEV4 只在频道中告知。负责人可用 `/escalation create` 新建。
escalation-level = 第 { $level } 级，等待 { $seconds ->
    [0] { $minutes } 分钟
   *[other] { $minutes } 分 { $seconds } 秒
}
escalation-skipped = 无人：立即跳过这一级。
escalation-missing = { $why ->
    [nobody] ——无人
    [absent] ——请假中
    [left] ——已离开服务器
    [gone] ——已不存在
    [already] ——本级已呼叫
   *[unreachable] ——无法联系
}
escalation-office = 项目办
escalation-then = 最后一级之后
escalation-then-office = 告知项目办：无人响应。
escalation-then-again = 从第一级起再呼叫 { $times } 轮，之后告知项目办：无人响应。
escalation-holds = 适用于
escalation-nowhere = 尚未指定：`/escalation assign`
escalation-assigned = **{ $policy }** 从现在起适用于 { $place }，包括未解决的事件。
escalation-picture-level = 第 { $level } 级
escalation-picture-wait = { $length }后
escalation-picture-channel = 一个频道
escalation-picture-alt-level = { $name }：{ $who }；{ $wait }。
escalation-picture-at-once = 立即
escalation-picture-separator = 、
escalation-picture-alt = { $title }。{ $levels }{ $end }
refuse-escalation-name = 策略需要名称，一行之内，最多 { $most } 个字符。
refuse-escalation-unknown = 没有策略“{ $typed }”。`/escalation show` 列出已有的策略。
journal-escalation-created = 新建策略
journal-escalation-edited = 修改策略
journal-escalation-assigned = 指定策略

### pages that may not arrive

reach-title = 呼叫可能无法送达：{ $department }
reach-title-solved = 呼叫已恢复可达：{ $department }
reach-field = 呼叫可能无法送达
reach-look = 重新检查
reach-next = 下一步：由部门负责人处理。每个问题只提示一次，解决后在此标记。
reach-more = ……另有 { $hidden } 项，见 /oncall who 和 /escalation show。
reach-solved = ✅ ~~{ $problem }~~ ——{ $when }已解决
reach-list-separator = 、
reach-rotation-own = 轮值
reach-rotation = 轮值 { $name }
reach-lead = 部门负责人
reach-left = { $user } **已离开服务器**，但仍被列为：{ $parts }。呼叫会立即转到下一级。请改为其他人：`/oncall rotation`、`/escalation edit` 或 `/department edit`
reach-closed = { $user } **不接收私信**，但被列为：{ $parts }。{ $road ->
    [yes] 呼叫会改走其备用途径。
   *[no] 呼叫只能在频道中提及。
}请其在 Discord 的隐私设置中允许本服务器的私信{ $road ->
    [yes] 。
   *[no] ，或用 `/oncall contact` 提供备用途径。
}
reach-channel-gone = 部门频道**已被删除**，无法发布任何内容。请指定新频道：`/department edit channel:`
reach-policy-channel-gone = 频道 { $channel } **已被删除**，而 **{ $policy }** 会呼叫它。请修改：`/escalation edit`
reach-channel-shut = 机器人在 { $channel } 中缺少权限：{ $permissions }。请在频道设置的“权限”中允许。
reach-role-gone = 部门身份组**已被删除**，无法再得知成员。请指定新的身份组：`/department edit role:`
reach-no-channel = 部门**没有频道**：故障没有卡片，也无法提及任何人。请指定频道：`/department edit channel:`
reach-no-rotation = **{ $policy }** 呼叫轮值“{ $rotation }”，但没有这个轮值。请用 `/oncall rotation name:` 建立，或修改策略：`/escalation edit`
reach-empty = **{ $policy }** 的第 { $level } 级**无人可达**，会被跳过：{ $why }。请修改：`/escalation edit`
reach-nobody = 本部门无人会被呼叫，只会告知项目办：无人值班，也没有在岗的负责人。请设置：`/oncall rotation` 或 `/department edit lead:`
reach-gap = { $from } 至 { $to } **将无人值班**（{ $rotation }）。请补上：`/oncall override` 或 `/oncall rotation`
reach-uncovered = { $rotation } 的时段之外**将无人值班**，最近一段为 { $from } 至 { $to }。如需有人值守，请加一层：`/oncall rotation layer:2`
reach-looking = 正在重新检查。已解决的会被标记；对不接收私信的人会发一条私信，看能否送达。
reach-trying = 我的私信可以送达您，呼叫也就可以。
journal-reach-told = 提示呼叫可能无法送达
journal-reach-solved = 呼叫送达问题已解决
why-rule-incident-reach = 本部门的呼叫可能无法送达某人。每次变更时及每天都会检查，每个问题只提示一次，解决后标记。

### a page that has not happened

foresee-title = 会呼叫谁
foresee-usual = 默认策略
foresee-begins = 开始于 { $when }。策略：{ $policy }
foresee-quiet = 🔇 其告警会被 { $what } 静默至 { $until }：届时若仍在告警才会呼叫。由人上报的故障会立即呼叫。
foresee-level = { $turn ->
    [1] 第 { $level } 级
   *[other] 第 { $turn } 轮第 { $level } 级
}：{ $when }（+{ $after }）
foresee-level-skipped = { $turn ->
    [1] 第 { $level } 级
   *[other] 第 { $turn } 轮第 { $level } 级
}：立即跳过
foresee-person = { $user }：{ $roads }
foresee-person-mentioned = { $user }：在频道中提及；{ $roads }
foresee-road-direct = 私信
foresee-road-mail = 邮件
foresee-road-hook = 其回调地址
foresee-road-then = ，不通则
foresee-again-title = 若一直无人响应
foresee-again = 🔁 从 { $when } 起同样再来一轮
foresee-end = { $when }：告知项目办无人响应，并会重复提醒，直到有人接手。
foresee-end-later = 所选时间段到 { $to } 为止；若一直无人响应，将于 { $when } 告知项目办。
foresee-others = 不会被呼叫
foresee-not-away = { $user } ——届时请假
foresee-not-turn = { $user } ——届时不轮到
foresee-not-named = { $user } ——策略没有任何一级指向
foresee-footer = 以上没有呼叫任何人。随时有人确认即停止。下一步：如需调整，请用 /escalation edit 或 /oncall rotation。
refuse-simulate-page = 看不懂“{ $part }”。可用的写法：`page:service=db sev1`，即告警的标签，加上 `sev1` 至 `sev4`。
refuse-simulate-page-department = 请指定是哪个部门的呼叫：`/simulate from:周日 03:10 to:周一 page:service=db sev1 department:ops`

### on call

oncall-rotation-title = 值班：{ $name }
oncall-order = 轮值顺序：{ $order }
oncall-now-one = 当前值班：{ $first }
oncall-now-both = 当前值班：{ $first }，其次 { $second }
oncall-now-nobody = 当前**无人值班**。请用 `/oncall override` 或 `/oncall rotation` 补上。
oncall-next = 下一班：{ $user }，{ $when }
oncall-next-nobody = 下一班：**无人**，{ $when }
oncall-who-title = 值班
oncall-who-none = 还没有设置轮值。负责人可用 `/oncall rotation department:ops members:@甲 @乙 handoff:周一 09:00` 设置。
oncall-removed = 已删除 { $department } 轮值的这一层。`/oncall who` 可查看当前值班人。
oncall-overridden = { $from } 至 { $to }，{ $department } 由 { $user } 值班，不论轮到谁。
oncall-calendar-made = 在日历中订阅以下地址，即可看到今后 90 天的班次。
oncall-calendar-address = 地址
oncall-calendar-once = 地址只显示这一次，请保密。再次执行 /oncall calendar 会换一个，旧地址随即失效。
oncall-calendar-removed = 您的日历地址已失效。用 `/oncall calendar` 可以再建一个。
oncall-calendar-name = 值班
oncall-calendar-shift = 值班：{ $place }
oncall-shifts-title = 班次
oncall-shifts-of = { $user } 接下来的班次：
oncall-shifts-none = 今后 60 天内 { $user } 没有班次。
oncall-shifts-more = ……另有 { $more } 个
oncall-shift = **{ $name }**：{ $from } 至 { $to }
oncall-contact-title = 其他联系方式
oncall-contact-mail = 邮箱：{ $address }
oncall-contact-hook = 地址：{ $address }
oncall-contact-order = 呼叫先发私信；送不到时依次用邮箱和您的地址。`/oncall contact clear:True` 可清除两者。
oncall-contact-none = 目前只能通过私信联系。请留一个 Discord 故障时可用的方式：`/oncall contact mail:you@example.org`
oncall-gap = { $from } 至 { $to }：**无人**
oncall-digest-title = 值班
refuse-oncall-mail = “{ $text }”不是邮箱地址。例如：`mail:mei@example.org`
refuse-oncall-hook = “{ $text }”不是网址。例如：`hook:https://example.org/pages`
journal-oncall-contact = 修改其他联系方式
journal-oncall-calendar = 修改日历地址
oncall-swap-title = 换班？{ $name }
oncall-swap-body = { $asker } 想请您值 { $one }，并替您值 { $other }。您同意之前不会有任何变化。
oncall-swap-yes = 同意
oncall-swap-no = 拒绝
oncall-swap-waiting = 已询问 { $user }。对方同意之前不会有任何变化，结果会通知您。
oncall-swap-accepted = 已换班：{ $asked } 值 { $one }，{ $asker } 值 { $other }。
oncall-swap-declined = { $asked } 不换班，一切照旧。
refuse-oncall-swap-self = 换班需要两个人，请填另一位成员。
refuse-oncall-swap-none = 今后 60 天内 { $user } 没有这样的班次。`/oncall shifts` 可查看班次。
refuse-oncall-swap-over = { $user } 的这个班次已经结束。请重新发起：`/oncall swap`
refuse-oncall-swap-theirs = 这个班次已不再完整属于 { $user }。请重新发起：`/oncall swap`
refuse-oncall-swap-away = { $user } 在这个班次期间请假。请用 `mine:` 或 `theirs:` 另选一个。
refuse-oncall-swap-other = 被询问的是 { $user }，由本人答复。
refuse-oncall-swap-done = 这个问题已经答复过了。
journal-oncall-swap-asked = 发起换班
journal-oncall-swap-accepted = 同意换班
journal-oncall-swap-declined = 拒绝换班
why-rule-oncall-swap = 有人发起换班，或答复了换班。
refuse-oncall-layer = 没有第 { $layer } 层：请填 1 到 { $most }。层数越高越优先。
refuse-oncall-none = { $department } 没有这个轮值。`/oncall who` 查看已有的轮值，`/oncall rotation` 新建。
refuse-oncall-length = “{ $text }”不是班次长度。可以写：`day`、`week`、`month`、`12h`、`2w`。
refuse-oncall-handoff = “{ $text }”不是交班时间。可以写：`{ $example }`、`09:00`、`每周一 09:00` 或 `2026-03-02 09:00`。
refuse-oncall-fits = 这种长度的班次无法每次都在“{ $text }”交班。按周轮值写星期几，按月轮值写几号，按天轮值只写时间：`handoff:09:00`
refuse-oncall-zone = 不认识时区“{ $text }”。可以写：`Asia/Shanghai`、`Europe/Berlin`、`UTC`。
refuse-oncall-hours = “{ $text }”不是时段。可以写：`09:00-18:00`，跨夜写 `18:00-09:00`。
refuse-oncall-name = “{ $text }”不能作为轮值名称：只能用文字、数字、- 和 _，最多 40 个字符。
refuse-oncall-members = 无法从“{ $text }”中认出成员。请按轮值顺序提及：`members:@小美 @小李 @小王`
refuse-oncall-many = 一个轮值最多 { $most } 个班次。
refuse-oncall-department = 不知道是哪个部门：此人不在任何轮值中。请写明：`department:ops`
refuse-oncall-when = “{ $text }”不是可识别的时间。可以写：`周五 18:00`、`明天 09:00`、`2026-03-02 09:00`、`+3h`。
refuse-oncall-period = 这段时间已经过去，或结束早于开始。例如：`from:周五 18:00 to:周一 09:00`
journal-oncall-rotation = 设置轮值
journal-oncall-rotation-removed = 删除轮值
journal-oncall-override = 临时代班

### incident

refuse-policy-empty = 升级策略是空的。可用的写法：`{ $example }`
refuse-policy-repeat = 策略可重复 0 到 { $most } 次，不能是 { $repeat } 次。
refuse-policy-long = 策略最多 { $most } 级。可以用 `+` 把对象放在同一级。可用的写法：`{ $example }`
refuse-policy-wide = 第 { $level } 级的对象太多：最多 { $most } 个。可用的写法：`{ $example }`
refuse-policy-level-empty = 第 { $level } 级是空的：两个 `>` 之间没有内容。可用的写法：`{ $example }`
refuse-policy-wait-missing = 第 { $level } 级（“{ $text }”）没有写多久之后通知下一级。可用的写法：`{ $example }`
refuse-policy-wait-unit = 第 { $level } 级的等待时间“{ $wait }”没有单位：分钟写 `{ $wait }m`，秒写 `{ $wait }s`。可用的写法：`{ $example }`
refuse-policy-wait = 看不懂第 { $level } 级的等待时间“{ $wait }”。可以写 `90s`、`5m`、`1h30m` 或 `5分钟`。可用的写法：`{ $example }`
refuse-policy-wait-range = 第 { $level } 级的等待时间“{ $wait }”不合适：应为整秒，从 { $least } 到 { $most }。可用的写法：`{ $example }`
refuse-policy-twice = “{ $target }”在第 { $level } 级出现了两次，写一次即可。可用的写法：`{ $example }`
refuse-policy-target-missing = 第 { $level } 级没有写通知谁。可用的写法：`{ $example }`
refuse-policy-target = 第 { $level } 级的“{ $text }”不是可以通知的对象。相近的有：{ $nearest }。可用的写法：`{ $example }`
refuse-policy-rotation = 看不懂第 { $level } 级的“{ $text }”。轮值名写在 `primary` 或 `secondary` 之后，例如 `primary(db)`。可用的写法：`{ $example }`
refuse-incident-right-member = 只有故障所属部门的成员和被叫来处理 { $incident } 的人可以这样做。
refuse-incident-right-responder = 只有被叫来处理 { $incident } 的人和负责人可以这样做。
refuse-incident-state = { $incident } 已由 { $by } 在 { $at } 置为{ $state ->
    [triggered] 已触发
    [acknowledged] 已确认
    [mitigated] 已缓解
    [resolved] 已解决
   *[closed] 已关闭
}，因此不能这样做。用 `/incident show incident:{ $incident }` 查看可以做什么。
refuse-incident-state-source = { $incident } 已由告警来源在 { $at } 置为{ $state ->
    [triggered] 已触发
    [acknowledged] 已确认
    [mitigated] 已缓解
    [resolved] 已解决
   *[closed] 已关闭
}。用 `/incident show incident:{ $incident }` 查看可以做什么。
refuse-incident-merged = { $incident } 已并入 { $into }。请在那里操作：`/incident show incident:{ $into }`
refuse-incident-merge-self = { $incident } 不能并入自己。请写要继续处理的那个故障。
refuse-incident-merge-merged = { $into } 本身已并入 { $end }。请并入 { $end }。
refuse-incident-merge-over = { $into } { $state ->
    [resolved] 已解决
   *[closed] 已关闭
}。请并入一个未结束的故障，或先重新打开它：`/incident reopen incident:{ $into }`

#### incident: pages

page-level = 第 { $level } 级，共 { $levels } 级{ $round ->
    [1] {""}
   *[other] ，第 { $round } 轮
}。{ $at }（{ $when }）呼叫下一级，有人确认则不再呼叫。
page-reason-opened = 故障尚无人接手。
page-reason-reopened = 故障并未结束，已重新打开。
page-reason-grew-private = 影响范围扩大。
page-reason-grew = 故障扩大：{ $what }
page-grew-alerts = 新增 { $number } 条告警
page-reason-expired = { $user } 确认后再无消息，重新呼叫。
page-reason-handover = { $user } 的班次已结束，请按**确认**接手。
page-reason-shift = 已换班，仍无人接手。
page-reason-policy = 升级策略已修改，仍无人接手。
page-reason-silence = 静默已结束，故障仍未解决。
page-reason-escalated = { $user } 请求升级到下一级。
page-reason-exhausted = 升级策略中的人员均已呼叫，无人响应。请立即安排人员，或按**确认**接手。
page-reason-unowned = 仍无人接手。请立即安排人员，或按**确认**接手。
page-reason-commander = 还没有指挥。由谁负责：按**查看**，再按**更多…**、**我来指挥**。
page-reason-update = 已有一段时间没有进展。请说明现状：`/incident update`
page-reason-stale = 故障已持续很久。请解决，或说明在等什么：`/incident update`
page-elsewhere = 请在 Discord 中确认：`/incident ack incident:{ $incident }`
page-settled-by = { $user } 已接手（{ $when }）。
page-settled-open = 不再需要呼叫（{ $when }）。
page-settled-over = 故障已结束（{ $when }）。
journal-incident-level-skipped = 该级无人，已跳过
journal-incident-repeats = 升级策略从头开始
journal-incident-exhausted = 已全部呼叫，无人响应
journal-incident-ack-expired = 确认已过期
journal-incident-handed-over = 换班移交
journal-incident-page-refused = 呼叫未送达
journal-incident-grew = 故障扩大
journal-incident-policy-changed = 升级策略已修改
journal-incident-silenced = 已静默
journal-incident-held-back = 静默中，未呼叫
journal-incident-silence-over = 静默结束
why-rule-incident-page = 您或被提及的人在此故障的升级策略中，当时无人接手。

#### incident: changes of shift

handover-title = 交接班：{ $name }
handover-both = { $goes } 下班，由 { $comes } 接班。
handover-comes = 由 { $comes } 开始值班，此前无人值班。
handover-nobody = { $goes } 下班，**无人**接班。
handover-none = **无人**值班。
handover-until = 至 { $when }。
handover-yours = 从现在起由您为{ $name }值班。
handover-yours-until = 从现在起由您为{ $name }值班，至 { $when }。
handover-quiet = 没有未结束的故障，无需操作。
handover-gap = 下一步：由部门负责人用 `/oncall override` 或 `/oncall rotation` 补上空缺。
handover-gap-open = 下一步：由部门负责人为未结束的故障安排人员，或自己接手：按**我来接手**。
handover-accept-by = 下一步：请 { $user } 在 { $when } 之前按**我来接手**；届时仍无人处理的故障会通知负责人。
handover-accepted = ✅ { $user } 已接手（{ $when }）。
handover-is-late = ⏳ 尚无人接手，已通知负责人（{ $when }）。
handover-passed = 下一班已经开始（{ $when }）。
handover-incidents = 未结束的故障 · { $count }
handover-more = ……另有 { $more } 个：`/incident list`
handover-accept = 我来接手
handover-have = 现由您为{ $name }值班，没有等待处理的故障。
handover-have-with = 现由您为{ $name }值班，并已接手 { $incidents }。
handover-late = **{ $when } 的交接班无人接手**（应由 { $user } 接班），有 { $count } 个故障无人处理。请立即安排人员，或按**我来接手**。
refuse-handover-accepted = { $user } 已接手（{ $when }）。
refuse-handover-passed = 下一班已经开始（{ $when }），请在新的交接班消息上接手。
refuse-handover-other = 这条消息请 { $user }、当前值班人员或部门负责人处理。要接手单个故障，请在其卡片上按**确认**。
journal-incident-handover = 交接班
journal-incident-handover-accepted = 已接班
journal-incident-handover-late = 交接班逾期未接
why-rule-incident-handover = 值班人员有变：轮到下一位、临时代班、换班或请假。每次变化只说一次。静音后不再给您发私信，也不再提及您；呼叫照常。

#### drills: the bot sends itself a page

drill-title = 演练：一切正常
drill-body = Liaison 正在检查呼叫能否送达。无需任何人处理，这条消息会自行消失。
drill-passed = 演练恢复正常：{ $when } 的演练用时 { $seconds } 秒。
drill-late = { $when } 的演练迟到：卡片过了 { $seconds } 秒才出现，真正的呼叫也会同样迟到。
drill-late-next = 下一步：请机器人的维护人员查看 /metrics（outbox_oldest_seconds、db_seconds）和日志。
drill-lost-unheard = **{ $when } 的演练没有收到**：机器人无法访问自己的地址，外部告警可能进不来。
drill-lost-unheard-next = 下一步：请机器人的维护人员查看 /readyz、日志和 LIAISON_HTTP_ADDR。
drill-lost-unsaid = **{ $when } 的演练卡片在一分钟内没有送达**，真正的呼叫也不会送达。
drill-lost-unsaid-next = 下一步：请机器人的维护人员查看 /readyz 和日志，并确认 Discord 是否正常。
journal-drill-passed = 演练恢复正常
journal-drill-late = 演练迟到
journal-drill-lost = 演练未送达
why-rule-alert-drill = 机器人会定时呼叫自己，检查呼叫能否送达、需要多久。迟到、丢失或恢复正常时会在这里说明。

#### incident: its life

incident-state = { $state ->
    [triggered] 已触发
    [acknowledged] 已确认
    [mitigated] 已缓解
    [resolved] 已解决
   *[closed] 已关闭
}
incident-state-by = **{ $state }** · { $user } · { $when }
incident-state-alone = **{ $state }** · { $when }
incident-unowned = ⏱️ 无人处理，开始于 { $when }
incident-unowned-again = ⏱️ 自 { $when }起需要有人再次响应
incident-unowned-exhausted = ⏱️ 已通知所有人但无人响应，开始于 { $when }
incident-merged-into = 已并入 **{ $into }**。
incident-from-message = 来自这条消息：{ $link }
incident-severity = 严重程度
incident-severity-meaning = { $severity ->
    [sev1] 全面停摆，或人员、资金、数据面临危险
    [sev2] 重要功能不可用
    [sev3] 功能受影响，有替代办法
   *[sev4] 轻微，不紧急
}
incident-where = 位置
incident-affects = 受影响部门：{ $name }
incident-service = 服务：{ $name }
incident-project = 项目：{ $name }
incident-kind = { $kind ->
    [security] 安全事件
    [data] 数据问题
    [customer] 客户侧问题
   *[fault] 系统故障
}
incident-customers = 客户受到影响
incident-roles = 分工
incident-role-commander = 指挥：{ $user }
incident-role-communications = 对外沟通：{ $user }
incident-role-scribe = 记录：{ $user }
incident-alerts = 告警
incident-alerts-are = **{ $firing }** 条未恢复，**{ $recovered }** 条已恢复{ $flapping ->
    [0] {""}
   *[other] ，{ $flapping } 条反复
}{ $reports ->
    [0] {""}
   *[other] ；共上报 { $reports } 次
}
incident-absorbed = 已并入本故障
incident-links = 关联
incident-said-linked = { $user } 将此与 { $other } 建立了关联。
incident-said-unlinked = { $user } 取消了与 { $other } 的关联。
incident-said-action-cancelled = { $user } 取消了 { $task }：对应的改进项不再进行。{ $text }
incident-last-update = 最近更新
incident-last-update-is = { $text }
    —— { $user } { $when }
incident-cause = 原因
incident-impact = 影响
incident-next = 下一步
incident-next-merged = 这里无需处理，后续见 **{ $into }**。
incident-next-acknowledge = 请 { $who } 点击**确认**。若无人确认，{ $when }通知下一级。
incident-next-anybody = 目前没有通知任何人，请{ $who }或其他能处理的人点击**确认**。
incident-next-silenced = 静默至 { $when }，届时若仍未结束则开始通知。
incident-next-update = { $owner } 正在处理，下次更新期限：{ $when }。
incident-next-work = { $owner } 正在处理。
incident-next-mitigated = 请 { $owner } 消除原因后点击**解决**。
incident-next-resolved = 请 { $owner } 确认不再复发并记录经验，然后点击**关闭**。
incident-next-closed = 无需再处理。
incident-lead-of = { $department }负责人
incident-origin-person = 由成员上报
incident-origin-message = 从消息上报
incident-origin-integration = 由 { $name } 的告警触发
incident-origin-test = 有人在测试 { $name } 的告警
incident-origin-heartbeat = { $name } 未按时上报心跳
incident-origin-watch = 由监听规则触发
incident-origin-drill = 演练：Liaison 检查通知能否送达
incident-private-title = 安全事件
incident-private-body = 安全部门和运维部门正在私密子区处理，详情仅对参与者可见。
    如有线索，请直接告诉{ $who }，不要在这里发布。
incident-acknowledge = 确认
incident-update = 更新
incident-resolve = 解决
incident-reopen = 重新打开
incident-close = 关闭
incident-more = 更多…
incident-show = 查看
incident-timeline = 时间线
incident-mitigate = 已缓解
incident-escalate = 升级
incident-merge = 并入…
incident-customers-on = 客户受到影响
incident-take-commander = 我来指挥
incident-take-communications = 我负责对外沟通
incident-take-scribe = 我来记录
incident-more-body = 其他操作。可在菜单中修改严重程度，调高后会重新通知。
incident-nowhere = 没有频道，请用 `/department edit department:… channel:#…` 绑定
incident-declared = 已上报 **{ $incident }**，卡片在 { $place }。{ $paged }
incident-declared-private = 已上报 **{ $incident }**，内容保密：安全部门和运维部门在私密子区处理，{ $place } 只显示有此事件。{ $paged }
incident-declared-paged = 已通知：{ $who }。
incident-declared-nobody = 目前没有可以通知的人，原因见时间线。请找人点击**确认**。
incident-acknowledged = **{ $incident }** 由您处理，不再通知其他人。下次更新期限：{ $when }。
incident-mitigated = **{ $incident }** 已缓解，在消除原因之前保持打开。
incident-resolved = **{ $incident }** 已解决，不再通知任何人。
incident-reopened = **{ $incident }** 已重新打开，从第一级开始通知。
incident-closed = **{ $incident }** 已关闭。
incident-merged = **{ $incident }** 已并入 **{ $into }**，告警、人员和时间线都在那里。
incident-updated = **{ $incident }** 的更新已写入卡片和子区。下次更新期限：{ $when }。
incident-updated-public = **{ $incident }** 的更新已写入卡片和子区，客户服务部门和技术支持部门也收到了您的说明。下次更新期限：{ $when }。
incident-severity-set = **{ $incident }** 现为 { $severity }。
incident-role-set = { $user } 现在负责 **{ $incident }** 的{ $role ->
    [commander] 指挥
    [communications] 对外沟通
   *[scribe] 记录
}。
incident-role-told = { $user } 请您负责{ $role ->
    [commander] 指挥
    [communications] 对外沟通
   *[scribe] 记录
}：**{ $incident }** { $title }
incident-escalated = 正在通知 **{ $incident }** 的下一级。
incident-customers-told = 已告知客户服务部门和技术支持部门 **{ $incident }** 影响客户，今后的公开更新也会发给他们。
incident-said-acknowledged = { $user } 已确认并开始处理。
incident-said-mitigated = { $user }：已缓解，原因尚未消除。
incident-said-resolved = { $user }：已解决，原因和影响见卡片。
incident-said-resolved-alone = 全部告警已恢复且无人处理，自动标记为已解决。
incident-said-recovered = 全部告警已恢复，是否结束由处理人决定。
incident-said-acknowledged-outside = 告警来源显示那边已有人处理，这里仍需确认。
incident-said-noted = 外部消息：{ $text }
incident-said-quoted = 又一条消息：{ $text } · { $link }
incident-said-closed = { $user }：已关闭。
incident-said-reopened = { $user }：尚未结束，重新打开。
incident-said-merged = { $user }：与 { $into } 是同一故障，后续在那里处理。
incident-said-absorbed = { $user }：{ $incident } 是同一故障，后续在这里处理。
incident-said-updated = **更新** · { $user }
    { $text }
incident-said-severity = { $user }：{ $before } → { $after }
incident-said-role = { $user } 现在负责{ $role ->
    [commander] 指挥
    [communications] 对外沟通
   *[scribe] 记录
}。
incident-said-escalated = { $user }：升级到下一级。
incident-customers-title = 客户受到影响 · { $incident }
incident-customers-something = 客户可能发现部分功能异常。
incident-customers-service = 客户可能发现 { $name } 异常。
incident-customers-open = 开始于 { $since }，同事正在处理。最晚在 { $next } 通报新情况。
incident-customers-over = 开始于 { $since }，现已结束，一切恢复正常。
incident-customers-title-over = 客户曾受到影响 · { $incident }
incident-customers-footer-over = 下一步：客户服务部门和技术支持部门可以告知客户已恢复正常。
incident-customers-footer = 下一步：客户服务部门和技术支持部门用以上说法答复客户，其余内容尚未确认。
incident-customers-updated = **{ $incident } 的新情况**。最晚在 { $next } 再次通报。
incident-customers-resolved = **{ $incident } 已结束**，一切恢复正常，可以告知客户。
incident-customers-reopened = **{ $incident } 尚未结束**，同事已重新开始处理。最晚在 { $next } 通报新情况。
incident-list-title = 故障
incident-list-empty = 没有符合的故障。用 `/incident list state:all` 查看已结束的。
incident-list-not-closed = 已解决，待关闭
incident-timeline-title = { $incident } 的时间线（最新在前）
incident-form-update-title = 更新 { $incident }
incident-form-update = 目前了解到什么、正在做什么？
incident-form-update-example = db-1 磁盘已满，正在移走日志，订单有延迟。
incident-form-public = 给客户的通俗说明（可不填）
incident-form-public-example = 部分订单会晚到，没有订单丢失。
incident-form-resolve-title = { $incident } 已结束
incident-form-cause = 原因是什么？
incident-form-impact = 造成了什么影响？
incident-form-impact-example = 谁受到影响，持续多久
incident-form-merge-title = { $incident } 与哪个相同？
incident-form-into = 由哪个故障继续？
incident-form-declare-title = 上报故障
incident-form-title = 出了什么问题？
incident-form-severity = 多严重？sev1（最严重）到 sev4
incident-form-severity-example = sev2
incident-form-department = 哪个部门？
incident-form-details = 详情
refuse-incident-title = 故障需要标题。例如：`title:订单无法提交`
refuse-incident-severity = 没有严重程度“{ $text }”。请选择 `sev1`（全面停摆）、`sev2`、`sev3` 或 `sev4`（轻微）。
refuse-incident-kind = 没有类型“{ $text }”。请选择 `fault`、`security`、`data` 或 `customer`。
refuse-incident-role = 没有分工“{ $text }”。请选择 `commander`、`communications` 或 `scribe`。
refuse-incident-list-state = 没有状态“{ $text }”。请选择 `open`、`all`、`triggered`、`acknowledged`、`mitigated`、`resolved` 或 `closed`。
refuse-incident-unknown = 没有故障“{ $typed }”。用 `/incident list` 查看未结束的故障。
refuse-incident-unknown-near = 没有故障“{ $typed }”。是不是 { $near }？用 `/incident list` 查看未结束的故障。
refuse-incident-private = { $incident } 是安全事件，详情仅对参与者可见。如有线索，请告诉安全部门负责人。
refuse-incident-declared = { $user } 已于 { $when } 从这条消息上报 **{ $incident }**。`/incident show incident:{ $incident }`
refuse-incident-severity-same = { $incident } 已经是 { $severity }。
refuse-incident-role-taken = { $user } 自 { $when } 起负责 { $incident } 的{ $role ->
    [commander] 指挥
    [communications] 对外沟通
   *[scribe] 记录
}。可用 `/incident role incident:{ $incident }` 交接。
refuse-incident-role-same = { $user } 已经负责 { $incident } 的{ $role ->
    [commander] 指挥
    [communications] 对外沟通
   *[scribe] 记录
}。
refuse-incident-customers = { $incident } 已标明影响客户。点击**更新**可填写给客户的说明。
refuse-incident-merge-private = { $incident } 是保密的，{ $into } 不是，合并会让所有人看到保密内容。请反过来合并。
journal-incident-opened = 上报故障
journal-incident-acknowledged = 确认故障
journal-incident-mitigated = 故障缓解
journal-incident-resolved = 故障解决
journal-incident-closed = 关闭故障
journal-incident-reopened = 重新打开故障
journal-incident-merged = 并入其他故障
journal-incident-absorbed = 接收并入的故障
journal-incident-updated = 更新情况
journal-incident-severity = 修改严重程度
journal-incident-role = 指定分工
journal-incident-escalated = 手动升级
journal-incident-customers = 标明影响客户
journal-incident-recovered = 全部告警恢复
journal-incident-acknowledged-outside = 告警来源已确认
journal-incident-noted = 外部消息

### alert

alert-storm-title = { $name } 同时发来大量告警
alert-test-title = 测试：来自 { $name } 的告警，一切正常
alert-test-line = 这是一次测试
alert-test-message = 由 /integration test 发出，不会呼叫任何人。
alert-truncated = **{ $key }** { $name } 的一批告警过大，有 { $alerts } 条没有发来：其余请到发送方查看。调小 `max_alerts` 的分组或细化 `group_by` 可以避免截断。
integration-tested = **{ $key }** 工作正常：一条带标记的测试告警在 { $place } 以 { $severity } 打开了 { $incident } 并已解决，没有呼叫任何人。
silence-created = **{ $key }**：符合 { $match } 的告警在 { $ends } 之前不呼叫任何人。{ $incidents ->
    [0] {""}
   *[other] 其间 { $incidents } 个未结束的事件保持安静。
}到期时仍在告警的会开始呼叫。
silence-planned = **{ $key }**：从 { $begins } 到 { $ends }，符合 { $match } 的告警不呼叫任何人。
silence-ended = **{ $key }** 已结束：{ $match } 恢复呼叫。其间开始且仍在告警的现在开始呼叫。
silence-list-title = 静默
silence-list-empty = 没有。用 `/silence create match:service=db for:2h` 新建。
silence-line = **{ $key }** { $match } · 直到 { $ends }
silence-line-waiting = **{ $key }** { $match } · 计划从 { $begins } 到 { $ends }
silence-summary-title = 静默 { $key } 已结束
silence-summary = { $match } 期间静默的告警：{ $over } 条已恢复，**{ $firing }** 条仍在告警{ $firing ->
    [0] 。
   *[other] ，现在开始呼叫：
}
heartbeat-created = **{ $key }** { $name } 应每 { $every } 报到一次；超过 { $grace } 未报到则呼叫 { $department }。第一次报到最迟：{ $when }。
heartbeat-address = 地址
heartbeat-call = 放在任务的末尾
heartbeat-once = 地址只显示这一次。
heartbeat-list-title = 心跳
heartbeat-list-empty = 还没有。用 `/heartbeat create name:backup every:24h department:…` 新建，会给出地址。
heartbeat-line = **{ $key }** { $name } · { $department } · 每 { $every }，宽限 { $grace }
heartbeat-line-last = 最近一次：{ $when }
heartbeat-line-never = 还没有报到过；最迟 { $when }
heartbeat-line-missing = 失联：**{ $incident }**
heartbeat-delete-confirm = 要删除 **{ $key }** { $name } 吗？此后它不报到也不会呼叫任何人。
heartbeat-deleted = **{ $key }** { $name } 已删除。
heartbeat-kept = **{ $key }** { $name } 已保留。
heartbeat-missed-title = { $name } 没有按时报到
heartbeat-missed-details = 应每 { $every } 报到一次，宽限 { $grace }。
refuse-silence-length = “{ $typed }”不是一秒到 31 天之间的时长。可用的写法：`2h`、`90m`、`1d`。
refuse-silence-from = 无法把“{ $typed }”读作一年之内的时刻。可用的写法：`明天 22:00`、`+2h`、`周六 03:00`。
refuse-silence-past = 这个静默已经过期：{ $when }。请写更晚的开始时间或更长的时长。
refuse-silence-unknown = 没有静默“{ $typed }”。用 `/silence list` 查看现有的。
refuse-silence-ended = { $key } 已经结束：{ $user }，{ $when }。
refuse-heartbeat-span = “{ $typed }”不是 30 秒以上的时长。可用的写法：`24h`、`15m`、`7d`。
refuse-heartbeat-unknown = 没有心跳“{ $typed }”。用 `/heartbeat list` 查看全部。
watch-way-out = 请机器人的运维人员在开发者门户的 Bot 页面打开 **Message Content Intent**。
watch-draft = **{ $key }**：{ $channel } 中符合 { $pattern } 的消息会{ $action ->
    [task] 成为 { $department } 的一项任务；任务未结束时，相同内容不会重复建任务
    [handoff] 成为频道所属部门交给 { $department } 的交接；交接未结束时，相同内容不会重复发起
   *[incident] 为 { $department } 上报一起 { $severity } 故障；故障未结束时，后续消息都并入其中
    }。规则尚未保存。
watch-draft-deaf = ⚠️ Discord 目前不允许机器人读取消息，既不能用以往的消息试用，也监听不到任何内容。{ $way }
watch-draft-silent = 该频道近期没有消息可供试用。
watch-draft-found = 最近 { $looked } 条消息中有 { $matching } 条符合。
watch-draft-more = ……还有 { $more } 条。
watch-draft-save = 点击**保存**后开始生效；点击**试用**可以输入自己的例子。
watch-save = 保存
watch-try = 试用
watch-discard = 放弃
watch-form-title = 试用 { $key }
watch-form-lines = 用来试用的消息，每行一条
watch-form-placeholder = 一条应当符合的，一条不应符合的
watch-tried = **{ $key }** { $pattern }（{ $channel }）：{ $lines } 行中有 { $matching } 行符合。
watch-saved = **{ $key }** 已开始在 { $channel } 监听 { $pattern }。
watch-discarded = **{ $key }** { $pattern } 没有保存，不会监听 { $channel }。
watch-removed = **{ $key }** { $pattern } 不再监听 { $channel }。
watch-list-title = 监听规则
watch-list-empty = 还没有。用 `/watch add` 新建。
watch-list-deaf = ⚠️ 自 { $since } 起监听不到任何内容：Discord 不允许机器人读取消息。{ $way }
watch-line = **{ $key }** { $pattern } · { $channel } · { $department } { $action ->
    [task] 任务
    [handoff] 交接
   *[incident] { $severity }
    } · { $matches ->
    [0] 从未符合
   *[other] 符合 { $matches } 次
}
watch-too-many = { $key } 一分钟内符合超过 { $most } 次：这一分钟内的后续消息只计数。
watch-too-many-today = { $key } 一天内已建立 { $most } 项，达到上限：今天的后续消息只计数。用 `/watch list` 查看次数；表达式写得更具体，建立的就更少。
scan-rest-title = { $key } 另外发现的 { $count } 项
watch-deaf = 监听规则 { $keys }（共 { $rules } 条）监听不到任何内容：Discord 不允许机器人读取消息。{ $way }{ $makers }
watch-hearing = 监听规则 { $keys }（共 { $rules } 条）已恢复监听。{ $makers }
refuse-watch-hidden = 您自己看不到 { $channel }，不能监听。请选择您能查看的频道。
refuse-watch-channel = 机器人无法读取 { $channel }。请在该频道授予机器人**查看频道**和**阅读消息历史**权限，再重试。
refuse-watch-severity = 只有故障才有级别。请不要填写级别，或选择 `action:incident`。
refuse-watch-handoff = 交接需要两个部门，而 { $channel } 不是 `{ $department }` 以外某个部门的频道。请选择 `action:task`，或监听提出请求的部门的频道。
refuse-watch-many = 已有 { $most } 条监听规则，达到上限。用 `/watch remove` 移除不用的。
refuse-watch-exists = **{ $key }** 已经在监听同样的内容。用 `/watch list` 查看全部。
refuse-watch-long = 表达式有 { $length } 个字符，最多 { $most } 个。请只监听其中有代表性的部分。
refuse-watch-large = “{ $pattern }”展开重复后过大，请减少重复次数。
refuse-watch-pattern = “{ $pattern }”不是可用的正则表达式：{ $why }。可用的例子：`(?i)(panic|out of memory)`。
refuse-watch-everything = “{ $pattern }”符合所有消息。请写出只在重要消息中出现的内容：`(?i)(panic|out of memory)`。
refuse-watch-unknown = 没有监听规则“{ $typed }”。用 `/watch list` 查看全部。
refuse-alert-severity = “{ $typed }”不是级别。请选择 `sev1`、`sev2`、`sev3` 或 `sev4`。
integration-created = **{ $key }** { $name } 已接入 { $department }。
integration-rotated = **{ $key }** { $name } 已换新地址。旧地址在 24 小时内仍然有效。
integration-address = 地址
integration-routing-key = 路由密钥（integration key）
integration-secret = 密钥
integration-secret-optional = 密钥（发送方需要签名时使用，`X-Signature`）
integration-setup-alertmanager = 写入 alertmanager.yml
integration-setup-grafana = 写入 Grafana 的 provisioning/alerting，或新建 Webhook 类型的联络点
integration-setup-pagerduty = 例如写入 alertmanager.yml；凡是能呼叫 PagerDuty 的系统都可以接入
integration-setup-github = 仓库 → Settings → Webhooks
integration-setup-generic = 试一下
integration-setup-measure = 试一下
integration-setup-junit = 在测试结束时执行：通过率、失败数和用时会成为指标
integration-setup-scanner = 在扫描结束时执行（SARIF，或带 `findings` 的 JSON）：发现的问题会成为漏洞
integration-once = 地址和密钥只显示这一次。用 /integration rotate 可为 { $key } 换新的。
integration-list-title = 接入
integration-list-empty = 还没有。用 `/integration create` 新建，会给出地址。
integration-list-last = 最近一次收到：{ $when }
integration-list-never = 还没有收到过
integration-list-rotated = 旧地址有效至 { $when }
integration-delete-confirm = 要删除 { $department } 的 **{ $key }** { $name } 吗？此后它发来的内容会被拒收；未结束的事件不受影响。
integration-delete-yes = 删除
integration-delete-no = 保留
integration-deleted = **{ $key }** { $name } 已删除，发到它地址的内容会被拒收。
integration-kept = **{ $key }** { $name } 已保留。
refuse-alert-severity-map = 无法把“{ $part }”读作级别对应表。可用的例子：`critical=sev1,warning=sev3,default=sev3`。
refuse-integration-kind = “{ $kind }”不是可选的类型。请选择 `alertmanager`、`grafana`、`pagerduty`、`github` 或 `generic`。
refuse-integration-mapping-kind = 字段映射只用于 `generic` 类型，其他类型有自己的格式。请去掉它，或选择 `kind:generic`。
refuse-integration-test-measure = { $key } 接收指标数值，测试也会成为数值。请按新建时给出的示例发送一个，再用 `/measure show` 查看。
refuse-integration-test-scanner = { $key } 接收扫描结果，测试也会建立工作。请按新建时给出的示例发送一份报告，回应会说明每项发现的去向。
refuse-integration-mapping = 无法读取这个映射：{ $why }。可用的例子：`{ $example }`
refuse-integration-exists = 已经有接入 { $name }（{ $key }）。请换个名称，或用 `/integration rotate integration:{ $key }` 换新地址。
refuse-integration-unknown = 没有接入“{ $typed }”。用 `/integration list` 查看全部。
refuse-silence-matcher = 无法把“{ $part }”读作条件。可用的例子：`service=db severity=~"warn.*" name!=test`。
refuse-silence-pattern = “{ $pattern }”不是可用的正则表达式：格式有误或过大。可用的例子：`severity=~"warn.*"`。
refuse-silence-everything = “{ $match }”会匹配所有告警。请至少写明一个值，例如 `service=db`。

### kinds of work, fields, proof

priority-low = 低
priority-normal = 普通
priority-high = 高
priority-urgent = 紧急
value-percent = { $number }%
value-rating = { $number } 分（满分 5 分）
field-example-number = 42.5
field-example-whole = 42
field-example-percent = 95%
field-example-money = 12,000.50、12k 或 1.2万
field-example-rating = 1 到 5 分，5 分最好
field-example-link = https://…
field-example-person = 成员列表里的名字
field-example-date = 2026-03-01、周五 或 3天后
field-example-moment = 明天 17:00 或 2026-03-01 09:00
field-example-duration = 2小时30分 或 3天
refuse-field-empty = “{ $field }”还没有填。请填写后重新提交表单。
refuse-field-number = “{ $field }”需要填一个数字，例如 `42` 或 `1,234.5`；“{ $typed }”不是数字。
refuse-field-range = “{ $field }”需要填 { $least } 到 { $most } 之间的数字，您填的是“{ $typed }”。
refuse-field-range-whole = “{ $field }”需要填 { $least } 到 { $most } 之间的整数，您填的是“{ $typed }”。
refuse-field-least = “{ $field }”需要填不小于 { $least } 的数字，您填的是“{ $typed }”。
refuse-field-least-whole = “{ $field }”需要填不小于 { $least } 的整数，您填的是“{ $typed }”。
refuse-field-positive = “{ $field }”需要填大于零的金额，您填的是“{ $typed }”。可用的写法：`12,000.50`。
refuse-field-choice = “{ $field }”没有“{ $typed }”这个选项。请填以下之一：{ $choices }
refuse-field-link = “{ $field }”需要填以 `https://` 开头的网址，“{ $typed }”不是网址。如果是文件：先发到 Discord，再复制它的链接。
refuse-field-person = “{ $field }”需要填一个人，但这里没有叫“{ $typed }”的人。请按成员列表里的名字填写，或填写此人的编号。
refuse-field-person-near = “{ $field }”需要填一个人，“{ $typed }”没有对应的人，或者不止一人。最接近的有：{ $nearest }
refuse-field-date = “{ $field }”需要填日期，例如 `2026-03-01`、`明天`、`周五` 或 `3天后`；“{ $typed }”看不出是哪一天。
refuse-field-moment = “{ $field }”需要填日期和时间，例如 `明天 17:00` 或 `2026-03-01 09:00`；“{ $typed }”看不出是什么时间。
refuse-field-duration = “{ $field }”需要填时长，例如 `90分钟`、`2小时30分` 或 `3天`；“{ $typed }”看不出是多久。
refuse-field-long = “{ $field }”有 { $length } 个字，最多 { $most } 个。请缩短，或把其余内容写进文档并附上链接。
refuse-field-order = “{ $until }”早于“{ $from }”。请对调，或改正其中一个。
department-work = 本部门的工作
department-asked = 其他部门可以提出的请求
department-work-more = 用 `/help topic:` 加工作类型或请求的名称，可以查看它需要什么。
work-line = **{ $name }** `{ $key }` · { $needs }
work-needs-proof = 需凭证
work-has-stages = 分阶段
work-needs-decision = 需审批
work-asks-csat = 由提出人评分
work-needs-signatures = 双方签署
work-is-urgent = 加急
work-days = { $number } 个工作日
work-hours = { $number } 小时
work-minutes = { $number } 分钟
work-between = { $least }到{ $most }
work-kind-label = { $name }（工作类型）
work-playbook-label = { $name }（请求）
work-flow-task = 待办工作：待处理、进行中、已完成，或取消。
work-flow-record = 持续有效的文件：草稿、生效、关闭，并定期回顾。
work-flow-run = 一次执行：已排期、进行中、通过或未通过，须留证据。
work-flow-case = 有人提出的请求：新建、受理、答复、由提出人关闭，也可重新打开或婉拒。
work-of = 所属部门
work-any = 任何部门
work-list-between = 、
work-respond = 受理时限
work-finish = 完成时限
work-complete = 交付时限
work-every = 通常周期
work-particulars = 开始时填写
work-checklist = 检查清单
work-stages = 阶段
work-outcome = 完成时填写
work-delivery = 交付时填写
work-proof = 凭证（缺少则不能完成）
work-decision = 需要审批
work-seat-own = 本部门负责人
work-seat-of = { $department }负责人
work-decided-all = 生效前须由以下各方同意：{ $seats }
work-decided-some = 生效前须由以下 { $needed } 方同意：{ $seats }
work-review = 回顾
work-review-days = { $days } 天后回顾
work-seen = 可见范围
work-seen-department = 相关部门与项目管理部门
work-seen-lead = 部门负责人；内容不会发布
work-csat = 满意度
work-csat-asked = 关闭时请提出人打 1 到 5 星。
work-field = • { $field }
work-field-optional = • { $field }（可不填）
work-who = 谁向谁提出
work-from-to = { $from } → { $to }
work-between-both = { $from } ↔ { $to }
work-signed = 签署
work-both-sign = 确认之前，双方负责人都要签署。
work-hours-title = 不限时间
work-any-hour = 在接收方工作时间之外也会提醒。
work-kind-example = /task create department:{ $department } kind:{ $kind } title:…
work-playbook-example = /handoff request to:{ $department } playbook:{ $playbook } title:…

### task
attached-line = [{ $name }]({ $link }) · { $size } · SHA-256 `{ $hash }`
task-state-open = 待办
task-state-doing = 进行中
task-state-done = 已完成
task-state-draft = 草稿
task-state-active = 生效中
task-state-scheduled = 已排期
task-state-running = 执行中
task-state-passed = 通过
task-state-failed = 未通过
task-state-new = 新建
task-state-accepted = 已受理
task-state-answered = 已答复
task-state-closed = 已关闭
task-state-declined = 已谢绝
task-state-cancelled = 已取消
task-step-start = 开始
task-step-activate = 使其生效
task-step-accept = 受理
task-step-done = 完成
task-step-close = 关闭
task-step-pass = 通过了
task-step-answer = 答复
task-step-fail = 没有通过
task-step-confirm = 已解决
task-step-reopen = 没有解决
task-step-decline = 谢绝
task-step-cancel = 取消它
task-field-kind = 类型
task-field-state = 状态
task-field-assignee = 负责人
task-field-due = 截止
task-field-review = 下次复核
task-field-project = 项目
task-field-requester = 提出人
task-field-checklist = 检查清单 · { $done }/{ $all }
task-field-links = 关联
task-field-proof = 证明
task-field-reason = 原因
task-field-answer = 答复
task-field-details = 详情
task-field-csat = 满意度
task-field-comment = 最新评论
task-field-brought = { $key } 的答复
task-brought-private = 已有答复，内容只对相关的两个部门公开。完成此项的表单会预先填好。
task-nobody = 暂无
task-no-due = 没有截止时间
task-overdue = **已逾期**：应于 { $when }完成。
task-blocked = 被 { $keys } **阻塞**。
task-undecided = 生效之前需要一项决策。
task-private = 内容只对相关人员可见。状态：{ $state }。
task-csat-of = { $score } 分（满分 5 分）
task-link-blocks = 阻塞 { $key }
task-link-blocked-by = 被 { $key } 阻塞
task-link-caused-by = 由 { $key } 引起
task-link-causes = 引出了 { $key }
task-link-part-of = 属于 { $key }
task-link-has-part = 包含 { $key }
task-link-verifies = 验证 { $key }
task-link-verified-by = 由 { $key } 验证
task-next-take = 下一步：由{ $department }的一位同事领取。
task-next-start = 下一步：由负责人开始。
task-next-activate = 下一步：由负责人使其生效。
task-next-decision = 下一步：由负责人提请所需的决策。
task-next-accept = 下一步：由负责人受理。
task-next-finish = 下一步：由负责人完成。
task-next-result = 下一步：由负责人说明结果。
task-next-review = 正在生效。下一步：到期复核。
task-next-answer = 下一步：由负责人答复。
task-next-confirm = 下一步：由提出人确认是否解决。三个工作日内没有回应即视为已解决。
task-next-over = { $key } 已结束。
task-next-released = 下一步：由有空的同事领取。
task-button-take = 领取
task-button-checklist = 检查清单
task-button-particulars = 具体信息
task-button-comment = 评论
task-button-watch = 关注
task-button-show = 查看
task-button-transcript = 记录
task-button-reply = 回复
task-button-withdraw = 撤回
task-button-solved = 已解决
task-button-unsolved = 没有解决
task-button-pause = 暂停
task-button-resume = 恢复
task-button-delete = 删除
task-button-onward = 请其他部门协助
task-button-answer-all = 全部答复（{ $count }）
task-line-due = 截止 { $when }
task-line-overdue = **已逾期**（{ $when }）
task-made = **{ $key }** 已创建。
task-attached = 您写的内容已作为评论记入 **{ $other }**，其变化会告知您。**{ $key }** 已取消。
task-attached-reason = 属于 { $key }。
task-commented = 您的评论已记入 **{ $key }**。
task-watched = **{ $key }** 有变化时会告诉您。再按一次**关注**即可取消。
task-unwatched = 不再告诉您 **{ $key }** 的变化。
task-snoozed = 到 { $when } 之前，**{ $key }** 不再提醒您。
task-snooze-hour = 1 小时后
task-snooze-tomorrow = 明天 9:00
task-snooze-workday = 下个工作日
task-cap-set = 您手上有 { $most } 项未完成的任务时，轮流分派就不再给您。
task-how-did-it-go = 结果如何？
task-checklist-title = { $key } · 检查清单 · { $done }/{ $all }
task-checklist-choose = 选一行打勾，或取消打勾
task-turn-given = 现在由 { $user } 负责。理由：
task-turn-nobody = 现在没有人可以接。理由：
task-turn-away = { $who }：不在。
task-turn-full = { $who }：手上有 { $load } 项，已到自己设的上限。
task-turn-off-hours = { $who }：现在不在上班时间。
task-turn-busier = { $who }：手上有 { $load } 项，比别人多。
task-turn-later = { $who }：最近刚分到过。
task-turn-taken = { $who }：在岗，手上有 { $load } 项，且最久没有分到。
task-list-title = 任务
task-list-empty = 没有。用 `/task create` 新建。
task-list-none = 没有符合条件的任务。`/task list` 显示所有未完成的，`/task list state:all` 也显示已结束的。
task-list-end = 没有更多了。按**⏮ 第一页**回到开头。
task-list-further = 已看过的里面没有符合的，后面还有：请按**下一页**。
task-list-first = ⏮ 第一页
task-list-mine = 我的
task-list-all = 包括已结束的
task-list-overdue = 已逾期
task-recurring-title = 周期性工作
task-recurring-none = 没有。用 `/task recurring` 设置。
task-recurring-line = **{ $key }** { $title } · `{ $schedule }` · 下次 { $next }
task-recurring-line-paused = **{ $key }** { $title } · `{ $schedule }` · 已暂停{ $next }
task-recurring-line-deleted = **{ $key }** { $title } · `{ $schedule }` · 已删除{ $next }
task-recurring-turn = 轮到谁就是谁
task-recurring-deleted = **{ $key }** 不再产生任务，已经产生的仍然保留。
task-form-make = 新建任务
task-form-title = 要做什么
task-form-department = 部门
task-form-kind = 工作类型
task-form-due = 截止时间，如 周五 或 明天 17:00
task-form-details = 详情
task-form-about = 关于什么
task-form-particulars = { $key }：具体信息
task-form-outcome = { $key }：结果
task-form-answer = 给提出人的答复
task-form-evidence = 如何证明已经执行
task-form-reason = { $key }：为什么？
task-form-why = 原因
task-form-comment = 评论 { $key }
task-form-words = 评论
task-form-csat = { $key }：谢谢
task-form-csat-why = 还有什么想说的？（可以不填）
task-asked = 谢谢。**{ $key }** 已送到{ $department }，最迟 { $due } 会有人联系您。请在刚刚把您加入的子区里与他们交流。
task-room-new = { $department }已收到您的请求，暂时还没有人领取；截止 { $due }。
task-room-accepted = { $department }的 { $user } 正在处理；截止 { $due }。
task-room-answered = { $user } 已经答复。问题解决了吗？
task-room-closed = 已解决。如果后来发现没有解决，请在 30 天内按**没有解决**。
task-room-declined = { $department }谢绝了这个请求，原因见下。
task-room-over = 这件事已经结束。
task-transcript = **{ $key }** 的全部记录，截至 { $when }。
task-panel-title = { $department }：有什么可以帮您？
task-panel-body = 请按最符合的一项。填好表单后，您会有一个专属的子区与我们交流。
task-panel-next = 下一步：您按一个按钮，其余交给{ $department }。
task-panel-posted = 面板已放到 { $channel }。再次执行本命令可更新它。
task-csat-question = 您对这次处理满意吗？5 分为最满意。
task-csat-thanks = 谢谢，已记入您的请求。
task-csat-line = 平均 { $mean } 分（满分 5 分），共 { $count } 份评价，其中 { $low } 份为 1 或 2 分
task-complaint-title = { $key } 只得 { $score } 分：{ $title }
task-decision-asked = 已提请 { $decision }：获批后 **{ $key }** 随即生效。
task-today = 我的任务
task-today-asked = 我请别人做的
task-digest-title = 任务与服务单
task-digest-overdue = 已逾期
task-digest-fast = 四个工作小时内到期
task-digest-week = 本周到期
task-digest-reviews = 待复核
task-digest-cases = 等我们处理的服务单
task-digest-csat = 满意度
task-news-title = 您关注的任务有这些变化
task-news-hint = 您选择了每天汇总一次：`/me settings delivery:`
task-said-taken = { $user } 领取了它。
task-said-assigned = 现在由 { $user } 负责。
task-said-released = { $user } 在 { $until } 之前不在：目前无人负责。
task-said-begun = { $user } 已经开始。
task-said-done = { $user } 已经完成。
task-said-failed = { $user }：没有通过。
task-said-answered = { $user } 已经答复。
task-said-closed = { $user } 关闭了它。
task-said-closed-itself = 无人提出异议，视为已解决。{ $user }
task-said-declined = { $user } 谢绝了它。
task-said-cancelled = { $user } 取消了它。
task-said-active = 现在起生效。{ $user }
task-said-reopened = { $user } 表示没有解决。
task-said-stage = { $user }：{ $stage }
task-said-attached = { $user }附上了内容相同的 **{ $key }**。
task-said-comment = { $user }：{ $text }
task-said-brought = { $key } 已有答复。
task-said-nothing = { $key } 不会再有结果。
task-said-rescanned = { $which ->
    [fixed] { $scanner } 复扫时已不再发现 { $finding }。
   *[back] { $scanner } 又发现了 { $finding }。
}
task-said-left = { $user } 已不在本部门：目前无人负责。
task-told-assigned = { $user } 把它交给了您（{ $department }）。截止 { $due }。
task-told-turn = 在{ $department }轮到您了。截止 { $due }。为什么是您：
task-told-untaken = 还没有人领取。请在 { $due } 之前有人接手。
task-told-unanswered = { $department }没有人按时领取。截止 { $due }。可用 `/task assign` 指派。
task-told-soon = 快到期了：{ $due }。
task-told-overdue = 已逾期：应于 { $due } 完成。
task-told-overdue-lead = { $department }的这项任务已逾期：应于 { $due } 完成。负责人：{ $user }。
task-told-silent = 自 { $since } 以来没有动静。进展如何？写一句评论就够了。
task-told-silent-lead = { $department }的这项任务自 { $since } 以来没有动静。负责人：{ $user }。
task-told-review = 到了复核的时候：{ $due }。它还适用吗？
task-told-failed = { $department }的这项没有通过。负责人：{ $user }。
task-told-reopened = 提出人表示没有解决。截止 { $due }。
task-told-csat-low = 提出人对{ $department }的这次处理不满意。负责人：{ $user }。
task-told-approved = { $decision } 已获批：现在起生效。{ $reason }
task-told-rejected = { $decision } 被否决：{ $reason }
task-told-undecided = { $decision } 没有按时得出结果。需要时请再次提请。{ $reason }
task-told-not-doubled = { $key } 的下一次已到，而这一次还没有完成：记为逾期，没有另建一项。
task-told-brought = { $thing } 已有答复，此项一直在等它。
task-told-nothing = { $thing } 不会再有结果，此项一直在等它。
task-told-brought-together = { $thing } 已有答复。您部门有 { $count } 项在等它：{ $keys }
task-told-nothing-together = { $thing } 不会再有结果。您部门有 { $count } 项在等它：{ $keys }
task-next-brought = 下一步：由一位同事转给提出人，可逐项答复，也可一次全部答复。
task-answered-all = 已用 { $thing } 的结果答复：{ $keys }（{ $count }）
task-answered-not = **{ $key }** 仍未结束，答复已作为评论发给提出人：{ $why }
task-missed = { $name }：{ $value }，目标为 { $target }
task-told-released = { $user } 在 { $until } 之前不在，其领取的 { $count } 项任务现在无人负责：
task-told-left = { $user } 已不在本部门，其 { $count } 项任务现在无人负责：
refuse-task-title = 任务需要一个看得见的标题，例如`续期证书`。
refuse-task-unknown = 没有任务“{ $typed }”。用 `/task list` 查看现有的。
refuse-task-unknown-near = 没有任务“{ $typed }”。最接近的：{ $near }
refuse-task-private = { $key } 的内容只对相关人员可见：部门主管、负责人和提出人。
refuse-task-right = 只有{ $department }的成员和 { $key } 的负责人可以这样做。用 `/department join` 加入该部门。
refuse-task-right-requester = 只有 { $key } 的提出人或{ $department }的主管可以说是否解决。
refuse-task-state = { $key } 自 { $when } 起为“{ $state }”（{ $user }）。现在可以：{ $steps }
refuse-task-state-itself = { $key } 自 { $when } 起为“{ $state }”。现在可以：{ $steps }
refuse-task-over = { $key } 自 { $when } 起为“{ $state }”（{ $user }）。已经没有要做的了；可用 `/task create` 新建。
refuse-task-over-itself = { $key } 自 { $when } 起为“{ $state }”。已经没有要做的了；可用 `/task create` 新建。
refuse-task-changed = 同一时刻有人改动了 { $key }。请先用 `/task show` 查看，再执行一次。
refuse-task-yours = { $key } 已经由您负责，{ $user }。
refuse-task-taken = { $key } 已由 { $user } 负责。可用 `/task assign` 转交他人。
refuse-task-checklist = { $key } 的检查清单还有 { $open } 行没有打勾。用 `/task check` 查看。
refuse-task-outcome = 没有这些就不能结束 { $key }：{ $fields }。用 `/task done` 打开表单。
refuse-task-proof = 结束 { $key } 需要证明：`/task done task:{ $key } proof:` 并附上文件。
refuse-task-undecided = 关于 { $key } 的 { $decision } 还没有结果。用 `/decision show decision:{ $decision }` 查看由谁决定。
refuse-task-kind = “{ $typed }”不是本部门的工作类型。最接近的：{ $near }
refuse-task-priority = “{ $typed }”不是优先级。可用：`low`、`normal`、`high`、`urgent`。
refuse-task-due = 无法把“{ $typed }”读作十年之内的时刻。可用的写法：`周五`、`明天 17:00`、`3天后`、`2026-03-01`。
refuse-task-due-past = 这个时刻已经过去：{ $when }。请写一个将来的时刻，例如`明天 17:00`。
refuse-task-due-length = “{ $typed }”不是一年以内的时长。周期性工作的截止时间是产生之后多久：`4h`、`2d`。
refuse-task-stage = { $key } 现在不能变为“{ $typed }”。可以：{ $stages }
refuse-task-no-checklist = { $key } 没有检查清单。
refuse-task-item = “{ $typed }”不是 { $key } 检查清单中的一行。请写它的序号，1 到 { $most }。
refuse-task-link = “{ $typed }”不是可以关联的编号。可用：`TASK-7`、`HO-4`、`INC-2`。
refuse-task-link-self = { $key } 不能与自己关联。
refuse-task-link-circle = { $other } 已经阻塞 { $key }：两者不能互相阻塞。
refuse-task-list-state = “{ $typed }”不是状态。可用：`open`、`all`、`done`、`new`、`active` 等。
refuse-task-list-kind = “{ $typed }”不是工作类型。请从输入时出现的列表中选择。
refuse-task-list-project = 没有任务属于名为“{ $typed }”的项目。比较的是创建任务时 `project:` 中所写的名称；`/task list` 显示所有项目的任务。
refuse-task-schedule = 无法把“{ $part }”读作时间安排。可用的写法：`每天 2:00`、`工作日 09:30`、`每周一 9:00`、`30 9 * * 1-5`。
refuse-task-schedule-never = “{ $typed }”永远不会到来。可用的写法：`工作日 09:30`。
refuse-task-recurring-unknown = 没有周期性工作“{ $typed }”。用 `/task schedules` 查看现有的。
refuse-task-recurring-state = { $key } 已经被改动：{ $user }，{ $when }。用 `/task schedules schedule:{ $key }` 查看现状。
refuse-task-panel = { $department }没有可供部门以外的人提出的工作类型。
refuse-task-cap = 请写 1 到 { $most } 之间的数。
refuse-task-answer-all = 您部门没有还在等 { $key } 的事项，或已全部答复。
refuse-task-csat = 只有 { $key } 的提出人可以评价满意度。
refuse-task-rated = 您已经评价过：{ $key } 得 { $score } 分。
refuse-task-reopen-late = { $key } 于 { $when } 关闭，已超过 30 天。请重新提出，并写明 { $key }。
journal-task-created = 新建任务
journal-task-specified = 填写了具体信息
journal-task-taken = 领取
journal-task-assigned = 指派
journal-task-released = 释放：负责人不在或已离开
journal-task-brought = 带来答复
journal-task-nothing = 其他部门没有结果
journal-task-taken-back = 答复被收回
journal-task-moved = 推进状态
journal-task-reopened = 重新打开
journal-task-staged = 进入新阶段
journal-task-commented = 评论
journal-task-checked = 打勾
journal-task-unchecked = 取消打勾
journal-task-proved = 附上证明
journal-task-linked = 建立关联
journal-task-unlinked = 取消关联
journal-task-snoozed = 推迟提醒
journal-task-reminded = 提醒
journal-task-rated = 评价满意度
journal-task-not-doubled = 上一次未完成，没有另建
journal-task-decision-asked = 提请决策
journal-task-rejected = 被决策否决
journal-task-recurring-created = 设置周期性工作
journal-task-recurring-paused = 暂停周期性工作
journal-task-recurring-resumed = 恢复周期性工作
journal-task-recurring-deleted = 结束周期性工作
why-about-task = 关于：{ $key } { $name }
why-rule-task-card = 本部门的一项任务：唯一的卡片，随时更新。
why-rule-task-said = 有人评论了这项任务。
why-rule-task-watch = 您关注了这项任务，或者它是您提出的。在卡片上按**关注**即可取消。
why-rule-task-assigned = 这项任务由同事指派或轮流分派给了您。
why-rule-task-untaken = 应有人领取的工作时间已过去五分之四，仍无人领取。
why-rule-task-unanswered = 在该类型规定的工作时间内无人领取，而您是部门主管。
why-rule-task-soon = 它由您负责，工作时间已过去五分之四。
why-rule-task-overdue = 到期未完成：先告诉负责人，一个工作日后告诉部门主管。
why-rule-task-silent = 五个工作日没有动静：先问负责人，一个工作日后告诉主管。
why-rule-task-review = 生效中的内容到期要复核。
why-rule-task-reopened = 提出人表示没有解决。
why-rule-task-failed = 您主管的部门有一项没有通过。
why-rule-task-decided = 它所需的决策有了结果，或没有按时得出结果。
why-rule-task-csat = 您提出的事已答复或已关闭，所以请您说说是否满意。
why-rule-task-csat-low = 有人对您部门的处理不满意。
why-rule-task-transcript = 服务单已结束：全部记录与它一起保存。
why-rule-task-panel = 一位主管把部门面板放在了这里。
why-rule-task-not-doubled = 周期性工作到了下一次，而上一次还没有完成。
why-rule-task-released = 负责这些任务的人不在，或已离开部门。
why-rule-task-brought = 这些事项所等待的交接或故障已有答复，或不会再有结果。

### handoff
handoff-state = { $state ->
    [requested] 已提出
    [needs-info] 待答复
    [accepted] 已接受
    [delivered] 已交付
    [confirmed] 已确认
    [declined] 已谢绝
   *[cancelled] 已取消
}
handoff-state-by = **{ $state }** · { $user } · { $when }
handoff-state-alone = **{ $state }** · { $when }
handoff-private = 内容只对双方部门公开。点“详情”查看。
handoff-excused = 豁免至 { $when }：在此之前不计时。
handoff-of-message = 关于这条消息：{ $link }
handoff-way = 从 → 到
handoff-way-is = { $sender } → { $receiver }
handoff-way-before = 此前由{ $department }处理，用时 { $length }（工作时间）
handoff-meta = 基本信息
handoff-wanted = 希望完成时间：{ $when }
handoff-project = 项目：{ $project }
handoff-assignee = 负责人：{ $user }
handoff-returns = 已退回 { $count } 次
handoff-particulars = 具体内容
handoff-value = { $name }：{ $value }
handoff-file = 附件
handoff-clock = 时限
handoff-respond-by = { $late ->
    [yes] **已超时**：应在 { $when } 前响应
   *[no] 请在 { $when } 前响应
}
handoff-complete-by = { $late ->
    [yes] **已超时**：应在 { $when } 前交付
   *[no] 请在 { $when } 前交付
}
handoff-clock-stopped = 等待答复期间不计时
handoff-confirms-at = 如无异议，{ $when } 视为已确认
handoff-question = 问题
handoff-answer = 答复
handoff-reason = 原因
handoff-delivered = 交付内容
handoff-delivered-values = 交付内容
handoff-proof = 凭证
handoff-signatures = 签署
handoff-signed-by = { $department }：{ $user }，{ $when }
handoff-not-signed = { $department }：尚未签署
handoff-lent = 借用
handoff-lent-back = 已归还：{ $user }，{ $when }
handoff-links = 关联
handoff-for-parent = { $key } 正在等待此项的答复
handoff-waits-for = 等待 { $key }（{ $state }）
handoff-task = { $key } { $title }
handoff-task-waits = { $key } { $title } 正在等待此项的答复
handoff-incident = 故障 { $incident }
handoff-next = 下一步
handoff-next-requested = { $who }：接受、提问、转交或谢绝。
handoff-next-needs-info = { $who }：答复问题。
handoff-next-accepted = { $who }：处理并交付。
handoff-next-sign = 双方部门各由一位负责人签署。
handoff-next-verify = { $who }：验证后确认或退回。
handoff-next-delivered = { $who }：确认，或说明原因退回。
handoff-next-none = 无需再做什么。
handoff-origin-person = { $about }
handoff-origin-message = 由一条消息生成 · { $about }
handoff-origin-blocker = 由站会中的阻碍生成 · { $about }
handoff-origin-task = 为一项任务提出 · { $about }
handoff-origin-scanner = 由扫描器发现 · { $about }
handoff-due = { $when }到期
handoff-do-accept = 接受
handoff-do-take = 领取
handoff-do-deliver = 交付
handoff-do-ask = 提问
handoff-do-decline = 谢绝
handoff-do-pass = 转交
handoff-do-sign = 签署
handoff-do-answer = 答复
handoff-do-confirm = 确认
handoff-do-return = 退回
handoff-do-cancel = 取消请求
handoff-do-show = 详情
handoff-do-write = 留言
handoff-do-onward = 向其他部门求助
handoff-do-incident = 转为故障
handoff-do-excuse = 申请豁免
handoff-do-back = 已归还
handoff-do-history = 历史
handoff-do-deliver-it = 以此答复交付
handoff-said = { $event ->
    [accept] { $user } 接受了 **{ $key }**，由 { $about } 处理。
    [assign] { $user } 将 **{ $key }** 交给了 { $about }。
    [decline] { $user } 谢绝了 **{ $key }**：
    [ask] { $user } 就 **{ $key }** 提问：
    [answer] { $user } 答复了 **{ $key }**：
    [deliver] { $user } 交付了 **{ $key }**：
    [return] { $user } 退回了 **{ $key }**：
    [confirm] { $user } 确认了 **{ $key }**。
    [cancel] { $user } 取消了 **{ $key }**。
    [attach] { $user } 也需要 **{ $key }**，附上了 { $about }：
    [sign] { $user } 签署了 **{ $key }**。
    [pass] { $user } 将 **{ $key }** 转交给{ $about }。
    [incident] { $user } 将 **{ $key }** 转为故障 { $about }。
    [excuse] { $user } 为 **{ $key }** 申请豁免（{ $about }）：
    [back] { $user } 表示随 **{ $key }** 借用的资源已归还。
    [check-passed] { $user }：{ $about } 通过，**{ $key }** 已确认。
    [check-failed] { $user }：{ $about } 未通过，**{ $key }** 已退回。
   *[write] { $user } 就 **{ $key }** 留言：
}
handoff-said-alone = { $event ->
    [excused] **{ $key }** 获准暂时豁免：{ $about } 已批准。
    [exception-over] **{ $key }** 的豁免已到期（{ $about }）：重新开放，重新计时。
    [exception-refused] **{ $key }** 未获豁免：{ $about } 未获批准。
    [deliver] **{ $key }** 已随故障的处理结果交付：
    [check-passed] { $about } 通过，**{ $key }** 已确认。
    [check-failed] { $about } 未通过，**{ $key }** 已退回。
    [released-away] 负责 **{ $key }** 的 { $about } 不在：目前无人负责。
    [released-left] 负责 **{ $key }** 的 { $about } 已不在本部门：目前无人负责。
    [scan-fixed] { $about } 复扫时已不再发现 **{ $key }** 所述的问题：
    [scan-back] { $about } 又发现了 **{ $key }** 所述的问题：
   *[confirm] **{ $key }** 视为已确认：期限内无人提出异议。
}
handoff-passed-on = **{ $key }** { $name } 已转交给{ $department }。
handoff-remind = **{ $key }** { $name }（来自{ $sender }）：{ $which ->
    [respond] 请在 { $when } 前响应。
   *[complete] 请在 { $when } 前交付。
}
handoff-overdue = **{ $key }** { $name }（来自{ $sender }）已超时：{ $which ->
    [respond] { $receiver }未在 { $when } 前响应。
   *[complete] { $receiver }未在 { $when } 前交付。
}{ $assigned ->
    [yes] 负责人：{ $user }。
   *[no] 尚无负责人。
}
handoff-escalated = **{ $key }** { $name }：{ $sender }等待{ $receiver }，已超出约定一个工作日。{ $which ->
    [respond] 未在 { $when } 前响应。
   *[complete] 未在 { $when } 前交付。
}{ $assigned ->
    [yes] 负责人：{ $user }。
   *[no] 尚无负责人。
}
handoff-snooze-hour = 一小时后
handoff-snooze-tomorrow = 明天 9:00
handoff-snooze-working = 下一个工作日
handoff-snoozed = 将在 { $when } 再次提醒 **{ $key }**；若在此之前超时则提前提醒。
handoff-nudge-answer = **{ $key }** { $name }：{ $receiver }从 { $since } 起等待您的答复，其间不计时。
handoff-nudge-confirms = **{ $key }** { $name }：{ $receiver }已于 { $since } 交付。请确认或退回，否则 { $when } 视为已确认。
handoff-nudge-verify = **{ $key }** { $name }：{ $receiver }已于 { $since } 交付。请验证后确认或退回。
handoff-nudge-sign = **{ $key }** { $name } 已于 { $since } 交付，等待双方部门负责人签署。
handoff-lent-soon = **{ $key }** { $name }：{ $receiver }借给{ $sender }的资源应在 { $day } 归还。
handoff-lent-over = **{ $key }** { $name }：{ $receiver }借给{ $sender }的资源已到期（{ $day }）。请{ $receiver }收回，然后点“已归还”。
handoff-given-to-you = **{ $key }** { $name }（来自{ $sender }）由您负责{ $given ->
    [yes] ：{ $user } 交给了您
   *[no] { "" }
}。{ $due ->
    [yes] 期限：{ $when }。
   *[no] { "" }
}
handoff-told-away = **{ $key }** { $name }（来自{ $sender }）由 { $user } 负责，而 { $user } { $away ->
    [yes] 在 { $until } 之前不在
   *[no] 不在
}。它是由他人指派的，因此仍归其负责，除非您另行指派。
handoff-told-released = **{ $key }** { $name }（来自{ $sender }）：{ $user } { $away ->
    [yes] 在 { $until } 之前不在
   *[no] 已不在本部门
}，目前无人负责。请指派一位同事，或由您领取。
handoff-child-done = **{ $key }** { $name } 已有答复。{ $parent } 正在等待这个答复。
handoff-done-requested = **{ $key }** 已提交给{ $receiver }{ $placed ->
    [yes] （{ $place }）
   *[no] { "" }
}，对方应在 { $when } 前响应。{ $with ->
    [yes] 同时上报了 { $incident }。
   *[no] { "" }
}
handoff-done-accepted = **{ $key }** 已接受，由 { $user } 负责。{ $due ->
    [yes] 请在 { $when } 前交付。
   *[no] { "" }
}
handoff-done-assigned = **{ $key }** 现由 { $user } 负责。
handoff-done-assigned-next = **{ $key }** 现由 { $user } 负责：未请假，且手上未完成的交接最少（{ $count } 项）。
handoff-done-declined = **{ $key }** 已谢绝，原因已告知{ $sender }。
handoff-done-asked = 已向{ $sender }提问。在对方答复之前，**{ $key }** 不计时。
handoff-done-answered = 答复已送达{ $receiver }，**{ $key }** 继续计时。
handoff-done-delivered = **{ $key }** 已交付，等待{ $sender }查看。
handoff-done-returned = **{ $key }** 已退回{ $receiver }，原因已告知对方。
handoff-done-confirmed = **{ $key }** 已确认，无需再做什么。
handoff-done-attached = 您写的内容已记入 **{ $other }**，并已告知相关部门。**{ $key }** 已取消。
handoff-done-cancelled = **{ $key }** 已取消，并已告知{ $receiver }。
handoff-done-signed = 您已签署 **{ $key }**，还需对方部门的负责人签署。
handoff-done-signed-all = **{ $key }** 双方均已签署，即为确认。
handoff-done-passed = **{ $key }** 现由{ $receiver }处理，开始计时。
handoff-done-wrote = 双方部门可在 **{ $key }** 的子区中看到。
handoff-done-back = 随 **{ $key }** 借用的资源已归还。
handoff-parent-waits = { $parent } 正在等待这个答复。
handoff-check-title = { $key }：{ $name }
handoff-check-again = 已新建 **{ $check }**：它通过后，**{ $key }** 随即确认。
handoff-assign = 交给其他人
handoff-assign-next = 轮到的人
handoff-assign-next-how = 未请假且未完成的交接最少
handoff-assign-away = 今天请假 · 未完成 { $count } 项
handoff-assign-load = 未完成 { $count } 项
handoff-sure-cancel = 确定取消 **{ $key }** { $name } 吗？将告知{ $receiver }，取消后无法恢复。
handoff-sure-yes = 确定取消
handoff-sure-no = 保留
handoff-form-title = 需要什么（一行）
handoff-form-details = 详细说明
handoff-form-why = 原因
handoff-form-question = 需要了解什么？
handoff-form-answer = 您的答复
handoff-form-return = 缺少什么或哪里有误
handoff-form-write = 想让对方部门看到的内容
handoff-form-delivered = 交付内容
handoff-form-proof = 链接，或存放位置
handoff-again = 修改
handoff-menu-from = 由哪个部门提出
handoff-menu-to = 交给哪个部门
handoff-menu-playbook = 什么事项
handoff-menu-attach = 或者等待已有的一项
handoff-draft-title = 新的交接
handoff-draft-body = { $title }
handoff-draft-choose = 请选择，然后继续。
handoff-draft-more = 再填一张表即可提交。
handoff-draft-go = 继续
handoff-draft-drop = 放弃
handoff-draft-dropped = 已放弃，未提出任何请求。
handoff-attached = **{ $task }** 现在等待 **{ $key }**，其结果会带回到这里。
handoff-incident-how-bad = **{ $key }** { $name } 有多严重？
handoff-incident-severity = 严重程度
handoff-incident-made = 已由 **{ $key }** 上报 { $incident }，处理结果将反馈给{ $sender }。
handoff-incident-over = { $incident } 已解决。**{ $key }** { $name } 仍待处理：{ $sender }需要答复。
handoff-excuse-until = 豁免至
handoff-excuse-example = 2026-09-30
handoff-excuse-why = 为何不能更早完成，其间有何防护
handoff-excuse-title = { $key }（{ $name }）豁免至 { $day }
handoff-excuse-asked = 已通过 { $decision } 请{ $sender }的负责人决定。获准后 **{ $key }** 在此之前不计时，到期后重新开放。
handoff-pass-where = **{ $key }** { $name } 应由哪个部门处理？
handoff-freeze-title = 发布冻结期
handoff-freeze-none = 目前没有冻结期。用 `/handoff freeze from:周五 18:00 until:下周一 08:00 reason:节假日` 设定。
handoff-freeze-line = **{ $number }** · { $from } – { $until } · { $reason } · { $user }
handoff-freeze-end = 结束冻结期
handoff-list-title = { $which ->
    [waiting-on-us] 等待我们的交接
    [waiting-on-others] 等待其他部门的交接
    [mine] 我的交接
    [closed] 已结束的交接
   *[open] 未完成的交接
}{ $of ->
    [yes] { " " }· { $department }
   *[no] { "" }
}
handoff-list-empty = { $page ->
    [first] { $which ->
        [waiting-on-us] 没有等待{ $department }的交接。`/handoff list` 显示所有未完成的。
        [waiting-on-others] { $department }没有在等待别的部门。`/handoff list` 显示所有未完成的。
        [mine] 没有由您负责或您在等待的交接。`/handoff list` 显示所有未完成的，`/handoff request` 提出新的。
        [closed] 还没有结束的交接。`/handoff list` 显示所有未完成的。
       *[open] 没有未完成的交接。`/handoff request` 向其他部门提出，`/handoff list which:closed` 显示已结束的。
    }
   *[later] 没有更多了。按**最新**回到开头。
}
handoff-list-first = 最新
handoff-list-further = 更早
handoff-history = 历史（由新到旧）
handoff-history-line = { $when } · { $by ->
    [yes] { $user } { $action }
   *[no] Liaison { $action }
}
handoff-matrix-title = 谁在等谁
handoff-matrix-line = **{ $waits }**等待**{ $on }**：{ $count } 项{ $late ->
    [0] { "" }
   *[other] （{ $late } 项超时）
} · 平均 { $mean }，最长 { $oldest }
handoff-matrix-none = 没有部门在等待。
handoff-matrix-bottleneck = 积压最多的是**{ $on }**：{ $count } 项未完成{ $late ->
    [0] { "" }
   *[other] ，其中 { $late } 项超时
}。
handoff-held-title = 积压在哪里
handoff-held-line = **{ $on }**：{ $count } 项{ $late ->
    [0] { "" }
   *[other] （{ $late } 项超时）
} · 最长 { $oldest }
handoff-picture-how = 行等待列：项数与平均时间
handoff-picture-held-how = 被等待的项数与最长时间
handoff-picture-held = { $count } 项{ $late ->
    [0] { "" }
   *[other] { " " }· 超时 { $late } 项
} · { $oldest }
handoff-picture-short = 不到一天
handoff-picture-while = 一天以上
handoff-picture-long = 三天以上
handoff-picture-in-time = 没有超时
handoff-picture-some-late = 部分超时
handoff-picture-most-late = 多数超时
handoff-picture-separator = ；
handoff-picture-pair = { $waits }等待{ $on }：{ $count } 项{ $late ->
    [0] { "" }
   *[other] （{ $late } 项超时）
}，平均 { $mean }
handoff-picture-alt = { $title }：{ $said }
handoff-figures-title = { $from } 至 { $to } 结束的交接（工作时间）
handoff-figures-line = **{ $department }**：{ $count } 项 · 平均响应 { $respond } · 平均交付 { $complete } · 超时 { $late } 项 · 退回 { $returns } 次
handoff-figures-none = 没有结束的交接。
handoff-digest-overdue = 已超时的交接
handoff-digest-fast = 即将到期的交接
handoff-digest-us = 等待我们的交接
handoff-digest-others = 等待其他部门的交接
handoff-digest-title = 交接
refuse-handoff-attach-over = **{ $other }** 已结束，不能再附加内容。**{ $key }** 保持不变。
refuse-handoff-state = **{ $key }** { $state ->
    [requested] 已提出
    [needs-info] 待答复
    [accepted] 已接受
    [delivered] 已交付
    [confirmed] 已确认
    [declined] 已谢绝
   *[cancelled] 已取消
}：{ $user }，{ $when }。{ $state ->
    [requested] 现在可以接受、谢绝、提问、转交或取消。
    [needs-info] 现在可以答复问题，或取消请求。
    [accepted] 现在可以交付、提问、转交或取消。
    [delivered] 现在可以确认或退回。
   *[over] 它已结束；可用 `/handoff request` 提出新的请求。
}
refuse-handoff-state-alone = **{ $key }** { $state ->
    [requested] 已提出
    [needs-info] 待答复
    [accepted] 已接受
    [delivered] 已交付
    [confirmed] 已自动确认
    [declined] 已谢绝
   *[cancelled] 已取消
}，{ $when }。可用 `/handoff request` 提出新的请求。
refuse-handoff-taken = **{ $key }** 已由 { $user } 于 { $when } 接受。
refuse-handoff-sender = 只有提出方{ $sender }的成员可以对 **{ $key }** 这样操作。
refuse-handoff-receiver = 只有接收方{ $receiver }的成员可以对 **{ $key }** 这样操作。
refuse-handoff-neither = 只有{ $sender }和{ $receiver }可以对 **{ $key }** 这样操作。
refuse-handoff-outside = 只有 **{ $key }** 的双方部门可以这样操作。
refuse-handoff-both-sign = **{ $key }** 由双方共同制定：请{ $sender }和{ $receiver }的负责人各自用 `/handoff sign` 签署。
refuse-handoff-sign-none = **{ $key }** 无需签署：由{ $sender }用 `/handoff confirm` 确认。
refuse-handoff-sign-lead = 只有{ $sender }和{ $receiver }的负责人可以签署 **{ $key }**。
refuse-handoff-signed = **{ $key }** 已由 { $user } 于 { $when } 代表贵部门签署。
refuse-handoff-private = **{ $key }** 的内容只对双方部门公开。
refuse-handoff-unknown = 没有交接“{ $typed }”。用 `/handoff list` 查看未完成的交接。
refuse-handoff-unknown-near = 没有交接“{ $typed }”。最接近的：{ $near }。
refuse-handoff-title = 交接需要标题：用一行说明需要什么。
refuse-handoff-priority = 没有优先级“{ $typed }”。可用：low、normal、high、urgent。
refuse-handoff-why = 请说明原因。
refuse-handoff-text = 请至少写一个字。
refuse-handoff-playbook = 没有交接模板“{ $typed }”。可用：{ $near }。
refuse-handoff-from = 您所在的多个部门都可以提出，请指明：{ $departments }
refuse-handoff-list-department = 您还不属于任何部门，请写明要看哪个部门：`/handoff list which:waiting-on-us department:ops`。用 `/department join` 可加入部门。
refuse-handoff-no-department = 您还不属于任何部门，请用 `/department join` 加入；部门负责人可用 `from:` 指明部门。
refuse-handoff-same = { $sender }不能向自己交接（{ $receiver }）。部门内的工作请用 `/task create`。
refuse-handoff-way = “{ $playbook }”不能由{ $sender }向{ $receiver }提出。可用：{ $able }
refuse-handoff-when = 无法把“{ $typed }”读作时间。可用的写法：`周五 17:00`、`+3d`、`2026-03-01`。
refuse-handoff-past = { $when } 已经过去，请写更晚的时间。
refuse-handoff-draft = 这个请求已提交或已放弃。请用 `/handoff request` 重新开始。
refuse-handoff-proof = **{ $key }** 须附凭证才能交付：点“交付”填写链接，或用 `/handoff deliver handoff:{ $key } proof:` 附上文件。
refuse-handoff-nothing = 请说明交付了什么，例如 `/handoff deliver handoff:{ $key } text:已完成，见维基`。
refuse-handoff-has-it = **{ $key }** 已由 { $user } 负责。
refuse-handoff-nobody = { $department }今天无人在岗，请按姓名选择。
refuse-handoff-pass-same = **{ $key }** 本来就由{ $department }处理。
refuse-handoff-pass-back = **{ $key }** 由{ $department }提出：请谢绝并说明原因，或向其提问。
refuse-handoff-pass-private = **{ $key }** 的内容不对{ $department }公开。请谢绝，并说明应找哪个部门。
refuse-handoff-back = 随 **{ $key }** 借用的资源已归还：{ $user }，{ $when }。
refuse-handoff-freeze = { $from } 至 { $until } 不允许发布：{ $reason }。请另选时间。
refuse-handoff-freeze-order = 冻结期的结束须晚于开始，且不能在过去：{ $from } – { $until }。
refuse-handoff-freeze-over = 这个冻结期已经结束。
refuse-handoff-window = 与 **{ $key }** { $name } 冲突：{ $from } – { $until }。请另选时间。
refuse-handoff-incident = **{ $key }** 已转为 { $incident }。
refuse-handoff-excused = **{ $key }** 已豁免至 { $when }。
refuse-handoff-check = **{ $key }** 只能由 **{ $check }** 确认：通过即确认，未通过则退回。
refuse-handoff-excuse-until = “{ $typed }”不是今后 { $days } 天内的时间。可用的写法：`+14d`、`2026-09-30`。

### decision

decision-title = { $key } · { $title }
decision-field-asker = 提出人
decision-field-amount = 金额
decision-field-holds = 批准后有效至
decision-field-who = 由谁决定
decision-field-represented = 代为决定
decision-field-votes = 已表态
decision-who-leads = { $department } 的负责人
decision-who-members = { $department } 的成员
decision-who-any-lead = 任一部门的负责人
decision-who-office = 项目管理部门
decision-or = {" "}或{" "}
decision-need = { $need ->
   *[other] { $who }，其中 **{ $need }** 人同意
}
decision-nobody = 目前没有人可以决定。请指定负责人：`/department edit department:… lead:@…`
decision-more-people = 等另外 { $more } 人
decision-represented-away = { $by } 代 { $person }（请假中）
decision-represented = { $by } 代 { $person }
decision-vote-for = ✅ { $person }
decision-vote-for-by = ✅ { $hand } 代 { $person }
decision-vote-against = ❌ { $person }：{ $reason }
decision-vote-against-by = ❌ { $hand } 代 { $person }：{ $reason }
decision-stands-open = 请在 { $when } 前决定，逾期作废。
decision-stands-approved = 已于 { $when } 批准。
decision-stands-rejected = 已于 { $when } 驳回。
decision-stands-expired = 已于 { $when } 逾期作废：无人及时决定。可以重新提出。
decision-stands-voided = 自 { $when } 起失效：{ $reason }
decision-stands-ended = 批准已于 { $when } 到期。
decision-voided-edited = 待决定的内容已被修改，需要重新提出。
decision-voided-anew = 已重新提出。
decision-voided-withdrawn = 已不再需要。
decision-button-approve = 批准
decision-button-reject = 驳回
decision-button-delegate = 转交
decision-reject-title = 驳回 { $key }
decision-reject-reason = 原因（提出人会看到）
decision-delegate-how = 由谁代您决定 { $key }？请在下面选择，或指定任何人：`/decision delegate decision:{ $key } user:@…`。对方的意见算作您的意见，并会如实记录。
decision-delegate-choose = 选择一位同事
decision-delegated = { $user } 可以在 { $when } 前代您决定 { $key }，已通知对方。您本人表态时以您为准。
decision-said = { $key }：{ $vote }
    { $standing }
decision-lead = 请您决定。
decision-lead-for = 请您代 { $person } 决定。
decision-told-represented = 您请假期间，{ $by } 可以按您在 `/me settings delegate` 中的设置代您决定 { $key }“{ $title }”。您本人表态时以您为准。
decision-told-settled = { $state ->
    [approved] { $key } 已批准。
    [rejected] { $key } 被驳回。
    [expired] { $key } 无人及时决定，已作废。
    [ended] { $key } 的批准已到期。
   *[other] { $key } 已失效。
}
decision-reminder = 还缺您的决定：{ $when } 作废。
decision-line = **{ $key }** { $title } · { $standing }
decision-list-title = 决定
decision-list-empty = 没有与您有关的决定。需要决定的事项会自动提出：策略、例外、超限额的支出等。
decision-list-waiting = 等您决定
decision-list-asked = 您提出的
decision-list-open = 您所在部门待决定的
decision-list-settled = 最近的结果
decision-list-more = 还有 { $more } 项，输入 `/decision show decision:` 查找
decision-today-title = 等您决定
decision-today-line = **{ $key }** { $title } · { $when } 前
decision-today-line-for = **{ $key }** { $title } · 代 { $person } · { $when } 前
decision-digest-title = 待决定
decision-digest-line = **{ $key }** { $title } · { $when } 前 · 等待 { $who }
refuse-decision-unknown = 没有您可以查看的决定“{ $typed }”。`/decision list` 列出与您有关的决定。
refuse-decision-unknown-near = 没有您可以查看的决定“{ $typed }”。您是不是指 { $near }？
refuse-decision-hidden = 只有 { $decision } 的提出人、决定人和相关部门可以这样做。
refuse-decision-own = { $decision } 是您提出的，须由别人决定。
refuse-decision-not-yours = { $decision } 不由您决定。`/decision show decision:{ $decision }` 可查看由谁决定。
refuse-decision-spoken = 您在 { $decision } 中代表的人已经表态。
refuse-decision-settled = { $decision } 已有结果：{ $state ->
    [approved] 已批准
    [rejected] 已驳回
    [expired] 逾期作废
    [ended] 批准已到期
   *[other] 已失效
}（{ $when }）。
refuse-decision-settled-by = { $decision } 已有结果：{ $by } 于 { $when } { $state ->
    [approved] 批准
    [rejected] 驳回
   *[other] 使其失效
}。
refuse-decision-reason = 驳回需要说明原因，提出人才知道该改什么。例如：`reason:本季度没有这笔预算`。
refuse-decision-delegate-self = 不能由您自己代表自己，请指定别人。
refuse-decision-delegate-asker = { $decision } 由 { $user } 提出，不能由其决定。请指定别人。
refuse-decision-delegate-voter = { $user } 本来就可以决定 { $decision }，只计一次。请指定别人。
refuse-decision-until = “{ $typed }”不是可以识别的将来时间。可用的例子：`周五 18:00`、`+3d`、`2026-01-31 12:00`。
journal-decision-asked = 提出决定事项
journal-decision-agreed = 同意
journal-decision-opposed = 反对
journal-decision-delegated = 转交决定
journal-decision-approved = 决定：批准
journal-decision-rejected = 决定：驳回
journal-decision-expired = 决定逾期作废
journal-decision-voided = 决定失效
journal-decision-ended = 批准到期
why-rule-decision-card = 有事项需要决定。卡片发在相关部门的频道，并随表态更新。
why-rule-decision-asked = 您可以决定此事，或代表可以决定的人。
why-rule-decision-remind = 可用的工作时间已过五分之四，仍缺您的决定。
why-rule-decision-represented = 您请假了，并指定了代表您的人。
why-rule-decision-settled = 您提出的决定事项有了结果。

### knowledge

knowledge-kind = { $kind ->
    [question] 问题
    [solution] 解决方案
    [known-issue] 已知问题
    [policy] 制度
   *[lesson] 经验教训
}
knowledge-title = { $key } · { $title }（{ $kind }）
knowledge-field-department = 部门
knowledge-field-asked-by = 提问人
knowledge-field-owner = 维护人
knowledge-field-seen-by = 可见范围
knowledge-private = 仅本部门
knowledge-field-tags = 标签
knowledge-field-review = 复核日期
knowledge-field-helped = 帮助过
knowledge-helped-people = { $people ->
   *[other] { $people } 人
}
knowledge-field-answer = 回答
knowledge-field-accepted = ✅ 已采纳的回答
knowledge-field-read = 阅读情况
knowledge-field-versions = 版本
knowledge-answer = **{ $number }** · { $by }：{ $text }
knowledge-answer-accepted = **{ $number }** · { $by }：{ $text }
knowledge-read-by = { $all } 人中已有 { $read } 人阅读。
knowledge-not-read-by = 尚未阅读：{ $people }
knowledge-version-line = 版本 { $version } · { $when } · { $by } · { $title }
knowledge-stands-open = 尚无回答。知道的人请按 **回答**。
knowledge-stands-answered = 已解答。
knowledge-stands-draft = 尚未生效：有关部门还没有同意。
knowledge-stands-in-force = 版本 { $version } 自 { $when } 起生效。
knowledge-stands-next = 版本 { $version } 正在等待决定。
knowledge-stands-until = 已知问题，预计 { $when } 前解决。
knowledge-stands-known = 已知问题，尚未解决。
knowledge-stands-valid = 版本 { $version }。
knowledge-stands-retired = 自 { $when } 起不再有效。
knowledge-button-answer = 回答
knowledge-button-accept = 采纳回答 { $number }
knowledge-button-accept-this = 采纳这个回答
knowledge-button-helped = 有帮助
knowledge-button-this-helped = { $key } 有帮助
knowledge-button-open = 打开 { $key }
knowledge-button-case = 转为任务
knowledge-button-read = 我已阅读
knowledge-button-valid = 仍然有效
knowledge-button-show = 查看
knowledge-answer-title = 回答 { $key }
knowledge-answer-label = 怎么解决？步骤、链接、去哪里看
knowledge-asked = **{ $key }**“{ $title }”已在 { $department } 提出。每有回答都会通知您；一个工作日内无人回答，会告知部门负责人。
knowledge-answered = 您对 **{ $key }**“{ $title }”的回答已保存，并已通知 { $owner }。
knowledge-accepted = 已采纳 **{ $key }**“{ $title }”的回答 { $number }。以后有人问类似的问题，会看到它。
knowledge-added = **{ $key }**“{ $title }”（{ $kind }）已保存，可用 `/knowledge search` 找到。
knowledge-added-policy = **{ $key }**“{ $title }”已起草。有关部门批准 { $decision } 后立即生效。
knowledge-edited = **{ $key }**“{ $title }”已修改：版本 { $version }。
knowledge-edited-policy = **{ $key }**“{ $title }”的版本 { $version } 在 { $decision } 批准后生效；在此之前，已生效的版本继续有效。
knowledge-retired = **{ $key }**“{ $title }”（{ $kind }）已停用，不再能搜索到。
knowledge-reviewed = **{ $key }**“{ $title }”仍然有效。下次复核：{ $when }
knowledge-read = 已记录：您阅读了 **{ $key }**“{ $title }”的版本 { $version }。
knowledge-thanks = 好的。以后遇到类似情况，会优先显示 **{ $key }**“{ $title }”。
knowledge-offer = 关于 { $about }：
knowledge-may-help = 也许有帮助：
knowledge-near-title = 已有内容相近的未完成事项
knowledge-near-how = 如果是同一件事，请附到那一项：您写的内容会一并记入，您刚提出的这一项随即关闭。
knowledge-button-attach = 附到 { $key }
knowledge-hit = **{ $key }** { $title } · { $kind }{ $helped ->
    [0] {""}
   *[other] {" "}· 帮助过 { $helped } 人
}
knowledge-found = “{ $text }”的搜索结果
knowledge-found-nothing = 还没有与“{ $text }”相符的内容。可以问问大家：`/knowledge ask question:…`
knowledge-told-answer = { $by } 回答了 { $key }“{ $title }”
knowledge-told-accepted = 您对 **{ $key }**“{ $title }”的回答已被采纳，谢谢。
knowledge-told-unanswered = **{ $key }**“{ $title }”已有一个工作日无人回答。请回答，或转为任务交给他人。
knowledge-told-review = **{ $key }**“{ $title }”（{ $kind }）今天该复核了。仍然适用请按 **仍然有效**；需要修改：`/knowledge edit entry:{ $key }`；需要停用：`/knowledge retire entry:{ $key }`。
knowledge-told-review-lead = **{ $key }**“{ $title }”（{ $kind }）应于两个工作日前复核，{ $owner } 尚未处理。您可以按 **仍然有效**，或使用 `/knowledge edit entry:{ $key }`。
knowledge-told-lapsed = 已知问题 **{ $key }**“{ $title }”预计到今天为止已经解决，不再显示。如仍未解决：`/knowledge add kind:known-issue`。
knowledge-today-title = 待阅读与待复核
knowledge-today-review = **{ $key }** { $title } · { $kind } · 复核 { $when }
knowledge-today-read = **{ $key }** { $title } · { $kind } · 尚未阅读：`/knowledge acknowledge entry:{ $key }`
knowledge-digest-title = 知识库：待回答与待复核
knowledge-digest-question = **{ $key }** { $title } · { $when }提出，尚无回答
knowledge-digest-review = **{ $key }** { $title } · { $kind } · 复核 { $when } · { $owner }
refuse-knowledge-unknown = 没有您可以查看的“{ $typed }”。`/knowledge search` 可按词语查找。
refuse-knowledge-unknown-near = 没有您可以查看的“{ $typed }”。您是不是指 { $near }？
refuse-knowledge-kind = “{ $typed }”不是已知的类别。可用：`question`、`solution`、`known-issue`、`policy`、`lesson`。
refuse-knowledge-tags = 最多 { $most } 个标签，每个不超过 { $length } 个字符。例如：`tags:备份，数据库`。
refuse-knowledge-not-question = { $entry } 不是问题。提问请用 `/knowledge ask`。
refuse-knowledge-not-policy = { $entry } 不是制度，只有制度需要确认阅读。
refuse-knowledge-not-in-force = { $entry } 尚未生效，无需确认阅读。
refuse-knowledge-other-version = { $entry } 已有另一个版本生效，请阅读新版本：`/knowledge show entry:{ $entry }`。
refuse-knowledge-retired = { $entry } 自 { $when } 起不再有效。{ $by }
refuse-knowledge-department = 请指明部门：`department:support`。不填时，如设有技术支持部门，问题交给该部门。
refuse-knowledge-answers = { $entry } 的回答已满。请采纳一个，或重新提问：`/knowledge ask`。
refuse-knowledge-no-answer = { $entry } 没有回答 { $number }，共有 { $answers } 个。
refuse-knowledge-accept = 只有 { $entry } 的提问人 { $owner } 或 { $department } 的负责人可以采纳回答。
refuse-knowledge-edit = 只有 { $entry } 的维护人 { $owner } 或其部门负责人可以修改。
refuse-knowledge-nothing = 没有任何变化。请填写要修改的内容：`title:`、`text:`、`tags:`、`review:` 或 `until:`。
refuse-knowledge-add-question = 提问请用：`/knowledge ask question:…`
refuse-knowledge-joint = `with` 用于两个部门共同制定、所有人可见的制度：请填另一个部门，`kind:policy`，且不要填 `seen_by:department`。
refuse-knowledge-day = “{ $typed }”不是可以识别的将来日期（十年以内）。可用的例子：`2027-01-31`、`+90d`、`下周一`。
journal-knowledge-asked = 提出问题
journal-knowledge-answered = 回答问题
journal-knowledge-accepted = 采纳回答
journal-knowledge-unanswered = 无人及时回答
journal-knowledge-added = 新增知识
journal-knowledge-edited = 修改知识
journal-knowledge-retired = 停用知识
journal-knowledge-reviewed = 已复核，仍然有效
journal-knowledge-in-force = 制度生效
journal-knowledge-read = 已阅读制度
journal-knowledge-helped = 有帮助
why-rule-knowledge-card = 有人向本部门提问，或写下了知识。卡片会随之更新。
why-rule-knowledge-answered = 您提了问题，有人回答了。
why-rule-knowledge-accepted = 您回答了问题，回答被采纳了。
why-rule-knowledge-unanswered = 向您部门提出的问题一个工作日内无人回答。
why-rule-knowledge-review = 您维护的条目到了复核日期。
why-rule-knowledge-review-lead = 您部门的条目应于两个工作日前复核。
why-rule-knowledge-offer = 您提出的事项与已有的知识相近。
why-rule-knowledge-lapsed = 您维护的已知问题预计此时已经解决。

### budget

money-short = { $number }{ $scale ->
    [wan] 万
    [yi] 亿
   *[one] {""}
}
money = { $currency ->
    [CNY] { $amount } 元
    [USD] { $amount } 美元
    [EUR] { $amount } 欧元
    [JPY] { $amount } 日元
    [GBP] { $amount } 英镑
    [HKD] { $amount } 港元
    [TWD] { $amount } 新台币
    [KRW] { $amount } 韩元
    [SGD] { $amount } 新加坡元
    [AUD] { $amount } 澳元
    [CAD] { $amount } 加元
   *[other] { $currency } { $amount }
}
refuse-money = “{ $typed }”不是金额。可以这样写：`{ $example }`、`12.5k`、`1.2万`。
refuse-money-ambiguous = “{ $typed }”可能是两个不同的金额。请写全每一位数字，小数点用“.”，例如 `{ $example }`。
refuse-money-precise = “{ $typed }”比 { $currency } 的最小单位还细（{ $decimals ->
    [0] 没有小数
   *[other] { $decimals } 位小数
}）。请取整，例如 `{ $example }`。
refuse-money-large = “{ $typed }”太大，无法精确记录。最多可记十万亿，例如 `{ $example }`。
refuse-money-currency = 看不出“{ $typed }”是哪种货币。请在前面写上三个字母的代码，例如 `{ $example }`。

budget-alert-title = { $class ->
    [critical] 预算“{ $name }”需要决定
    [warn] 预算“{ $name }”需要关注
   *[info] 预算“{ $name }”：供参考
}
budget-alert-of = **{ $key }** { $name }
budget-alert-since = 此后变化：目前已用 **{ $percent }**。
budget-alert-numbers = 数字
budget-alert-figures = 已用 **{ $actual }**，限额 **{ $limit }**，已承诺 { $committed }，剩余 **{ $available }**
    预测 **{ $forecast }**，{ $pace }；预计用完：{ $runs-out }
    周期 { $from } 至 { $to }，{ $total } 天中已过 { $days } 天
budget-alert-top = 上次提醒以来的主要支出
budget-alert-top-line = • { $label }：{ $amount }
budget-alert-method = 计算方法
budget-alert-next = 下一步
budget-alert-acked = 已有人负责
budget-alert-acked-by = { $user }，{ $when }
budget-fired-actual = 支出已达限额的 **{ $threshold }**：{ $amounts ->
    [yes] { $value }，{ $percent }
   *[no] { $percent }
}
budget-fired-forecast = 照此速度将达到限额的 **{ $threshold }**：{ $amounts ->
    [yes] { $value }，{ $percent }
   *[no] { $percent }
}
budget-fired-committed = 已用与已承诺合计已达限额的 **{ $threshold }**：{ $amounts ->
    [yes] { $value }，{ $percent }
   *[no] { $percent }
}
budget-fired-fast = 支出非常快：最近一天为平均速度的 **{ $pace }** 倍，三天内至少 3 倍
budget-fired-slow = 支出偏快：三天内为平均速度的 **{ $pace }** 倍，两周内至少 1.2 倍
budget-fired-unbudgeted = 有支出或承诺，但没有预算
budget-pace = 速度为平均的 { $factor } 倍
budget-pace-none = 尚无支出
budget-pace-unknown = 没有限额，无法计算速度
budget-no-forecast = 数据不足
budget-spent-already = 已无剩余
budget-lasts = 本周期内不会
budget-no-label = 未注明供应商或类别
budget-method-none = 暂无预测：至少需要三天，并且周期已过十分之一。目前有 { $days } 天数据。
budget-method-run-rate = 一次性支出 + 经常性支出 ÷ 计划进度 + 未结承诺。依据 { $days } 天数据。
budget-method-blend = 按目前支出推算，并参照最近几个已结周期的平均值。依据 { $days } 天数据。
budget-next-info = 无需处理。随时可用 `/budget status budget:{ $key }` 查看。
budget-next-warn = 请负责人核对后续支出，能推迟或取消的先安排：`/budget status budget:{ $key }`。
budget-next-critical = 请负责人暂停可以等待的支出，并与财务商定新的限额：`/budget edit budget:{ $key } amount:…`。请按**我来处理**，让大家知道。
budget-button-ack = 我来处理
budget-button-status = 状态
budget-button-amounts = 查看金额
budget-button-undo = 撤销
budget-button-book = 仍然入账
budget-button-drop = 不入账
budget-button-category = 按类别
budget-button-vendor = 按供应商
budget-button-month = 按月
budget-late-title = “{ $name }”最终超出限额
budget-late-body = 有补记的支出：{ $key } 的 { $from } 至 { $to } 现合计 { $total }，为限额的 { $percent }。该周期已结，请财务决定如何弥补。
budget-unacked = 自 { $when } 起无人负责此提醒。您是相关部门的负责人：请按**我来处理**，或请预算负责人处理。

budget-created = 已建立 **{ $key }** { $name }：{ $from } 至 { $to }，{ $amount }。
budget-created-open-end = ⚠️ 您没有填写最后一天，因此到年底（{ $to }）为止。可用 `/budget edit budget:{ $key } end:…` 更改。
budget-field-rules = 提醒
budget-field-told = 通知对象
budget-field-approval = 审批
budget-field-about = 概况
budget-rule-off = 不提醒
budget-rules = 已用：{ $actual } · 预测：{ $forecast } · 含承诺：{ $committed } · 速度：{ $burn ->
    [yes] 监测
   *[no] 不监测
}
budget-told-both = { $department }频道（只显示占限额的比例）；财务频道（显示金额）
budget-told-finance = 财务频道
budget-approval-over = 超过 { $amount }的支出须经财务批准才计入
budget-approval-none = 支出无需审批
budget-edited = 已更改 **{ $key }** { $name }。
budget-edited-amount = **{ $key }**“{ $name }”的限额由 { $before }改为 { $after }。不再达到的阈值会重新提醒。
budget-booked = **{ $entry }** { $amount }（{ $label }，{ $day }）已记入 { $key } { $name }。
budget-booked-income = **{ $entry }** 收入 { $amount }（{ $label }，{ $day }）已记入 { $key } { $name }。
budget-booked-rate = { $original }，汇率 { $rate }
budget-effect = 已用与已承诺：之前 { $before }，计入后 **{ $after }**；剩余 { $available }。
budget-effect-unbudgeted = 此预算没有金额：已告知财务。
budget-confirm = { $amount }（{ $label }，{ $day }）**尚未入账**：入账后 { $key }“{ $name }”将超过严重阈值。
budget-confirm-crosses = • { $name }：{ $basis ->
    [actual] 支出将达到 { $threshold }
    [forecast] 预测将达到 { $threshold }
    [committed] 已用与已承诺将达到 { $threshold }
    [burn] 支出将非常快
   *[unbudgeted] 没有预算
}
budget-dropped = 没有入账。
budget-asked = { $amount }（{ $label }，{ $day }）已在 { $key }“{ $name }”中预留，尚未入账：超过 { $over }由财务决定（{ $decision }）。批准后计入，否则释放。
budget-decided-booked = { $decision } 已批准：{ $amount }（{ $label }，{ $day }）已记入 { $key } { $name }，编号 **{ $more }**。您无需再做什么。
budget-decided-committed = { $decision } 已批准：{ $amount }（{ $label }）已在 { $key }“{ $name }”中承诺，预计 { $day } 支出，编号 **{ $commitment }**。到时我会问您是否已支出。
budget-decided-there = { $decision } 已批准，但单号“{ $reference }”在此期间已入账：**{ $more }**。{ $amount }（{ $label }，{ $day }）没有重复入账，预留的额度已退回 { $key } { $name }。如果是另一笔支出，请换一个单号重新使用 `/budget spend`。
budget-decided-rejected = { $decision } 被驳回：{ $amount }（{ $label }，{ $day }）没有入账，预留的额度已退回 { $key } { $name }。原因：{ $more }
budget-decided-not = { $decision } 无人及时决定：{ $amount }（{ $label }，{ $day }）没有入账，预留的额度已退回 { $key } { $name }。如仍需要，请重新使用 `/budget spend`。
budget-ask-title = 从 { $key } “{ $name }”支出，{ $day }{ $named ->
    [yes] ：{ $label }
   *[no] {""}
}
budget-ask-effect = 已用与已承诺：之前 { $before }，计入后 { $after }；剩余 { $available }。
budget-ask-receipt = 凭证：{ $file }
budget-promise-made = **{ $commitment }** { $amount }（{ $label }）已在 { $key }“{ $name }”中承诺，预计 { $day } 支出。入账或释放之前计为已承诺；到时我会问您。
budget-promise-shown = **{ $commitment }** { $amount }（{ $label }）已在 { $key }“{ $name }”中承诺，预计 { $day } 支出。支出后点击**入账**；点击**释放**可收回额度。
budget-promise-expected = { $key }“{ $name }”的 **{ $commitment }** { $amount }（{ $label }）预计 { $day } 支出。是否已支出？在您答复之前仍计为已承诺。
budget-promise-booked = **{ $entry }** { $spent }（{ $label }）已记入 { $key } { $name }；{ $commitment } 已结清。
budget-promise-rest = 其余 { $amount }仍为承诺，预计 { $day } 支出，编号 **{ $commitment }**。
budget-promise-released = 已释放 { $commitment }：{ $key }“{ $name }”收回 { $amount }（{ $label }）。
budget-promise-line = **{ $commitment }** { $amount } · { $day } · { $label }
budget-promise-more = ……还有更多：`/budget export` 可导出全部。
budget-promise-title = { $commitment }
budget-promise-amount = 实际金额；少于承诺时其余继续保留
budget-promise-day = 改为预计何时支出
budget-promise-day-hint = 周五、+7d 或 2026-03-31
budget-field-committed = 已承诺
budget-button-promise-book = 入账
budget-button-promise-later = 推迟
budget-button-promise-release = 释放
budget-undone = { $entry } 已由 { $back } 冲回；两笔都保留在账上。
budget-corrected = { $entry }（{ $was }）已由 { $back } 冲回，并重新记为 **{ $new }**：{ $is }。三笔都保留在账上。
budget-corrected-away = { $entry }（{ $was }）已由 { $back } 冲回，现为 { $is }。{ $new }两笔都保留在账上。
budget-acknowledged = 已记录：由您处理 { $key } { $name }。不再催促。
budget-status-title = { $key } · { $name }
budget-status = `{ $bar }` 已用 **{ $used }**
    已用 **{ $actual }**，限额 **{ $limit }**，已承诺 { $committed }，剩余 **{ $available }**
    按计划至今 { $planned }；预测 **{ $forecast }**，{ $pace }；预计用完：{ $runs-out }
    周期 { $from } 至 { $to }，{ $total } 天中已过 { $days } 天；共 { $entries } 笔
budget-status-carried = 上一周期结转：{ $amount }
budget-status-income = 已记收入：{ $amount }
budget-status-over = 最后一个周期已结。
budget-status-shares = 此处为占限额的比例；金额仅财务、预算负责人和部门负责人可见。
budget-about-department = 部门：{ $department }
budget-about-project = 项目：{ $project }
budget-about-owner = 负责人：{ $user }
budget-about-parent = 属于 { $key } { $name }
budget-about-children = 包含{ $names }
budget-list-title = 预算
budget-list-line = `{ $bar }` **{ $key }** { $name }：{ $used }{ $amounts ->
    [yes] ，限额 { $limit }
   *[no] {""}
}{ $over ->
    [yes] （已结）
   *[no] {""}
}
budget-list-empty = 还没有预算。财务可用 `/budget create` 建立。
budget-statement-category = { $name }：按类别
budget-statement-vendor = { $name }：按供应商
budget-statement-month = { $name }：按月
budget-statement-line = { $label }：**{ $amount }**{ $whole ->
    [yes] （占支出的 { $percent }）
   *[no] {""}
}，{ $entries } 笔
budget-statement-empty = 还没有入账。
budget-picture-alt = “{ $name }”的支出与计划对比：已用 { $actual }，按计划至今 { $planned }，预测 { $forecast }，限额 { $limit }
budget-chart-actual = 已用
budget-chart-planned = 计划
budget-chart-forecast = 预测
budget-chart-limit = 限额 { $amount }
budget-chart-today = 今天
budget-exported = { $key } { $name }，{ $from } 至 { $to }：共 { $entries } 笔，含限额、承诺和提醒。
budget-granted = { $request } 批准的 { $amount }已计入 { $key } { $name }：限额现为 { $limit }。
budget-granted-nowhere = { $request } 批准了 { $amount }，但不清楚应计入哪个预算。请财务用 `/budget edit budget:… amount:…` 计入。
why-rule-budget-grant = 预算申请已确认，财务批准的金额会计入预算。
budget-digest-title = 预算
budget-digest-line = **{ $key }** { $name }：已用 { $used }，预测 { $forecast }{ $waits ->
    [yes] {" "}· 提醒尚无人负责
   *[no] {""}
}
budget-digest-line-early = **{ $key }** { $name }：已用 { $used }{ $forecast }{ $waits ->
    [yes] {" "}· 提醒尚无人负责
   *[no] {""}
}
budget-digest-closed = **{ $key }** { $name }：{ $from } 至 { $to } 已结，用了限额的 { $used }
budget-digest-restated = **{ $key }** { $name }：{ $from } 至 { $to } 因补记而重算，为限额的 { $used }

import-bad-title = 没有导入：有 { $bad } 行无法入账（另有 { $good } 行可以）
import-bad-whole-line = • 第 { $line } 行：{ $why }
import-column-line = 行
import-column-name = 列
import-column-why = 原因
import-bad-line = • 第 { $line } 行，{ $column }：{ $why }
import-bad-more = ……另有 { $hidden } 处，全部见附件。
import-fine = { $entries } 行可以入账，尚未导入。
import-checked = 已检查的文件：SHA-256 { $hash }。按钮只导入这些行；它们保留一天。
import-button = 导入这些行
import-line = { $key } { $name }：{ $entries } 笔，{ $total }
import-progress = 已处理 { $done } / { $all } 行（{ $percent } %）
import-done = { $entries ->
    [0] 没有新的记录
   *[other] 已导入 { $entries } 笔
}{ $known ->
    [0] 。
   *[other] ；{ $known } 笔早已入账。
}

refuse-budget-none = 没有预算“{ $typed }”{ $near }：目前还没有任何预算。财务可用 `/budget create` 建立。
refuse-budget-unknown = 没有预算“{ $typed }”。最接近的是：{ $near }。
refuse-budget-entry = 没有记录“{ $typed }”。可以这样写：`EXP-12`；`/budget export` 会列出全部。
refuse-budget-amounts = 只有财务、预算负责人和部门负责人可以看到金额。`/budget status` 显示占限额的比例。
refuse-budget-acked = { $user } 已在 { $when } 接手。
refuse-budget-thresholds = 看不懂阈值“{ $typed }”。可以这样写：`50 80 100`、`实际 80 100；预测 110；消耗 关`。
refuse-budget-currency = 金额是 { $typed }，预算是 { $currency }。请用 { $currency } 填写。
refuse-budget-negative = “{ $typed }”是负数。这里须为零或正数。
refuse-budget-zero = 金额为零没有意义。请填写实际支出，例如 `12.50`；退款写负数：`-12.50`。
refuse-budget-fiscal = 财年起始月份为 1 到 12，例如四月写 `4`。
refuse-budget-days = 结束早于开始。请按先后填写，例如 `start:{ $example }`。
refuse-budget-end = { $key } 每个周期重新计算，没有最后一天。可用 `/budget edit budget:{ $key } amount:…` 更改限额。
refuse-budget-end-over = { $key } 的期限已过，总额已结。请用 `/budget create` 建立新的预算。
refuse-budget-end-booked = { $key } 在 { $day } 还有入账或承诺的支出。请填写这一天或更晚的日期。
refuse-budget-long = 一次性预算最长五年。请把结束日期提前（从 `{ $example }` 算起）。
refuse-budget-curve = 看不懂分配“{ $typed }”。需要 { $months } 个数，每月一个，例如 `10 20 30`；`平均` 表示平均分配。
refuse-budget-many = 已有 { $most } 个预算，再多就难以管理。请使用现有预算。
refuse-budget-parent-currency = 下级预算须与上级使用同一货币：{ $currency }。
refuse-budget-deep = 预算最多 { $most } 层。请选更上层的预算。
refuse-budget-exists = 已有名为“{ $name }”的预算。请换个名称，例如加上年份。
refuse-budget-same = { $key } 没有变化，因为填写的内容与原来相同。
refuse-budget-reference = 单号“{ $reference }”已入账：{ $entry }。没有重复入账。
refuse-budget-future = { $day } 还没有到：今天是 { $today }。请填写实际支出日期。
refuse-budget-far = { $day } 太远：最晚只能承诺到 { $last }。
refuse-budget-promise-over = { $commitment } { $state ->
    [settled] 已经结清并入账
    [released] 已经释放
   *[other] 正在等待财务决定
}。用 `/budget status` 查看已承诺的支出。
refuse-budget-promise-more = 金额超过了批准的 { $amount }，并且超过审批限额。请释放这一笔，再用 `/budget spend budget:{ $key }` 申请全额。
refuse-budget-outside = { $day } 不在此预算的范围内：它覆盖 { $from } 至 { $to }。
refuse-budget-rate = 金额是 { $currency }，预算是 { $budget }：请填写汇率（1 { $currency } 合多少 { $budget }），例如 `rate:7.1234`。
refuse-budget-bad-rate = “{ $typed }”不能用作 { $currency } 到 { $budget } 的汇率。可以这样写：`7.1234`。
refuse-budget-draft = 这笔已入账或已放弃，或者不是您填写的。请重新使用 `/budget spend`。
refuse-budget-undo = { $entry } 只能在一分钟内由记账人用此按钮撤销。财务可用 `/budget correct entry:{ $entry }` 更正。
refuse-budget-corrected = { $entry } 已更正：见 { $by }。
refuse-budget-order = { $to } 早于 { $from }。请按先后填写。
refuse-budget-export = 这段时间有 { $entries } 笔，超过一个文件可容纳的 { $most } 笔。请用 `from` 和 `to` 缩短范围。
refuse-import-encoding = 文件不是 UTF-8 编码。请在 Excel 中另存为“CSV UTF-8”后重试。
refuse-import-header = 第一行须写列名，至少有 `日期` 和 `金额`；还可以有 `预算`、`类别`、`供应商`、`备注`、`单号`、`币种`、`汇率`、`类型`、`一次性`。
refuse-import-budget = 文件没有指明预算。请增加 `预算` 列，或填写选项 `budget`。
refuse-import-long = 文件超过 { $most } 行。请拆分。
refuse-import-empty = 文件没有数据行。第一行是列名，其后每行一笔。
refuse-import-gone = SHA-256 为 { $hash } 的文件的各行已不再保留：已经导入过，或检查已超过一天。没有任何更改；请用 `/budget import` 重新上传文件。
refuse-import-line = 这一行无法读取：可能缺少引号。
refuse-import-twice = 单号“{ $reference }”在第 { $line } 行已出现，但内容不同。一个单号只能对应一笔。
refuse-import-kind = “{ $typed }”既不是 `支出` 也不是 `收入`。
refuse-import-day = “{ $typed }”不是文件用的日期格式。可以这样写：`2026-04-30`。

journal-budget-created = 建立预算
journal-budget-edited = 更改预算
journal-budget-limit = 更改限额
journal-budget-spent = 支出入账
journal-budget-committed = 承诺支出
journal-budget-settled = 承诺入账
journal-budget-reserved = 预留支出并请财务审批
journal-budget-approved = 支出获批并入账
journal-budget-released = 释放预留金额
journal-budget-corrected = 冲回记录
journal-budget-imported = 导入记录
journal-budget-acknowledged = 接手预算提醒
why-rule-budget-alert = 此预算达到了一个阈值。每个阈值每周期只提醒一次，限额变更后重新计；预测最多两次。
why-rule-budget-decided = 您申请了这笔支出，财务已作出决定，或没有及时决定。
why-rule-budget-late = 补记到已结周期的支出使其超出限额。只提醒一次。
why-rule-budget-expected = 您承诺了这笔支出，预计日期已到。在入账或释放之前每周询问一次。
why-rule-budget-unacked = 严重的预算提醒在一个工作日内无人负责，而您是相关部门的负责人。
simulate-budget = 预算 **{ $key }**“{ $name }”：照目前速度，{ $basis ->
    [committed] 已用与已承诺
   *[actual] 已用
}将达限额的 { $threshold }（全周期预测 { $forecast }）

### measure
measure-recorded = **{ $key }** { $name }：已记录 **{ $value }**（{ $when }）。
measure-recorded-late = 已有更新的数值，或此数值已过去很久：只计入图表，不作提醒。
measure-made = 这是新指标，归属{ $department }。
measure-standing-none = 尚未设定目标：用 `/measure target` 设定目标和阈值。
measure-standing-fine = 在目标和阈值之内。
measure-standing = { $side ->
    [below] 低于
   *[above] 高于
}{ $level ->
    [missed] 目标
    [warn] 警告阈值
   *[critical] 严重阈值
} **{ $guard }**。
measure-targeted = **{ $key }**“{ $name }”的标准：
measure-guard-target = 目标 **{ $value }**
measure-guard-warn = 警告阈值 { $value }
measure-guard-critical = 严重阈值 { $value }
measure-guard-better = { $better ->
    [higher] 越高越好。
   *[lower] 越低越好。
}
measure-now = 当前：**{ $value }**（{ $when }）。{ $standing }
measure-crossed-missed = “{ $name }”未达目标：{ $value }
measure-crossed-warn = 警告：“{ $name }”为 { $value }
measure-crossed-critical = 严重：“{ $name }”为 { $value }
measure-back = “{ $name }”已恢复：{ $value }
measure-before = 此前：{ $value }，{ $when }。
measure-crossed-next = 下一步：查明原因，并记录下一个数值。恢复之后再次越线才会再提醒。
measure-back-next = 如再次越线，会重新提醒。
measure-back-partly = 尚未完全恢复。
measure-field-guards = 标准
measure-field-source = 来源
measure-field-values = 最近的数值
measure-footer = /measure show measure:{ $key }
measure-title = { $key } { $name } · { $department }
measure-empty = 还没有数值：用 `/measure record` 记录。
measure-value = **{ $value }** { $when }
measure-alt = “{ $name }”共 { $values } 个数值：最低 { $least }，最高 { $most }，最新 { $latest }；目标 { $target }。最近的数值见正文。
measure-picture-period = { $from }{ $several ->
    [yes] {" "}至 { $to }
   *[no] {""}
}{ $named ->
    [yes] ，单位：{ $unit }
   *[no] {""}
}
measure-picture-target = 目标 { $value }
measure-picture-warn = 警告 { $value }
measure-picture-critical = 严重 { $value }
measure-line = **{ $key }** { $name }：**{ $value }**（{ $when }）。{ $standing }
measure-line-empty = **{ $key }** { $name }：还没有数值
measure-list-title = 指标
measure-list-empty = 还没有指标。用 `/measure record measure:满意度 value:4.6` 新建。
measure-digest-title = 未达标的指标
journal-measure-created = 新建了指标
journal-measure-recorded = 记录了数值
journal-measure-target = 修改了目标或阈值
journal-measure-crossed = 越过了阈值
journal-measure-back = 已恢复
refuse-measure-unknown = 没有指标“{ $typed }”。`/measure list` 可查看全部；用 `/measure record measure:满意度 value:4.6 department:service` 新建。
refuse-measure-meant = 没有指标“{ $typed }”。您是指“{ $near }”吗？如要新建，请指定 `department`（部门）。
refuse-measure-place = 还没有指标“{ $typed }”。如要新建，请指定归属部门，如 `department:service`。
refuse-measure-homeless = 该指标所属的部门已不存在。请换个名称并指定 `department` 重新记录。
refuse-measure-many = 指标已有 { $most } 个，不能再新建。请使用现有指标：`/measure list`。
refuse-measure-value = “{ $typed }”不是可以记录的数值。可以这样写：`4.6`、`95%`、`1,234.5`、`12k`、`1.2万`。
refuse-measure-unit = 单位“{ $typed }”太长：最多 { $most } 个字符，如 `%`、`分钟`、`天`。
refuse-measure-at = 无法把“{ $typed }”识别为过去三年内的时间。可以这样写：`昨天`、`2026-01-05 17:00`、`现在`。
refuse-measure-direction = “{ $typed }”不在选项中，请选 `higher` 或 `lower`。
refuse-measure-thresholds = 无法识别阈值“{ $typed }”。可以这样写：`4.0, 3.5`（警告、严重）、`严重 3.5`、`无`。
refuse-measure-order = { $better ->
    [higher] 此指标越高越好，目标、警告、严重应依次降低，而 { $severe } 不低于 { $mild }。
   *[lower] 此指标越低越好，目标、警告、严重应依次升高，而 { $severe } 不高于 { $mild }。
}如方向相反，请设定 `direction`（方向）。

### my day

today-title = 您的一天：{ $day }
today-nothing = 目前没有等您处理的事，祝您轻松愉快。
today-calm = 今天没有等您处理的事。
today-waiting = 有 **{ $count } 件事**等您处理。
today-more = ……另有 { $more } 项
incident-declare = 上报故障
incident-today-title = 故障
incident-today = **{ $incident }** { $severity } · { $title } · { $part ->
    [called] 🚨 **正在呼叫您**：`/incident ack incident:{ $incident }`
    [has] 由您处理
    [commander] 由您指挥
    [communications] 由您负责沟通
    [scribe] 由您负责记录
    [had] 您曾确认
   *[was-called] 曾呼叫您，现由他人处理
} · { $when }开始
incident-today-actions = 故障后的改进项
incident-today-action = **{ $incident }** · { $text } · { $day } 到期
incident-today-action-overdue = **{ $incident }** · { $text } · **已逾期，应于 { $day } 完成**
standup-today-title = 等您填写的站会
standup-today = **{ $key }** { $name } · 截止 { $when } · `/standup answer standup:{ $key }`
oncall-today-title = 值班
oncall-today-now = **当前**：{ $name }，至 { $to }
oncall-today-next = **下一班**：{ $name }，{ $from } 至 { $to }

### simulate, why

simulate-title = 将会发布的内容
simulate-period = { $from } 至 { $to }
simulate-summary = 若无人填写：频道消息 **{ $posts }** 条，私信 **{ $messages }** 条。以上只是预览，没有发布任何内容。
simulate-cut = 只显示前 { $most } 条。缩短时间段或指定 `department:` 可以查看其余内容。
simulate-empty = { $from } 至 { $to } 不会发布任何内容：这段时间没有任何安排。用 `/standup list` 和 `/digest list` 查看下一次的时间。
simulate-footer = 下一步：如需调整，请用 /standup edit、/digest edit 或 /calendar holiday。
simulate-line = { $when } · { $what } · 发布到 { $whom } · { $language }
simulate-line-direct = { $when } · { $what } · 发给 { $whom } · { $language }
simulate-open = 站会 **{ $key }** { $name } 开始，邀请 { $people } 人填写
simulate-prompt = 以私信发送站会 **{ $key }** { $name } 的问题
simulate-remind = 以私信提醒填写站会 **{ $key }** { $name }
simulate-close = 站会 **{ $key }** { $name } 的汇总
simulate-digest = 摘要 **{ $key }**（有内容时才发布）
simulate-column-when = 时间
simulate-column-what = 内容
simulate-column-whom = 发给
simulate-column-language = 语言
refuse-simulate-when = 看不懂日期或时刻“{ $text }”。可用的写法：`{ $example }`、`明天`、`周五 9:00` 或 `+7d`。
refuse-simulate-order = 结束时间 { $to } 早于开始时间 { $from }。例如：`/simulate from:明天 to:+7d`
refuse-simulate-past = 这段时间在 { $to } 已经结束，只能模拟将来的内容。例如：`/simulate from:今天 to:+7d`
refuse-simulate-long = 最多模拟 { $most } 天。请缩短时间段，例如：`/simulate from:今天 to:+7d`
why-title = 为什么有这条消息？
why-next = 下一次：{ $when }
why-schedule = 时间安排：`{ $schedule }`（{ $zone }）
why-by = 由 { $user } 发起
why-about = 相关：{ $key } { $name } · { $day }
why-about-thing = 相关：{ $key }。
why-about-handoff = 相关：{ $key }。用 `/handoff show handoff:{ $key }` 查看详情。
why-about-incident = 相关：{ $key }。用 `/incident show incident:{ $key }` 查看详情。
why-now = 目前情况
why-policy = 策略：`{ $policy }`
why-held = { $user } 正在处理。若再无消息，{ $when } 重新呼叫。
why-ringing = 正在呼叫第 { $level } 级，下一级：{ $when }。
why-order = 若无人接手，依次呼叫：
why-rank = { $level }. { $who }
why-rank-not = （不呼叫：{ $who }）
why-rank-skipped = { $level }. 跳过：{ $who }
why-office = 项目管理部门
why-page-level = 策略 `{ $policy }` 的第 { $level } 级，共 { $levels } 级{ $round ->
    [1] {""}
   *[other] ，第 { $round } 轮
}。
why-page-called = { $how ->
    [turn] 呼叫 { $user }（`{ $target }`）：轮到其值班。
    [override] 呼叫 { $user }（`{ $target }`）：临时代班。
    [override-of] 呼叫 { $user }（`{ $target }`）：代 { $of } 值班。
    [stand-in] 呼叫 { $user }（`{ $target }`）：本应轮到 { $of }，但 { $of } 请假。
    [second] 呼叫 { $user }（`{ $target }`）：轮值中的下一位。
    [had-it] 呼叫 { $user }：此前由其处理。
   *[named] 呼叫 { $user }（`{ $target }`）。
}
why-page-not = 未呼叫：{ $what }
why-page-then = { $then ->
    [again] 下一步（{ $when }）：策略从头开始，有人确认则不再呼叫。
    [office] 下一步（{ $when }）：告知项目管理部门无人响应，有人确认则不再呼叫。
   *[other] 下一步（{ $when }）：呼叫 `{ $then }`，有人确认则不再呼叫。
}
why-page-mute = 呼叫不能静音。可用 `/oncall swap` 或 `/oncall override` 把值班交给他人。
why-about-measure = 关于 { $key } { $name }，数值见 `/measure show`。
why-unknown-rule = 规则：`{ $rule }`
why-mute = 不再提醒我
why-unmute = 恢复提醒我
why-muted = 您不会再收到这类消息，点击按钮可以恢复。
why-unmuted = 您会重新收到这类消息。
why-rule-standup-open = 站会按时间安排开始，当天是部门的工作日。
why-rule-standup-close = 站会已到截止时间，因此汇总了大家的内容。
why-rule-standup-remind = 您是该部门成员，没有请假，并且在设定的询问或提醒时刻尚未填写。
why-rule-standup-help = 有同事在您的阻碍下点击了 **我来帮忙**。
why-rule-digest-post = 摘要按时间安排发布，并且有内容可报。
why-rule-digest-now = 有人要求立即发布摘要。
why-rule-incident-postmortem = 有人发布了这起故障的复盘文档。
why-rule-incident-review = 这起故障的复盘文档已发布，复盘会已过期，还没有人标记已召开。
why-rule-incident-action-given = 有人把这个改进项交给了您。
why-rule-incident-action-due = 这个改进项由您负责，现已到期。
why-rule-incident-card = 本部门有新的故障。卡片显示当前情况并随时更新。
why-rule-incident-said = 这个子区对应的故障有了变化。
why-rule-incident-role = 有人请您在这个故障中承担分工。
why-rule-incident-customers = 故障影响客户，因此用通俗的说法告知客户服务部门和技术支持部门。
why-rule-outbox-fallback = 私信被拒收，因此改为在这里提及一次。允许来自本服务器的私信即可恢复。
why-rule-handoff-card = 本部门提出或收到了这项交接，卡片在此保持更新。
why-rule-handoff-said = 双方部门的一项交接有了变化。
why-rule-handoff-told = 一项交接轮到本部门处理，或有了与本部门相关的变化。
why-rule-handoff-remind = 一项由您负责或等待您的交接，时限已过去一部分。
why-rule-handoff-reminded = 一项本部门尚无人接受的交接，时限已过去一部分。
why-rule-handoff-overdue = 本部门的一项交接已超时。
why-rule-handoff-escalated = 一项交接超时超过一个工作日，因此告知项目管理部门。
why-rule-handoff-assigned = 有人把一项交接交给了您。
why-rule-handoff-released = 本部门负责某项交接的人不在，或已离开。
why-rule-handoff-lent = 随交接借用的资源应归还。
why-rule-handoff-child-done = 另一项交接所等待的交接已确认。
why-rule-handoff-incident-over = 由交接转成的故障已解决。
why-rule-alert-silence-over = 一个让本部门告警保持安静的静默结束了。
why-rule-measure-crossed = 本部门的一个指标越过了目标或阈值。越线只提醒一次，恢复后再次越线才会再提醒。
why-rule-alert-watch-deaf = 这里有监听规则，而 Discord 不允许机器人读取消息。在恢复之前只提示一次。
why-rule-alert-watch-flood = 本部门的监听规则符合得太频繁，超出部分不再建任务或交接，只计数。
why-rule-alert-watch-hearing = 之前提示过监听规则不起作用，现在已恢复。
why-rule-alert-truncated = 发送方说明一批告警中有一部分没有发来。每天只提示一次。
refuse-why-not-ours = 这不是 Liaison 有记录的消息。请选择它主动发布的消息。

### commands (names, descriptions, choices)

cmd-standup = 站会
    .description = 每日简短汇报
cmd-standup-create = 创建
    .description = 为部门创建站会
cmd-standup-create-opt-department = 部门
    .description = 站会所属的部门
cmd-standup-create-opt-name = 名称
    .description = 站会的名称
cmd-standup-create-opt-schedule = 时间安排
    .description = 何时举行：工作日 09:30，或 cron
cmd-standup-create-opt-timezone = 时区
    .description = 时间安排所用的时区，默认为部门时区
cmd-standup-create-opt-window = 开放分钟
    .description = 开放多少分钟（5 到 1440，默认 120）
cmd-standup-create-opt-reminders = 提醒
    .description = 何时提醒未填写的人：80%、30m,60m 或 none
cmd-standup-create-opt-questions = 问题
    .description = 一到五个，每行一个或用 | 分隔
cmd-standup-create-opt-clock = 时钟
    .description = 所有人同一时刻，或按各自的当地时间
    .choice-department = 部门
    .choice-member = 成员
cmd-standup-edit = 修改
    .description = 修改站会，从下一次起生效
cmd-standup-edit-opt-standup = 站会
    .description = 站会的编号或名称
cmd-standup-edit-opt-name = 名称
    .description = 站会的名称
cmd-standup-edit-opt-schedule = 时间安排
    .description = 何时举行：工作日 09:30，或 cron
cmd-standup-edit-opt-timezone = 时区
    .description = 时间安排所用的时区，默认为部门时区
cmd-standup-edit-opt-window = 开放分钟
    .description = 开放多少分钟（5 到 1440，默认 120）
cmd-standup-edit-opt-reminders = 提醒
    .description = 何时提醒未填写的人：80%、30m,60m 或 none
cmd-standup-edit-opt-questions = 问题
    .description = 一到五个，每行一个或用 | 分隔
cmd-standup-edit-opt-clock = 时钟
    .description = 所有人同一时刻，或按各自的当地时间
    .choice-department = 部门
    .choice-member = 成员
cmd-standup-answer = 填写
    .description = 填写站会，可提前填写或修改
cmd-standup-answer-opt-standup = 站会
    .description = 站会的编号或名称
cmd-standup-skip = 缺席
    .description = 说明这一次不参加
cmd-standup-skip-opt-standup = 站会
    .description = 站会的编号或名称
cmd-standup-list = 列表
    .description = 所有站会及下次时间
cmd-standup-pause = 暂停
    .description = 暂停站会，直到恢复
cmd-standup-pause-opt-standup = 站会
    .description = 站会的编号或名称
cmd-standup-resume = 恢复
    .description = 恢复已暂停的站会
cmd-standup-resume-opt-standup = 站会
    .description = 站会的编号或名称
cmd-standup-delete = 删除
    .description = 删除站会，执行前会确认
cmd-standup-delete-opt-standup = 站会
    .description = 站会的编号或名称
cmd-standup-run = 立即开始
    .description = 现在开始今天的站会
cmd-standup-run-opt-standup = 站会
    .description = 站会的编号或名称
cmd-standup-report = 报告
    .description = 一段时间内的参与情况和阻碍
cmd-standup-report-opt-standup = 站会
    .description = 站会的编号或名称
cmd-standup-report-opt-from = 开始
    .description = 第一天，例如 2026-03-01
cmd-standup-report-opt-to = 结束
    .description = 最后一天，默认今天
cmd-digest = 摘要
    .description = 按时间安排或立即发布部门需要了解的内容
cmd-digest-create = 创建
    .description = 按时间安排向部门发布摘要
cmd-digest-create-opt-department = 部门
    .description = 摘要所属的部门
cmd-digest-create-opt-schedule = 时间安排
    .description = 何时发布：工作日 17:30、每周一 9:00，或 cron
cmd-digest-create-opt-sections = 栏目
    .description = 显示哪些栏目，用逗号分隔，或写“全部”；默认按部门惯例
cmd-digest-now = 立即发布
    .description = 立即发布某个部门的摘要
cmd-digest-now-opt-department = 部门
    .description = 摘要所属的部门
cmd-digest-list = 列表
    .description = 所有摘要及下次发布时间
cmd-digest-edit = 修改
    .description = 修改摘要的发布时间和栏目
cmd-digest-edit-opt-digest = 摘要
    .description = 摘要编号，例如 DIG-1
cmd-digest-edit-opt-schedule = 时间安排
    .description = 何时发布：工作日 17:30、每周一 9:00，或 cron
cmd-digest-edit-opt-sections = 栏目
    .description = 显示哪些栏目，用逗号分隔
cmd-digest-edit-opt-timezone = 时区
    .description = 时间安排所用的时区
cmd-digest-pause = 暂停
    .description = 暂停摘要，直到恢复
cmd-digest-pause-opt-digest = 摘要
    .description = 摘要编号，例如 DIG-1
cmd-digest-resume = 恢复
    .description = 恢复已暂停的摘要
cmd-digest-resume-opt-digest = 摘要
    .description = 摘要编号，例如 DIG-1
cmd-digest-delete = 删除
    .description = 删除摘要，删除前会确认
cmd-digest-delete-opt-digest = 摘要
    .description = 摘要编号，例如 DIG-1
cmd-simulate = 模拟
    .description = 某段时间内会发布什么、发给谁、用哪种语言
cmd-simulate-opt-from = 开始
    .description = 开始的日期或时刻：今天、明天、2026-03-01、周五 9:00
cmd-simulate-opt-to = 结束
    .description = 结束的日期或时刻：+7d、周五、2026-03-31，最多 31 天
cmd-simulate-opt-department = 部门
    .description = 只看这个部门，默认是您负责的所有部门
cmd-simulate-opt-page = 呼叫
    .description = 改为查看这样的呼叫从该时刻起会叫谁：service=db sev1
cmd-menu-why-this = 为什么有这条？
cmd-setup = 设置
    .description = 设置本服务器
cmd-setup-run = 运行
    .description = 启用部门、创建频道、设置时区和语言
cmd-setup-run-opt-departments = 部门
    .description = 要启用哪些部门
    .choice-all = 全部十一个
    .choice-six = 六个管理部门
    .choice-five = 五个运维部门
    .choice-none = 暂不启用
cmd-setup-run-opt-channels = 频道
    .description = 为每个部门创建频道，或使用当前频道
    .choice-create = 创建频道和身份组
    .choice-here = 使用当前频道
cmd-setup-run-opt-timezone = 时区
    .description = 服务器时区，例如 Asia/Shanghai
cmd-setup-run-opt-locale = 语言
    .description = 发布消息所用的语言
    .choice-en-us = 英文
    .choice-zh-cn = 中文
cmd-setup-run-opt-currency = 货币
    .description = 货币代码，例如 CNY
cmd-setup-check = 检查
    .description = 检查缺少什么以及如何处理
cmd-department = 部门
    .description = 本组织的部门
cmd-department-list = 列表
    .description = 查看全部部门
cmd-department-add = 添加
    .description = 添加自定义部门
cmd-department-add-opt-key = 代号
    .description = 命令中使用的代号：小写字母、数字、连字符
cmd-department-add-opt-name = 名称
    .description = 部门名称
cmd-department-add-opt-channel = 频道
    .description = 部门频道；不填则自动创建
cmd-department-edit = 修改
    .description = 修改部门设置
cmd-department-edit-opt-department = 部门
    .description = 哪个部门
cmd-department-edit-opt-name = 名称
    .description = 部门名称
cmd-department-edit-opt-channel = 频道
    .description = 消息发布到哪个频道
cmd-department-edit-opt-role = 身份组
    .description = 拥有该身份组的人即为部门成员
cmd-department-edit-opt-lead = 负责人
    .description = 由谁负责
cmd-department-edit-opt-timezone = 时区
    .description = 部门时区，例如 Asia/Shanghai
cmd-department-edit-opt-locale = 语言
    .description = 发布消息所用的语言
    .choice-en-us = 英文
    .choice-zh-cn = 中文
cmd-department-edit-opt-workdays = 工作日
    .description = 工作日，例如 周一至周五
cmd-department-edit-opt-hours = 工作时间
    .description = 工作时间，例如 09:00-18:00
cmd-department-join = 加入
    .description = 加入部门
cmd-department-join-opt-department = 部门
    .description = 哪个部门
cmd-department-leave = 退出
    .description = 退出部门
cmd-department-leave-opt-department = 部门
    .description = 哪个部门
cmd-department-show = 查看
    .description = 查看频道、身份组、负责人、成员和工作时间
cmd-department-show-opt-department = 部门
    .description = 哪个部门
cmd-calendar = 日历
    .description = 假日与调休上班日
cmd-calendar-holiday = 放假
    .description = 将某天设为假日
cmd-calendar-holiday-opt-date = 日期
    .description = 例如 2026-10-01、周五 或 +3d
cmd-calendar-holiday-opt-name = 名称
    .description = 日期名称
cmd-calendar-holiday-opt-department = 部门
    .description = 只对某个部门生效；不填则对整个服务器生效
cmd-calendar-workday = 上班
    .description = 将某天设为调休上班日
cmd-calendar-workday-opt-date = 日期
    .description = 例如 2026-10-10、周六 或 +3d
cmd-calendar-workday-opt-name = 名称
    .description = 日期名称
cmd-calendar-workday-opt-department = 部门
    .description = 只对某个部门生效；不填则对整个服务器生效
cmd-calendar-import = 导入
    .description = 导入内置日历或 .ics 文件
cmd-calendar-import-opt-preset = 预设
    .description = 内置日历
cmd-calendar-import-opt-file = 文件
    .description = 含全天事件的 .ics 文件
cmd-calendar-import-opt-department = 部门
    .description = 只对某个部门生效；不填则对整个服务器生效
cmd-calendar-list = 列表
    .description = 查看今天起的特殊日期
cmd-calendar-list-opt-department = 部门
    .description = 查看对某个部门生效的日期
cmd-calendar-remove = 移除
    .description = 将某天恢复为普通日
cmd-calendar-remove-opt-date = 日期
    .description = 哪一天
cmd-calendar-remove-opt-department = 部门
    .description = 当时只对某个部门设置时填写
cmd-away = 请假
    .description = 请假登记与查看
cmd-away-set = 登记
    .description = 登记请假
cmd-away-set-opt-from = 开始
    .description = 第一天，例如 明天 或 2026-08-03
cmd-away-set-opt-to = 结束
    .description = 最后一天，例如 周五 或 +3d
cmd-away-set-opt-reason = 原因
    .description = 仅自己可见
cmd-away-set-opt-user = 成员
    .description = 为本部门成员登记（仅限负责人，会通知本人）
cmd-away-list = 列表
    .description = 查看今天起的请假
cmd-away-list-opt-user = 成员
    .description = 只看某人
cmd-away-cancel = 撤销
    .description = 撤销请假
cmd-away-cancel-opt-user = 成员
    .description = 本部门成员（仅限负责人，会通知本人）
cmd-me = 我
    .description = 个人设置
cmd-me-show = 查看
    .description = 查看您的部门、工作时间和请假
cmd-me-settings = 设置
    .description = 时区、语言、工作与免打扰时段、代理人
cmd-me-settings-opt-timezone = 时区
    .description = 例如 Asia/Shanghai
cmd-me-settings-opt-locale = 语言
    .description = 私信所用的语言
    .choice-en-us = 英文
    .choice-zh-cn = 中文
cmd-me-settings-opt-workdays = 工作日
    .description = 例如 周一至周五
cmd-me-settings-opt-hours = 工作时间
    .description = 例如 09:00-18:00
cmd-me-settings-opt-quiet_hours = 免打扰
    .description = 例如 22:00-07:00；输入 off 关闭
cmd-me-settings-opt-delivery = 送达方式
    .description = 非紧急消息何时送达
    .choice-instant = 立即
    .choice-digest = 汇总到摘要
cmd-me-settings-opt-delegate = 代理人
    .description = 请假期间由谁代理
cmd-help = 帮助
    .description = 查看您可以做什么
cmd-help-opt-topic = 主题
    .description = 只看某个主题
cmd-audit = 审计
    .description = 查看操作记录和未送达的消息
cmd-audit-opt-subject = 对象
    .description = 例如 ops、STD-7 或 calendar
cmd-audit-opt-user = 成员
    .description = 只看某人的操作
cmd-audit-opt-from = 开始
    .description = 从哪天起
cmd-audit-opt-to = 结束
    .description = 到哪天止
cmd-integration = 接入
    .description = 发送告警的系统
cmd-integration-create = 创建
    .description = 接入一个发送告警的系统；地址只显示一次
cmd-integration-create-opt-department = 部门
    .description = 它的告警呼叫哪个部门
cmd-integration-create-opt-kind = 类型
    .description = 由哪种系统发送
    .choice-alertmanager = Prometheus Alertmanager
    .choice-grafana = Grafana
    .choice-pagerduty = PagerDuty Events API v2
    .choice-github = GitHub
    .choice-generic = 其他（JSON）
    .choice-measure = 指标数值（JSON）
    .choice-junit = 测试结果（JUnit XML）
    .choice-scanner = 扫描器发现的漏洞（SARIF 或 JSON）
cmd-integration-create-opt-name = 名称
    .description = 大家怎么称呼它
cmd-integration-create-opt-severity_map = 级别对应
    .description = 发送方用词与级别的对应，如 critical=sev1,warning=sev3
cmd-integration-create-opt-mapping = 映射
    .description = 仅用于 generic：各字段的位置，以 JSON 指针表示
cmd-integration-list = 列表
    .description = 全部接入，以及最近一次收到的时间
cmd-integration-rotate = 换新
    .description = 换新地址和密钥；旧地址再保留一天
cmd-integration-rotate-opt-integration = 接入
    .description = 哪一个
cmd-integration-delete = 删除
    .description = 断开一个系统
cmd-integration-delete-opt-integration = 接入
    .description = 哪一个
cmd-integration-test = 测试
    .description = 发送一条带标记的测试告警，不会呼叫任何人
cmd-integration-test-opt-integration = 接入
    .description = 哪一个
cmd-silence = 静默
    .description = 让告警安静一段时间
cmd-silence-create = 创建
    .description = 符合条件的告警到期前不呼叫任何人，但会记录
cmd-silence-create-opt-match = 条件
    .description = 按标签写的条件，如 service=db severity=~"warn.*"
cmd-silence-create-opt-for = 时长
    .description = 多久，如 2h 或 90m
cmd-silence-create-opt-reason = 原因
    .description = 为什么，给想知道的人看
cmd-silence-create-opt-from = 开始
    .description = 维护窗口：何时开始，如 周六 22:00
cmd-silence-list = 列表
    .description = 生效中和计划中的静默
cmd-silence-end = 结束
    .description = 立即结束一个静默
cmd-silence-end-opt-silence = 静默
    .description = 哪一个
cmd-heartbeat = 心跳
    .description = 必须按时报到的任务
cmd-heartbeat-create = 创建
    .description = 给任务一个地址来报到；不报到就呼叫
cmd-heartbeat-create-opt-name = 名称
    .description = 谁来报到，如 夜间备份
cmd-heartbeat-create-opt-every = 周期
    .description = 多久报到一次，如 24h
cmd-heartbeat-create-opt-department = 部门
    .description = 呼叫哪个部门
cmd-heartbeat-create-opt-grace = 宽限
    .description = 晚多久仍算正常，如 1h
cmd-heartbeat-create-opt-severity = 级别
    .description = 不报到有多严重
    .choice-sev1 = SEV1
    .choice-sev2 = SEV2
    .choice-sev3 = SEV3
    .choice-sev4 = SEV4
cmd-heartbeat-list = 列表
    .description = 全部心跳，以及最近一次报到的时间
cmd-heartbeat-delete = 删除
    .description = 不再等它报到
cmd-heartbeat-delete-opt-heartbeat = 心跳
    .description = 哪一个

cmd-watch = 监听
    .description = 频道中的哪些消息会上报故障
cmd-watch-add = 添加
    .description = 监听一个频道；保存前先显示会找到哪些消息
cmd-watch-add-opt-channel = 频道
    .description = 监听哪里；您自己必须能查看
cmd-watch-add-opt-pattern = 表达式
    .description = 正则表达式，如 (?i)(panic|out of memory)
cmd-watch-add-opt-action = 动作
    .description = 符合的消息会做什么
    .choice-incident = 上报故障
    .choice-task = 建任务
    .choice-handoff = 发起交接
cmd-watch-add-opt-department = 部门
    .description = 由哪个部门处理
cmd-watch-add-opt-severity = 级别
    .description = 故障有多严重；不填为 SEV3
    .choice-sev1 = SEV1
    .choice-sev2 = SEV2
    .choice-sev3 = SEV3
    .choice-sev4 = SEV4
cmd-watch-list = 列表
    .description = 全部监听规则，以及各符合过多少次
cmd-watch-remove = 移除
    .description = 移除一条监听规则
cmd-watch-remove-opt-watch = 规则
    .description = 哪一条
cmd-watch-test = 测试
    .description = 用一段文字测试监听规则
cmd-watch-test-opt-watch = 规则
    .description = 哪一条
cmd-watch-test-opt-text = 文字
    .description = 别人可能写的内容

cmd-oncall = 值班
    .description = 出问题时先找谁
cmd-oncall-rotation = 轮值
    .description = 设置轮值
cmd-oncall-rotation-opt-department = 部门
    .description = 哪个部门的轮值
cmd-oncall-rotation-opt-members = 成员
    .description = 按轮值顺序提及：@甲 @乙 @丙
cmd-oncall-rotation-opt-handoff = 交班
    .description = 何时交班：每周一 09:00、09:00、2026-03-02 09:00
cmd-oncall-rotation-opt-length = 长度
    .description = day、week（默认）、month，或 12h、2w 等
cmd-oncall-rotation-opt-timezone = 时区
    .description = 按哪个时区；默认为部门时区
cmd-oncall-rotation-opt-name = 名称
    .description = 部门的第二个轮值，例如 db
cmd-oncall-rotation-opt-layer = 层
    .description = 1 到 10，层数高的优先
cmd-oncall-rotation-opt-hours = 时段
    .description = 只在工作日的这些时段，例如 18:00-09:00
cmd-oncall-rotation-opt-remove = 删除
    .description = 删除这一层
cmd-oncall-override = 代班
    .description = 某人临时接班
cmd-oncall-override-opt-user = 成员
    .description = 由谁代班
cmd-oncall-override-opt-from = 开始
    .description = 开始时间，例如 周五 18:00
cmd-oncall-override-opt-to = 结束
    .description = 结束时间，例如 周一 09:00
cmd-oncall-override-opt-department = 部门
    .description = 哪个部门；默认为此人所在轮值的部门
cmd-oncall-override-opt-rotation = 轮值
    .description = 有多个轮值时写明哪一个
cmd-oncall-shifts = 班次
    .description = 接下来的班次，默认为自己的
cmd-oncall-shifts-opt-user = 成员
    .description = 谁的班次
cmd-oncall-contact = 联系方式
    .description = Discord 故障时如何联系您
cmd-oncall-contact-opt-mail = 邮箱
    .description = 邮箱地址
cmd-oncall-contact-opt-hook = 地址
    .description = 以 JSON 接收呼叫的网址
cmd-oncall-contact-opt-clear = 清除
    .description = 清除已填的联系方式
cmd-oncall-calendar = 日历
    .description = 供日历订阅班次的地址
cmd-oncall-calendar-opt-remove = 收回
    .description = 让地址失效
cmd-oncall-swap = 换班
    .description = 与某人换班，需对方同意
cmd-oncall-swap-opt-user = 成员
    .description = 由谁值您的班
cmd-oncall-swap-opt-mine = 我的
    .description = 您的班次中的某个时间，例如 周五 12:00；默认为您的下一班
cmd-oncall-swap-opt-theirs = 对方的
    .description = 对方班次中的某个时间；默认为对方的下一班
cmd-oncall-who = 查询
    .description = 现在和下一班由谁值班
cmd-oncall-who-opt-department = 部门
    .description = 只看一个部门
cmd-escalation = 升级策略
    .description = 按什么顺序呼叫谁，各等多久
cmd-escalation-create = 新建
    .description = 新建策略；部门的第一个策略立即生效
cmd-escalation-create-opt-department = 部门
    .description = 哪个部门的策略
cmd-escalation-create-opt-name = 名称
    .description = 策略名称
cmd-escalation-create-opt-levels = 级别
    .description = 例如：主值 5分钟 > 副值 10分钟 > 负责人 15分钟 > 项目办
cmd-escalation-create-opt-repeat = 重复
    .description = 第一轮之后再重复几轮，0 到 10
cmd-escalation-show = 查看
    .description = 查看策略，以及现在会呼叫谁
cmd-escalation-show-opt-policy = 策略
    .description = 编号或名称；不填则列出全部
cmd-escalation-edit = 修改
    .description = 修改策略；未解决的事件随之更新
cmd-escalation-edit-opt-policy = 策略
    .description = 策略的编号或名称
cmd-escalation-edit-opt-levels = 级别
    .description = 例如：主值 5分钟 > 副值 10分钟 > 负责人 15分钟 > 项目办
cmd-escalation-edit-opt-repeat = 重复
    .description = 第一轮之后再重复几轮，0 到 10
cmd-escalation-edit-opt-name = 名称
    .description = 策略名称
cmd-escalation-assign = 指定
    .description = 指定策略适用的范围
cmd-escalation-assign-opt-policy = 策略
    .description = 策略的编号或名称
cmd-escalation-assign-opt-department = 部门
    .description = 适用于该部门的事件
cmd-escalation-assign-opt-severity = 级别
    .description = 仅适用于该严重级别
    .choice-sev1 = SEV1
    .choice-sev2 = SEV2
    .choice-sev3 = SEV3
    .choice-sev4 = SEV4
cmd-escalation-assign-opt-service = 服务
    .description = 仅适用于该服务
cmd-incident = 故障
    .description = 上报、处理和查看故障
cmd-incident-declare = 上报
    .description = 上报故障，立即通知相关人员
cmd-incident-declare-opt-title = 标题
    .description = 一句话说明问题
cmd-incident-declare-opt-severity = 严重程度
    .description = 有多严重
    .choice-sev1 = SEV1 · 全面停摆
    .choice-sev2 = SEV2 · 重要功能不可用
    .choice-sev3 = SEV3 · 功能受影响
    .choice-sev4 = SEV4 · 轻微
cmd-incident-declare-opt-department = 部门
    .description = 涉及哪个部门
cmd-incident-declare-opt-type = 类型
    .description = 什么类型，默认系统故障
    .choice-fault = 系统故障
    .choice-security = 安全事件（保密）
    .choice-data = 数据问题
    .choice-customer = 客户侧问题
cmd-incident-declare-opt-service = 服务
    .description = 出问题的服务，用客户熟悉的叫法
cmd-incident-declare-opt-project = 项目
    .description = 涉及的项目
cmd-incident-declare-opt-details = 详情
    .description = 其他已知情况
cmd-incident-declare-opt-customers_affected = 影响客户
    .description = 告知客户服务部门和技术支持部门
cmd-incident-list = 列表
    .description = 查看故障，默认未结束的
cmd-incident-list-opt-state = 状态
    .description = 哪些故障
    .choice-open = 未结束
    .choice-all = 全部
    .choice-triggered = 已触发
    .choice-acknowledged = 已确认
    .choice-mitigated = 已缓解
    .choice-resolved = 已解决
    .choice-closed = 已关闭
cmd-incident-list-opt-department = 部门
    .description = 只看某个部门
cmd-incident-show = 查看
    .description = 查看某个故障
cmd-incident-show-opt-incident = 故障
    .description = 故障的编号或标题
cmd-incident-ack = 确认
    .description = 由您处理，不再通知其他人
cmd-incident-ack-opt-incident = 故障
    .description = 故障的编号或标题
cmd-incident-update = 更新
    .description = 说明目前情况和正在做的事
cmd-incident-update-opt-incident = 故障
    .description = 故障的编号或标题
cmd-incident-update-opt-text = 内容
    .description = 目前情况和正在做的事
cmd-incident-update-opt-public = 公开
    .description = 写给客户的通俗说明，发给客服和技术支持
cmd-incident-severity = 严重程度
    .description = 修改严重程度，调高会重新通知
cmd-incident-severity-opt-incident = 故障
    .description = 故障的编号或标题
cmd-incident-severity-opt-severity = 严重程度
    .description = 有多严重
    .choice-sev1 = SEV1 · 全面停摆
    .choice-sev2 = SEV2 · 重要功能不可用
    .choice-sev3 = SEV3 · 功能受影响
    .choice-sev4 = SEV4 · 轻微
cmd-incident-role = 分工
    .description = 指定分工
cmd-incident-role-opt-incident = 故障
    .description = 故障的编号或标题
cmd-incident-role-opt-role = 分工
    .description = 哪项分工
    .choice-commander = 指挥
    .choice-communications = 对外沟通
    .choice-scribe = 记录
cmd-incident-role-opt-user = 成员
    .description = 由谁负责
cmd-incident-escalate = 升级
    .description = 立即通知下一级
cmd-incident-escalate-opt-incident = 故障
    .description = 故障的编号或标题
cmd-incident-mitigate = 缓解
    .description = 影响已消除，原因尚在
cmd-incident-mitigate-opt-incident = 故障
    .description = 故障的编号或标题
cmd-incident-resolve = 解决
    .description = 故障结束，填写原因和影响
cmd-incident-resolve-opt-incident = 故障
    .description = 故障的编号或标题
cmd-incident-resolve-opt-cause = 原因
    .description = 由什么引起
cmd-incident-resolve-opt-impact = 影响
    .description = 谁受影响，持续多久
cmd-incident-reopen = 重新打开
    .description = 尚未结束，重新通知
cmd-incident-reopen-opt-incident = 故障
    .description = 故障的编号或标题
cmd-incident-merge = 合并
    .description = 与另一个故障相同
cmd-incident-merge-opt-incident = 故障
    .description = 故障的编号或标题
cmd-incident-merge-opt-into = 并入
    .description = 由哪个故障继续
cmd-incident-close = 关闭
    .description = 无需再处理
cmd-incident-close-opt-incident = 故障
    .description = 故障的编号或标题
cmd-incident-postmortem = 复盘
    .description = 由时间线整理出复盘文档
cmd-incident-postmortem-opt-incident = 故障
    .description = 故障的编号或标题
cmd-incident-stats = 统计
    .description = 确认和解决用时、呼叫次数
cmd-incident-stats-opt-from = 开始
    .description = 从哪一天起，例如 -90d
cmd-incident-stats-opt-to = 结束
    .description = 到哪一天为止
cmd-incident-stats-opt-department = 部门
    .description = 只看某个部门
cmd-menu-declare-an-incident = 上报故障

#### commands: task
cmd-menu-make-a-task = 新建任务
cmd-task = 任务
    .description = 部门的工作：新建、领取、完成和跟进
cmd-task-create = 创建
    .description = 在部门里新建一项任务
cmd-task-create-opt-department = 部门
    .description = 谁的工作
cmd-task-create-opt-kind = 类型
    .description = 什么类型的工作
cmd-task-create-opt-title = 标题
    .description = 用一行写清要做什么
cmd-task-create-opt-project = 项目
    .description = 所属项目
cmd-task-create-opt-assignee = 负责人
    .description = 由谁来做
cmd-task-create-opt-due = 截止
    .description = 何时到期，如 周五、明天 17:00 或 3天后
cmd-task-create-opt-priority = 优先级
    .description = 有多紧急
    .choice-low = 低
    .choice-normal = 普通
    .choice-high = 高
    .choice-urgent = 紧急
cmd-task-create-opt-details = 详情
    .description = 对执行人有帮助的信息
cmd-task-list = 列表
    .description = 任务列表，最先到期的在前
cmd-task-list-opt-mine = 我的
    .description = 只看由我负责的
cmd-task-list-opt-department = 部门
    .description = 只看该部门的
cmd-task-list-opt-state = 状态
    .description = 只看处于该状态的
    .choice-open = 未结束
    .choice-all = 全部
    .choice-doing = 进行中
    .choice-done = 已完成
    .choice-draft = 草稿
    .choice-active = 生效中
    .choice-scheduled = 已排期
    .choice-running = 执行中
    .choice-passed = 通过
    .choice-failed = 未通过
    .choice-new = 新建
    .choice-accepted = 已受理
    .choice-answered = 已答复
    .choice-closed = 已关闭
    .choice-declined = 已谢绝
    .choice-cancelled = 已取消
cmd-task-list-opt-kind = 类型
    .description = 只看该类型的工作
cmd-task-list-opt-overdue = 逾期
    .description = 只看已逾期的
cmd-task-list-opt-project = 项目
    .description = 只看该项目的
cmd-task-show = 查看
    .description = 一项任务的全部信息
cmd-task-show-opt-task = 任务
    .description = 编号或标题
cmd-task-take = 领取
    .description = 领取一项无人负责的任务
cmd-task-take-opt-task = 任务
    .description = 编号或标题
cmd-task-assign = 指派
    .description = 把任务交给某人，或交给轮到的人
cmd-task-assign-opt-task = 任务
    .description = 编号或标题
cmd-task-assign-opt-user = 用户
    .description = 交给谁；不填则轮流分派并说明理由
cmd-task-comment = 评论
    .description = 对任务说点什么
cmd-task-comment-opt-task = 任务
    .description = 编号或标题
cmd-task-comment-opt-text = 内容
    .description = 想说的话
cmd-task-stage = 阶段
    .description = 让任务进入下一阶段或状态
cmd-task-stage-opt-task = 任务
    .description = 编号或标题
cmd-task-stage-opt-stage = 阶段
    .description = 该类型的阶段，或一个步骤，如 开始
cmd-task-check = 打勾
    .description = 在任务的检查清单上打勾
cmd-task-check-opt-task = 任务
    .description = 编号或标题
cmd-task-check-opt-item = 条目
    .description = 哪一行；不填则显示整张清单
cmd-task-done = 完成
    .description = 完成任务：用表单填写结果
cmd-task-done-opt-task = 任务
    .description = 编号或标题
cmd-task-done-opt-proof = 证明
    .description = 作为证明的文件
cmd-task-cancel = 取消
    .description = 取消一项任务
cmd-task-cancel-opt-task = 任务
    .description = 编号或标题
cmd-task-cancel-opt-reason = 原因
    .description = 为什么取消
cmd-task-recurring = 周期
    .description = 反复出现的工作：每次一项任务
cmd-task-recurring-opt-department = 部门
    .description = 谁的工作
cmd-task-recurring-opt-kind = 类型
    .description = 什么类型的工作
cmd-task-recurring-opt-title = 标题
    .description = 用一行写清要做什么
cmd-task-recurring-opt-schedule = 时间安排
    .description = 何时，如 每天 2:00、每周一 9:00 或 cron 表达式
cmd-task-recurring-opt-project = 项目
    .description = 所属项目
cmd-task-recurring-opt-assignee = 负责人
    .description = 由谁来做；不填则轮到谁就是谁
cmd-task-recurring-opt-due = 截止
    .description = 产生之后多久到期，如 4h
cmd-task-recurring-opt-priority = 优先级
    .description = 有多紧急
    .choice-low = 低
    .choice-normal = 普通
    .choice-high = 高
    .choice-urgent = 紧急
cmd-task-recurring-opt-details = 详情
    .description = 对执行人有帮助的信息
cmd-task-recurring-opt-holidays = 节假日
    .description = 节假日也照常
cmd-task-schedules = 周期列表
    .description = 查看、暂停或结束周期性工作
cmd-task-schedules-opt-department = 部门
    .description = 只看该部门的
cmd-task-schedules-opt-schedule = 周期
    .description = 其中一个，附操作按钮
cmd-task-link = 关联
    .description = 把任务与另一任务、交接或故障关联起来
cmd-task-link-opt-task = 任务
    .description = 编号或标题
cmd-task-link-opt-relation = 关系
    .description = 与对方是什么关系
    .choice-blocks = 阻塞
    .choice-caused-by = 起因于
    .choice-part-of = 属于
    .choice-verifies = 验证
cmd-task-link-opt-other = 对方
    .description = 对方的编号，如 TASK-7、HO-4 或 INC-2
cmd-task-link-opt-remove = 移除
    .description = 取消这个关联
cmd-task-cap = 上限
    .description = 轮流分派最多给您几项未完成的任务
cmd-task-cap-opt-most = 最多
    .description = 1 到 100 之间的数
cmd-task-panel = 面板
    .description = 在频道里放上按钮，任何人都可以向部门提出请求
cmd-task-panel-opt-department = 部门
    .description = 向谁提出
cmd-task-panel-opt-channel = 频道
    .description = 按钮放在哪里；不填则放在这里

#### commands: handoff
cmd-handoff = 交接
    .description = 部门之间的请求
cmd-handoff-request = 提出
    .description = 向另一个部门提出请求
cmd-handoff-request-opt-to = 接收部门
    .description = 向哪个部门提出
cmd-handoff-request-opt-playbook = 事项
    .description = 哪一类请求
cmd-handoff-request-opt-title = 标题
    .description = 用一行说明需要什么
cmd-handoff-request-opt-from = 提出部门
    .description = 由哪个部门提出；只属于一个部门时可省略
cmd-handoff-request-opt-details = 说明
    .description = 对方部门需要知道的内容
cmd-handoff-request-opt-project = 项目
    .description = 所属项目
cmd-handoff-request-opt-due = 期限
    .description = 何时需要，例如 周五 17:00 或 +3d
cmd-handoff-request-opt-priority = 优先级
    .description = 紧急程度
    .choice-low = 低
    .choice-normal = 普通
    .choice-high = 高
    .choice-urgent = 紧急
cmd-handoff-request-opt-file = 附件
    .description = 随附的文件
cmd-handoff-list = 列表
    .description = 某个部门的交接
cmd-handoff-list-opt-which = 范围
    .description = 哪些；省略时为未完成的
    .choice-waiting-on-us = 等待我们
    .choice-waiting-on-others = 等待其他部门
    .choice-mine = 我的
    .choice-open = 未完成
    .choice-closed = 已结束
cmd-handoff-list-opt-department = 部门
    .description = 只看这个部门
cmd-handoff-matrix = 等待表
    .description = 谁在等谁、等了多久
cmd-handoff-matrix-opt-from = 开始
    .description = 统计的第一天
cmd-handoff-matrix-opt-to = 结束
    .description = 统计的最后一天
cmd-handoff-freeze = 冻结期
    .description = 设定不允许发布的时间，或查看已有的
cmd-handoff-freeze-opt-from = 开始
    .description = 何时开始
cmd-handoff-freeze-opt-until = 结束
    .description = 何时结束
cmd-handoff-freeze-opt-reason = 原因
    .description = 为何不允许发布
cmd-handoff-show = 查看
    .description = 一项交接的全部内容
cmd-handoff-show-opt-handoff = 交接
    .description = 编号或标题
cmd-handoff-accept = 接受
    .description = 接受
cmd-handoff-accept-opt-handoff = 交接
    .description = 编号或标题
cmd-handoff-accept-opt-assignee = 负责人
    .description = 由谁处理；省略时为您自己
cmd-handoff-decline = 谢绝
    .description = 不接受，并说明原因
cmd-handoff-decline-opt-handoff = 交接
    .description = 编号或标题
cmd-handoff-decline-opt-text = 内容
    .description = 原因
cmd-handoff-ask = 提问
    .description = 向对方部门提问，其间不计时
cmd-handoff-ask-opt-handoff = 交接
    .description = 编号或标题
cmd-handoff-ask-opt-text = 内容
    .description = 需要了解什么
cmd-handoff-answer = 答复
    .description = 答复提问
cmd-handoff-answer-opt-handoff = 交接
    .description = 编号或标题
cmd-handoff-answer-opt-text = 内容
    .description = 您的答复
cmd-handoff-deliver = 交付
    .description = 交付所要求的内容
cmd-handoff-deliver-opt-handoff = 交接
    .description = 编号或标题
cmd-handoff-deliver-opt-text = 内容
    .description = 交付了什么
cmd-handoff-deliver-opt-proof = 凭证
    .description = 作为凭证的文件
cmd-handoff-return = 退回
    .description = 退回交付的内容，并说明原因
cmd-handoff-return-opt-handoff = 交接
    .description = 编号或标题
cmd-handoff-return-opt-text = 内容
    .description = 缺少什么或哪里有误
cmd-handoff-confirm = 确认
    .description = 确认交付的内容符合需要
cmd-handoff-confirm-opt-handoff = 交接
    .description = 编号或标题
cmd-handoff-cancel = 取消
    .description = 不再需要
cmd-handoff-cancel-opt-handoff = 交接
    .description = 编号或标题
cmd-handoff-sign = 签署
    .description = 代表您的部门签署
cmd-handoff-sign-opt-handoff = 交接
    .description = 编号或标题
cmd-handoff-pass = 转交
    .description = 转交给另一个部门
cmd-handoff-pass-opt-handoff = 交接
    .description = 编号或标题
cmd-handoff-pass-opt-to = 接收部门
    .description = 应由哪个部门处理
cmd-handoff-pass-opt-text = 内容
    .description = 原因
cmd-menu-make-a-handoff = 生成交接

#### commands: decision

cmd-decision = 决定
    .description = 哪些事项待决定，由谁决定
cmd-decision-list = 列表
    .description = 等您决定的、您提出的和待决定的事项
cmd-decision-show = 查看
    .description = 查看一项决定：由谁决定，谁已表态
cmd-decision-show-opt-decision = 决定
    .description = 哪一项，如 DEC-7
cmd-decision-approve = 批准
    .description = 按提出的内容批准
cmd-decision-approve-opt-decision = 决定
    .description = 哪一项，如 DEC-7
cmd-decision-reject = 驳回
    .description = 驳回并说明原因
cmd-decision-reject-opt-decision = 决定
    .description = 哪一项，如 DEC-7
cmd-decision-reject-opt-reason = 原因
    .description = 为什么，让提出人知道该改什么
cmd-decision-delegate = 转交
    .description = 请别人代您决定
cmd-decision-delegate-opt-decision = 决定
    .description = 哪一项，如 DEC-7
cmd-decision-delegate-opt-user = 成员
    .description = 由谁代表您
cmd-decision-delegate-opt-until = 截止
    .description = 到何时为止，如 周五 18:00；不填则到决定为止

#### commands: knowledge

cmd-knowledge = 知识
    .description = 问题、解决方案、已知问题、制度、经验教训
cmd-knowledge-ask = 提问
    .description = 提出问题，并立即看到类似的内容
cmd-knowledge-ask-opt-question = 问题
    .description = 您想知道什么
cmd-knowledge-ask-opt-department = 部门
    .description = 该问哪个部门；不填则为技术支持
cmd-knowledge-answer = 回答
    .description = 回答一个问题
cmd-knowledge-answer-opt-question = 问题
    .description = 哪一个，如 KB-7
cmd-knowledge-answer-opt-text = 内容
    .description = 您的回答
cmd-knowledge-answer-opt-accept = 采纳
    .description = 直接作为最终回答（限提问人和负责人）
cmd-knowledge-accept = 采纳
    .description = 采纳对您问题的回答
cmd-knowledge-accept-opt-question = 问题
    .description = 哪一个，如 KB-7
cmd-knowledge-accept-opt-answer = 回答
    .description = 回答的编号，如 1
cmd-knowledge-search = 搜索
    .description = 查找已有的知识
cmd-knowledge-search-opt-text = 内容
    .description = 要找的词语
cmd-knowledge-search-opt-kind = 类别
    .description = 只找这一类
    .choice-question = 问题
    .choice-solution = 解决方案
    .choice-known-issue = 已知问题
    .choice-policy = 制度
    .choice-lesson = 经验教训
cmd-knowledge-add = 新增
    .description = 写下来，供别人使用
cmd-knowledge-add-opt-kind = 类别
    .description = 属于哪一类
    .choice-solution = 解决方案
    .choice-known-issue = 已知问题
    .choice-policy = 制度
    .choice-lesson = 经验教训
cmd-knowledge-add-opt-title = 标题
    .description = 一句话：别人会怎么找它
cmd-knowledge-add-opt-text = 内容
    .description = 别人需要知道什么
cmd-knowledge-add-opt-department = 部门
    .description = 属于哪个部门；不填则为您的部门
cmd-knowledge-add-opt-tags = 标签
    .description = 有关的词语，如 备份，数据库
cmd-knowledge-add-opt-review = 复核
    .description = 何时复核，如 +90d；制度不填则为一年后
cmd-knowledge-add-opt-with = 联合部门
    .description = 共同制定制度的第二个部门
cmd-knowledge-add-opt-seen_by = 可见范围
    .description = 谁可以看；不填则为所有人
    .choice-everyone = 所有人
    .choice-department = 仅本部门
cmd-knowledge-add-opt-until = 截止
    .description = 已知问题预计何时解决
cmd-knowledge-show = 查看
    .description = 查看一个条目及其版本
cmd-knowledge-show-opt-entry = 条目
    .description = 哪一个，如 KB-7
cmd-knowledge-edit = 修改
    .description = 修改条目；制度须重新决定
cmd-knowledge-edit-opt-entry = 条目
    .description = 哪一个，如 KB-7
cmd-knowledge-edit-opt-title = 标题
    .description = 新的标题
cmd-knowledge-edit-opt-text = 内容
    .description = 新的内容
cmd-knowledge-edit-opt-tags = 标签
    .description = 新的标签
cmd-knowledge-edit-opt-review = 复核
    .description = 何时复核，如 +90d
cmd-knowledge-edit-opt-until = 截止
    .description = 已知问题预计何时解决
cmd-knowledge-retire = 停用
    .description = 不再有效
cmd-knowledge-retire-opt-entry = 条目
    .description = 哪一个，如 KB-7
cmd-knowledge-acknowledge = 确认阅读
    .description = 确认已阅读一项制度
cmd-knowledge-acknowledge-opt-entry = 条目
    .description = 哪一项，如 KB-7

#### commands: budget

cmd-budget = 预算
    .description = 预算：限额、支出与提醒
cmd-budget-create = 新建
    .description = 建立预算
cmd-budget-create-opt-name = 名称
    .description = 预算名称
cmd-budget-create-opt-amount = 金额
    .description = 金额：12000、12k、1.2万、USD 12.50
cmd-budget-create-opt-department = 部门
    .description = 使用预算的部门
cmd-budget-create-opt-project = 项目
    .description = 所属项目
cmd-budget-create-opt-period = 周期
    .description = 多久更新一次，默认每月
    .choice-once = 一次性
    .choice-month = 每月
    .choice-quarter = 每季度
    .choice-year = 每年
cmd-budget-create-opt-currency = 货币
    .description = 三个字母的货币代码，如 CNY
cmd-budget-create-opt-thresholds = 阈值
    .description = 何时提醒：50 80 100；或 实际 80 100；预测 110；消耗 关
cmd-budget-create-opt-approval_over = 审批上限
    .description = 超过此金额的支出须财务批准
cmd-budget-create-opt-start = 开始
    .description = 一次性预算的第一天
cmd-budget-create-opt-end = 结束
    .description = 一次性预算的最后一天
cmd-budget-create-opt-fiscal_start = 财年起始月
    .description = 财年开始的月份（1–12）
cmd-budget-create-opt-parent = 上级预算
    .description = 它所属的上级预算
cmd-budget-create-opt-rollover = 结转
    .description = 结转到下一周期的内容
    .choice-none = 不结转
    .choice-under = 结余
    .choice-over = 超支
    .choice-both = 结余和超支
cmd-budget-create-opt-rollover_cap = 结转上限
    .description = 最多结转多少
cmd-budget-create-opt-curve = 计划分配
    .description = 各月计划比例：10 20 30；或 平均
cmd-budget-create-opt-method = 预测方法
    .description = 如何预测
    .choice-run-rate = 按目前支出推算
    .choice-blend = 参照以往周期
cmd-budget-create-opt-visibility = 可见范围
    .description = 谁可以看到金额
    .choice-restricted = 财务与负责人
    .choice-members = 部门成员也可见
cmd-budget-create-opt-owner = 负责人
    .description = 对预算负责的人
cmd-budget-spend = 支出
    .description = 记录支出或退款
cmd-budget-spend-opt-budget = 预算
    .description = 编号或名称
cmd-budget-spend-opt-amount = 金额
    .description = 金额：12000、12k、1.2万、USD 12.50
cmd-budget-spend-opt-category = 类别
    .description = 支出类别
cmd-budget-spend-opt-vendor = 供应商
    .description = 收款方
cmd-budget-spend-opt-day = 日期
    .description = 支出日期，默认今天
cmd-budget-spend-opt-note = 备注
    .description = 用途说明
cmd-budget-spend-opt-receipt = 凭证
    .description = 收据或发票
cmd-budget-spend-opt-kind = 类型
    .description = 支出，或需要记录的收入
    .choice-expense = 支出
    .choice-income = 收入
cmd-budget-spend-opt-one_off = 一次性
    .description = 不会重复发生：不计入速度和推算
cmd-budget-spend-opt-rate = 汇率
    .description = 其他货币的汇率：1 单位合多少预算货币
cmd-budget-spend-opt-reference = 单号
    .description = 发票号，每个只入账一次
cmd-budget-status = 状态
    .description = 查看预算状态
cmd-budget-status-opt-budget = 预算
    .description = 编号或名称
cmd-budget-list = 列表
    .description = 所有预算及使用情况
cmd-budget-list-opt-department = 部门
    .description = 使用预算的部门
cmd-budget-edit = 修改
    .description = 更改预算或限额
cmd-budget-edit-opt-budget = 预算
    .description = 编号或名称
cmd-budget-edit-opt-amount = 金额
    .description = 金额：12000、12k、1.2万、USD 12.50
cmd-budget-edit-opt-reason = 原因
    .description = 原因
cmd-budget-edit-opt-name = 名称
    .description = 预算名称
cmd-budget-edit-opt-department = 部门
    .description = 使用预算的部门
cmd-budget-edit-opt-project = 项目
    .description = 所属项目
cmd-budget-edit-opt-thresholds = 阈值
    .description = 何时提醒：50 80 100；或 实际 80 100；预测 110；消耗 关
cmd-budget-edit-opt-approval_over = 审批上限
    .description = 超过此金额的支出须财务批准
cmd-budget-edit-opt-end = 结束
    .description = 一次性预算的最后一天
cmd-budget-edit-opt-rollover = 结转
    .description = 结转到下一周期的内容
    .choice-none = 不结转
    .choice-under = 结余
    .choice-over = 超支
    .choice-both = 结余和超支
cmd-budget-edit-opt-rollover_cap = 结转上限
    .description = 最多结转多少
cmd-budget-edit-opt-curve = 计划分配
    .description = 各月计划比例：10 20 30；或 平均
cmd-budget-edit-opt-method = 预测方法
    .description = 如何预测
    .choice-run-rate = 按目前支出推算
    .choice-blend = 参照以往周期
cmd-budget-edit-opt-visibility = 可见范围
    .description = 谁可以看到金额
    .choice-restricted = 财务与负责人
    .choice-members = 部门成员也可见
cmd-budget-edit-opt-owner = 负责人
    .description = 对预算负责的人
cmd-budget-import = 导入
    .description = 导入 CSV 文件
cmd-budget-import-opt-file = 文件
    .description = UTF-8 的 CSV 文件，首行为列名
cmd-budget-import-opt-dry_run = 试运行
    .description = 只说明结果，不导入
cmd-budget-import-opt-budget = 预算
    .description = 编号或名称
cmd-budget-correct = 更正
    .description = 更正一笔记录，原记录保留
cmd-budget-correct-opt-entry = 记录
    .description = 哪一笔，如 EXP-12
cmd-budget-correct-opt-amount = 金额
    .description = 金额：12000、12k、1.2万、USD 12.50
cmd-budget-correct-opt-reason = 原因
    .description = 原因
cmd-budget-correct-opt-category = 类别
    .description = 支出类别
cmd-budget-correct-opt-vendor = 供应商
    .description = 收款方
cmd-budget-correct-opt-day = 日期
    .description = 支出日期，默认今天
cmd-budget-export = 导出
    .description = 导出账目为 CSV
cmd-budget-export-opt-budget = 预算
    .description = 编号或名称
cmd-budget-export-opt-from = 从
    .description = 第一天
cmd-budget-export-opt-to = 到
    .description = 最后一天

#### commands: measure
cmd-measure = 指标
    .description = 随时间变化、有目标的数值：满意度、通过率、响应时间
cmd-measure-record = 记录
    .description = 记录一个数值；没有的指标会新建
cmd-measure-record-opt-measure = 指标
    .description = 名称或编号，如 满意度
cmd-measure-record-opt-value = 数值
    .description = 如 4.6、95% 或 1,234.5
cmd-measure-record-opt-project = 项目
    .description = 属于哪个项目
cmd-measure-record-opt-at = 时间
    .description = 是何时的数值，如 昨天；不填为现在
cmd-measure-record-opt-note = 备注
    .description = 需要说明的情况
cmd-measure-record-opt-unit = 单位
    .description = 如 %、分钟、天
cmd-measure-record-opt-department = 部门
    .description = 新指标归属哪个部门
cmd-measure-target = 目标
    .description = 设定目标和阈值，越线时提醒一次
cmd-measure-target-opt-measure = 指标
    .description = 名称或编号，如 满意度
cmd-measure-target-opt-value = 数值
    .description = 目标，如 4.5；或 无
cmd-measure-target-opt-thresholds = 阈值
    .description = 警告和严重，如 4.0, 3.5
cmd-measure-target-opt-direction = 方向
    .description = 哪个方向更好；从未设定则越高越好
    .choice-higher = 越高越好
    .choice-lower = 越低越好
cmd-measure-target-opt-unit = 单位
    .description = 如 %、分钟、天
cmd-measure-target-opt-department = 部门
    .description = 新指标归属哪个部门
cmd-measure-show = 查看
    .description = 指标现状和图表
cmd-measure-show-opt-measure = 指标
    .description = 名称或编号，如 满意度
cmd-measure-list = 列表
    .description = 全部指标及现状
cmd-measure-list-opt-department = 部门
    .description = 只看这个部门的

### departments and catalogue
