// The page's own words, in both languages.
const en = {
  who: 'I am', language: 'Language', clock: 'Clock', plus15: '+15 min', plus60: '+1 h', morning: 'Next morning', due: 'Next thing due',
  clockhint: 'The time everybody here lives in. It can be moved ahead, never back.',
  morninghint: 'To nine in the morning, the next time it is', duehint: 'To the moment the bot does something next',
  moved: 'It is now {0}.', theme: 'Light or dark', keys: 'Keyboard', channels: 'Channels', direct: 'Direct messages', people: 'People',
  newest: 'Newest ↓', send: 'Send', attach: 'Choose a file', messages: 'Messages', suggestions: 'Suggestions',
  say: 'Message {0}, or / for commands', bot: 'APP', edited: '(edited)', only: 'Only you can see this', dismiss: 'Dismiss message',
  close: 'Close', thinking: '{0} is thinking…', failed: 'The application did not respond.', empty: 'Nothing here yet.',
  begin: 'This is the beginning of {0}.', beginsub: 'Type / to see what the bot can do here.',
  tips: 'What to try first', hide: 'Hide', cancel: 'Cancel', submit: 'Submit', required: '{0}: please fill this in.',
  menu: 'More about this message', copy: 'Copy text', optional: 'optional', need: 'required', choose: 'Choose…', picture: 'Picture',
  lost: 'The connection is lost; trying again.', back: 'Connected again.', used: 'used', apply: 'Apply', clear: 'None',
  commands: 'Commands', matching: 'Commands with “{0}”', options: 'Options of /{0}', values: '{0}', none: 'No command fits.',
  apps: 'Commands of the bot', be: 'Be this person', mention: 'Mention', manager: 'administrator', left: 'not in the server',
  new: 'NEW', replies: ['{0} message', '{0} messages'], thread: 'Thread: {0}', jump: 'message', open: 'Open', image: 'Open the picture',
  formto: 'What you write here goes to {0}.', today: 'Today at {0}', yesterday: 'Yesterday at {0}', unread: 'unread', pinged: '{0} for you',
  next: 'Tab: next option', ready: 'Enter: send', take: '↑ ↓ choose · Tab or Enter take · Esc close', deleted: 'deleted', unknown: 'unknown', type: 'Type this into the box',
  shutdms: 'Refuse direct messages', opendms: 'Take direct messages again', dmsshut: 'takes no direct messages', invited: 'only for those invited',
  readfile: 'Read it here',
  outside: 'From outside', outsidehint: 'Real calls over HTTP, as monitoring, builds and scripts make them', answers: 'Answers', sentbody: 'What was sent',
  help: [['/', 'begin a command'], ['Tab or Enter', 'take the suggestion'], ['↑ ↓', 'go through suggestions, or to what you sent before'], ['Esc', 'close suggestions, menu or form'], ['Ctrl + Enter', 'send a form'], ['Alt + ↑ ↓', 'other channel'], ['⋯ or right click', 'commands for a message or person'], ['?', 'this list']],
};
const zh = {
  who: '我是', language: '语言', clock: '时钟', plus15: '+15 分钟', plus60: '+1 小时', morning: '次日早晨', due: '下一件到期的事',
  clockhint: '这里所有人共用的时间，只能往前拨，不能往回拨。', morninghint: '拨到下一个早上九点', duehint: '拨到机器人下一次做事的时刻',
  moved: '现在是 {0}。', theme: '浅色或深色', keys: '键盘', channels: '频道', direct: '私信', people: '成员',
  newest: '最新 ↓', send: '发送', attach: '选择文件', messages: '消息', suggestions: '建议',
  say: '给 {0} 发消息，或输入 / 使用命令', bot: '应用', edited: '（已编辑）', only: '只有你能看到这条消息', dismiss: '关闭消息',
  close: '关闭', thinking: '{0} 正在处理…', failed: '应用没有响应。', empty: '这里还没有内容。',
  begin: '这里是 {0} 的开头。', beginsub: '输入 / 看看机器人能做什么。',
  tips: '先试试这些', hide: '收起', cancel: '取消', submit: '提交', required: '{0}：请填写此项。',
  menu: '这条消息的更多操作', copy: '复制文字', optional: '可选', need: '必填', choose: '请选择…', picture: '图片',
  lost: '连接断开，正在重试。', back: '已重新连接。', used: '使用了', apply: '确定', clear: '不选',
  commands: '命令', matching: '含“{0}”的命令', options: '/{0} 的选项', values: '{0}', none: '没有匹配的命令。',
  apps: '机器人的命令', be: '切换为此人', mention: '提及', manager: '管理员', left: '不在服务器中',
  new: '新消息', replies: ['{0} 条消息', '{0} 条消息'], thread: '子区：{0}', jump: '消息', open: '打开', image: '查看图片',
  formto: '你填写的内容会发送给 {0}。', today: '今天 {0}', yesterday: '昨天 {0}', unread: '未读', pinged: '{0} 条与你有关',
  next: 'Tab：下一个选项', ready: 'Enter：发送', take: '↑ ↓ 选择 · Tab 或 Enter 采用 · Esc 关闭', deleted: '已删除', unknown: '未知', type: '填入输入框',
  shutdms: '拒收私信', opendms: '重新接收私信', dmsshut: '不接收私信', invited: '仅限受邀者',
  readfile: '在此查看',
  outside: '外部事件', outsidehint: '真实的 HTTP 调用，与监控、构建和脚本发出的一样', answers: '应答', sentbody: '发送的内容',
  help: [['/', '开始输入命令'], ['Tab 或 Enter', '采用建议'], ['↑ ↓', '选择建议，或找回发过的内容'], ['Esc', '关闭建议、菜单或表单'], ['Ctrl + Enter', '提交表单'], ['Alt + ↑ ↓', '切换频道'], ['⋯ 或右键', '针对消息或成员的命令'], ['?', '显示本列表']],
};

let locale = 'en-US';
export const setLocale = (l) => { locale = l; };
export const getLocale = () => locale;
export const t = (key, ...args) => {
  const text = (locale.startsWith('zh') ? zh : en)[key];
  return typeof text === 'string' ? fill(text, args) : text;
};
// One or many.
export const counted = (key, n) => fill(t(key)[n === 1 ? 0 : 1], [n]);
const fill = (text, args) => text.replace(/\{(\d)\}/g, (_, n) => args[n] ?? '');

// A name or description of a command, option or choice in the chosen language.
export const named = (thing) => thing.name_localizations?.[locale] ?? thing.name;
export const described = (thing) => thing.description_localizations?.[locale] ?? thing.description ?? '';
